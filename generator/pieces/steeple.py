"""Steeple: towers ring methods, each at its own speed, and meet in rounds (Duckworth 1668)."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

from generator.composition import Key, Live, Note, Piece, Rest, Step, Sway
from generator.parameters import Warp
from generator.patterns import changes
from generator.patterns.methods import METHODS
from generator.theory import Scale, classes_of, smoothest, stacked

MODES, FORCES = ("ionian", "lydian", "mixolydian", "dorian", "aeolian"), (0.5, 0.75, 1.0, 0.65)
FAMILIES = ("seed", "Plain Hunt", "Plain Bob", "Grandsire", "Reverse", "St Simon's", "Little Bob")
BLOW_BEATS, ROUNDS_BEATS, NEAR = 0.5, 8.5, 1e-6
TOWERS = {  # instrument, semitones up, bells fewer, ring, p8 dull and bright, level, pan, reverb
    "bells": ("Bell", 12, 0, 3.0, 0.15, 0.7, -3.5, 0.55, 0.4),
    "chimes": ("Mallet", 0, 0, 1.0, 0.2, 0.8, 0.0, 0.25, 0.3),
    "strings": ("Harp", -12, 0, 2.0, 0.25, 0.8, -2.5, 0.75, 0.35),
    "glasses": ("Glass", 24, 0, 1.0, 0.2, 0.03, -7.5, 0.4, 0.65),
    "gongs": ("Gong", -24, 2, 8.0, 0.15, 0.6, -3.5, 0.5, 0.5),
}


@cache
def course(family: str, bells: int) -> list[int]:
    """Return the blows of a plain course of a family's method, or of hunting; -1 is a pause."""
    fit = [key for key, each in METHODS.items() if key.startswith(family) and each.bells <= bells]
    blows, pull = [*changes(range(bells), fit[-1] if fit else "Plain Hunt")], 2 * bells
    return [each for at in range(0, len(blows), pull) for each in (*blows[at : at + pull], -1)]


piece = Piece(
    "steeple", title="Steeple", tempo_bpm=116.0, state=lambda random: SimpleNamespace(toll=(0, 0)),
    sections="next: all meet at once", description="Towers ring the changes, each at its own speed "
    "and distance, and meet in rounds; chords hang between. Steer bells, method, drift, distance.",
)  # fmt: skip
piece.use("root", "mode", "density", "energy")
piece.parameter("bells", 4, 8, 6, warp=Warp.INTEGER, description="how many a tower has")
piece.parameter("method", 0, 6, 0, warp=Warp.CHOICE, choices=FAMILIES, description="what is rung")
piece.parameter("drift", 0.0, 1.0, 1.0, description="from one speed to one for each")
piece.parameter("distance", 0.0, 1.0, 0.5, description="how far off the further towers are")
piece.macro("intensity", "from one tower to all", density=(0.0, 1.0), energy=(0.1, 0.9))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(400.0, 20_000.0))
piece.macro("space", "from near to far", distance=(0.0, 1.0), reverb__level=(-30, 6, 0.263))
piece.macro("motion", "from together to apart", 1.0, drift=(0.0, 1.0), legato=(0.5, 1.0))


@piece.part("ringers", "", sounding=False)
def conduct(live: Live) -> Iterator[Step]:
    """Call a course; when all have met in rounds, let some bells toll."""
    belfry, random, turn = live.state, live.random, 0
    while True:
        belfry.key = Key(Scale.named(random.choice(MODES), random.randrange(55, 67)))
        belfry.families = (random.choice(FAMILIES[2:]) if turn else FAMILIES[1], *FAMILIES[1:])
        belfry.order = [*random.sample([*TOWERS][:-1], 4), "gongs"]
        belfry.force, family = FORCES[turn % len(FORCES)], belfry.families[int(live["method"])]
        belfry.beats = BLOW_BEATS * len(course(family, int(live["bells"]))) * (1 if turn else 2)
        belfry.meeting_beat, turn = live.beat + belfry.beats, turn + 1
        live.begin_section(f"course {turn}: {family}")
        while live.beat < belfry.meeting_beat and live.take_section() is None:
            belfry.key.follow(live)
            belfry.past = 1.0 - (belfry.meeting_beat - live.beat) / belfry.beats
            yield Rest(BLOW_BEATS)
        belfry.meeting_beat = live.beat
        yield Rest(ROUNDS_BEATS + 1.0)
        for belfry.toll in enumerate((0, *random.sample((1, 2, 3, 5), 2), 4, 0), turn):
            yield Rest(random.choice((5.0, 6.0, 7.0)))


