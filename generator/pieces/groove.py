"""Groove: drums, tuned percussion, bass and chords on Euclidean rhythms (Toussaint 2005)."""

from collections.abc import Iterator
from random import Random

from generator.composition import Key, Live, Note, Piece, Rest, Step, Sway
from generator.parameters import Warp
from generator.patterns import euclidean, memory, param
from generator.patterns.metric_gate import chance_of
from generator.theory import Scale, classes_of, indispensability, smoothest, stacked

RANKS = [rank / 15.0 - 0.5 for rank in indispensability((2, 2, 2, 2))]
MODES = ("dorian", "mixolydian", "aeolian", "lydian", "ionian")
LOOPS = ((0, 0, 3, 4), (0, 5, 3, 4), (0, 3, 5, 4), (0, 0, 5, 3), (0, 2, 3, 1), (0, 3, 0, 4))
LINE, SWING_BEATS, LATE_SECONDS = (0, 1, 0, -1, 1, 0, 1, 2), 1.0 / 12.0, 0.1
BEAT, FILLS, FREE = ("kick", "snare"), ("snare", "toms"), ("wood", "koto", "mallet")
TUNED = ("bass", "keys", *(LEADS := ("koto", "mallet", "flute")))
VOICES = {  # instrument, hits, turn, pitch, longest, p8 soft and hard, amplitude, mix
    "kick": ("Kick", 4, 0, 31, 1, 0.3, 0.4, 0.93, 1.5, 0.5, 0.03),
    "snare": ("Snare", 2, 4, 54, 1, 0.14, 0.25, 0.85, -1.0, 0.47, 0.15),
    "hat": ("Hat", 9, 2, 118, 1, 0.05, 0.12, 0.6, -4.0, 0.62, 0.08),
    "wood": ("Wood", 5, 0, 82, 1, 0.06, 0.12, 0.55, -4.0, 0.75, 0.2),
    "toms": ("Tom", 3, 3, 43, 1, 0.3, 0.6, 0.85, -2.0, 0.36, 0.2),
    "bass": ("Bass", 5, 0, 34, 8, 0.25, 0.65, 0.85, 0.0, 0.5, 0.03),
    "keys": ("Keys", 5, 2, 54, 10, 0.25, 0.7, 0.42, -3.0, 0.42, 0.25),
    "koto": ("Koto", 5, 3, 67, 8, 0.4, 0.9, 0.6, -3.0, 0.25, 0.25),
    "mallet": ("Mallet", 7, 0, 76, 6, 0.3, 0.8, 0.7, -2.0, 0.68, 0.25),
    "flute": ("Flute", 5, 0, 86, 10, 0.07, 0.04, 0.6, -3.0, 0.55, 0.4),
}
SECTIONS = {  # how many bars, loudness at its ends, who plays in order of entry, what may follow
    "opening": ((4, 6), 0.5, 0.6, "keys wood mallet bass hat", ("groove",)),
    "groove": ((6, 8), 0.65, 0.75, "kick bass snare hat keys mallet wood", ("build", "breakdown")),
    "build": ((4, 6), 0.4, 0.95, "snare keys toms hat koto", ("drop",)),
    "drop": ((8, 10), 1.0, 0.9, " ".join([*VOICES][:-1]), ("breakdown", "groove")),
    "breakdown": ((5, 7), 0.5, 0.36, "keys flute koto wood", ("build", "groove")),
}


class Band:
    """What the parts share: key, chord, its voicing, who plays how loud, where fills come."""

    def __init__(self, random: Random) -> None:
        self.key = Key(Scale.named(random.choice(MODES), random.randrange(31, 43)))
        self.playing, self.level, self.fill = list[str](), 0.5, False
        self.chord = self.voicing = tuple[int, ...]((45, 52, 57, 60))

    def pitches(self, part: str, value: float) -> tuple[int, ...]:
        """Return what a part plays: by a value from 0 to 1, about the chord tone at its centre."""
        centre, scale, offset = VOICES[part][3], self.key.scale, LINE[int(7.99 * value)]
        if part == "keys" or part not in TUNED:
            return self.voicing if part == "keys" else (centre,)
        classes = self.chord[:1] if part == "bass" else self.chord
        away = min(((each - centre + 6) % 12 - 6 for each in classes), key=abs)
        return (scale.pitch(scale.degree(centre + away) + offset),)


