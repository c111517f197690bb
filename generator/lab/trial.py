"""A short run of the timing lab, and in words what it came to."""

from __future__ import annotations

from collections.abc import Callable

from generator.lab import loads
from generator.lab.checks.finding import Finding, State
from generator.lab.conditions import OURS, Run, Wanted
from generator.lab.experiment import Measured, measure

LOOSE = "scoretime timing --load idle,threads:4 says which look-ahead holds on this machine"
TEMPO_BPM, BUFFER_FRAMES = 400.0, 128

Measure = Callable[[Run, Wanted], Measured]


def tried(
    strategy: str, load_name: str, module: str, seconds: float, measuring: Measure = measure
) -> Measured:
    """Play clicks on an audio module beside a load, and read their recording."""
    load = loads.parse(load_name)
    wanted = Wanted((strategy,), (TEMPO_BPM,), (load,), (BUFFER_FRAMES,), seconds, module)
    return measuring(Run(strategy, load, BUFFER_FRAMES, TEMPO_BPM), wanted)


def told(measured: Measured) -> Finding:
    """Say what a run came to; only ours is to be exact."""
    figures, run = measured.figures, measured.run
    place = "idle" if run.load.name == "idle" else f"beside {run.load.name}"
    name, state, remedy = f"{run.strategy}, {place}", State.OK, ""
    if run.strategy == OURS and measured.held:
        fact = f"all {figures.beats} clicks on their samples"
    else:
        fact = _missed(measured)
        if run.strategy == OURS:
            state, remedy = State.WARNING, LOOSE
    return Finding("timing", state, f"{name}: {fact}", remedy)


def _missed(measured: Measured) -> str:
    """Return how far off a run was: mean error and spread stand side by side."""
    figures, late = measured.figures, measured.late + measured.dropped
    if figures.tempo_bpm is None:
        return f"{figures.lost} clicks lost, {late} notes late"
    return (
        f"{figures.tempo_bpm:.1f} BPM for {measured.run.tempo_bpm:g}, mean error "
        f"{figures.mean_error_ms:+.2f} ms, spread {figures.spread_ms:.2f} ms, "
        f"{figures.lost} lost, {late} late"
    )
