"""The rules of the lattice: what may happen at the beginning of each bar of its count."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from generator.composition import Live, Rule
from generator.pieces.lattice.lines import evolved, grown, mimicked, shrunk
from generator.pieces.lattice.voices import BASS, BELL, MELODIES, MOVING, PAD, VOICES
from generator.pieces.lattice.world import MOODS, World

PACE = 0.12
HOME_CHANCE = 0.4
HABIT_CHANCE = 0.8
KEPT_MATERIALS = 8
CODA_STEPS = 16
CODA_VOICES = {VOICES.index(BELL), VOICES.index(PAD), VOICES.index(BASS)}
END_CHANCE = 0.3


def change_chord(live: Live) -> None:
    """Move on as this material mostly has, or as the table allows; a section may begin at home."""
    world, random = live.state, live.random
    if world.step == 0 and random.random() < HOME_CHANCE:
        world.set_chord(0)
        return
    if world.root not in world.habits or random.random() >= HABIT_CHANCE:
        world.habits[world.root] = world.progression.following(world.root, random)
    world.set_chord(world.habits[world.root])


def evolve(live: Live) -> None:
    """Change two slots of a sounding voice's line."""
    world: World = live.state
    index = live.random.choice(sorted(world.sounding))
    voice, centre = VOICES[index], world.centres[index]
    world.lines[index] = evolved(voice, centre, world.lines[index], live.random)


def mimic(live: Live) -> None:
    """Let one melody take another's line into its own register."""
    world: World = live.state
    index, other = live.random.sample(MELODIES, 2)
    centre, theirs = world.centres[index], world.centres[other]
    world.lines[index] = mimicked(VOICES[index], centre, world.lines[other], theirs)


def grow(live: Live) -> bool:
    """Lengthen a line by a cell."""
    world: World = live.state
    index = live.random.randrange(len(VOICES))
    line = world.lines[index]
    world.lines[index] = grown(VOICES[index], world.centres[index], line, live.random)
    return world.lines[index] is not line


def shrink(live: Live) -> bool:
    """Shorten a line by a cell."""
    world: World = live.state
    index = live.random.randrange(len(VOICES))
    line = world.lines[index]
    world.lines[index] = shrunk(line)
    return len(world.lines[index]) < len(line)


def mute(live: Live) -> bool:
    """Silence a voice, likely one that wants more energy; two melodies stay, one of them moving."""
    world: World = live.state
    movable = sorted(world.sounding - _last(world, MELODIES, 2) - _last(world, MOVING, 1))
    if not movable:
        return False
    world.sounding.remove(_drawn(live, movable, -1.0))
    return True


def _last(world: World, voices: Iterable[int], number: int) -> set[int]:
    """Return which of these voices sound, if they are no more than so many."""
    sounding = world.sounding.intersection(voices)
    return sounding if len(sounding) <= number else set()


def unmute(live: Live) -> bool:
    """Let a silent voice in, likely one that wants no more energy than there is."""
    world: World = live.state
    silent = sorted(set(range(len(VOICES))) - world.sounding)
    if not silent:
        return False
    world.sounding.add(_drawn(live, silent, 1.0))
    return True


def _drawn(live: Live, voices: list[int], sign: float) -> int:
    """Return a voice, drawn by how far its entry lies below (sign 1) or above (-1) the target."""
    target: float = live.state.target
    weights = [exp(8.0 * sign * (target - VOICES[index].entry)) for index in voices]
    return live.random.choices(voices, weights)[0]


def busier(live: Live) -> None:
    """Raise the energy."""
    live.state.energy = min(1.0, live.state.energy + PACE)


def calmer(live: Live) -> None:
    """Lower the energy."""
    live.state.energy = max(0.0, live.state.energy - PACE)


def recall(live: Live) -> bool:
    """Bring back the lines of an earlier section."""
    world: World = live.state
    earlier = sorted(world.memory.keys() - {world.material})
    if not earlier:
        return False
    bring_back(world, live.random.choice(earlier))
    return True


def bring_back(world: World, material: str) -> None:
    """Put the present lines away and take earlier ones up."""
    world.memory[world.material] = list(world.lines)
    world.material = material
    world.lines = list(world.memory[material])


def grant(world: World) -> None:
    """Bring the material and the mood that a player asked for; other words ask for neither."""
    for word in world.asked.split():
        if word.upper() in world.memory:
            bring_back(world, word.upper())
        elif word.lower() in MOODS and not world.closing:
            world.flow_to(word.lower())


def renew(live: Live) -> None:
    """Put the present lines away and compose new ones for about half of the voices."""
    world: World = live.state
    world.memory[world.material] = list(world.lines)
    if len(world.memory) > KEPT_MATERIALS:
        del world.memory[next(iter(world.memory))]
    turn, letter = divmod(world.materials, 26)
    world.material = chr(ord("A") + letter) + (str(turn + 1) if turn else "")
    world.materials += 1
    world.habits.clear()
    for index in live.random.sample(range(len(VOICES)), live.random.randint(3, 6)):
        world.lines[index] = world.new_line(index, live.random)


def end(live: Live) -> None:
    """Make this section the last: home, few voices, no percussion."""
    world: World = live.state
    world.closing = True
    world.section_steps = CODA_STEPS
    world.sounding = set(CODA_VOICES)
    world.target = world.energy = 0.1
    world.set_chord(0)


def _leaning(live: Live, lean: float) -> float:
    """Return the chance of a movement: likelier the more it leads to where the tide is."""
    return float(live["movement"] * min(1.0, max(0.05, 0.4 + lean)))


def _room(live: Live) -> float:
    """Return how many voices are missing for the tide, as a share."""
    return float(2.0 + 6.5 * live.state.target - len(live.state.sounding)) / 4.0


def _climb(live: Live) -> float:
    return 2.0 * float(live.state.target - live.state.energy)


def _opening(live: Live, chance: float) -> float:
    """Return a chance that exists only at the beginning of a section, but not of the first."""
    return chance if live.state.step == 0 and live.state.sections > 1 else 0.0


def _end_chance(live: Live) -> float:
    return _opening(live, END_CHANCE) if live.state.sections > live["sections"] else 0.0


RULES = (
    Rule("recall", recall, lambda live: _opening(live, live["recall"]), "renew", cooldown=8),
    Rule("renew", renew, lambda live: _opening(live, live["renewal"])),
    Rule("chord", change_chord, lambda live: live["chords"]),
    Rule("evolve", evolve, lambda live: live["variation"]),
    Rule("mimic", mimic, lambda live: live["mimicry"]),
    Rule("grow", grow, lambda live: 0.3 * live["movement"], "shrink", cooldown=64),
    Rule("shrink", shrink, lambda live: 0.3 * live["movement"], "grow", cooldown=64),
    Rule("unmute", unmute, lambda live: _leaning(live, _room(live)), "mute", cooldown=24),
    Rule("mute", mute, lambda live: _leaning(live, -_room(live)), "unmute", cooldown=24),
    Rule("busier", busier, lambda live: _leaning(live, _climb(live)), "calmer", cooldown=24),
    Rule("calmer", calmer, lambda live: _leaning(live, -_climb(live)), "busier", cooldown=24),
    Rule("end", end, _end_chance),
)
