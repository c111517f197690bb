"""The engine process: Csound, the scheduler and the parts, and nothing else.

Started by the front (see front.py) as `python -m generator.session.performance FD`, with one end
of a socket. It ends itself, with a fade and closed files, when the front is gone.
"""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from collections import deque
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from generator.engine.null import NullEngine
from generator.engine.realtime import SERVING_PRIORITY, raise_priority, settle_interpreter
from generator.errors import OutputError, SampleRateError, ScoretimeError
from generator.session.commands import Action, Command
from generator.session.console import Console
from generator.session.live import LiveRun
from generator.session.opening import open_engine
from generator.session.plan import Plan
from generator.session.scoring import LiveScore, Relay, ScoredSession
from generator.session.session import Session
from generator.session.setup import Setup, prepare
from generator.session.take import Take
from generator.session.wire import Message, Wire
from generator.timing.clock import VirtualClock

FRAME_SECONDS = 1.0 / 30.0
CATCH_UP_SECONDS = 0.1
REPLAYED_COUNTS = ("events", "refused", "faults")


class Performance:
    """One piece played live, at the other end of a wire."""

    def __init__(self, plan: Plan, wire: Wire) -> None:
        self._wire = wire
        self._plan = plan
        self._notices: list[str] = []
        setup = prepare(plan.choice)
        sound = setup.orchestra
        rate = plan.sample_rate or sound.sample_rate
        self._relay = Relay()
        self.session = self._session(setup, rate)
        origin_sample = self._catch_up(rate, sound.ksmps)
        audio = replace(plan.audio, sample_rate=plan.sample_rate)
        self.engine, refusals = open_engine(setup, audio, origin_sample)
        self._notices += refusals
        if not origin_sample:
            self._notices += [f"{sound.path.name}: left out {what}" for what in sound.dropped]
        self._console = Console(self.engine.audio.module, sound)
        self.session.attach(self.engine, self.engine)
        self.take = self._take(origin_sample)
        self._score = self._open_score(setup)
        self.run = LiveRun(self.session, self.engine, self.take, plan.look_ahead_seconds)

    def _session(self, setup: Setup, rate: int) -> Session:
        """Return the session, for now without sound."""
        engine, clock, extent = NullEngine(rate), VirtualClock(), self._plan.extent
        if self._plan.score is None:
            return Session(setup, engine, clock, extent)
        return ScoredSession(setup, engine, clock, extent, self._relay)

    def _open_score(self, setup: Setup) -> LiveScore | None:
        plan = self._plan
        if plan.score is None:
            return None
        force = plan.force or plan.epoch_seconds is not None
        return LiveScore(Path(plan.score), setup, self.engine.sample_rate, self._relay, force=force)

    def _catch_up(self, rate: int, ksmps: int) -> int:
        """Replay what an earlier engine had played; return the sample to go on from."""
        self._replayed = dict.fromkeys(REPLAYED_COUNTS, 0)
        if self._plan.epoch_seconds is None:
            return 0
        elapsed = time.monotonic() + CATCH_UP_SECONDS - self._plan.epoch_seconds
        origin_sample = -(-round(elapsed * rate) // ksmps) * ksmps
        self.session.replay(self._plan.applied, origin_sample)
        self.session.reports.clear()
        status = self.session.status()
        self._replayed = {name: getattr(status, name) for name in REPLAYED_COUNTS}
        return origin_sample

    def _take(self, origin_sample: int) -> Take:
        """Return the ear of the performance, recording if that was asked for."""
        engine, plan = self.engine, self._plan
        take = Take(self.session.ending, engine.sample_rate, engine.ksmps, origin_sample)
        if plan.recording is None:
            return take
        path = Path(plan.recording)
        try:
            take.record(path, engine.sample_rate, engine.channels, force=plan.force)
        except OutputError as error:
            if not origin_sample:
                raise
            self._notices.append(f"recording stopped: {error}")  # the music is back, that counts
        return take

    def play(self) -> None:
        """Play to the end, answering the front thirty times a second."""
        settle_interpreter()
        raise_priority(threading.get_native_id(), SERVING_PRIORITY)
        self.run.start()
        self._wire.send(self._hello())
        while not self.run.finished.is_set():
            for message in self._wire.receive(FRAME_SECONDS):
                self.session.submit(Command.from_fields(message["command"]))
            if not self._wire.open:
                self.session.submit(Command(Action.STOP))
                self.run.finished.wait(1.0)
                break
            self._tell()
        self._finish()

    def _finish(self) -> None:
        self.run.close()
        if self._score is not None:
            self._score.close()
        self._tell()
        self._wire.send({"ended": self._summary()})

    def stop(self, *_: object) -> None:
        """Fade and end (also a signal handler)."""
        self.session.submit(Command(Action.STOP))

    def _hello(self) -> Message:
        piece = self.session.piece
        return {
            "hello": {
                "piece": piece.name,
                "title": piece.title,
                "parts": [part.name for part in piece.parts if part.sounding],
                "parameters": dict(self.session.parameters),
                "module": self.engine.audio.module,
                "sample_rate": self.engine.sample_rate,
                "ksmps": self.engine.ksmps,
                "realtime": self.run.realtime,
                "notices": self._notices,
            }
        }

    def _tell(self) -> None:
        """Send what is new: commands that took effect, reports, and the status."""
        session = self.session
        while session.applied:
            onset_sample, command = session.applied.popleft()
            self._wire.send({"applied": [onset_sample, list(command)]})
        self._console.take(self.engine.messages())
        if self._score is not None:
            self._score.write()
        for reports in self._reports():
            while reports:
                self._wire.send({"report": reports.popleft()})
        self._wire.send({"status": self._status()})

    def _reports(self) -> list[deque[str]]:
        scored = [self._score.reports] if self._score is not None else []
        return [self.session.reports, self.take.reports, self._console.reports, *scored]

    def _status(self) -> Message:
        """Return the session's status and what this process adds to it.

        What an earlier engine had counted, and this one has only replayed, does not count again.
        """
        status = asdict(self.session.status())
        return status | {
            **{name: status[name] - self._replayed[name] for name in REPLAYED_COUNTS},
            "monotonic": time.monotonic(),
            "clock_step_ms": 1000.0 * self.run.clock_step_seconds,
            "look_ahead_ms": 1000.0 * self.run.look_ahead_seconds,
            "realtime": self.run.realtime,
            "peak": self.take.peak(),
            "xruns": self._console.xruns,
        }

    def _summary(self) -> dict[str, Any]:
        return {"failure": self.run.failure, "recorded_seconds": self.take.recorded_seconds}


def main(descriptor: int) -> None:
    """Serve the front at the other end of a socket until the performance is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    wire = Wire(socket.socket(fileno=descriptor))
    messages: list[Message] = []
    while wire.open and not messages:
        messages = wire.receive(1.0)
    if not messages:
        return
    try:
        performance = _performance(Plan.from_message(messages[0]), wire)
        signal.signal(signal.SIGTERM, performance.stop)
        performance.play()
    except ScoretimeError as error:
        wire.send({"error": str(error), "exit_code": error.exit_code})
    wire.close()


def _performance(plan: Plan, wire: Wire) -> Performance:
    """Return the performance, at the audio server's own rate where it insists on one."""
    try:
        return Performance(plan, wire)
    except SampleRateError as error:
        return Performance(replace(plan, sample_rate=error.device_rate), wire)


if __name__ == "__main__":
    main(int(sys.argv[1]))
