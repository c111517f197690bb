"""A button: does something once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.shapes import Box, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, GROUND, RAISED, RAISED_HOVER, TEXT, WARNING
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.control import ring
from gui.widgets.icons import Icon
from gui.widgets.menus import learning_items

ICON = 15.0
GAP = 6.0
PRESSES = ("Return", "KP_Enter", "space")


class Remote(NamedTuple):
    """How controllers do the same: what they are bound to, and an OSC address."""

    target: str
    address: str


class ButtonLook(NamedTuple):
    """What a button shows."""

    text: str
    on: bool
    focused: bool
    hovered: bool
    down: bool
    learning: bool
    alive: bool


class Button(Widget):
    """Does something when it is let go of over itself, or at once with `at_once`.

    text: what stands on it, or how to find that out. icon: a shape left of the text, or alone
    where there is no room for that. on: whether it is lit. alive: whether it is of use, and not
    dim; by default, while an engine plays. colour: of its ground when lit; always: of its ground
    when not, "" for the usual one. says: what the line at the bottom tells of it.
    """

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        text: str | Callable[[View], str],
        act: Callable[[], None],
        *,
        on: Callable[[View], bool] | None = None,
        alive: Callable[[View], bool] = lambda view: view.frame.playing,
        colour: str = ACCENT,
        always: str = "",
        icon: Icon | None = None,
        at_once: bool = False,
        says: str = "",
        remote: Remote | None = None,
    ) -> None:
        super().__init__(context)
        self.text = text
        self.act = act
        self.at_once = at_once
        self._on = on
        self._alive = alive
        self._colour = colour
        self._always = always
        self._icon = icon
        self._says = says
        self._remote = remote
        self._over = False

    def look(self, view: View) -> ButtonLook:  # noqa: D102
        held, remote = view.held is self, self._remote
        return ButtonLook(
            self.text if isinstance(self.text, str) else self.text(view),
            self._on is not None and self._on(view),
            view.focus is self,
            view.hovered is self,
            held and self._over,
            remote is not None and self.context.lesson.waits(remote.target, view.frame.bindings),
            self._alive(view),
        )

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(ButtonLook, look)
        fill, colour = self._colours(shown)
        outline = TEXT if shown.down else EDGE
        shapes: list[Shape] = [filled(self.box, fill, outline, self.style.px(1))]
        shapes += self._face(shown, colour)
        if shown.learning:
            edge = self.style.px(2)  # beside the ring of the focus
            shapes.append(filled(self.box.inset(edge), outline=WARNING, width=edge))
        if shown.focused:
            shapes.append(ring(self.box, self.style.px(2)))
        return shapes

    def _colours(self, shown: ButtonLook) -> tuple[str, str]:
        """Return the ground and what stands on it."""
        if not shown.alive:
            return RAISED, DIM
        if shown.on:
            return self._colour, GROUND
        if self._always:
            return self._always, TEXT
        return RAISED_HOVER if shown.hovered or shown.down else RAISED, TEXT

    def _face(self, shown: ButtonLook, colour: str) -> Sequence[Shape]:
        """Return icon and text, side by side in the middle."""
        style, (x, y) = self.style, self.box.middle
        font = style.bold if shown.on or self._always else style.normal
        if self._icon is None:
            text = style.fit(shown.text, font, self.box.width)
            return (Text(x, y, text, colour, font, "center"),)
        size, gap = style.px(ICON), style.px(GAP)
        room = self.box.width - size - 3 * gap
        wide = style.width_of(shown.text, style.bold)
        text = shown.text if wide <= room else ""
        left = x - (size + gap + wide if text else size) / 2.0
        shapes = [*self._icon(Box(left, y - size / 2.0, size, size), colour)]
        if text:
            shapes.append(Text(left + size + gap, y, text, colour, font, "w"))
        return shapes

    def hint(self, view: View) -> str:  # noqa: D102
        return f"{self._says}   {self._remote.address}" if self._remote else self._says

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Return how controllers do the same, and learn to."""
        remote, context = self._remote, self.context
        if remote is None:
            return ()
        return [
            Item(self._says),
            Item("Copy OSC address", lambda: context.screen.copy(remote.address)),
            *learning_items(context, remote.target),
        ]

    def press(self, pointer: Pointer) -> None:
        """Go down."""
        self._over = True
        if self.at_once:
            self.act()

    def drag(self, pointer: Pointer) -> None:
        """Come up where the mouse leaves it."""
        self._over = self.box.contains(pointer.x, pointer.y)

    def release(self, pointer: Pointer) -> None:
        """Do it, if the mouse is still here."""
        over, self._over = self._over, False
        if over and not self.at_once:
            self.act()

    def key(self, key: Key) -> bool:
        """Take Return and Space."""
        if key.name not in PRESSES or key.control:
            return False
        self.act()
        return True
