"""Names of intervals, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory import interval_name, interval_named


@given(st.integers(-120, 120))
def test_a_name_leads_back_to_its_size(semitones: int) -> None:
    assert interval_named(interval_name(semitones)) == semitones


@given(st.integers(0, 60), st.integers(-1, 1))
def test_a_name_on_another_number_leads_back_too(semitones: int, away: int) -> None:
    number = int(interval_name(semitones).lstrip("PMmAd")) + away
    if number < 1:
        return
    name = interval_name(semitones, number)
    assert name.endswith(str(number))
    if not name.startswith("d1") or number > 9:
        assert interval_named(name) == semitones


@pytest.mark.parametrize(
    ("name", "semitones"),
    [
        *(("P1", 0), ("m2", 1), ("A1", 1), ("d3", 2), ("M3", 4), ("d4", 4), ("A4", 6), ("d5", 6)),
        *(("A5", 8), ("d7", 9), ("m7", 10), ("P8", 12), ("A8", 13), ("m9", 13), ("A11", 18)),
        *(("P12", 19), ("m13", 20), ("P15", 24), ("AA4", 7), ("dd5", 5), ("-m3", -3), ("-P8", -12)),
        *(("TT", 6), ("-TT", -6), ("+4", 6), ("°7", 9), ("d2", 0)),
    ],
)
def test_known_names(name: str, semitones: int) -> None:
    assert interval_named(name) == semitones


def test_the_usual_names_of_an_octave() -> None:
    names = "P1 m2 M2 m3 M3 P4 A4 P5 m6 M6 m7 M7 P8 m9 M9"
    assert " ".join(map(interval_name, range(15))) == names


@pytest.mark.parametrize(
    "name", ["", "P3", "M5", "m4", "3", "P0", "d1", "X5", "P100", "--P5", "mM3"]
)
def test_what_is_no_interval_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        interval_named(name)


@pytest.mark.parametrize(("semitones", "number"), [(7, 2), (0, 4), (3, 0), (12, 100)])
def test_a_size_far_from_its_number_is_refused(semitones: int, number: int) -> None:
    with pytest.raises(UsageError):
        interval_name(semitones, number)
