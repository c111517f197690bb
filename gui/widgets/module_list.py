"""The audio modules that were found, and how each of them does."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple, cast

from gui.shapes import Box, Shape, Text
from gui.survey import Survey
from gui.theme import DIM, GOOD, GRID, TEXT, WARNING
from gui.widget import Context, View, Widget
from gui.widgets.led import warning
from gui.widgets.menu_list import tick
from gui.widgets.paragraph import wrapped

ROW, SIGN, NAME = 18.0, 11.0, 68.0
INVITATION = (
    "Looking for devices opens each audio module for half a second, beside the one that plays."
)


class ListLook(NamedTuple):
    """What is listed: a name, words, and whether it can be opened; or words alone."""

    rows: tuple[tuple[str, str, bool], ...]
    words: str


class ModuleList(Widget):
    """One line for each module."""

    def __init__(self, context: Context, survey: Survey) -> None:
        super().__init__(context)
        self._survey = survey

    def look(self, view: View) -> ListLook:  # noqa: D102
        survey = self._survey
        if survey.running:
            return ListLook((), f"looking for audio modules and devices: {survey.seconds:.0f} s")
        if survey.error:
            return ListLook((), survey.error)
        rows = tuple((each.name, each.says, not each.refusal) for each in survey.modules)
        return ListLook(rows, "" if rows else INVITATION)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(ListLook, look)
        style, box, row = self.style, self.box, self.style.px(ROW)
        shapes: list[Shape] = [
            Text(box.x, box.y + row * (index + 0.5), line, DIM, style.small)
            for index, line in enumerate(wrapped(style, shown.words, style.small, box.width))
        ]
        for index, (name, says, opens) in enumerate(shown.rows):
            shapes += self._row(Box(box.x, box.y + row * index, box.width, row), name, says, opens)
        return shapes

    def _row(self, row: Box, name: str, says: str, opens: bool) -> Sequence[Shape]:
        style, px = self.style, self.style.px
        size, y = px(SIGN), round(row.middle[1])
        place = Box(row.x, y - size // 2, size, size)
        sign = [tick(place, px(2))._replace(fill=GOOD)] if opens else warning(place, WARNING, GRID)
        left = row.x + size + px(7)
        words = style.fit(says, style.small, row.right - left - px(NAME))
        return (
            *sign,
            Text(left, y, name, TEXT, style.small),
            Text(left + px(NAME), y, words, DIM, style.small),
        )

    def hint(self, view: View) -> str:
        """Return what is said of all modules, in full."""
        return "   ".join(f"{each.name}: {each.says}" for each in self._survey.modules)
