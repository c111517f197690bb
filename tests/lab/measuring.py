"""Runs of the timing lab that never took place, for tests: clicks made up, figures computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np

from generator.lab.conditions import Run, Wanted
from generator.lab.experiment import Audio, Measured, window
from generator.lab.figures import errors_ms, figures
from generator.lab.loads import Load
from generator.lab.report import Report

RATE, SECONDS = 44_100, 6.0
IDLE = Load("idle")
AUDIO = Audio("null", "", RATE, 2.9, realtime=True)
MACHINE = {
    "date": "2026-11-21 12:00",
    "system": "Linux",
    "processor": "a processor",
    "cores": 2,
    "scoretime": "1.0",
    "python": "3.11",
    "csound": "6.18",
    "ctcsound": "6.17",
}


def grid(tempo_bpm: float, seconds: float = SECONDS) -> list[int]:
    """The samples of a click track that is exact."""
    beat = 60.0 * RATE / tempo_bpm
    return [round(number * beat) for number in range(ceil(seconds * RATE / beat))]


def polled(tempo_bpm: float, step: int, seconds: float = SECONDS) -> list[int]:
    """What a clock in such steps plays where each interval begins at the time that was read."""
    interval = ceil(60.0 * RATE / tempo_bpm / step) * step
    return list(range(0, int(seconds * RATE), interval))


def wanted(*strategies: str, **more: Any) -> Wanted:
    asked = Wanted(strategies or ("score-time", "scheduled"), (120.0,), (IDLE,), (128,), SECONDS)
    return replace(asked, **more)


def measured(run: Run, onsets: Sequence[int], **more: Any) -> Measured:
    counted = window(SECONDS, RATE)
    made = Measured(
        run,
        AUDIO,
        figures(onsets, run.tempo_bpm, counted),
        len(grid(run.tempo_bpm)),
        np.array(onsets, dtype=np.int64),
        errors_ms(onsets, run.tempo_bpm, counted),
        late=0,
        dropped=0,
        margin_ms=7.5,
        look_ahead_ms=12.9,
        cpu_percent=11.6,
        xruns=0,
        troubles=(),
    )
    return replace(made, **more)


def report(asked: Wanted, **more: Any) -> Report:
    """A report of everything that is wanted: ours exact, the others polling in such steps."""
    runs = [
        measured(
            run,
            grid(run.tempo_bpm)
            if run.strategy == "scheduled"
            else polled(run.tempo_bpm, run.buffer_frames),
            audio=replace(AUDIO, clock_step_ms=1000.0 * run.buffer_frames / RATE),
        )
        for run in asked.runs
    ]
    return Report(asked, MACHINE, runs, **more)
