"""Key signatures and spellings for notation: those that need the fewest accidentals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import NamedTuple

LETTERS = "FCGDAEB"  # on the line of fifths, from -1 to 5; C is 0
SIGNATURES = range(-6, 6)  # flats below 0, sharps above
WORTH_A_CHANGE = 16  # accidentals
FLATTEST = -8  # F flat
OCTAVE = 12


class Spelling(NamedTuple):
    """A letter, by how many semitones it is raised, and in which octave it stands."""

    letter: str
    raised: float
    octave: int


def signatures(bars: Sequence[Sequence[float]]) -> list[int]:
    """Return how many sharps (or, negative, flats) stand before each bar of these pitches.

    They cost least in all: one for each accidental before a note, sixteen for a change, and at the
    start one for each sign. Pitches between the semitones do not count. The search is that of
    Viterbi (1967).

    >>> signatures([[62.0, 66.0, 69.0, 73.0, 74.0], [61.0, 64.0, 66.0]])
    [2, 2]
    """
    costs = {sharps: abs(sharps) for sharps in SIGNATURES}
    origins: list[dict[int, int]] = []
    for pitches in bars:
        cheapest = min(costs, key=lambda sharps: costs[sharps])
        dearest = costs[cheapest] + WORTH_A_CHANGE
        origins.append({each: each if costs[each] <= dearest else cheapest for each in costs})
        costs = {each: min(costs[each], dearest) + _accidentals(pitches, each) for each in costs}
    found = [min(costs, key=lambda sharps: (costs[sharps], abs(sharps)))]
    for origin in reversed(origins):
        found.append(origin[found[-1]])
    return found[-2::-1]


def _accidentals(pitches: Iterable[float], sharps: int) -> int:
    scale = {7 * place % OCTAVE for place in range(sharps - 1, sharps + 6)}
    return sum(pitch == floor(pitch) and pitch % OCTAVE not in scale for pitch in pitches)


def spelling(pitch: float, sharps: int) -> Spelling:
    """Return how a pitch in semitones or quarter tones is written under a signature.

    All are from three fifths below the major tonic to eight above, in C major from E flat to G
    sharp; on this line: Temperley, The Cognition of Basic Musical Structures (2001). Nothing is
    flatter than F flat; a quarter tone has the letter of the neighbour that is less raised.

    >>> spelling(61, 0), spelling(61, -4), spelling(60.5, 0)
    (Spelling(letter='C', raised=1, octave=4), Spelling(letter='D', raised=-1, octave=4), \
Spelling(letter='C', raised=0.5, octave=4))
    """
    below = floor(pitch)
    near = (below,) if below == pitch else (below, below + 1)
    return min((_on_line(each, pitch, sharps) for each in near), key=lambda each: abs(each.raised))


def _on_line(semitone: int, pitch: float, sharps: int) -> Spelling:
    lowest = max(sharps - 3, FLATTEST)
    place = lowest + (7 * semitone - lowest) % OCTAVE
    signs, letter = divmod(place + 1, len(LETTERS))
    octave = (semitone - signs) // OCTAVE - 1
    return Spelling(LETTERS[letter], signs + pitch - semitone, octave)
