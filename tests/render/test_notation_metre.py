"""The lengths that notes and rests have in a metre."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.render.notation_metre import Metre, written_length

F = Fraction


def lengths(place: str, end: str, meter: str, *, is_rest: bool = False) -> str:
    """Return the lengths from a place to an end."""
    numerator, denominator = meter.split("/")
    metre, at, found = Metre.of(int(numerator), int(denominator)), F(place), list[str]()
    while at < F(end):
        length = written_length(at, F(end), metre, is_rest=is_rest)
        found.append(str(length))
        at += length
    return " ".join(found)


@pytest.mark.parametrize(
    ("place", "end", "meter", "found"),
    [
        *(("0", "4", "4/4", "4"), ("0", "7/2", "4/4", "3 1/2"), ("1", "4", "4/4", "3")),
        *(("0", "5/4", "4/4", "1 1/4"), ("0", "7/4", "4/4", "1 3/4"), ("1/4", "2", "4/4", "3/4 1")),
        *(("0", "3/2", "4/4", "3/2"), ("1", "5/2", "4/4", "1 1/2"), ("1", "5/2", "3/4", "3/2")),
        *(("1/2", "3/2", "4/4", "1"), ("1/2", "2", "4/4", "3/2"), ("3/2", "5/2", "3/4", "1")),
        *(("3/2", "5/2", "4/4", "1/2 1/2"), ("1/4", "3/4", "4/4", "1/2")),
        ("1/4", "7/8", "4/4", "1/2 1/8"),
        *(("0", "2/3", "4/4", "2/3"), ("0", "5/3", "4/4", "1 2/3"), ("1/3", "2", "4/4", "2/3 1")),
        *(("0", "3", "6/8", "3"), ("3/2", "3", "6/8", "3/2"), ("1", "2", "6/8", "1/2 1/2")),
        *(("1/2", "3", "6/8", "1 3/2"), ("0", "9/2", "9/8", "3 3/2")),
        ("0", "9/4", "9/16", "3/2 3/4"),
        *(("0", "7/2", "7/8", "3 1/2"), ("0", "5", "5/4", "4 1")),
    ],
)  # fmt: skip
def test_a_note_shows_the_pulse(place: str, end: str, meter: str, found: str) -> None:
    assert lengths(place, end, meter) == found


@pytest.mark.parametrize(
    ("place", "end", "meter", "found"),
    [
        *(("1", "4", "4/4", "1 2"), ("0", "3", "4/4", "2 1"), ("1", "3", "4/4", "1 1")),
        *(("1/2", "4", "4/4", "1/2 1 2"), ("1/4", "1", "4/4", "1/4 1/2")),
        ("0", "3/2", "4/4", "1 1/2"),
        *(("0", "3/4", "4/4", "3/4"), ("0", "2", "3/4", "1 1"), ("1/3", "2", "4/4", "2/3 1")),
        *(("0", "3/2", "6/8", "3/2"), ("1/2", "3", "6/8", "1/2 1/2 3/2"), ("0", "1", "6/8", "1")),
        *(("3/2", "6", "12/8", "3/2 3"), ("0", "3", "9/8", "3/2 3/2")),
    ],
)  # fmt: skip
def test_a_rest_lies_where_the_metre_has_it(place: str, end: str, meter: str, found: str) -> None:
    assert lengths(place, end, meter, is_rest=True) == found
