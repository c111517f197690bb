"""The page of what was said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gui.pages.log import CSOUND, SCORETIME, Entry, Log, row_of
from gui.shapes import Box
from gui.theme import ACCENT, BAD, TEXT, WARNING
from gui.widget import View
from tests.gui.apart import spilt
from tests.gui.context import context_of, picture, texts, view_of


@pytest.fixture
def log(tmp_path: Path) -> Log:
    log = Log(context_of(tmp_path))
    log.renew(view_of(log.context))
    log.arrange(Box(0.0, 0.0, 932.0, 208.0))
    return log


def see(page: Log, **told: Any) -> View:
    view = view_of(page.context, **told)
    page.see(view)
    page.table.look(view)
    return view


def test_what_csound_prints_and_the_news_are_told_with_who_said_it(log: Log) -> None:
    see(log, log=["orch now loaded", "0dBFS level = 1.0"])
    view = see(log, news=["recording to take.wav"])
    said = texts(picture(log.table, view))
    assert said[-6:] == [
        CSOUND, "orch now loaded", CSOUND, "0dBFS level = 1.0", SCORETIME, "recording to take.wav",
    ]  # fmt: skip


def test_lines_are_split_and_empty_ones_left_out(log: Log) -> None:
    see(log, log=["one\ntwo\n", "   ", "\n", "a\tb"])
    assert [entry.text for entry in log.table.rows.things] == ["one", "two", "a   b"]


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("INIT ERROR in instr 3: ftable 12 not found", BAD),
        ("error: syntax error, unexpected T_IDENT", BAD),
        ("audio module pa_cb cannot be opened", BAD),
        ("WARNING: Buffer underrun in real-time audio output", WARNING),
        ("B 0.000 - note deleted. number of samples out of range: 3", WARNING),
        ("0 errors in performance", TEXT),
        ("rtjack: xrun of 2.1 ms", WARNING),
        ("overall samples out of range:        0        0", TEXT),
        ("orch now loaded", TEXT),
        ("terror is no word of Csound", TEXT),
    ],
)
def test_what_is_wrong_has_a_sign_and_a_colour(text: str, colour: str) -> None:
    row = row_of(Entry(CSOUND, text))
    assert row.colour == colour
    assert row.sign == (colour in (BAD, WARNING))


def test_news_have_a_colour_of_their_own() -> None:
    assert row_of(Entry(SCORETIME, "seed 7")).colour == ACCENT


def test_a_trouble_is_told_once_when_it_begins_and_again_when_it_comes_back(log: Log) -> None:
    for troubles in (["a.py:3: bad"], ["a.py:3: bad"], [], ["a.py:3: bad"]):
        see(log, troubles=troubles)
    entries = log.table.rows.things
    assert [entry.text for entry in entries] == ["a.py:3: bad"] * 2
    assert all(row_of(entry).colour == BAD for entry in entries)


def test_a_frame_without_news_changes_nothing(log: Log) -> None:
    view = see(log, log=["one"])
    before = log.table.look(view)
    assert log.table.look(see(log)) == before


def test_very_long_lines_stay_on_the_page(log: Log) -> None:
    view = see(log, log=["x" * 10_000, "word " * 500])
    assert not spilt(log.table, view)
