"""What widgets need to be tested without a window: a desk that keeps, a screen that notes down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.control.desk import Desk
from generator.control.surface import Subject
from gui.frame import Audio, Frame
from gui.hand import Hand
from gui.shapes import Box, Shape, Text
from gui.theme import Style
from gui.widget import Context, Item, Key, Pointer, View, Widget
from tests.control.surface import KeepingSurface, desk_of


class NotingScreen:
    """Notes down what the window is asked for; a test types by calling `done` itself."""

    def __init__(self) -> None:
        self.edited: list[tuple[Box, str]] = []
        self.done: Callable[[str], None] = lambda text: None
        self.menus: list[Sequence[Item]] = []
        self.asked: list[tuple[str, Mapping[str, Callable[[], None]]]] = []
        self.copied: list[str] = []
        self.said: list[str] = []

    def edit(self, widget: Widget, box: Box, text: str, done: Callable[[str], None]) -> None:
        self.edited.append((box, text))
        self.done = done

    def menu(self, widget: Widget, x: float, y: float, items: Sequence[Item]) -> None:
        self.menus.append(items)

    def ask(self, question: str, answers: Mapping[str, Callable[[], None]]) -> None:
        self.asked.append((question, answers))

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def say(self, text: str) -> None:
        self.said.append(text)


class NotingPerformance:
    """A performance that notes down what it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: list[tuple[str, Any]] = []
        self.moment = ""

    def frame(self) -> Frame:
        return frame_of(self.desk)

    def panic(self) -> None:
        self.told.append(("panic", None))

    def record(self, on: bool) -> None:
        self.told.append(("record", on))

    def link(self, on: bool) -> None:
        self.told.append(("link", on))

    def open_audio(self, wanted: Audio) -> None:
        self.told.append(("audio", wanted))

    def return_to_audio(self) -> None:
        self.told.append(("return", None))

    def look_ahead(self, milliseconds: float | None) -> None:
        self.told.append(("look_ahead", milliseconds))

    def reload_at(self, moment: str) -> None:
        self.told.append(("reload_at", moment))

    def reload(self) -> None:
        self.told.append(("reload", None))

    def reset_counts(self) -> None:
        self.told.append(("reset", None))


def context_of(folder: Path, subject: Subject | None = None, scale: float = 1.0) -> Context:
    """Return a context whose desk, screen and performance keep what they are asked for."""
    desk = desk_of(KeepingSurface(subject), folder)
    return Context(NotingPerformance(desk), Hand(desk), NotingScreen(), Style(scale))


def frame_of(desk: Desk, **differing: Any) -> Frame:
    """Return the frame of what a desk plays."""
    surface = desk.surface
    frame = Frame(0.0, surface.subject, dict(surface.values), surface.status(), playing=True)
    return replace(frame, **differing)


def view_of(context: Context, **differing: Any) -> View:
    """Return a view of a frame, at which nobody points."""
    return View(frame_of(context.performance.desk, **differing))


def texts(shapes: Sequence[Shape]) -> list[str]:
    """Return what a picture says."""
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def picture(widget: Widget, view: View) -> Sequence[Shape]:
    """Return a widget's picture in a view."""
    return widget.draw(widget.look(view))


__all__ = ["Key", "Pointer", "context_of", "frame_of", "picture", "texts", "view_of"]
