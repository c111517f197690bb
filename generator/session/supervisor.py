"""What keeps a performance playing, in one engine process after another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import IO

from generator.engine.audio import AudioSettings, candidates
from generator.errors import EngineError, ScoretimeError, UsageError
from generator.session.edits import OFF, Edits
from generator.session.mending import Mending
from generator.session.mirror import Mirror
from generator.session.plan import Plan
from generator.session.process import DEVICE_SECONDS, Reserve
from generator.session.wire import Message

LEAVING_SECONDS = 0.3
ENDING_SECONDS = 0.2
MAXIMUM_RESTARTS, MAXIMUM_TRIES = 5, 3  # in this time: of engines that die, of a device that goes
RESTART_WINDOW_SECONDS = 60.0
RESERVE_SECONDS = 1.0  # after an engine has greeted, so that it is not in its way
REPLACING_SECONDS, RETURNING_SECONDS = 0.5, 2.0  # for a device to open
USUAL = AudioSettings("auto"), AudioSettings("null")
NAMES = {"jack": "JACK", "pulse": "PulseAudio", "alsa": "ALSA", "portaudio": "PortAudio"}


class RemoteError(ScoretimeError):
    """An error that the engine process met, with its exit code."""

    def __init__(self, text: str, exit_code: int) -> None:
        super().__init__(text)
        self.exit_code = exit_code


class Supervisor:
    """Starts engines, lets one take over from another, and says when there can be none.

    plan: with the audio that is in force. process: the present engine. refusal: why it could not
    start, until that is seen to. edits: the versions of a piece of one's own. down: whether there
    is no engine, because a piece that a window shows
    cannot be loaded as it is now. gone: the audio module that failed and can be returned to, "" for
    none. speaking: held by whoever speaks to the engine, and while another takes its place; then
    `repeat` tells that one what is not done.
    """

    def __init__(
        self, plan: Plan, mirror: Mirror, speaking: threading.Lock, repeat: Callable[[], None]
    ) -> None:
        self.refusal: RemoteError | None = None
        self.down = False
        self.gone = ""
        self.mending = Mending(plan.choice, edits=plan.reload != OFF)
        self.plan = plan = replace(plan, version=self.mending.version)
        self.edits = Edits(plan.version, plan.reload)
        self.scope_file = _shared_file() if plan.shows else None
        self._mirror = mirror
        self._speaking = speaking
        self._repeat = repeat
        self._wanted: AudioSettings | None = None
        self._aim: AudioSettings | None = None  # what the player has asked for, until it plays
        self._before_gone = plan.audio
        self._why_gone = ""
        self._choices = [plan.audio]
        self._device_seconds = DEVICE_SECONDS
        self._refusals: list[str] = []
        self._leaving_until: float | None = None
        self._greeted_seconds: float | None = None
        self._died_seconds: list[float] = []
        self._gone_seconds: list[float] = []
        self._reserve = Reserve(self.scope_file)
        self.process = self._reserve.take()
        self.process.play(plan)

    @property
    def leaving(self) -> bool:
        """Whether the engine makes room for another, and hears nothing any more."""
        return self._leaving_until is not None

    def change(self, audio: AudioSettings) -> None:
        """Let another engine take over, with this audio, as soon as it can."""
        self._wanted = audio
        self._aim = audio if audio != self.plan.audio else None

    def reload_at(self, moment: str) -> None:
        """Have a piece that is saved take over at this moment, of MOMENTS."""
        self.edits.moment, self.mending.edits = moment, moment != OFF

    def return_to_audio(self) -> None:
        """Let an engine take over with the audio that has gone; raises UsageError for none."""
        if not self.gone:
            raise UsageError("the audio plays as it was asked for: there is none to return to")
        self.change(self._before_gone)

    def tend(self, *, troubled: bool) -> list[str]:
        """Do what is due; return what to tell the player.

        Raises RemoteError where the performance cannot start, EngineError where it dies over and
        over.
        """
        now = time.monotonic()
        ended = self._mirror.ended
        if ended is not None and ended["failure"] is None:
            return []
        reports = [self._see_to_engine(now), *self._see_to_files(now, troubled=troubled)]
        return [report for report in reports if report]

    def _see_to_files(self, now: float, *, troubled: bool) -> list[str]:
        """Have a piece that has changed take over; return what to tell the player."""
        faults = self.mending.faults
        fit = self.mending.look(now, troubled=troubled, values=self._mirror.values)
        if fit is not None:
            self.edits.offer(fit)
        if self.process.greeted and not (self.leaving or self.down):
            self.edits.pass_on(self.process.wire)
        if fit is not None and (self.down or fit.orchestra):
            if self.down:
                self.plan = replace(self.plan, version=fit.version)
            self._wanted = self._wanted or self.plan.audio
            return [f"{self.plan.choice.piece} plays as it is now"]
        if self.mending.faults is faults or self.down:
            return []
        return [f"{fault}; the version before plays on" for fault in self.mending.faults]

    def close(self, *, at_once: bool) -> None:
        """End the engine and all that goes on beside it."""
        self._reserve.close()
        self.process.end(0.0 if at_once else ENDING_SECONDS)
        self.mending.close()
        if self.scope_file is not None:
            self.scope_file.close()

    def _see_to_engine(self, now: float) -> str:
        if self.refusal is not None:
            return self._after_refusal()
        if self.down:
            return self._take_over() if self._wanted is not None else ""
        if self._leaving_until is not None:
            left = self.process.left or self.process.gone or now > self._leaving_until
            return self._take_over() if left else ""
        if self._mirror.ended is not None or self.process.gone:
            return self._after_failure(now)
        if self.process.greeted and self._greeted_seconds is None:
            self._greeted_seconds = now
            return self._arrived()
        if self._greeted_seconds is not None and now - self._greeted_seconds > RESERVE_SECONDS:
            self._reserve.fill()
        known = self._mirror.epoch_seconds is not None
        if self._wanted is not None and self.process.greeted and known:
            self._leaving_until = now + LEAVING_SECONDS
            self.process.wire.send({"leave": True})
        return ""

    # -- one engine after another

    def _arrived(self) -> str:
        """Take note that an engine plays; return what is new about its audio."""
        self.plan = replace(self.plan, audio=self._choices[max(self.process.tries, 1) - 1])
        module = _named(self._module)
        why_gone, self._why_gone = self._why_gone, ""
        refusals = [*self._refusals, *(self._hello.get("refusals") or [])]
        aim, self._aim = self._aim, None
        back = self._module == self.gone
        if back or aim == self.plan.audio:
            self.gone = ""
        if why_gone:
            on = f"playing on {module}; return to {_named(self.gone)} when it is back"
            return f"{why_gone}: {'it was opened again' if back else on}"
        if refusals:
            return f"playing on {module} instead: {'; '.join(refusals)}"
        return f"playing on {module} again" if back else ""

    def _take_over(self) -> str:
        """Let another engine go on in place of one that has left."""
        former = self.plan.audio
        wanted, self._wanted = self._wanted or former, None
        self.process.end()
        returns = bool(self.gone) and wanted == self._before_gone
        seconds = RETURNING_SECONDS if returns else DEVICE_SECONDS
        self._start([wanted, former, *USUAL], seconds)
        return ""

    def _after_refusal(self) -> str:
        """Wait for a piece to be mended, where there is a window to do it in."""
        error, self.refusal = self.refusal, None
        assert error is not None
        self.process.end()
        if self._mirror.epoch_seconds is None or not self.plan.shows:
            raise error
        self.down = True
        self.mending.faults = [str(error)]
        return str(error)

    def _after_failure(self, now: float) -> str:
        """Go on after an engine that has died or hangs, or whose device has gone."""
        ended = self._mirror.ended or {}
        hangs = self.process.wire.open and not self.process.greeted
        reason = self.process.end()
        if self._mirror.epoch_seconds is None:
            raise EngineError(f"the engine process died: {ended.get('failure') or reason}")
        left = self._choices[self.process.tries :]
        if hangs and left:
            hung = self._choices[max(self.process.tries, 1) - 1]
            self._start(left, self._device_seconds, [f"{_named(hung.module)} does not answer"])
            return ""
        self._mirror.restarts += 1
        if ended.get("device") and self._module != "null":
            self._replace_device(now, ended["failure"])
            return ""
        return self._restart(now, ended.get("failure") or reason)

    def _restart(self, now: float, reason: str) -> str:
        """Start another engine in place of one that has died."""
        self._died_seconds = _recent(self._died_seconds, now)
        if len(self._died_seconds) > MAXIMUM_RESTARTS:
            raise EngineError(f"the engine process died: {reason}")
        left = self._choices[self.process.tries :]
        playing = self._greeted_seconds is not None or not left
        self._start([self.plan.audio, *USUAL] if playing else left)
        return f"the engine died ({reason}) and was started again"

    def _replace_device(self, now: float, reason: str) -> None:
        """Open the device anew that has gone, unless it goes all the time; else the next one."""
        module, audio = self._module, self.plan.audio
        self._gone_seconds = _recent(self._gone_seconds, now)
        if not self.gone:
            self.gone, self._before_gone = module, audio
        self._why_gone = f"{_named(module)} has gone ({reason})"
        others = [each for each in candidates("auto") if each != module]
        choices = [replace(audio, module=each, device="") for each in others]
        if len(self._gone_seconds) <= MAXIMUM_TRIES:
            choices.insert(0, replace(audio, module=module))
        self._start(choices, REPLACING_SECONDS)
        self._reserve.fill()  # it may not answer, and then another engine is wanted soon

    def _start(
        self,
        choices: Iterable[AudioSettings],
        device_seconds: float = DEVICE_SECONDS,
        refusals: Iterable[str] = (),
    ) -> None:
        """Start an engine where the music would be now, on the first of these that opens.

        device_seconds: how long each may take, but for null audio. refusals: why none before did.
        """
        self._choices = list(dict.fromkeys(choices))
        self._device_seconds = device_seconds
        self._refusals = list(refusals)
        self.plan = replace(self.plan, audio=self._choices[0])
        self.mending.loaded()
        self.edits.again()
        plan = replace(self._resumed(), otherwise=tuple(self._choices[1:]))
        self._mirror.forget_engine()
        with self._speaking:
            self.down = False
            self._leaving_until = self._greeted_seconds = None
            self.process = self._reserve.take()
            self.process.play(plan, device_seconds)
            self._repeat()

    def _resumed(self) -> Plan:
        mirror, plan = self._mirror, self.plan
        assert mirror.hello is not None
        assert mirror.epoch_seconds is not None
        if "recording" in mirror.latest:  # as it is now, whatever was planned
            under_way = mirror.latest["recording"] or {"path": None, "start_sample": 0}
            start_sample = under_way["start_sample"]
            plan = replace(plan, recording=under_way["path"], recording_sample=start_sample)
        script = mirror.script(plan.extent, time.monotonic())
        plan = replace(plan, versions=tuple(self.edits.known.values()))
        return plan.resumed(mirror.epoch_seconds, script, mirror.hello["sample_rate"])

    @property
    def _hello(self) -> Message:
        """What the engine said that greeted last."""
        return self._mirror.hello or {}

    @property
    def _module(self) -> str:
        """Its audio module."""
        return str(self._hello.get("module", ""))


def _recent(times: list[float], now: float) -> list[float]:
    """Return the times within the window, and now."""
    return [*(each for each in times if now - each < RESTART_WINDOW_SECONDS), now]


def _named(module: str) -> str:
    return NAMES.get(module, f"{module} audio")


def _shared_file() -> IO[bytes]:
    from generator.session.scope import shared_file  # numpy is for windows only

    return shared_file()
