"""A session: one performance of a piece, on any engine and any clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from math import floor

from generator.composition.event import Event
from generator.composition.live import Live
from generator.composition.streams import stream
from generator.engine.mixer import TEMPO
from generator.engine.protocol import Engine
from generator.errors import NoteError, UsageError
from generator.render.log import Log
from generator.session.commands import Action, Applied, Command
from generator.session.ending import Ending, Extent
from generator.session.setup import Setup, audible_channels
from generator.session.status import Status
from generator.timing.clock import Clock
from generator.timing.late import LatePolicy
from generator.timing.line import Line
from generator.timing.scheduler import Scheduler
from generator.timing.tempo import TempoMap

REPORTS_PER_PART = 3
NEVER = -(10**9)


class Session:
    """A piece in performance.

    `advance` is called over and over with a horizon just ahead of the clock; everything else
    (commands, notes, the end) happens inside it, in one thread. `submit` and `status` may be
    called from others. `log` is told of sections; what is played, the engine is told.
    """

    def __init__(
        self,
        setup: Setup,
        engine: Engine,
        clock: Clock,
        extent: Extent,
        log: Log | None = None,
    ) -> None:
        self.piece = setup.piece
        self.seed = setup.seed
        self.parameters = setup.parameters
        self.tempo_map = TempoMap(self.parameters[TEMPO.id])
        self.ending = Ending(extent, self.piece.meter.bar_beats, engine.sample_rate)
        self.applied: deque[Applied] = deque()
        self.reports: deque[str] = deque()
        self._log = log
        self._commands: deque[Command] = deque()
        self._rate = engine.sample_rate
        self._last_sample = 0
        self._paused = False
        self._status = Status(
            latest={part.name: NEVER for part in self.piece.parts if part.sounding}
        )
        self._complaints: dict[str, int] = {}
        self.attach(engine, clock)
        self._scheduler = Scheduler(
            self._lines(), self.tempo_map, self.parameters.present, self._rate, sink=self
        )

    def attach(self, engine: Engine, clock: Clock) -> None:
        """Play on this engine, by this clock, from now on."""
        self.engine = engine
        self._clock = clock
        self._late = LatePolicy(clock, self._rate)

    def _lines(self) -> list[Line]:
        state = self.piece.state(stream(self.seed, "")) if self.piece.state else None
        return [
            Line(
                part,
                Live(self.parameters.present, stream(self.seed, part.name), self.seed, state),
                order,
            )
            for order, part in enumerate(self.piece.parts)
        ]

    @property
    def end_sample(self) -> int | None:
        """The sample from which no note starts, once it is known."""
        return self.ending.end_sample

    @property
    def final_sample(self) -> int | None:
        """The last sample at the latest, once it is known."""
        return self.ending.final_sample

    def submit(self, command: Command) -> None:
        """Ask for a command; it takes effect at the commit horizon."""
        self._commands.append(command)

    def advance(self, horizon_sample: int) -> None:
        """Commit everything that comes before the horizon."""
        while self._commands:
            self._apply(self._commands.popleft())
        self._meet_end_beat(horizon_sample)
        self._commit(horizon_sample)
        if self._scheduler.finished and self.ending.end_sample is None:
            self.ending.end_after(self._last_sample)
        fade_sample = self.ending.fade_sample(horizon_sample)
        if fade_sample is not None:
            self._fade(fade_sample)

    def replay(self, applied: Sequence[Applied], until_sample: int) -> None:
        """Bring the session to a sample as if it had been played there with these commands."""
        for onset_sample, command in applied:
            self.advance(min(onset_sample, until_sample))
            self._apply(command)
        self.applied.clear()
        self.advance(until_sample)

    def _commit(self, horizon_sample: int) -> None:
        end = self.ending.end_sample
        self._scheduler.advance(horizon_sample if end is None else min(horizon_sample, end))

    def _meet_end_beat(self, horizon_sample: int) -> None:
        if self.ending.end_beat is None or self.ending.end_sample is not None:
            return
        onset = self.tempo_map.seconds_at(self.ending.end_beat) * self._rate
        if onset < horizon_sample:
            self.ending.end_at(round(onset))

    def _fade(self, onset_sample: int) -> None:
        self.engine.fade(onset_sample, self.ending.fade_samples / self._rate)

    # -- commands

    def _apply(self, command: Command) -> None:
        """Carry out a command at the commit horizon, and never too late for Csound."""
        onset_sample = max(self._scheduler.horizon_sample, self._clock.earliest_sample())
        self._commit(onset_sample)
        self.tempo_map.forget_before(self._clock.now_sample() / self._rate)
        try:
            self._carry_out(command, onset_sample)
        except UsageError as error:
            self.reports.append(str(error))
        else:
            self.applied.append(Applied(onset_sample, command))

    def _carry_out(self, command: Command, onset_sample: int) -> None:
        if command.action is Action.SET:
            self._set(command.parameter, command.value, onset_sample)
        elif command.action is Action.PANIC:
            self.engine.silence(onset_sample)
        elif command.action is Action.STOP:
            self._stop(onset_sample)
        else:
            self._pause(command.action is Action.PAUSE, onset_sample)

    def _set(self, key: str, value: float, onset_sample: int) -> None:
        before = audible_channels(self.piece, self.parameters)
        stored = self.parameters.set(key, value)
        channel = self.parameters.declaration(key).channel
        if key == TEMPO.id and not self._paused:
            self.tempo_map.set_tempo(stored, onset_sample / self._rate)
        if channel is not None:
            self.engine.set_channel(onset_sample, channel, stored)
        for name, audible in audible_channels(self.piece, self.parameters).items():
            if before[name] != audible:
                self.engine.set_channel(onset_sample, name, audible)

    def _pause(self, paused: bool, onset_sample: int) -> None:
        if paused == self._paused:
            return
        self._paused = paused
        if paused:
            self.tempo_map.pause(onset_sample / self._rate)
        else:
            self.tempo_map.set_tempo(self.parameters[TEMPO.id], onset_sample / self._rate)

    def _stop(self, onset_sample: int) -> None:
        self._scheduler.end()
        self.ending.stop_at(onset_sample)

    # -- what the scheduler commits

    def note(self, event: Event) -> None:
        """Pass a committed note on to the engine, under the late policy."""
        if not self.engine.plays(event.instrument):
            self._complain(event.part, f"no instrument named {event.instrument!r}")
            return
        onset_sample = self._late.admit(event.onset_sample)
        if onset_sample is None:
            return
        if onset_sample != event.onset_sample:
            event = event._replace(onset_sample=onset_sample)
        self.engine.note(event)
        self._status.events += 1
        self._status.latest[event.part] = onset_sample
        off_sample = onset_sample + event.duration_samples
        if off_sample > self._last_sample:
            self._last_sample = off_sample

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Show the section that begins."""
        self._status.section = name
        if self._log is not None:
            self._log.section(name, beat, onset_sample)

    def refuse(self, line: Line, error: NoteError) -> None:
        """Count and report a note that cannot be played."""
        self._complain(line.part.name, f"{line.place(error)}: {error}")

    def fault(self, line: Line, error: Exception) -> None:
        """Count and report a part that failed."""
        self._status.faults += 1
        said = str(error) if isinstance(error, NoteError) else f"{type(error).__name__}: {error}"
        self.reports.append(f"part {line.part.name!r} stopped at {line.place(error)}: {said}")

    def _complain(self, part_name: str, text: str) -> None:
        self._status.refused += 1
        count = self._complaints[part_name] = self._complaints.get(part_name, 0) + 1
        if count <= REPORTS_PER_PART:
            self.reports.append(f"part {part_name!r}: note refused: {text}")

    # -- what others may ask

    def status(self) -> Status:
        """Return how the session stands; the same object each time, with fresh values."""
        status, late = self._status, self._late
        status.sample = self._clock.now_sample()
        status.seconds = status.sample / self._rate
        beats = max(0.0, self.tempo_map.beat_at(status.seconds))
        bar_beats = self.piece.meter.bar_beats
        status.bar = floor(beats / bar_beats) + 1
        status.beat = beats % bar_beats + 1.0
        status.tempo_bpm = self.parameters[TEMPO.id]
        status.paused = self._paused
        status.ending = self.ending.end_sample is not None
        status.late, status.dropped = late.late, late.dropped
        if late.smallest_margin_samples is not None:
            status.margin_ms = 1000.0 * late.smallest_margin_samples / self._rate
        status.muted = [
            part.name for part in self.piece.parts if self.parameters.get(f"{part.name}.mute", 0.0)
        ]
        return status
