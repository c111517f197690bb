"""Phase: two players, one pattern, and a drift between them that closes exactly.

After Steve Reich's Piano Phase (1967), with patterns of its own. Both hold the pattern for a while;
then the second plays one note more than the first in the same time, and so gets one note ahead.
When every shift has been heard and they are together again, a new pattern begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sin
from random import Random

from generator.composition import Live, Note, Piece, Rest, Step
from generator.parameters import Warp
from generator.theory import Scale, classes_of, led, stacked, voiced

STEP_BEATS = 0.25
SOLO_REPETITIONS = 4
FAREWELL_BEATS = 8.0
MODES = ("dorian", "mixolydian", "lydian", "aeolian", "ionian")
LOW_HAND, HIGH_HAND = (-1, 0, 1, 2), (3, 4, 5, 6, 7)
ALONE, HOLDS, GLIDES = "alone", "holds", "glides"


class Process:
    """What the parts share: pattern and chord in force, and what the second player does.

    shift: how many notes it is ahead. stage: it waits, holds or glides, for stage_beats.
    """

    def __init__(self, random: Random) -> None:
        self.movement, self.over = 0, False
        self.tonic = random.randrange(57, 65)
        self.begin_movement(random)

    def begin_movement(self, random: Random) -> None:
        """Take a new pattern in a mode on another tonic."""
        self.movement += 1
        self.tonic = 57 + (self.tonic - 57 + random.choice((3, 5))) % 8
        self.scale = Scale.named(random.choice(MODES), self.tonic)
        self.pattern = _pattern(self.scale, random)
        self.chord = voiced(classes_of(self.scale, stacked(0)), self.tonic - 13)

    def begin_stage(self, stage: str, shift: int, repetitions: float, root: int = 0) -> Rest:
        """Begin so many repetitions over a chord; return the rest that spans them."""
        self.stage, self.shift = stage, shift
        self.stage_beats = int(repetitions) * len(self.pattern) * STEP_BEATS
        self.chord = led(self.chord, classes_of(self.scale, stacked(root)))
        return Rest(self.stage_beats)


def _pattern(scale: Scale, random: Random) -> list[int]:
    """Return pitches for two hands in turn that no rotation leaves as they are."""
    length = random.choice((8, 10, 12))
    while True:
        hands = [random.choices(hand, k=length // 2) for hand in (LOW_HAND, HIGH_HAND)]
        row = [degree for pair in zip(*hands, strict=True) for degree in pair]
        rotations = {tuple(row[turn:] + row[:turn]) for turn in range(length)}
        if len(rotations) == length and len(set(row)) >= 5:
            return [scale.pitch(degree) for degree in row]


piece = Piece(
    "phase",
    title="Phase",
    description=(
        "Two mallet players share one pattern; the second gains a note at a time until they meet "
        "again. Steer how long they hold and how slowly they glide."
    ),
    tempo_bpm=100.0,
    state=Process,
    ends=True,
)
piece.parameter("hold", 1, 32, 6, unit="repetitions", warp=Warp.INTEGER,
                description="how long both stay in step, from the next time on")  # fmt: skip
piece.parameter("glide", 1, 32, 4, unit="repetitions", warp=Warp.INTEGER,
                description="how long the second takes to gain a note")  # fmt: skip
piece.parameter("swell", 0.0, 1.0, 0.5, description="how far the two come and go in loudness")
piece.parameter("melody", 0.0, 1.0, 0.7, description="chance that bells sing what results")
piece.parameter("movements", 1, 99, 5, warp=Warp.INTEGER,
                description="how many patterns there are before the end")  # fmt: skip
piece.default(master__level=-1.0, reverb__size=0.65)


@piece.part("process", "", sounding=False)
def process(live: Live) -> Iterator[Step]:
    """Say what stage it is; the other parts follow."""
    state: Process = live.state
    while not state.over:
        live.begin_section(f"{state.movement} alone")
        yield state.begin_stage(ALONE, 0, SOLO_REPETITIONS)
        for shift in range(len(state.pattern)):
            live.begin_section(f"{state.movement} ahead by {shift}")
            yield state.begin_stage(HOLDS, shift, live["hold"], live.random.choice((0, 0, 3, 4, 5)))
            yield state.begin_stage(GLIDES, shift, live["glide"])
        live.begin_section(f"{state.movement} together")
        yield state.begin_stage(HOLDS, 0, live["hold"])
        state.over = state.movement >= live["movements"]
        if not state.over:
            state.begin_movement(live.random)


def struck(live: Live, place: int, step_beats: float, swell_beats: float) -> Note:
    """Return the note at a place of the pattern, as loud and hard as the swell has it."""
    pattern = live.state.pattern
    swell = live["swell"] * sin(2.0 * pi * live.beat / swell_beats)
    loudness = (0.5 + 0.3 * swell) * (0.92 + 0.08 * live.random.random())
    controls = (0.4 + 0.3 * swell,)
    return Note(pattern[place % len(pattern)], 0.5, loudness, 0.5, step_beats, controls=controls)


@piece.part("first", "Mallet", pan=0.22, level_db=-5.0)
def first(live: Live) -> Iterator[Step]:
    """Play the pattern over and over."""
    state: Process = live.state
    while not state.over:
        for place in range(round(state.stage_beats / STEP_BEATS)):
            yield struck(live, place, STEP_BEATS, swell_beats=56.0)


@piece.part("second", "Mallet", pan=0.78, level_db=-5.0)
def second(live: Live) -> Iterator[Step]:
    """Play the pattern from another place, and in a glide one note more in the same time."""
    state: Process = live.state
    while not state.over:
        if state.stage == ALONE:
            yield Rest(state.stage_beats)
            continue
        start_beat, beats, shift = live.beat, state.stage_beats, state.shift
        notes = round(beats / STEP_BEATS) + (state.stage == GLIDES)
        for place in range(notes):  # from the exact beat of one note to that of the next
            next_beat = start_beat + (place + 1) * beats / notes
            yield struck(live, shift + place, next_beat - live.beat, swell_beats=40.0)


@piece.part("bells", "Bell", pan=0.55, reverb=0.5, delay=0.2, level_db=-7.0)
def bells(live: Live) -> Iterator[Step]:
    """While they hold, sing a few of the notes that stand out where the two patterns meet."""
    state: Process = live.state
    while not state.over:
        if state.stage == HOLDS and live.random.random() < live["melody"]:
            yield from resulting(live, state.pattern, state.shift, state.stage_beats)
        else:
            yield Rest(state.stage_beats)


def resulting(live: Live, pattern: list[int], shift: int, beats: float) -> Iterator[Step]:
    """Sing the same few places of the pattern again and again, after one repetition's wait."""
    length, end = len(pattern), round(beats / STEP_BEATS)
    places = live.random.sample(range(length), live.random.randint(2, 4))
    onsets = [onset for onset in range(min(length, end - length), end) if onset % length in places]
    yield Rest(onsets[0] * STEP_BEATS)
    for onset, following in zip(onsets, [*onsets[1:], end], strict=True):
        pitch = 12 + max(pattern[onset % length], pattern[(onset + shift) % length])
        loudness = 0.4 + 0.1 * live.random.random()
        yield Note(pitch, 3.0, loudness, step_beats=(following - onset) * STEP_BEATS)


@piece.part("pad", "Pad", reverb=0.4, level_db=-8.0)
def pad(live: Live) -> Iterator[Step]:
    """While they hold, a chord over its root; while they glide, nothing; at the end, home."""
    state: Process = live.state
    while not state.over:
        yield chord(state, state.stage_beats) if state.stage == HOLDS else Rest(state.stage_beats)
    yield chord(state, FAREWELL_BEATS)


def chord(state: Process, beats: float) -> list[Note]:
    """Return the chord in force, and below it the octave of its lowest note."""
    pitches = (min(state.chord) - 12, *state.chord)
    return [Note(pitch, beats, 0.4, controls=(1.5, 2.5, 0.35)) for pitch in pitches]
