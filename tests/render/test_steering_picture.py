from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from generator.composition.event import Event
from generator.errors import OutputError
from generator.parameters import Parameter, Warp
from generator.render.about import About
from generator.render.picture import PALETTE, Script
from generator.render.steering import Lane, Mark, Steering
from generator.render.steering_picture import MOST_LANES, OF_ALL, draw_steering, most_moved, settled

RATE = 48_000
DENSITY = Parameter("density", "Density", 0.0, 1.0, 0.5)


def drawn(path: Path, about: About, script: Script, steering: Steering) -> np.ndarray:
    from matplotlib.image import imread

    draw_steering(path, about, script, steering, RATE, 8.0)
    return np.asarray(imread(path))


def places_of(picture: np.ndarray, colour: str) -> np.ndarray:
    hue = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.argwhere(np.abs(picture[:, 260:, :3] - hue).max(axis=2) < 0.04)


def lane_of(parameter: Parameter, *moves: tuple[float, float]) -> Lane:
    lane = Lane(parameter, parameter.default)
    for seconds, value in moves:
        lane.go(seconds, value)
    return lane


def test_lanes_lie_under_the_roll_in_the_colours_of_their_parts(
    tmp_path: Path, about: About, event: Callable[..., Event]
) -> None:
    script = Script()
    script.note(event(0, "lead", amplitude=1.0, pitch=72.0, duration_samples=96_000))
    level = Parameter("lead.level", "Level", -60.0, 12.0, 0.0, "dB", Warp.DECIBEL)
    lanes = [lane_of(DENSITY, (2.0, 1.0), (6.0, 0.0)), lane_of(level, (4.0, -60.0))]
    picture = drawn(tmp_path / "a.png", about, script, Steering(lanes, [Mark(3.0, "pause")]))
    assert picture.shape == (1500, 2400, 4)
    line = places_of(picture, OF_ALL)
    lead = places_of(picture, PALETTE[0])
    assert len(line) > 1000
    assert lead[:, 0].min() < line[:, 0].min()  # the note
    assert lead[:, 0].max() > line[:, 0].max()  # the part's lane, under the piece's
    high, low = (line[(line[:, 1] // 270) == column, 0].mean() for column in (4, 7))
    assert high < low - 20  # up from 2 s on, down from 6 s on


def test_a_performance_that_nobody_steered_has_a_picture_too(tmp_path: Path, about: About) -> None:
    picture = drawn(tmp_path / "a.png", about, Script(), Steering([], []))
    assert picture.shape == (1500, 2400, 4)


def test_of_many_lanes_those_stay_that_moved_most(tmp_path: Path, about: About) -> None:
    lanes = [
        lane_of(
            Parameter(f"p{number}", "P", 0.0, 1.0, 0.5),
            *((float(move), (number + move) % 2 / 2) for move in range(number % 7 + 1)),
        )
        for number in range(40)
    ]
    kept = most_moved(lanes)
    assert len(kept) == MOST_LANES
    assert kept == [lane for lane in lanes if lane in kept]
    least = min(lane.moved for lane in kept)
    assert all(lane.moved <= least for lane in lanes if lane not in kept)
    drawn(
        tmp_path / "a.png",
        about,
        Script(),
        Steering(lanes, [Mark(0.1 * n, "x") for n in range(99)]),
    )


def test_values_are_named_where_they_stand_for_a_while_and_not_twice() -> None:
    lane = lane_of(DENSITY, (2.0, 0.75), (2.1, 1.0), (5.0, 0.9), (5.1, 1.0))
    assert settled(lane, 10.0) == [(0.0, 0.5), (2.1, 1.0)]


def test_a_picture_that_cannot_be_written_is_an_output_error(tmp_path: Path, about: About) -> None:
    with pytest.raises(OutputError, match="create it first"):
        drawn(tmp_path / "no" / "a.png", about, Script(), Steering([], []))
