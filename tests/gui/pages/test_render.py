from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from generator.session.forms import FormField
from generator.terminal.forms import form_fields
from gui.form import SOUNDING
from gui.pages.render import AWAY, Render
from gui.rendering import Rendering
from gui.shapes import Box, Rectangle
from gui.theme import ACCENT
from gui.widget import Context, Key, Pointer, View, Widget
from gui.widgets.form_cells import Cell, ChoiceCell, PieceCell, SwitchCell
from gui.widgets.render_state import IDLE, RenderState, clock
from gui.widgets.scroll import Scroll
from tests.gui.apart import outside, overlaps, shown, spilt
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint

FIELDS = form_fields("render")
SIZES = [(752.0, 190.0, 1.0), (752.0, 200.0, 1.0), (932.0, 200.0, 1.0), (1504.0, 380.0, 2.0),
         (1864.0, 400.0, 2.0), (1570.0, 420.0, 1.0)]  # fmt: skip
HERE = Pointer(5.0, 5.0)


class Pretended(Rendering):
    """A render that is as far as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.goes_on = False
        self.ends = False

    @property
    def running(self) -> bool:
        return self.goes_on

    def start(self, arguments: Sequence[str]) -> None:
        self.told.append(list(arguments))
        self.goes_on = True

    def cancel(self) -> None:
        self.told.append("cancel")

    def poll(self) -> bool:
        ended, self.ends = self.ends, False
        self.goes_on = self.goes_on and not ended
        return ended


class Opened:
    """The page, its view and those that it acts upon."""

    def __init__(
        self, context: Context, folder: Path, width: float, height: float,
        fields: Sequence[FormField],
    ) -> None:  # fmt: skip
        self.context = context
        self.view: View = view_of(context)
        self.page = Render(context, fields, folder=lambda: folder)
        self.rendering = Pretended()
        self.page.rendering = self.rendering
        self.page._make()
        self.page.renew(self.view)
        self.page.arrange(Box(0.0, 0.0, width, height))
        self.page.see(self.view)
        self.cells = {cell.field.label: cell for cell in self.page.cells}

    @property
    def screen(self) -> Any:
        return self.context.screen

    @property
    def state(self) -> RenderState:
        return next(each for each in self.page.widgets if isinstance(each, RenderState))

    @property
    def scroll(self) -> Scroll:
        return next(each for each in self.page.widgets if isinstance(each, Scroll))

    def click(self, widget: Widget, x: float | None = None) -> None:
        middle = widget.box.middle
        place = Pointer(middle[0] if x is None else x, middle[1])
        widget.press(place)
        widget.release(place)

    def says(self, widget: Widget) -> list[str]:
        return texts(picture(widget, self.view))


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Opened]:
    def open_page(
        width: float = 752.0,
        height: float = 190.0,
        scale: float = 1.0,
        fields: Sequence[FormField] = FIELDS,
    ) -> Opened:
        context = context_of(tmp_path / "kept", scale=scale)
        return Opened(context, tmp_path, width, height, fields)

    return open_page


# -- where things are


@pytest.mark.parametrize("size", SIZES)
def test_every_option_has_a_place_of_its_own(
    opened: Callable[..., Opened], size: tuple[float, float, float]
) -> None:
    there = opened(*size)
    widgets = [each for each in shown(there.page) if each is not there.scroll]
    assert AWAY not in [each.box for each in widgets]
    assert overlaps(widgets) == []
    assert outside(widgets, Box(0.0, 0.0, *size[:2])) == []
    labels = {each.label for each in FIELDS} - {"output"} | {SOUNDING.label}
    assert set(there.cells) == labels
    for widget in widgets:
        assert spilt(widget, there.view) == []
        assert faint(picture(widget, there.view)) == []
    assert there.says(there.scroll) == []


def test_options_stand_under_the_headings_of_the_help(opened: Callable[..., Opened]) -> None:
    there = opened()
    said = [text for each in there.page._headings for text in there.says(each)]
    assert said == ["PIECE", "FORM", "OUTPUT"]
    assert [there.says(cell)[0] for cell in there.page.cells] == list(there.cells)
    for heading, label in zip(there.page._headings, ("piece", "sr", "stems"), strict=True):
        assert heading.box.x == pytest.approx(there.cells[label].box.x, abs=1.0)
        assert heading.box.bottom <= there.cells[label].box.y


def test_more_room_is_used(opened: Callable[..., Opened]) -> None:
    small, large = opened(), opened(1570.0, 420.0)
    for label, cell in small.cells.items():
        box = large.cells[label].box
        assert (box.width > cell.box.width, box.height > cell.box.height) == (True, True)


def test_what_does_not_fit_is_scrolled_to(opened: Callable[..., Opened]) -> None:
    there = opened(752.0, 120.0)
    window = there.scroll.window
    assert 0 < window.shown < window.rows
    first, last = there.cells["piece"], there.cells["bars"]
    assert (first.box is AWAY, last.box is AWAY) == (False, True)
    for _ in range(10):
        first.wheel(HERE, -1.0)
    assert (first.box is AWAY, last.box is AWAY) == (True, False)
    assert outside([last], Box(0.0, 0.0, 752.0, 120.0)) == []
    there.scroll.wheel(HERE, 1.0)
    assert there.scroll.window.first == window.last_first - 1


def test_what_gets_the_focus_comes_into_view(opened: Callable[..., Opened]) -> None:
    there = opened(752.0, 120.0)
    for label in ("bars", "piece", "force"):
        there.view.focus = there.cells[label]
        there.page.see(there.view)
        assert there.cells[label].box is not AWAY


def test_all_of_it_is_reached_by_tab(opened: Callable[..., Opened]) -> None:
    page = opened(752.0, 120.0).page
    stops = [each for each in page.widgets if each.focusable and each.box.width > 0.0]
    assert stops == [page.output, page.button, *page.cells]


# -- filling in


def test_kinds_have_cells_of_their_own(opened: Callable[..., Opened]) -> None:
    cells = opened().cells
    kinds = {label: type(cells[label]) for label in ("piece", "bits", "force", "seed", "stems")}
    assert kinds == {
        "piece": PieceCell, "bits": ChoiceCell, "force": SwitchCell, "seed": Cell, "stems": Cell,
    }  # fmt: skip


def test_a_text_is_typed(opened: Callable[..., Opened]) -> None:
    there = opened()
    cell = there.cells["duration"]
    before = cell.look(there.view)
    assert there.says(cell)[0] == "duration"
    assert there.says(cell)[1].startswith("until")
    there.click(cell)
    assert there.screen.edited == [(cell.inner, "")]
    with pytest.raises(UsageError, match="'x' is no number"):
        there.screen.done("x")
    there.screen.done("90")
    assert there.says(cell) == ["duration", "90"]
    assert cell.look(there.view) != before
    cell.key(Key("Delete"))
    assert cell.look(there.view) == before


def test_keys_fill_in_too(opened: Callable[..., Opened]) -> None:
    there = opened()
    cell = there.cells["seed"]
    assert cell.key(Key("Return"))
    assert there.screen.edited == [(cell.inner, "7")]
    assert [cell.key(each) for each in (Key("a", "a"), Key("Return", control=True))] == [False] * 2


def test_a_choice_is_made_from_a_menu_or_by_arrows(opened: Callable[..., Opened]) -> None:
    there = opened()
    cell = there.cells["bits"]
    there.click(cell)
    items = {item.text: item for item in there.screen.menus[-1]}
    assert list(items) == ["(none)", "16", "24", "32f"]
    assert items["(none)"].chosen
    chosen = items["24"].act
    assert chosen is not None
    chosen()
    assert there.says(cell) == ["bits", "24"]
    for name, text in (("Down", "32f"), ("Down", "32f"), ("Up", "24"), ("Up", "16"), ("Up", "")):
        cell.key(Key(name))
        assert there.page.form.typed(cell.field) == text


def test_a_switch_is_ticked(opened: Callable[..., Opened]) -> None:
    there = opened(932.0, 200.0)
    cell = there.cells["force"]
    there.click(cell)
    assert there.page.form.typed(cell.field) == "on"
    cell.key(Key("Return"))
    assert there.page.form.typed(cell.field) == ""
    sound = there.cells["sound"]
    assert "as it is now" in there.says(sound)
    before = sound.look(there.view)
    there.click(sound)
    assert sound.look(there.view) != before
    assert there.page.form.sounding is False


def test_a_piece_is_one_that_there_is_or_a_file(opened: Callable[..., Opened]) -> None:
    there = opened(932.0, 200.0)
    cell = there.cells["piece"]
    there.click(cell)
    items = {item.text: item for item in there.screen.menus[-1]}
    assert list(items) == ["example", "other", "A file…"]
    assert items["example"].chosen
    for name, shown_name in (("other", "other"), ("A file…", "mine.py")):
        act = items[name].act
        assert act is not None
        act()
        if name == "A file…":
            there.screen.done("mine.py")
        assert there.says(cell) == ["piece", shown_name]


def test_the_end_of_a_long_file_name_is_seen(opened: Callable[..., Opened]) -> None:
    there = opened()
    cell = there.cells["score"]
    cell.enter("/home/someone/Music/of the evening/a long name.sco")
    (_, text) = there.says(cell)
    assert text.startswith("…")
    assert text.endswith("name.sco")


def test_a_cell_says_what_its_option_does(opened: Callable[..., Opened]) -> None:
    there = opened()
    duration = "--duration S   length in seconds   empty: until the piece ends"
    assert there.cells["duration"].hint(there.view) == duration
    assert there.cells["seed"].hint(there.view) == "--seed N   what to compose from   empty: 7"
    assert all(each.hint(there.view) for each in there.page.cells)


# -- rendering


def test_render_starts_what_the_form_asks_for(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    there = opened()
    there.cells["bits"].enter("16")
    there.click(there.page.button)
    (arguments,) = there.rendering.told
    assert f"--output={tmp_path / 'example-7.wav'}" in arguments
    assert {"--bits=16", "--seed=7", "--tempo=120", "--set=density=0.5"} <= set(arguments)
    assert arguments[-2:] == ["--", "example"]


def test_the_same_button_cancels(opened: Callable[..., Opened]) -> None:
    there = opened()
    assert there.says(there.page.button) == ["Render"]
    there.page.button.key(Key("Return"))
    assert there.says(there.page.button) == ["Cancel"]
    there.click(there.page.button)
    assert there.rendering.told[-1] == "cancel"


def test_a_process_that_cannot_start_is_refused_in_words(
    opened: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = opened()

    def start(arguments: Sequence[str]) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(there.rendering, "start", start)
    with pytest.raises(UsageError, match="no render can start: Resource"):
        there.click(there.page.button)


def bar(there: Opened) -> Rectangle:
    return next(
        shape
        for shape in picture(there.state, there.view)
        if isinstance(shape, Rectangle) and shape.fill == ACCENT
    )


def test_a_bar_shows_how_far_it_is(opened: Callable[..., Opened]) -> None:
    there = opened()
    assert there.says(there.state) == [IDLE]
    rendering = there.rendering
    rendering.goes_on = True
    assert there.says(there.state)[0] == "starting"
    rendering.seconds, rendering.expected_seconds, rendering.speed = 30.0, 120.0, 33.333
    assert there.says(there.state) == ["0:30 of 2:00   25 %", "33.3 times real time   0:03 left"]
    shown_bar, box = bar(there), there.state.box
    assert (shown_bar.x0, shown_bar.x1 - shown_bar.x0) == (box.x, round(0.25 * box.width))
    before = there.state.look(there.view)
    rendering.seconds = 30.001
    assert there.state.look(there.view) == before  # nothing to draw anew
    rendering.seconds = 60.0
    assert there.state.look(there.view) != before


def test_without_an_end_something_moves(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.rendering.goes_on = True
    there.rendering.seconds, there.rendering.speed = 10.0, 0.5
    assert there.says(there.state) == ["0:10 done", "0.5 times real time"]
    places = set()
    for seconds in (10.0, 20.0, 50.0, 59.9):
        there.rendering.seconds = seconds
        places.add(bar(there).x0)
        assert there.state.box.x <= bar(there).x0 < bar(there).x1 <= there.state.box.right
    assert len(places) == 4


@pytest.mark.parametrize(
    ("result", "error", "said"),
    [
        ("a.wav: 3.0 s", "", "a.wav: 3.0 s"),
        ("", "a.wav exists", "a.wav exists"),
        ("a.wav: 3.0 s", "part low: boom", "part low: boom · a.wav: 3.0 s"),
    ],
)
def test_the_end_is_told_wherever_the_player_is(
    opened: Callable[..., Opened], result: str, error: str, said: str
) -> None:
    there = opened()
    there.rendering.goes_on = there.rendering.ends = True
    there.rendering.result, there.rendering.error = result, error
    there.page.see(there.view)
    there.page.see(there.view)
    assert there.screen.said == [error or result]
    assert there.says(there.state) == [said]
    assert len(picture(there.state, there.view)) > 1  # a sign, not its colour alone
    copy = there.state.menu(HERE)[-1].act
    assert copy is not None
    copy()
    assert there.screen.copied == [error or result]


def test_the_next_file_has_another_name(opened: Callable[..., Opened], tmp_path: Path) -> None:
    there = opened()
    (tmp_path / "example-7.wav").write_text("")
    there.rendering.ends = True
    there.page.see(there.view)
    there.page.see(there.view)
    assert there.says(there.page.output)[1].endswith("example-7 2.wav")


def test_what_was_filled_in_outlives_a_change_of_piece(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.cells["duration"].enter("90")
    there.page.renew(there.view)
    there.view.frame = replace(there.view.frame, values={"seed": 8.0})
    there.page.see(there.view)
    assert there.says(there.cells["duration"]) == ["duration", "90"]
    assert there.says(there.cells["seed"]) == ["seed", "8"]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0:00"), (59.6, "1:00"), (3599.0, "59:59"), (36_005.0, "10:00:05")]
)
def test_a_clock_has_hours_if_any(seconds: float, said: str) -> None:
    assert clock(seconds) == said
