"""What moves one parameter: the ways of mouse and keys that all controls share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from generator.parameters import Parameter, Warp
from gui.shapes import Arc, Box, Font, Rectangle, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, FOCUS, TEXT, WARNING
from gui.widget import WHOLE_STEPS, Context, Item, Key, Pointer, View, Widget
from gui.widgets.menus import parameter_items
from gui.words import hint_of, typed_text, worded

WAY_PX = 150.0  # of the mouse, for the control's whole way
FINE = 0.1
RESET_KEYS = ("Delete",)
LEARNING = "move it…"
VALUE_UP, NAME_UP, WORDS = 10.0, 24.0, 32.0  # heights of words from the bottom, and what they take
ROOMY = 90.0


class State(NamedTuple):
    """What a control shows. alive: whether there is an engine to hear of it."""

    value: float
    focused: bool
    hovered: bool
    held: bool
    locked: bool
    learning: bool
    alive: bool


class Control(Widget):
    """Moves one parameter, by id. label: its name on the window, "" for none.

    Raises UnknownNameError for an id that what plays has not. Subclasses draw the `picture`.
    """

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, parameter_id: str, label: str | None = None) -> None:
        super().__init__(context)
        self.id = parameter_id
        self.parameter: Parameter = context.performance.desk.parameter(parameter_id)
        self.label = self.parameter.name if label is None else label
        self._fitted = 0.0, ("", context.style.small)
        self._place = 0.0
        self._from: Pointer | None = None

    @property
    def value(self) -> float:
        """The value that it shows: the hand's, where the hand has just been at it."""
        return self.context.hand.value(self.id)

    # -- how it looks

    def look(self, view: View) -> State:
        """Return all that the picture depends on."""
        return State(
            self.context.hand.value(self.id),
            view.focus is self,
            view.hovered is self,
            view.held is self,
            self.id in self.context.performance.desk.locked,
            self.context.lesson.waits(self.id, view.frame.bindings),
            view.frame.playing,
        )

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Return the picture, with a padlock where it is locked and a ring where the focus is."""
        if self.box.right <= 0.0:
            return ()  # scrolled away
        state = cast(State, look)
        shapes = list(self.picture(state))
        if state.locked:
            shapes += padlock(self.box, self.style.px(9), TEXT)
        if state.learning:
            edge = self.style.px(2)  # beside the ring of the focus
            shapes.append(filled(self.box.inset(edge), outline=WARNING, width=edge))
        if state.focused:
            shapes.append(ring(self.box, self.style.px(2)))
        return shapes

    @abstractmethod
    def picture(self, state: State) -> Sequence[Shape]:
        """Return the control itself."""

    def hint(self, view: View) -> str:
        """Return its address, range, value and what it does."""
        subject = self.context.performance.desk.surface.subject
        return hint_of(subject, self.parameter, self.value)

    def place_of(self, state: State) -> float:
        """Return where a value is on the control's way, 0 to 1."""
        return self.parameter.position(self.parameter.clip(state.value))

    def worded(self, state: State) -> str:
        """Return what stands for the value, in words."""
        return LEARNING if state.learning else worded(self.parameter, state.value)

    def name_within(self, width: float) -> tuple[str, Font]:
        """Return the label with its typeface: in large letters where it fits, or cut to a width."""
        if self._fitted[0] != width:
            style = self.style
            large = self.roomy and style.width_of(self.label, style.normal) <= width
            font = style.normal if large else style.small
            self._fitted = width, (style.fit(self.label, font, width), font)
        return self._fitted[1]

    def named(self) -> list[Shape]:
        """Return the label, if there is one, above the place of a value at the bottom."""
        if not self.label:
            return []
        x, y = self.box.middle[0], self.box.bottom - self.style.px(NAME_UP)
        name, font = self.name_within(self.box.width - 2.0)
        return [Text(x, y, name, DIM, font, "center")]

    @property
    def roomy(self) -> bool:
        """Whether there is room for larger letters."""
        return min(self.box.width, self.box.height) >= self.style.px(ROOMY)

    # -- the mouse

    def press(self, pointer: Pointer) -> None:
        """Take hold of the parameter."""
        self.context.hand.grip(self.id)
        self._place = self.parameter.position(self.parameter.clip(self.value))
        self._from = pointer

    def drag(self, pointer: Pointer) -> None:
        """Move the parameter with the mouse."""
        if self._from is None:
            return
        way = self.way(pointer.x - self._from.x, pointer.y - self._from.y)
        self._place = self.bounded(self._place + way * (FINE if pointer.fine else 1.0))
        self._from = pointer
        value = self.parameter.value_at(self._place)
        self.context.hand.move(self.id, value if pointer.fine else stepped(self.parameter, value))

    def release(self, pointer: Pointer) -> None:
        """Let go of the parameter."""
        self._let_go()

    def double(self, pointer: Pointer) -> None:
        """Let the player type a value."""
        self._let_go()
        self.type_value()

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Move the parameter by steps."""
        self.context.hand.nudge(self.id, steps, fine=pointer.fine)

    def way(self, right: float, down: float) -> float:
        """Return how much of the control's way a movement of the mouse is, in pixels."""
        return (right - down) / self.style.px(WAY_PX)

    def bounded(self, place: float) -> float:
        """Return where a drag goes on from: the way back begins at once at either end."""
        return min(max(place, 0.0), 1.0)

    def _let_go(self) -> None:
        self._from = None
        if self.context.hand.holds(self.id):
            self.context.hand.let_go(self.id)

    # -- typing

    def type_value(self) -> None:
        """Let the player type over the value."""
        text = typed_text(self.parameter, self.value)
        self.context.screen.edit(self, self.typing_box(), text, self._enter)

    def typing_box(self) -> Box:
        """Return where a value is typed."""
        height = self.style.px(20)
        return Box(self.box.x, self.box.bottom - height, self.box.width, height)

    def _enter(self, text: str) -> None:
        self.context.hand.enter(self.id, text)

    # -- the keys

    def key(self, key: Key) -> bool:
        """Move by arrows and page keys, go to an end, reset, or type."""
        name, hand = key.name.removeprefix("KP_"), self.context.hand
        if key.control:
            return False
        if name in WHOLE_STEPS:
            hand.nudge(self.id, WHOLE_STEPS[name], fine=key.fine)
        elif name in ("Home", "End"):
            ends = {"Home": self.parameter.minimum, "End": self.parameter.maximum}
            hand.set(self.id, ends[name])
        elif name in RESET_KEYS:
            hand.reset(self.id)
        elif name in ("Return", "Enter"):
            self.act()
        else:
            return False
        return True

    def act(self) -> None:
        """Do what Return stands for."""
        self.type_value()

    # -- the menu

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Return what can be done beside moving it."""
        return parameter_items(self.context, self.parameter, self.type_value)


def stepped(parameter: Parameter, value: float) -> float:
    """Return the nearest value on a parameter's steps, where it has any."""
    if not parameter.step or parameter.warp is not Warp.LINEAR:
        return value
    steps = round((value - parameter.minimum) / parameter.step)
    return parameter.clip(parameter.minimum + steps * parameter.step)


def zero_of(parameter: Parameter) -> float:
    """Return where the filled part of a control begins: at zero, where values lie on both sides.

    That of a level in dB begins at its silence.
    """
    if parameter.warp is not Warp.DECIBEL and parameter.minimum < 0.0 < parameter.maximum:
        return parameter.position(0.0)
    return 0.0


def ring(box: Box, width: float) -> Rectangle:
    """Return the ring of what has the focus."""
    return filled(box, outline=FOCUS, width=width)


def padlock(box: Box, size: float, colour: str) -> list[Shape]:
    """Return a padlock in the upper right corner of a box."""
    x, y = box.right - size - 3.0, box.y + 3.0
    middle = y + size * 0.45
    return [
        Arc(x + size * 0.2, y, x + size * 0.8, y + size * 0.9, 0.0, 180.0, colour, size / 6.0),
        Rectangle(x, middle, x + size, y + size, colour),
    ]


def ink(state: State, colour: str = ACCENT) -> str:
    """Return the colour of what shows the value: without a hue where it cannot be moved."""
    return colour if state.alive and not state.locked else DIM


def paper(state: State, usual: str, hovered: str = EDGE) -> str:
    """Return the colour of what can be grasped."""
    return hovered if state.hovered or state.held else usual
