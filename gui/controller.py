"""The controller: from what the player's mouse and keys do to the widget that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from generator.control.commands import Action
from generator.errors import ScoretimeError
from gui.board import OVERLAY, Board
from gui.hand import SOURCE
from gui.keys import SHEET, action_of, snapshot_of
from gui.panels.overlay import KeySheet, MenuOverlay, Overlay, Question
from gui.shapes import Box
from gui.widget import Context, Item, Key, Pointer, View, Widget


class Toolkit(Protocol):
    """What the controller asks of the window proper."""

    def edit(self, region: str, box: Box, text: str, done: Callable[[str], bool]) -> None:
        """Let the player type over a box; `done` says whether what was entered will do."""
        ...

    def place(self, region: str, x: float, y: float) -> tuple[float, float]:
        """Return where a point of a region is in the window."""
        ...

    def room(self) -> Box:
        """Return the whole window."""
        ...

    def lay_over(self, box: Box | None) -> None:
        """Show the overlay's canvas over this box of the window; None hides it."""
        ...

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        ...

    def full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        ...


class Controller:
    """Routes input, keeps focus and hover, and is the `Screen` of all widgets.

    close: what is done when the player wants the window closed. said: what is to be shown once.
    """

    context: Context
    board: Board

    def __init__(self, view: View, toolkit: Toolkit, close: Callable[[], None]) -> None:
        self.view = view
        self.said: list[str] = []
        self._toolkit = toolkit
        self._close = close
        self._turn: Callable[[int], None]
        self._overlay: Overlay | None = None
        self._before_overlay: Widget | None = None

    def serve(self, context: Context, board: Board, turn: Callable[[int], None]) -> None:
        """Serve these widgets, and act upon this context. turn: goes on by so many pages."""
        self.context, self.board, self._turn = context, board, turn

    def renewed(self) -> None:
        """Let go of widgets that are no more."""
        for name in ("focus", "hovered", "held"):
            widget = getattr(self.view, name)
            if widget is not None and self.board.region_of(widget) is None:
                setattr(self.view, name, None)

    # -- the mouse

    def move(self, region: str, pointer: Pointer) -> None:
        """Take a movement of the mouse with no button held."""
        widget = self.board.at(region, pointer.x, pointer.y)
        if widget is not self.view.hovered:
            self.leave()
            self.view.hovered = widget
        if widget is not None:
            self._try(lambda: widget.hover(pointer))

    def leave(self) -> None:
        """Take note that the mouse is nowhere."""
        if self.view.hovered is not None:
            self.view.hovered.leave()
        self.view.hovered = None

    def press(self, region: str, pointer: Pointer) -> None:
        """Take the left button."""
        if self._overlay is not None and region != OVERLAY:
            self.close_overlay()
            return
        self.move(region, pointer)
        widget = self.view.held = self.view.hovered
        if widget is not None:
            if widget.focusable:
                self.view.focus = widget
            self._try(lambda: widget.press(pointer))

    def drag(self, pointer: Pointer) -> None:
        """Take a movement with the button held; the widget that was pressed keeps the mouse."""
        held = self.view.held
        if held is not None:
            self._try(lambda: held.drag(pointer))

    def release(self, pointer: Pointer) -> None:
        """Take the end of a press."""
        held, self.view.held = self.view.held, None
        if held is not None:
            self._try(lambda: held.release(pointer))

    def double(self, region: str, pointer: Pointer) -> None:
        """Take the second press of a double click."""
        self.press(region, pointer)
        held = self.view.held
        if held is not None:
            self._try(lambda: held.double(pointer))

    def wheel(self, region: str, pointer: Pointer, steps: float) -> None:
        """Take the wheel."""
        widget = self.board.at(region, pointer.x, pointer.y)
        if widget is not None:
            self._try(lambda: widget.wheel(pointer, steps))

    def right_click(self, region: str, pointer: Pointer) -> None:
        """Open the menu of what is under the mouse."""
        self.close_overlay()
        self.move(region, pointer)
        widget = self.view.hovered
        if widget is not None:
            if widget.focusable:
                self.view.focus = widget
            self._open_menu(widget, pointer)

    # -- the keys

    def key(self, key: Key) -> None:
        """Take a key: the overlay's, the focused widget's, or a shortcut."""
        self._try(lambda: self._take(key))

    def _take(self, key: Key) -> None:
        if self._overlay is not None:
            self._overlay.key(key)
        elif key.name in ("Tab", "ISO_Left_Tab"):
            self._move_focus(-1 if key.shift or key.name == "ISO_Left_Tab" else 1)
        elif key.name == "Menu" or (key.name == "F10" and key.shift):
            self._open_own_menu()
        elif key.name in ("space", "Escape") or not self._focused_takes(key):
            self._take_shortcut(key)

    def _focused_takes(self, key: Key) -> bool:
        return self.view.focus is not None and self.view.focus.key(key)

    def _take_shortcut(self, key: Key) -> None:
        snapshot = "" if key.control or key.alt else snapshot_of(key.name, shift=key.shift)
        action = "" if key.alt else action_of(key.name, control=key.control, shift=key.shift)
        if snapshot and key.shift:
            self.context.hand.store(snapshot)
            self.say(f"stored snapshot {snapshot}")
        elif snapshot:
            self.context.hand.recall(snapshot, self.context.hand.morph_seconds)
        elif action:
            self._act(action)

    def _act(self, action: str) -> None:
        """Do what a shortcut names."""
        hand, performance = self.context.hand, self.context.performance
        desk = performance.desk
        deeds: dict[str, Callable[[], object]] = {
            "toggle": lambda: desk.toggle(SOURCE),
            "panic": performance.panic,
            "rewind": lambda: desk.act(Action.REWIND, SOURCE),
            "record": lambda: performance.record(self.view.frame.recording is None),
            "tap": hand.tap,
            "faster": lambda: hand.set("tempo", hand.value("tempo") + 1.0, joined=True),
            "slower": lambda: hand.set("tempo", hand.value("tempo") - 1.0, joined=True),
            "reroll": lambda: self.say(f"seed {hand.reroll()} from the next bar on"),
            "undo": lambda: self.say(_told("taken back", hand.history.undo())),
            "redo": lambda: self.say(_told("done again", hand.history.redo())),
            "page": lambda: self._turn(+1),
            "full_screen": self._toolkit.full_screen,
            "sheet": self._show_keys,
            "close": self._close,
        }
        deeds[action]()

    # -- the focus

    def _move_focus(self, step: int) -> None:
        stops = self.board.stops()
        if not stops:
            return
        places = {id(widget): index for index, widget in enumerate(stops)}
        place = places.get(id(self.view.focus), -1 if step > 0 else 0)
        self.view.focus = stops[(place + step) % len(stops)]

    # -- what widgets ask for

    def edit(self, widget: Widget, box: Box, text: str, done: Callable[[str], None]) -> None:
        """Let the player type over a box of the widget's canvas."""
        region = self.board.region_of(widget)
        if region is not None:
            self._toolkit.edit(region, box, text, lambda typed: self._try(lambda: done(typed)))

    def menu(self, widget: Widget, x: float, y: float, items: Sequence[Item]) -> None:
        """Open a menu at a point of the widget's canvas."""
        region = self.board.region_of(widget)
        if region is None or not items:
            return
        menu = MenuOverlay(self.context, items, self.close_overlay)
        room = self._toolkit.room()
        x, y = self._toolkit.place(region, x, y)
        width, height = menu.size(room)
        x, y = min(x, room.width - width), min(y, room.height - height)
        self._open(menu, Box(max(x, 0.0), max(y, 0.0), width, height))

    def ask(self, question: str, answers: Mapping[str, Callable[[], None]]) -> None:
        """Ask over the whole window."""
        self._open_in_middle(Question(self.context, question, answers, self.close_overlay))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._toolkit.copy(text)
        first, *others = text.splitlines() or [""]
        self.say(f"copied {first:.60} …" if others else f"copied {first}")

    def say(self, text: str) -> None:
        """Show one line of news."""
        if text:
            self.said.append(text)

    # -- what lies over the window

    def close_overlay(self) -> None:
        """Put away what lies over the window."""
        if self._overlay is not None:
            self._overlay = None
            self.board.lay_over(None, self.view, 0.0, 0.0)
            self.view.focus, self._before_overlay = self._before_overlay, None
            self._toolkit.lay_over(None)

    def _open(self, overlay: Overlay, box: Box) -> None:
        if self._overlay is None:
            self._before_overlay = self.view.focus
        self._overlay = overlay
        self.board.lay_over(overlay, self.view, box.width, box.height)
        self._toolkit.lay_over(box)

    def _open_in_middle(self, overlay: Overlay) -> None:
        room = self._toolkit.room()
        width, height = overlay.size(room)
        x, y = (room.width - width) / 2.0, (room.height - height) / 2.0
        self._open(overlay, Box(x, y, width, height))

    def _show_keys(self) -> None:
        self._open_in_middle(KeySheet(self.context, SHEET, self.close_overlay))

    def _open_menu(self, widget: Widget, pointer: Pointer) -> None:
        self._try(lambda: self.menu(widget, pointer.x, pointer.y, widget.menu(pointer)))

    def _open_own_menu(self) -> None:
        focus = self.view.focus
        if focus is not None:
            self._open_menu(focus, Pointer(*focus.box.middle))

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something; what is refused is said. Returns whether it was done."""
        try:
            act()
        except ScoretimeError as error:
            self.say(str(error))
            return False
        return True


def _told(what: str, name: str | None) -> str:
    return f"nothing more can be {what}" if name is None else f"{what}: {name}"
