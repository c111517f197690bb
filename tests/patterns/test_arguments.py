"""Arguments: constants are checked, live ones clipped, and what is no number is named."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from generator.errors import PatternError, UnknownNameError
from generator.parameters import Parameter
from generator.patterns.arguments import clipped, named, number, row, whole, within
from generator.patterns.player import Alone
from generator.patterns.run import Run
from generator.patterns.sequences import cycle, seq

LEVEL = Parameter("level", "Level", -10.0, 10.0, 0.0)


def run(level: float = 0.0) -> Run:
    return Run(Alone(parameters={"level": level}), "0")


@pytest.mark.parametrize("value", [-0.1, 1.1, inf, -inf, nan])
def test_a_constant_out_of_range_is_refused(value: float) -> None:
    with pytest.raises(PatternError, match=r"coin: chance = .* is out of range: give 0 to 1"):
        number("coin: chance", value, 0.0, 1.0)


@pytest.mark.parametrize("value", ["1", None, (1, 2), [1]])
def test_what_can_be_no_number_is_refused(value: Any) -> None:
    with pytest.raises(PatternError, match="give a number, a pattern or a parameter"):
        number("walk: step", value)


def test_live_values_are_clipped() -> None:
    read = number("walk: step", cycle(-5, 0.5, 5), 0.0, 1.0)(run())
    assert [read() for _ in range(3)] == [0.0, 0.5, 1.0]
    assert number("walk: step", LEVEL, 0.0, 1.0)(run(-3.0))() == 0.0
    assert whole("gray: bits", LEVEL, 1, 16)(run(2.7))() == 3
    assert [clipped("x", value, 0, 1) for value in (-5, 0.5, inf, 10**400)] == [0, 0.5, 1, 1]
    assert number("walk: step", cycle(inf), 0.0, 1.0)(run())() == 1.0


@pytest.mark.parametrize("value", ["x", None, (1, 2), nan])
def test_a_live_value_that_is_no_number_is_named(value: Any) -> None:
    read = number("walk: step", seq(1, value))(run())
    assert read() == 1
    with pytest.raises(PatternError, match=r"walk: step from seq\(1, .*is no number"):
        read()
    with pytest.raises(PatternError, match=r"walk: place: .* is no number"):
        clipped("walk: place", value, 0, 1)


@pytest.mark.parametrize("value", [cycle(1), LEVEL, None, "1"])
def test_what_cannot_change_is_a_number(value: Any) -> None:
    with pytest.raises(PatternError, match=r"orbit: of = .* cannot change: give a number"):
        within("orbit: of", value, 1, 8)


def test_a_name_may_be_its_place_and_live() -> None:
    names = ("up", "down", "random")
    assert [named("order", value, names)(run())() for value in ("down", 1, 9, -1)] == [
        "down",
        "down",
        "random",
        "up",
    ]
    assert named("order", LEVEL, names)(run(1.6))() == "random"
    assert named("order", cycle("up", 1), names)(run())() == "up"
    with pytest.raises(UnknownNameError, match="no order named 'donw': did you mean down"):
        named("order", "donw", names)
    with pytest.raises(UnknownNameError, match="no order named 'sideways'"):
        named("order", seq("sideways"), names)(run())()
    with pytest.raises(PatternError, match="order: nan is no number"):
        named("order", seq(nan), names)(run())()


@pytest.mark.parametrize("source", [5, "abc", None])
def test_a_row_is_a_list_or_a_pattern(source: Any) -> None:
    with pytest.raises(PatternError, match="give a list or a pattern that ends"):
        row("pingpong", source)


def test_a_row_has_values_and_an_end() -> None:
    with pytest.raises(PatternError, match="pingpong of nothing"):
        row("pingpong", [])
    with pytest.raises(PatternError, match="of nothing"):
        row("pingpong", seq(1)[:0])(run())
    with pytest.raises(PatternError, match="pingpong: a row without an end"):
        row("pingpong", cycle(1))(run())
