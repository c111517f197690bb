"""A piano roll on a canvas, and the frames that it sees, for tests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.session.heard import Heard
from gui.board import Region
from gui.frame import Frame
from gui.panels.roll import Roll
from gui.shapes import Box, Shape
from gui.widget import View
from gui.widgets.roll import NoteBars
from gui.widgets.roll_ground import Grid
from tests.control.surface import subject_of
from tests.gui.canvas import KeepingCanvas
from tests.gui.context import Pointer, context_of, view_of
from tests.gui.heard import RATE, frame_at, note

FRAME = 1.0 / 30.0
BOX = Box(0.0, 0.0, 932.0, 394.0)
PARTS = ("lead", "bass line", "kick")
SUBJECT = replace(subject_of(parts=PARTS), unpitched=("kick",))


class Stage:
    """A roll on a canvas, and the frames that it sees."""

    def __init__(self, folder: Path, box: Box = BOX, scale: float = 1.0) -> None:
        self.context = context_of(folder, SUBJECT, scale)
        self.view: View = view_of(self.context)
        self.view.frame = self.frame(0.0)
        self.roll = Roll(self.context)
        self.roll.renew(self.view)
        self.canvas = KeepingCanvas()
        self.region = Region(self.roll)
        self.region.draw_on(self.canvas)
        self.region.resize(box)
        self.seconds = 0.0
        self.show(self.view.frame)

    def frame(self, seconds: float, notes: Any = (), **differing: Any) -> Frame:
        return frame_at(seconds, notes, SUBJECT, **differing)

    def show(self, frame: Frame) -> None:
        self.view.frame = frame
        self.roll.see(self.view)
        self.region.draw(self.view)

    def play(self, until: float, notes: Any = (), **differing: Any) -> None:
        waiting = sorted(notes, key=lambda each: each.event.onset_sample)
        while self.seconds < until - 1e-9:
            self.seconds += FRAME
            horizon = (self.seconds + 0.012) * RATE
            due = [each for each in waiting if each.event.onset_sample < horizon]
            waiting = waiting[len(due) :]
            self.show(self.frame(self.seconds, due, **differing))

    def widget(self, kind: type) -> Any:
        return next(each for each in self.roll.widgets if type(each) is kind)

    def bars(self) -> dict[Any, Shape]:
        return dict(sorted(self.widget(NoteBars).drift(self.view).shapes.items()))

    def grid(self) -> list[Shape]:
        return list(self.widget(Grid).drift(self.view).shapes.values())

    def at(self, heard: Heard) -> Pointer:
        """Return a place of the mouse on a note."""
        score = self.roll.score
        bars = score.bars.shown.values()
        bar = next(each for each in bars if each.note.heard == heard)
        y = score.place.lanes.y(heard.event.part, heard.event.pitch)
        return Pointer(score.x(bar.start) - score.offset + 2.0, y or 0.0)


def some_notes(seed: int, count: int, seconds: float) -> Iterator[Heard]:
    dice = random.Random(seed)
    for _ in range(count):
        part = dice.choice((*PARTS, "stranger"))
        yield note(
            dice.uniform(0.05, seconds),
            dice.choice((0.02, 0.3, 4.0)),
            dice.uniform(30.0, 100.0),
            part=part,
            amplitude=dice.uniform(0.0, 1.0),
        )
