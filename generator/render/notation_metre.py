"""The metre of a page of notation, and the lengths that notes and rests can have in it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import NamedTuple

WHOLE, EVEN = tuple(map(Fraction, (8, 6, 4, 3, 2, 1))), tuple(map(Fraction, (8, 4, 2, 1)))
BINARY = tuple(Fraction(units, 16) for units in (24, 16, 12, 8, 4, 2, 1))
HALF = Fraction(1, 2)


class Metre(NamedTuple):
    """The lengths in a bar, in beats: all of it, a pulse, and what syncopations keep within."""

    bar_beats: Fraction = Fraction(4)
    pulse_beats: Fraction = Fraction(1)
    span_beats: Fraction = Fraction(2)

    @classmethod
    def of(cls, numerator: int, denominator: int) -> Metre:
        """Return the metre of a time signature.

        >>> [str(beats) for beats in Metre.of(6, 8)], [str(beats) for beats in Metre.of(3, 4)]
        (['3', '3/2', '3/2'], ['3', '1', '3'])
        """
        bar_beats = Fraction(4 * numerator, denominator)
        if denominator >= 8 and numerator > 3 and numerator % 3 == 0:
            pulse_beats = Fraction(12, denominator)
            return cls(bar_beats, pulse_beats, pulse_beats)
        half = bar_beats / 2
        return cls(bar_beats, Fraction(1), half if half > 1 and half == int(half) else bar_beats)

    @property
    def is_simple(self) -> bool:
        """Whether a pulse is a beat, which is in halves by itself, not in three."""
        return self.pulse_beats == 1


def written_length(
    place: Fraction, end: Fraction, metre: Metre, *, is_rest: bool = False
) -> Fraction:
    """Return the longest length from a place in the bar up to an end that one sign can have.

    Pulses stay visible: from within one it goes to the next at most, but for plain syncopations. A
    rest, moreover, lies where its length would begin if the bar were filled with it. After Gould,
    Behind Bars (2011).

    >>> written_length(Fraction(1), Fraction(4), Metre.of(4, 4), is_rest=True)
    Fraction(1, 1)
    """
    if not is_rest and _is_plain(place, end, metre):
        return end - place
    pulse, room, within = metre.pulse_beats, end - place, place % metre.pulse_beats
    if within or room < pulse:
        room = min(room, pulse - within)
        if room.denominator % 3 == 0:
            return room
        lengths, offset = list(BINARY), within
    else:
        several = WHOLE if metre.is_simple and not is_rest else EVEN
        lengths, offset = [many * pulse for many in several], place
    if is_rest:
        lengths = [each for each in lengths if offset % each == 0 and _goes_into(each, metre)]
    return next((each for each in lengths if each <= room), room)


def _goes_into(length: Fraction, metre: Metre) -> bool:
    return length <= metre.pulse_beats or metre.bar_beats % length == 0


def _is_plain(place: Fraction, end: Fraction, metre: Metre) -> bool:
    """Return whether a length of 1 or 1½ beats can be read across a beat."""
    if not metre.is_simple or max(place.denominator, end.denominator) > 2:
        return False
    first, last = place // metre.span_beats, ceil(end / metre.span_beats) - 1
    return end - place in (1, 1 + HALF) and first == last
