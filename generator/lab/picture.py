"""A picture of the errors: one histogram a clock, on one axis for all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.lab.conditions import OURS
from generator.lab.experiment import Measured
from generator.lab.figures import signed
from generator.lab.report import Group, Report
from generator.render.picture import DOTS_PER_INCH, FAINT, GRID, GROUND, PANEL, TEXT
from generator.render.targets import writing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_INCHES, TOP_INCHES, BOTTOM_INCHES = 16.0, 1.25, 0.2
LEFT_INCHES, RIGHT_INCHES, GAP_INCHES = 1.6, 0.25, 0.22
HEAD_INCHES, ROW_INCHES, SPACE_INCHES, FOOT_INCHES = 0.34, 0.66, 0.06, 0.5
MOST_COLUMNS = 4
OTHER, OURS_COLOUR, MEAN = "#5ab0f6", "#7bd88f", "#f2c14e"
BINS = 81  # odd: an error of nothing lies in the middle of one
LEAST_REACH_MS = 250.0
HEADROOM = 1.9  # over the highest bar, for the figures
TITLE = "How far off each beat is"
CAPTION = (
    "The interval between two clicks less the one asked for, read from the recording of each run. "
    "The scale is even within 1 ms and by powers of ten beyond."
)

Numbers = NDArray[np.float64]


class Box(NamedTuple):
    """A place on the page, in inches from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


def draw_errors(path: Path, report: Report) -> None:
    """Draw a page of histograms as a PNG, 2400 dots wide; raises OutputError.

    A column for each condition, at most four side by side, and a row for each clock.
    """
    page = Page(report)
    page.draw()
    with writing(path):
        page.figure.savefig(path, format="png", facecolor=GROUND)


class Page:
    """The page, with what all its histograms have in common."""

    def __init__(self, report: Report) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._report = report
        groups, clocks = report.groups, report.wanted.strategies
        columns = columns_for(len(report.wanted.tempos_bpm))
        starts = range(0, len(groups), columns)
        self._blocks = [groups[start : start + columns] for start in starts]
        self._block_inches = HEAD_INCHES + ROW_INCHES * len(clocks) + FOOT_INCHES
        self._height = TOP_INCHES + self._block_inches * len(self._blocks) + BOTTOM_INCHES
        size = WIDTH_INCHES, self._height
        self.figure = Figure(figsize=size, dpi=DOTS_PER_INCH, facecolor=GROUND)
        FigureCanvasAgg(self.figure)
        self._reach = _reach_of(report.measured)

    def draw(self) -> None:
        """Draw everything."""
        self._titles()
        columns = max(map(len, self._blocks), default=1)
        step = (WIDTH_INCHES - LEFT_INCHES - RIGHT_INCHES + GAP_INCHES) / columns
        for row, block in enumerate(self._blocks):
            top = self._height - TOP_INCHES - row * self._block_inches
            for column, group in enumerate(block):
                left = LEFT_INCHES + column * step
                self._column(group, left, top, step - GAP_INCHES, named=column == 0)

    def _titles(self) -> None:
        machine, audio = self._report.machine, self._report.audio
        self._write(0.3, self._height - 0.5, TITLE, TEXT, 21, fontweight="bold")
        self._write(0.3, self._height - 0.85, CAPTION, FAINT, 11)
        played = f"{audio.module} audio, {audio.sample_rate} Hz" if audio is not None else ""
        facts = f"{played}   ·   {machine['processor']}   ·   {machine['date']}"
        right = WIDTH_INCHES - RIGHT_INCHES
        self._write(right, self._height - 0.5, facts, FAINT, 11, ha="right")
        legend = "▼ mean, with mean ± standard deviation"
        self._write(right, self._height - 0.85, legend, MEAN, 11, ha="right")

    def _column(self, group: Group, left: float, top: float, width: float, *, named: bool) -> None:
        """Draw the histograms of one condition under each other."""
        condition, measured = group
        title = f"{condition.tempo_bpm:g} BPM, {condition.buffer_frames} frames, {condition.load}"
        self._write(left, top - 0.14, title, TEXT, 10.5, fontweight="bold")
        top -= HEAD_INCHES
        for row, each in enumerate(measured):
            bottom = top - (row + 1) * ROW_INCHES
            axes = self._axes(Box(left, bottom, width, ROW_INCHES - SPACE_INCHES))
            self._histogram(axes, each, last=row == len(measured) - 1)
            if named:
                ours = each.run.strategy == OURS
                self._write(
                    left - 0.12, bottom + 0.22, each.run.strategy, OURS_COLOUR if ours else TEXT,
                    11, ha="right", fontweight="bold" if ours else "normal",
                )  # fmt: skip

    def _axes(self, box: Box) -> Axes:
        width, height = WIDTH_INCHES, self._height
        share = box.left / width, box.bottom / height, box.width / width, box.height / height
        axes = self.figure.add_axes(share)
        axes.set_facecolor(PANEL)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes

    def _histogram(self, axes: Axes, measured: Measured, *, last: bool) -> None:
        errors = measured.errors_ms
        edges = np.linspace(-self._reach, self._reach, BINS + 1)
        counts, _ = np.histogram(placed(errors), edges)
        axes.set_xlim(-self._reach, self._reach)
        axes.set_ylim(0.0, HEADROOM)
        colour = OURS_COLOUR if measured.run.strategy == OURS else OTHER
        heights = counts / max(int(counts.max()), 1)
        axes.stairs(heights, edges, fill=True, color=colour, linewidth=0.0, zorder=2.0)
        marks = marks_ms(self._reach)
        axes.set_xticks(placed(marks), [f"{mark:g}" for mark in marks])
        axes.set_yticks([])
        axes.grid(axis="x", color=GRID, linewidth=0.8, zorder=0.5)
        axes.set_axisbelow(True)
        axes.axvline(0.0, color=FAINT, linewidth=0.8, zorder=0.6)
        axes.tick_params(colors=FAINT, length=0, labelsize=8, labelbottom=last, pad=4)
        if last:
            axes.set_xlabel(
                "too short   ←   ms   →   too long", color=FAINT, fontsize=8.5, labelpad=3
            )
        _figures(axes, measured)

    def _write(
        self, left: float, bottom: float, text: str, colour: str, size: float, **more: Any
    ) -> None:
        """Write at a place in inches."""
        place = left / WIDTH_INCHES, bottom / self._height
        self.figure.text(*place, text, color=colour, fontsize=size, **more)


