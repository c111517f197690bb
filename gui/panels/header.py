"""The header: transport, piece, seed, tempo, and where the music is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from generator.control.addresses import SEED, TEMPO
from generator.control.commands import Action
from gui.frame import Frame
from gui.hand import SOURCE
from gui.panels.lineup import Divider, Place, arrange
from gui.shapes import Box
from gui.theme import DANGER, DIM, GOOD, RECORDING, WARNING
from gui.widget import Context, Panel, View
from gui.widgets import icons
from gui.widgets.beat import BeatLight, Position
from gui.widgets.button import Button, Remote
from gui.widgets.caption import Caption
from gui.widgets.fader import Fader
from gui.widgets.piece import PieceSelector
from gui.widgets.readout import Readout
from gui.widgets.seed import SeedField

SWING = "swing"
NUDGE_BPM = 1.0


class Header(Panel):
    """Everything that steers the performance as a whole. Its least width is 1080 px."""

    name: ClassVar[str] = "header"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._frame: Frame | None = None
        self._divider = Divider(context)
        self._places: list[Place] = []

    def see(self, view: View) -> None:  # noqa: D102
        self._frame = view.frame

    def renew(self, view: View) -> None:  # noqa: D102
        known = view.frame.subject.by_id
        self._places = [*self._transport(), *self._taking(), *self._piece()]
        self._places += self._seed() if SEED in known else ()
        self._places += self._tempo() if TEMPO in known else ()
        if SWING in known:
            self._places.append(
                Place(Fader(self.context, SWING, False, "SWING"), 80, 120, begins=True)
            )
        self._places += self._time()
        captions = [place.caption for place in self._places if place.caption is not None]
        self.widgets = [self._divider, *captions, *(place.widget for place in self._places)]

    def arrange(self, box: Box) -> None:  # noqa: D102
        arrange(self._places, self._divider, box, self.style)

    # -- what there is

    def _transport(self) -> Sequence[Place]:
        act, context = self._act, self.context
        buttons = (
            Button(
                context,
                "Play",
                act(Action.RESUME),
                icon=icons.play,
                on=lambda view: view.frame.playing and not view.frame.status.paused,
                colour=GOOD,
                says="play, or play on (Space)",
                remote=Remote("play", "/transport/play"),
            ),
            Button(
                context,
                "Pause",
                act(Action.PAUSE),
                icon=icons.pause,
                on=lambda view: view.frame.status.paused and view.frame.status.beats > 0.0,
                colour=WARNING,
                says="hold the beat (Space)",
                remote=Remote("pause", "/transport/pause"),
            ),
            Button(
                context,
                "Stop",
                act(Action.REWIND),
                icon=icons.stop,
                on=lambda view: view.frame.status.paused and view.frame.status.beats <= 0.0,
                colour=DIM,
                says="stop, and wait at the beginning (Backspace)",
                remote=Remote("stop", "/transport/stop"),
            ),
        )
        return [Place(each, 36, 78) for each in buttons]

    def _taking(self) -> Sequence[Place]:
        record = Button(
            self.context,
            _recorded,
            self._record,
            icon=icons.record,
            on=lambda view: view.frame.recording is not None,
            colour=RECORDING,
            says="start a recording, or end it (Ctrl-R)",
            remote=Remote("record", "/transport/record"),
        )
        panic = Button(
            self.context,
            "PANIC",
            self.context.performance.panic,
            always=DANGER,
            at_once=True,
            says="silence everything at once (Esc)",
            remote=Remote("panic", "/panic"),
        )
        return Place(record, 74, 84), Place(panic, 66, 84)

    def _piece(self) -> Sequence[Place]:
        piece = PieceSelector(self.context)
        return (Place(piece, 100, 170, True, Caption(self.context, "PIECE")),)

    def _seed(self) -> Sequence[Place]:
        hand, say = self.context.hand, self.context.screen.say
        reroll = Button(
            self.context,
            "",
            lambda: say(f"seed {hand.reroll()} from the next bar on"),
            icon=icons.die,
            says="draw another seed, from the next bar on (R)",
            remote=Remote("reroll", "/reroll"),
        )
        caption = Caption(self.context, "SEED")
        return Place(SeedField(self.context), 78, 110, True, caption), Place(reroll, 30, 36)

    def _tempo(self) -> Sequence[Place]:
        context, hand = self.context, self.context.hand

        def nudge(bpm: float) -> Callable[[], None]:
            return lambda: hand.set(TEMPO, hand.value(TEMPO) + bpm, joined=True)

        number = Readout(context, TEMPO, context.style.large_number, lambda bpm: f"{bpm:.1f}")
        fader = Fader(context, TEMPO, False, "", valued=False)
        slower = Button(
            context, "", nudge(-NUDGE_BPM), icon=icons.minus, says="1 BPM slower (\N{MINUS SIGN})"
        )
        faster = Button(context, "", nudge(NUDGE_BPM), icon=icons.plus, says="1 BPM faster (+)")
        tap = Button(
            context,
            "Tap",
            hand.tap,
            at_once=True,
            says="tap the tempo (T)",
            remote=Remote("tap", "/tempo/tap"),
        )
        return (
            Place(number, 66, 74, True, Caption(context, "TEMPO, BPM")),
            Place(fader, 80, 150),
            Place(slower, 24, 28),
            Place(faster, 24, 28),
            Place(tap, 42, 54),
        )

    def _time(self) -> Sequence[Place]:
        link = Button(
            self.context,
            _linked,
            self._link,
            on=lambda view: bool(view.frame.links.link),
            alive=lambda view: view.frame.playing and view.frame.links.link is not None,
            says="Ableton Link: share tempo and beat with other programs",
        )
        position, light = Position(self.context), BeatLight(self.context)
        return Place(link, 56, 64), Place(position, 110, 120, True), Place(light, 34, 40)

    # -- what the buttons do

    def _act(self, action: Action) -> Callable[[], None]:
        return lambda: self.context.performance.desk.act(action, SOURCE)

    def _record(self) -> None:
        self.context.performance.record(self._frame is None or self._frame.recording is None)

    def _link(self) -> None:
        self.context.performance.link(self._frame is None or not self._frame.links.link)


def _recorded(view: View) -> str:
    """Return how long the recording is, in minutes and seconds."""
    if view.frame.recording is None:
        return "Rec"
    minutes, seconds = divmod(int(view.frame.recording.seconds), 60)
    return f"{minutes}:{seconds:02d}"


def _linked(view: View) -> str:
    links = view.frame.links
    return f"Link {links.peers}" if links.link and links.peers else "Link"
