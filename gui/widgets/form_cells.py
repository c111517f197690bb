"""The cells of a form: a label, and what is filled in beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, cast

from generator.session.forms import FormField
from gui.form import ON, PATHS, Form
from gui.shapes import Box, Font, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, GROUND, RAISED, RAISED_HOVER, TEXT, Style
from gui.widget import WHOLE_STEPS, Context, Item, Key, Pointer, View, Widget
from gui.widgets.choice import pull_down
from gui.widgets.control import ring
from gui.widgets.menu_list import tick

LABEL, MARGIN = 66.0, 6.0
TICK_BOX = 14.0
PRESSES = ("Return", "KP_Enter")
EMPTIES = ("Delete", "BackSpace")
EMPTY = "(none)"


class CellLook(NamedTuple):
    """What a cell shows. presumed: whether the player has left it empty."""

    text: str
    presumed: bool
    focused: bool
    hovered: bool


class Cell(Widget):
    """One field of a form. scroll: what the wheel does on it. label_width: in pixels at scale 1."""

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        form: Form,
        field: FormField,
        scroll: Callable[[Pointer, float], None] = lambda pointer, steps: None,
        label_width: float = LABEL,
    ) -> None:
        super().__init__(context)
        self.form = form
        self.field = field
        self._scroll = scroll
        self._label_width = label_width

    @property
    def inner(self) -> Box:
        """Where it is filled in."""
        return self.box.cut_left(self.style.px(self._label_width))[1]

    def look(self, view: View) -> CellLook:  # noqa: D102
        return CellLook(
            self.shown(), not self.form.typed(self.field), view.focus is self, view.hovered is self
        )

    def shown(self) -> str:
        """Return the text in it: what is filled in or presumed, or else the default in words."""
        return self.form.text(self.field) or self.field.default

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(CellLook, look)
        font, box = self.style.small, self.box
        label = self.style.fit(self.field.label, font, self.style.px(self._label_width))
        shapes: list[Shape] = [Text(box.x, box.middle[1], label, DIM, font)]
        shapes += self.picture(shown)
        if shown.focused:
            shapes.append(ring(self.inner, self.style.px(2)))
        return shapes

    def picture(self, shown: CellLook) -> Sequence[Shape]:
        """Return what is beside the label."""
        inner, margin, font = self.inner, self.style.px(MARGIN), self.font(shown)
        fit = fit_end if self.field.kind in PATHS else Style.fit
        text = fit(self.style, shown.text, font, inner.width - 2 * margin)
        colour = DIM if shown.presumed else TEXT
        return (
            filled(inner, RAISED if shown.hovered else GROUND, EDGE),
            Text(inner.x + margin, inner.middle[1], text, colour, font),
        )

    def font(self, shown: CellLook) -> Font:
        """Return the typeface of its text: words are not typed."""
        words = shown.presumed and shown.text == self.field.default
        return self.style.small if words else self.style.number

    def hint(self, view: View) -> str:
        """Return the option with its help, and what it is when it is left empty."""
        field = self.field
        option = f"{field.flag or field.label} {field.unit}".rstrip()
        presumed = self.form.presumed.get(field.label) or field.default
        empty = f"   empty: {presumed}" if presumed else ""
        return f"{option}   {field.help}{empty}"

    # -- what is done to it

    def release(self, pointer: Pointer) -> None:  # noqa: D102
        if self.box.contains(pointer.x, pointer.y):
            self.act()

    def wheel(self, pointer: Pointer, steps: float) -> None:  # noqa: D102
        self._scroll(pointer, steps)

    def key(self, key: Key) -> bool:
        """Fill it in with Return, empty it with Delete."""
        if key.control or key.name not in PRESSES + EMPTIES:
            return False
        if key.name in PRESSES:
            self.act()
        else:
            self.enter("")
        return True

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        items = [Item(self.field.label), Item("Type…", self.act)]
        return [*items, Item("Empty", partial(self.enter, ""))]

    def act(self) -> None:
        """Let the player type."""
        self.context.screen.edit(self, self.inner, self.form.text(self.field), self.enter)

    def enter(self, text: str) -> None:
        """Fill it in."""
        self.form.enter(self.field, text)


class ChoiceCell(Cell):
    """A field with settled choices."""

    def picture(self, shown: CellLook) -> Sequence[Shape]:  # noqa: D102
        fill = RAISED_HOVER if shown.hovered else RAISED
        colour = DIM if shown.presumed else TEXT
        return pull_down(self.inner, self.style, shown.text, fill, colour)

    def key(self, key: Key) -> bool:
        """Choose by arrows too."""
        if key.name not in WHOLE_STEPS or key.control:
            return super().key(key)
        choices = ("", *self.field.choices)
        place = choices.index(self.form.typed(self.field))
        step = 1 if WHOLE_STEPS[key.name] < 0 else -1
        self.enter(choices[min(max(place + step, 0), len(choices) - 1)])
        return True

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        chosen = self.form.typed(self.field)
        names = {"": EMPTY, **{each: each for each in self.field.choices}}
        return [
            Item(name, partial(self.enter, text), text == chosen) for text, name in names.items()
        ]

    def act(self) -> None:
        """Show the choices."""
        items = self.menu(Pointer(0.0, 0.0))
        self.context.screen.menu(self, self.inner.x, self.inner.bottom, items)


class SwitchCell(Cell):
    """A field that is asked for or not: a box to tick."""

    @property
    def inner(self) -> Box:  # noqa: D102
        size = self.style.px(TICK_BOX)
        x, y = self.box.x + self.style.px(self._label_width), self.box.middle[1] - size / 2.0
        return Box(round(x), round(y), size, size)

    def shown(self) -> str:  # noqa: D102
        return self.form.typed(self.field)

    def picture(self, shown: CellLook) -> Sequence[Shape]:  # noqa: D102
        inner = self.inner
        ground = filled(inner, RAISED if shown.hovered else GROUND, ACCENT if shown.text else EDGE)
        marks = [tick(inner.inset(self.style.px(2)), self.style.px(2))] if shown.text else []
        x, font = inner.right + self.style.px(MARGIN), self.style.small
        words = self.field.help.partition(";")[0]
        if self.style.width_of(words, font) > self.box.right - x:
            return (ground, *marks)
        return (ground, *marks, Text(x, inner.middle[1], words, DIM, font))

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        return ()

    def act(self) -> None:
        """Ask for it, or not."""
        self.enter("" if self.form.typed(self.field) else ON)


class PieceCell(Cell):
    """The piece: one of those that there are, or a file."""

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        names, text = self._names(), self.form.text(self.field)
        items = [Item(name, partial(self.enter, name), name == text) for name in names]
        return [*items, Item("A file…", super().act)]

    def act(self) -> None:
        """Show the pieces."""
        self.context.screen.menu(
            self, self.inner.x, self.inner.bottom, self.menu(Pointer(0.0, 0.0))
        )

    def picture(self, shown: CellLook) -> Sequence[Shape]:  # noqa: D102
        fill = RAISED_HOVER if shown.hovered else RAISED
        colour = DIM if shown.presumed else TEXT
        return pull_down(self.inner, self.style, shown.text, fill, colour)

    def _names(self) -> Sequence[str]:
        return self.context.performance.desk.surface.subject.pieces


def fit_end(style: Style, text: str, font: Font, width: float) -> str:
    """Return the end of a text that is no wider than this, after an ellipsis if need be."""
    if style.width_of(text, font) <= width:
        return text
    while text and style.width_of(f"…{text}", font) > width:
        text = text[1:]
    return f"…{text}" if text else ""
