"""Loops: long tones in loops of incommensurable lengths, over a drone; it never repeats.

After the tape loops of Brian Eno's Music for Airports (1978), with material of its own. The lengths
are as the square roots of primes, so no two loops ever come round together a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sqrt
from random import Random

from generator.composition import Key, Live, Note, PartFunction, Piece, Rest, Step
from generator.parameters import Warp
from generator.theory import Scale, classes_of, stacked

PRIMES = (7, 11, 13, 17, 19, 23)
MODES = ("lydian", "ionian", "mixolydian", "dorian", "aeolian")
ROOTS = (0, 3, 4, 5, 1)
WATCH_BEATS = 2.0
REACH = 2
LOWEST_ROOT = 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """One loop: its register in semitones, its tones, from which tide on it is heard, its place.

    controls: its p-fields from p8 on, dull and bright.
    """

    instrument: str
    centre: int
    tones: int
    tone_beats: float
    amplitude: float
    entry: float
    controls: tuple[tuple[float, float], ...]
    pan: float
    reverb: float
    delay: float = 0.0


LOOPS = {
    "pad": Loop(
        instrument="Pad", centre=51, tones=1, tone_beats=9.0, amplitude=0.38, entry=0.0,
        controls=((3.0, 3.0), (5.0, 5.0), (0.15, 0.5)), pan=0.4, reverb=0.5,
    ),
    "low_glass": Loop(
        instrument="Glass", centre=59, tones=2, tone_beats=7.0, amplitude=0.45, entry=0.1,
        controls=((2.5, 1.5), (4.0, 4.0)), pan=0.65, reverb=0.6,
    ),
    "keys": Loop(
        instrument="Keys", centre=67, tones=5, tone_beats=4.0, amplitude=0.45, entry=0.3,
        controls=((0.15, 0.6),), pan=0.3, reverb=0.5, delay=0.3,
    ),
    "high_glass": Loop(
        instrument="Glass", centre=75, tones=2, tone_beats=6.0, amplitude=0.35, entry=0.45,
        controls=((3.0, 1.0), (4.0, 4.0)), pan=0.75, reverb=0.7,
    ),
    "pluck": Loop(
        instrument="Pluck", centre=82, tones=4, tone_beats=3.0, amplitude=0.42, entry=0.6,
        controls=((0.15, 0.5),), pan=0.2, reverb=0.5, delay=0.4,
    ),
    "bell": Loop(
        instrument="Bell", centre=90, tones=3, tone_beats=8.0, amplitude=0.3, entry=0.5,
        controls=((0.1, 0.4),), pan=0.6, reverb=0.7, delay=0.3,
    ),
}  # fmt: skip


class Sea:
    """What the loops share: the key and chord in force, their lengths, and the tide, 0 to 1."""

    def __init__(self, random: Random) -> None:
        self.key = Key(Scale.named(random.choice(MODES), random.randrange(36, 48)))
        unit_beats = random.uniform(5.0, 6.5)
        primes = random.sample(PRIMES, len(LOOPS))
        self.lengths = dict(zip(LOOPS, (unit_beats * sqrt(prime) for prime in primes), strict=True))
        self.tide = 0.0
        self.put_chord(0)

    @property
    def scale(self) -> Scale:
        """The scale in force."""
        return self.key.scale

    def follow(self, live: Live) -> None:
        """Put the key that is asked for in force; the chord stays on its degree."""
        if self.key.follow(live):
            self.put_chord(self.root)

    def put_chord(self, root: int) -> None:
        """Put a ninth chord on a degree of the scale."""
        self.root = root
        self.classes = set(classes_of(self.scale, stacked(root, size=5)))

    def nearest(self, pitch: int) -> int:
        """Return the pitch of the chord nearest to a pitch, the lower one of two."""
        ways = (away for distance in range(7) for away in (-distance, distance))
        return next(pitch + away for away in ways if (pitch + away) % 12 in self.classes)


piece = Piece(
    "loops",
    title="Loops",
    description=(
        "Long tones come round in loops that never meet again, over a drone. Steer how many are "
        "heard, how bright they are and how readily they change."
    ),
    tempo_bpm=60.0,
    state=Sea,
    sections="next: the tide ebbs at once, and brings another chord",
)
piece.use("root", "mode", "density", energy=0.4, variation=0.3)
piece.parameter("tide", 30.0, 900.0, 140.0, unit="beats", warp=Warp.EXPONENTIAL,
                description="from one ebb to the next")  # fmt: skip
piece.macro(
    "intensity", "from the drone alone to every loop at full strength",
    density=(0.0, 1.0), energy=(0.0, 0.8), dynamics=(0.5, 1.5),
)  # fmt: skip
piece.macro(
    "brightness", "from muffled to clear", 1.0,
    filter__cutoff=(250.0, 20_000.0), reverb__cutoff=(400.0, 6_000.0),
)  # fmt: skip
piece.macro(
    "space", "from close by to far away",
    reverb__level=(-30.0, 6.0, 0.263), delay__level=(-30.0, 6.0, 0.263), reverb__size=(0.8, 1.0),
)  # fmt: skip
piece.macro(
    "motion", "from long tones on a slow tide to short ones on a quick one",
    legato=(2.0, 0.5), tide=(560.0, 35.0), variation=(0.0, 0.6), delay__feedback=(0.0, 0.7),
)  # fmt: skip
piece.default(master__level=-1.5, reverb__size=0.9, reverb__cutoff=6000.0, delay__time=0.9)


@piece.part("sea", "", sounding=False)
def sea(live: Live) -> Iterator[Step]:
    """Let the tide rise and fall; each time it is out, change the chord."""
    state: Sea = live.state
    phase, ebbs = 0.15, 0
    live.begin_section(f"{state.scale}")
    while True:
        state.tide = 0.5 - 0.5 * cos(2.0 * pi * phase)
        yield Rest(WATCH_BEATS)
        phase += WATCH_BEATS / live["tide"]
        if live.take_section() is not None:
            phase = 1.0
        if phase >= 1.0:
            phase, ebbs = phase - 1.0, ebbs + 1
            state.put_chord(live.random.choice([root for root in ROOTS if root != state.root]))
            live.begin_section(f"ebb {ebbs}")


@piece.part("drone", "Pad", level_db=-4.0, reverb=0.4)
def drone(live: Live) -> Iterator[Step]:
    """Hold the root and its fifth, each tone growing out of the last."""
    state: Sea = live.state
    while True:
        state.follow(live)
        root = LOWEST_ROOT + (state.scale.pitch(state.root) - LOWEST_ROOT) % 12
        controls = (4.0, 6.0, 0.1 + 0.3 * live["energy"])
        loudness = (0.4 + 0.15 * state.tide) * force(live)
        pair = (root, state.nearest(root + 7))
        yield [Note(pitch, 14.0, loudness, step_beats=12.0, controls=controls) for pitch in pair]


def loop_part(name: str) -> PartFunction:
    """Return the part of one loop: its tones, each at its place, where the tide lets them sound."""
    loop = LOOPS[name]

    def play(live: Live) -> Iterator[Step]:
        state, random, length = live.state, live.random, live.state.lengths[name]
        onsets = sorted([0.0, *(random.uniform(0.1, 0.6) * length for _ in range(loop.tones - 1))])
        aims = [loop.centre + random.randint(-REACH, REACH) for _ in onsets]
        yield Rest(random.uniform(0.0, 0.6) * length)
        while True:
            start_beat = live.beat
            tide, stray = state.tide, random.uniform(-0.1, 0.1)
            for place, next_onset in enumerate([*onsets[1:], length]):
                state.follow(live)
                if random.random() < live["variation"]:
                    aims[place] = loop.centre + random.randint(-REACH, REACH)
                step_beats = start_beat + next_onset - live.beat
                water = tide + live["density"] - 0.5 + stray
                if loop.entry + 0.2 * place / loop.tones < water:
                    yield tone(loop, state.nearest(aims[place]), step_beats, live)
                else:
                    yield Rest(step_beats)

    return play


def tone(loop: Loop, pitch: int, step_beats: float, live: Live) -> Note:
    """Return one tone of a loop, as loud as the tide and as bright as asked for."""
    loudness = loop.amplitude * (0.6 + 0.4 * live.state.tide) * live.random.uniform(0.8, 1.0)
    bright = live["energy"]
    controls = tuple(dull + bright * (brilliant - dull) for dull, brilliant in loop.controls)
    amplitude = loudness * force(live)
    return Note(pitch, loop.tone_beats, amplitude, 0.5, step_beats, controls=controls)


def force(live: Live) -> float:
    """Return a factor of loudness: 1 at the energy that the piece starts with."""
    return 0.8 + 0.5 * live["energy"]


for name, loop in LOOPS.items():
    place = {"pan": loop.pan, "reverb": loop.reverb, "delay": loop.delay}
    piece.add(name, loop_part(name), loop.instrument, **place)
