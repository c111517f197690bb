"""What lies over the notes of the piano roll: numbers, names, the playhead, a note's box."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import inf
from typing import NamedTuple, cast

from gui.lanes import OCTAVE
from gui.notes import Placed
from gui.score import Name, Place, Score
from gui.shapes import Line, Rectangle, Shape, Text
from gui.theme import ACCENT, DIM, GROUND, PLAYHEAD, TEXT
from gui.widget import Context, Pointer, View
from gui.widgets.control import ring
from gui.widgets.note_box import note_box
from gui.widgets.roll import NoteBars
from gui.widgets.roll_ground import LEAST_AHEAD, STRIP, OfRoll, ahead_pixels, octaves

NAME_REACH = 9.0


class NameLook(NamedTuple):
    """What the names look like: the rows, which of them sound, are muted, are looked at alone."""

    place: Place
    names: tuple[Name, ...]
    sounding: tuple[bool, ...]
    silent: frozenset[str]
    chosen: str | None


class Names(OfRoll):
    """The numbers of octaves at the left, and the parts' names at the right, beside their notes.

    The mouse on a name shows its part alone.
    """

    def cares(self, x: float, y: float) -> bool:
        """The names are."""
        return self.box.contains(x, y) and x >= self.score.place.box.right

    def hint(self, view: View) -> str:
        """Return whose name it is."""
        return f"{self.score.chosen or 'a name'} — shown alone while the mouse is on it"

    def look(self, view: View) -> Hashable:
        """Return the names and what they do."""
        score = self.score
        sounding = score.bars.sounding
        return NameLook(
            score.place,
            score.names,
            tuple(sounding.get(part, 0) > 0 for part in score.parts),
            score.silent,
            score.chosen,
        )

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw them over what drifts by."""
        shown, style = cast(NameLook, look), self.style
        box = shown.place.box
        shapes: list[Shape] = [
            Rectangle(self.box.x, self.box.y, box.x, self.box.bottom, GROUND),
            Rectangle(box.right, self.box.y, self.box.right, self.box.bottom, GROUND),
        ]
        for pitch, y in octaves(shown.place.lanes):
            at = box.x - style.px(6), y
            shapes.append(Text(*at, f"C{pitch // OCTAVE - 1}", DIM, style.small_number, "e"))
        for name, sounds in zip(shown.names, shown.sounding, strict=True):
            shapes += self._name(shown, name, sounds)
        return shapes

    def _name(self, look: NameLook, name: Name, sounds: bool) -> Sequence[Shape]:
        """Return a name with its swatch, filled while the part sounds, and a line to its notes."""
        part, height, mean = name
        style, left = self.style, look.place.box.right
        colour, silent = self.colour(part), part in look.silent
        half, x = style.px(4), left + style.px(12)
        lit = sounds and not silent
        swatch = Rectangle(
            x, height - half, x + 2 * half, height + half, colour if lit else "", colour
        )
        at = x + style.px(13)
        room = self.box.right - at - style.px(2)
        font = style.bold if part == look.chosen else style.small
        text = Text(at, height, style.fit(part, font, room), DIM if silent else TEXT, font)
        leader = Line((left, mean, left + style.px(5), mean, x - style.px(2), height), colour)
        struck = (at, height, at + min(style.width_of(part, font), room), height)
        return [leader, swatch, text, *([Line(struck, DIM)] if silent else [])]

    def hover(self, pointer: Pointer) -> None:
        """Look at the part alone whose name is nearest."""
        rows = [(abs(name.height - pointer.y), name.part) for name in self.score.names]
        away, part = min(rows, default=(inf, ""))
        self.score.choose(part if away <= self.style.px(NAME_REACH) else None)

    def leave(self) -> None:
        """Look at all of them."""
        self.score.choose(None)


class FrontLook(NamedTuple):
    """What lies over the notes."""

    place: Place
    ahead: int
    ahead_ms: float
    section: str
    focused: bool
    pointed: Placed | None
    together: int
    at: tuple[float, float]
    bar_beats: float


class Front(OfRoll):
    """The playhead, the look-ahead in figures, the present section, the box of a note."""

    def __init__(self, context: Context, score: Score, notes: NoteBars) -> None:
        super().__init__(context, score)
        self._notes = notes

    def look(self, view: View) -> Hashable:
        """Return what there is to tell."""
        score, pointed = self.score, self.score.pointed
        return FrontLook(
            score.place,
            ahead_pixels(view, score.place, self.style.px(LEAST_AHEAD)),
            view.frame.audio.look_ahead_ms,
            self._section(),
            view.focus is self._notes,
            pointed.note if pointed is not None else None,
            pointed.count if pointed is not None else 0,
            self._notes.pointer if pointed is not None else (0.0, 0.0),
            view.frame.subject.bar_beats,
        )

    def _section(self) -> str:
        """Return the section that began out of sight."""
        sections = self.score.timeline.sections
        if not sections or self.score.x(sections[-1].place) >= self.score.x(self.score.left):
            return ""
        return sections[-1].name

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw it."""
        shown, style = cast(FrontLook, look), self.style
        shapes = self._playhead(shown)
        if shown.section:
            at = shown.place.box.x + style.px(4), shown.place.box.y - style.px(STRIP) * 0.75
            shapes.append(Text(*at, shown.section, TEXT, style.bold))
        if shown.pointed is not None:
            room = shown.place.box.inset(style.px(2))
            told = (
                self.colour(shown.pointed.heard.event.part),
                shown.together,
                shown.bar_beats,
                self.score.sample_rate,
            )
            shapes += note_box(style, room, shown.at, shown.pointed, told)
        if shown.focused:
            shapes.append(ring(self.box, style.px(2)))
        return shapes

    def _playhead(self, look: FrontLook) -> list[Shape]:
        style, box, x = self.style, look.place.box, look.place.playhead
        foot, right = style.px(4), x + look.ahead
        shapes: list[Shape] = [
            Rectangle(x - style.px(1), box.y - foot, x, box.bottom, PLAYHEAD),
            Line((x, box.y, x, box.y - foot, right, box.y - foot, right, box.y), ACCENT),
        ]
        if look.ahead_ms:
            at, strip = self.box.right - style.px(6), style.px(STRIP)
            for share, text in ((0.75, "look-ahead"), (0.3, f"{look.ahead_ms:.3g} ms")):
                shapes.append(Text(at, box.y - strip * share, text, ACCENT, style.small, "e"))
        return shapes
