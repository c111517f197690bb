from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.control.status import Status
from generator.control.surface import Subject
from generator.parameters import Parameter
from gui.pages.mixer import Mixer
from gui.shapes import Box
from gui.widget import Context, View
from gui.widgets.fader import Fader
from gui.widgets.knob import Knob
from gui.widgets.meter import Meter
from gui.widgets.part_name import PartName
from gui.widgets.plate import Plate
from gui.widgets.slim import Slim
from gui.widgets.switch import Switch
from tests.control.surface import GLOBALS, strip, subject_of
from tests.gui.apart import SLACK, outside, overlaps, shown, spilt
from tests.gui.context import Pointer, context_of, picture, texts, view_of

SIZES = {"1100 x 680": (752.0, 200.0, 1.0), "1280 x 800": (932.0, 200.0, 1.0),
         "2200 x 1360, twice": (1504.0, 400.0, 2.0),
         "2560 x 1600, twice": (1864.0, 400.0, 2.0)}  # fmt: skip
NAMES = ("bell", "pluck", "mallet", "pad", "bass", "kick", "snare", "hat", "glass", "keys", "noise",
         "reed", "chimes", "drone", "shaker", "subbass")  # fmt: skip
HERE = Pointer(5.0, 5.0)


def sends(part: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(f"{part}.{send}", send, 0.0, 1.0, 0.2) for send in ("reverb", "delay"))


def parts(count: int) -> Subject:
    names = tuple(f"{NAMES[i % 16]}{i // 16 or ''}" for i in range(count))
    declared = [each for name in names for each in (*strip(name), *sends(name))]
    return replace(subject_of(), parts=names, declared=(*GLOBALS, *declared))


def opened(
    context: Context, width: float = 752.0, height: float = 200.0, **differing: Any
) -> tuple[Mixer, View]:
    panel, view = Mixer(context), view_of(context, **differing)
    panel.renew(view)
    panel.arrange(Box(0.0, 0.0, width, height))
    panel.see(view)
    return panel, view


def controls(panel: Mixer) -> list[Any]:
    return [widget for widget in shown(panel) if not isinstance(widget, Plate)]


def found(panel: Mixer, kind: type) -> list[Any]:
    return [widget for widget in shown(panel) if isinstance(widget, kind)]