def _figures(axes: Axes, measured: Measured) -> None:
    """Mark the mean, and write what the intervals come to."""
    figures = measured.figures
    notes = [f"{figures.tempo_bpm:.2f} BPM" if figures.tempo_bpm else "no interval"]
    notes += [f"{figures.lost} lost"] if figures.lost else []
    notes += [f"{figures.doubled} doubled"] if figures.doubled else []
    late = measured.late + measured.dropped
    notes += [f"{late} late"] if late else []
    over: dict[str, Any] = {"transform": axes.transAxes, "va": "top", "fontsize": 8.5}
    axes.text(0.985, 0.94, ", ".join(notes), color=TEXT, ha="right", **over)
    if figures.mean_error_ms is not None:
        mean = f"{signed(figures.mean_error_ms)} ± {figures.spread_ms:.2f} ms"
        axes.text(0.015, 0.94, mean, color=MEAN, ha="left", **over)
        middle = float(placed([figures.mean_error_ms])[0])
        axes.plot([middle, middle], [0.0, 1.12], color=MEAN, linewidth=1.0, zorder=3.0)
        axes.plot([middle], [1.16], "v", color=MEAN, markersize=5.0, zorder=3.0)


def columns_for(tempos: int) -> int:
    """Return how many columns there are side by side: all tempos of a load, or of several."""
    return max(1, MOST_COLUMNS // tempos) * min(tempos, MOST_COLUMNS)


def placed(milliseconds: Iterable[float]) -> Numbers:
    """Return where on the axis these errors lie: 1 ms at 1, 10 ms at 2, 100 ms at 3."""
    values = np.asarray(list(milliseconds), dtype=np.float64)
    beyond = np.maximum(np.abs(values), 1.0)
    return np.where(np.abs(values) <= 1.0, values, np.sign(values) * (1.0 + np.log10(beyond)))


def marks_ms(reach: float) -> list[float]:
    """Return the round errors on an axis that reaches as far as this place to both sides."""
    powers = [10.0**power for power in range(int(reach))]
    return [-each for each in reversed(powers)] + [0.0] + powers


def _reach_of(measured: Iterable[Measured]) -> float:
    """Return the place of the largest error, and a little more."""
    furthest = max((abs(each.figures.largest_ms or 0.0) for each in measured), default=0.0)
    return float(placed([1.3 * max(furthest, LEAST_REACH_MS)])[0])