def tower(live: Live) -> Iterator[Step]:
    """Ring the blow that is due, as far as the meeting is: all meet, whatever is steered."""
    belfry, sway, toll, heard = live.state, Sway(live.random), (0, 0), True
    _, up, fewer, ring, dull, bright, *_ = TOWERS[live.part]
    while True:
        rank, bells = belfry.order.index(live.part), max(4, int(live["bells"]) - fewer)
        left, water = belfry.meeting_beat - live.beat, belfry.force + live["density"]
        rounds, left, scale = left < NEAR, left + ROUNDS_BEATS * (left < NEAR), belfry.key.scale
        pace = BLOW_BEATS * 1.4 ** (0 if rounds else rank * live["drift"])
        whole = int((1.0 - 0.08 * rank if rank else 9.0) * belfry.beats / pace + NEAR)
        row = course(belfry.families[int(live["method"])], bells)
        row = row if len(row) <= whole else course(FAMILIES[1], bells)
        row = [*range(bells), *range(bells), -1] if rounds else row
        blows, most = int(left / pace + NEAR), 1 if rounds else max(1, whole // len(row))
        wait, place = left - blows * pace, -blows % len(row)
        if row[place] < 0 or rounds:
            heard = rounds or live.random.random() < max(0.4 + 0.6 * belfry.past, 1.0 - 0.5 * rank)
        rings, degree = heard and row[place] >= 0 and wait < NEAR, bells - 1 - row[place]
        rings = rings and 0 < blows <= most * len(row) and water > 0.45 + 0.15 * rank
        if toll != belfry.toll and rank == 4:
            toll, rings, degree = belfry.toll, True, belfry.toll[1]
        near, beats = 1.0 - live["distance"] * rank / 4.0, wait if wait > NEAR else pace
        force = (0.25 + 0.33 * belfry.past) * (0.5 + 0.5 * belfry.force) * (0.5 + live["energy"])
        glow, pitch = live["energy"] * near * (0.4 + 0.6 * belfry.past), scale.pitch(degree) + up
        hard, pan, late = dull + (bright - dull) * glow, 0.65 - 0.3 * degree / bells, 0.07 * sway()
        tone = Note(pitch, ring, force * (0.3 + 0.7 * near), pan, beats, late, (hard,))
        step = [tone] if rings else []
        if step and rank == 0 and row[place] == 1 and not rounds:  # the second bell's way is sung
            sung, bow = place % (2 * bells + 1) % bells, (0.3, 0.5, 0.2 + glow)
            step += [Note(scale.pitch(sung) - 5, 3.5, force, 0.5, beats, late, bow, "Bow")]
        yield step or Rest(beats)


def air(live: Live) -> Iterator[Step]:
    """Let a chord hang in the air at each toll, led from the one before."""
    belfry, toll, chord = live.state, (0, 0), tuple[int, ...]((50, 55, 59, 62))
    while True:
        while toll == belfry.toll:
            yield Rest(BLOW_BEATS)
        toll, classes = belfry.toll, classes_of(belfry.key.scale, stacked(belfry.toll[1], size=4))
        chord, controls = smoothest(chord, classes, 46, 68), (0.5, 2.5, 0.2 + 0.5 * live["energy"])
        tone = Note(0, 6.0, 0.45, 0.5, BLOW_BEATS, 0.0, controls, "Pad" if toll[1] else "Organ")
        yield [tone._replace(pitch=pitch) for pitch in chord]


for name, (instrument, *_, level_db, pan, reverb) in TOWERS.items():
    piece.add(name, tower, instrument, level_db=level_db, pan=pan, reverb=reverb)
piece.add("air", air, "Pad", level_db=-6.0, reverb=0.5)
