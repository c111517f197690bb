"""A parameter's value as a number that stays where it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import inf

from gui.shapes import Shape, Text
from gui.theme import TEXT
from gui.widget import Context, View, Widget
from gui.widgets.peaks import said


class Reading(Widget):
    """The value of a level in dB; the lowest is silence."""

    def __init__(self, context: Context, parameter_id: str) -> None:
        super().__init__(context)
        self._parameter = context.performance.desk.parameter(parameter_id)

    def look(self, view: View) -> str:  # noqa: D102
        level_db = self.context.hand.value(self._parameter.id)
        return said(level_db if level_db > self._parameter.minimum else -inf)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        return [Text(*self.box.middle, str(look), TEXT, self.style.small_number, "center")]

    def hint(self, view: View) -> str:  # noqa: D102
        return f"{self._parameter.name} in {self._parameter.unit}"
