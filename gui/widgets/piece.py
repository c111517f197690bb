"""The piece: which one plays, and of one's own, when it takes over once it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.control.desk import Desk
from gui.hand import SOURCE
from gui.widget import Context, Item, Pointer
from gui.widgets.choice import Selector

MOMENTS = {
    "bar": "at the next bar",
    "beat": "at the next beat",
    "section": "at the next section",
    "off": "not by itself",
}


class PieceSelector(Selector):
    """Chooses the piece; under the names, what is to become of a file that is saved."""

    def __init__(self, context: Context) -> None:
        desk: Desk = context.performance.desk

        def change(name: str) -> None:
            desk.change_piece(name, SOURCE)
            context.screen.say(f"{name} from the next bar on")

        super().__init__(
            context,
            lambda: desk.surface.subject.piece,
            lambda: desk.surface.subject.pieces,
            change,
            "the piece that plays; another one begins at the next bar   /piece",
        )

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        return [*super().menu(pointer), *self._saved()]

    def _saved(self) -> Sequence[Item]:
        performance = self.context.performance
        moment = performance.moment
        if not moment:
            return ()
        return (
            Item("Once it is saved, it takes over"),
            *(
                Item(words, partial(performance.reload_at, key), key == moment)
                for key, words in MOMENTS.items()
            ),
            Item("Load it again", performance.reload),
        )
