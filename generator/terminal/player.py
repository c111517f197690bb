"""`scoretime play` in the terminal: shows the performance, takes keys, sums up."""

from __future__ import annotations

import shlex
import signal
import time
from collections import deque

from generator.control.commands import Action
from generator.engine.mixer import TEMPO
from generator.errors import ScoretimeError, UsageError
from generator.session.front import Front
from generator.session.panel import Panel
from generator.session.unfinished import Beginning
from generator.session.wire import Message, drained
from generator.terminal.keys import Keys
from generator.terminal.line import View, digit_of, mute_line, status_line
from generator.terminal.screen import Screen
from generator.terminal.signals import Signals

FRAME_SECONDS = 1.0 / 30.0
RATE_SECONDS = 1.0
TEMPO_STEP_BPM = 2.0
SLOW_OPENING_SECONDS = 5.0
KEY = "key"
KEYS = "space pause, + - t tempo, m and a digit mute, r reroll, p panic, a audio, q quit"


class Player:
    """One performance in the terminal; `exit_reason` says how it came to its end."""

    def __init__(self, beginning: Beginning, screen: Screen, keys: Keys) -> None:
        self.plan = beginning.plan
        self.front = Front(self.plan)
        try:
            self._panel = Panel(self.front, beginning.ways)
        except BaseException:
            self.front.stop()
            raise
        self.exit_reason = ""
        self.failure: ScoretimeError | None = None
        self._desk = self._panel.desk
        self._keeper = beginning.keeper
        self._notices = beginning.notices
        self._screen = screen
        self._keys = keys
        self._asks_part = False
        self._counted: deque[tuple[float, int]] = deque()
        self._started_seconds = time.monotonic()
        self._patient = True

    def play(self, signals: Signals) -> None:
        """Play until the end, a key or a signal; what the engine could not do is `failure`."""
        try:
            while not self.exit_reason:
                self._hear(self.front.poll(FRAME_SECONDS))
                for key in self._keys.read():
                    self._try(key)
                self._see_end(signals)
                self._keeper.see(self.front)
                self._draw()
            self.front.fade()
            self._panel.close()  # before the engine: libjack has trouble when both go at once
            self._hear(self.front.stop())
        except ScoretimeError as error:
            self.exit_reason, self.failure = "error", error
        finally:
            self._panel.close()
            self.front.stop()
            self._keeper.close(clean=self.exit_reason not in ("", "error"))
            self._screen.close()

    def _see_end(self, signals: Signals) -> None:
        if signals.received is not None:
            interrupted = signals.received is signal.SIGINT
            self.exit_reason = "interrupt" if interrupted else "terminated"
        elif self.front.over and not self.exit_reason:
            duration_seconds = self.plan.extent.duration_seconds
            reached = duration_seconds is not None and self.seconds >= duration_seconds
            self.exit_reason = "duration" if reached else "end"

    @property
    def seconds(self) -> float:
        """How long the music has played."""
        return self.front.status().seconds

    # -- what the engine says

    def _hear(self, messages: list[Message]) -> None:
        for message in messages:
            self._panel.take(message)
            if "hello" in message:
                self._greet(message["hello"])
            elif "report" in message:
                self._screen.notice(message["report"])
        if self.front.hello is not None:
            for notice in [*self._panel.news(), *drained(self._keeper.notices)]:
                self._screen.notice(notice)

    def _greet(self, hello: Message) -> None:
        """Say what plays, once; and at every start what the engine had to leave out or make do."""
        choice = self.plan.choice
        notices = [*(self._notices if self.front.restarts == 0 else []), *hello["notices"]]
        if hello["module"] == "null" and self.plan.audio.module == "auto":
            notices.append(
                "no sound device: playing on null audio, unheard; render to a file with: scoretime "
                f"render {shlex.quote(choice.piece)} --seed {choice.seed} -o {hello['piece']}.wav"
            )
        if self.front.restarts == 0:
            notices.append(
                f"playing {hello['title']}, seed {choice.seed}, on {hello['module']} audio"
            )
            notices += self._panel.news()
            notices += [KEYS] if self._keys.there and self._screen.live else []
        for notice in notices:
            self._screen.notice(notice)

    # -- what the player presses

    def _try(self, key: str) -> None:
        """Do what a key asks for; before the engine has greeted there is only an end to ask for."""
        try:
            if self.front.hello is not None or key == "q":
                self._press(key)
        except UsageError as error:
            self._screen.notice(str(error))

    def _press(self, key: str) -> None:
        if self._asks_part:
            self._asks_part = False
            self._mute(key)
        elif key == " ":
            self._desk.toggle(KEY)
        elif key in "+=-_":
            self._change_tempo(TEMPO_STEP_BPM if key in "+=" else -TEMPO_STEP_BPM)
        elif key == "p":
            self._desk.act(Action.PANIC, KEY)
        elif key == "m":
            self._asks_part = True
        elif key == "t":
            self._desk.tap(KEY)
        elif key == "r":
            self._screen.notice(f"seed {self._desk.reroll(KEY)} from the next bar on")
        elif key == "a":
            self.front.return_to_audio()
        elif key == "q":
            self.exit_reason = "quit"

    def _change_tempo(self, difference_bpm: float) -> None:
        wanted = (self.front.wanted(TEMPO.id) or TEMPO.default) + difference_bpm
        self._desk.set(TEMPO.id, wanted, KEY)

    def _mute(self, key: str) -> None:
        for index, name in enumerate(self.front.subject.parts[:10]):
            if digit_of(index) != key:
                continue
            muted = self.front.wanted(f"{name}.mute")
            if muted is None:
                self._screen.notice("this orchestra has no channel strips: no part can be muted")
            else:
                self._desk.set(f"{name}.mute", 1.0 - muted, KEY)

    # -- what the screen shows

    def _draw(self) -> None:
        hello = self.front.hello
        if hello is None:
            self._draw_opening()
        elif self._screen.live and self.front.extra:
            columns = self._screen.columns
            if self._asks_part:
                self._screen.show(mute_line(self.front.subject.parts, columns))
            else:
                self._screen.show(status_line(self.front.status(), self._view(hello), columns))

    def _draw_opening(self) -> None:
        waited_seconds = time.monotonic() - self._started_seconds
        if self._patient and waited_seconds > SLOW_OPENING_SECONDS:
            self._patient = False
            self._screen.notice("the piece or the audio device takes long to open; Ctrl-C gives up")

    def _view(self, hello: Message) -> View:
        extra = self.front.extra
        return View(
            parts=self.front.subject.parts,
            module=hello["module"],
            sample_rate=hello["sample_rate"],
            clock_step_ms=extra["clock_step_ms"],
            realtime=extra["realtime"],
            events_per_second=self._events_per_second(),
        )

    def _events_per_second(self) -> float:
        now, events = time.monotonic(), self.front.status().events
        self._counted.append((now, events))
        while now - self._counted[0][0] > RATE_SECONDS:
            self._counted.popleft()
        return (events - self._counted[0][1]) / RATE_SECONDS
