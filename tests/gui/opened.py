"""A real window with a real performance in it, and hands that move its mouse and press its keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator.engine.audio import AudioSettings
from generator.session.ending import Extent
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.terminal.forms import form_fields
from gui.app import App, opened_app
from gui.settings import Settings
from gui.widget import Widget
from gui.window import Window
from tests.display import xdotool

PATIENCE_SECONDS = 20.0


class NoSignals:
    """Nobody asks for the end from outside."""

    received = None


class Opened:
    """An open window. Coordinates are the screen's; the window is in its upper left corner."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.live = app.live
        self.desk = app.live.desk

    def until(self, condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Let frames pass until a condition holds."""
        deadline = time.monotonic() + seconds
        self.app.run(NoSignals(), until=lambda: condition() or time.monotonic() > deadline)
        faults = self.app.window.faults
        assert condition(), f"{condition} did not come true in {seconds} s; {faults}"

    def frames(self, count: int = 3) -> None:
        """Let some frames pass."""
        left = [count]

        def enough() -> bool:
            left[0] -= 1
            return left[0] < 0

        self.app.run(NoSignals(), until=enough)

    def widget(
        self, kind: type[Widget], matches: Callable[[Widget], bool] = lambda w: True
    ) -> Widget:
        """Return the first widget of a kind that matches."""
        for region in self.app.board.regions.values():
            for widget in region.panel.widgets:
                if isinstance(widget, kind) and widget.box.width > 0.0 and matches(widget):
                    return widget
        raise AssertionError(f"no {kind.__name__} is there")

    def place(self, widget: Widget, right: float = 0.5, down: float = 0.5) -> tuple[int, int]:
        """Return a point of a widget, by its shares of width and height."""
        region = self.app.board.region_of(widget)
        assert region is not None, "the widget is gone"
        box = widget.box
        x, y = self.app.window.place(region, box.x + right * box.width, box.y + down * box.height)
        left, top = self.app.window.corner
        return round(left + x), round(top + y)

    def point(self, widget: Widget, right: float = 0.5, down: float = 0.5) -> None:
        """Move the mouse to a widget."""
        xdotool("mousemove", *self.place(widget, right, down))
        self.frames(2)

    def click(
        self,
        widget: Widget,
        right: float = 0.5,
        down: float = 0.5,
        *,
        button: int = 1,
        shift: bool = False,
        times: int = 1,
    ) -> None:
        """Click on a widget."""
        self.point(widget, right, down)
        if shift:
            xdotool("keydown", "shift")
        xdotool("click", "--repeat", times, "--delay", 60, button)
        self.frames(3)
        if shift:
            xdotool("keyup", "shift")
            self.frames(1)

    def drag(self, widget: Widget, dx: int, dy: int, steps: int = 10) -> None:
        """Drag with the left button, from the widget's middle."""
        x, y = self.place(widget)
        xdotool("mousemove", x, y, "mousedown", 1)
        for step in range(1, steps + 1):
            xdotool("mousemove", x + dx * step // steps, y + dy * step // steps)
            self.frames(1)
        xdotool("mouseup", 1)
        self.frames(2)

    def key(self, *names: str) -> None:
        """Press keys, one after another."""
        for name in names:
            xdotool("key", name)
            self.frames(2)

    def type(self, text: str) -> None:
        """Type a text."""
        xdotool("type", text)
        self.frames(3)


@contextmanager
def opened(
    folder: Path,
    piece: str = "lattice",
    *,
    size: tuple[int, int] = (1280, 800),
    scale: float = 1.0,
    audio: str = "null",
    ways: Ways | None = None,
    plan: Plan | None = None,
    waits: bool = True,
) -> Iterator[Opened]:
    """Open a window on a piece, at the upper left of the screen; the engine has greeted."""
    plan = replace(plan or Plan(Choice(piece, seed=7), Extent(), AudioSettings(audio)), waits=waits)
    ways = ways or Ways(osc_port=0, oscquery_port=None)
    ways = replace(ways, snapshots=ways.snapshots or folder / "snapshots.json")
    settings = Settings(place=(0, 0), size=size)
    window = Window(scale, settings)
    try:
        with opened_app(plan, ways, window, settings, form_fields("render")) as app:
            there = Opened(app)
            xdotool("mousemove", 0, 0)
            there.until(lambda: app.view.frame.playing)
            app.window.take_focus()
            there.frames(3)
            yield there
    finally:
        window.close()
