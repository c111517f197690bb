"""How Phase is played: the conductor goes from stage to stage, the others play each as it comes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from math import ceil, floor, pi, sin

from generator.composition import Live, Note, PartFunction, Rest, Step
from generator.composition.layers import step_beats
from generator.pieces.phase.process import (
    ALONE,
    GLIDES,
    HOLDS,
    ROOTS,
    SOLO_REPETITIONS,
    STEP_BEATS,
    Process,
)

BAR_BEATS = 4.0
NEAR_BEATS = 1e-6
FAREWELL_BEATS = 8.0


def conduct(live: Live) -> Iterator[Step]:
    """Go from section to section, in order or as asked; the other parts follow."""
    state: Process = live.state
    while not state.over:
        live.begin_section(state.section_name)
        asked = yield from _section(live, state)
        if asked and state.go_to(asked, live.random):
            continue
        if state.place < state.last_place:
            state.place += 1
            continue
        state.over = state.movement >= live["movements"]
        if not state.over:
            state.begin_movement(live.random)


Stretch = Generator[Step, None, str | None]


def _section(live: Live, state: Process) -> Stretch:
    """Let a section's stages pass; return what was asked for, which cuts it short."""
    if state.place == 0:
        return (yield from _stage(live, state, ALONE, SOLO_REPETITIONS))
    if state.place == state.last_place:
        return (yield from _stage(live, state, HOLDS, live["hold"]))
    root = state.depart(live["variation"], live.random.choice(ROOTS))
    asked = yield from _stage(live, state, HOLDS, live["hold"], root)
    return asked or (yield from _stage(live, state, GLIDES, live["glide"]))


def _stage(live: Live, state: Process, kind: str, repetitions: float, root: int = 0) -> Stretch:
    """Let a stage pass, bar by bar; return what was asked for meanwhile."""
    state.begin_stage(live, kind, repetitions, root)
    end_beat = state.stage.end_beat
    while live.beat < end_beat:
        yield Rest(min(_next_bar(live.beat), end_beat) - live.beat)
        asked = live.take_section()
        if asked:
            return asked
    return None


def staged(play: Callable[[Live, Process], Iterator[Step]]) -> PartFunction:
    """Return a part that plays each stage anew, and leaves it at the bar where another begins."""

    def part(live: Live) -> Iterator[Step]:
        state: Process = live.state
        while not state.over and live.beat < state.stage.end_beat:
            stage = state.stage
            for step in _barred(live, play(live, state)):
                yield step
                if state.over or state.stage is not stage:
                    break

    return part


def _barred(live: Live, steps: Iterator[Step]) -> Iterator[Step]:
    """Yield steps such that there is one at every bar; what sounds is left as it is."""
    for step in steps:
        end_beat, bar_beat = live.beat + step_beats(step), _next_bar(live.beat)
        if end_beat <= bar_beat + NEAR_BEATS:
            yield step
            continue
        yield _shortened(step, bar_beat - live.beat)
        while live.beat < end_beat - NEAR_BEATS:
            yield Rest(min(_next_bar(live.beat), end_beat) - live.beat)


def _next_bar(beat: float) -> float:
    return BAR_BEATS * (floor(beat / BAR_BEATS + NEAR_BEATS) + 1.0)


def _shortened(step: Step, beats: float) -> Step:
    """Return a step after which the next one comes sooner; its notes sound as long as before."""
    if isinstance(step, Rest):
        return Rest(beats)
    if isinstance(step, Note):
        return step._replace(step_beats=beats)
    return [*step[:-1], step[-1]._replace(step_beats=beats)]


