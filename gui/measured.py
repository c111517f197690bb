"""The window while its cost to the timing is measured: nobody there, nothing asked or kept."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import WindowError
from generator.session.forms import FormField
from generator.session.front import Front
from generator.session.panel import Ways
from generator.session.plan import Plan
from gui.screen import check_screen
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.app import App
    from gui.window import Window

DRAGGED = "touch"  # of generator/lab/click.py: it alters nothing
PAGE = "Piece"
MOVE_SECONDS = 0.01
MOVES_A_TURN, REACH_PX = 60, 40.0
FORM = (FormField("--output", "file", "output", "the file to render to"),)
REMEDY = "leave out the loads window and drag, or give them a screen: xvfb-run -a scoretime timing"


class Nobody:
    """Nobody asks for the end."""

    received = None


def play(plan: Plan, drags: bool) -> Front:
    """Play a plan in a window to its end and return its front; the window closes by itself.

    drags: whether a control on the page Piece is dragged to and fro without a pause. Raises
    WindowError where no window can open or it is closed before the end, and what a performance
    raises that cannot go on.
    """
    settings = Settings(page=PAGE)
    window = _opened(settings)
    try:
        return _played(plan, window, settings, drags=drags)
    finally:
        window.close()


def _opened(settings: Settings) -> Window:
    try:
        check_screen()
        from gui.window import Window  # reads the toolkit, which may not be there

        return Window(None, settings)
    except WindowError as error:
        raise WindowError(f"{error}: {REMEDY}") from None


def _played(plan: Plan, window: Window, settings: Settings, *, drags: bool) -> Front:
    from gui.app import opened_app

    with tempfile.TemporaryDirectory() as folder, ExitStack() as hand:
        ways = Ways(osc_port=None, snapshots=Path(folder, "snapshots.json"))
        with opened_app(plan, ways, window, settings, FORM) as app:
            live = app.live
            app.run(Nobody(), until=lambda: live.front.playing or bool(live.exit_reason))
            if drags and not live.exit_reason:
                hand.enter_context(window.dragging(*_held(app), MOVE_SECONDS))
            app.run(Nobody(), until=lambda: bool(live.exit_reason))
            hand.close()
    if live.failure is not None:
        raise live.failure
    if live.exit_reason == "quit":
        raise WindowError("the window was closed while it was measured: leave it open")
    return live.front


def _held(app: App) -> tuple[str, Iterator[tuple[float, float]]]:
    """Return the canvas of the control that is dragged, and the places that the mouse comes to."""
    controls = app.pages[app.tabs.present].widgets
    (control,) = (each for each in controls if getattr(each, "id", "") == DRAGGED)
    region = app.board.region_of(control)
    assert region is not None
    x, y = control.box.middle
    turns = (math.sin(math.tau * step / MOVES_A_TURN) for step in count())
    return region, ((x + REACH_PX * turn, y) for turn in turns)
