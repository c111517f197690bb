"""A live performance as the window knows it: the engine's front and every way in from outside."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from generator.control.commands import Action
from generator.control.desk import Desk
from generator.control.status import MISHAPS, Status
from generator.errors import EngineError, ScoretimeError
from generator.session.front import Front
from generator.session.keeper import Keeper
from generator.session.listening import Sound
from generator.session.panel import Panel as WaysIn
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.wire import Message, drained
from gui.frame import Audio, Frame, Recording
from gui.hand import SOURCE

MOST_NEWS = 100
COUNTED = [mishap.name for mishap in MISHAPS]


class Live:
    """Plays a plan; `frame` is called thirty times a second and says how it stands.

    exit_reason: how it came to its end, "" while it goes on; failure: what ended it. keeper: keeps
    its last state, where that is wanted; news: what to tell the player first.
    """

    def __init__(
        self, plan: Plan, ways: Ways, keeper: Keeper | None = None, news: Sequence[str] = ()
    ) -> None:
        self.plan = plan
        self.exit_reason = ""
        self.failure: ScoretimeError | None = None
        self.front = Front(plan)
        try:
            self._ways = WaysIn(self.front, ways)
        except BaseException:
            self.front.stop()
            raise
        self._ways.monitor.watching = True
        self._keeper = keeper
        self._news: deque[str] = deque(news, maxlen=MOST_NEWS)
        self._forgiven = dict.fromkeys(COUNTED, 0)
        self._listens = False
        self._sound: Sound | None = None
        self._look_ahead_seconds = plan.look_ahead_seconds
        self._greeted = False

    @property
    def desk(self) -> Desk:
        """What everything that can be steered is asked of."""
        return self._ways.desk

    # -- one frame

    def frame(self) -> Frame:
        """Hear what the engine has said and return how it stands."""
        self._hear()
        front, extra, now = self.front, self.front.extra, time.monotonic()
        return Frame(
            now_seconds=now,
            subject=front.subject,
            values=front.values,
            status=self._forgiving(front.status()),
            sample=front.sample_at(now) or 0.0,
            playing=front.playing,
            audio=_audio(front.hello or {}, extra, front.gone),
            links=self._ways.links(),
            sound=self._listen(now),
            notes=front.heard(),
            log=front.log(),
            seen=self._ways.monitor.taken(),
            bindings=self.desk.bindings(),
            margins=extra.get("margins", ()),
            recording=_recording(extra),
            troubles=front.troubles,
            news=[self._news.popleft() for _ in range(len(self._news))],
            snapshots=self.desk.bank.names(front.subject.piece),
        )

    def _listen(self, now: float) -> Sound | None:
        """Return what is heard, anew at every second frame: the eye needs no more."""
        self._listens = not self._listens
        if self._listens and self.front.listening is not None:
            self._sound = self.front.listening.read(now)
        return self._sound

    def _forgiving(self, status: Status) -> Status:
        """Return a status that counts from the last reset."""
        counts = {name: getattr(status, name) for name in COUNTED}
        left = {n: count and count - self._forgiven[n] for n, count in counts.items()}
        return replace(status, **left)

    def _hear(self) -> None:
        for message in self.front.poll(0.0):
            self._ways.take(message)
            if "hello" in message:
                self._greet(message["hello"])
            elif "report" in message:
                self._news.append(message["report"])
        if self.front.hello is not None:
            self._news += self._ways.news()
        if self._keeper is not None:
            self._keeper.see(self.front)
            self._news += drained(self._keeper.notices)

    def _greet(self, hello: Message) -> None:
        self._news += hello["notices"]
        if not self._greeted:
            self._greeted = True
            begins = ": Space plays" if self.plan.waits else ""
            self._news.append(f"{hello['title']}, seed {self.plan.choice.seed}{begins}")
            if hello["module"] == "null" and self.plan.audio.module == "auto":
                self._news.append("no sound device: unheard; the page Render makes a file")

    # -- what only the player at this machine can do

    def panic(self) -> None:
        """Silence everything, from whatever thread, at once."""
        self.desk.act(Action.PANIC, SOURCE)

    def record(self, on: bool) -> None:
        """Start a recording with a name of its own, or end the one there is."""
        self.desk.record(on, SOURCE)

    def link(self, on: bool) -> None:
        """Join the Link session, or leave it."""
        self._ways.link(on)

    def open_audio(self, wanted: Audio) -> None:
        """Play on with other audio; it falls back, with news, where that does not open."""
        self.front.reopen(
            replace(
                self.plan.audio,
                module=wanted.module,
                device=wanted.device,
                buffer_frames=wanted.buffer_frames,
                hardware_frames=wanted.hardware_frames,
            ),
            self._look_ahead_seconds,
        )

    def return_to_audio(self) -> None:
        """Play on with the audio that has failed, if it is back; raises UsageError for none."""
        self.front.return_to_audio()

    def look_ahead(self, milliseconds: float | None) -> None:
        """Commit so far ahead from now on; None leaves it to the clock's step."""
        self._look_ahead_seconds = None if milliseconds is None else milliseconds / 1000.0
        self.front.look_ahead(self._look_ahead_seconds)

    @property
    def moment(self) -> str:
        """When a piece that is saved takes over, "" where it is a bundled one."""
        return self.front.moment

    def reload_at(self, moment: str) -> None:
        """Have a piece that is saved take over at the next `bar`, `beat`, `section`, or `off`."""
        self.front.reload_at(moment)

    def reload(self) -> None:
        """Play the piece as its file is now; raises UsageError for a bundled one."""
        self.front.reload()

    def reset_counts(self) -> None:
        """Count all mishaps from 0."""
        status = self.front.status()
        self._forgiven = {name: getattr(status, name) or 0 for name in COUNTED}

    # -- its end

    @property
    def reason_of_end(self) -> str:
        """How the music came to its end by itself: it was that long, or had said all."""
        seconds = self.plan.extent.duration_seconds
        return "end" if seconds is None or self.front.status().seconds < seconds else "duration"

    def close(self) -> None:
        """Fade, end the performance and close every way in; at most about a second."""
        try:
            self.front.fade()
            self._ways.close()  # before the engine: libjack has trouble when both go at once
            self.front.stop()
        except EngineError as error:
            self.failure = self.failure or error
        finally:
            if self._keeper is not None:
                self._keeper.close(clean=self.exit_reason not in ("", "error"))


def _audio(hello: Message, extra: Message, gone: str) -> Audio:
    if not hello or not extra:
        return Audio()
    return Audio(
        module=hello["module"],
        device=hello["device"],
        buffer_frames=hello["buffer_frames"],
        hardware_frames=hello["hardware_frames"],
        sample_rate=hello["sample_rate"],
        ksmps=hello["ksmps"],
        realtime=extra["realtime"],
        clock_step_ms=extra["clock_step_ms"],
        look_ahead_ms=extra["look_ahead_ms"],
        look_ahead_by_clock=extra["look_ahead_by_clock"],
        gone=gone,
    )


def _recording(extra: Message) -> Recording | None:
    told = extra.get("recording")
    return Recording(told["path"], told["seconds"]) if told else None
