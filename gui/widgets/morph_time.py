"""How long a recall takes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from math import isfinite, sqrt
from typing import ClassVar, NamedTuple, cast

from generator.errors import UsageError
from gui.shapes import Rectangle, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, FOCUS, GROUND, RAISED, TEXT
from gui.widget import WHOLE_STEPS, Item, Key, Pointer, View, Widget

LONGEST_SECONDS = 30.0
STEP_SECONDS, FINE_STEP_SECONDS = 0.5, 0.1
FINE_SHARE = 0.1  # of the mouse's way
CHOICES_SECONDS = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Look(NamedTuple):
    """The time in seconds, and who is at it."""

    seconds: float
    hovered: bool
    focused: bool


class MorphTime(Widget):
    """The time that a recall takes, 0 to 30 s; the window's own, no parameter of the session."""

    focusable: ClassVar[bool] = True
    _mouse_x: float | None = None
    _place = 0.0

    def look(self, view: View) -> Look:  # noqa: D102
        at_it = view.hovered is self or view.held is self
        return Look(self.context.hand.morph_seconds, at_it, view.focus is self)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        box, style = self.box, self.style
        reached = box.x + round(_place(shown.seconds) * box.width)
        outline = FOCUS if shown.focused else DIM if shown.hovered else EDGE
        text = f"{shown.seconds:g} s" if shown.seconds else "at once"
        bar = box.bottom - style.px(3)
        return [
            filled(box, RAISED if shown.hovered else GROUND),
            Rectangle(box.x + 1, bar, max(reached, box.x + 2), box.bottom - 1, ACCENT),
            filled(box, outline=outline, width=style.px(2 if shown.focused else 1)),
            Text(*box.middle, text, TEXT, style.small_number, "center"),
        ]

    def hint(self, view: View) -> str:  # noqa: D102
        return f"how long a recall takes  0 to {LONGEST_SECONDS:g} s"

    def _set(self, seconds: float) -> None:
        self.context.hand.morph_seconds = round(min(max(seconds, 0.0), LONGEST_SECONDS), 1)

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        self._mouse_x, self._place = pointer.x, _place(self.context.hand.morph_seconds)

    def drag(self, pointer: Pointer) -> None:  # noqa: D102
        if self._mouse_x is not None:
            share = FINE_SHARE if pointer.fine else 1.0
            self._place += share * (pointer.x - self._mouse_x) / max(self.box.width, 1.0)
            self._mouse_x = pointer.x
            self._set(LONGEST_SECONDS * max(self._place, 0.0) ** 2)

    def release(self, pointer: Pointer) -> None:  # noqa: D102
        self._mouse_x = None

    def wheel(self, pointer: Pointer, steps: float) -> None:  # noqa: D102
        self._step(steps, fine=pointer.fine)

    def double(self, pointer: Pointer) -> None:  # noqa: D102
        self._mouse_x = None
        self._edit()

    def key(self, key: Key) -> bool:  # noqa: D102
        if key.control:
            return False
        if key.name in WHOLE_STEPS:
            self._step(WHOLE_STEPS[key.name], fine=key.fine)
        elif key.name in ("Home", "Delete"):
            self._set(0.0)
        elif key.name == "End":
            self._set(LONGEST_SECONDS)
        elif key.name in ("Return", "KP_Enter"):
            self._edit()
        else:
            return False
        return True

    def _step(self, steps: float, *, fine: bool) -> None:
        step = FINE_STEP_SECONDS if fine else STEP_SECONDS
        self._set(self.context.hand.morph_seconds + steps * step)

    def _edit(self) -> None:
        seconds = self.context.hand.morph_seconds
        self.context.screen.edit(self, self.box, f"{seconds:g}", self._enter)

    def _enter(self, text: str) -> None:
        try:
            seconds = float(text.strip().removesuffix("s"))
        except ValueError:
            seconds = -1.0
        if not (isfinite(seconds) and 0.0 <= seconds <= LONGEST_SECONDS):
            raise UsageError(f"{text!r:.40} is no time: give 0 to {LONGEST_SECONDS:g} s")
        self._set(seconds)

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        now = self.context.hand.morph_seconds
        items = [Item("A recall takes")]
        for seconds in CHOICES_SECONDS:
            text = f"{seconds:g} s" if seconds else "no time"
            items.append(Item(text, partial(self._set, seconds), chosen=seconds == now))
        return items


def _place(seconds: float) -> float:
    """Return where a time is on the control: short times have most of the way."""
    return sqrt(seconds / LONGEST_SECONDS)