def player(swell_beats: float, *, gains: bool) -> PartFunction:
    """Return the part of a player, whose loudness comes and goes in so many beats.

    One that gains is silent while the other is alone, then ahead, and in a glide plays one note
    more in the same time.
    """

    def play(live: Live, state: Process) -> Iterator[Step]:
        stage = state.stage
        if gains and stage.kind == ALONE:
            yield Rest(stage.end_beat - live.beat)
            return
        notes = round(stage.beats / STEP_BEATS) + (gains and stage.kind == GLIDES)
        place = ceil((live.beat - stage.start_beat) * notes / stage.beats - NEAR_BEATS)
        onset_beat = stage.start_beat + place * stage.beats / notes
        if onset_beat > live.beat:
            yield Rest(onset_beat - live.beat)
        ahead = stage.shift if gains else 0
        while place < notes:  # from the exact beat of one note to that of the next
            place += 1
            onset_beat = stage.start_beat + place * stage.beats / notes
            yield _struck(live, state, ahead + place - 1, onset_beat - live.beat, swell_beats)

    return staged(play)


def _struck(live: Live, state: Process, place: int, step_beats: float, swell_beats: float) -> Step:
    """Return the note at a place of the pattern, as loud and hard as swell and energy have it."""
    state.follow(live)
    swell = live["swell"] * sin(2.0 * pi * live.beat / swell_beats)
    loudness = (0.5 + 0.3 * swell) * (0.92 + 0.08 * live.random.random())
    if not state.sounds(place, live["density"]):
        return Rest(step_beats)
    hardness = 0.4 + 0.3 * swell + 0.6 * (live["energy"] - 0.5)
    controls = (min(1.0, max(0.05, hardness)),)
    amplitude = min(1.0, loudness * _force(live))
    return Note(state.pitch(place), 0.5, amplitude, 0.5, step_beats, controls=controls)


def _force(live: Live) -> float:
    """Return a factor of loudness: 1 at the energy that the piece starts with."""
    return 0.5 + live["energy"]


@staged
def sing(live: Live, state: Process) -> Iterator[Step]:
    """While they hold, sing a few of the notes that stand out where the two patterns meet."""
    if _begins_to_hold(live, state) and live.random.random() < live["melody"]:
        yield from _resulting(live, state)
    else:
        yield Rest(state.stage.end_beat - live.beat)


def _begins_to_hold(live: Live, state: Process) -> bool:
    """Return whether a hold begins; a part that is drawn anew in its midst waits for the next."""
    stage = state.stage
    return stage.kind == HOLDS and live.beat < stage.start_beat + NEAR_BEATS


def _resulting(live: Live, state: Process) -> Iterator[Step]:
    """Sing the same few places of the pattern again and again, after one repetition's wait."""
    length, end = len(state.pattern), round(state.stage.beats / STEP_BEATS)
    places = live.random.sample(range(length), live.random.randint(2, 4))
    onsets = [onset for onset in range(min(length, end - length), end) if onset % length in places]
    yield Rest(onsets[0] * STEP_BEATS)
    for onset, following in zip(onsets, [*onsets[1:], end], strict=True):
        yield _sung(live, state, onset, (following - onset) * STEP_BEATS)


def _sung(live: Live, state: Process, place: int, step_beats: float) -> Step:
    """Return the higher of the two notes that sound at a place, an octave up."""
    state.follow(live)
    loudness = 0.4 + 0.1 * live.random.random()
    meeting = (place, place + state.stage.shift)
    heard = [state.pitch(each) for each in meeting if state.sounds(each, live["density"])]
    if not heard:
        return Rest(step_beats)
    return Note(12 + max(heard), 3.0, loudness * _force(live), step_beats=step_beats)


def sustain(live: Live) -> Iterator[Step]:
    """While they hold, a chord over its root; while they glide, nothing; at the end, home."""
    yield from _held(live)
    yield _chord(live, FAREWELL_BEATS)


@staged
def _held(live: Live, state: Process) -> Iterator[Step]:
    beats = state.stage.end_beat - live.beat
    yield _chord(live, beats) if _begins_to_hold(live, state) else Rest(beats)


def _chord(live: Live, beats: float) -> list[Note]:
    """Return the chord in force, and below it the octave of its lowest note."""
    state: Process = live.state
    state.follow(live)
    controls = (1.5, 2.5, 0.35 + 0.5 * (live["energy"] - 0.5))
    pitches = (min(state.chord) - 12, *state.chord)
    return [Note(pitch, beats, 0.4 * _force(live), controls=controls) for pitch in pitches]
