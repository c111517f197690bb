"""Wave, spectrum, peaks and loudness, heard in steps as a window does."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import numpy as np
import pyloudnorm
import pytest

from generator.session.listening import (
    BANDS,
    HIGHEST_HZ,
    LOWEST_HZ,
    PATIENCE_SECONDS,
    WAVE_POINTS,
    Listening,
    Sound,
    wave_step,
)
from generator.session.scope import Scope, shared_file
from tests.render.test_loudness import music, sine

RATE = 48_000
FRAME = RATE // 30


@pytest.fixture
def scope() -> Iterator[Scope]:
    with shared_file() as file:
        yield Scope(file.fileno())


def heard(scope: Scope, frames: np.ndarray, rate: int = RATE, block: int = FRAME) -> list[Sound]:
    """Hear frames block by block, as many a read."""
    listening, sounds = Listening(scope, rate), []
    for start in range(0, len(frames), block):
        scope.write(frames[start : start + block])
        sound = listening.read(start / rate)
        assert sound is not None
        sounds.append(sound)
    return sounds


def band_of(hertz: float) -> int:
    """Return the band in which a frequency lies."""
    return int(BANDS * np.log(hertz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ))


def test_nothing_is_heard_before_an_engine_plays_and_after_it_stopped(scope: Scope) -> None:
    listening = Listening(scope, RATE)
    assert listening.read(1.0) is None
    scope.write(sine(-20.0, 0.1))
    sound = listening.read(2.0)
    assert sound is not None
    assert listening.read(2.0 + PATIENCE_SECONDS) is sound
    assert listening.read(2.1 + PATIENCE_SECONDS) is None


def test_what_was_written_before_is_not_heard(scope: Scope) -> None:
    scope.write(sine(0.0, 0.1))
    listening = Listening(scope, RATE)
    scope.write(sine(-20.0, 0.1))
    sound = listening.read(0.0)
    assert sound is not None
    assert sound.peaks_db[0] == pytest.approx(-20.0, abs=0.01)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("hertz", [55.0, 440.0, 997.0])
def test_the_wave_stands_still(scope: Scope, rate: int, hertz: float) -> None:
    """Each picture is the last one, up to one point; it rises from zero."""
    sounds = heard(scope, sine(-6.0, 1.0, hertz, rate), rate, 1600)[10:]
    first = sounds[0].wave
    assert first.shape == (WAVE_POINTS,)
    step_seconds = wave_step(rate) / rate
    steepest = 0.5012 * 2.0 * np.pi * hertz * step_seconds  # from one point to the next
    for sound in sounds:
        assert -1e-3 <= sound.wave[0] <= steepest + 1e-3
        assert np.abs(sound.wave - first).max() <= 2.0 * steepest + 1e-3
        assert sound.wave[:: len(sound.wave) - 1].dtype == np.float32


def test_the_steepest_crossing_is_taken_of_several_in_a_period(scope: Scope) -> None:
    time = np.arange(RATE) / RATE
    tone = np.sin(2 * np.pi * 220 * time) + 0.9 * np.sin(2 * np.pi * 660 * time + 1.0)
    sounds = heard(scope, 0.4 * np.stack((tone, tone), axis=1))[10:]
    for sound in sounds:
        assert np.abs(sound.wave - sounds[0].wave).max() < 0.25


def test_a_wave_without_a_crossing_is_the_latest(scope: Scope) -> None:
    sound = heard(scope, np.full((RATE, 2), 0.25))[-1]
    assert sound.wave == pytest.approx(np.full(WAVE_POINTS, 0.25), abs=1e-6)


@pytest.mark.parametrize("hertz", [41.0, 120.0, 440.0, 1000.0, 5000.0, 15_000.0])
def test_a_sine_stands_in_its_band_at_its_level(scope: Scope, hertz: float) -> None:
    spectrum = heard(scope, sine(-12.0, 0.5, hertz))[-1].spectrum
    assert spectrum.shape == (BANDS,)
    assert spectrum.dtype == np.float32
    place = int(spectrum.argmax())
    resolution_hz = RATE / 4096
    bands = {band_of(hertz - resolution_hz), band_of(hertz), band_of(hertz + resolution_hz)}
    assert min(bands) <= place <= max(bands)
    assert -13.6 <= spectrum[place] <= -11.9
    assert (spectrum >= -90.0).all()
    assert (spectrum <= 0.0).all()


def test_bands_beside_a_sine_fall_off(scope: Scope) -> None:
    spectrum = heard(scope, sine(0.0, 0.5, 1000.0))[-1].spectrum
    place = band_of(1000.0)
    assert spectrum[place + 5] < -60.0
    assert spectrum[place - 5] < -60.0
    assert spectrum[-1] == -90.0


def test_what_lies_above_the_top_band_is_not_in_it(scope: Scope) -> None:
    spectrum = heard(scope, sine(0.0, 0.5, 21_000.0))[-1].spectrum
    assert spectrum.max() < -60.0


def test_a_low_rate_has_no_highest_bands(scope: Scope) -> None:
    spectrum = heard(scope, sine(-6.0, 0.5, 1000.0, 22_050), 22_050)[-1].spectrum
    assert np.isfinite(spectrum).all()
    assert spectrum.max() == pytest.approx(-6.0, abs=1.5)


def test_peaks_are_of_each_channel_since_the_last_read(scope: Scope) -> None:
    frames = np.concatenate((sine(-6.0, 0.2) * [1.0, 0.5], np.zeros((4 * FRAME, 2))))
    sounds = heard(scope, frames)
    assert sounds[2].peaks_db == pytest.approx((-6.0, -12.02), abs=0.01)
    assert sounds[-1].peaks_db == (-inf, -inf)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("block", [441, 1600, 5000])
def test_loudness_agrees_with_pyloudnorm(scope: Scope, rate: int, block: int) -> None:
    """On three seconds of steady noise the integrated loudness is the short-term one."""
    random = np.random.default_rng(5)
    noise = 0.1 * random.standard_normal((round(3.3 * rate), 2)) * [1.0, 0.4]
    sound = heard(scope, noise, rate, block)[-1]
    expected = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(noise)
    assert sound.loudness_lufs == pytest.approx(expected, abs=0.1)


def test_loudness_is_of_the_last_three_seconds(scope: Scope) -> None:
    """EBU Tech 3341, cases 9 and 12: steps that a shorter or longer window would follow."""
    pattern = [sine(-20.0, 1.34), sine(-30.0, 1.66)]
    frames = np.concatenate(pattern * 5)
    levels = [sound.loudness_lufs for sound in heard(scope, frames)[3 * 30 + 5 :]]
    assert levels == pytest.approx([-23.0] * len(levels), abs=0.1)


def test_music_is_as_loud_as_its_last_three_seconds(scope: Scope) -> None:
    """But for the 25 ms by which windows that fade in and out lag."""
    frames = music(RATE, 9)
    sounds = heard(scope, frames)
    for second in (4, 6, 9):
        meter = pyloudnorm.Meter(RATE, filter_class="DeMan")
        end = second * RATE - RATE // 40
        weighted = frames[end - 3 * RATE : end].copy()
        for stage in meter._filters.values():
            weighted = np.apply_along_axis(stage.apply_filter, 0, weighted)
        expected = -0.691 + 10 * np.log10((weighted**2).mean(axis=0).sum())
        assert sounds[second * 30 - 1].loudness_lufs == pytest.approx(expected, abs=0.1)


def test_silence_has_no_loudness(scope: Scope) -> None:
    frames = np.concatenate((sine(-20.0, 1.0), np.zeros((4 * RATE, 2))))
    sounds = heard(scope, frames)
    assert sounds[60].loudness_lufs == pytest.approx(-20.0 + 10 * np.log10(1 / 3), abs=0.2)
    assert sounds[-1].loudness_lufs == -inf


def test_samples_that_are_no_numbers_spoil_nothing(scope: Scope) -> None:
    frames = sine(-20.0, 4.0)
    frames[100] = np.nan
    frames[200] = np.inf
    sounds = heard(scope, frames)
    assert np.isfinite(sounds[0].spectrum).all()
    assert sounds[-1].loudness_lufs == pytest.approx(-20.0, abs=0.1)


def test_frames_that_were_missed_spoil_nothing(scope: Scope) -> None:
    """A window that stood still for a second goes on with what is there."""
    sounds = heard(scope, sine(-20.0, 12.0), RATE, RATE)
    assert sounds[-1].loudness_lufs == pytest.approx(-20.0, abs=0.5)
