"""Curves: lines, equal ratios, breakpoints."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.curves import envelope, expon, line
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle

LENGTH = Parameter("length", "Length", 0.0, 100.0, 4.0)


def test_a_line_leads_and_stays() -> None:
    assert list(line(10, 0, 4)[:6]) == [10.0, 7.5, 5.0, 2.5, 0.0, 0.0]
    assert list(line(1, 9, 0)[:2]) == [9.0, 9.0]


def test_equal_ratios() -> None:
    values = list(expon(110, 880, 9)[:12])
    assert all(b / a == pytest.approx(2 ** (1 / 3)) for a, b in pairwise(values[:10]))
    assert values[9:] == [880.0] * 3
    with pytest.raises(PatternError, match="expon: start = 0 is out of range: give 1e-09 or more"):
        expon(0, 1, 4)


def test_curves_begin_with_their_first_value_whatever_the_beat() -> None:
    inner = line(0, 1, 4)
    assert list(cycle(7, inner)[:6]) == [7, 0.0, 7, 0.5, 7, 1.0]
    assert list((line(0, 4, 4) | 9)[:2]) == [0.0, 1.0]


def test_an_envelope_goes_by_its_points() -> None:
    points = ((1, 10), (3, 20), (3, 0), (7, 8))
    values = list(envelope(*points)[:10])
    assert values == [10, 10, 15, 0, 2, 4, 6, 8, 8, 8]
    assert list(envelope((0, 5))[:2]) == [5, 5]


@pytest.mark.parametrize(("curve", "middle"), [(0, 0.5), (4, 0.1192), (-4, 0.8808)])
def test_a_curve_bends_its_segments(curve: float, middle: float) -> None:
    values = list(envelope((0, 0), (2, 1), curve=curve)[:3])
    assert values == pytest.approx([0, middle, 1], abs=1e-4)


@pytest.mark.parametrize("curve", [-50, 1e-7, 50])
def test_a_curve_stays_between_its_points(curve: float) -> None:
    values = list(envelope((0, 0), (100, 1), curve=curve)[:101])
    assert values == sorted(values)
    assert values[0] == 0
    assert values[-1] == 1


def test_live_points_are_read_and_never_go_back() -> None:
    player = Alone(parameters={"length": 2.0})
    stream = envelope((0, 0), (LENGTH, 1), (1, 5), (4, 9)).stream(player=player)
    assert list(islice(stream, 5)) == [0, 0.5, 5, 7, 9]
    steered = line(0, 1, LENGTH).stream(player=player)
    assert list(islice(steered, 3)) == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ((), "envelope of nothing"),
        (((0, 1), 5), "envelope: 5 is no pair"),
        (((0, 1, 2),), r"\(0, 1, 2\) is no pair"),
        (((0, 1), (2, 2), (1, 3)), r"the beats \[0, 2, 1\] go back"),
        (((0, "x"),), "envelope: value = 'x'"),
    ],
)
def test_points_that_are_none_are_named(points: Any, text: str) -> None:
    with pytest.raises(PatternError, match=text):
        envelope(*points)
