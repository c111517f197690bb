"""How the lattice plays: the conductor counts and applies the rules, each voice reads its line."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, PartFunction, Rest, Step, Sway
from generator.pieces.lattice.lines import CHORD, ROOT, Line, Slot
from generator.pieces.lattice.rules import grant
from generator.pieces.lattice.voices import ENSEMBLE, VOICES
from generator.pieces.lattice.world import World

STEP_BEATS = 0.5
BAR_STEPS = 8
FAREWELL_BEATS = 8.0
SECTION_STEPS = range(8, 64)
SECTION_WEIGHTS = [
    12.0 if steps % 16 == 0 else 6.0 if steps % 8 == 0 else 2.0 if steps % 4 == 0 else 0.25
    for steps in SECTION_STEPS
]


def conduct(live: Live) -> Iterator[Step]:
    """Count the steps; at each bar let the rules act, at each step heed what a player asks."""
    world: World = live.state
    while not world.closing:
        _open_section(live, world)
        while world.step < world.section_steps:
            if world.step % BAR_STEPS == 0 and not world.closing:
                world.rules.apply(live, world.count)
            if world.step == 0:
                grant(world)
                live.begin_section(world.section_name)
            _heed(live, world)
            yield Rest(STEP_BEATS)
            world.step += 1
            world.count += 1
            world.asked = live.take_section() or ""
            if world.asked and not world.closing:
                break
    world.over = True


def _open_section(live: Live, world: World) -> None:
    """Draw the section's length and carry the tide on."""
    random = live.random
    world.step = 0
    world.sections += 1
    world.section_steps = random.choices(SECTION_STEPS, SECTION_WEIGHTS)[0]
    world.tide += 1.0 / world.tide_sections
    if world.tide >= 1.0:
        world.tide, world.tide_sections = 0.0, random.uniform(6.0, 10.0)
        world.crest = random.uniform(0.7, 1.0)
    world.raise_tide()


def _heed(live: Live, world: World) -> None:
    """Work out key, and how much of each line sounds, how loud and bright, where that has changed.

    The key first: a rule may have put a chord in force that it has to move.
    """
    heard = live["root"], live["mode"], live["density"], world.energy + live["energy"] - 0.5
    if heard == world.heard and world.step % BAR_STEPS:
        return
    _, _, density, energy = heard
    energy = min(1.0, max(0.0, energy))
    if heard != world.heard:
        world.heard = heard
        world.follow(live)
        world.loudness = 0.5 + 0.5 * energy
        world.controls = [voice.controls(energy) for voice in VOICES]
    filling = (0.4 + 1.2 * density) * (0.85 + 0.5 * energy)
    for index, voice in enumerate(VOICES):
        world.levels[index] = voice.fullness * filling if index in world.sounding else 0.0


def voice_part(index: int) -> PartFunction:
    """Return the part of one voice: it plays the slots of its line that its level lets sound."""
    voice = VOICES[index]
    swayed, reach = not voice.grooves, voice.reach

    def play(live: Live) -> Iterator[Step]:
        world: World = live.state
        random, sway = live.random.random, Sway(live.random)
        while not world.over:
            line, level = world.lines[index], world.levels[index]
            slot = line[world.step % len(line)]
            steps = _steps_to_next(line, level, world)
            if slot.rank >= level:
                yield Rest(steps * STEP_BEATS)
                continue
            note = Note(
                world.tables[slot.footing][slot.degree if reach else world.centres[index]],
                min(steps, voice.sustain) * STEP_BEATS,
                voice.amplitude * world.loudness * slot.accent * (0.9 + 0.1 * random()),
                0.5,
                steps * STEP_BEATS,
                0.001 * live["looseness"] * sway() if swayed else 0.0,
                world.controls[index],
            )
            yield [_above(note, slot, world), note] if voice.stacked else note
        if index in ENSEMBLE:
            yield Rest(float(ENSEMBLE.index(index)))
            yield _farewell(index, world)

    return play


def _above(note: Note, slot: Slot, world: World) -> Note:
    """Return the next chord tone over a note, a little softer."""
    return note._replace(pitch=world.tables[CHORD][slot.degree + 2], amplitude=0.8 * note.amplitude)


def _farewell(index: int, world: World) -> Note:
    """Return a voice's last note: the tonic nearest to where it lives."""
    pitch = world.tables[ROOT][world.centres[index]]
    controls = world.controls[index]
    return Note(pitch, FAREWELL_BEATS, 0.6 * VOICES[index].amplitude, controls=controls)


def _steps_to_next(line: Line, level: float, world: World) -> int:
    """Return the steps to the next slot that sounds, at most a bar or to the section's end."""
    step, length = world.step, len(line)
    last = min(step + BAR_STEPS, world.section_steps)
    for later in range(step + 1, last):
        if line[later % length].rank < level:
            return later - step
    return last - step
