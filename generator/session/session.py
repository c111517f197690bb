"""A session: one performance of a piece, on any engine and any clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from math import floor

from generator.control.commands import Action, Applied, At, Command
from generator.control.status import Status
from generator.engine.mixer import SEED, TEMPO
from generator.engine.protocol import Engine
from generator.errors import ScoretimeError, UsageError
from generator.parameters import ParameterSet
from generator.render.log import Log
from generator.session.agenda import Agenda
from generator.session.by_hand import event_by_hand
from generator.session.changing import change_piece
from generator.session.controls import Controls, Manner
from generator.session.editing import Versions, edited, told
from generator.session.ending import Ending, Extent
from generator.session.ensemble import Ensemble
from generator.session.setup import Setup
from generator.session.stage import Stage
from generator.session.transport import Transport
from generator.timing.clock import Clock
from generator.timing.line import Line
from generator.timing.step_watch import StepWatch
from generator.timing.tempo import TempoMap


class Session:
    """A piece in performance.

    `advance` is called over and over with a horizon just ahead of the clock; everything else
    (commands, notes, the end) happens inside it, in one thread. `submit` and `status` may be
    called from others. `log` is told of all that is committed; with `explains`, of what
    made each note.

    applied: the commands that were taken up. edits: what to tell of versions that took over, which
    come from `versions`. taken: how many were submitted and are done with.
    known_late: what came late in the performance that this one repeats (see LatePolicy).
    """

    def __init__(
        self,
        setup: Setup,
        engine: Engine,
        clock: Clock,
        extent: Extent,
        log: Log | None = None,
        known_late: Mapping[int, int | None] | None = None,
        *,
        explains: bool = False,
    ) -> None:
        self.applied: deque[Applied] = deque()
        self.edits: deque[str] = deque()
        self.taken = 0
        self.versions = Versions()
        self.ending = Ending(extent, setup.piece.meter.bar_beats, engine.sample_rate)
        self._rate = engine.sample_rate
        self._submitted: deque[Command] = deque()
        self._script: deque[Applied] = deque()
        self._status = Status()
        self._horizon_sample = 0
        self._agenda = Agenda()
        self.stage = Stage(engine, clock, log, known_late, self._begin_section, self._note_cut)
        self._transport = Transport(setup.parameters[TEMPO.id], self._rate)
        self.controls = Controls(setup, self._transport, self.stage, self._rate)
        self.stage.enter(setup.piece)
        self._ensemble = Ensemble(setup, self.tempo_map, self._rate, self.stage, explains=explains)
        self._scheduler = self._ensemble.scheduler
        self.step_watch = self._scheduler.watch

    def attach(self, engine: Engine, clock: Clock) -> None:
        """Play on this engine, by this clock, from now on."""
        self.stage.attach(engine, clock)

    def watch_steps(self, watch: StepWatch) -> None:
        """Let this watch over the steps of the parts from now on."""
        self.step_watch = self._scheduler.watch = watch

    @property
    def setup(self) -> Setup:
        """What is being played."""
        return self._ensemble.setup

    @property
    def parameters(self) -> ParameterSet:
        """The parameters with their present values."""
        return self.setup.parameters

    @property
    def tempo_map(self) -> TempoMap:
        """The tempo since the piece began."""
        return self._transport.tempo_map

    @property
    def began_sample(self) -> int:
        """The sample of beat 0."""
        return self._transport.began_sample

    @property
    def horizon_sample(self) -> int:
        """The sample up to which all is committed."""
        return self._horizon_sample

    def seconds_of(self, beats: float) -> float:
        """Return how long so many beats take, by the tempo at the horizon."""
        return 60.0 * beats / self._transport.tempo_at(self._horizon_sample)

    @property
    def reports(self) -> deque[str]:
        """What went wrong, in words."""
        return self.stage.reports

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
        self._submitted.append(command)

    def replay(self, applied: Iterable[Applied]) -> None:
        """Let these commands take effect where they once did, as `advance` comes by."""
        self._script.extend(applied)

    @property
    def scripted(self) -> list[Applied]:
        """What is still to be replayed."""
        return list(self._script)

    def advance(self, horizon_sample: int) -> None:
        """Commit everything that comes before the horizon."""
        while self._script and self._script[0].onset_sample < horizon_sample:
            onset_sample, _, command = self._script.popleft()
            self._advance(onset_sample)
            self._take_up(command, onset_sample)
        if self._submitted:
            self._take_submitted()
        self._advance(horizon_sample)

    def _advance(self, horizon_sample: int) -> None:
        self._meet_end_beat(horizon_sample)
        self._commit(horizon_sample)
        if self._scheduler.finished and not self._transport.stopped and self.end_sample is None:
            self.ending.end_after(self.stage.last_sample)
        fade_sample = self.ending.fade_sample(horizon_sample)
        if fade_sample is not None:
            self.stage.fade(fade_sample, self.ending.fade_samples / self._rate)

    def _commit(self, horizon_sample: int) -> None:
        """Commit notes up to the horizon, and do on the way what is due there."""
        while True:
            due = min(self.controls.next_sample, self._agenda.next_sample(self._transport))
            stop_sample = int(min(due, horizon_sample))
            if not self._commit_notes(stop_sample):
                continue  # a section has begun, and something may be due at it
            if due >= horizon_sample:
                self._horizon_sample = max(self._horizon_sample, horizon_sample)
                return
            sample = self._horizon_sample = max(stop_sample, self._horizon_sample)
            if self.controls.next_sample <= due:
                self.controls.step()
            else:
                self._try(self._agenda.pop(self._transport), sample)

    def _commit_notes(self, horizon_sample: int) -> bool:
        end = self.ending.end_sample
        self.stage.gate.horizon_sample = horizon_sample
        return self._scheduler.advance(horizon_sample if end is None else min(horizon_sample, end))

    def _meet_end_beat(self, horizon_sample: int) -> None:
        if self.ending.end_beat is None or self.ending.end_sample is not None:
            return
        onset_sample = self._transport.sample_at(self.ending.end_beat)
        if onset_sample < horizon_sample:
            self.ending.end_at(int(onset_sample))

    def _begin_section(self, onset_sample: int) -> None:
        """Let what waits for a section act at its first sample."""
        if self._agenda.begin_section(onset_sample):
            self._scheduler.hold()

    def _note_cut(self, line: Line, onset_sample: int) -> None:
        """Write down that a part was cut before a step, so that a replay leaves that step out."""
        self.applied.append(
            Applied(onset_sample, line.beat, Command(Action.CUT, line.part.name, source="watch"))
        )

    def cut_stuck(self) -> None:
        """Write down that the part which steps now will not come back; from any thread."""
        at = self.step_watch.at
        if at is not None:
            self._note_cut(*at)

    # -- commands

    def _take_submitted(self) -> None:
        """Take up what was submitted; of those that settle the same parameters only the last."""
        commands = [self._submitted.popleft() for _ in range(len(self._submitted))]
        last = {each.settled: index for index, each in enumerate(commands)}
        for index, command in enumerate(commands):
            if not command.settled or last[command.settled] == index:
                self._take_up(command)
        self.taken += len(commands)

    def _take_up(self, command: Command, earliest_sample: int = 0) -> None:
        """Let a command act at the commit horizon, never too late for Csound, or later."""
        earliest_sample = max(earliest_sample, self.stage.clock.earliest_sample())
        onset_sample = max(self._horizon_sample, earliest_sample)
        self._commit(onset_sample)
        self._transport.forget_before(self.stage.clock.now_sample())
        beat = self._transport.beat_at(onset_sample)
        if self._try(command, onset_sample, may_wait=True):
            self.applied.append(Applied(onset_sample, beat, command))

    def _keep_for_later(self, command: Command, sample: int) -> bool:
        """Put a command on the agenda if it has to wait for something; raises UsageError."""
        due_sample, at = command.due_sample, command.at
        is_due = due_sample is None or due_sample <= sample
        held = self._transport.stopped if command.action is Action.EDIT else self._transport.paused
        if is_due and (at is At.NOW or held):
            return False
        self._agenda.check_room()
        if command.action is Action.EDIT:
            self.versions.make_ready(command.subject)
        if due_sample is not None and not is_due:
            self._agenda.at_sample(due_sample, command)
        elif at is At.SECTION:
            self._agenda.for_section(command)
        else:
            bar_beats = self.setup.piece.meter.bar_beats
            beats = 1.0 if at is At.BEAT else bar_beats
            self._agenda.at_beat(self._transport.next_multiple(beats, sample), command)
        return True

    def _try(self, command: Command, sample: int, *, may_wait: bool = False) -> bool:
        """Carry a command out, or keep it; return whether that could be done, else report why."""
        try:
            if not (may_wait and self._keep_for_later(command, sample)):
                self._carry_out(command, sample)
        except ScoretimeError as error:
            self.reports.append(str(error))
            return False
        return True

    def _carry_out(self, command: Command, sample: int) -> None:
        action, subject = command.action, command.subject
        manner = Manner(sample, command.ramp, command.over, command.source)
        if action is Action.SET and subject == SEED.id:
            self._reroll("", command.value, manner)
        elif action is Action.SET:
            self.controls.set(subject, command.value, manner)
        elif action is Action.RECALL:
            self.controls.recall(command.values, manner)
        elif action is Action.REROLL:
            self._reroll(subject, command.value, manner)
        elif action is Action.PIECE:
            self._change_piece(subject, sample)
        elif action is Action.EDIT:
            self._edit(command, sample)
        elif action is Action.CUT:
            self._cut(subject)
        elif action is Action.SHED:
            self.stage.shed(sample, int(command.value))
        elif action is Action.SECTION:
            self._ensemble.ask_section(subject)
        elif action is Action.NOTE:
            part, tempo_map = self._ensemble.part(subject), self.tempo_map
            self.stage.note(event_by_hand(part, command, sample, tempo_map, self._rate))
        else:
            self._move(command, sample)

    def _cut(self, part_name: str) -> None:
        """Let a part not step again, as it was once cut off."""
        if self._scheduler.cut(part_name):
            self.stage.left_out(part_name)

    def _move(self, command: Command, sample: int) -> None:
        """Carry out what concerns the transport."""
        action, transport = command.action, self._transport
        if action is Action.TOGGLE:
            action = Action.RESUME if transport.paused else Action.PAUSE
        if action is Action.PAUSE:
            transport.pause(sample)
        elif action is Action.RESUME and transport.stopped:
            self._begin(sample)
        elif action is Action.RESUME:
            transport.resume(sample)
        elif action is Action.REWIND:
            self.stage.release(sample)
            self._wait_at_beginning(sample)
        elif action is Action.ALIGN:
            transport.align(command.number("beat"), int(command.number("sample")), sample)
        elif action is Action.TICK:
            transport.tick(command.value, sample)
        elif action is Action.PANIC:
            self.stage.silence(sample)
        elif action is Action.RELEASE:
            self.stage.release(sample)
        elif action is Action.STOP:
            self._scheduler.end()
            self.ending.stop_at(sample)

    # -- beginnings

    def _begin(self, sample: int) -> None:
        """Play from the beginning."""
        self._transport.begin(sample)
        self.ending.begin(sample)
        self.stage.troubles = {}
        self._agenda.forget_beats(sample)
        self._ensemble.begin(self.tempo_map)

    def _wait_at_beginning(self, sample: int) -> None:
        self._transport.stop(sample)
        if sample == 0:
            self.ending.wait()
        self.stage.troubles = {}
        self._agenda.forget_beats(sample)
        self._ensemble.wait(self.tempo_map)

    def _begin_anew(self, sample: int) -> None:
        """Go back to the beginning, and play on if it plays."""
        if self._transport.paused:
            self._wait_at_beginning(sample)
        else:
            self._begin(sample)

    def _reroll(self, subject: str, seed: float, manner: Manner) -> None:
        """Draw anew from a seed what follows, for a part or for the whole piece."""
        if subject:
            if self._ensemble.renew(subject, seed):
                self.stage.mend(subject)
        else:
            self.controls.set(SEED.id, seed, Manner(manner.sample, source=manner.source))
            self._begin_anew(manner.sample)

    def _change_piece(self, name: str, sample: int) -> None:
        setup = self._ensemble.setup = change_piece(self.setup, name)
        self.controls.change_piece(setup, sample)
        self.stage.enter(setup.piece)
        self._begin_anew(sample)

    def _edit(self, command: Command, sample: int) -> None:
        """Let another version of the piece take over; the beat goes on."""
        present, transport = self.setup, self._transport
        if not present.version:
            raise UsageError(f"{present.piece.name!r} plays, which cannot be edited")
        setup = edited(present, command.subject, self.versions.take(command.subject))
        if transport.stopped:
            self._ensemble.setup, begins, bar = setup, list[str](), None
        else:
            meter = present.piece.meter
            units = {At.BAR: meter.bar_beats, At.BEAT: 1.0}
            beat = transport.beat_from(sample, units.get(command.at, 4.0 / meter.denominator))
            begins, bar = self._ensemble.edit(setup, beat), floor(beat / meter.bar_beats) + 1
        self.controls.edit(setup, sample)
        self.stage.go_on(setup.piece, begins)
        self.edits.append(told(self.versions.file, bar, begins))

    # -- what others may ask

    def status(self) -> Status:
        """Return how the session stands; the same object each time, with fresh values."""
        status, stage, piece = self._status, self.stage, self.setup.piece
        status.sample = stage.clock.now_sample()
        status.seconds = status.sample / self._rate
        status.beats = self._transport.beat_at(status.sample)
        status.bar = floor(status.beats / piece.meter.bar_beats) + 1
        status.beat = status.beats % piece.meter.bar_beats + 1.0
        status.tempo_bpm = self.parameters[TEMPO.id]
        status.paused = self._transport.paused
        status.ending = self.ending.end_sample is not None
        status.section, status.section_sample = stage.section_name, stage.section_sample
        status.events, status.refused, status.faults = stage.events, stage.refused, stage.faults
        status.shed = stage.shed_voices + stage.gate.stolen
        status.late, status.dropped = stage.late.late, stage.late.dropped
        margin = stage.late.smallest_margin_samples
        status.margin_ms = None if margin is None else 1000.0 * margin / self._rate
        status.latest = stage.latest
        status.muted = [
            part.name for part in piece.parts if self.parameters.get(f"{part.name}.mute", 0.0)
        ]
        return status
