"""A run faster than real time: the same performance, into files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Protocol

from generator.engine.protocol import Engine
from generator.engine.ring import Frames
from generator.errors import EngineError
from generator.render.about import About
from generator.render.csd import Start
from generator.render.log import LoggedEngine, Logs
from generator.render.loudness import Levels
from generator.render.options import RenderOptions
from generator.render.outputs import Block, Outputs, Sound
from generator.render.profile import (
    COMMITTING,
    PERFORMING,
    WRITING,
    DirectWorker,
    Profiler,
    untimed,
)
from generator.render.progress import Progress, progress_of
from generator.render.report import RenderReport, notices_of
from generator.render.sidecar import contents, sha256, sidecar_path, write_sidecar
from generator.render.tail import Ending, Tail
from generator.render.worker import Worker
from generator.timing.tempo import TempoMap

BLOCK_SECONDS = 0.5
LONGEST_BLOCK = 32_768  # a quarter of the ring that the engine writes into


class OfflineEngine(Engine, Protocol):
    """An engine that performs on demand."""

    ksmps: int
    channels: int

    @property
    def stem_names(self) -> Sequence[str]:
        """The names of the stems that it records."""
        ...

    def perform(self, frames: int) -> None:
        """Perform whole control cycles until at least this many further frames are done."""
        ...

    def read(self) -> Frames:
        """Return the frames performed since the last read, shape (frames, channels)."""
        ...

    def read_stem(self, name: str) -> Frames:
        """Return a stem's frames performed since the last read, shape (frames, 2)."""
        ...


class Performance(Protocol):
    """What is rendered."""

    @property
    def ending(self) -> Ending:
        """Where it ends, as far as it knows."""
        ...

    @property
    def tempo_map(self) -> TempoMap:
        """The tempo map in force."""
        ...

    def advance(self, horizon_sample: int) -> None:
        """Commit everything that comes before the horizon to the engine."""
        ...


class Render:
    """One render, as a context: `attach` the engine, then `run` the performance.

    Everything that cannot be written is refused before the work starts. Files get their names
    when all of them are whole: after an error nothing is left; after Ctrl-C what was rendered is
    kept, valid, under `NAME.partial.EXT`, as the text of the KeyboardInterrupt says.
    profiler: takes the times of all that is done.
    """

    def __init__(
        self, options: RenderOptions, about: About, profiler: Profiler | None = None
    ) -> None:
        self.options = options
        self.about = about
        self._worker_type = Worker if profiler is None else DirectWorker
        self._timed = untimed if profiler is None else profiler.timed
        self._outputs = Outputs(options, about)
        self._engine: OfflineEngine | None = None
        self._closing = False

    def __enter__(self) -> Render:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        interrupted = isinstance(error, KeyboardInterrupt) and not self.options.progress
        if interrupted and self._engine and not self._closing:
            self._close()
            seconds = self._outputs.frames / self._engine.sample_rate
            kept = f"stopped; the first {seconds:.1f} s are in {self._outputs.mix_path}"
            raise KeyboardInterrupt(kept) from None
        if error is not None:
            if self._engine:
                with suppress(Exception):  # the error on its way out is the one to tell
                    self._worker.close()
            self._outputs.discard()

    @property
    def commit_log(self) -> Callable[[Sequence[float]], None] | None:
        """What the engine must tell of every raw event, if a .csd was asked for."""
        return self._outputs.commit_log

    @property
    def log(self) -> Logs:
        """Where the performance tells of its sections, once an engine is attached."""
        return self._outputs.log

    def attach(self, engine: OfflineEngine, start: Start | None = None) -> Engine:
        """Open the files for this engine; return the engine that the performance shall play.

        start: what the engine was started with, for the .csd. Raises UsageError where the format
        cannot hold the engine's rate or channels.
        """
        names = tuple(engine.stem_names)
        sound = Sound(engine.sample_rate, engine.ksmps, engine.channels, names)
        self._timed(WRITING, self._outputs.open)(sound, start or Start())
        self._worker = self._worker_type(self._timed(WRITING, self._outputs.take))
        self._engine = engine
        return LoggedEngine(engine, self._outputs.log)

    def run(self, performance: Performance) -> RenderReport:
        """Perform to the end and finish every file; raises OutputError or EngineError."""
        if self._engine is None:
            raise EngineError("attach an engine before the run")
        start = perf_counter()
        self._outputs.note_files.tempo_map = lambda: performance.tempo_map
        quiet, expected_seconds = self.options.quiet, self.options.expected_seconds
        with progress_of(quiet, expected_seconds, as_lines=self.options.progress) as bar:
            self._perform(self._engine, performance, bar)
        return self._timed(WRITING, self._finish)(self._engine, start)

    def _perform(self, engine: OfflineEngine, performance: Performance, bar: Progress) -> None:
        rate, stems = engine.sample_rate, self.options.stems
        block = block_frames(rate, engine.ksmps)
        tail = Tail(rate, engine.ksmps)
        advance = self._timed(COMMITTING, performance.advance)
        perform, read = self._timed(PERFORMING, engine.perform), self._timed(WRITING, engine.read)
        horizon_sample = 0
        while not tail.finished:
            horizon_sample += block
            advance(horizon_sample)
            perform(block)
            frames = read()
            if not len(frames):
                raise EngineError("Csound stopped before the end of the piece")
            mix = tail.trim(frames, performance.ending)
            names = engine.stem_names if stems else ()
            parts = tuple(engine.read_stem(name)[: len(mix)] for name in names)
            self._worker.put(Block(mix, parts))
            final_sample = performance.ending.final_sample
            bar.update(tail.frames / rate, final_sample and final_sample / rate)

    def _finish(self, engine: OfflineEngine, start: float) -> RenderReport:
        levels = self._close()
        self._outputs.finish()
        report = self._report(engine, levels, start)
        write_sidecar(sidecar_path(self.options.path), contents(self.about, report))
        return report

    def _close(self) -> Levels:
        self._closing = True
        self._worker.close()
        return self._outputs.close()

    def _report(self, engine: OfflineEngine, levels: Levels, start: float) -> RenderReport:
        path, outputs = self.options.path, self._outputs
        seconds = outputs.frames / engine.sample_rate
        checksum = sha256(path)
        elapsed_seconds = perf_counter() - start
        return RenderReport(
            path=path,
            files=(*outputs.paths, sidecar_path(path)),
            frames=outputs.frames,
            seconds=seconds,
            sample_rate=engine.sample_rate,
            ksmps=engine.ksmps,
            channels=engine.channels,
            bits=outputs.bits,
            events=outputs.log.events,
            loudness_lufs=levels.loudness_lufs,
            peak_db=levels.peak_db,
            true_peak_db=levels.true_peak_db,
            sha256=checksum,
            elapsed_seconds=elapsed_seconds,
            speed=seconds / elapsed_seconds,
            notices=(*outputs.notices, *notices_of(levels, outputs.bits)),
        )


def block_frames(sample_rate: int, ksmps: int) -> int:
    """Return how much is performed at a time: whole control cycles of about half a second."""
    wanted = min(LONGEST_BLOCK, round(BLOCK_SECONDS * sample_rate))
    return max(1, wanted // ksmps) * ksmps
