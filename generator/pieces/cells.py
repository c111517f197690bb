"""Cells: worlds that grow from a few cells, heard through sieves, by layers of unlike speeds.

An elementary automaton (Wolfram 1983), a cell for each point of a sieve (Xenakis 1990).
"""

from collections.abc import Iterator
from random import Random

from generator.composition import Live, Note, Piece, Rest, Step
from generator.parameters import Warp
from generator.patterns.cellular import following
from generator.theory import sieve

STEP_BEATS, CELLS = 0.25, 47
RULES = ("18", "22", "30", "54", "73", "90", "110", "122", "124", "126", "150", "182")
SIEVES = {  # in semitones above the tonic; the diatonic one is Xenakis's
    "fifths": "7@0 | 7@2 | 7@4", "fourths": "5@0 | 5@2", "octatonic": "3@0 | 3@2",
    "diatonic": "!3@2&4@0 | !3@1&4@1 | 3@2&4@2 | !3@0&4@3", "spiral": "9@0 | 9@2 | 9@5 | 9@7",
}  # fmt: skip
ACCENTS, MOVES = sieve("8@0 | 16@6 | 16@11"), (0, 5, -2, 3, -4)
SECTIONS, TURNS = (0.4, 0.7, 0.85, 1.0, 0.55), (0.55, 0.8, 1.0, 0.45)  # force, of each world


