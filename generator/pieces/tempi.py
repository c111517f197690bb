"""Tempi: one melody in several tempi that meet in a single note, after Nancarrow (Gann 1995)."""

from collections.abc import Iterator
from math import ceil, exp, inf
from random import Random

from generator.composition import Key, Live, Note, Piece, Rest, Step
from generator.parameters import Warp
from generator.theory import Scale

RATIOS = ("seed", "3:4:5", "12:15:20", "2:3:5", "4:5:6:7", "17:18:19:20", "5:6:7:8:9")
MODES = ("dorian", "mixolydian", "lydian", "aeolian", "ionian")
RHYTHMS = ((1.0, 0.5, 0.5, 1.0), (0.5, 0.5, 0.5, 0.5, 1.0), (1.5, 0.5, 0.5, 0.5), (0.75, 0.25, 1.0))
MOVES = (-1, 1, -1, 1, -1, 1, -1, 1, -2, 3)
ARCHES = ((0, 0, 4, 7, 0), (0, 3, 0, 4, 7, 0), (4, 0, 4, 7, 4, 0), (0, 4, 7, 3, 0))  # by phrase
SHAPES = ((0, 1), (0, 0, 1), (0, 1, 1), (0, 1, 0), (0, 1, 0, 1))  # of phrases, in two figures
VOICES = {  # from low to high: instrument, its p-fields dull and bright, level, pan, reverb
    "bow": ("Bow", ((0.1, 0.06), (0.4, 0.4), (0.2, 0.8)), -2.0, 0.36, 0.3),
    "harp": ("Harp", ((0.2, 0.75),), 0.0, 0.64, 0.25),
    "koto": ("Koto", ((0.3, 0.85),), -2.0, 0.2, 0.2),
    "flute": ("Flute", ((0.07, 0.04), (0.5, 0.3)), -3.0, 0.8, 0.35),
    "mallet": ("Mallet", ((0.2, 0.8),), -1.0, 0.5, 0.3),
}
WATCH_BEATS, NEAR_BEATS, SWELL_BEATS = 1.0, 1e-6, 14.0


class Canon:
    """What the voices share: key, melody, the beats a unit of it takes each, and the meeting."""

    def __init__(self, random: Random) -> None:
        self.key = Key(Scale.named(random.choice(MODES), random.randrange(42, 52)))
        self.melody, self.order, self.paces = composed(random), list(VOICES), dict[str, float]()
        self.ratios, self.turn, self.meeting_place, self.meeting_beat = "", 1, 0.0, 0.0

    def follow(self, live: Live) -> None:
        """Put in force what is asked for: key, ratios, and after which phrase they meet."""
        self.key.follow(live)
        ratios = (self.ratios, *RATIOS[1:])[int(live["ratios"])].split(":")[:: self.turn]
        paces = [sum(map(float, ratios)) / len(ratios) / float(ratio) for ratio in ratios]
        names = sorted(self.order[: len(paces)], key=list(VOICES).index)
        self.paces = dict(zip(names, paces, strict=True))
        ends = [tone[0] for tone in self.melody if tone[3] == 0.0]
        self.meeting_place = min(ends, key=lambda end: abs(end - live["convergence"] * ends[-1]))


