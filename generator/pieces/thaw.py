"""Thaw: rings of memory that thaw and freeze, after the déjà vu of Marbles (Gillet 2018)."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from generator.composition import Key, Live, Note, Piece, Rest, Step, declare, follow, freezable
from generator.composition.notes import notes
from generator.composition.touch import humanised
from generator.patterns import Pattern, choice, harmony, lock, memory, on_hits, param, walk
from generator.patterns.spread import jitter, spread, steps
from generator.theory import Scale, classes_of, stacked

MODES = ("dorian", "lydian", "aeolian", "mixolydian", "ionian")
FORM = {  # numbers of bars, déjà vu from and to, force from and to, roots of its chords
    "thaw": ((4, 6), 0.0, 0.3, 0.3, 0.5, (0, 5, 3)),
    "freezing": ((4, 6), 0.35, 0.5, 0.5, 0.75, (3, 1, 5)),
    "ice": ((8, 12), 0.5, 0.5, 0.7, 1.0, (0, 3, 5, 4)),
    "shards": ((6, 8), 0.6, 0.95, 1.0, 0.85, (4, 1, 3)),
    "still": ((4, 5), 0.5, 0.5, 0.4, 0.2, (0,)),
}
RINGS = {  # instruments, low, high, pace, share of the loop, entry, force, level, pan, reverb
    "bass": (("Bass",), 31, 45, 2.0, 0.5, 0.45, 0.55, -2.0, 0.5, 0.1),
    "counter": (("Bow",), 55, 67, 2.0, 0.5, 0.6, 0.55, -2.0, 0.3, 0.35),
    "tune": (("Harp", "Keys", "Koto", "Mallet"), 67, 83, 1.0, 1.0, 0.0, 0.75, 0.0, 0.6, 0.3),
}


def now(read: Callable[[Any], Any]) -> Pattern[Any]:
    """Return what is read of the shared state each time."""
    return Pattern(lambda run: iter(lambda: read(getattr(run.player, "state", None)), None), "now")


piece = Piece(
    "thaw", title="Thaw", tempo_bpm=104.0, sections="thaw, freezing, ice, shards, still",
    state=lambda random: SimpleNamespace(key=Key(Scale.named("ionian")), turn=-1, root=0),
    description="Tune, bass and counter-melody remember what they played. Steer déjà vu from ever "
    "new over a locked loop to shuffled, how far tides move it, and hold it all with freeze.",
)  # fmt: skip
piece.use("root", "mode", "density", "energy")
LOOP = declare(piece, memory, "rings") | {"deja_vu": now(lambda ice: ice.deja_vu)}
WIDTH = declare(piece, spread, "rings", "width", width=0.5)
FREEZE = declare(piece, freezable, "rings", "freeze")
piece.parameter("tides", 0.0, 1.0, 1.0, description="how far déjà vu thaws and freezes by itself")
piece.macro("intensity", "from the tune alone to all", density=(0.0, 1.0), energy=(0.1, 0.9))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(300.0, 20_000.0))
piece.macro("space", "near to far", reverb__level=(-30, 6, 0.263), delay__level=(-30, 6, 0.263))
piece.macro("motion", "from loop to line", rings__length=(2, 14), rings__width=(0.2, 0.8))


@piece.part("ice", "", sounding=False)
def conduct(live: Live) -> Iterator[Step]:
    """Go through the form; at each border, and every four bars, comes another chord."""
    ice, random, name = live.state, live.random, "thaw"
    while True:
        bars, cold, colder, force, louder, roots = FORM[name]
        if name == "thaw":
            ice.key.settle(Scale.named(random.choice(MODES), random.randrange(57, 69)))
            ice.turn += 1
        live.begin_section(f"{name} {ice.turn + 1}")
        length, bar = random.choice(bars), 0
        while bar < length and live.asked_section is None:
            if ice.key.follow(live) or bar % 4 == 0:
                scale, ice.root = ice.key.scale, ice.root if bar % 4 else random.choice(roots)
                ice.classes = tuple(classes_of(scale, stacked(ice.root, size=4)))
                row = [scale.pitch(ice.root + n) - scale.pitch(ice.root) for n in range(len(scale))]
                ice.local = Scale(scale.name, tuple(row), scale.pitch(ice.root))
            place, ice.bars = bar / length, min(4 - bar % 4, length - bar)
            tide = live["rings.deja_vu"] + live["tides"] * (cold + place * (colder - cold) - 0.5)
            ice.deja_vu, ice.amount = min(1.0, max(0.0, tide)), 0.53 if place < 0.7 else 0.66
            ice.force, ice.acts = force + place * (louder - force), (2.0 * ice.deja_vu - 1.0) ** 2
            ice.water = ice.force + live["density"] - 0.5
            yield Rest(4.0)
            bar += live["rings.freeze"] <= 0.5
        asked, after = live.take_section(), [*FORM, "thaw"][[*FORM].index(name) + 1]
        name = asked if asked in FORM else after


def ring(live: Live) -> Iterator[Step]:
    """Play a loop of the part's ring a phrase, and breathe up to the next bar."""
    ice, local, amount = live.state, None, now(lambda ice: ice.amount)
    colours, low, high, pace, share, entry, loud, *_ = RINGS[live.part]
    ways, rhythm = walk(0, 1, 0.22), pace * choice(0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 1.5)
    bias, loose = now(lambda ice: 0.35 + 0.3 * ice.force), now(lambda ice: 0.02 + 0.1 * ice.acts)
    tune = live.stream(spread(memory(**LOOP, fresh=ways, ring="tune"), bias, **WIDTH))
    beats = live.stream(jitter(memory(**LOOP, fresh=rhythm, ring="rhythm"), loose))
    forces, pitches = live.stream(memory(**LOOP, ring="force")), tune
    while True:
        colour = colours[ice.turn % len(colours)]
        for _ in range(max(2, round(share * live["rings.length"])) if ice.water >= entry else 0):
            if local is not ice.local:
                local, row = ice.local, now(lambda ice: next(tune))
                pitches = live.stream(steps(row, local, amount, low=low, high=high))
            force = (0.3 + 0.4 * ice.force + 0.3 * next(forces)) * (0.4 + 0.9 * live["energy"])
            bright, step = 0.25 + live["energy"] * (0.2 + 0.55 * ice.force), next(beats)
            controls = (0.1, 0.4, bright) if colour == "Bow" else (bright,)
            yield Note(next(pitches), 1.2 * step, loud * force, 0.5, step, 0.0, controls, colour)
        left, breath = 4.0 - live.beat % 4.0, live.random.random() < abs(ice.deja_vu - 0.5)
        yield Rest(left + 4.0 * (left < pace or breath))


