"""Names of pitches, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory.pitch import LETTERS, class_named, name_of, pitch_named, spelled

PITCHES = st.integers(-24, 140)


@given(PITCHES, st.booleans())
def test_a_name_leads_back_to_its_pitch(pitch: int, flats: bool) -> None:
    assert pitch_named(name_of(pitch, flats=flats)) == pitch


@given(PITCHES, st.sampled_from(sorted(LETTERS)))
def test_a_spelling_names_its_class(pitch: int, letter: str) -> None:
    """On any letter, with no more accidentals than half an octave needs."""
    spelling = spelled(pitch % 12, letter)
    assert class_named(spelling) == pitch % 12
    assert len(spelling) <= 7


@pytest.mark.parametrize(
    ("name", "pitch"),
    [
        *(("C4", 60), ("A4", 69), ("c#4", 61), ("Db4", 61), ("B#3", 60), ("Cb4", 59)),
        *(("F##3", 55), ("Fx3", 55), ("E♭2", 39), ("C-1", 0), ("G9", 127), ("Bbb3", 57)),
    ],
)
def test_known_names(name: str, pitch: int) -> None:
    assert pitch_named(name) == pitch


@pytest.mark.parametrize("name", ["", "H4", "C4#", "4", "C 4", "Cz4", "do"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="write a letter"):
        pitch_named(name)


def test_a_pitch_needs_its_octave() -> None:
    with pytest.raises(UsageError, match="write Eb4"):
        pitch_named("Eb")
