"""What the engine process tells the front: greeting, changes, reports, status."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict

from generator.composition.event import Event
from generator.control.commands import Applied
from generator.engine.csound import LiveCsound, versions
from generator.session.heard import to_message
from generator.session.live import LiveRun
from generator.session.load import Load
from generator.session.session import Session
from generator.session.subject import subject_of
from generator.session.wire import Message, Wire, drained, message_of

REPLAYED_COUNTS = ("events", "refused", "faults", "shed")
NOTES_KEPT = 4096


class NoteLog:
    """A log that keeps the latest notes, to be told of them."""

    def __init__(self) -> None:
        self.notes: deque[Event] = deque(maxlen=NOTES_KEPT)

    def note(self, event: Event) -> None:
        """Keep a note."""
        self.notes.append(event)

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Do without."""

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Do without."""


class Teller:
    """Tells of a session at the other end of a wire; what an earlier engine had told, it skips.

    shown: the notes for a window, where there is one; it also wants the margins. begins_anew:
    whether what is still to be replayed is new.
    """

    def __init__(
        self,
        session: Session,
        run: LiveRun,
        engine: LiveCsound,
        wire: Wire,
        shown: NoteLog | None,
        *,
        begins_anew: bool = False,
    ) -> None:
        self._session = session
        self._run = run
        self._engine = engine
        self._wire = wire
        self._shown = shown
        status = session.status()
        self._replayed = {name: getattr(status, name) for name in REPLAYED_COUNTS}
        self._told_before = [] if begins_anew or not status.sample else session.scripted
        self._told_setup = session.setup
        self._told_troubles: list[str] = []
        self._process_load = Load(time.process_time)
        self._audio_load = Load(engine.used_seconds)

    def greet(self, notices: list[str], refusals: list[str]) -> None:
        """Say what plays, and on what; refusals: why on nothing better."""
        setup, engine = self._session.setup, self._engine
        self._wire.send(
            {
                "hello": {
                    "piece": setup.piece.name,
                    "title": setup.piece.title,
                    "subject": message_of(subject_of(setup)),
                    "values": dict(setup.parameters),
                    "version": setup.version,
                    "versions": versions(),
                    "module": engine.audio.module,
                    "device": engine.audio.device,
                    "buffer_frames": engine.audio.buffer_frames,
                    "hardware_frames": engine.audio.hardware_frames,
                    "sample_rate": engine.sample_rate,
                    "ksmps": engine.ksmps,
                    "realtime": self._run.realtime,
                    "notices": notices,
                    "refusals": refusals,
                }
            }
        )

    def tell(self, reports: Sequence[deque[str]], troubles: list[str], extra: Message) -> None:
        """Send what is new: commands that took effect, changes, reports, and the status."""
        session, send = self._session, self._wire.send
        taken = session.taken
        if session.setup is not self._told_setup:
            self._told_setup = session.setup
            values = dict(session.parameters)
            subject, version = message_of(subject_of(session.setup)), session.setup.version
            send({"subject": subject, "values": values, "version": version})
        if applied := [each for each in drained(session.applied) if not self._known(each)]:
            send({"applied": [each.to_message() for each in applied]})
        if moved := drained(session.stage.late.moved):
            send({"late": moved})
        changes = {change.parameter: change for change in drained(session.controls.changes)}
        known = [change for key, change in changes.items() if key in session.parameters]
        if known:
            send({"changes": known})
        for texts in reports:
            for text in drained(texts):
                send({"report": text})
        if troubles != self._told_troubles:
            self._told_troubles = troubles
            send({"troubles": troubles})
        if self._shown is not None:
            extra |= {"margins": session.stage.late.margins}
            if self._shown.notes:
                send({"heard": [to_message(event) for event in drained(self._shown.notes)]})
        send({"status": self._status() | extra | {"taken": taken}})

    def _known(self, applied: Applied) -> bool:
        """Whether an earlier engine has told of a command, which was to act only now."""
        if applied not in self._told_before:
            return False
        self._told_before.remove(applied)
        return True

    def _status(self) -> Message:
        """Return the session's status and what this process adds to it.

        What an earlier engine had counted, and this one has only replayed, does not count again.
        """
        status, seconds = asdict(self._session.status()), time.monotonic()
        return status | {
            **{name: status[name] - self._replayed[name] for name in REPLAYED_COUNTS},
            "sample": self._run.plausible(seconds, status["sample"]),
            "monotonic": seconds,
            "gap_ms": 1000.0 * self._run.gap_seconds or None,
            "began_sample": self._session.began_sample,
            "clock_step_ms": 1000.0 * self._run.clock_step_seconds,
            "look_ahead_ms": 1000.0 * self._run.look_ahead_seconds,
            "look_ahead_by_clock": self._run.goes_by_clock,
            "realtime": self._run.realtime,
            "cpu_percent": self._process_load.percent() or 0.0,
            "audio_percent": self._audio_load.percent(),
            "meters": self._meters(),
            "broken": self._engine.faults().blocks,
        }

    def _meters(self) -> list[float]:
        setup = self._session.setup
        if not setup.orchestra.bundled:
            return []
        parts = (str(part.number) for part in setup.piece.parts if part.sounding)
        return [self._engine.channel(f"meter.{name}") for name in ("left", "right", *parts)]
