"""Widgets: things on a canvas that show something and may be moved, clicked and typed at.

A widget's picture is a pure function of its `look`, and its look is all that it reads from a view;
it is drawn anew only where box or look differ from the last frame's. What a player does to it
arrives at the methods below, and from there goes to the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from gui.frame import Frame
from gui.lesson import Lesson
from gui.shapes import Box, Drift, Shape
from gui.theme import Style

if TYPE_CHECKING:
    from gui.hand import Hand
    from gui.performance import Performance

WHOLE_STEPS = {"Up": 1.0, "Right": 1.0, "Down": -1.0, "Left": -1.0, "Prior": 10.0, "Next": -10.0}


class Pointer(NamedTuple):
    """Where the mouse is on the canvas, and what is held down with it.

    fine: Alt or Shift. shift: Shift alone.
    """

    x: float
    y: float
    fine: bool = False
    shift: bool = False
    control: bool = False


class Key(NamedTuple):
    """A key that was pressed: its name as Tk has it (`Up`, `Return`, `a`), and modifiers."""

    name: str
    text: str = ""
    shift: bool = False
    control: bool = False
    alt: bool = False

    @property
    def fine(self) -> bool:
        """Whether a small step is wanted."""
        return self.shift or self.alt


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu. act: what it does, None for a heading. chosen: whether it is ticked."""

    text: str
    act: Callable[[], None] | None = None
    chosen: bool = False


class Screen(Protocol):
    """What widgets ask of the window."""

    def edit(self, widget: Widget, box: Box, text: str, done: Callable[[str], None]) -> None:
        """Let the player type over a box of the widget's canvas; `done` gets what was entered.

        Nothing is called where the player gives up. A ScoretimeError that `done` raises is shown,
        and the player types on.
        """
        ...

    def menu(self, widget: Widget, x: float, y: float, items: Sequence[Item]) -> None:
        """Open a menu at a point of the widget's canvas."""
        ...

    def ask(self, question: str, answers: Mapping[str, Callable[[], None]]) -> None:
        """Ask over the whole window; the first answer is the one that Return gives."""
        ...

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        ...

    def say(self, text: str) -> None:
        """Show one line of news for some seconds."""
        ...


@dataclass(slots=True)
class Context:
    """What widgets act upon, and how they look."""

    performance: Performance
    hand: Hand
    screen: Screen
    style: Style
    lesson: Lesson = field(default_factory=Lesson)


@dataclass(slots=True)
class View:
    """What widgets show: the frame, and what the player's eyes and hands are at.

    frame_ms: how long the last frame took to draw.
    """

    frame: Frame
    focus: Widget | None = None
    hovered: Widget | None = None
    held: Widget | None = None
    frame_ms: float = 0.0


class Widget:
    """One thing on a canvas. focusable: whether Tab stops there."""

    focusable: ClassVar[bool] = False

    def __init__(self, context: Context) -> None:
        self.context = context
        self.box = Box(0.0, 0.0, 0.0, 0.0)

    @property
    def style(self) -> Style:
        """Sizes and typefaces."""
        return self.context.style

    def look(self, view: View) -> Hashable:
        """Return all that the picture depends on, besides the box."""
        return None

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Return the picture for a look."""
        return ()

    def drift(self, view: View) -> Drift | None:
        """Return shapes that move on by themselves, drawn above the picture; None for none."""
        return None

    def hint(self, view: View) -> str:
        """Return what the line at the bottom says while the mouse is here."""
        return ""

    def cares(self, x: float, y: float) -> bool:
        """Whether the mouse at this point is its business."""
        return self.box.contains(x, y)

    def hover(self, pointer: Pointer) -> None:
        """Take note of where the mouse is."""

    def leave(self) -> None:
        """Take note that the mouse has gone."""

    def press(self, pointer: Pointer) -> None:
        """Take the left button, pressed."""

    def drag(self, pointer: Pointer) -> None:
        """Take a movement with the button held."""

    def release(self, pointer: Pointer) -> None:
        """Take the button's release, wherever it is."""

    def double(self, pointer: Pointer) -> None:
        """Take a double click; the first press and release have come before."""

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Take the wheel, up is positive."""

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Return the menu for the right button."""
        return ()

    def key(self, key: Key) -> bool:
        """Take a key; return whether it was of use, else it is tried as a shortcut."""
        return False


class Panel:
    """One canvas of the window: which widgets are on it and where. The name is the canvas's."""

    name: ClassVar[str]

    def __init__(self, context: Context) -> None:
        self.context = context
        self.widgets: list[Widget] = []

    @property
    def style(self) -> Style:
        """Sizes and typefaces."""
        return self.context.style

    def renew(self, view: View) -> None:
        """Make the widgets anew: another piece plays, or it is the beginning."""

    def arrange(self, box: Box) -> None:
        """Give every widget its place on a canvas of this size."""

    def see(self, view: View) -> None:
        """Take note of a frame, before the widgets draw; pages that are hidden see it too."""


class Page(Panel):
    """A panel behind a tab. title: what stands on the tab."""

    title: ClassVar[str]

    def close(self) -> None:
        """Give up what goes on beside it: the window closes."""
