from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.control.commands import Action
from generator.control.status import Status
from gui.frame import Audio
from gui.shapes import Box, Rectangle
from gui.theme import DIM, GROUND, PANEL, PART_COLOURS, RAISED
from gui.widget import Context
from gui.widgets.part_name import PartName
from tests.gui.context import Pointer, context_of, picture, texts, view_of
from tests.gui.legible import contrast

HERE = Pointer(5.0, 5.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def scrolled() -> list[float]:
    return []


@pytest.fixture
def name(context: Context, scrolled: list[float]) -> PartName:
    ids = ("lead.level", "lead.pan")
    name = PartName(context, "lead", 0, ids, scrolled.append)
    name.box = Box(0.0, 0.0, 100.0, 20.0)
    return name


def lit(context: Context, name: PartName, sample: float, **status: Any) -> bool:
    view = view_of(
        context,
        sample=sample,
        audio=Audio(sample_rate=10_000),
        status=Status(latest={"lead": 5000}, **status),
    )
    return name.look(view).lit


@pytest.mark.parametrize(
    ("sample", "expected"), [(4999.0, False), (5000.0, True), (5999.0, True), (6000.0, False)]
)
def test_a_part_is_lit_for_a_tenth_of_a_second(
    context: Context, name: PartName, sample: float, expected: bool
) -> None:
    assert lit(context, name, sample) is expected


def test_a_silenced_part_is_not_lit(context: Context, name: PartName) -> None:
    assert not lit(context, name, 5000.0, muted=["lead"])


def test_a_part_without_onset_is_dark(context: Context, name: PartName) -> None:
    assert not name.look(view_of(context)).lit


def test_a_lamp_that_is_lit_is_filled(context: Context, name: PartName) -> None:
    look = name.look(view_of(context))
    for shown, filled in ((look, False), (look._replace(lit=True), True)):
        lamp = next(s for s in name.draw(shown) if isinstance(s, Rectangle))
        assert bool(lamp.fill) is filled


def test_number_and_name_are_there_in_both_forms(context: Context, name: PartName) -> None:
    beside = picture(name, view_of(context))
    name.box = Box(0.0, 0.0, 40.0, 32.0)
    assert texts(picture(name, view_of(context))) == texts(beside) == ["1", "lead"]


def test_the_menu_rerolls_and_resets_the_part(context: Context, name: PartName) -> None:
    items = {item.text: item.act for item in name.menu(HERE)}
    items["Reroll"]()  # type: ignore[misc]
    command = context.hand.desk.surface.commands[-1]
    assert (command.action, command.subject) == (Action.REROLL, "lead")
    context.hand.set("lead.pan", 0.1)
    items["Reset its strip"]()  # type: ignore[misc]
    assert context.hand.value("lead.pan") == 0.5
    context.hand.history.undo()
    assert context.hand.value("lead.pan") == pytest.approx(0.1)


def test_the_wheel_scrolls(name: PartName, scrolled: list[float]) -> None:
    name.wheel(HERE, -1.0)
    assert scrolled == [-1.0]


@pytest.mark.parametrize("colour", [*PART_COLOURS, DIM])
def test_numbers_and_names_can_be_read(colour: str) -> None:
    assert min(contrast(colour, ground) for ground in (PANEL, RAISED)) >= 4.5
    assert contrast(GROUND, colour) >= 4.5