FLIPS, LOUD = now(lambda ice: 0.3 * ice.acts), now(lambda ice: 0.2 + 0.3 * ice.force)
CHORDS = harmony(now(lambda ice: ice.classes), low=48, high=62)
STROKES = 76 + 5 * lock(FLIPS, 5, bits=1)
HELD, GLOW = now(lambda ice: 4.0 * ice.bars), (1.0, 2.5, 0.4 * param("energy") + 0.2)
HITS = lock(FLIPS, 16, bits=1) * lock(FLIPS, 7, bits=1) * now(lambda ice: ice.water > 0.6)
pads = notes(CHORDS, step=HELD, length=0.85, amplitude=LOUD, controls=GLOW)
wood = notes(on_hits(HITS, STROKES), step=0.25, amplitude=0.2 + 0.4 * lock(FLIPS, 11))
piece.add("pad", pads, "Pad", level_db=-6.0, reverb=0.4)
piece.add("wood", humanised(wood), "Wood", pitched=False, level_db=-4.0, pan=0.3, reverb=0.25)
for name, (colours, *_, level_db, pan, reverb) in RINGS.items():
    held = freezable(humanised(ring), **FREEZE, bars=2)
    piece.add(name, held, colours[0], level_db=level_db, pan=pan, reverb=reverb)
follow(
    piece, "echo", "tune", "Bell", chord=lambda live: live.state.classes, low=86, high=101,
    delay_beats=1.5, chance=now(lambda ice: 1.2 * ice.water - 0.5), loudness=0.45,
    pan=0.75, reverb=0.5, delay=0.3,
)  # fmt: skip
