"""What each piece sounds like: level, peaks, no DC, no clipping, no gap.

`python -m tests.pieces.listening` looks at five minutes of each at four seeds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.pieces import names
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.rendering import render
from generator.session.setup import Choice

SECONDS = 75.0
FULL_SECONDS = 20.0
SEED = 21
SILENCE_DB = -70.0


@pytest.mark.parametrize("piece", names())
def test_a_minute_is_fit_to_be_heard(piece: str, tmp_path: Path) -> None:
    path = tmp_path / f"{piece}.wav"
    extent = Extent(duration_seconds=SECONDS, tail_seconds=0.0)
    options = RenderOptions(path, bits="32f", quiet=True)
    report, faults = render(Choice(piece, SEED), extent, options)
    assert faults == []
    assert -20.0 <= report.loudness_lufs <= -14.0
    assert report.true_peak_db <= -1.0
    samples, rate = soundfile.read(path, dtype="float32")
    assert len(samples) == SECONDS * rate
    assert np.abs(samples).max() < 1.0
    assert np.abs(samples.mean(axis=0)).max() < 1e-3
    seconds = samples[: len(samples) // rate * rate].reshape(-1, rate, 2)
    loudest = np.abs(seconds[1:-1]).max(axis=(1, 2))
    quiet = 20.0 * np.log10(loudest + 1e-9) < SILENCE_DB
    assert not np.any(quiet[:-1] & quiet[1:])


@pytest.mark.parametrize("settings", [("density=1", "energy=1"), ("macro.intensity=1",)], ids=str)
@pytest.mark.parametrize("piece", names())
def test_at_full_strength_nothing_clips(
    piece: str, settings: tuple[str, ...], tmp_path: Path
) -> None:
    """Louder, but the limiter holds it."""
    pairs = [text.partition("=") for text in settings]
    choice = Choice(piece, SEED, settings=tuple((key, value) for key, _, value in pairs))
    extent = Extent(duration_seconds=FULL_SECONDS, tail_seconds=0.0)
    options = RenderOptions(tmp_path / "full.wav", bits="32f", quiet=True)
    report, faults = render(choice, extent, options)
    assert faults == []
    assert report.true_peak_db <= -1.0
    assert -20.0 <= report.loudness_lufs <= -11.5
