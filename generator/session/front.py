"""The front's side of a performance: a proxy of the session, and its supervisor."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.control.commands import Action, Applied, Command
from generator.control.status import Status
from generator.control.surface import Subject
from generator.engine.audio import AudioSettings
from generator.errors import RangeError
from generator.session.heard import Heard, heard_from_message
from generator.session.logbook import Logbook
from generator.session.mirror import Mirror
from generator.session.plan import Plan
from generator.session.process import EngineProcess
from generator.session.supervisor import RemoteError, Supervisor
from generator.session.wire import Message, drained

if TYPE_CHECKING:
    from generator.session.listening import Listening

FADE_ALLOWANCE_SECONDS = 1.0
SHORTEST_LOOK_AHEAD_SECONDS, LONGEST_LOOK_AHEAD_SECONDS = 0.004, 10.0


class Front:
    """A performance in a process of its own, started again when it dies.

    `submit`, `status` and what else a Surface has may be used from any thread; everything else
    from one. `poll` must be called often; it returns what the engine said, and raises RemoteError
    where it could not start, EngineError where it dies over and over. listening: hears the sound,
    where the plan shows it and an engine has greeted.
    """

    def __init__(self, plan: Plan) -> None:
        self.listening: Listening | None = None
        self._mirror = Mirror()
        self._pending: deque[Command] = deque()
        self._unsent: list[Message] = []
        self._done_with = 0
        self._fading = False
        self._submitting = threading.Lock()
        self._logbook = Logbook(Path(plan.journal), plan) if plan.journal else None
        self._supervisor = Supervisor(plan, self._mirror, self._submitting, self._repeat)

    # -- the surface

    @property
    def subject(self) -> Subject:
        """What is being played."""
        return self._mirror.subject

    @property
    def values(self) -> Mapping[str, float]:
        """The present values of the parameters, by id."""
        return self._mirror.values

    def wanted(self, key: str) -> float | None:
        """Return the value that a parameter was last asked to have; None where it has none."""
        asked = [each for each in list(self._pending) if each.settled == (key,)]
        return asked[-1].value if asked else self.values.get(key)

    def submit(self, command: Command) -> None:
        """Ask the session for a command; where no engine plays it comes to nothing."""
        with self._submitting:
            if self._supervisor.down:
                return
            if command.action is Action.RECORD:
                self._record(command.subject if command.value else None)
            else:
                self._pending.append(command)
                self._process.wire.send({"command": command.to_message()})

    def status(self) -> Status:
        """Return the session's latest status; counts run on through restarts."""
        return self._mirror.status

    def sample_at(self, monotonic_seconds: float) -> int | None:
        """Return the session's sample at a time of `time.monotonic`; None before it plays."""
        return self._mirror.sample_at(monotonic_seconds)

    def monotonic_at(self, sample: int) -> float | None:
        """Return the time of `time.monotonic` of a sample; None before it plays."""
        return self._mirror.monotonic_at(sample)

    # -- what is known of the performance

    @property
    def applied(self) -> list[Applied]:
        """The commands that took effect; of very many, the latest."""
        return self._mirror.past.applied

    @property
    def hello(self) -> Message | None:
        """What the engine said first."""
        return self._mirror.hello

    @property
    def ended(self) -> Message | None:
        """What the engine said last."""
        return self._mirror.ended

    @property
    def extra(self) -> Message:
        """The status as it came, with clock step, look-ahead, peak, xruns and recording.

        margins: as LatePolicy counts them, where the plan shows them. recording: None, or its path
        and seconds.
        """
        return self._mirror.latest

    @property
    def version(self) -> str:
        """The digest of the version of a piece of one's own that plays, "" for another piece."""
        return self._mirror.version

    @property
    def over(self) -> bool:
        """Whether the performance has ended."""
        return self.ended is not None

    @property
    def playing(self) -> bool:
        """Whether an engine plays now, or waits to be told to; not while another takes over."""
        return self._process.greeted and bool(self.extra) and not self.over

    @property
    def restarts(self) -> int:
        """How many engines have died."""
        return self._mirror.restarts

    @property
    def gone(self) -> str:
        """The audio module that has failed and can be returned to, "" for none."""
        return self._supervisor.gone

    @property
    def troubles(self) -> list[str]:
        """What is wrong with the piece now, with file and line."""
        return [*self._mirror.troubles, *self._supervisor.mending.faults]

    @property
    def _trouble(self) -> str:
        """What is wrong first of all, for machines that need not know where the piece lies."""
        piece = self._supervisor.plan.choice.piece
        return next((text.replace(piece, Path(piece).name) for text in self.troubles), "")

    def heard(self) -> list[Heard]:
        """Return the notes that were committed since the last call, 8192 at most."""
        return [heard_from_message(each) for each in drained(self._mirror.notes)]

    def log(self) -> list[str]:
        """Return the lines that Csound has printed since the last call, 4000 at most."""
        return drained(self._mirror.lines)

    # -- what can be asked of it

    def poll(self, timeout_seconds: float) -> list[Message]:
        """Return what the engine said within this time, restarting it if it died."""
        messages = self._receive(timeout_seconds)
        reports = self._supervisor.tend(troubled=bool(self._mirror.troubles))
        reports += self._logbook.news() if self._logbook is not None else []
        return [*messages, *({"report": report} for report in reports)]

    def reopen(self, audio: AudioSettings | None, look_ahead_seconds: float | None) -> None:
        """Play on with other audio (None: the same), in another engine process.

        Where it does not open, or wants another sample rate, that of before is taken again, then
        any, then null; reports say so. Raises RangeError.
        """
        self._plan_look_ahead(look_ahead_seconds)
        self._supervisor.change(audio or self._supervisor.plan.audio)

    def return_to_audio(self) -> None:
        """Play on with the audio that had gone, if it opens; raises UsageError where none has."""
        self._supervisor.return_to_audio()

    def look_ahead(self, seconds: float | None) -> None:
        """Commit so far ahead from now on; None: by the clock's step. Raises RangeError."""
        self._plan_look_ahead(seconds)
        self._process.wire.send({"look_ahead": seconds})

    def reload(self) -> None:
        """Play a piece of one's own as its file is now, if that is fit; else it is a trouble.

        A file that is saved is noticed without this, unless `moment` is `off`. Raises UsageError
        for a bundled piece.
        """
        self._supervisor.mending.ask(self.values)

    @property
    def moment(self) -> str:
        """When a piece that is saved takes over, "" where it is a bundled one."""
        return self._supervisor.edits.moment if self._supervisor.mending.own else ""

    def reload_at(self, moment: str) -> None:
        """Have a piece that is saved take over at the next `bar`, `beat`, `section`, or `off`."""
        self._supervisor.reload_at(moment)

    def fade(self) -> None:
        """Ask for the end, once."""
        if not self._fading and self._process.greeted:
            self._fading = True
            self.submit(Command(Action.STOP))

    def stop(self) -> list[Message]:
        """Fade out and end, within a second or by force; return what was said last."""
        said: list[Message] = []
        if not self.over and self._process.greeted:
            self.fade()
            deadline = time.monotonic() + FADE_ALLOWANCE_SECONDS
            while not self.over and self._process.wire.open and time.monotonic() < deadline:
                said += self._receive(0.02)
        self._supervisor.close(at_once=not self.over)
        if self._logbook is not None:
            self._logbook.close(ended=self.over)
            said += [{"report": report} for report in self._logbook.news()]
            self._logbook = None
        return said

    # -- the engine process

    @property
    def _process(self) -> EngineProcess:
        return self._supervisor.process

    def _record(self, path: str | None) -> None:
        if self._supervisor.leaving:
            self._unsent.append({"record": path})
        else:
            self._process.wire.send({"record": path})

    def _plan_look_ahead(self, seconds: float | None) -> None:
        least, most = SHORTEST_LOOK_AHEAD_SECONDS, LONGEST_LOOK_AHEAD_SECONDS
        if seconds is not None and not least <= seconds <= most:
            raise RangeError(
                f"look-ahead {1000.0 * seconds:g} ms is out of range: "
                f"give {1000.0 * least:g} to {1000.0 * most:,g} ms"
            )
        plan = self._supervisor.plan
        self._supervisor.plan = replace(plan, look_ahead_seconds=seconds)

    def _receive(self, timeout_seconds: float) -> list[Message]:
        messages = self._process.receive(timeout_seconds)
        for message in messages:
            self._take(message)
        return messages

    def _take(self, message: Message) -> None:
        if "error" in message:
            self._supervisor.refusal = RemoteError(message["error"], message["exit_code"])
        self._mirror.take(message)
        if self._logbook is not None:
            self._logbook.take(message)
        if "status" in message:
            self._mirror.status.trouble = self._trouble
            self._forget_pending()
        elif "prepared" in message:
            self._let_take_over(message["prepared"])
        elif "unprepared" in message:
            self._supervisor.edits.unprepared()
            self._supervisor.mending.refuse(message["why"])
        elif "hello" in message:
            self._listen(message["hello"]["sample_rate"])

    def _let_take_over(self, digest: str) -> None:
        """Let a version take over that the engine has ready."""
        needed = {self.version, *self._mirror.past.versions}
        needed |= {each.subject for each in self._pending if each.action is Action.EDIT}
        edits = self._supervisor.edits
        command = edits.prepared(digest, needed)
        if self._logbook is not None:
            self._logbook.keep(edits.known.values())
        self.submit(command)

    def _listen(self, sample_rate: int) -> None:
        scope_file = self._supervisor.scope_file
        if scope_file is not None and self.listening is None:
            from generator.session.listening import Listening  # numpy is for windows only
            from generator.session.scope import Scope

            self.listening = Listening(Scope(scope_file.fileno()), sample_rate)

    def _forget_pending(self) -> None:
        """Forget the commands that the engine is done with."""
        with self._submitting:
            while self._done_with < self._mirror.taken and self._pending:
                self._pending.popleft()
                self._done_with += 1

    def _repeat(self) -> None:
        """Ask another engine for what the last one was not done with."""
        self._done_with = 0
        for command in self._pending:
            self._process.wire.send({"command": command.to_message()})
        while self._unsent:
            self._process.wire.send(self._unsent.pop(0))
