from __future__ import annotations

from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest

from gui.shapes import Box
from gui.widget import Context
from gui.widgets.loudness import Look, Loudness
from tests.gui.context import context_of, picture, texts, view_of

BOX = Box(6.0, 0.0, 96.0, 62.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def look(context: Context, lufs: float | None, playing: bool = True) -> Look:
    sound = None if lufs is None else SimpleNamespace(loudness_lufs=lufs)
    return loudness(context).look(view_of(context, sound=sound, playing=playing))


def loudness(context: Context) -> Loudness:
    widget = Loudness(context)
    widget.box = BOX
    return widget


@pytest.mark.parametrize(("lufs", "length"), [(-38.0, 0), (-22.0, 48), (-6.0, 96), (0.0, 96)])
def test_the_bar_is_as_long_as_it_is_loud(context: Context, lufs: float, length: int) -> None:
    assert look(context, lufs).length == length


@pytest.mark.parametrize("lufs", [None, -inf])
def test_silence_is_minus_infinity(context: Context, lufs: float | None) -> None:
    assert look(context, lufs) == Look("\N{MINUS SIGN}∞", 0, loud=False)


def test_nothing_is_loud_while_the_engine_is_away(context: Context) -> None:
    assert look(context, -12.0, playing=False).text == "\N{MINUS SIGN}∞"


def test_the_number_and_both_marks_stand_there(context: Context) -> None:
    view = view_of(context, sound=SimpleNamespace(loudness_lufs=-15.34))
    said = texts(picture(loudness(context), view))
    assert said == [f"\N{MINUS SIGN}{each}" if each[0].isdigit() else each for each in
                    ("15.3", "LUFS", "23", "14")]  # fmt: skip


def test_above_the_upper_mark_it_warns(context: Context) -> None:
    assert not look(context, -14.5).loud
    assert look(context, -13.5).loud
