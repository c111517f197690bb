"""A picture of a run: what was played, section by section, over what it sounded like."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from generator.composition.event import Event
from generator.errors import UsageError
from generator.render.about import About
from generator.render.loudness import OFFSET_LUFS
from generator.render.overview import Overview
from generator.render.targets import writing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_INCHES = (16.0, 10.0)
DOTS_PER_INCH = 150
LEFT = 0.055
GROUND, PANEL, GRID, TEXT, FAINT = "#0f1218", "#151a22", "#262d38", "#e8ebf0", "#8b94a3"
WAVE, LOUD = "#3d6f8e", "#f2c14e"
PALETTE = (
    *("#5ab0f6", "#f28f6b", "#7bd88f", "#e07be0", "#f2c14e", "#52d1c6", "#f26b8a", "#a99bf5"),
    *("#b5d95b", "#6f8df2", "#f2a7c3", "#4fb286", "#d9a066", "#8ad4f2", "#c77d9b", "#9aa5b1"),
)
HEAT = (PANEL, "#2a2350", "#6f2a7a", "#cc4b62", "#f5a05a", "#fdf3c7")
QUIETEST_DB, LOUDEST_DB = -84.0, -18.0
NEW_BEGINNING_BEATS = 4.0  # a delayed note may come after one of a later beat
NOTE_NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


class Section(NamedTuple):
    """A section's name and where it begins."""

    name: str
    beat: float
    onset_sample: int


class Script:
    """A log that keeps what a picture shows: every note and section. Only it grows with time."""

    def __init__(self) -> None:
        self.notes: list[Event] = []
        self.sections: list[Section] = []

    def note(self, event: Event) -> None:
        """Keep a note."""
        self.notes.append(event)

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Keep the beginning of a section."""
        self.sections.append(Section(name, beat, onset_sample))

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Leave out a channel."""


def check_picture() -> None:
    """Raise UsageError where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise UsageError("a picture needs matplotlib: pip install 'scoretime[picture]'")


def draw_picture(path: Path, about: About, script: Script, overview: Overview) -> None:
    """Draw a run as a PNG of 2400 by 1500 dots; raises OutputError."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_INCHES, dpi=DOTS_PER_INCH, facecolor=GROUND)
    FigureCanvasAgg(figure)
    places = figure.add_gridspec(
        3, 1, height_ratios=(5.0, 1.3, 2.2), hspace=0.06, left=LEFT, right=0.985, top=0.875,
        bottom=0.055,
    )  # fmt: skip
    roll, wave, spectrum = (figure.add_subplot(places[row]) for row in range(3))
    seconds = overview.frames / overview.sample_rate
    for axes in (roll, wave, spectrum):
        dress(axes, seconds, last=axes is spectrum)
    draw_roll(roll, about, script, overview.sample_rate, seconds)
    _wave(wave, overview)
    _spectrum(spectrum, overview)
    titles(figure, about, script, seconds)
    with writing(path):
        figure.savefig(path, format="png", facecolor=GROUND)


def dress(axes: Axes, seconds: float, *, last: bool) -> None:
    """Give axes the colours of the picture and its seconds; the last one shows their marks."""
    axes.set_facecolor(PANEL)
    axes.set_xlim(0.0, max(seconds, 0.001))
    axes.tick_params(colors=FAINT, length=0, labelsize=9, labelbottom=last, pad=5)
    axes.set_xticks(time_marks(seconds))
    axes.xaxis.set_major_formatter(lambda value, _: clock(value))
    for spine in axes.spines.values():
        spine.set_visible(False)