@pytest.mark.parametrize("count", [1, 2, 8, 10, 16])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_control_of_every_part_has_a_place_of_its_own(
    tmp_path: Path, count: int, size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    context = context_of(tmp_path, parts(count), scale)
    panel, view = opened(context, width, height)
    widgets = controls(panel)
    assert overlaps(widgets) == []
    assert overlaps(found(panel, Plate)) == []
    assert outside(shown(panel), Box(0.0, 0.0, width, height)) == []
    tick = context.style.px(4)  # by which a narrow fader's mark of zero is broader than its box
    for widget in widgets:
        assert spilt(widget, view, tick if isinstance(widget, Fader) else SLACK) == []
    ids = {getattr(widget, "id", "") for widget in widgets} - {""}
    assert ids == {each.id for each in context.performance.desk.surface.subject.declared
                   if each.id.partition(".")[0] in NAMES}  # fmt: skip
    assert len(found(panel, PartName)) == len(found(panel, Meter)) == count


def test_many_parts_have_slim_sends_and_a_legend(tmp_path: Path) -> None:
    panel, view = opened(context_of(tmp_path, parts(16)))
    assert found(panel, Knob) == []
    assert len(found(panel, Slim)) == 64
    assert texts(picture(panel.widgets[-1], view)) == ["pan", "density", "reverb", "delay"]


def test_few_parts_have_knobs(tmp_path: Path) -> None:
    panel, _ = opened(context_of(tmp_path, parts(4)))
    assert found(panel, Slim) == []
    assert [knob.label for knob in found(panel, Knob)[:4]] == ["pan", "density", "reverb", "delay"]


def test_rows_of_the_legend_stand_beside_the_sends(tmp_path: Path) -> None:
    panel, _ = opened(context_of(tmp_path, parts(16)))
    legend = panel.widgets[-1].box.rows([1.0] * 4)
    for row, slim in zip(legend, found(panel, Slim)[:4], strict=True):
        assert slim.box.y == pytest.approx(row.y)
        assert slim.box.height == pytest.approx(row.height)


def test_more_parts_than_fit_are_scrolled_by_the_wheel(tmp_path: Path) -> None:
    context = context_of(tmp_path, parts(40))
    panel, view = opened(context)
    room = Box(0.0, 0.0, 752.0, 200.0)

    def visible() -> list[str]:
        names = [w for w in found(panel, PartName) if outside([w], room) == []]
        return [texts(picture(w, view))[0] for w in names]

    first = visible()
    assert first[0] == "1"
    assert len(first) >= 15
    plate = found(panel, Plate)[0]
    plate.wheel(HERE, -1.0)
    assert "17" in visible()
    for _ in range(100):
        plate.wheel(HERE, -1.0)
    assert visible()[-1] == "40"
    for _ in range(100):
        plate.wheel(HERE, 1.0)
    assert visible() == first


def test_a_part_that_gets_the_focus_comes_into_view(tmp_path: Path) -> None:
    panel, view = opened(context_of(tmp_path, parts(40)))
    last = found(panel, Meter)[-1]
    assert last.box.x > 752.0
    view.focus = last
    panel.see(view)
    assert last.box.right <= 752.0
    view.focus = found(panel, Meter)[0]
    panel.see(view)
    assert found(panel, Meter)[0].box.x >= 0.0


def test_scrolling_is_not_undone_by_the_next_frame(tmp_path: Path) -> None:
    panel, view = opened(context_of(tmp_path, parts(40)))
    view.focus = found(panel, Meter)[0]
    panel.see(view)
    panel.scroll(-1.0)
    box = found(panel, Meter)[3].box
    panel.see(view)
    assert found(panel, Meter)[3].box == box


def test_parts_of_a_strangers_orchestra_show_what_they_have(tmp_path: Path) -> None:
    subject = replace(
        subject_of(),
        parts=("one", "two"),
        declared=(*GLOBALS, Parameter("two.pan", "pan", 0.0, 1.0, 0.5)),
    )
    panel, view = opened(context_of(tmp_path, subject))
    assert [knob.id for knob in found(panel, Knob)] == ["two.pan"]
    assert found(panel, Switch) == []
    assert len(found(panel, Meter)) == 2
    assert overlaps(controls(panel)) == []
    assert [spilt(widget, view) for widget in controls(panel)] == [[]] * len(controls(panel))


def test_without_parts_the_page_is_empty(tmp_path: Path) -> None:
    subject = replace(subject_of(), parts=(), declared=GLOBALS)
    panel, _ = opened(context_of(tmp_path, subject))
    panel.scroll(1.0)
    assert shown(panel) == []


def test_meters_belong_to_their_parts(tmp_path: Path) -> None:
    context = context_of(tmp_path, parts(3))
    status = Status(meters=[0.0, 0.0, 0.001, 0.1, 1.0])
    panel, view = opened(context, status=status)
    levels = [meter.look(view).level for meter in found(panel, Meter)]
    assert levels == sorted(levels)
    assert levels[0] == 0 < levels[1] < levels[2]
    assert [meter.look(view).clipped for meter in found(panel, Meter)] == [False, False, True]


def test_a_hidden_mixer_remembers_what_was_too_high(tmp_path: Path) -> None:
    context = context_of(tmp_path, parts(1))
    panel, view = opened(context)
    panel.see(View(replace(view.frame, status=Status(meters=[0.0, 0.0, 1.5]))))
    panel.see(view)
    assert found(panel, Meter)[0].look(view).clipped


def test_tab_visits_the_controls_of_a_strip_in_order(tmp_path: Path) -> None:
    panel, _ = opened(context_of(tmp_path, parts(2)))
    stops = [widget for widget in shown(panel) if widget.focusable]
    assert [getattr(w, "id", type(w).__name__) for w in stops[:9]] == [
        *("PartName", "bell.level", "Meter", "bell.pan", "bell.density", "bell.reverb"),
        *("bell.delay", "bell.mute", "bell.solo"),
    ]
