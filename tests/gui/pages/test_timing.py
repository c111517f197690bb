"""The page of timing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.control.status import MISHAPS
from gui.frame import Audio, Frame
from gui.pages.timing import NUMBERS_EVERY, Timing, figures
from gui.shapes import Box, Text
from gui.theme import BAD, TEXT, WARNING
from gui.widget import View
from tests.gui.apart import outside, overlaps, spilt
from tests.gui.context import NotingPerformance, Pointer, context_of, picture, view_of
from tests.gui.heard import frame_at


@pytest.fixture
def page(tmp_path: Path) -> Timing:
    page = Timing(context_of(tmp_path))
    page.renew(view_of(page.context))
    page.arrange(Box(0.0, 0.0, 932.0, 208.0))
    return page


def told(frame: Frame, gap_ms: float = 33.0) -> dict[str, tuple[str, str]]:
    return {each.name: (each.value, each.colour) for each in figures(frame, gap_ms, 2.5)}


def test_all_that_can_make_a_note_late_is_told() -> None:
    audio = Audio("jack", sample_rate=48_000, realtime=True, clock_step_ms=2.7, look_ahead_ms=12.7)
    said = told(frame_at(1.0, events=12_345, margin_ms=9.44, gap_ms=1.84, xruns=0, audio=audio))
    assert {name: value for name, (value, _) in said.items()} == {
        "notes committed": "12,345",
        "late, moved": "0",
        "too late, dropped": "0",
        "refused": "0",
        "faults of parts": "0",
        "clipped": "0",
        "NaN blocks": "0",
        "xruns": "0",
        "voices shed": "0",
        "engine restarts": "0",
        "least margin": "9.4 ms",
        "look-ahead": "12.7 ms",
        "largest gap": "1.8 ms",
        "clock step": "2.7 ms",
        "real-time": "yes",
        "frame time": "2.5 ms",
        "frame gap": "33.0 ms",
    }
    assert {colour for _, colour in said.values()} == {TEXT}


@pytest.mark.parametrize(
    ("wrong", "name", "colour"),
    [
        ({"late": 3}, "late, moved", WARNING),
        ({"dropped": 1}, "too late, dropped", BAD),
        ({"refused": 2}, "refused", WARNING),
        ({"margin_ms": 3.2}, "least margin", WARNING),
        ({"faults": 1}, "faults of parts", WARNING),
        ({"clipped": 1}, "clipped", WARNING),
        ({"broken": 1}, "NaN blocks", BAD),
        ({"shed": 9}, "voices shed", WARNING),
        ({"xruns": 7}, "xruns", WARNING),
        ({"restarts": 1}, "engine restarts", WARNING),
    ],
)
def test_what_is_wrong_is_marked(wrong: dict[str, Any], name: str, colour: str) -> None:
    assert told(frame_at(1.0, **wrong))[name][1] == colour


def test_what_is_not_known_is_not_told_as_a_number() -> None:
    said = told(frame_at(1.0, audio=Audio()), 0.0)
    assert said["xruns"][0] == "not told"
    spans = ("least margin", "look-ahead", "largest gap", "frame gap")
    assert {said[name][0] for name in spans} == {"…"}


def test_the_longest_gap_between_frames_is_kept(page: Timing) -> None:
    for seconds in (1.0, 1.033, 1.153, 1.186):
        page.see(View(frame_at(seconds)))
    assert page.widest_gap_ms == pytest.approx(120.0)
    for _ in range(NUMBERS_EVERY):
        page.see(View(frame_at(1.186)))
    (gap,) = [each for each in page.figures.told if each.name == "frame gap"]
    assert gap.colour == WARNING


def test_numbers_change_at_most_five_times_a_second(page: Timing) -> None:
    seen = []
    for index in range(60):
        view = View(frame_at(index / 30.0, events=index))
        page.see(view)
        seen.append(page.figures.look(view))
    assert len(set(seen)) <= 11


def test_counts_can_begin_anew(page: Timing) -> None:
    (item,) = page.figures.menu(Pointer(0.0, 0.0))
    assert item.act is not None
    item.act()
    performance = page.context.performance
    assert isinstance(performance, NotingPerformance)
    assert performance.told == [("reset", None)]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [752.0, 932.0, 1600.0])
def test_everything_has_its_place(tmp_path: Path, scale: float, width: float) -> None:
    page = Timing(context_of(tmp_path, scale=scale))
    page.arrange(Box(0.0, 0.0, width * scale, 208.0 * scale))
    counts = {mishap.name: 99_999 for mishap in MISHAPS} | {"clipped": 99_999_999}
    view = View(frame_at(1.0, events=99_999_999, margin_ms=9999.9, gap_ms=9999.9, **counts))
    page.see(view)
    assert not overlaps(page.widgets)
    assert not outside(page.widgets, Box(0.0, 0.0, width * scale, 208.0 * scale))
    assert not spilt(page.figures, view, slack=2.0)
    names = [s for s in picture(page.figures, view) if isinstance(s, Text)]
    assert len({(name.x, name.y) for name in names}) == len(names)
