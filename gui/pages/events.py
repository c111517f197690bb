"""The page of the score: every note as Csound gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from generator.control.surface import Subject
from gui.shapes import Box
from gui.theme import DIM, TEXT, part_colour
from gui.widget import Context, Page, View
from gui.widgets.button import Button
from gui.widgets.note_box import place_of, squeezed
from gui.widgets.table import HEADING, Column, Row, Table

if TYPE_CHECKING:
    from generator.session.heard import Heard

COLUMNS = (
    Column("bar · beat", 70, mono=True),
    Column("part", 58),
    Column("rule", 132, dim=True, spare=True),
    Column("score line", mono=True),
)
BUTTON, EDGE, GAP = 110.0, 6.0, 2.0
NARROW = 900.0  # a page on which score lines have no room to be aligned


class Events(Page):
    """The score lines; they run on until they are held."""

    name: ClassVar[str] = "events"
    title: ClassVar[str] = "Events"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._subject: Subject | None = None
        self._sample_rate = 0
        self._is_narrow = False
        self.table: Table[Heard] = Table(context, COLUMNS, self._row, "no note has been played yet")
        self.button = Button(
            context,
            self._told,
            self._toggle,
            on=lambda view: not self.table.rows.follows,
            says="lets the score stand still, or run on",
        )
        self.widgets = [self.table, self.button]

    def arrange(self, box: Box) -> None:
        """Put the button into the line of the headings."""
        px = self.style.px
        self.table.box = box.inset(px(EDGE), px(GAP))
        self._is_narrow = box.width < px(NARROW)
        width = px(BUTTON)
        right = self.table.box.right
        self.button.box = Box(right - width, self.table.box.y, width, px(HEADING) - px(GAP))

    def see(self, view: View) -> None:
        """Take up the notes of a frame."""
        frame = view.frame
        if frame.subject is not self._subject or frame.audio.sample_rate != self._sample_rate:
            self._subject, self._sample_rate = frame.subject, frame.audio.sample_rate
            self.table.renew()
        self.table.rows.extend([heard.bare for heard in frame.notes])

    def _row(self, heard: Heard) -> Row:
        event, subject = heard.event, self._subject
        parts, bar_beats = (subject.parts, subject.bar_beats) if subject else ((), 4.0)
        colour = part_colour(parts.index(event.part)) if event.part in parts else DIM
        line = heard.line(self._sample_rate or 1)
        if self._is_narrow:
            line = squeezed(line)
        place = place_of(event.beat, bar_beats)
        return Row((place, event.part, heard.rule, line), TEXT, colour)

    def _told(self, view: View) -> str:
        unseen = self.table.rows.unseen
        if self.table.rows.follows:
            return "Hold"
        return f"Go on ({unseen:,} new)" if unseen else "Go on"

    def _toggle(self) -> None:
        rows = self.table.rows
        if rows.follows:
            rows.hold()
        else:
            rows.follow()
