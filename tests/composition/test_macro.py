"""Macros: several parameters along their own ranges and curves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition.macro import Course, Macro
from generator.errors import PieceError
from generator.parameters import Parameter, Warp

DECLARED = {
    each.id: each
    for each in (
        Parameter("density", "density", 0.0, 1.0, 0.5),
        Parameter("cutoff", "cutoff", 100.0, 10_000.0, 1000.0, "Hz", Warp.EXPONENTIAL),
        Parameter("level", "level", -60.0, 0.0, 0.0, "dB", Warp.DECIBEL),
        Parameter("hold", "hold", 1.0, 9.0, 5.0, warp=Warp.INTEGER),
        Parameter("seed", "seed", 0.0, 9.0, 5.0, warp=Warp.INTEGER, recalled=False),
        Parameter("macro.other", "other", 0.0, 1.0, 0.5),
    )
}


def macro(*courses: Course) -> Macro:
    return Macro(Parameter("macro.rise", "rise", 0.0, 1.0, 0.5), courses)


def moved(position: float, *courses: Course) -> dict[str, float]:
    return dict(macro(*courses).targets(position, DECLARED))


def test_each_parameter_goes_from_end_to_end_of_its_range() -> None:
    """Exactly, and along its own warp: midway is the geometric mean of frequencies."""
    courses = (
        Course("density", 0.2, 0.9),
        Course("cutoff", 200.0, 3200.0),
        Course("level", -40.0, -10.0),
        Course("hold", 9.0, 2.0),
    )
    assert moved(0.0, *courses) == {"density": 0.2, "cutoff": 200.0, "level": -40.0, "hold": 9.0}
    assert moved(1.0, *courses) == {"density": 0.9, "cutoff": 3200.0, "level": -10.0, "hold": 2.0}
    middle = moved(0.5, *courses)
    assert middle["density"] == pytest.approx(0.55)
    assert middle["cutoff"] == pytest.approx(800.0)
    assert middle["level"] == pytest.approx(-25.0)
    assert middle["hold"] in {5.0, 6.0}


def test_a_curve_is_the_exponent_of_the_position() -> None:
    assert moved(0.5, Course("density", 0.0, 1.0, 2.0)) == {"density": 0.25}
    assert moved(0.25, Course("density", 1.0, 0.0, 0.5)) == {"density": 0.5}


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.1, 8.0))
def test_a_course_rises_all_the_way_within_its_range(a: float, b: float, curve: float) -> None:
    course = Course("cutoff", 200.0, 3200.0, curve)
    low, high = (course.value_at(each, DECLARED["cutoff"]) for each in sorted((a, b)))
    assert 200.0 - 1e-6 <= low <= high + 1e-6 <= 3200.0 + 2e-6


def test_a_parameter_that_there_is_not_is_left_out() -> None:
    assert moved(0.5, Course("filter", 0.0, 1.0), Course("density", 0.0, 1.0)) == {"density": 0.5}


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (Course("tensity", 0.0, 1.0), "macro.rise: no parameter named 'tensity': did you mean"),
        (Course("density", 0.0, 2.0), "macro.rise: density = 2 is out of range: give 0 to 1"),
        (Course("level", -90.0, 0.0), "level = -90 is out of range: give -60 to 0 dB"),
        (Course("cutoff", 0.0, 500.0), "macro.rise: cutoff = 0"),
        (Course("density", 0.0, float("nan")), "density = nan"),
        (Course("density", 0.0, 1.0, 0.0), "exponent 0 of 'density': give one above 0"),
        (Course("density", 0.0, 1.0, float("nan")), "exponent nan"),
        (Course("seed", 0.0, 1.0), "macro.rise: no macro may move 'seed'"),
        (Course("macro.other", 0.0, 1.0), "no macro may move 'macro.other'"),
    ],
)
def test_an_impossible_course_is_refused(course: Course, said: str) -> None:
    """Naming the macro and the parameter."""
    with pytest.raises(PieceError, match=said):
        macro(course).check(DECLARED, complete=True)


def test_a_course_may_lead_to_nothing_where_that_is_allowed() -> None:
    macro(Course("tensity", 0.0, 5.0)).check(DECLARED, complete=False)
    with pytest.raises(PieceError, match="density = 5"):
        macro(Course("density", 0.0, 5.0)).check(DECLARED, complete=False)
