"""Waves: in beats, with live periods that bend."""

from __future__ import annotations

from itertools import islice
from math import pi, sin
from typing import Any

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.pattern import Pattern
from generator.patterns.player import Alone
from generator.patterns.run import Run
from generator.patterns.sequences import cycle
from generator.patterns.waves import saw, sine, square, triangle

PERIOD = Parameter("period", "Period", 0.0, 100.0, 4.0)


class Player(Alone):
    """A player whose beat is set by hand."""

    def at(self, stream: Any, beat: float) -> float:
        self.beat = beat
        return float(next(stream))


def at(pattern: Pattern[float], *beats: float, start: float = 0.0) -> list[float]:
    player = Player()
    values = pattern.run(Run(player, "0"))
    return [player.at(values, start + beat) for beat in beats]


BEATS = (0.0, 0.5, 1.0, 1.75, 2.0, 3.25, 4.0, 9.5)


@pytest.mark.parametrize("start", [0.0, 1000.0])
def test_shapes_begin_with_the_first_value(start: float) -> None:
    turns = [beat / 4 % 1 for beat in BEATS]
    assert at(sine(4, -1, 1), *BEATS, start=start) == pytest.approx(
        [sin(2 * pi * turn) for turn in turns]
    )
    assert at(triangle(4), *BEATS, start=start) == [min(2 * t, 2 - 2 * t) for t in turns]
    assert at(saw(4), *BEATS, start=start) == turns
    assert at(square(4, width=0.5), *BEATS, start=start) == [float(t < 0.5) for t in turns]


@pytest.mark.parametrize("make", [sine, triangle, saw, square])
def test_a_phase_is_a_part_of_the_period(make: Any) -> None:
    later = at(make(8), 0.0, *(beat + 2.0 for beat in BEATS))[1:]
    assert at(make(8, phase=0.25), *BEATS) == pytest.approx(later)


@pytest.mark.parametrize("make", [sine, triangle, saw, square])
def test_ends_may_be_any_and_live(make: Any) -> None:
    values = at(make(3, 10, -2), *(k / 7 for k in range(60)))
    assert -2 <= min(values) < max(values) <= 10
    assert list(make(4, cycle(1, 2), cycle(1, 2))[:4]) == [1, 2, 1, 2]


def test_a_live_period_bends_without_a_jump() -> None:
    player = Player(parameters={"period": 8.0})
    stream = saw(PERIOD).stream(player=player)
    before = list(islice(stream, 5))
    player._parameters = {"period": 16.0}
    assert before == [0.0, 0.125, 0.25, 0.375, 0.5]
    assert list(islice(stream, 3)) == [0.5625, 0.625, 0.6875]
    player._parameters = {"period": 0.0}
    assert 0 <= next(stream) <= 1


def test_a_square_has_a_width() -> None:
    assert at(square(4, 0, 1, width=0), *BEATS) == [0.0] * 8
    assert at(square(4, 0, 1, width=1), *BEATS) == [1.0] * 8
    assert list(square(4, 1, 9, width=0.25)[:5]) == [9, 1, 1, 1, 9]


@pytest.mark.parametrize("make", [sine, triangle, saw, square])
def test_a_period_has_a_length(make: Any) -> None:
    with pytest.raises(PatternError, match=r": period = 0 is out of range: give 0.001 or more"):
        make(0)
