"""The page of controllers: what they send, and what they are bound to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from gui.shapes import Box
from gui.theme import TEXT
from gui.widget import Context, Item, Key, Page, Pointer, View
from gui.widgets.paragraph import Paragraph
from gui.widgets.table import Column, Row, Table

if TYPE_CHECKING:
    from generator.control.monitor import Binding, Seen

SEEN_COLUMNS = (
    Column("time", 72, mono=True, dim=True),
    Column("", 30, dim=True),
    Column("from", 100, mono=True, dim=True, spare=True),
    Column("what came", mono=True),
    Column("what it reached", 120),
)
BOUND_COLUMNS = (
    Column("", 30, dim=True, spare=True),
    Column("control", mono=True),
    Column("bound to", 100),
)
HOW = (
    "To bind: right-click what you want to steer, choose MIDI learn or OSC learn, and move the "
    "control. Delete, or a right click here, forgets a binding."
)
EDGE, GAP = 6.0, 2.0
SHARES = 1.6, 1.0
FORGET_KEYS = ("Delete", "BackSpace")


class Bindings(Table["Binding"]):
    """What was learnt; one of them is marked, and can be forgotten."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, BOUND_COLUMNS, bound_row, "nothing has been learnt yet")
        self._marked = 0
        self._known: tuple[Binding, ...] = ()

    def see(self, bindings: Sequence[Binding]) -> None:
        """Take up what is bound."""
        if self._known != tuple(bindings):
            self._known = tuple(bindings)
            self.rows.replace(self._known)
            self.renew()

    def chosen(self) -> int:
        """Return the index of the binding that is marked; -1 where there is none."""
        return min(self._marked, len(self.rows) - 1)

    def press(self, pointer: Pointer) -> None:
        """Mark the binding under the mouse."""
        super().press(pointer)
        if self.row_at(pointer.y) >= 0:
            self._marked = self.row_at(pointer.y)

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Offer to forget the binding under the mouse."""
        self.press(pointer)
        if not self._known:
            return ()
        target = self._known[self.chosen()].target
        forget = Item(f"Forget what {target} has learnt", self.forget)
        return [Item(target), forget, *super().menu(pointer)]

    def forget(self) -> None:
        """Free the controls of the target that is marked; raises UsageError."""
        if self._known:
            self.context.performance.desk.forget(self._known[self.chosen()].target)

    def key(self, key: Key) -> bool:
        """Move the mark, or forget what it is on."""
        steps = {"Up": -1, "Down": 1}
        if key.name in steps and not key.control:
            self._marked = max(self.chosen() + steps[key.name], 0)
            self._show()
        elif key.name in FORGET_KEYS:
            self.forget()
        else:
            return super().key(key)
        return True

    def _show(self) -> None:
        """Scroll to the mark."""
        rows, marked = self.rows, self.chosen()
        if not rows.top <= marked < rows.top + rows.visible:
            rows.go_to(marked if marked < rows.top else marked - rows.visible + 1)

    def hint(self, view: View) -> str:
        """Say how to forget."""
        return "↑ ↓: choose — Delete or right click: forget what was learnt"


class Controllers(Page):
    """The monitor at the left, the bindings at the right."""

    name: ClassVar[str] = "controllers"
    title: ClassVar[str] = "Controllers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._epoch_seconds = time.time() - time.monotonic()
        self.monitor: Table[Seen] = Table(
            context, SEEN_COLUMNS, self._row, "nothing has come by OSC or MIDI yet"
        )
        self.bindings = Bindings(context)
        self.how = Paragraph(context, HOW)
        self.widgets = [self.monitor, self.bindings, self.how]

    def arrange(self, box: Box) -> None:
        """Put the words on learning under the bindings."""
        px = self.style.px
        left, right = box.inset(px(EDGE), px(GAP)).columns(SHARES, px(2 * EDGE))
        self.monitor.box = left
        height = self.how.wanted_height(right.width)
        self.bindings.box = right._replace(height=right.height - height)
        self.how.box = right._replace(y=right.bottom - height, height=height)

    def see(self, view: View) -> None:
        """Take up what came."""
        self.monitor.rows.extend(view.frame.seen)
        self.bindings.see(view.frame.bindings)

    def _row(self, seen: Seen) -> Row:
        moment = datetime.fromtimestamp(self._epoch_seconds + seen.seconds)
        clock = f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
        return Row((clock, seen.kind.upper(), seen.source, seen.text, seen.target or "nothing"))


def bound_row(binding: Binding) -> Row:
    """Return how a binding is shown."""
    return Row((binding.kind.upper(), binding.control, binding.target), TEXT)
