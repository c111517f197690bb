"""Notes: what can be played, and what is said of what cannot."""

from __future__ import annotations

from math import inf, nan

import pytest

from generator.composition import Note, Rest
from generator.composition.note import check_note, check_step
from generator.errors import NoteError

PLAYABLE = Note(60.0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"pitch": 0.0},
        {"pitch": 135.0},
        {"pitch": 60.5},
        {"duration_beats": 1e-6},
        {"duration_beats": 100_000.0},
        {"amplitude": 0.0},
        {"amplitude": 1.0},
        {"pan": 1.0},
        {"delay_seconds": 1.0},
        {"controls": (0.0,) * 8},
        {"controls": (-1e9, 1e9)},
    ],
)
def test_what_lies_in_range_is_playable(changes: dict[str, object]) -> None:
    check_note(PLAYABLE._replace(**changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pitch": nan}, "pitch nan is not playable: give 0 to 135 semitones"),
        ({"pitch": inf}, "pitch inf"),
        ({"pitch": -0.1}, "pitch -0.1"),
        ({"pitch": 136}, "pitch 136"),
        ({"duration_beats": 0.0}, "duration 0.0 is not playable: give 1e-06 to 100000 beats"),
        ({"duration_beats": -1.0}, "duration -1.0"),
        ({"duration_beats": 1e9}, "duration"),
        ({"amplitude": 1.01}, "amplitude 1.01 is not playable: give 0 to 1 of full scale"),
        ({"amplitude": nan}, "amplitude nan"),
        ({"pan": -1.0}, "pan -1.0"),
        ({"delay_seconds": 2.0}, "delay 2.0 is not playable: give 0 to 1 seconds"),
        ({"pitch": "C4"}, "pitch 'C4' is not playable"),
        ({"amplitude": None}, "amplitude None"),
        ({"controls": (0.0,) * 9}, "are not playable: give at most 8 p-fields"),
        ({"controls": 0.5}, "controls 0.5 are not playable"),
        ({"controls": ("loud",)}, "p8 'loud'"),
        ({"controls": (0.0, nan)}, "p9 nan"),
        ({"controls": (inf,)}, "p8 inf"),
    ],
)
def test_what_lies_outside_is_explained(changes: dict[str, object], said: str) -> None:
    with pytest.raises(NoteError, match=said.replace("(", r"\(")):
        check_note(PLAYABLE._replace(**changes))


@pytest.mark.parametrize("other", [None, 60, "C4", (60, 1.0), Rest(1.0)])
def test_what_is_no_note_is_refused(other: object) -> None:
    with pytest.raises(NoteError, match="is no Note"):
        check_note(other)  # type: ignore[arg-type]


@pytest.mark.parametrize("beats", [0.0, 0.5, 100_000.0])
def test_a_step_may_be_nothing_or_long(beats: float) -> None:
    assert check_step(beats) == beats


@pytest.mark.parametrize("beats", [-0.1, nan, inf, "one"])
def test_a_step_never_goes_back(beats: float) -> None:
    with pytest.raises(NoteError, match=r"step .* is not playable: give 0 to 100000 beats"):
        check_step(beats)
