"""How voices move from chord to chord.

The smallest sum of motions after Tymoczko, The Geometry of Musical Chords (2006).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations, combinations_with_replacement, permutations

from generator.errors import RangeError, UsageError
from generator.theory.pitch import OCTAVE, octave_near

MOST_VOICES = 8
PERFECT = (0, 7)  # octave and fifth, any octaves added

Move = tuple[int, int, int]  # what it costs, the pitch it leads to, the place of its class


def led(
    previous: Sequence[int],
    classes: Sequence[int],
    *,
    low: int | None = None,
    high: int | None = None,
) -> tuple[int, ...]:
    """Return the voicing of pitch classes that moves the previous voices least; voices may cross.

    There must be as many classes as voices, 1 to 6; repeat one to double it. The smallest sum of
    motions, each voice by at most a tritone. low, high: the range in semitones, without which
    voices drift over hours; a voice moves further where it would leave it. Raises UsageError for
    another number of classes, RangeError for a range without a pitch of some class.

    >>> led((60, 64, 67), (5, 9, 0))
    (60, 65, 69)
    >>> led((60, 64, 67), (5, 9, 0), low=55, high=67)
    (57, 60, 65)
    """
    if len(previous) != len(classes):
        raise UsageError(f"{len(previous)} voices cannot take {len(classes)} pitch classes")
    place = partial(_placed, low=low, high=high)
    ways = (tuple(map(place, order, previous)) for order in permutations(classes))
    return min(ways, key=lambda voicing: (_motion(previous, voicing), voicing))


def smoothest(
    previous: Sequence[int],
    classes: Sequence[int],
    low: int,
    high: int,
    *,
    voices: int | None = None,
    bass: int | None = None,
    parallels: bool = True,
) -> tuple[int, ...]:
    """Return the smoothest voicing of a chord after another, from low to high.

    The smallest sum of motions in semitones, then the fewest voices that move, then the lowest
    pitches; the search is exact. Voices lie from `low` to `high`, and neither cross nor meet. With
    more voices than classes every class sounds and some are doubled; with fewer, as many classes
    sound as there are voices: choose them with Chord.reduced. `voices`, 1 to 8, is as before unless
    given: a further voice comes out of one that was there, a voice too many ends. `bass` is the
    class of the lowest voice. `parallels=False` forbids two voices to move from one fifth or octave
    to another (Fux 1725). Raises UsageError where no voicing is left.

    >>> smoothest((60, 64, 67), (5, 9, 0), 48, 72)
    (60, 65, 69)
    >>> smoothest((48, 55, 64), (2, 5, 9), 40, 72, bass=2, parallels=False)
    (50, 53, 69)
    """
    count = len(previous) if voices is None else voices
    if not (classes and previous and 1 <= count <= MOST_VOICES):
        raise UsageError(f"voices lead from one chord to another, 1 to {MOST_VOICES} of them")
    search = _Search(classes, low, high, bass, parallels)
    for start in _starts(sorted(previous), count):
        search.run(start)
    if search.best is None:
        raise UsageError(
            f"no voicing of classes {tuple(classes)} for {count} voices lies from {low} to {high}: "
            "widen the range, or allow parallels"
        )
    return search.best


class _Search:
    """Depth first over the voices from the bottom up, cutting off what cannot be the best."""

    def __init__(
        self, classes: Sequence[int], low: int, high: int, bass: int | None, parallels: bool
    ) -> None:
        self.classes = tuple(dict.fromkeys(each % OCTAVE for each in classes))
        self.pitches = [
            (pitch, self.classes.index(pitch % OCTAVE))
            for pitch in range(low, high + 1)
            if pitch % OCTAVE in self.classes
        ]
        self.bass, self.parallels = bass, parallels
        self.best: tuple[int, ...] | None = None
        self.best_cost = 1 << 30

    def run(self, start: Sequence[int]) -> None:
        self.start = start
        self.moves = [self._moves(voice, before) for voice, before in enumerate(start)]
        if all(self.moves):
            self.rest = [0]  # the least that the voices from each one up can cost
            for moves in reversed(self.moves):
                self.rest.insert(0, self.rest[0] + moves[0][0])
            self._extend((), 0, 0, max(0, len(start) - len(self.classes)))

    def _moves(self, voice: int, before: int) -> list[Move]:
        """Return where a voice can go, the cheapest first: motion, then whether it moves."""
        unit = MOST_VOICES + 1  # one semitone outweighs all counts of moves
        return sorted(
            (abs(pitch - before) * unit + (pitch != before), pitch, place)
            for pitch, place in self.pitches
            if voice or self.bass is None or pitch % OCTAVE == self.bass % OCTAVE
        )

    def _extend(self, chosen: tuple[int, ...], taken: int, cost: int, doublings: int) -> None:
        voice = len(chosen)
        if voice == len(self.moves):
            if self.best is None or (cost, chosen) < (self.best_cost, self.best):
                self.best, self.best_cost = chosen, cost
            return
        lowest = chosen[-1] + 1 if chosen else 0
        for step, pitch, place in self.moves[voice]:
            if cost + step + self.rest[voice + 1] > self.best_cost:
                return
            spare = doublings - (taken >> place & 1)
            if pitch < lowest or spare < 0 or not (self.parallels or self._clean(chosen, pitch)):
                continue
            self._extend((*chosen, pitch), taken | 1 << place, cost + step, spare)

    def _clean(self, chosen: tuple[int, ...], pitch: int) -> bool:
        """Return whether a voice goes on without parallels to any below it."""
        before = self.start[len(chosen)]
        if before == pitch:
            return True
        for old, new in zip(self.start, chosen, strict=False):
            size = (pitch - new) % OCTAVE
            if size in PERFECT and size == (before - old) % OCTAVE and old != new:
                return False
        return True


def _starts(previous: Sequence[int], voices: int) -> Iterable[tuple[int, ...]]:
    """Return every way in which so many voices come out of those that were there."""
    if voices <= len(previous):
        return combinations(previous, voices)
    further = combinations_with_replacement(previous, voices - len(previous))
    return (tuple(sorted((*previous, *more))) for more in further)


def _placed(pitch_class: int, before: int, low: int | None, high: int | None) -> int:
    """Return the pitch of a class that is nearest to a voice, within a range if there is one."""
    pitch = octave_near(pitch_class, before)
    if low is not None and pitch < low:
        pitch = low + (pitch_class - low) % OCTAVE
    if high is not None and pitch > high:
        pitch = high - (high - pitch_class) % OCTAVE
        if low is not None and pitch < low:
            raise RangeError(
                f"no pitch of class {pitch_class} lies from {low} to {high}: widen the range"
            )
    return pitch


def _motion(before: Sequence[int], after: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(before, after, strict=True))
