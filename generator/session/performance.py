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
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from generator.engine.audio import candidates
from generator.engine.csound import LiveCsound
from generator.engine.null import NullEngine
from generator.engine.realtime import SERVING_PRIORITY, raise_priority, settle_interpreter
from generator.errors import AudioDeviceError, ScoretimeError
from generator.session.commands import Action, Command
from generator.session.live import LiveRun
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Setup, channel_values, prepare
from generator.session.take import Take
from generator.session.wire import Message, Wire
from generator.timing.clock import VirtualClock

FRAME_SECONDS = 1.0 / 30.0
CATCH_UP_SECONDS = 0.1


class Performance:
    """One piece played live, at the other end of a wire."""

    def __init__(self, plan: Plan, wire: Wire) -> None:
        self._wire = wire
        self._plan = plan
        self._notices: list[str] = []
        setup = prepare(plan.choice)
        sound = setup.orchestra
        self._notices += [f"{sound.path.name}: left out {what}" for what in sound.dropped]
        rate = plan.sample_rate or sound.sample_rate
        self.session = Session(setup, NullEngine(rate), VirtualClock(), plan.extent)
        origin_sample = self._catch_up(rate, sound.ksmps)
        self.engine = self._open(setup, origin_sample)
        self.session.attach(self.engine, self.engine)
        self.take = self._take(origin_sample)
        self.run = LiveRun(self.session, self.engine, self.take, plan.look_ahead_seconds)

    def _catch_up(self, rate: int, ksmps: int) -> int:
        """Replay what an earlier engine had played; return the sample to go on from."""
        if self._plan.epoch_seconds is None:
            return 0
        elapsed = time.monotonic() + CATCH_UP_SECONDS - self._plan.epoch_seconds
        origin_sample = -(-round(elapsed * rate) // ksmps) * ksmps
        self.session.replay(self._plan.applied, origin_sample)
        return origin_sample

    def _open(self, setup: Setup, origin_sample: int) -> LiveCsound:
        """Open the first audio module that works; raises AudioDeviceError where none does."""
        modules = candidates(self._plan.audio.module)
        values = channel_values(setup)
        for module in modules:
            try:
                audio = replace(self._plan.audio, module=module)
                return LiveCsound(setup.orchestra, values, audio, origin_sample=origin_sample)
            except AudioDeviceError as error:
                if module == modules[-1]:
                    raise
                self._notices.append(str(error))
        raise AudioDeviceError("no audio module")

    def _take(self, origin_sample: int) -> Take:
        """Return the ear of the performance, recording if that was asked for."""
        engine, plan = self.engine, self._plan
        take = Take(self.session.ending, engine.sample_rate, engine.ksmps, origin_sample)
        if plan.recording is not None:
            path = Path(plan.recording)
            take.record(path, engine.sample_rate, engine.channels, force=plan.force)
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
        self.run.close()
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
        while session.reports:
            self._wire.send({"report": session.reports.popleft()})
        while self.take.reports:
            self._wire.send({"report": self.take.reports.popleft()})
        status = asdict(session.status()) | {
            "monotonic": time.monotonic(),
            "clock_step_ms": 1000.0 * self.run.clock_step_seconds,
            "look_ahead_ms": 1000.0 * self.run.look_ahead_seconds,
            "realtime": self.run.realtime,
            "peak": self.take.peak(),
        }
        self._wire.send({"status": status})

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
        performance = Performance(Plan.from_message(messages[0]), wire)
        signal.signal(signal.SIGTERM, performance.stop)
        performance.play()
    except ScoretimeError as error:
        wire.send({"error": str(error), "exit_code": error.exit_code})
    wire.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
