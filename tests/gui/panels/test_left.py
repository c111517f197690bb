from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.control.surface import Subject
from generator.parameters import Parameter
from gui.panels.left import Left
from gui.shapes import Box
from gui.widget import Context, View
from gui.widgets.cells import Cells
from gui.widgets.knob import Knob
from gui.widgets.morph_time import MorphTime
from gui.widgets.pad import Pad
from tests.control.surface import GLOBALS, subject_of
from tests.gui.apart import outside, overlaps, shown, spilt
from tests.gui.context import Pointer, context_of, texts, view_of

SIZES = {
    "1100 x 680": (244.0, 602.0, 1.0),
    "1280 x 800": (244.0, 722.0, 1.0),
    "2560 x 1600, twice": (488.0, 1444.0, 2.0),
    "2560 x 1600": (244.0, 1522.0, 1.0),
}
WORDS = ("intensity", "brightness", "space", "motion", "chaos", "warmth", "distance", "tension")


def macros(count: int) -> Subject:
    own = [each for each in GLOBALS if not each.id.startswith("macro.")]
    made = [Parameter(f"macro.{word}", word, 0.0, 1.0, 0.5) for word in WORDS[:count]]
    return replace(subject_of(), declared=(*own, *made))


def opened(context: Context, width: float, height: float) -> tuple[Left, View]:
    panel, view = Left(context), view_of(context)
    panel.renew(view)
    panel.arrange(Box(0.0, 0.0, width, height))
    panel.see(view)
    return panel, view


@pytest.mark.parametrize("count", [0, 1, 4, 5, 8])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_everything_has_a_place_of_its_own(
    tmp_path: Path, count: int, size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    context = context_of(tmp_path, macros(count), scale)
    panel, view = opened(context, width, height)
    widgets = shown(panel)
    assert overlaps(widgets) == []
    assert outside(widgets, Box(0.0, 0.0, width, height)) == []
    assert [spilt(widget, view) for widget in widgets] == [[]] * len(widgets)
    assert len([widget for widget in widgets if isinstance(widget, Knob)]) == count


def test_without_macros_there_is_no_heading_for_them(tmp_path: Path) -> None:
    panel, view = opened(context_of(tmp_path, macros(0)), 244.0, 602.0)
    said = [text for widget in panel.widgets for text in texts(widget.draw(widget.look(view)))]
    assert "MACROS" not in said
    assert "MORPH" in said


def test_pad_and_cells_can_be_grasped_where_there_is_least_room(tmp_path: Path) -> None:
    panel, _ = opened(context_of(tmp_path, macros(8)), 244.0, 602.0)
    by_type = {type(widget): widget.box for widget in panel.widgets}
    assert by_type[Pad].height >= 180.0
    assert by_type[Cells].height >= 140.0
    assert by_type[MorphTime].height >= 16.0
    knobs = [widget.box for widget in panel.widgets if isinstance(widget, Knob)]
    assert all(box.height >= 70.0 and box.width >= 44.0 for box in knobs)


def test_more_room_goes_to_all_of_them(tmp_path: Path) -> None:
    def heights(height: float) -> dict[type, float]:
        panel, _ = opened(context_of(tmp_path, macros(4)), 244.0, height)
        return {type(widget): widget.box.height for widget in panel.widgets}

    low, high = heights(602.0), heights(900.0)
    assert all(high[kind] > low[kind] for kind in (Knob, Pad, Cells))


def test_a_long_name_gets_a_broader_column(tmp_path: Path) -> None:
    panel, _ = opened(context_of(tmp_path, macros(4)), 244.0, 602.0)
    widths = {w.label: w.box.width for w in panel.widgets if isinstance(w, Knob)}
    assert widths["brightness"] > widths["space"]


def test_a_store_shows_on_pad_and_grid(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    panel, view = opened(context, 244.0, 602.0)
    cells = next(widget for widget in panel.widgets if isinstance(widget, Cells))
    pad = next(widget for widget in panel.widgets if isinstance(widget, Pad))
    cells.press(Pointer(*cells.cell(0).middle, shift=True))
    names = context.performance.desk.bank.names("example")
    panel.see(View(replace(view.frame, snapshots=names)))
    assert cells.look(view).words[0] == ""
    assert pad.look(view).missing == ("2", "3", "4")


def test_another_piece_forgets_which_snapshot_was_the_latest(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    panel, view = opened(context, 244.0, 602.0)
    context.hand.store("1")
    panel.renew(view)
    assert context.hand.snapshot == "1"
    other = replace(view.frame, subject=subject_of("other"))
    panel.renew(View(other))
    assert context.hand.snapshot == ""
