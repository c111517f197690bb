from __future__ import annotations

from pathlib import Path

import pytest

from generator.session.edits import MOMENTS
from gui.widget import Context, Item, Pointer
from gui.widgets import piece
from gui.widgets.piece import PieceSelector
from tests.gui.context import context_of


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def menu(context: Context) -> list[Item]:
    return list(PieceSelector(context).menu(Pointer(0.0, 0.0)))


def test_another_piece_is_chosen_by_name(context: Context) -> None:
    subject = context.performance.desk.surface.subject
    items = menu(context)
    assert [item.text for item in items] == list(subject.pieces)
    assert [item.text for item in items if item.chosen] == [subject.piece]
    other = next(item for item in items if not item.chosen)
    assert other.act is not None
    other.act()
    assert context.screen.said == [f"{other.text} from the next bar on"]


def test_a_piece_of_ones_own_takes_over_as_chosen(context: Context) -> None:
    assert tuple(piece.MOMENTS) == MOMENTS
    context.performance.moment = "beat"
    _, *moments, again = menu(context)[-6:]
    assert [item.text for item in moments if item.chosen] == ["at the next beat"]
    for item in (*moments, again):
        assert item.act is not None
        item.act()
    assert context.performance.told == [
        *(("reload_at", each) for each in MOMENTS),
        ("reload", None),
    ]
