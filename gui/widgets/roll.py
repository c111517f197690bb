"""The notes of the piano roll."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from math import log10
from typing import ClassVar

from gui.notes import COMING, PAST, SOUNDING, Bar, Bars
from gui.score import Place, Score
from gui.shapes import Drift, Rectangle, Shape
from gui.theme import FOCUS, GROUND, mixed
from gui.widget import Context, Key, Pointer, View
from gui.widgets.roll_ground import OfRoll

QUIETEST_DB = -36.0
LEVELS = 8  # of brightness
SHARES = {COMING: (0.30, 0.35), SOUNDING: (0.85, 0.15), PAST: (0.36, 0.50)}  # least, and more
SILENT_SHARE, OTHERS_SHARE = 0.4, 0.3
HIGHLIGHT = 0.25  # of white in what sounds now
FEW_SEMITONES = 3.0
FIRM = 3.0  # pixels: a shorter drag is a click


class NoteBars(OfRoll):
    """The notes; they drift, and tell of themselves under the mouse."""

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, score: Score) -> None:
        super().__init__(context, score)
        self.pointer = 0.0, 0.0
        self._grip_y: float | None = None
        self._shapes: dict[Hashable, Shape] = {}
        self._bars: Bars | None = None
        self._place: Place | None = None

    def cares(self, x: float, y: float) -> bool:
        """All of the roll is."""
        return self.box.contains(x, y)

    def hint(self, view: View) -> str:
        """Return what the mouse can do."""
        seconds = f"{self.score.seconds:.3g} s"
        return (
            f"{seconds} in sight — wheel or ← →: time, Shift-wheel or page keys: pitch, "
            "drag or ↑ ↓: up and down, double click or Home: all"
        )

    def drift(self, view: View) -> Drift:
        """Return the bars; only those that have changed are made anew."""
        score, bars, shapes = self.score, self.score.bars, self._shapes
        drawn = bars is self._bars and score.place == self._place
        if not drawn:
            self._bars, self._place = bars, score.place
            shapes.clear()
            bars.changed.update(bars.shown)
        touched = [*bars.gone, *bars.changed]
        for key in bars.gone:
            shapes.pop(key, None)
        for bar in bars.changed.values():
            shape = self._shape(bar)
            if shape is None:
                shapes.pop(bar.key, None)
            else:
                shapes[bar.key] = shape
        bars.gone.clear()
        bars.changed.clear()
        return Drift(score.offset, shapes, touched if drawn else None)

    def _shape(self, bar: Bar) -> Shape | None:
        score, event = self.score, bar.note.heard.event
        lanes = score.place.lanes
        y = lanes.y(event.part, event.pitch)
        if y is None:
            return None
        top = round(y - lanes.thickness / 2.0)
        start, end = score.x(bar.start), score.x(bar.end) - 1
        right = max(end, start + self.style.px(2))
        others = score.chosen is not None and score.chosen != event.part
        share = (OTHERS_SHARE if others else 1.0) * (SILENT_SHARE if bar.note.silent else 1.0)
        state = PAST if bar.note.silent and bar.state == SOUNDING else bar.state
        fill = bar_colour(self.colour(event.part), state, level(event.amplitude), share)
        outline = FOCUS if bar is score.pointed else ""
        return Rectangle(start, top, right, top + lanes.thickness, fill, outline)

    # -- the mouse and the keys

    def hover(self, pointer: Pointer) -> None:
        """Point at what is there."""
        if self.pointer != pointer[:2] or self.score.pointed is None:
            self.pointer = pointer.x, pointer.y
            self.score.point(pointer.x, pointer.y)

    def leave(self) -> None:
        """Point at nothing."""
        self.score.point_nowhere()

    def press(self, pointer: Pointer) -> None:
        """Take hold of the pitches."""
        self._grip_y = pointer.y

    def drag(self, pointer: Pointer) -> None:
        """Move the pitches up and down with the mouse, once it has moved far enough."""
        by_hand = self.score.reach.by_hand
        if self._grip_y is None or not (
            by_hand or abs(pointer.y - self._grip_y) > self.style.px(FIRM)
        ):
            return
        lanes = self.score.place.lanes
        self.score.point_nowhere()
        self.score.move_pitch(lanes.pitch_at(self._grip_y) - lanes.pitch_at(pointer.y))
        self._grip_y = pointer.y

    def release(self, pointer: Pointer) -> None:
        """Let go of them."""
        self._grip_y = None

    def double(self, pointer: Pointer) -> None:
        """Show all again."""
        self.score.reset()

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Zoom."""
        if pointer.shift:
            self.score.zoom_pitch(steps, pointer.y)
        else:
            self.score.zoom_time(steps)

    def key(self, key: Key) -> bool:
        """Zoom and move."""
        score, few = self.score, 1.0 if key.fine else FEW_SEMITONES
        middle = score.place.lanes.pitched.middle[1]
        deeds: dict[str, Callable[[], None]] = {
            "Left": lambda: score.zoom_time(-1.0),
            "Right": lambda: score.zoom_time(1.0),
            "Up": lambda: score.move_pitch(few),
            "Down": lambda: score.move_pitch(-few),
            "Prior": lambda: score.zoom_pitch(1.0, middle),
            "Next": lambda: score.zoom_pitch(-1.0, middle),
            "Home": score.reset,
        }
        if key.name not in deeds or key.control:
            return False
        deeds[key.name]()
        return True


def level(amplitude: float) -> int:
    """Return the brightness of an amplitude, 0 to LEVELS, even steps in dB."""
    if amplitude <= 0.0:
        return 0
    share = 1.0 - 20.0 * log10(amplitude) / QUIETEST_DB
    return round(LEVELS * min(max(share, 0.0), 1.0))


@lru_cache(maxsize=4096)
def bar_colour(colour: str, state: int, brightness: int, share: float) -> str:
    """Return the colour of a note's bar; share: of its usual strength."""
    least, more = SHARES[state]
    lit = mixed("#ffffff", colour, HIGHLIGHT) if state == SOUNDING else colour
    return mixed(lit, GROUND, share * (least + more * brightness / LEVELS))
