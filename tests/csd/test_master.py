"""The master: loud is limited, quiet is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import resample_poly

RATE = 48_000
LOAD = """
chnset 0, "part.1.reverb"
instr Noise2
  aNoise = gaNoise * p4
  ToPart aNoise, -aNoise, 1, 0.5, 1
endin
instr Square
  aSquare vco2 p4, p5, 10
  ToPart aSquare, aSquare, 1, 0.5, 1
endin
instr Sine
  aSine oscili p4, p5
  ToPart aSine, aSine, 1, 0.5, 1
endin
instr Report
  fprints "report.txt", "%d %f", chnget:i("master.latency"), chnget:i("meter.reduction_db")
endin
"""
BRUTAL = {
    "noise": 'i "Noise2" 0 0.5 8\ni "Noise2" 0.7 0.001 8\ni "Noise2" 0.8 0.02 2\n',
    "squares": 'i "Square" 0 0.5 5 50\ni "Square" 0.2 0.5 5 997\ni "Square" 0.4 0.5 2 7001\n',
    "quarter of the rate": 'i "Sine" 0 0.5 4 12000\ni "Sine" 0.6 0.3 1.1 11900\n',
    "drums": "".join(
        f'i "{name}" {0.1 * i} 0.3 1 0 0.5 {part}\n'
        for i in range(8)
        for part in range(1, 8)
        for name in ("Kick", "Snare", "Hat")
    ),
    "chord": "".join(
        f'i "{name}" 0 0.8 1 {110 * part} 0.5 {part}\n'
        for part in range(1, 9)
        for name in ("Pluck", "Keys", "Bell", "Reed")
    ),
}

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]


def true_peak_db(samples: Samples) -> float:
    return float(20 * np.log10(np.abs(resample_poly(samples, 8, 1, axis=0)).max()))


@pytest.mark.parametrize("load", BRUTAL)
@pytest.mark.parametrize("ksmps", [32, 100])
def test_the_true_peak_stays_below_minus_one(
    perform: Perform, bundled: str, load: str, ksmps: int
) -> None:
    loud = 'chnset 12, "part.1.level_db"\nchnset 6, "master.level_db"\n'
    samples = perform(bundled + LOAD + loud, BRUTAL[load] + "e 1", ksmps=ksmps)
    assert -3 < true_peak_db(samples) <= -1


def test_what_is_quiet_comes_out_as_it_went_in(perform: Perform, bundled: str) -> None:
    samples = perform(bundled + LOAD, 'i "Sine" 0 1 0.3 5000\ne 1')[72:RATE]
    sine = 0.3 * np.sin(2 * np.pi * 5000 * np.arange(len(samples)) / RATE)
    assert np.abs(samples - sine[:, None]).max() < 0.005 * 0.3


def test_the_limiter_tells_what_it_takes(perform: Perform, bundled: str, tmp_path: Path) -> None:
    perform(bundled + LOAD, 'i "Sine" 0 1 3 200\ni "Report" 0.9 0\ne 1')
    latency, reduction_db = (tmp_path / "report.txt").read_text().split()
    assert int(latency) == 72
    assert float(reduction_db) == pytest.approx(20 * np.log10(3) + 1.7, abs=0.3)


def test_dc_is_taken_out(perform: Perform, bundled: str) -> None:
    step = "instr 1\n  aOne linseg 0.2, 1, 0.2\n  ToPart aOne, aOne, 1, 0.5, 1\nendin\n"
    samples = perform(bundled + LOAD + step, "i 1 0 2\ne 2")
    assert np.abs(samples[RATE : 2 * RATE]).max() < 0.001


@pytest.mark.parametrize("ksmps", [1, 10, 64, 256])
def test_latency_is_what_the_channel_says(
    perform: Perform, bundled: str, tmp_path: Path, ksmps: int
) -> None:
    click = "instr 1\n  aClick = mpulse:a(0.5, 0)\n  ToPart aClick, aClick, 1, 0.5, 1\nendin\n"
    score = 'i 1 0.1 0.1\ni "Report" 0.2 0\ne 0.3'
    left = perform(bundled + LOAD + click, score, ksmps=ksmps)[:, 0]
    latency = int((tmp_path / "report.txt").read_text().split()[0])
    assert latency == 2 * ksmps + 8
    assert np.abs(left).argmax() == 4800 + latency
