"""The parameters that pieces have in common, declared once.

Those of SHAPING act on the notes of every piece. Those of PLAYED act in a piece that takes them up
with `piece.use`; its parts read them as `live["energy"]`.
"""

from __future__ import annotations

from generator.composition.live import Live
from generator.parameters import Parameter, Warp
from generator.theory import Scale
from generator.theory.pitch import octave_near

SEED_CHOICE = "seed"
ROOTS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
MODES = (  # of seven notes, with a perfect fifth on the tonic and on another degree or more
    *("ionian", "dorian", "phrygian", "lydian", "mixolydian", "aeolian"),
    *("harmonic minor", "melodic minor", "harmonic major"),
    *("phrygian dominant", "lydian dominant", "hungarian minor", "double harmonic"),
)


def _choice(name: str, choices: tuple[str, ...], description: str) -> Parameter:
    return Parameter(
        id=name,
        name=name,
        minimum=0.0,
        maximum=float(len(choices)),
        default=0.0,
        warp=Warp.CHOICE,
        choices=(SEED_CHOICE, *choices),
        description=description,
    )


ROOT = _choice("root", ROOTS, "tonic, or as the seed has it")
MODE = _choice("mode", MODES, "scale on the tonic, or as the seed has it")
DENSITY = Parameter(
    "density", "density", 0.0, 1.0, 0.5, description="how much there is to hear at once"
)
ENERGY = Parameter(
    "energy", "energy", 0.0, 1.0, 0.5, description="from soft and dull to loud and brilliant"
)
REGISTER = Parameter(
    id="register",
    name="register",
    minimum=-3.0,
    maximum=3.0,
    default=0.0,
    unit="octaves",
    warp=Warp.INTEGER,
    description="how far all pitched parts are moved up or down",
)
DYNAMICS = Parameter(
    id="dynamics",
    name="dynamics",
    minimum=0.0,
    maximum=2.0,
    default=1.0,
    description="contrast of soft and loud: 0 none, 1 as composed, 2 doubled",
)
LEGATO = Parameter(
    id="legato",
    name="legato",
    minimum=0.1,
    maximum=4.0,
    default=1.0,
    warp=Warp.EXPONENTIAL,
    description="how long notes sound, as a factor of what is composed",
)
VARIATION = Parameter(
    id="variation",
    name="variation",
    minimum=0.0,
    maximum=1.0,
    default=0.5,
    description="how readily the music departs from what it has played",
)

SHAPING = (REGISTER, DYNAMICS, LEGATO)
PLAYED = {each.id: each for each in (ROOT, MODE, DENSITY, ENERGY, VARIATION)}
ORDER = tuple(each.id for each in (ROOT, MODE, DENSITY, ENERGY, *SHAPING, VARIATION))


def density_id(part_name: str) -> str:
    """Return the id of the parameter that says how many of a part's notes sound."""
    return f"{part_name}.density"


def part_density(part_name: str) -> Parameter:
    """Return the parameter that says how many of a part's notes sound."""
    return Parameter(
        id=density_id(part_name),
        name=f"{part_name} density",
        minimum=0.0,
        maximum=1.0,
        default=1.0,
        description="share of the part's notes that sound; the others are rests",
    )


class Key:
    """The scale in force: the seed's, unless `root` and `mode` ask for another.

    For pieces that use both. home: the seed's scale. Another root is taken in the octave in which
    it lies nearest to that of home.
    """

    __slots__ = ("_asked", "home", "scale")

    def __init__(self, home: Scale) -> None:
        self._asked = (0.0, 0.0)
        self.home = self.scale = home

    def settle(self, home: Scale) -> None:
        """Go to another scale of the seed's; what is asked for stays asked for."""
        self.home = home
        self.scale = _asked_for(home, *self._asked)

    def follow(self, live: Live) -> bool:
        """Take up what is asked for now; return whether the scale has changed."""
        asked = live["root"], live["mode"]
        if asked == self._asked:
            return False
        self._asked, former = asked, self.scale
        self.scale = _asked_for(self.home, *asked)
        return self.scale != former


def _asked_for(home: Scale, root: float, mode: float) -> Scale:
    tonic = home.tonic
    if root:
        tonic = octave_near(int(root) - 1, tonic)
    return Scale.named(MODES[int(mode) - 1] if mode else home.name, tonic)