def composed(random: Random) -> list[tuple[float, float, int, float]]:
    """Return a melody of two figures that rises and comes home: place, length, degree, rank."""
    figures = [[(random.choice(MOVES), each) for each in row] for row in random.sample(RHYTHMS, 2)]
    melody, place = [], 0.0
    for degree in random.choice(ARCHES):
        for move, length in [tone for figure in random.choice(SHAPES) for tone in figures[figure]]:
            degree += move if -4 < degree + move < 12 else -move
            melody.append((place, length, degree, random.random()))
            place += length
        melody.append((place, 2.0, degree // 7 * 7 + min(degree % 7 // 2 * 2, 4), 0.0))
        place += random.choice((3.0, 3.5, 4.0))
    return [*melody[:-1], (melody[-1][0], 4.0, 0, 0.0)]


piece = Piece(
    "tempi", title="Tempi", tempo_bpm=96.0, state=Canon, sections="next: another canon begins",
    description="One melody in three to five voices, each at its own tempo: they meet in one note "
    "and drift apart. Steer the ratios, where they meet and how far apart they lie.",
)  # fmt: skip
piece.use("root", "mode", density=0.8, energy=0.5, variation=0.2)
piece.parameter("ratios", 0, 6, 0, warp=Warp.CHOICE, choices=RATIOS, description="of the tempi")
piece.parameter("convergence", 0.0, 1.0, 0.62, description="where in the melody they meet")
piece.parameter("spread", 0.0, 10.0, 5.5, unit="degrees", description="from a voice to the next")
piece.macro("intensity", "from an outline to every note", density=(0.6, 1.0), energy=(0.1, 0.9))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(250.0, 20_000.0))
piece.macro("space", "from near to far", spread=(2.0, 9.0), reverb__level=(-30.0, 6.0, 0.263))
piece.macro("motion", "from long notes to short", legato=(2.0, 0.5), variation=(0.0, 0.4))


@piece.part("ground", "Pad", level_db=-6.0, reverb=0.4)
def conduct(live: Live) -> Iterator[Step]:
    """Begin canon after canon; at each meeting strike the gong and hold the root."""
    canon, random = live.state, live.random
    while True:
        canon.ratios, canon.turn = random.choice(RATIOS[1:]), random.choice((1, 1, -1))
        random.shuffle(canon.order)
        canon.follow(live)
        slowest, began = max(canon.paces.values()), live.beat
        canon.meeting_beat = ceil(began + WATCH_BEATS + canon.meeting_place * slowest)
        end_beat = canon.meeting_beat + (canon.melody[-1][0] + 2 - canon.meeting_place) * slowest
        live.begin_section(f"canon in {len(canon.paces)} voices")
        while live.beat < end_beat and live.take_section() is None:
            meets = abs(live.beat - canon.meeting_beat) < NEAR_BEATS
            root, beats = canon.key.scale.tonic - 12, 16.0 if meets else 10.0
            held = [Note(root + up, beats, 0.4, controls=(0.4, 3.0)) for up in (0, 7, 12)]
            gong = Note(root, 8.0, 0.5 if meets else 0.15, 0.5, WATCH_BEATS, instrument="Gong")
            yield [*held, gong] if meets or live.beat == began else Rest(WATCH_BEATS)
            canon.follow(live)
        canon.melody = composed(random) if random.random() < live["variation"] else canon.melody
        canon.key.settle(Scale.named(random.choice(MODES), random.randrange(42, 52)))


def voice(live: Live) -> Iterator[Step]:
    """Play the melody at the voice's pace, and grow towards the meeting."""
    canon: Canon = live.state
    while True:
        pace, heard = canon.paces.get(live.part, 0.0), 1.2 * live["density"]
        start_beats = canon.meeting_beat - canon.meeting_place * pace - live.beat
        row = ((start_beats + t[0] * pace, t) for t in canon.melody if pace and t[3] <= heard)
        beats, tone = next((each for each in row if each[0] > -NEAR_BEATS), (inf, canon.melody[0]))
        if beats > NEAR_BEATS:
            yield Rest(min(beats, WATCH_BEATS))
            continue
        near = exp(-abs(live.beat - canon.meeting_beat) / SWELL_BEATS)
        force, step_beats = live["energy"] * (0.5 + 0.7 * near), 0.5 * tone[1] * pace
        bright = tuple(dull + force * (most - dull) for dull, most in VOICES[live.part][1])
        up = round([*canon.paces].index(live.part) * live["spread"] / 3.5) - len(canon.paces) // 4
        pitch = canon.key.scale.pitch(tone[2] + up // 2 * 7 + up % 2 * 4)
        yield Note(pitch, 1.9 * step_beats, 0.25 + 0.62 * force, 0.5, step_beats, 0.0, bright)


for name, (instrument, _, level_db, pan, reverb) in VOICES.items():
    piece.add(name, voice, instrument, level_db=level_db, pan=pan, reverb=reverb)
