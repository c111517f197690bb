"""What lies under the notes of the piano roll: rows of pitches, beats, bars and sections."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain
from typing import NamedTuple, cast

from gui.lanes import OCTAVE, Lanes
from gui.score import Place, Score
from gui.shapes import Box, Drift, Line, Rectangle, Shape, Text
from gui.theme import ACCENT, DIM, EDGE, GRID, GROUND, PANEL, TEXT, mixed, part_colour
from gui.timeline import Beat
from gui.widget import Context, View, Widget

BLACK_KEYS = (1, 3, 6, 8, 10)
MIDDLE_C = 60
LEAST_ROW = 2.0  # pixels: of a row of keys
LEAST_BEAT, LEAST_BAR, LEAST_NUMBER = 8.0, 28.0, 46.0  # pixels between lines, and numbers
LEAST_AHEAD = 4.0
NUMBERS, NAMES, STRIP = 34.0, 78.0, 30.0  # what lies at the left, right and top


class OfRoll(Widget):
    """A part of the roll: it reads the score and does not care about the mouse."""

    def __init__(self, context: Context, score: Score) -> None:
        super().__init__(context)
        self.score = score

    def cares(self, x: float, y: float) -> bool:
        """No point is its business."""
        return False

    def colour(self, part: str) -> str:
        """Return a part's colour."""
        parts = self.score.parts
        return part_colour(parts.index(part)) if part in parts else DIM


