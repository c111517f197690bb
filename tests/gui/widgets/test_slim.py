from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box, Rectangle
from gui.widget import Context
from gui.widgets.slim import Slim
from tests.gui.context import Pointer, context_of, picture, view_of

BOX = Box(10.0, 20.0, 44.0, 14.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def slim(context: Context, *, centred: bool = False) -> Slim:
    slim = Slim(context, "lead.pan", centred=centred)
    slim.box = BOX
    return slim


def fill(context: Context, value: float, *, centred: bool) -> tuple[float, float]:
    context.hand.set("lead.pan", value)
    widget = slim(context, centred=centred)
    bar = [s for s in picture(widget, view_of(context)) if isinstance(s, Rectangle)][1]
    return bar.x0, bar.x1


def test_it_fills_from_the_left(context: Context) -> None:
    assert fill(context, 0.0, centred=False) == (12.0, 13.0)
    assert fill(context, 1.0, centred=False)[1] == pytest.approx(51.0)


def test_one_that_is_centred_fills_from_its_middle(context: Context) -> None:
    assert fill(context, 0.0, centred=True) == (13.0, 32.0)
    assert fill(context, 1.0, centred=True) == (32.0, 51.0)


def test_the_mark_follows_the_mouse(context: Context) -> None:
    widget = slim(context)
    context.hand.set("lead.pan", 0.5)
    widget.press(Pointer(20.0, 25.0))
    widget.drag(Pointer(40.0, 25.0))
    assert context.hand.value("lead.pan") == 1.0
    widget.drag(Pointer(20.0, 25.0))
    assert context.hand.value("lead.pan") == pytest.approx(0.5)
    widget.release(Pointer(20.0, 25.0))
    assert not context.hand.holds("lead.pan")
