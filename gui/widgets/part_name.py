"""The name of a part, with its number on a lamp that is lit while the part plays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, cast

from gui.hand import SOURCE
from gui.shapes import Box, Shape, Text, filled
from gui.theme import DIM, FOCUS, GROUND, RAISED, part_colour
from gui.widget import Context, Item, Pointer, View, Widget

LIT_SECONDS = 0.1
USUAL_RATE_HZ = 48_000
LAMP_WIDTH, LAMP_HEIGHT = 20.0, 14.0


class Look(NamedTuple):
    """Whether the part has just played, is silenced, and is pointed at."""

    lit: bool
    muted: bool
    hovered: bool
    focused: bool


class PartName(Widget):
    """A part's number and name, beside each other, or one above the other where it is narrow."""

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        part: str,
        index: int,
        ids: tuple[str, ...],
        scroll: Callable[[float], None],
    ) -> None:
        super().__init__(context)
        self._scroll = scroll
        self._part = part
        self._number = str(index + 1)
        self._colour = part_colour(index)
        self._ids = ids

    def look(self, view: View) -> Look:  # noqa: D102
        frame = view.frame
        onset_sample = frame.status.latest.get(self._part)
        lit_samples = LIT_SECONDS * (frame.audio.sample_rate or USUAL_RATE_HZ)
        lit = onset_sample is not None and 0.0 <= frame.sample - onset_sample < lit_samples
        muted = self._part in frame.status.muted
        return Look(lit and not muted, muted, view.hovered is self, view.focus is self)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        box, style, px = self.box, self.style, self.style.px
        colour = DIM if shown.muted else self._colour
        stacked = box.height >= px(2.0 * LAMP_HEIGHT)
        lamp = Box(box.x + px(2), box.y + px(2), px(LAMP_WIDTH), px(LAMP_HEIGHT))
        if stacked:
            lamp = lamp._replace(width=box.width - px(4))
            x, y, anchor, room = box.middle[0], box.bottom - px(8), "center", box.width
        else:
            lamp = lamp._replace(y=round(box.middle[1] - lamp.height / 2.0))
            x, y, anchor, room = (
                lamp.right + px(5),
                box.middle[1],
                "w",
                box.right - lamp.right - px(7),
            )
        ground = colour if shown.lit else RAISED if shown.hovered else ""
        name = style.fit(self._part, style.small if stacked else style.bold, room)
        return [
            filled(lamp, ground, colour, px(1)),
            Text(
                *lamp.middle, self._number, GROUND if shown.lit else colour, style.small, "center"
            ),
            Text(x, y, name, colour, style.small if stacked else style.bold, anchor),
            filled(box, outline=FOCUS if shown.focused else "", width=px(2)),
        ]

    def hint(self, view: View) -> str:  # noqa: D102
        silent = ", silent" if self._part in view.frame.status.muted else ""
        return f"part {self._number}, {self._part}{silent} · right-click: reroll, reset"

    def wheel(self, pointer: Pointer, steps: float) -> None:  # noqa: D102
        self._scroll(steps)

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        items = [
            Item(f"Part {self._number}, {self._part}"),
            Item("Reroll", self._reroll),
        ]
        if self._ids:
            items.append(Item("Reset its strip", self._reset))
            items.append(
                Item("Randomise its strip", partial(self.context.hand.randomise, self._ids))
            )
        return items

    def _reroll(self) -> None:
        self.context.hand.desk.reroll(SOURCE, self._part)

    def _reset(self) -> None:
        by_id = self.context.hand.desk.surface.subject.by_id
        defaults = {key: by_id[key].default for key in self._ids}
        self.context.hand.set_many(defaults, f"reset {self._part}")
