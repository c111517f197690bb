from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.commands import Action, At
from generator.errors import ScoretimeError
from gui.shapes import Box
from gui.theme import FOCUS
from gui.widget import Context, Key, Pointer
from gui.widgets.seed import SeedField
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint, outside

HERE = Pointer(20, 20)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def seed(context: Context) -> SeedField:
    made = SeedField(context)
    made.box = Box(10.0, 10.0, 78.0, 26.0)
    return made


def test_what_is_typed_begins_anew_at_the_next_bar(context: Context, seed: SeedField) -> None:
    assert texts(picture(seed, view_of(context))) == ["7"]
    seed.press(HERE)
    seed.release(HERE)
    assert context.screen.edited == [(seed.box, "7")]
    context.screen.done(" 42 ")
    (command,) = context.performance.desk.surface.commands
    assert (command.action, command.value, command.at) == (Action.REROLL, 42.0, At.BAR)
    assert context.screen.said == ["seed 42 from the next bar on"]


@pytest.mark.parametrize("text", ["-1", "seven", "", "1e99", "nan"])
def test_what_is_no_seed_is_refused(context: Context, seed: SeedField, text: str) -> None:
    assert seed.key(Key("Return"))
    with pytest.raises(ScoretimeError, match="seed"):
        context.screen.done(text)
    assert context.performance.desk.surface.commands == []
    assert context.screen.said == []


def test_a_press_that_ends_elsewhere_types_nothing(context: Context, seed: SeedField) -> None:
    seed.press(HERE)
    seed.release(Pointer(300, 20))
    assert not seed.key(Key("Up"))
    assert context.screen.edited == []


def test_its_menu_and_hint_name_the_address(context: Context, seed: SeedField) -> None:
    assert seed.hint(view_of(context)) == "/seed   0 and up   = 7   Seed"
    items = {each.text: each.act for each in seed.menu(HERE)}
    assert list(items) == ["7", "Type…", "Copy OSC address"]
    copy, type_it = items["Copy OSC address"], items["Type…"]
    assert copy is not None
    assert type_it is not None
    copy()
    type_it()
    assert context.screen.copied == ["/seed"]
    assert len(context.screen.edited) == 1


def test_it_can_be_read_and_shows_the_focus(context: Context, seed: SeedField) -> None:
    context.performance.desk.surface.change("seed", 9_007_199_254_740_991.0, "osc")
    view = view_of(context)
    view.focus = view.hovered = seed
    shapes = picture(seed, view)
    assert faint(shapes) == []
    assert outside(shapes, seed.box, context.style) == []
    assert any(getattr(each, "outline", "") == FOCUS for each in shapes)
    assert texts(shapes)[0].startswith("9007")
