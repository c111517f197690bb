from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box
from gui.widget import Context, Key, Pointer
from gui.widgets.readout import Readout
from tests.gui.context import context_of, picture, texts, view_of


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def test_it_shows_the_value_in_its_own_words_or_the_usual_ones(context: Context) -> None:
    usual = Readout(context, "tempo")
    own = Readout(context, "tempo", shown=lambda bpm: f"{bpm:.1f}")
    usual.box = own.box = Box(0.0, 0.0, 70.0, 26.0)
    assert texts(picture(usual, view_of(context))) == ["120 BPM"]
    assert texts(picture(own, view_of(context))) == ["120.0"]


def test_it_is_dragged_and_typed(context: Context) -> None:
    readout = Readout(context, "tempo")
    readout.box = Box(0.0, 0.0, 70.0, 26.0)
    readout.press(Pointer(30, 10))
    readout.drag(Pointer(30, 10 - 15))
    readout.release(Pointer(30, -5))
    assert context.hand.value("tempo") == pytest.approx(158.0)
    readout.key(Key("Return"))
    box, text = context.screen.edited[0]
    assert (box, text) == (readout.box, "158")
    context.screen.done("93.5 bpm")
    assert context.hand.value("tempo") == 93.5
