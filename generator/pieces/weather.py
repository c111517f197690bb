"""Weather: long sounds on the orbit of Lorenz's attractor, and points where it changes its wing.

Calm is a cycle, storm chaos (Pomeau and Manneville 1980); Rössler's attractor places the sounds.
"""

from collections.abc import Iterator
from math import pi, sin
from random import Random

from generator.composition import Key, Live, Note, Piece, Rest, Step
from generator.parameters import Warp
from generator.patterns import param, rossler
from generator.patterns.chaos import Point, moved
from generator.theory import Scale, classes_of

WATCH_BEATS, RHO, LAP = 0.25, 158.0, 0.144  # of the cycle: its parameter, a wing times a watch
MODES, POLES = ("aeolian", "dorian", "lydian", "mixolydian"), ((0, 5), (0, 3), (5, 2), (3, 1))
SEASONS, FIELDS = ("calm", "rise", "storm", "afterglow"), ("seconds", "thirds", "fourths", "fifths")


def lorenz(point: Point, law: list[float]) -> Point:
    """Return the slopes of Lorenz's flow (1963)."""
    x, y, z = point
    return 10.0 * (y - x), x * (law[0] - z) - y, x * y - 8.0 / 3.0 * z


class Sky:
    """What the parts share: the orbit and its turns, the storm, the harmony; all set by `sky`."""

    def __init__(self, random: Random) -> None:
        self.key = Key(Scale.named(random.choice(MODES), 34 + random.randrange(12)))
        self.storm, self.force, self.water, self.chord = 0.0, 0.0, 0.0, (0,)
        self.point, self.turns, self.poles = (9.0, 9.0, RHO), 0, POLES[0]
        self.ride = (0.0, 0.0, 0.0, random.uniform(0.1, 0.9))  # orbit, about -1 to 1, and map
        for _ in range(random.randrange(400, 600)):
            self.point = moved(lorenz, self.point, [RHO], 0.02)

    def nearest(self, aim: float) -> int:
        """Return the pitch nearest to an aim of the chord that the present wing has."""
        ways = (round(aim) + way for step in range(12) for way in (-step, step))
        return next(pitch for pitch in ways if pitch % 12 in self.chord)


piece = Piece(
    "weather", title="Weather", tempo_bpm=60.0, state=Sky, sections="next: the next season",
    description="Long sounds ride on a strange attractor. Steer its chaos, pace and chords.",
)  # fmt: skip
piece.use("root", "mode", "density", "energy")
piece.parameter("chaos", 0.0, 1.0, 0.5, description="from orderly cycles to storm")
piece.parameter("pace", 2.0, 32.0, 8.0, unit="beats", description="from wing to wing in a calm")
piece.parameter("field", 0, 3, 3, warp=Warp.CHOICE, choices=FIELDS, description="of the chords")
piece.parameter("year", 40.0, 900.0, 135.0, unit="beats", description="from a calm to the next")
piece.macro("intensity", "from a breeze to a gale", density=(0, 1), energy=(0.1, 0.9))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(300.0, 20_000.0))
piece.macro("space", "from near to far", reverb__level=(-30, 6, 0.263), reverb__size=(0.86, 0.98))
piece.macro("motion", "from slow cycles to quick chaos", pace=(14, 2), chaos=(0, 1))
piece.default(reverb__size=0.92, delay__time=0.75)


@piece.part("sky", "", sounding=False)
def sky(live: Live) -> Iterator[Step]:
    """Lead the orbit through the year; each season has two chords, for the two wings."""
    state, phase, season, stretch = live.state, 0.0, -1, 1.0
    while True:
        phase = phase if live.take_section() is None else int(4.0 * phase + 1.0) / 4.0
        if int(4.0 * phase) != season:
            season, stretch = int(4.0 * phase), live.random.uniform(0.7, 1.4)
            state.poles = live.random.choice([each for each in POLES if each != state.poles])
            live.begin_section(SEASONS[season % 4])
        state.key.follow(live)
        roots = (state.poles[state.ride[0] > 0.0] + (1 + live["field"]) * each for each in range(4))
        state.chord = classes_of(state.key.scale, [int(root) for root in roots])
        state.storm = sin(pi * (phase - 0.1)) ** 4
        state.force = (0.5 + 0.5 * state.storm) * (0.45 + 0.8 * live["energy"])
        state.water = state.storm + 0.6 * live["density"] - 0.3
        (wing, _, _, height), chaos = state.ride, live["chaos"] * state.storm
        x, y, z = state.point = moved(lorenz, state.point, [RHO + 40.0 * chaos], LAP / live["pace"])
        height *= (3.5 + 0.5 * chaos) * (1.0 - height)
        state.ride = (x / 50.0, y / 100.0, (z - RHO) / 110.0, height)
        state.turns += (wing > 0.0) != (x > 0.0)
        yield Rest(WATCH_BEATS)
        phase += WATCH_BEATS / live["year"] / stretch


