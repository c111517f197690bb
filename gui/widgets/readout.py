"""A readout: a parameter's value as a number that is moved and typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.shapes import Box, Font, Shape, Text, filled
from gui.theme import EDGE, GROUND, RAISED
from gui.widget import Context
from gui.widgets.control import Control, State, ink


class Readout(Control):
    """Shows the value in a frame; a drag moves it, a double click or Return types it.

    shown: the value in other words than usual.
    """

    def __init__(
        self,
        context: Context,
        parameter_id: str,
        font: Font | None = None,
        shown: Callable[[float], str] | None = None,
    ) -> None:
        super().__init__(context, parameter_id, "")
        self._font = font or context.style.number
        self._shown = shown

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        own = self._shown is not None and not state.learning
        text = self._shown(state.value) if own and self._shown else self.worded(state)
        text = self.style.fit(text, self._font, self.box.width)
        ground = RAISED if state.hovered or state.held else GROUND
        return (
            filled(self.box, ground, EDGE),
            Text(*self.box.middle, text, ink(state), self._font, "center"),
        )

    def typing_box(self) -> Box:  # noqa: D102
        return self.box