def titles(
    figure: Figure, about: About, script: Script, seconds: float, left: float = LEFT
) -> None:
    """Write what was played over the picture, and name its parts in their colours."""
    figure.text(left, 0.952, about.title, color=TEXT, fontsize=21, fontweight="bold")
    figure.text(
        0.985, 0.955, f"seed {about.seed}   ·   {clock(seconds)}   ·   {len(script.notes)} notes",
        color=FAINT, fontsize=12, ha="right",
    )  # fmt: skip
    place = left
    for part, colour in colours(about, script.notes).items():
        label = figure.text(place, 0.922, f"● {part}", color=colour, fontsize=11)
        box = label.get_window_extent()
        place += box.width / (SIZE_INCHES[0] * DOTS_PER_INCH) + 0.014


def draw_roll(axes: Axes, about: About, script: Script, sample_rate: int, seconds: float) -> None:
    """Draw every note as a bar: width its length, strength its amplitude, colour its part."""
    notes = script.notes
    if not notes:
        return
    colour_of = colours(about, notes)
    pitches = np.array([note.pitch for note in notes])
    low, high = pitches.min() - 2.5, pitches.max() + 2.5
    axes.set_ylim(low, high)
    shortest = max(seconds, 0.001) / 1500.0
    for part, colour in colour_of.items():
        chosen = [note for note in notes if note.part == part]
        _bars(axes, chosen, colour, sample_rate, shortest, (high - low) / 130.0)
    octaves = [pitch for pitch in range(0, 136, 12) if low <= pitch <= high]
    axes.set_yticks(octaves, [note_name(pitch) for pitch in octaves])
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    _bar_lines(axes, about, notes, sample_rate, seconds)
    _section_names(axes, script.sections, sample_rate, seconds)


def _bars(
    axes: Axes,
    notes: Sequence[Event],
    colour: str,
    sample_rate: int,
    shortest_seconds: float,
    thinnest: float,
) -> None:
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgb

    height = max(0.8, thinnest)
    boxes, faces = [], []
    for note in notes:
        left = note.onset_sample / sample_rate
        right = left + max(shortest_seconds, note.duration_samples / sample_rate)
        low, high = note.pitch - height / 2.0, note.pitch + height / 2.0
        boxes.append(((left, low), (left, high), (right, high), (right, low)))
        faces.append((*to_rgb(colour), 0.3 + 0.65 * min(1.0, note.amplitude**0.5)))
    axes.add_collection(PolyCollection(boxes, facecolors=faces, linewidths=0.0))


