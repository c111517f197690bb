"""The engine process: Csound, the scheduler and the parts, and nothing else.

Started by the front (see process.py) as `python -m generator.session.performance FD [SCOPE]`, with
one end of a socket and the file of a scope. It ends itself, with a fade and closed files, when the
front is gone.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
import time
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.composition.event import Event
from generator.control.commands import Action, Command
from generator.control.midi.notes import NoteOut
from generator.engine.audio import AudioSettings
from generator.engine.null import NullEngine
from generator.engine.realtime import (
    SERVING_PRIORITY,
    limit_memory,
    raise_priority,
    settle_interpreter,
)
from generator.engine.ticks import ticking
from generator.errors import OutputError, SampleRateError, ScoretimeError, UsageError
from generator.render.log import Log, Logs
from generator.session.changing import read_pieces
from generator.session.console import Console
from generator.session.live import LiveRun
from generator.session.opening import open_engine
from generator.session.plan import Plan
from generator.session.preparing import Preparing
from generator.session.resuming import Resumption
from generator.session.scope import Scope
from generator.session.scoring import LiveScore, Relay
from generator.session.session import Session
from generator.session.setup import Setup, prepare
from generator.session.take import Take
from generator.session.teller import NoteLog, Teller
from generator.session.ticked import TickedRun
from generator.session.wire import Message, Wire, drained
from generator.timing.clock import VirtualClock
from generator.timing.strategies import SCHEDULED, STRATEGIES, strategy

FRAME_SECONDS = 1.0 / 30.0
NOTE_SECONDS = 0.002
SOON_SECONDS = 0.015
LINES_A_FRAME = 200
FORSAKEN_SECONDS = 1.5


class Performance:
    """One piece played live, at the other end of a wire. scope: where its sound is shown."""

    def __init__(self, plan: Plan, wire: Wire, scope: Scope | None = None) -> None:
        self._wire = wire
        self._plan = plan
        self._notices: list[str] = []
        setup = prepare(plan.choice, plan.version)
        self._strategy = None if plan.clock == SCHEDULED else strategy(plan.clock)
        if self._strategy is not None:
            setup = replace(setup, orchestra=ticking(setup.orchestra, self._strategy.port))
            self._notices.append(f"clock {plan.clock}: {STRATEGIES[plan.clock]}")
        read_pieces()
        settle_interpreter()  # which may take a while: a device that is open does not wait
        sound = setup.orchestra
        rate = plan.sample_rate or sound.sample_rate
        self._relay, self._notes, self._shown = Relay(), NoteLog(), NoteLog()
        session = self.session = self._session(setup, rate)
        self._preparing = Preparing(session.versions, wire.send)
        told = self._notes.notes, self._shown.notes, session.reports, session.edits, session.applied
        self._resumption = Resumption(self.session, plan, told)
        origin_sample = self._resumption.catch_up(rate, sound.ksmps)
        self.engine, refusals = open_engine(
            self.session.setup, plan.choices, origin_sample, self._tell_of_opening
        )
        origin_sample = self._resumption.make_up(self.engine)
        self._refusals = refusals if origin_sample else []
        if not origin_sample:
            self._notices += refusals
            self._notices += [f"{sound.path.name}: left out {what}" for what in sound.dropped]
        self._console = Console(self.engine.audio.module, sound)
        self._show_lines(self.engine.opening_messages)
        self.session.attach(self.engine, self.engine)
        self.take = self._take(origin_sample, scope)
        self._score = self._open_score(setup)
        self.run = self._run()
        shown = self._shown if plan.shows else None
        self._teller = Teller(
            self.session, self.run, self.engine, wire, shown, begins_anew=plan.begins_anew
        )
        self._told_seconds = 0.0
        self._leaving = False

    def _run(self) -> LiveRun:
        plan, what = self._plan, (self.session, self.engine, self.take)
        if self._strategy is None:
            return LiveRun(*what, plan.look_ahead_seconds)
        return TickedRun(*what, plan.look_ahead_seconds, self._strategy, plan.tick_beats)

    def _session(self, setup: Setup, rate: int) -> Session:
        """Return the session, for now without sound."""
        plan, engine, clock = self._plan, NullEngine(rate), VirtualClock()
        logs: list[Log] = [self._relay] if plan.score is not None else []
        logs += [self._notes] if plan.tells_notes else []
        logs += [self._shown] if plan.shows else []
        log = Logs(logs) if logs else None
        session = Session(setup, engine, clock, plan.extent, log, explains=plan.shows)
        session.versions.file = Path(plan.choice.piece).name
        session.versions.know(plan.versions)
        return session

    def _tell_of_opening(self, audio: AudioSettings) -> None:
        place = self._plan.choices.index(audio)
        self._wire.send({"opening": audio.module, "choice": place})

    def _open_score(self, setup: Setup) -> LiveScore | None:
        plan = self._plan
        if plan.score is None:
            return None
        force = plan.force or plan.epoch_seconds is not None
        return LiveScore(Path(plan.score), setup, self.engine.sample_rate, self._relay, force=force)

    def _take(self, origin_sample: int, scope: Scope | None) -> Take:
        """Return the ear of the performance, recording if that was asked for."""
        engine, plan, ending = self.engine, self._plan, self.session.ending
        form = engine.sample_rate, engine.channels, engine.ksmps
        take = Take(ending, *form, origin_sample, scope)
        if plan.recording is None:
            return take
        path = Path(plan.recording)
        try:
            take.record(path, force=plan.force, start_sample=plan.recording_sample)
        except OutputError as error:
            if not origin_sample:
                raise
            self._notices.append(f"recording stopped: {error}")  # the music is back, that counts
        return take

    def play(self, asked: list[Message]) -> None:
        """Play to the end, and answer the front thirty times a second. asked: what it has said."""
        raise_priority(threading.get_native_id(), SERVING_PRIORITY)
        self._resumption.wait(self.engine)
        self.run.start()
        self._teller.greet(self._notices, self._refusals)
        patience_seconds = NOTE_SECONDS if self._plan.tells_notes else FRAME_SECONDS
        heard: list[Message] = asked
        for message in asked:
            self._hear(message)
        while not self.run.finished.is_set() and not self._leaving:
            heard = self._wire.receive(
                min(SOON_SECONDS, patience_seconds) if heard else patience_seconds
            )
            for message in heard:
                self._hear(message)
            if not self._wire.open:
                self.session.submit(Command(Action.STOP))
                self.run.finished.wait(1.0)
                break
            if self._notes.notes:
                audible, notes = self.session.controls.audible, drained(self._notes.notes)
                told = [note_out(event) for event in notes if audible.get(event.part, True)]
                self._wire.send({"notes": told})
            self._preparing.look()
            if self._has_to_tell():
                self._tell()
        self._leave() if self._leaving else self._finish()

    def _has_to_tell(self) -> bool:
        """Whether a frame is over; what a command has changed is told sooner."""
        seconds = time.monotonic() - self._told_seconds
        moved = bool(self.session.controls.changes)
        return seconds > FRAME_SECONDS or (moved and seconds > SOON_SECONDS)

    def _hear(self, message: Message) -> None:
        if "record" in message:
            self.take.ask(message["record"])
        elif "look_ahead" in message:
            self.run.look_ahead(message["look_ahead"])
        elif "leave" in message:
            self._leaving = True
        elif "edit" in message:
            self._preparing.ask(message["edit"])
        else:
            self._submit(message["command"])

    def _submit(self, message: Message) -> None:
        try:
            self.session.submit(Command.from_message(message))
        except UsageError as error:
            self.session.reports.append(str(error))

    def _finish(self) -> None:
        if self.run.fault is None:
            self.run.close()
            self._tell_last()
        else:
            self._tell_last()  # the recording is still under way: another engine goes on with it
            self.run.close()
        self._wire.send({"ended": self._summary()})

    def _leave(self) -> None:
        """Make room for another engine that goes on with the performance."""
        self.run.leave()
        self._tell_last()  # the recording is still under way
        self.run.close()
        self._wire.send({"left": True})

    def _tell_last(self) -> None:
        if self._score is not None:
            self._score.close()
        self._tell()

    def stop(self, *_: object) -> None:
        """Fade and end (also a signal handler)."""
        self.session.submit(Command(Action.STOP))

    def _tell(self) -> None:
        """Tell the front what is new."""
        self._told_seconds = time.monotonic()
        self._show_lines(self._console.take(self.engine.messages()))
        self._console.hear(self.engine.faults())
        if self._score is not None:
            self._score.write()
        recording, xruns = self.take.recording(), self._console.xruns
        peak, clipped = self.take.peak(), self.take.clipped
        extra = {"peak": peak, "clipped": clipped, "xruns": xruns, "recording": recording}
        troubles = [*self.session.stage.troubles.values(), *self._console.troubles]
        self._teller.tell(self._reports(), troubles, extra)

    def _show_lines(self, lines: list[str]) -> None:
        if lines and self._plan.shows:
            self._wire.send({"log": lines[-LINES_A_FRAME:]})

    def _reports(self) -> list[deque[str]]:
        scored = [self._score.reports] if self._score is not None else []
        heard = self.run.reports, self.take.reports
        return [self.session.reports, self.session.edits, *heard, self._console.reports, *scored]

    def _summary(self) -> dict[str, Any]:
        fault = self.run.fault
        return {
            "failure": None if fault is None else fault.text,
            "device": fault is not None and fault.device,
            "recorded_seconds": self.take.recorded_seconds,
        }


def note_out(event: Event) -> NoteOut:
    """Return a note as MIDI is told of it."""
    onset, length = event.onset_sample, event.duration_samples
    return NoteOut(onset, length, event.part_number - 1, event.pitch, event.amplitude)


def main(descriptor: int, scope_descriptor: int | None = None) -> None:
    """Serve the front at the other end of a socket until the performance is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_forsaken, args=(descriptor,), daemon=True).start()
    wire = Wire(socket.socket(fileno=descriptor))
    messages: list[Message] = []
    while wire.open and not messages:
        messages = wire.receive(1.0)
    if not messages:
        return
    scope = None if scope_descriptor is None else Scope(scope_descriptor)
    try:
        limit_memory()
        performance = _performance(Plan.from_message(messages[0]), wire, scope)
        signal.signal(signal.SIGTERM, performance.stop)
        performance.play(messages[1:])
    except ScoretimeError as error:
        wire.send({"error": str(error), "exit_code": error.exit_code})
    wire.close()


def _end_forsaken(descriptor: int) -> None:
    """End the process when the front is gone, be it stuck in a device or in a piece's loading."""
    ears = select.poll()
    ears.register(descriptor, 0)  # tells of hanging up alone
    ears.poll()
    time.sleep(FORSAKEN_SECONDS)
    os._exit(1)


def _performance(plan: Plan, wire: Wire, scope: Scope | None) -> Performance:
    """Return the performance, at the audio server's own rate where it insists on one.

    One that goes on with another's performance cannot; then SampleRateError is raised.
    """
    try:
        return Performance(plan, wire, scope)
    except SampleRateError as error:
        if plan.epoch_seconds is not None:
            raise
        return Performance(replace(plan, sample_rate=error.device_rate), wire, scope)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
    os._exit(0)  # an audio library that is stuck must not hold up the end
