"""What keeps a performance playing, in one engine process after another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import IO

from generator.engine.audio import AudioSettings
from generator.errors import AudioDeviceError, EngineError, ScoretimeError
from generator.session.mending import Mending
from generator.session.mirror import Mirror
from generator.session.plan import Plan
from generator.session.process import EngineProcess

LEAVING_SECONDS = 0.3
ENDING_SECONDS = 0.2
MAXIMUM_RESTARTS = 5
RESTART_WINDOW_SECONDS = 60.0
USUAL = AudioSettings("auto"), AudioSettings("null")


class RemoteError(ScoretimeError):
    """An error that the engine process met, with its exit code."""

    def __init__(self, text: str, exit_code: int) -> None:
        super().__init__(text)
        self.exit_code = exit_code


class Supervisor:
    """Starts engines, lets one take over from another, and says when there can be none.

    plan: with the audio that is in force. process: the present engine. refusal: why it could not
    start, until that is seen to. down: whether there is none, because a piece that a window shows
    cannot be loaded as it is now. restarts: how many have died. speaking: held by whoever speaks to
    the engine, and while another takes its place; then `repeat` tells that one what is not done.
    """

    def __init__(
        self, plan: Plan, mirror: Mirror, speaking: threading.Lock, repeat: Callable[[], None]
    ) -> None:
        self.plan = plan
        self.refusal: RemoteError | None = None
        self.down = False
        self.restarts = 0
        self.mending = Mending(plan.choice)
        self.scope_file = _shared_file() if plan.shows else None
        self._mirror = mirror
        self._speaking = speaking
        self._repeat = repeat
        self._wanted: AudioSettings | None = None
        self._fallbacks: list[AudioSettings] = []
        self._leaving_until: float | None = None
        self._restarted_seconds: list[float] = []
        self.process = EngineProcess(plan, self.scope_file)

    @property
    def leaving(self) -> bool:
        """Whether the engine makes room for another, and hears nothing any more."""
        return self._leaving_until is not None

    def change(self, audio: AudioSettings) -> None:
        """Let another engine take over, with this audio, as soon as it can."""
        self._wanted = audio

    def tend(self, *, troubled: bool) -> list[str]:
        """Do what is due; return what to tell the player.

        Raises RemoteError where the performance cannot start, EngineError where it dies over and
        over.
        """
        now = time.monotonic()
        ended = self._mirror.ended
        failure = ended["failure"] if ended is not None else None
        if ended is not None and failure is None:
            return []
        reports = [self._see_to_engine(now, failure)]
        if self.mending.look(now, troubled=troubled):
            self._wanted = self._wanted or self.plan.audio
            reports.append(f"{self.plan.choice.piece} plays as it is now")
        return [report for report in reports if report]

    def close(self, *, at_once: bool) -> None:
        """End the engine and all that goes on beside it."""
        self.process.end(0.0 if at_once else ENDING_SECONDS)
        self.mending.close()
        if self.scope_file is not None:
            self.scope_file.close()

    def _see_to_engine(self, now: float, failure: str | None) -> str:
        if self.refusal is not None:
            return self._after_refusal()
        if self.down:
            return self._take_over() if self._wanted is not None else ""
        if self._leaving_until is not None:
            left = self.process.left or self.process.gone or now > self._leaving_until
            return self._take_over() if left else ""
        if failure is not None or self.process.gone:
            return self._restart(now, failure)
        known = self._mirror.epoch_seconds is not None
        if self._wanted is not None and self.process.greeted and known:
            self._leaving_until = now + LEAVING_SECONDS
            self.process.wire.send({"leave": True})
        return ""

    def _take_over(self) -> str:
        """Let another engine go on in place of one that has left."""
        former = self.plan.audio
        wanted, self._wanted = self._wanted or former, None
        self._fallbacks = [each for each in (former, *USUAL) if each != wanted]
        self.process.end()
        self._start(wanted)
        return ""

    def _after_refusal(self) -> str:
        """Go on with other audio where that of an engine did not open."""
        error, self.refusal = self.refusal, None
        assert error is not None
        self.process.end()
        if self._mirror.epoch_seconds is None:
            raise error
        if error.exit_code == AudioDeviceError.exit_code and self._fallbacks:
            audio = self._fallbacks.pop(0)
            self._start(audio)
            return f"trying {audio.module} audio instead: {error}"
        if not self.plan.shows:
            raise error
        self.down = True
        self.mending.faults = [str(error)]
        return str(error)

    def _restart(self, now: float, failure: str | None) -> str:
        """Start another engine in place of one that has died."""
        if self.process.greeted:
            self._fallbacks = [each for each in USUAL if each != self.plan.audio]
            audio = self.plan.audio
        else:
            audio = self._fallbacks.pop(0) if self._fallbacks else self.plan.audio
        reason = self.process.end()
        recent = [at for at in self._restarted_seconds if now - at < RESTART_WINDOW_SECONDS]
        self._restarted_seconds = [*recent, now]
        if self._mirror.epoch_seconds is None or len(recent) >= MAXIMUM_RESTARTS:
            raise EngineError(f"the engine process died: {failure or reason}")
        self._start(audio)
        self.restarts += 1
        return f"the engine died ({failure or reason}) and was started again"

    def _start(self, audio: AudioSettings) -> None:
        """Start an engine where the music would be now."""
        self.plan = replace(self.plan, audio=audio)
        self.mending.loaded()
        plan = self._resumed()
        self._mirror.forget_engine()
        with self._speaking:
            self.down = False
            self._leaving_until = None
            self.process = EngineProcess(plan, self.scope_file)
            self._repeat()

    def _resumed(self) -> Plan:
        mirror, plan = self._mirror, self.plan
        assert mirror.hello is not None
        assert mirror.epoch_seconds is not None
        if "recording" in mirror.latest:  # as it is now, whatever was planned
            under_way = mirror.latest["recording"] or {"path": None, "start_sample": 0}
            start_sample = under_way["start_sample"]
            plan = replace(plan, recording=under_way["path"], recording_sample=start_sample)
        return plan.resumed(mirror.epoch_seconds, mirror.applied, mirror.hello["sample_rate"])


def _shared_file() -> IO[bytes]:
    from generator.session.scope import shared_file  # numpy is for windows only

    return shared_file()