class Ground(OfRoll):
    """Rows of pitches, lanes of drums, and how far ahead the music is committed."""

    def look(self, view: View) -> Hashable:
        """Return where things lie, and how many pixels are committed."""
        place = self.score.place
        return place, ahead_pixels(view, place, self.style.px(LEAST_AHEAD))

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw them."""
        place, ahead = cast(tuple[Place, int], look)
        lanes, box, x = place.lanes, place.box, place.playhead
        shapes: list[Shape] = [
            *self._keys(lanes),
            *self._lanes(lanes),
            Rectangle(x, box.y, box.right, box.bottom, mixed(PANEL, GROUND, 0.6)),
            Rectangle(x, box.y, x + ahead, box.bottom, mixed(ACCENT, GROUND, 0.35)),
        ]
        for pitch, y in octaves(lanes):
            shapes.append(Line((box.x, y, box.right, y), EDGE if pitch == MIDDLE_C else GRID))
        return shapes

    def _keys(self, lanes: Lanes) -> Sequence[Shape]:
        """Return the rows of the black keys, where there is room for rows."""
        area = lanes.pitched
        row = area.height / (lanes.span.high - lanes.span.low)
        if row < LEAST_ROW * self.style.scale:
            return []
        fill = mixed("#000000", GROUND, 0.25)
        middles = [
            y
            for pitch in range(int(lanes.span.low), int(lanes.span.high) + 1)
            if pitch % OCTAVE in BLACK_KEYS and (y := lanes.y("", pitch)) is not None
        ]
        return [
            Rectangle(
                area.x,
                round(max(y - row / 2.0, area.y)),
                area.right,
                round(min(y + row / 2.0, area.bottom)),
                fill,
            )
            for y in middles
        ]

    def _lanes(self, lanes: Lanes) -> Sequence[Shape]:
        box, top = lanes.box, lanes.pitched.bottom
        edges = [top + lanes.lane * index for index in range(len(lanes.drums))]
        return [
            Line((box.x, round(y), box.right, round(y)), GRID if index else EDGE)
            for index, y in enumerate(edges)
        ]


class Raster(NamedTuple):
    """Which lines are drawn: a number at every second, fourth … bar; all bars, all beats."""

    every: int
    bars: bool
    beats: bool

    def numbers(self, beat: Beat) -> bool:
        """Whether a beat begins a bar with a number."""
        return beat.bar > 0 and (beat.bar - 1) % self.every == 0

    def shows(self, beat: Beat) -> bool:
        """Whether a beat has a line."""
        return (self.bars or self.numbers(beat)) if beat.bar else self.beats


def raster_of(beat_pixels: float, bar_beats: float) -> Raster:
    """Return the lines for which there is room; pixels are those of scale 1."""
    bar_pixels, every = beat_pixels * bar_beats, 1
    while every * bar_pixels < LEAST_NUMBER:
        every *= 2
    return Raster(every, bar_pixels >= LEAST_BAR, beat_pixels >= LEAST_BEAT)


class Grid(OfRoll):
    """Beats, bars with their numbers, and sections with their names; they drift."""

    def __init__(self, context: Context, score: Score) -> None:
        super().__init__(context, score)
        self._shapes: dict[Hashable, Shape] = {}
        self._drawn_for: object = None

    def drift(self, view: View) -> Drift:
        """Return all that is in sight; what has not moved is the same object as before."""
        score, timeline = self.score, self.score.timeline
        beat_seconds = 60.0 / max(view.frame.status.tempo_bpm, 1.0)
        beat_pixels = score.place.pixels_per_second * beat_seconds / self.style.scale
        raster = raster_of(beat_pixels, view.frame.subject.bar_beats)
        if (score.place, raster) != self._drawn_for:
            self._shapes, self._drawn_for = {}, (score.place, raster)
        shapes: dict[Hashable, Shape] = {}
        left = score.x(score.left)
        for beat in chain(reversed(timeline.beats), timeline.coming(score.right)):
            x = score.x(beat.place)
            if x >= left and raster.shows(beat):
                self._add_line(shapes, beat, x, raster.numbers(beat))
        self._add_sections(shapes, left)
        self._shapes = shapes
        return Drift(score.offset, shapes)

    def _add_line(
        self, shapes: dict[Hashable, Shape], beat: Beat, x: int, is_numbered: bool
    ) -> None:
        old, number = self._shapes.get(beat.key), (beat.key, "number")
        if isinstance(old, Line) and old.points[0] == x:
            shapes[beat.key] = old
            if is_numbered:
                shapes[number] = self._shapes[number]
            return
        box, strip = self.score.place.box, self.style.px(STRIP)
        top = box.y - strip / 2.0 if is_numbered else box.y
        shapes[beat.key] = Line((x, top, x, box.bottom), EDGE if beat.bar else GRID)
        if is_numbered:
            at = x + self.style.px(4), box.y - strip * 0.25
            shapes[number] = Text(*at, str(beat.bar), DIM, self.style.small_number)

    def _add_sections(self, shapes: dict[Hashable, Shape], left: int) -> None:
        score, style = self.score, self.style
        sections = [(score.x(each.place), each) for each in score.timeline.sections]
        ends = [x for x, _ in sections[1:]] + [score.x(score.right)]
        box, strip = score.place.box, style.px(STRIP)
        for (x, section), end in zip(sections, ends, strict=False):
            if x < left:
                continue
            key = "section", section.place
            top = box.y - strip
            shapes[key] = Line((x, top, x, box.bottom), mixed(DIM, GROUND, 0.6))
            name = style.fit(section.name, style.bold, end - x - style.px(8))
            at = x + style.px(4), top + strip * 0.25
            shapes[key, "name"] = Text(*at, name, TEXT, style.bold)


def ahead_pixels(view: View, place: Place, least: int) -> int:
    """Return how wide the committed future is drawn."""
    seconds = view.frame.audio.look_ahead_ms / 1000.0
    width = max(round(seconds * place.pixels_per_second), least)
    return min(width, round(place.box.right - place.playhead))


def octaves(lanes: Lanes) -> list[tuple[int, int]]:
    """Return the Cs in sight and their heights."""
    low, high = (int(pitch) // OCTAVE for pitch in lanes.span)
    found = [(octave * OCTAVE, lanes.y("", octave * OCTAVE)) for octave in range(low, high + 1)]
    return [(pitch, round(y)) for pitch, y in found if y is not None]


def margins(box: Box, scale: float) -> Box:
    """Return what the names and numbers leave of a box for the notes."""
    return Box(
        box.x + NUMBERS * scale,
        box.y + STRIP * scale,
        max(box.width - (NUMBERS + NAMES) * scale, 1.0),
        max(box.height - STRIP * scale - 1.0, 1.0),
    )
