"""The window with a performance in it, from opening to closing."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Protocol

from generator.control.folders import window_file
from generator.errors import ScoretimeError
from generator.session.forms import FormField
from generator.session.keeper import Keeper
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.session.unfinished import Beginning, Unfinished
from gui.board import Board
from gui.controller import Controller
from gui.frame import Frame
from gui.hand import Hand
from gui.live import Live
from gui.pages.audio import Audio
from gui.pages.controllers import Controllers
from gui.pages.events import Events
from gui.pages.log import Log
from gui.pages.mixer import Mixer
from gui.pages.parameters import PieceParameters, SoundParameters
from gui.pages.render import Render
from gui.pages.timing import Timing
from gui.panels.analysis import Analysis
from gui.panels.footer import Footer
from gui.panels.header import Header
from gui.panels.left import Left
from gui.panels.master import Master
from gui.panels.roll import Roll
from gui.panels.tabs import Tabs
from gui.settings import Settings
from gui.widget import Context, Page, View
from gui.window import Window

FADE_SECONDS = 1.0
NEWS_KEPT = 100


class Signals(Protocol):
    """Who knows of signals that ask for the end."""

    @property
    def received(self) -> signal.Signals | None:
        """The signal that came, if one did."""
        ...


class App:
    """A window that steers one performance. fields: what can be chosen on the page Render.

    told: the latest news. again: whether the player wants the piece once more. offer: what broke
    off before, which the player is asked about. resumes: whether that is wanted instead.
    """

    def __init__(
        self,
        live: Live,
        window: Window,
        settings: Settings,
        fields: Sequence[FormField],
        offer: Unfinished | None = None,
    ) -> None:
        self.live = live
        self.window = window
        self.told: deque[str] = deque(maxlen=NEWS_KEPT)
        self.again = self.resumes = False
        self._offer = offer
        self._settings = settings
        self._over = False
        self._closing_seconds: float | None = None
        self._still = live.frame()  # what is seen once it is over
        self.view = View(self._still)
        self.controller = Controller(self.view, window, self.ask_to_close)
        self.context = Context(live, Hand(live.desk), self.controller, window.style)
        self.pages = _pages(self.context, fields, live.plan.choice)
        self.tabs = Tabs(self.context, [page.title for page in self.pages])
        self.board = self._board()
        self.controller.serve(self.context, self.board, self.tabs.turn)
        window.serve(self.controller)
        with suppress(ValueError):
            self.tabs.go_to(self.tabs.titles.index(settings.page))

    def _board(self) -> Board:
        context = self.context
        before = [Header(context), Left(context), Roll(context), Analysis(context), self.tabs]
        board = Board(before, self.pages, [Master(context), Footer(context)])
        self.tabs.on_change = board.turn_to
        return board

    # -- its life

    def run(self, signals: Signals, until: Callable[[], bool] = lambda: False) -> None:
        """Show frames until the window is to be closed, or something else holds."""
        self.window.run(
            lambda: self._safely(signals) and not until(), self.ask_to_close, self._lose
        )

    def _safely(self, signals: Signals) -> bool:
        """Show one frame; a fault of the window is said, and ends nothing."""
        try:
            return self._frame(signals)
        except Exception as fault:
            self.window.own_up(fault)
            return True

    def _frame(self, signals: Signals) -> bool:
        """Show one frame; return whether another one is to come."""
        if signals.received is not None:
            interrupted = signals.received is signal.SIGINT
            self.close("interrupt" if interrupted else "terminated")
        if self.window.drawn:
            self.view.frame_ms = 1000.0 * self.window.drawn[-1].seconds
        if self._over:
            self.show(self._still)
        else:
            self._hear()
        if self._closing_seconds is None:
            return True
        return not self._over and time.monotonic() < self._closing_seconds

    def _hear(self) -> None:
        """Show what the engine says; at its end, ask what then."""
        try:
            self.show(self.live.frame())
        except ScoretimeError as error:
            self._end("error", str(error))
            self.live.failure = error
        else:
            if self.live.front.over:
                self._end(self.live.reason_of_end, f"{self.view.frame.subject.title} has ended.")
            elif self._offer is not None and self.live.front.hello:
                self._ask_to_resume(self._offer)

    def show(self, frame: Frame) -> None:
        """Draw a frame; what the window has to say is news of it."""
        said, self.controller.said = self.controller.said, []
        self.view.frame = replace(frame, news=[*frame.news, *said]) if said else frame
        self.told.extend(self.view.frame.news)
        if self.board.show(self.view):
            self.controller.renewed()

    def _ask_to_resume(self, offer: Unfinished) -> None:
        """Ask, once, whether to go on with what broke off; where music plays, only tell of it."""
        self._offer = None
        self.controller.said += offer.offer
        if self.live.plan.waits:
            answers = {"Resume": self._resume, "Not now": offer.entry.close}
            self.controller.ask(offer.question, answers)
        else:
            offer.entry.close()

    def _resume(self) -> None:
        self.resumes = True
        self.live.exit_reason = "quit"
        self._shut()

    # -- its end

    def _end(self, reason: str, text: str) -> None:
        self._over = True
        self.live.exit_reason = self.live.exit_reason or reason
        if self.closing:
            return
        if not self.live.front.hello or reason == "duration":
            self.close(reason)
            return
        self._still = replace(self.view.frame, playing=False, notes=(), log=(), seen=(), news=())
        self.controller.ask(text, {"Play it again": self._play_again, "Close": self._shut})

    def _play_again(self) -> None:
        self.again = True
        self._shut()

    def _shut(self) -> None:
        self._closing_seconds = time.monotonic()

    @property
    def closing(self) -> bool:
        """Whether it fades out already."""
        return self._closing_seconds is not None

    def ask_to_close(self) -> None:
        """Close; with a recording under way, ask once."""
        if self.view.frame.recording is None or self._over:
            self.close("quit")
            return
        self.controller.ask(
            "A recording is under way. Closing ends it; the file is kept.",
            {"Close": lambda: self.close("quit"), "Go on": lambda: None},
        )

    def close(self, reason: str) -> None:
        """Fade out, and close when it is silent."""
        if not self.closing:
            self.live.exit_reason = self.live.exit_reason or reason
            fade_seconds = FADE_SECONDS if self.live.front.playing else 0.0
            self.live.front.fade()
            self._closing_seconds = time.monotonic() + fade_seconds
            self.close_pages()

    def close_pages(self) -> None:
        """Give up what goes on beside the music."""
        for page in self.pages:
            page.close()

    def _lose(self) -> None:
        """End without the screen, which is gone, and all that hangs on it."""
        self.live.exit_reason = self.live.exit_reason or "error"
        self.close_pages()
        self.live.close()
        print("scoretime: the screen is gone", file=sys.stderr)

    def remember(self) -> None:
        """Write down how the window stands."""
        self.window.remember(self._settings)
        self._settings.page = self.tabs.titles[self.tabs.present]


def _pages(context: Context, fields: Sequence[FormField], choice: Choice) -> list[Page]:
    return [
        Mixer(context),
        PieceParameters(context),
        SoundParameters(context),
        Events(context),
        Controllers(context),
        Render(context, fields, choice.piece, choice.csd or ""),
        Audio(context),
        Timing(context),
        Log(context),
    ]


def perform(
    beginning: Beginning, signals: Signals, fields: Sequence[FormField], scale: float | None
) -> Live:
    """Play in a window until it is closed; raises WindowError where none can be opened.

    The piece waits to be started, unless its length was given. Once it has ended, it may be played
    again: then nothing is written to the files that were asked for.
    """
    settings = Settings.read(window_file())
    settings.scale = scale or settings.scale
    window = Window(scale, settings)
    waits = beginning.plan.extent.duration_seconds is None
    beginning.plan = replace(beginning.plan, waits=waits)
    try:
        while True:
            with opened_app(
                beginning.plan,
                beginning.ways,
                window,
                settings,
                fields,
                keeper=beginning.keeper,
                news=beginning.notices,
                offer=beginning.offer,
            ) as app:
                gc.freeze()  # what is there stays, and need not be looked through for rubbish
                app.run(signals)
                app.remember()
            if not (app.again or app.resumes):
                settings.write(window_file())
                return app.live
            beginning = beginning.after(resumes=app.resumes)
    finally:
        window.close()


@contextmanager
def opened_app(
    plan: Plan,
    ways: Ways,
    window: Window,
    settings: Settings,
    fields: Sequence[FormField],
    *,
    keeper: Keeper | None = None,
    news: Sequence[str] = (),
    offer: Unfinished | None = None,
) -> Iterator[App]:
    """Show a performance in a window; at the end fade and stop."""
    live = Live(replace(plan, shows=True), ways, keeper, news)
    try:
        app = App(live, window, settings, fields, offer)
        try:
            yield app
        finally:
            app.close_pages()
    finally:
        live.close()
