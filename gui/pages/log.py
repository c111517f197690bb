"""The page of what Csound prints, and of the news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from gui.shapes import Box
from gui.theme import ACCENT, BAD, TEXT, WARNING
from gui.widget import Context, Page, View
from gui.widgets.table import Column, Row, Table

COLUMNS = (Column("from", 70, dim=True), Column("text", mono=True))
CSOUND, SCORETIME = "Csound", "Scoretime"
WRONG = re.compile(
    r"\berror\b|\bfailed\b|\bcannot\b|\bcould not\b|\bunable\b|\binvalid\b|\bnot found\b|\bdied\b",
    re.IGNORECASE,
)
NO_ERRORS = re.compile(r"\b(?:0|no) errors\b", re.IGNORECASE)
DOUBTFUL = re.compile(
    r"\bwarning\b|\bout of range\b(?!:[\s0]*$)|\bdropped\b|\blate\b|\bxruns?\b", re.IGNORECASE
)
EDGE, GAP = 6.0, 2.0


class Entry(NamedTuple):
    """A line, who said it, and whether it is known to tell of something wrong."""

    source: str
    text: str
    wrong: bool = False


class Log(Page):
    """What was said, the latest at the end; errors carry a sign and a colour."""

    name: ClassVar[str] = "log"
    title: ClassVar[str] = "Log"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._troubles: tuple[str, ...] = ()
        self.table: Table[Entry] = Table(context, COLUMNS, row_of, "nothing has been printed yet")
        self.widgets = [self.table]

    def arrange(self, box: Box) -> None:
        """Let the table fill the page."""
        self.table.box = box.inset(self.style.px(EDGE), self.style.px(GAP))

    def see(self, view: View) -> None:
        """Take up what a frame tells."""
        frame = view.frame
        troubles = tuple(frame.troubles)
        if not frame.log and not frame.news and troubles == self._troubles:
            return
        entries = [*_entries(CSOUND, frame.log), *_entries(SCORETIME, frame.news)]
        for trouble in troubles:
            if trouble not in self._troubles:
                entries += [each._replace(wrong=True) for each in _entries(SCORETIME, [trouble])]
        self._troubles = troubles
        self.table.rows.extend(entries)


def row_of(entry: Entry) -> Row:
    """Return how a line is shown."""
    wrong = entry.wrong or (WRONG.search(entry.text) and not NO_ERRORS.search(entry.text))
    doubtful = not wrong and DOUBTFUL.search(entry.text) is not None
    usual = ACCENT if entry.source == SCORETIME else TEXT
    colour = BAD if wrong else WARNING if doubtful else usual
    return Row((entry.source, entry.text), colour, sign=bool(wrong or doubtful))


def _entries(source: str, texts: Sequence[str]) -> list[Entry]:
    lines = [line for text in texts for line in text.expandtabs(4).splitlines()]
    return [Entry(source, line) for line in lines if line.strip()]
