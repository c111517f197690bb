"""How a render stands, or what came of the last one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, cast

from gui.rendering import Rendering
from gui.shapes import Box, Shape, Text, filled
from gui.theme import ACCENT, BAD, DIM, GOOD, GRID, TEXT
from gui.widget import Context, Item, Pointer, View, Widget
from gui.widgets.led import warning
from gui.widgets.menu_list import tick

BAR, SIGN = 6.0, 12.0
BLOCK_SHARE = 0.15  # of the bar, that moves along where the end is not known
BLOCK_WAY_SECONDS = 60.0
IDLE = "renders from the beginning, as fast as it goes, and gives way to the music that plays"


class RenderLook(NamedTuple):
    """What is shown: words at either end, and which part of the bar is full, in pixels."""

    running: bool
    failed: bool
    done: bool
    left: str
    right: str
    bar: tuple[int, int]


class RenderState(Widget):
    """A line of words, with a bar under it while a render runs."""

    def __init__(self, context: Context, rendering: Rendering) -> None:
        super().__init__(context)
        self._rendering = rendering

    def look(self, view: View) -> RenderLook:  # noqa: D102
        render = self._rendering
        if render.running:
            return RenderLook(True, False, False, place(render), pace(render), self._bar())
        failed, words = bool(render.error), render.error or render.result
        if render.error and render.result:
            words = f"{render.error} · {render.result}"
        return RenderLook(False, failed, bool(words), words or IDLE, "", (0, 0))

    def _bar(self) -> tuple[int, int]:
        """Return where the full part of the bar begins, and its length."""
        width, share = self.box.width, self._rendering.share
        if share is not None:
            return 0, round(share * width)
        block = round(BLOCK_SHARE * width)
        way = self._rendering.seconds / BLOCK_WAY_SECONDS % 1.0
        return round(way * (width - block)), block

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(RenderLook, look)
        return self._running(shown) if shown.running else self._still(shown)

    def _running(self, shown: RenderLook) -> Sequence[Shape]:
        style, bar = self.style, self.style.px(BAR)
        above, track = self.box.cut_top(self.box.height - bar)
        start, length = shown.bar
        full = Box(track.x + start, track.y, length, bar)
        right = style.fit(shown.right, style.small, above.width / 2.0)
        room = above.width - style.width_of(right, style.small) - style.px(SIGN)
        left = style.fit(shown.left, style.small, room)
        return (
            Text(above.x, above.middle[1], left, TEXT, style.small),
            Text(above.right, above.middle[1], right, TEXT, style.small, "e"),
            filled(track, GRID),
            filled(full, ACCENT),
        )

    def _still(self, shown: RenderLook) -> Sequence[Shape]:
        style, box, size = self.style, self.box, self.style.px(SIGN)
        y, colour = round(box.middle[1]), BAD if shown.failed else TEXT if shown.done else DIM
        place = Box(box.x, y - size // 2, size, size)
        sign: Sequence[Shape] = ()
        if shown.failed:
            sign = warning(place, BAD, GRID)
        elif shown.done:
            sign = (tick(place, style.px(2))._replace(fill=GOOD),)
        x = box.x + (size + style.px(6) if sign else 0)
        text = style.fit(shown.left, style.small, box.right - x)
        return (*sign, Text(x, y, text, colour, style.small))

    def hint(self, view: View) -> str:
        """Return what it says in full."""
        return self._rendering.error or self._rendering.result or IDLE

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        said = self._rendering.error or self._rendering.result
        copy: Callable[[], None] = lambda: self.context.screen.copy(said)  # noqa: E731
        return [Item("Render"), Item("Copy what it says", copy)] if said else ()


def place(render: Rendering) -> str:
    """Return how much of a render is done."""
    if not render.seconds:
        return "starting"
    whole = f" of {clock(render.expected_seconds)}" if render.expected_seconds else " done"
    share = render.share
    percent = f"   {100.0 * share:.0f} %" if share is not None else ""
    return f"{clock(render.seconds)}{whole}{percent}"


def pace(render: Rendering) -> str:
    """Return how fast a render goes, and how long it will take yet."""
    if not render.speed:
        return ""
    remaining = render.remaining_seconds
    left = f"   {clock(remaining)} left" if remaining is not None else ""
    return f"{render.speed:.3g} times real time{left}"


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
