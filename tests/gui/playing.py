"""What tests of a whole window ask of it, and look for on it."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

from gui.shapes import Box
from gui.widget import Widget
from gui.widgets.button import Button
from tests.gui.opened import Opened


def turned_to(window: Opened, name: str) -> Any:
    """Turn to a page."""
    names = [page.name for page in window.app.board.pages]
    window.app.tabs.go_to(names.index(name))
    window.frames(3)
    return window.app.board.pages[names.index(name)]


def starts(window: Opened, beats: float = 1.0) -> None:
    window.key("space")
    window.until(lambda: window.live.front.status().beats > beats)


def pause(window: Opened, seconds: float) -> None:
    """Let frames pass for so long."""
    until_seconds = time.monotonic() + seconds
    window.until(lambda: time.monotonic() > until_seconds)


def saying(window: Opened, what: str) -> Widget:
    """Return the button of the header whose hint has these words."""
    return window.widget(Button, lambda each: what in each.hint(window.app.view))


def footer(window: Opened) -> list[str]:
    """Return what the footer says, the news or troubles last."""
    panel: Any = window.app.board.regions["footer"].panel
    line = panel.widgets[-1].look(window.app.view).text
    return [*(each.said.text for each in panel.widgets[:-1]), line]


def in_widget(widget: Widget, box: Box) -> tuple[float, float]:
    """Return where the middle of a box is in a widget, as shares of its width and height."""
    x, y = box.middle
    return (x - widget.box.x) / widget.box.width, (y - widget.box.y) / widget.box.height


def widest_gap(window: Opened, began_seconds: float) -> float:
    began = [each.began_seconds for each in window.app.window.drawn]
    since = [seconds for seconds in began if seconds >= began_seconds]
    return max(after - before for before, after in pairwise(since))


def shown_value(window: Opened, control: Any) -> float:
    return float(control.look(window.app.view).value)


def osc_port(window: Opened) -> int:
    return int(window.app.view.frame.links.osc.rpartition(":")[2])
