"""One run of the lab: played, recorded, and read from its recording."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import Any

from generator.control.status import MISHAPS
from generator.engine.audio import AudioSettings
from generator.engine.orchestra import BUNDLED
from generator.lab.conditions import BASELINE, OURS, WARMING_SECONDS, Run, Wanted
from generator.lab.figures import Figures, Samples, Window, errors_ms, figures, read_onsets
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.setup import Choice

CLICK, METRONOME = (str(BUNDLED.parent / name) for name in ("click.csd", "metronome.csd"))
SILENT = {"click.density": "0"}  # the metronome clicks by itself
HARDWARE_BUFFERS = 4
TAIL_SECONDS = 0.2
COUNTED = ("late", "dropped", "xruns")


@dataclass(frozen=True, slots=True)
class Audio:
    """What a run was played on; clock_step_ms: by how much its clock went on at a time."""

    module: str
    device: str
    sample_rate: int
    clock_step_ms: float
    realtime: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run came to.

    notes: how many were asked for. onsets: all clicks of the recording, in samples; errors_ms: of
    the intervals that count. late, dropped and margin_ms: as the engine counted them. cpu_percent:
    what the engine process took of one core towards the end. xruns: how often the device was not
    served in time. troubles: what else went wrong, in words; said: what the load has to say.
    """

    run: Run
    audio: Audio
    figures: Figures
    notes: int
    onsets: Samples
    errors_ms: tuple[float, ...]
    late: int
    dropped: int
    margin_ms: float | None
    look_ahead_ms: float
    cpu_percent: float
    xruns: int
    troubles: tuple[str, ...]
    said: str = ""

    @property
    def held(self) -> bool:
        """Whether no note was late, and every click is on its sample."""
        return self.figures.exact and not (self.late or self.dropped)

    def as_json(self) -> dict[str, Any]:
        """Return it with the samples of all clicks."""
        run = self.run
        return {
            "strategy": run.strategy,
            "load": run.load.name,
            "buffer_frames": run.buffer_frames,
            "tempo_asked_bpm": run.tempo_bpm,
            "notes": self.notes,
            **asdict(self.figures),
            "late": self.late,
            "dropped": self.dropped,
            "margin_ms": self.margin_ms,
            "look_ahead_ms": self.look_ahead_ms,
            "cpu_percent": self.cpu_percent,
            "xruns": self.xruns,
            **asdict(self.audio),
            "troubles": list(self.troubles),
            "said": self.said,
            "onset_samples": self.onsets.tolist(),
        }


def measure(run: Run, wanted: Wanted, look_ahead_ms: float | None = None) -> Measured:
    """Play a run, and return what its recording says.

    Raises what a performance raises that cannot begin or go on.
    """
    with _recording() as path:
        front = run.load.play(plan(run, wanted, str(path), look_ahead_ms))
        onsets, rate = read_onsets(path)
    status, extra = front.status(), front.extra
    counted = window(wanted.seconds, rate)
    return Measured(
        run=run,
        audio=_audio(front),
        figures=figures(onsets, run.tempo_bpm, counted),
        notes=ceil(wanted.seconds * run.tempo_bpm / 60.0),
        onsets=onsets,
        errors_ms=errors_ms(onsets, run.tempo_bpm, counted),
        late=status.late,
        dropped=status.dropped,
        margin_ms=status.margin_ms,
        look_ahead_ms=extra["look_ahead_ms"],
        cpu_percent=status.cpu_percent,
        xruns=status.xruns or 0,
        troubles=_troubles(front),
        said=run.load.said,
    )


def plan(run: Run, wanted: Wanted, recording: str, look_ahead_ms: float | None) -> Plan:
    """Return the performance of a run, with a tick and a click a beat."""
    alone = run.strategy == BASELINE
    settings = dict(run.load.settings)
    if alone:
        settings |= SILENT | {"metronome.tempo": f"{run.tempo_bpm:g}"}
    return Plan(
        Choice(
            run.load.piece,
            seed=1,
            tempo_bpm=run.tempo_bpm,
            settings=tuple(settings.items()),
            csd=METRONOME if alone else CLICK,
        ),
        Extent(wanted.seconds, tail_seconds=TAIL_SECONDS),
        AudioSettings(
            wanted.audio,
            buffer_frames=run.buffer_frames,
            hardware_frames=HARDWARE_BUFFERS * run.buffer_frames,
        ),
        look_ahead_ms and look_ahead_ms / 1000.0,
        recording=recording,
        sample_rate=wanted.sample_rate,
        clock=OURS if alone else run.strategy,
        tick_beats=1.0,
    )


def window(seconds: float, sample_rate: int) -> Window:
    """Return the part of a recording that counts: all but its first second.

    It is left out for everyone: ours commits half a second before the clock starts, and the others
    meet a device that is still filling its buffers.
    """
    return Window(round(WARMING_SECONDS * sample_rate), round(seconds * sample_rate), sample_rate)


@contextmanager
def _recording() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="scoretime-") as folder:
        yield Path(folder, "take.wav")


def _audio(front: Front) -> Audio:
    hello = front.hello or {}
    return Audio(
        hello["module"],
        hello["device"],
        hello["sample_rate"],
        front.extra["clock_step_ms"],
        hello["realtime"],
    )


def _troubles(front: Front) -> tuple[str, ...]:
    """Return what a figure must not be read without, but for what is counted by itself."""
    status = front.status()
    others = [each for each in MISHAPS if each.name not in COUNTED]
    counts = [(each.says, getattr(status, each.name)) for each in others]
    failure = (front.ended or {}).get("failure")
    return (
        *(f"{says}: {count}" for says, count in counts if count),
        *front.troubles,
        *([failure] if failure else []),
    )