piece = Piece("groove", title="Groove", tempo_bpm=112.0, state=Band, sections="next: goes on",
              description="Drums, marimba, bass and chords on Euclidean rhythms, with builds and "
              "drops. Steer hits, steps, rotation, how firm the beat is, and feel.")  # fmt: skip
piece.use("root", "mode", "density", "energy", variation=0.4)
piece.parameter("hits", -4, 5, 0, warp=Warp.INTEGER, description="more or fewer in each rhythm")
piece.parameter("steps", 5, 16, 12, warp=Warp.INTEGER, description="of a round of the percussion")
piece.parameter("rotation", 0, 15, 0, warp=Warp.INTEGER, description="of all against the beat")
piece.parameter("weight", 0.0, 1.0, 0.6, description="from off the beat to on the beat")
piece.parameter("feel", 0.0, 1.0, 0.5, description="from a machine to a loose shuffle")
piece.macro("intensity", "from a few to all", density=(0.0, 1.0), energy=(0.1, 0.9), hits=(-3, 3))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(250.0, 20_000.0))
piece.macro("space", "from near to far", reverb__level=(-30, 6, 0.263), reverb__size=(0.4, 1.0))
piece.macro("motion", "from one bar to ever new ones", variation=(0.0, 0.8), steps=(16, 7))


@piece.part("form", "", sounding=False)
def lead(live: Live) -> Iterator[Step]:
    """Go from section to section, bar by bar, each with chords and fills of its own."""
    band, random, name = live.state, live.random, "opening"
    while True:
        live.begin_section(name)
        lengths, soft, loud, names, following = SECTIONS[name]
        count, loop, name = random.choice(lengths), random.choice(LOOPS), random.choice(following)
        for bar in range(count):
            entered = names.split()[: int(12 * soft) - 2 + bar]
            band.playing = [each for each in entered if each not in LEADS or random.random() > 0.3]
            band.level, home = soft + (loud - soft) * bar / count, bar >= 0.75 * count
            band.fill = bar >= count - (3 if loud - soft > 0.5 else 1)
            band.key.follow(live)
            band.chord = classes_of(band.key.scale, stacked(loop[bar % 4] * (not home), 4 - home))
            band.voicing = smoothest(band.voicing, band.chord, 44, 65)
            yield Rest(4.0)
            if live.take_section() is not None:
                break


def voice(live: Live) -> Iterator[Step]:
    """Play a rhythm's hits, bar by bar, those that memory and metric weight let through."""
    band, part, random, sway = live.state, live.part, live.random, Sway(live.draws("sway"))
    _, hits, turn, _, longest, soft, hard, amplitude, *_ = VOICES[part]
    steps, old = param("steps") if part in FREE else 16, 0.5 - 0.25 * param("variation")
    add = param("hits") + 2 * random.randint(-1, 1) if part not in BEAT else 0
    away = param("rotation") + 2 * random.randrange(4) if part not in BEAT else 0
    rhythm = live.stream(euclidean(hits + add, steps, turn + away))
    gate, values = live.stream(memory(old, 16) * (part not in BEAT)), live.stream(memory(old, 16))
    while True:
        share, lean = 0.1 + 0.4 * live["density"] + 0.65 * band.level, 12.0 * live["weight"] - 6.0
        row = [min(next(rhythm), next(gate) < chance_of(share, lean * rank)) for rank in RANKS]
        if band.fill and part in (*FILLS, "kick", "bass"):
            row[8:] = [part in FILLS and random.random() < 0.8 for _ in range(8)]
        for step, (hit, value) in enumerate(zip(row, values, strict=False)):
            beats = 0.25 + live["feel"] * SWING_BEATS * (1 - 2 * (step % 2))
            span = min([*row, 1].index(1, step + 1) - step, longest)
            force, late = live["energy"] * (0.5 + 0.7 * band.level), LATE_SECONDS * live["feel"]
            loud = amplitude * (0.4 + 0.5 * force) * (0.9 + RANKS[step] / 3) * (1 + band.level) / 2
            rest = 0.24 * span, loud, 0.5, beats, late * sway(), (soft + force * (hard - soft),)
            heard = band.pitches(part, value * (step % 4 > 0)) if hit else ()
            yield [Note(pitch, *rest) for pitch in heard if part in band.playing] or Rest(beats)


for name, (tool, *_, db, pan, wet) in VOICES.items():
    piece.add(name, voice, tool, level_db=db, pan=pan, reverb=wet, pitched=name in TUNED)