def _bar_lines(
    axes: Axes, about: About, notes: Sequence[Event], sample_rate: int, seconds: float
) -> None:
    """Draw a line at every bar, or every 2, 4, 8... where they would crowd."""
    runs = [_places(run) for run in runs_of(notes)]
    bars = sum(int(beats[-1] // about.bar_beats) + 1 for beats, _ in runs)
    step = 1
    while bars / step > 40:
        step *= 2
    for beats, onsets in runs:
        first, last = (int(beat // about.bar_beats) for beat in (beats[0], beats[-1]))
        for bar in range(-(-first // step) * step, last + 1, step):
            place = float(np.interp(bar * about.bar_beats, beats, onsets)) / sample_rate
            axes.axvline(place, color=GRID, linewidth=0.8, zorder=0.5)
            if place < 0.985 * seconds:
                axes.annotate(
                    str(bar + 1), (place, 0.0), (3, 4), xycoords=axes.get_xaxis_transform(),
                    textcoords="offset points", color=FAINT, fontsize=7.5,
                )  # fmt: skip


def runs_of(notes: Sequence[Event]) -> list[list[Event]]:
    """Return the notes in stretches, each from a new beginning of the beats on."""
    runs: list[list[Event]] = [[]]
    for note in notes:
        if runs[-1] and note.beat < runs[-1][-1].beat - NEW_BEGINNING_BEATS:
            runs.append([])
        runs[-1].append(note)
    return runs


def _places(notes: Sequence[Event]) -> tuple[np.ndarray, np.ndarray]:
    """Return every beat at which a note begins, and its sample."""
    places: dict[float, int] = {}
    for note in notes:
        places.setdefault(note.beat, note.onset_sample)
    beats = np.array(sorted(places))
    return beats, np.array([places[beat] for beat in beats])


def _section_names(
    axes: Axes, sections: Sequence[Section], sample_rate: int, seconds: float
) -> None:
    """Name the sections above the roll, those that fit; a line marks each."""
    free = 0.0
    for section in sections:
        place = section.onset_sample / sample_rate
        axes.axvline(place, color=FAINT, linewidth=1.0, alpha=0.7, zorder=0.6)
        if place >= free and place < seconds:
            axes.annotate(
                section.name, (place, 1.0), (2, 5), xycoords=axes.get_xaxis_transform(),
                textcoords="offset points", color=TEXT, fontsize=9,
            )  # fmt: skip
            free = place + seconds * (0.006 * len(section.name) + 0.008)


def _wave(axes: Axes, overview: Overview) -> None:
    """Draw the outline of the samples, and the loudness over it on a scale of its own."""
    times, high, low = overview.outline()
    axes.fill_between(times, low, high, color=WAVE, linewidth=0.3)
    reach = 1.15 * max(float(high.max(initial=0.1)), -float(low.min(initial=-0.1)))
    axes.set_ylim(-reach, reach)
    axes.set_yticks([])
    times, energies = overview.loudness()
    levels = OFFSET_LUFS + 10.0 * np.log10(_smoothed(energies, times) + 1e-12)
    scale = axes.twinx()
    dress(scale, axes.get_xlim()[1], last=False)
    scale.patch.set_visible(False)
    scale.plot(times, levels, color=LOUD, linewidth=1.2)
    scale.set_ylim(-54.0, -4.0)
    scale.set_yticks([])
    loudest = float(levels.max(initial=-90.0))
    label = f"loudness over 3 s, up to {loudest:.1f} LUFS"
    axes.text(0.004, 0.88, label, color=LOUD, fontsize=8.5, transform=axes.transAxes, va="top")


def _smoothed(energies: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return the means over 3 s, the short-term loudness of EBU R 128."""
    step = times[1] - times[0] if len(times) > 1 else 3.0
    width = min(len(energies), max(1, round(3.0 / step)))
    if not width:
        return energies
    counts = np.convolve(np.ones(len(energies)), np.ones(width), "same")
    return np.convolve(energies, np.ones(width), "same")[: len(energies)] / counts


def _spectrum(axes: Axes, overview: Overview) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    heat = LinearSegmentedColormap.from_list("heat", HEAT)
    times, edges, levels = overview.spectrum()
    if not len(times):
        return
    axes.pcolormesh(
        times, np.sqrt(edges[:-1] * edges[1:]), levels.T, cmap=heat, vmin=QUIETEST_DB,
        vmax=LOUDEST_DB, shading="nearest", rasterized=True,
    )  # fmt: skip
    axes.set_yscale("log")
    axes.set_ylim(edges[0], edges[-1])
    marks = [mark for mark in (50, 100, 200, 500, 1000, 2000, 5000, 10_000) if mark < edges[-1]]
    axes.set_yticks(marks, [f"{m // 1000} kHz" if m >= 1000 else f"{m} Hz" for m in marks])
    axes.minorticks_off()


def colours(about: About, notes: Sequence[Event]) -> dict[str, str]:
    """Return the colour of each part that plays, by its place in the piece."""
    playing = {note.part: None for note in notes}
    order = [*about.parts, *(part for part in playing if part not in about.parts)]
    return {
        part: PALETTE[place % len(PALETTE)] for place, part in enumerate(order) if part in playing
    }


def time_marks(seconds: float) -> list[int]:
    """Return at most fourteen round times in seconds."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400)
    step = next((step for step in steps if seconds / step <= 13.0), 28_800)
    return list(range(0, int(seconds) + 1, step))


def note_name(pitch: int) -> str:
    """Return the name of a pitch with its octave (60 is C4)."""
    return f"{NOTE_NAMES[pitch % 12]}{pitch // 12 - 1}"


def clock(seconds: float) -> str:
    """Return seconds as minutes:seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
