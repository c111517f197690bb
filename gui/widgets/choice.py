"""A choice: the name of what is chosen, and a menu of what else there is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, cast

from gui.shapes import Box, Shape, Text, filled
from gui.theme import DIM, EDGE, RAISED, RAISED_HOVER, TEXT, Style
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.control import WORDS, Control, State, ink, paper, ring
from gui.widgets.icons import arrow_down

TALLEST = 24.0
ARROW, MARGIN = 10.0, 6.0
STILL_PX = 3.0  # a press that moves less is a click


class Choice(Control):
    """Moves a parameter between its choices: a click shows them, a drag goes through them."""

    _moved = 0.0

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        fill = paper(state, RAISED, RAISED_HOVER)
        shapes = [*pull_down(self._field(), self.style, self.worded(state), fill, ink(state, TEXT))]
        return [*shapes, *self.named()]

    def _field(self) -> Box:
        """Return where the choice itself is: all of its box, or what its name leaves of it."""
        if not self.label:
            return self.box
        px = self.style.px
        room = Box(self.box.x, self.box.y, self.box.width, self.box.height - px(WORDS))
        height = min(room.height - px(4), px(TALLEST))
        return Box(room.x + px(2), room.middle[1] - height / 2.0, room.width - px(4), height)

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        super().press(pointer)
        self._moved = 0.0

    def drag(self, pointer: Pointer) -> None:  # noqa: D102
        if self._from is not None:
            self._moved += abs(pointer.x - self._from.x) + abs(pointer.y - self._from.y)
        super().drag(pointer)

    def release(self, pointer: Pointer) -> None:
        """Show the choices, unless it was dragged."""
        super().release(pointer)
        if self._moved <= self.style.px(STILL_PX):
            self.act()

    def double(self, pointer: Pointer) -> None:
        """Do nothing more than the click that came before."""

    def act(self) -> None:
        """Show the choices."""
        field = self._field()
        self.context.screen.menu(self, field.x, field.bottom, self._choices())

    def _choices(self) -> Sequence[Item]:
        choose, value = partial(self.context.hand.set, self.id), self.value
        return [
            Item(name, partial(choose, float(number)), number == value)
            for number, name in enumerate(self.parameter.choices)
        ]


class SelectorLook(NamedTuple):
    """What a selector shows."""

    text: str
    focused: bool
    hovered: bool
    alive: bool


class Selector(Widget):
    """Chooses among names that belong to no parameter; only a click or Return in the menu does.

    chosen: the present one. names: all there are; choose: what is done with another one.
    """

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        chosen: Callable[[], str],
        names: Callable[[], Sequence[str]],
        choose: Callable[[str], None],
        says: str = "",
    ) -> None:
        super().__init__(context)
        self._chosen = chosen
        self._names = names
        self._choose = choose
        self._says = says

    def look(self, view: View) -> SelectorLook:  # noqa: D102
        playing = view.frame.playing
        return SelectorLook(self._chosen(), view.focus is self, view.hovered is self, playing)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(SelectorLook, look)
        fill, colour = RAISED_HOVER if shown.hovered else RAISED, TEXT if shown.alive else DIM
        shapes = list(pull_down(self.box, self.style, shown.text, fill, colour))
        if shown.focused:
            shapes.append(ring(self.box, self.style.px(2)))
        return shapes

    def hint(self, view: View) -> str:  # noqa: D102
        return self._says

    def release(self, pointer: Pointer) -> None:
        """Show the names."""
        if self.box.contains(pointer.x, pointer.y):
            self._open()

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Return the names."""
        return [
            Item(name, partial(self._choose, name), name == self._chosen())
            for name in self._names()
        ]

    def key(self, key: Key) -> bool:
        """Show the names; no key chooses by itself."""
        if key.control or key.name not in ("Return", "KP_Enter", "space", "Up", "Down"):
            return False
        self._open()
        return True

    def _open(self) -> None:
        self.context.screen.menu(self, self.box.x, self.box.bottom, self.menu(Pointer(0.0, 0.0)))


def pull_down(box: Box, style: Style, text: str, fill: str, colour: str) -> Sequence[Shape]:
    """Return a field with a text, and an arrow that says there is more to choose from."""
    margin, arrow = style.px(MARGIN), style.px(ARROW)
    room = box.width - 3 * margin - arrow
    place = Box(box.right - margin - arrow, box.middle[1] - arrow / 2.0, arrow, arrow)
    shown = style.fit(text, style.normal, room)
    return (
        filled(box, fill, EDGE),
        Text(box.x + margin, box.middle[1], shown, colour, style.normal, "w"),
        *arrow_down(place, colour),
    )
