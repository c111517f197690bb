from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path

import pytest

from generator.control.status import Status
from gui.shapes import Box, Rectangle, Shape
from gui.theme import BAD, GOOD, WARNING
from gui.widget import Context, View
from gui.widgets.meter import Meter, PeakNumber, Scale, height_of, track_of
from gui.widgets.peaks import FLOOR_DB, Peaks, decibels, said
from tests.gui.context import Key, Pointer, context_of, picture, texts, view_of

BOX = Box(10.0, 20.0, 14.0, 300.0)
HERE = Pointer(15.0, 100.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def meter(context: Context) -> Meter:
    meter = Meter(context, 1, "right")
    meter.box = BOX
    return meter


def heard(context: Context, *peaks: float, now_seconds: float = 0.0, playing: bool = True) -> View:
    status = Status(meters=list(peaks))
    return view_of(context, status=status, now_seconds=now_seconds, playing=playing)


def listen(meter: Meter, view: View) -> View:
    meter.see(view.frame)
    return view


# -- what is remembered


@pytest.mark.parametrize(
    ("peak", "level_db"), [(1.0, 0.0), (0.5, -6.02), (1e-9, FLOOR_DB), (0.0, -inf), (2.0, 6.02)]
)
def test_a_peak_is_told_in_decibels(peak: float, level_db: float) -> None:
    assert decibels(peak) == pytest.approx(level_db, abs=0.01)


def test_levels_are_said_with_a_proper_minus() -> None:
    assert said(-3.25) == "\N{MINUS SIGN}3.2"
    assert said(-inf) == "\N{MINUS SIGN}∞"
    assert said(-23.0, 0) == "\N{MINUS SIGN}23"


def test_a_peak_is_held_for_one_and_a_half_seconds_and_then_falls() -> None:
    peaks = Peaks()
    peaks.see(1.0, 10.0)
    peaks.see(0.01, 11.5)
    assert peaks.held_db == 0.0
    assert peaks.db == pytest.approx(-40.0)
    peaks.see(0.01, 12.0)
    assert peaks.held_db == pytest.approx(-10.0)
    peaks.see(0.01, 12.5)
    assert peaks.held_db == pytest.approx(-20.0)
    peaks.see(0.01, 20.0)
    assert peaks.held_db == pytest.approx(-40.0)


def test_the_fall_is_the_same_at_any_rate_of_frames() -> None:
    slow, fast = Peaks(), Peaks()
    for peaks, frames in ((slow, 25), (fast, 1000)):
        peaks.see(1.0, 0.0)
        for frame in range(1, frames + 1):
            peaks.see(0.0, 2.5 * frame / frames)
    assert slow.held_db == pytest.approx(-20.0, abs=1e-6)
    assert fast.held_db == pytest.approx(-20.0, abs=1e-6)


def test_a_higher_peak_is_held_anew() -> None:
    peaks = Peaks()
    peaks.see(0.5, 0.0)
    peaks.see(1.0, 1.4)
    peaks.see(0.0, 2.8)
    assert peaks.held_db == 0.0


def test_silence_is_reached_in_the_end() -> None:
    peaks = Peaks()
    peaks.see(1.0, 0.0)
    for second in range(1, 10):
        peaks.see(0.0, float(second))
    assert peaks.held_db == -inf
    assert peaks.highest_db == 0.0


def test_clipping_is_remembered_until_the_reset() -> None:
    peaks = Peaks()
    peaks.see(1.0, 0.0)
    peaks.see(0.1, 60.0)
    assert peaks.clipped
    peaks.reset()
    assert not peaks.clipped
    assert peaks.highest_db == pytest.approx(-20.0)


# -- what is shown


def test_the_scale_is_even_in_decibels() -> None:
    track = Box(0.0, 0.0, 10.0, 600.0)
    assert [height_of(db, track) for db in (-inf, -60.0, -30.0, -6.0, 0.0, 6.0)] == [
        *(0, 0, 300, 540, 600, 600)
    ]


def test_a_level_uncovers_the_track_from_below(context: Context, meter: Meter) -> None:
    track = track_of(BOX, context.style)
    cover = covers(picture(meter, listen(meter, heard(context, 0.9, 0.1))), meter)
    assert cover == pytest.approx(track.bottom - track.height * 40.0 / 60.0, abs=1.0)


def covers(shapes: object, meter: Meter) -> float:
    """Return how far down the cover of the track reaches."""
    track = track_of(meter.box, meter.style)
    assert isinstance(shapes, list)
    found = [s for s in shapes if isinstance(s, Rectangle) and s.y0 == track.y - 1]
    return found[0].y1


def test_zones_have_places_as_well_as_colours(context: Context, meter: Meter) -> None:
    shapes = picture(meter, listen(meter, heard(context, 0.0, 0.0)))
    tops = {colour: min(s.y0 for s in zones(shapes, colour)) for colour in (GOOD, WARNING, BAD)}
    assert tops[BAD] < tops[WARNING] < tops[GOOD]


def zones(shapes: object, colour: str) -> list[Rectangle]:
    assert isinstance(shapes, list)
    return [shape for shape in shapes if isinstance(shape, Rectangle) and shape.fill == colour]


def test_an_unchanged_meter_is_not_drawn_again(context: Context, meter: Meter) -> None:
    before = meter.look(listen(meter, heard(context, 0.0, 0.5)))
    assert meter.look(listen(meter, heard(context, 0.0, 0.5005))) == before
    assert meter.look(listen(meter, heard(context, 0.0, 0.6))) != before


def test_the_picture_has_always_as_many_shapes(context: Context, meter: Meter) -> None:
    counts = {
        len(picture(meter, listen(meter, heard(context, 0.0, peak))))
        for peak in (0.0, 0.01, 0.5, 1.0, 2.0)
    }
    assert len(counts) == 1


def test_a_clipped_meter_wears_another_shape(context: Context, meter: Meter) -> None:
    def cap() -> Shape:
        return picture(meter, heard(context))[-2]

    listen(meter, heard(context, 0.0, 0.5))
    plain = cap()
    listen(meter, heard(context, 0.0, 1.0))
    listen(meter, heard(context, 0.0, 0.1, now_seconds=100.0))
    assert len(cap().points) == 6  # type: ignore[union-attr]
    assert len(plain.points) == 8  # type: ignore[union-attr]
    meter.press(HERE)
    assert cap() == plain


def test_return_resets_a_meter_too(context: Context, meter: Meter) -> None:
    listen(meter, heard(context, 0.0, 1.0))
    assert not meter.key(Key("a"))
    assert meter.peaks.clipped
    assert meter.key(Key("Return"))
    assert not meter.peaks.clipped
    assert "too high" not in meter.hint(heard(context))


def test_a_channel_that_is_not_metered_is_silent(context: Context) -> None:
    meter = Meter(context, 9, "part")
    meter.box = BOX
    assert meter.look(listen(meter, heard(context, 1.0, 1.0))).level == 0


def test_nothing_sounds_while_the_engine_is_away(context: Context, meter: Meter) -> None:
    assert meter.look(listen(meter, heard(context, 1.0, 0.9, playing=False))).level == 0


@pytest.mark.parametrize("height", [600.0, 200.0, 90.0, 40.0])
def test_the_numbers_of_a_scale_never_touch(context: Context, height: float) -> None:
    scale = Scale(context)
    scale.box = Box(0.0, 0.0, 24.0, height)
    ys = sorted(shape[1] for shape in scale.draw(None))
    assert len(ys) >= 2
    assert all(b - a >= context.style.small_number.size for a, b in pairwise(ys))


def test_a_tall_scale_has_all_marks(context: Context) -> None:
    scale = Scale(context)
    scale.box = Box(0.0, 0.0, 24.0, 600.0)
    assert sorted(texts(scale.draw(None))) == sorted(
        ["0", *(f"\N{MINUS SIGN}{mark}" for mark in (6, 12, 24, 36, 48))]
    )


def test_the_highest_peak_stands_as_a_number_until_it_is_clicked(context: Context) -> None:
    meters = [Meter(context, 0, "left"), Meter(context, 1, "right")]
    number = PeakNumber(context, meters)
    number.box = Box(0.0, 0.0, 80.0, 20.0)
    for view in (heard(context, 0.5, 0.1), heard(context, 0.1, 1.2), heard(context, 0.01, 0.01)):
        for meter in meters:
            listen(meter, view)
    assert "1.6" in texts(picture(number, view))
    clipped = len(picture(number, view))
    number.press(HERE)
    assert "\N{MINUS SIGN}40.0" in texts(picture(number, view))
    assert len(picture(number, view)) < clipped


def test_the_focus_shows(context: Context, meter: Meter) -> None:
    view = heard(context, 0.0, 0.0)
    assert picture(meter, replace(view, focus=meter)) != picture(meter, view)
