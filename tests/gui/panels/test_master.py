from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.control.status import Status
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp
from gui.panels.master import Master
from gui.shapes import Box
from gui.widget import Context, View
from gui.widgets.fader import Fader
from tests.control.surface import GLOBALS, subject_of
from tests.gui.apart import outside, overlaps, shown, spilt
from tests.gui.context import context_of, picture, texts, view_of

SIZES = {"1100 x 680": (104.0, 602.0, 1.0), "1280 x 800": (104.0, 722.0, 1.0),
         "2560 x 1600, twice": (208.0, 1444.0, 2.0)}  # fmt: skip
MASTER = Parameter("master.level", "master level", -60.0, 6.0, 0.0, "dB", Warp.DECIBEL)
MINUS = "\N{MINUS SIGN}"


def levelled() -> Subject:
    return replace(subject_of(), declared=(*GLOBALS, MASTER))


def opened(context: Context, width: float = 104.0, height: float = 602.0) -> tuple[Master, View]:
    status = Status(meters=[0.5, 1.0])
    sound = SimpleNamespace(loudness_lufs=-17.26)
    view = view_of(context, status=status, sound=sound)
    panel = Master(context)
    panel.renew(view)
    panel.arrange(Box(0.0, 0.0, width, height))
    panel.see(view)
    return panel, view


@pytest.mark.parametrize("subject", [levelled(), subject_of()], ids=["with level", "without"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_everything_has_a_place_of_its_own(
    tmp_path: Path, subject: Subject, size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    panel, view = opened(context_of(tmp_path, subject, scale), width, height)
    widgets = shown(panel)
    assert overlaps(widgets) == []
    assert outside(widgets, Box(0.0, 0.0, width, height)) == []
    assert [spilt(widget, view) for widget in widgets] == [[]] * len(widgets)


def test_it_tells_peak_loudness_and_level(tmp_path: Path) -> None:
    context = context_of(tmp_path, levelled())
    context.hand.set("master.level", -4.5)
    panel, view = opened(context)
    said = [text for widget in panel.widgets for text in texts(picture(widget, view))]
    assert f"{MINUS}17.3" in said
    assert f"{MINUS}4.5" in said
    assert said.count("0.0") == 1


def test_the_lowest_level_is_silence(tmp_path: Path) -> None:
    context = context_of(tmp_path, levelled())
    context.hand.set("master.level", -60.0)
    panel, view = opened(context)
    assert f"{MINUS}∞" in [t for widget in panel.widgets for t in texts(picture(widget, view))]


def test_without_a_master_level_the_meters_are_broader(tmp_path: Path) -> None:
    without, _ = opened(context_of(tmp_path))
    having, _ = opened(context_of(tmp_path, levelled()))
    assert not any(isinstance(widget, Fader) for widget in without.widgets)
    widths = [max(w.box.width for w in p.widgets if type(w).__name__ == "Meter")
              for p in (without, having)]  # fmt: skip
    assert widths[0] > widths[1]
