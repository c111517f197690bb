"""Chain: Bach's Invention in C (BWV 772, 1723) goes through a Markov chain, its harmony with it.

Each note is drawn by what followed the last ones there, in either hand, and brings its chord, where
voices are led to. Phrases begin with its subject and close as it does, in the key heard in them.
"""

from collections.abc import Iterator
from itertools import chain, count
from math import pi, sin
from random import Random

from generator.composition import Live, Note, PartFunction, Piece, Rest, Step, humanised, midi_file
from generator.patterns import markov, param, triangle
from generator.theory import Scale, keys_of, smoothest

CLOSES = {"minor": ((153, 160, 9),), "major": ((75, 83, 7), (229, 237, 0))}  # words, tonic
TRIADS = [(r, (r + a) % 12, (r + b) % 12) for a, b in ((4, 7), (3, 7), (3, 6)) for r in range(12)]


class Loom:
    """What the players share: the tune's words and chords, and where the line stands there."""

    def __init__(self, random: Random) -> None:
        tune, lines = midi_file("invention"), []
        for hand, up in enumerate((0, 12)):
            row = zip(tune.line(hand), tune.rhythm(hand), strict=True)
            lines.append([(n.pitch + up, min(s, 1 + s % 1), n.start_beat % 1) for n, s in row])
        self.words, self.beats = [*chain(*lines)], [n[0] for n in (*tune.line(0), *tune.line(1))]
        lines = [hand[:-2] for hand in lines]  # nothing follows their last words
        order = param("order") - param("variation") * triangle(32, 0, 2)
        self.ways = {h: markov(lines, order, self.words[h : h + 6]) for h in (0, 84, 92, 100, 108)}
        quarters = tune.chords(0.25, share=0.0)
        heard = [[*chain(*quarters[at : at + 8])] for at in range(0, len(quarters), 8)]
        self.chords = [max(TRIADS, key=lambda t: sum(map((3 * t + t[:1]).count, h))) for h in heard]
        self.home, self.solo, self.water, self.force = random.randint(1, 12), -1, 0.0, 0.0
        self.sing(6, 0)

    def sing(self, place: int, shift: int, hold: float = 0.0) -> Step:
        """Go to a word of the tune; the phrase closes where it is held."""
        self.place, self.hold, (pitch, step, _) = place, hold, self.words[place]
        self.chord = [(each + shift) % 12 for each in self.chords[int(self.beats[place] / 2)]]
        self.note = Note(pitch + shift, 0.9 * (hold or step), 0.9 * self.force, 0.5, hold or step)
        return Rest(hold or step)


def line(live: Live) -> Iterator[Step]:
    """Draw phrase after phrase for flute and violin in turn; every second section is at home."""
    loom, random = live.state, live.random
    for section in count():
        live.begin_section(f"{section + 1} {'away' if section % 2 else 'home'}")
        away, size = section % 2 * random.choice((3, 5, 7, 8, 9)), random.randint(3, 5)
        for left in reversed(range(size)):
            tide = sin(pi * (left + 0.5) / size) * (3, 4, 2, 4)[section % 4] / 4
            start, length, heard = live.beat, live["phrase"] * random.uniform(0.2, 2.0), []
            loom.solo, loom.water = left % 2, tide + live["density"] - 0.5
            loom.place = random.choice([*loom.ways]) - 1
            words = live.stream(loom.ways[loom.place + 1])
            key = (int(live["root"] or loom.home) + away + 8) % 12 - 9
            while live.beat < start + length or live.beat % 1:
                swell = 0.35 * loom.water + 0.3 * sin(pi * min(1.0, (live.beat - start) / length))
                loom.force = max(0.1, 0.28 + swell) * (0.6 + 0.4 * live["energy"])
                word, after = next(words), (loom.place + 1) % len(loom.words)
                heard.append((pitch := word[0] + key, word[1]))
                yield loom.sing(after if loom.words[after] == word else loom.words.index(word), key)
            goal = keys_of(heard)[0].key if left else Scale.named("major", key)
            first, last, tonic = random.choice(CLOSES[goal.name])
            turn = (up := goal.tonic - tonic) + 12 * round((pitch - loom.words[first][0] - up) / 12)
            for place in range(first, last + 1):
                yield loom.sing(place, turn, (place == last) * (2.0 if left else 4.0))
            loom.solo, breath = -1, round(live["breath"] * random.uniform(0.0, 2.0))
            yield loom.sing(last, turn, breath + (0.25 if left else 1.25))


def lead(live: Live, turn: int, up: int) -> Iterator[Step]:
    """Play the line, so many semitones up, where it is one's turn."""
    while True:
        note, controls = live.state.note, (0.05, 0.0, 0.2 + 0.6 * live["energy"])
        sung = note._replace(pitch=note.pitch + up, controls=controls)
        yield sung if live.state.solo == turn else Rest(note.step_beats)


def led(row: tuple[int, ...], entry: float, figures: str, force: float) -> PartFunction:
    """Return a player whose voices are led from chord to chord, in figures that take a beat."""

    def play(live: Live, row: tuple[int, ...] = row) -> Iterator[Step]:
        loom, low, high, figure = live.state, row[0] - 5, row[-1] + 7, ["0"]
        while True:
            if loom.water < entry or loom.solo < 0:
                figure = live.random.choice(figures.split()).split("-")
                yield Rest(1.0)
                continue
            row = smoothest(row, loom.chord, low, high, bass=loom.chord[0] if low < 36 else None)
            steps = ["0123"[: len(row)]] if loom.hold else figure
            long, loud = (loom.hold or 1.0) / len(steps), force * loom.force
            for step in steps:
                yield [Note(row[int(v)], long, loud, 0.5, long, n / 30) for n, v in enumerate(step)]

    return humanised(play)


piece = Piece("chain", title="Chain", tempo_bpm=76.0, state=Loom, description=(
    "A Markov chain trained on Bach's Invention in C, with its harmony and cadences. "
    "Steer the order (low wanders, high quotes), the length of phrases and the breath after them."
))  # fmt: skip
piece.use("root", "density", "energy", variation=0.4)
piece.parameter("order", 1, 6, 3, description="how many of the last notes say what may follow")
piece.parameter("phrase", 2, 24, 5, unit="beats", description="how long before it closes")
piece.parameter("breath", 0, 8, 1, unit="beats", description="silence after a phrase")
piece.macro("intensity", "from a solo to all", density=(0, 1), energy=(0, 1), dynamics=(0.5, 1.5))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(400, 20_000))
piece.macro("space", "from close by to far away", reverb__level=(-30, 6, 0.263))
piece.macro("motion", "from short quotations to wanderings", order=(5, 1), phrase=(2, 8))
piece.add("line", line, "", sounding=False, start_beat=0.25)
piece.add("flute", humanised(lambda live: lead(live, 0, 12)), "Flute", start_beat=0.25, pan=0.65)
piece.add("violin", humanised(lambda live: lead(live, 1, 0)), "Bow", start_beat=0.25, pan=0.35)
piece.add("harp", led((55, 59, 62, 67), 0.25, "0-2-1-3 1-3 0-1-2-3", 0.8), "Harp", pan=0.25)
piece.add("organ", led((50, 55, 59), 0.6, "012", 0.27), "Organ", pan=0.6)
piece.add("cello", led((38, 43), 0.4, "0 0-1", 0.6), "Bow")
