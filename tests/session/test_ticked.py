"""Performances whose beats come when another clock ticks, on null audio."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.control.journal_reading import read
from generator.engine.audio import AudioSettings
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.rendering import render_journal
from generator.session.setup import Choice
from tests.bench import exactness

pytestmark = pytest.mark.live
TEMPO_BPM, SECONDS = 400.0, 2.0


def typical_interval(tmp_path: Path, clock: str, buffer_frames: int) -> float:
    """Return how many samples lie between two clicks, as a rule, at 44.1 kHz."""
    path = tmp_path / f"{clock}.wav"
    asked = replace(
        exactness.plan("pulse", {"tempo": TEMPO_BPM}, seconds=SECONDS),
        audio=AudioSettings("null", "", buffer_frames, 2 * buffer_frames),
        sample_rate=44_100,
        recording=str(path),
        clock=clock,
        tick_beats=1.0,
    )
    exactness.play(asked)
    clicks = np.flatnonzero(soundfile.read(path, dtype="float32")[0])
    assert len(clicks) > 3
    return float(np.median(np.diff(clicks)))


def test_polled_score_time_comes_out_as_whole_buffers(tmp_path: Path) -> None:
    """150 ms become seven buffers of 1024 samples: 369 beats a minute, not 400."""
    assert typical_interval(tmp_path, "score-time", 1024) == 7 * 1024


def test_csounds_metro_comes_out_as_whole_cycles(tmp_path: Path) -> None:
    assert abs(typical_interval(tmp_path, "csound", 1024) - 6615) <= 32


@pytest.mark.parametrize("clock", ["timer", "channel", "osc"])
def test_every_other_one_keeps_the_tempo_about(tmp_path: Path, clock: str) -> None:
    assert typical_interval(tmp_path, clock, 128) == pytest.approx(6615, rel=0.1)


def test_what_another_clock_timed_is_rendered_again_from_its_journal(tmp_path: Path) -> None:
    live, again, journal = (tmp_path / name for name in ("a.wav", "b.wav", "a.jsonl"))
    plan = Plan(
        Choice("lattice", 7),
        Extent(3.0, tail_seconds=0.5),
        recording=str(live),
        journal=str(journal),
        clock="wall-clock",
    )
    exactness.play(plan)
    render_journal(read(journal), RenderOptions(again, quiet=True))
    ours, theirs = (soundfile.read(path, dtype="float32")[0] for path in (live, again))
    assert np.array_equal(ours, theirs)
    assert ours.any()
