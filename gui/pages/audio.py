"""The page Audio: which module and device play, their buffers, and the look-ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from generator.errors import UsageError
from gui.audio_choice import ANOTHER, BUFFERS, HARDWARE, MODULES, AudioChoice, state
from gui.shapes import Box
from gui.survey import Survey
from gui.theme import TEXT
from gui.widget import Context, Page, View
from gui.widgets.button import Button
from gui.widgets.caption import Caption
from gui.widgets.choice import Selector
from gui.widgets.field import Field
from gui.widgets.module_list import ModuleList
from gui.widgets.paragraph import Paragraph

LABELS = ("module", "device", "buffer", "hardware", "look-ahead")
ROWS = 4
MARGIN, GAP, LEAST_GAP, ROW, LABEL = 8.0, 8.0, 2.0, 24.0, 66.0
LEFT_SHARE, WIDEST = 0.6, 560.0
SELECTOR, HARDWARE_LABEL = 108.0, 56.0
LOOK, APPLY = 124.0, 88.0
ADVICE = (
    "A smaller buffer answers sooner, but is missed more easily: where xruns are counted, take the "
    "next larger one. Notes are settled by the look-ahead before they sound: a shorter one lets "
    "controls act sooner, one too short makes notes late."
)


class LookAhead(Field):
    """How far ahead notes are committed, in ms."""

    shown_ms = 0.0

    def text(self) -> str:  # noqa: D102
        return f"{self.shown_ms:.1f} ms"

    def enter(self, text: str) -> None:
        """Set it at once; raises UsageError or RangeError."""
        number = text.strip().lower().removesuffix("ms").strip().replace(",", ".")
        try:
            milliseconds = float(number)
        except ValueError:
            raise UsageError(f"{text!r} is no look-ahead: give milliseconds, as in 12.5") from None
        self.context.performance.look_ahead(milliseconds)

    def hint(self, view: View) -> str:  # noqa: D102
        return "look-ahead   ms   how long before they sound notes are settled; set at once"


class Audio(Page):
    """What plays now, and what may be chosen instead; it plays once it is applied."""

    name: ClassVar[str] = "audio"
    title: ClassVar[str] = "Audio"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.survey = Survey()
        self.choice = AudioChoice(self.survey)
        self._make()

    # -- its widgets

    def _make(self) -> None:
        context = self.context
        self._labels = {word: Caption(context, word) for word in LABELS}
        self.modules = [self._module(name) for name in MODULES]
        self._make_device()
        self._make_frames()
        self._make_look_ahead()
        self._state = Paragraph(context, "", colour=TEXT)
        self._advice = Paragraph(context, ADVICE)
        self._list = ModuleList(context, self.survey)
        self.widgets = [
            *self._labels.values(), *self.modules, self.device, self.look_button, self.buffer,
            self.hardware, self.apply, self.look_ahead, self.by_clock, self._state, self._advice,
            self._list,
        ]  # fmt: skip

    def _make_device(self) -> None:
        choice = self.choice
        self.device = self._selector(
            lambda: choice.device,
            lambda: choice.devices,
            self._choose_device,
            "device   which one of the module; look for devices to have them listed",
        )
        self.look_button = self._button(
            lambda view: "Stop looking" if self.survey.running else "Look for devices",
            self._look,
            "open each audio module in turn, for a moment, and list its devices",
        )

    def _make_frames(self) -> None:
        choice = self.choice
        self.buffer = self._selector(
            lambda: _frames(choice.chosen.buffer_frames),
            lambda: [_frames(count) for count in BUFFERS],
            lambda text: choice.choose_buffer(_count(text)),
            "buffer   how much Csound makes at a time",
        )
        self.hardware = self._selector(
            lambda: _frames(choice.chosen.hardware_frames),
            lambda: [_frames(count) for count in HARDWARE],
            lambda text: choice.choose_hardware(_count(text)),
            "hardware   how much the device keeps: the latency",
        )
        self.apply = self._button(
            "Apply",
            self._apply,
            "play on with this audio; where it does not open, with that of before",
            lambda view: choice.differs,
        )

    def _make_look_ahead(self) -> None:
        self.look_ahead = LookAhead(self.context)
        self.by_clock = self._button(
            "By the clock",
            lambda: self.context.performance.look_ahead(None),
            "a look-ahead of 10 ms more than the step in which the module's clock advances; 50 ms "
            "without real-time priority",
            lambda view: view.frame.audio.look_ahead_by_clock,
        )

    def _module(self, name: str) -> Button:
        choose = partial(self.choice.choose_module, name)
        return self._button(
            name, choose, MODULES[name], lambda view: self.choice.chosen.module == name
        )

    def _button(
        self,
        text: str | Callable[[View], str],
        act: Callable[[], None],
        says: str,
        on: Callable[[View], bool] | None = None,
    ) -> Button:
        return Button(self.context, text, act, on=on, alive=lambda view: True, says=says)

    def _selector(
        self,
        chosen: Callable[[], str],
        names: Callable[[], Sequence[str]],
        choose: Callable[[str], None],
        says: str,
    ) -> Selector:
        return Selector(self.context, chosen, names, choose, says)

    # -- what happens

    def _choose_device(self, shown: str) -> None:
        if shown == ANOTHER:
            box, text = self.device.box, self.choice.chosen.device
            self.context.screen.edit(self.device, box, text, self.choice.name_device)
        else:
            self.choice.choose_device(shown)

    def _apply(self) -> None:
        self.context.performance.open_audio(self.choice.chosen)
        self.choice.wanted = None

    def _look(self) -> None:
        if self.survey.running:
            self.survey.cancel()
            return
        try:
            self.survey.look()
        except OSError as error:
            raise UsageError(f"nothing can be looked for: {error.strerror or error}") from None

    def see(self, view: View) -> None:
        """Take note of what plays, and of what has been found."""
        self.survey.poll()
        self.choice.now = view.frame.audio
        self.look_ahead.shown_ms = view.frame.audio.look_ahead_ms
        self._state.text = state(view.frame.audio)

    def close(self) -> None:
        """Give up looking."""
        self.survey.close()

    # -- where it is

    def arrange(self, box: Box) -> None:  # noqa: D102
        px = self.style.px
        inner = box.inset(px(MARGIN), px(GAP))
        lines = self._state.line_height + self._advice.wanted_height(inner.width)
        gap = min(max((inner.height - lines) / ROWS - px(ROW), px(LEAST_GAP)), px(GAP))
        height = ROWS * (px(ROW) + gap)
        top, words = inner.cut_top(round(height))
        self._state.box, self._advice.box = words.cut_top(self._state.line_height)
        left, right = top.cut_left(min(LEFT_SHARE * top.width, px(WIDEST)))
        self._list.box = right.cut_left(px(2 * MARGIN))[1]
        ys = [round(left.y + index * (px(ROW) + gap)) for index in range(ROWS)]
        module, device, frames, ahead = (left._replace(y=y, height=px(ROW)) for y in ys)
        self._put_module(self._labelled("module", module))
        self.device.box, self.look_button.box = self._ended(self._labelled("device", device), LOOK)
        self._put_frames(self._labelled("buffer", frames))
        self._put_look_ahead(self._labelled("look-ahead", ahead))

    def _labelled(self, word: str, row: Box) -> Box:
        """Put a label at the left of a row, and return the rest."""
        self._labels[word].box, rest = row.cut_left(self.style.px(LABEL))
        return rest

    def _ended(self, row: Box, width: float) -> tuple[Box, Box]:
        """Return what a button leaves of a row, and the button's place at its right end."""
        px = self.style.px
        rest, button = row.cut_left(row.width - px(width))
        return rest._replace(width=rest.width - px(GAP)), button

    def _put_module(self, row: Box) -> None:
        px, width_of = self.style.px, self.style.width_of
        widths = [width_of(name, self.style.bold) + px(2 * GAP) for name in MODULES]
        for button, place in zip(self.modules, row.columns(widths, px(2)), strict=True):
            button.box = place

    def _put_frames(self, row: Box) -> None:
        px = self.style.px
        row, self.apply.box = self._ended(row, APPLY)
        label = px(HARDWARE_LABEL)
        room = min((row.width - label - px(GAP)) / 2.0, px(SELECTOR))
        self.buffer.box, rest = row.cut_left(room)
        self._labels["hardware"].box, rest = rest.cut_left(px(GAP))[1].cut_left(label)
        self.hardware.box, _ = rest.cut_left(room)

    def _put_look_ahead(self, row: Box) -> None:
        px = self.style.px
        self.look_ahead.box, rest = row.cut_left(self.buffer.box.width)
        self.by_clock.box, _ = rest.cut_left(px(GAP))[1].cut_left(px(SELECTOR))


def _frames(count: int) -> str:
    return f"{count} frames"


def _count(frames: str) -> int:
    return int(frames.split()[0])