class World:
    """What the layers share: rows of cells since they were sown, the rule, the pitch of each."""

    def __init__(self, random: Random) -> None:
        self.tonic, self.section, self.turn = random.randrange(24, 36), -1, 0.0
        self.rules, self.sieves = random.sample(RULES, len(RULES)), random.sample([*SIEVES], 5)
        self.rows, self.force, self.start_beat = [0], 0.0, 0.0

    def follow(self, live: Live) -> None:
        """Put in force the rule, sieve and tonic that are asked for, or else the section's own."""
        own, rule, name, root = self.section, live["rule"], live["sieve"], live["root"]
        self.rule = RULES[int(rule) - 1] if rule else self.rules[own % len(RULES)]
        self.sieve = [*SIEVES][int(name) - 1] if name else self.sieves[own // 2 % len(SIEVES)]
        base = 23 + int(root) if root else self.tonic
        base += MOVES[(own + (self.turn == 1.0)) % len(MOVES)]
        self.pitches = sieve(SIEVES[self.sieve]).shifted(base).points(base, 135)[:CELLS]


piece = Piece(
    "cells", title="Cells", tempo_bpm=112.0, state=World, sections="next: another rule and sieve",
    description="Worlds of cells grow and are sown again; sieves let some of them through. Steer "
    "the rule, the sieve, how much of the world is heard and how long it lives.",
)  # fmt: skip
piece.use("root", "density", "energy", variation=0.2)
WHAT, WHICH = "what becomes of neighbours", "which pitches the cells have"
piece.parameter("rule", 0, 12, 0, warp=Warp.CHOICE, choices=("own", *RULES), description=WHAT)
piece.parameter("sieve", 0, 5, 0, warp=Warp.CHOICE, choices=("own", *SIEVES), description=WHICH)
piece.parameter("window", 0.0, 1.0, 0.5, description="how much of the world is heard")
piece.parameter("life", 16.0, 128.0, 40.0, unit="rows", description="until a world is sown again")
piece.macro("intensity", "from one layer to all", density=(0, 1), energy=(0.1, 0.9))
piece.macro("brightness", "from muffled to clear", 1.0, filter__cutoff=(400.0, 20_000.0))
piece.macro("space", "from near to far", reverb__level=(-30, 6, 0.263), reverb__size=(0.5, 0.9))
piece.macro("motion", "from long lives to short", life=(62, 18), variation=(0, 0.4))


@piece.part("world", "", sounding=False)
def world(live: Live) -> Iterator[Step]:
    """Sow worlds and let them grow by a row a step; each section has a rule, and a sieve moved."""
    state, random = live.state, live.random
    while True:
        state.section, seeds = state.section + 1, list[int]()
        for turn in TURNS:
            state.turn, state.start_beat = turn, live.beat
            state.force = turn * SECTIONS[state.section % len(SECTIONS)]
            state.follow(live)
            if not seeds or random.random() < live["variation"]:
                middle = [cell for cell, pitch in enumerate(state.pitches) if 52 <= pitch <= 74]
                seeds = random.sample(middle, random.choice((1, 2, 2, 3)))
            state.rows = [sum(1 << cell for cell in seeds)]
            if turn == TURNS[0]:
                live.begin_section(f"rule {state.rule} through {state.sieve}")
            life = 8 * round(live["life"] * random.uniform(0.6, 1.3) / 8.0)
            while len(state.rows) < life and live.asked_section is None:
                yield Rest(STEP_BEATS)
                state.follow(live)
                state.rows.append(following(state.rows[-1], CELLS, int(state.rule)))
            if live.take_section() is not None:
                break
            yield Rest(STEP_BEATS * random.choice((5, 9, 13)))


def layer(instrument: str, low: int, high: int, steps: str, beats: float, loud: float, entry: float,
          bright: float, rows: float = 1.0, voices: int = 1, **place: float) -> None:  # fmt: skip
    """Add a layer that hears so many rows a step from low to high, from a force of `entry` on."""

    def play(live: Live) -> Iterator[Step]:
        state, on, last, way = live.state, sieve(steps), 0.5 * (low + high), 1
        while True:
            step, heard = round((live.beat - state.start_beat) / STEP_BEATS), list[float]()
            row, water = int(step * rows), state.force + 0.6 * live["density"] - 0.3 - entry
            if step in on and row < len(state.rows) and water > (0.2 if step % 4 else 0.0):
                cells = state.rows[row] & ~(state.rows[row - 1] if row and voices == 1 else 0)
                pitches = (pitch for cell, pitch in enumerate(state.pitches) if cells >> cell & 1)
                margin = (high - low) * (0.4 - 0.8 * live["window"])
                heard = [pitch for pitch in pitches if low + margin <= pitch <= high - margin]
            if heard and voices == 1:  # the nearest one on the way that it goes, or else back
                heard = [min(heard, key=lambda new: ((new - last) * way <= 0, abs(new - last)))]
                last, way = heard[0], 1 if heard[0] > last else -1
            force = loud * (0.3 + 0.7 * state.force) * (0.5 + live["energy"])
            force = min(1.0, force * (1.2 if step in ACCENTS else 0.85))
            tone = Note(0, beats, force, step_beats=STEP_BEATS, controls=(bright * live["energy"],))
            chord = [tone._replace(pitch=each) for each in heard[:: min(voices, 2)][:voices]]
            yield chord or Rest(STEP_BEATS)

    piece.add(instrument.lower(), play, instrument, pitched=instrument != "Wood", **place)


layer("Mallet", 55, 67, "1@0", 0.7, 0.6, 0.15, 1.0, pan=0.4, reverb=0.25)
layer("Harp", 69, 80, "2@0", 1.5, 0.55, 0.2, 1.0, rows=0.5, pan=0.65, reverb=0.35)
layer("Organ", 44, 59, "8@0", 2.1, 0.3, -0.1, 0.7, voices=3, pan=0.5, reverb=0.4)
layer("Bass", 31, 43, "8@0 | 8@3 | 8@6", 1.0, 0.5, 0.3, 0.7, reverb=0.1)
layer("Wood", 80, 86, "3@0 | 8@2", 0.25, 0.4, 0.3, 0.15, pan=0.25, reverb=0.3)
layer("Bell", 86, 96, "4@0", 3.0, 0.3, 0.35, 0.8, pan=0.75, reverb=0.5, delay=0.2)
