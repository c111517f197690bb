"""A picture of how a performance was steered: its parameters over time, under its notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.control.worth import worth
from generator.parameters import Parameter
from generator.render.about import About
from generator.render.picture import (
    DOTS_PER_INCH,
    FAINT,
    GRID,
    GROUND,
    SIZE_INCHES,
    TEXT,
    Script,
    colours,
    draw_roll,
    dress,
    titles,
)
from generator.render.steering import Lane, Mark, Steering
from generator.render.targets import writing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OF_ALL = "#a8c7d4"  # the colour of what belongs to no part
MOST_LANES = 14
LEFT, RIGHT, TOP, BOTTOM = 0.105, 0.985, 0.875, 0.045
MARKS_INCHES, LANE_INCHES, LANES_INCHES = 0.42, 0.62, 5.0
SETTLED = 0.045  # of the width: how long a value must stand to be named


def draw_steering(
    path: Path,
    about: About,
    script: Script,
    steering: Steering,
    sample_rate: int,
    seconds: float,
) -> None:
    """Draw a performance as a PNG of 2400 by 1500 dots; raises OutputError.

    Of more than 14 parameters the 14 that were moved most have a lane.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, dpi=DOTS_PER_INCH, facecolor=GROUND)
    FigureCanvasAgg(figure)
    lanes = most_moved(steering.lanes)
    places = figure.add_gridspec(
        2 + len(lanes), 1, height_ratios=_heights(len(lanes)), hspace=0.08, left=LEFT,
        right=RIGHT, top=TOP, bottom=BOTTOM,
    )  # fmt: skip
    roll, marks, *rows = (figure.add_subplot(places[row]) for row in range(2 + len(lanes)))
    last = rows[-1] if rows else marks
    for axes in (roll, marks, *rows):
        dress(axes, seconds, last=axes is last)
    draw_roll(roll, about, script, sample_rate, seconds)
    _marks(marks, steering.marks, seconds)
    colour_of = colours(about, script.notes)
    for axes, lane in zip(rows, lanes, strict=True):
        part = lane.parameter.id.partition(".")[0]
        _lane(axes, lane, seconds, colour_of.get(part, OF_ALL))
    titles(figure, about, script, seconds, LEFT)
    left_out = len(steering.lanes) - len(lanes)
    if left_out:
        says = f"and {left_out} more that were moved less"
        figure.text(LEFT, 0.012, says, color=FAINT, fontsize=9)
    with writing(path):
        figure.savefig(path, format="png", facecolor=GROUND)


def most_moved(lanes: list[Lane]) -> list[Lane]:
    """Return as many lanes as there is room for, in their order."""
    kept = sorted(lanes, key=lambda lane: -lane.moved)[:MOST_LANES]
    return [lane for lane in lanes if lane in kept]


def _heights(lanes: int) -> list[float]:
    """Return the heights of the roll, the marks and the lanes, in inches but for the gaps."""
    height = min(LANE_INCHES, LANES_INCHES / max(lanes, 1))
    roll = (TOP - BOTTOM) * SIZE_INCHES[1] - MARKS_INCHES - lanes * height
    return [roll, MARKS_INCHES, *[height] * lanes]


def _marks(axes: Axes, marks: list[Mark], seconds: float) -> None:
    """Show what was done; two rows of words, as far as there is room."""
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([])
    free = {0.74: 0.0, 0.26: 0.0}
    for mark in marks:
        axes.axvline(mark.seconds, color=FAINT, linewidth=0.7, alpha=0.8)
        height = next((row for row, place in free.items() if mark.seconds >= place), None)
        if height is not None and mark.seconds < 0.97 * seconds:
            axes.annotate(
                mark.text, (mark.seconds, height), (4, 0), textcoords="offset points",
                color=TEXT, fontsize=8.5, va="center",
            )  # fmt: skip
            free[height] = mark.seconds + seconds * (0.0055 * len(mark.text) + 0.006)


def _lane(axes: Axes, lane: Lane, seconds: float, colour: str) -> None:
    """Draw one parameter: its line, and the values at which it stood for a while."""
    parameter = lane.parameter
    times = [time for time, _ in lane.corners]
    places = [place for _, place in lane.corners]
    times.append(max(seconds, times[-1]))
    places.append(places[-1])
    axes.fill_between(times, places, -0.12, color=colour, alpha=0.14, linewidth=0.0)
    axes.plot(times, places, color=colour, linewidth=1.4, solid_joinstyle="miter")
    axes.set_ylim(-0.12, 1.12)
    axes.set_yticks([0.0, 1.0], ["", ""])
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for text, height, hue, size in (
        (parameter.id, 0.68, colour, 9.0),
        (_range(parameter), 0.28, FAINT, 7.5),
    ):
        axes.text(
            -0.006, height, text, color=hue, fontsize=size, ha="right", va="center",
            transform=axes.transAxes,
        )  # fmt: skip
    for time, place in settled(lane, seconds):
        axes.annotate(
            worth(parameter, parameter.value_at(place)), (time, place),
            (4, -3 if place > 0.55 else 3), textcoords="offset points", color=TEXT, fontsize=7.5,
            va="top" if place > 0.55 else "bottom",
        )  # fmt: skip


def _range(parameter: Parameter) -> str:
    if parameter.choices:
        return f"{len(parameter.choices)} choices"
    return f"{worth(parameter, parameter.minimum)} … {worth(parameter, parameter.maximum)}".replace(
        f" {parameter.unit} …", " …"
    )


def settled(lane: Lane, seconds: float) -> list[tuple[float, float]]:
    """Return where a line stood long enough to name its value: from when on, and at what."""
    ends = [time for time, _ in lane.corners[1:]] + [seconds]
    found: list[tuple[float, float]] = []
    for (time, place), end in zip(lane.corners, ends, strict=True):
        if end - time > SETTLED * seconds and (not found or place != found[-1][1]):
            found.append((time, place))
    return found