def voice(name: str, sound: str, centre: int, reach: float, axis: int, beats: float, loud: float,
          low: float, high: float, count: int, *controls: tuple[float, float]) -> None:  # fmt: skip
    """Add a voice that rides from low to high water: long sounds, a melody, or figures at turns."""

    def play(live: Live) -> Iterator[Step]:
        state, last, seen, left, melody = live.state, 0, 0, 0, beats < 1.0 and not count
        drift = live.stream(rossler(c=2.6 + 4.0 * param("chaos"), step=0.4))
        while True:
            ride, bright = state.ride[axis], min(1.0, 0.5 * (state.storm + live["energy"]))
            pitch = (state.key.scale if melody else state).nearest(centre + reach * ride)
            heard = low <= state.water + 0.1 * ride <= high
            left, seen = count if heard and state.turns != seen else left - 1, state.turns
            sings = not melody or (pitch != last and (state.ride[0] > 0.0) == (centre > 60))
            tone = tuple(dull + bright * (clear - dull) for dull, clear in controls)
            loudness = min(1.0, loud * state.force * (0.7 + 0.6 * abs(ride)))
            last, sings = pitch, left > 0 or (heard and sings and not count)
            step_beats = beats * (1.2 - 0.6 * state.storm) if beats > 1.0 else beats
            note = Note(pitch, 0.6 + 1.1 * step_beats, loudness, 0.5, step_beats, 0.0, tone)
            yield note._replace(pan=0.5 + 0.03 * next(drift)) if sings else Rest(WATCH_BEATS)

    piece.add(name, play, sound, pan=0.32 + 0.18 * (len(piece.parts) % 3), reverb=0.45, delay=0.1)


voice("ground", "Bow", 36, 3, 0, 8.0, 0.45, -9, 9, 0, (2.0, 0.8), (0.001, 0.3), (0.15, 0.5))
voice("horn", "Brass", 52, 7, 1, 0.5, 0.55, 0.25, 9, 0, (0.3, 0.1), (0.1, 0.7))
voice("swell", "Brass", 45, 5, 2, 5.0, 0.5, 0.6, 9, 0, (1.5, 0.8), (0.1, 0.8))
voice("grain", "Grain", 58, 7, 2, 6.0, 0.4, 0.1, 9, 0, (8, 60), (0.3, 0.08), (0.02, 0.3))
voice("viola", "Bow", 65, 7, 1, 0.5, 0.6, -0.2, 0.8, 0, (0.2, 0.1), (0.3, 0.6), (0.2, 0.7))
voice("wind", "Wind", 86, 6, 0, 4.0, 0.4, 0.3, 9, 0, (1.5, 0.6), (0.05, 0.7), (2.0, 1.0))
voice("glass", "Glass", 81, 6, 2, 7.0, 0.45, -9, 0.5, 0, (1.5, 0.5), (3.0, 2.0))
voice("gong", "Gong", 39, 6, 3, 3.0, 0.5, 0.6, 9, 1, (0.2, 0.6))
voice("harp", "Harp", 63, 14, 3, 0.5, 0.7, -0.2, 0.55, 5, (0.2, 0.7))
voice("koto", "Koto", 69, 12, 3, 0.25, 0.5, 0.45, 9, 7, (0.3, 0.8))
voice("bell", "Bell", 88, 9, 3, 3.0, 0.5, -9, 9, 1, (0.1, 0.6))
