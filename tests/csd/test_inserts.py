"""Drive, chorus and compressor: what they do, and that they leave everything alone when off."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

RATE = 48_000
FADERS = ["drive.amount", "chorus.mix", "compressor.depth"]
TONE = """
chnset 0, "part.1.reverb"
instr Tone
  aTone = oscili:a(p4, 480) * linsegr:a(0, 0.01, 1, 0.01, 0)
  ToPart aTone, aTone, 1, 0.5, 1
endin
"""

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]


def rms(samples: Samples) -> float:
    return float(np.sqrt((samples**2).mean()))


def harmonics(samples: Samples) -> Samples:
    """Return the amplitudes of the first four harmonics of 480 Hz in half a second."""
    spectrum = np.abs(np.fft.rfft(samples[RATE // 4 : 3 * RATE // 4, 0] * np.hanning(RATE // 2)))
    return np.asarray(spectrum[[240, 480, 720, 960]] / spectrum[240])


def test_the_drive_adds_even_and_odd_harmonics_and_little_level(
    perform: Perform, bundled: str
) -> None:
    def driven(amount: float) -> Samples:
        settings = f'chnset {amount}, "drive.amount"\n'
        return perform(bundled + TONE + settings, 'i "Tone" 0 1 0.25\ne 1')

    clean, warm, hot = driven(0), driven(0.3), driven(1)
    assert (harmonics(clean)[1:] < 1e-4).all()
    assert (harmonics(warm)[1:3] > 0.01).all()
    assert harmonics(hot)[2] > 1.5 * harmonics(warm)[2]
    assert 0.6 < rms(warm) / rms(clean) < 1.7
    assert 0.6 < rms(hot) / rms(clean) < 1.7


def test_the_chorus_parts_the_sides_and_moves(perform: Perform, bundled: str) -> None:
    settings = 'chnset 1, "chorus.mix"\nchnset 3, "chorus.rate_hz"\n'
    left, right = perform(bundled + TONE + settings, 'i "Tone" 0 1 0.25\ne 1')[RATE // 5 :].T
    assert rms(left - right) > 0.2 * rms(left)
    turns = np.flatnonzero((left[:-1] < 0) & (left[1:] >= 0))
    assert np.ptp(np.diff(turns)) > 0


def test_the_compressor_brings_loud_and_quiet_together(perform: Perform, bundled: str) -> None:
    score = 'i "Tone" 0 0.5 0.03\ni "Tone" 1 0.5 0.6\ne 2'

    def ratio(amount: float) -> float:
        settings = f'chnset {amount}, "compressor.depth"\n'
        samples = perform(bundled + TONE + settings, score)
        soft, loud = samples[RATE // 4 : RATE // 2], samples[5 * RATE // 4 : 3 * RATE // 2]
        return rms(loud) / rms(soft)

    assert 19.9 < ratio(0) < 20.1
    assert ratio(0.3) < 16
    assert ratio(1) < 5


@pytest.mark.parametrize("channel", FADERS)
def test_a_jump_makes_no_step_and_off_is_as_if_never_on(
    perform: Perform, bundled: str, host: str, channel: str
) -> None:
    tone = 'i "Tone" 0 3 0.2\n'
    jumps = f'i 30001 0 0 7 "{channel}"\ni 30002 0.5 0 7 1\ni 30002 1 0 7 0\n'
    plain = perform(bundled + TONE + host, tone + "e 3")
    moved = perform(bundled + TONE + host, jumps + tone + "e 3")
    turned_on = slice(RATE // 2, RATE // 2 + RATE // 10)
    assert np.array_equal(moved[: RATE // 2], plain[: RATE // 2])
    assert rms(moved[turned_on] - plain[turned_on]) > 0.001
    steps = np.abs(np.diff(moved, axis=0)).max(axis=1)
    steady = max(steps[3 * RATE // 4 : 19 * RATE // 20].max(), steps[RATE // 4 : RATE // 2].max())
    assert steps[RATE // 2 :].max() < 1.1 * steady
    assert np.abs(moved[5 * RATE // 2 :] - plain[5 * RATE // 2 :]).max() < 1e-9
