"""The panel of the piano roll."""

from __future__ import annotations

from gui.score import Score
from gui.shapes import Box
from gui.widget import Context, Panel, View
from gui.widgets.roll import NoteBars
from gui.widgets.roll_front import Front, Names
from gui.widgets.roll_ground import Grid, Ground, margins


class Roll(Panel):
    """What was played, is played and is committed, on the axes of time and pitch."""

    name = "roll"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.score = Score(self.style.scale)
        notes = NoteBars(context, self.score)
        self.widgets = [
            Ground(context, self.score),
            Grid(context, self.score),
            notes,
            Names(context, self.score),
            Front(context, self.score, notes),
        ]

    def renew(self, view: View) -> None:
        """Begin with nothing heard, with the parts of what is to be played."""
        subject = view.frame.subject
        self.score.play(subject.piece, subject.parts, subject.unpitched)

    def arrange(self, box: Box) -> None:
        """Let every widget lie over the whole; the score takes what is left for notes."""
        for widget in self.widgets:
            widget.box = box
        self.score.resize(margins(box, self.style.scale))

    def see(self, view: View) -> None:
        """Take note of what was heard."""
        self.score.see(view.frame)
