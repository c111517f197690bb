"""Branches: plants grow in a garden of gongs, each out of one bud, by an L-system.

Parametric and stochastic, after Prusinkiewicz and Lindenmayer, The Algorithmic Beauty of Plants
(1990): an apex becomes internodes, which are notes, buds of less life, and an apex again. A bud is
a branch: an octave above its stem, softer, and twice as fast, as the strata of a gamelan are.
"""

from collections.abc import Iterator
from itertools import count
from math import inf
from pathlib import Path
from random import Random

from generator.composition import Live, Note, Piece, Rest, Step, humanised
from generator.patterns import parametric_lsystem
from generator.theory import load_scl

TUNING = load_scl(Path(__file__).with_suffix(".scl")).on(45)
MODES = ((0, 1, 2, 4, 5), (0, 1, 3, 4, 5), (0, 2, 3, 4, 6))  # five of its seven tones
# F is an internode, L a long one, R a rest, + and - the way up and down, B a bud, A the apex.
FORMS = ("F+FFBFA", "FF-FBLA", "F-FB+FFRA", "LB-FF+FA", "FB+FFB-LA", "RBF+FF-FA")
GRID_BEATS = 0.25


class Garden:
    """What the players share: kinds and tips that grow, and the notes of each order to play."""

    def __init__(self, random: Random) -> None:
        self.kinds, self.scale, self.vigour = random.sample(FORMS, 4), TUNING, 0.5
        self.tips: list[tuple[float, Iterator[float]]] = []
        self.notes: list[list[Note]] = [[], [], [], [], []]

    def play(self, live: Live, row: int, degree: int, beats: float, force: float) -> None:
        """Let a degree sound now."""
        loud = force * (0.3 + 0.7 * self.vigour) * (0.5 + live["energy"])
        bright = (0.1 + 0.4 * live["energy"] + 0.3 * self.vigour,)
        note = Note(self.scale.pitch(degree), beats, loud, 0.5, GRID_BEATS, 0.0, bright)
        self.notes[row].append(note)


def branch(live: Live, order: int, life: int, place: int) -> Iterator[float]:
    """Grow out of a bud and play; yield the beats from each internode to the next."""
    garden, random, length, way = live.state, live.random, 2.0 / 2**order, 1

    def apex(life: int) -> list[tuple[str, int]]:
        varied, ages = random.random() < live["variation"], {"A": life - 1, "B": (life + 1) // 2}
        form = random.choice(FORMS) if varied else garden.kinds[order]
        return [(letter, ages.get(letter, 0)) for letter in form if life]

    for letter, age in live.stream(parametric_lsystem([("A", life)], {"A": apex}, 32)):
        if letter in "+-":
            way = 1 if letter == "+" else -1
        elif letter == "B" and order < live["depth"]:
            if random.random() < live["branches"] * min(1.0, 2.0 * live["density"]):
                garden.tips.append((live.beat + length, branch(live, order + 1, age, place)))
        elif letter in "FLR":
            beats = length * (2.0 if letter == "L" else 1.0)
            if letter != "R":
                garden.play(live, order, 5 * order + place, beats, 0.56 - 0.1 * order)
                angle = round(live["angle"])
                way = -way if abs(place + way * angle) > 4 else way
                place += way * angle
            yield beats


def growth(live: Live) -> Iterator[Step]:
    """Let plant after plant grow, to a gong every eight beats."""
    garden, random = live.state, live.random
    for number in count():
        life, root = (4, 6, 7, 3)[number % 4], random.choice((0, 0, -3))
        garden.scale, garden.vigour = TUNING.subset(random.choice(MODES), root), life / 7
        garden.kinds[number % 4] = random.choice(FORMS)
        live.begin_section(f"plant {number + 1}")
        start, tips = live.beat, [(live.beat, branch(live, 0, life, 0))]
        garden.tips = tips
        while any(beat < inf for beat, _ in tips) and not live.take_section():
            if (live.beat - start) % 8.0 == 0.0:
                garden.play(live, 4, -5 if live.beat == start else -2, 8.0, 0.45)
            for at, (beat, tip) in enumerate(tips):
                tips[at] = (beat if beat > live.beat else beat + next(tip, inf), tip)
            yield Rest(GRID_BEATS)
        yield Rest(2.0 * random.randint(2, 4))


def stratum(live: Live, row: int) -> Iterator[Step]:
    """Play what grows in one order."""
    while True:
        notes, live.state.notes[row] = live.state.notes[row], []
        yield notes or Rest(GRID_BEATS)


def drone(live: Live) -> Iterator[Step]:
    """Hold the root and its fifth under the plants."""
    while True:
        loud, scale = live["drone"] * (0.2 + 0.3 * live.state.vigour), live.state.scale
        yield [Note(scale.pitch(n), 9.0, loud, 0.5, 8.0, 0.0, (3.0, 0.0, 0.3)) for n in (0, 3)]


piece = Piece("branches", title="Branches", tempo_bpm=60.0, state=Garden, description=(
    "Plants grow by an L-system in a pelog of pure ratios, over gongs and a drone. Steer the angle "
    "and depth of growth, how readily it branches, and the weight of the drone."
), sections="next: another plant grows")  # fmt: skip
piece.use("density", "energy", variation=0.2)
piece.parameter("angle", 1, 4, 1, unit="degrees", description="how steeply branches climb and fall")
piece.parameter("depth", 0, 3, 3, description="orders of branches above the stem")
piece.parameter("branches", 0, 1, 0.9, description="how many of the buds become branches")
piece.parameter("drone", 0, 1, 0.5, description="weight of the drone")
piece.macro("intensity", "from a stem to a tree", density=(0, 1), energy=(0, 1))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(400, 20_000))
piece.macro("space", "from close by to far away", reverb__level=(-30, 6, 0.263))
piece.macro("motion", "from creeping to shooting", 0, angle=(1, 4), variation=(0.2, 1))
piece.add("growth", growth, "", sounding=False)
piece.add("stem", humanised(lambda live: stratum(live, 0)), "Gong", reverb=0.35)
piece.add("boughs", humanised(lambda live: stratum(live, 1)), "Mallet", pan=0.35, reverb=0.3)
piece.add("twigs", humanised(lambda live: stratum(live, 2)), "Harp", pan=0.65, reverb=0.4)
piece.add("leaves", humanised(lambda live: stratum(live, 3)), "Bell", pan=0.45, reverb=0.6)
piece.add("gong", humanised(lambda live: stratum(live, 4)), "Gong", reverb=0.4)
piece.add("drone", drone, "Pad", reverb=0.4)
