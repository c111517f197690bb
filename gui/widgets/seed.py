"""The seed: typed, it begins the piece anew."""

from __future__ import annotations

from collections.abc import Sequence

from generator.control.addresses import SEED
from gui.widget import Context, Item, Pointer, View
from gui.widgets.field import Field
from gui.words import ADDRESSES, hint_of


class SeedField(Field):
    """Shows the seed of what plays; another one counts from the next bar on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._parameter = context.performance.desk.parameter(SEED)

    def text(self) -> str:  # noqa: D102
        return f"{self.context.hand.value(SEED):.0f}"

    def enter(self, text: str) -> None:  # noqa: D102
        seed = int(self._parameter.parse(text))
        self.context.hand.begin_anew(seed)
        self.context.screen.say(f"seed {seed} from the next bar on")

    def hint(self, view: View) -> str:  # noqa: D102
        return hint_of(view.frame.subject, self._parameter, self.context.hand.value(SEED))

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        items = list(super().menu(pointer))
        endpoint = ADDRESSES.of(self.context.performance.desk.surface.subject, SEED)
        if endpoint is not None:
            copy = self.context.screen.copy
            items.append(Item("Copy OSC address", lambda: copy(endpoint.address)))
        return items
