"""The oscilloscope and the spectrum."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from generator.session.listening import BANDS, WAVE_POINTS, Sound
from gui.frame import Signal
from gui.shapes import Box, Line, Polygon, Shape, Text
from gui.widget import Context, View
from gui.widgets.scope import Oscilloscope
from gui.widgets.spectrum import FILL, FLOOR_DB, HOLD_SECONDS, NAME, Look, Spectrum
from gui.words import MINUS
from tests.gui.apart import spilt
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import contrast

BOX = Box(6.0, 2.0, 450.0, 88.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def scope(context: Context) -> Oscilloscope:
    scope = Oscilloscope(context)
    scope.box = BOX
    return scope


@pytest.fixture
def spectrum(context: Context) -> Spectrum:
    spectrum = Spectrum(context)
    spectrum.box = BOX
    return spectrum


def sound(wave: Signal | None = None, spectrum: Signal | None = None) -> Sound:
    silent = np.zeros(WAVE_POINTS, np.float32)
    floor = np.full(BANDS, FLOOR_DB, np.float32)
    return Sound(
        silent if wave is None else wave, floor if spectrum is None else spectrum, (0.0, 0.0), -20.0
    )


def hearing(context: Context, heard: Sound | None, now_seconds: float = 0.0) -> View:
    return view_of(context, sound=heard, now_seconds=now_seconds)


def lines(shapes: list[Shape]) -> list[Line]:
    return [shape for shape in shapes if isinstance(shape, Line)]


def test_a_wave_is_one_line_from_edge_to_edge_as_high_as_it_is_loud(
    context: Context, scope: Oscilloscope
) -> None:
    wave = np.sin(np.arange(WAVE_POINTS) / 20.0).astype(np.float32)
    view = hearing(context, sound(wave))
    trace = lines([*picture(scope, view)])[-1].points
    assert [trace[0], trace[-2]] == pytest.approx([BOX.x, BOX.right])
    assert len(trace) >= 400
    assert min(trace[1::2]) == pytest.approx(BOX.y + 4.0, abs=1)
    assert max(trace[1::2]) == pytest.approx(BOX.bottom - 4.0, abs=1)
    assert trace[1 + 2 * 10] < BOX.middle[1], "up is up"
    assert not spilt(scope, view)


@pytest.mark.parametrize("heard", [None, sound()])
def test_silence_is_a_level_line(
    context: Context, scope: Oscilloscope, heard: Sound | None
) -> None:
    trace = lines([*picture(scope, hearing(context, heard))])[-1].points
    assert set(trace[1::2]) == {round(BOX.middle[1])}
    assert [trace[0], trace[-2]] == pytest.approx([BOX.x, BOX.right])


def test_a_wave_beyond_full_scale_stays_in_its_box(context: Context, scope: Oscilloscope) -> None:
    view = hearing(context, sound(np.full(WAVE_POINTS, 9.0, np.float32)))
    assert not spilt(scope, view)


def test_the_same_sound_is_not_drawn_twice(context: Context, scope: Oscilloscope) -> None:
    view = hearing(context, sound())
    assert scope.look(view) is scope.look(view)
    scope.box = BOX._replace(height=60.0)
    assert scope.look(view) != ()
    assert not spilt(scope, view)


def test_a_tone_is_a_peak_at_its_frequency(context: Context, spectrum: Spectrum) -> None:
    levels = np.full(BANDS, FLOOR_DB, np.float32)
    band = round(BANDS * np.log(1000.0 / 30.0) / np.log(600.0) - 0.5)
    levels[band] = -20.0
    view = hearing(context, sound(spectrum=levels))
    spectrum.see(view.frame)
    (outline,) = [s for s in picture(spectrum, view) if isinstance(s, Polygon)]
    pairs = list(zip(outline.points[::2], outline.points[1::2], strict=True))
    x, y = min(pairs, key=lambda pair: pair[1])
    assert x == pytest.approx(spectrum.x(1000.0), abs=BOX.width / BANDS)
    plot = spectrum.plot
    assert y == pytest.approx(plot.y + plot.height * 20.0 / 90.0, abs=1)
    assert not spilt(spectrum, view)


def test_peaks_are_held_and_then_fall(context: Context, spectrum: Spectrum) -> None:
    loud, floor = np.full(BANDS, -10.0, np.float32), None

    def peak(now_seconds: float, levels: Signal | None) -> float:
        heard = None if levels is None else sound(spectrum=levels)
        spectrum.see(hearing(context, heard, now_seconds).frame)
        assert spectrum.crests.levels is not None
        return float(spectrum.crests.levels.max())

    peak(0.0, loud)
    peak(0.1, loud)
    assert peak(0.9 * HOLD_SECONDS, floor) == pytest.approx(-10.0)
    later = peak(HOLD_SECONDS + 0.2, floor)
    assert later < -10.0
    assert peak(HOLD_SECONDS + 0.7, floor) == pytest.approx(later - 12.0)
    assert peak(HOLD_SECONDS + 0.8, loud) == pytest.approx(-10.0)


def test_long_silence_is_an_empty_picture(context: Context, spectrum: Spectrum) -> None:
    spectrum.see(hearing(context, sound(spectrum=np.full(BANDS, -10.0, np.float32))).frame)
    for seconds in range(1, 20):
        view = hearing(context, None, float(seconds))
        spectrum.see(view.frame)
    shapes = picture(spectrum, view)
    assert not [shape for shape in shapes if isinstance(shape, Polygon)]
    assert spectrum.look(view) == ((), ())


def test_scales_are_named(context: Context, spectrum: Spectrum) -> None:
    view = hearing(context, None)
    spectrum.see(view.frame)
    assert {"100", "1k", "10k", f"{MINUS}20 dB", f"{MINUS}60 dB"} <= set(
        texts(picture(spectrum, view))
    )
    assert contrast(NAME, FILL) >= 4.5


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_names_of_scales_do_not_touch_each_other(tmp_path: Path, scale: float) -> None:
    context = context_of(tmp_path, scale=scale)
    spectrum = Spectrum(context)
    spectrum.box = Box(6.0, 2.0, 364.0 * scale, 88.0 * scale)
    names = [s for s in spectrum.draw(Look((), ())) if isinstance(s, Text)]
    heights = sorted(name.y for name in names if name.text.endswith("dB"))
    assert all(b - a >= 12.0 * scale for a, b in pairwise(heights))
    rights = [n.x + context.style.width_of(n.text, n.font) for n in names if n.anchor == "w"]
    lefts = [n.x for n in names if n.anchor == "w"]
    assert all(right < left for right, left in zip(sorted(rights), sorted(lefts)[1:], strict=False))
