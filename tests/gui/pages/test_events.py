"""The page of score lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.session.heard import Heard
from gui.pages.events import Events
from gui.shapes import Box, Rectangle
from gui.theme import DIM, part_colour
from gui.widget import View
from tests.control.surface import subject_of
from tests.gui.apart import outside, spilt
from tests.gui.context import Pointer, context_of, picture, texts, view_of
from tests.gui.heard import RATE, frame_at, note


class Page:
    """The page and what it sees."""

    def __init__(self, folder: Path, width: float = 932.0, scale: float = 1.0) -> None:
        self.context = context_of(folder, scale=scale)
        self.page = Events(self.context)
        self.view: View = view_of(self.context)
        self.page.renew(self.view)
        self.page.arrange(Box(0.0, 0.0, width * scale, 208.0 * scale))
        self.seconds = 0.0

    def hear(self, *notes: Heard) -> None:
        self.seconds += 1.0 / 30.0
        self.view.frame = frame_at(self.seconds, notes)
        self.page.see(self.view)
        for widget in self.page.widgets:
            widget.look(self.view)

    def said(self) -> list[str]:
        return texts(picture(self.page.table, self.view))

    def click(self) -> None:
        at = Pointer(*self.page.button.box.middle)
        self.page.button.press(at)
        self.page.button.release(at)

    @property
    def button_text(self) -> str:
        return texts(picture(self.page.button, self.view))[0]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


def test_a_note_is_its_score_line_with_its_place_part_and_rule(page: Page) -> None:
    heard = note(1.25, rule="melody, voices.py:57")
    page.hear(heard)
    said = page.said()
    assert {"1 · 3.5", "lead", "melody, voices…"} & set(said) >= {"1 · 3.5", "lead"}
    assert any(text.startswith("melody") for text in said)
    assert heard.line(RATE) in said


def test_where_there_is_little_room_the_line_is_still_whole(tmp_path: Path) -> None:
    page = Page(tmp_path, 752.0)
    heard = note(1.25)
    page.hear(heard)
    assert " ".join(heard.line(RATE).split()) in page.said()


def test_a_part_is_told_by_its_colour_and_by_its_name(page: Page) -> None:
    page.hear(note(1.0, part="bass line"), note(1.1, part="stranger"))
    shapes = picture(page.page.table, page.view)
    fills = [shape.fill for shape in shapes if isinstance(shape, Rectangle) and shape.fill]
    assert part_colour(1) in fills
    assert DIM in fills
    assert any(text.startswith("bass") for text in page.said())


def test_hold_lets_the_score_stand_still_and_counts_what_comes(page: Page) -> None:
    page.hear(*(note(0.1 * index) for index in range(40)))
    assert page.button_text == "Hold"
    page.click()
    before = page.said()
    page.hear(note(5.0), note(5.1))
    assert page.said() == before
    assert "2 new" in page.button_text
    page.click()
    assert page.button_text == "Hold"
    assert page.said() != before


def test_scrolling_up_holds_too(page: Page) -> None:
    page.hear(*(note(0.1 * index) for index in range(40)))
    page.page.table.wheel(Pointer(100.0, 100.0), 1.0)
    assert page.button_text == "Go on"


def test_two_thousand_notes_a_second_cost_the_words_of_a_page(page: Page) -> None:
    lines = []

    class Counted(Heard):
        def line(self, sample_rate: int) -> str:
            lines.append(self)
            return super().line(sample_rate)

    for frame in range(30):
        page.hear(*(Counted(*note(frame / 30.0 + index / 2000.0)) for index in range(66)))
    assert len(lines) <= 30 * page.page.table.rows.visible
    lines.clear()
    page.click()
    for frame in range(30):
        page.hear(*(Counted(*note(1.0 + frame / 30.0)) for _ in range(66)))
    assert not lines, "held, it costs nothing"


def test_a_hidden_page_keeps_the_notes(tmp_path: Path) -> None:
    page = Events(context_of(tmp_path))
    view = view_of(page.context)
    page.renew(view)
    view.frame = frame_at(0.1, [note(0.1)])
    page.see(view)
    assert len(page.table.rows) == 1


def test_another_piece_gives_the_parts_other_colours(page: Page) -> None:
    page.hear(note(1.0, part="bass line"))
    other = subject_of("other", ("bass line", "lead"))
    page.view.frame = frame_at(2.0, subject=other)
    page.page.see(page.view)
    shapes = picture(page.page.table, page.view)
    fills = [shape.fill for shape in shapes if isinstance(shape, Rectangle) and shape.fill]
    assert part_colour(0) in fills


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [752.0, 932.0, 1600.0])
def test_everything_stays_on_the_page(tmp_path: Path, scale: float, width: float) -> None:
    page = Page(tmp_path, width, scale)
    rule = "a rule with a very long name, composition.py:12345"
    page.hear(*(note(0.1 * index, rule=rule, part="bass line") for index in range(40)))
    assert not outside(page.page.widgets, Box(0.0, 0.0, width * scale, 208.0 * scale))
    for widget in page.page.widgets:
        assert not spilt(widget, page.view, slack=2.0)


def test_a_row_keeps_no_more_of_a_note_than_it_shows(page: Page) -> None:
    heard = note(1.25)
    read = heard.event._replace(draws=(("random", 0.5),), readings=(("density", 0.3),))
    page.hear(heard._replace(event=read))
    assert page.page.table.rows.things == [heard]
