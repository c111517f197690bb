"""The score that the piano roll shows: notes and beats on a canvas of some size, at some zoom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gui.frame import Frame
from gui.lanes import Lanes, Reach, laid_out, spread
from gui.notes import Bar, Bars, Notes, Placed
from gui.shapes import Box
from gui.timeline import KEPT_SECONDS, Timeline

SHORTEST, LONGEST, USUAL = 2.0, 60.0, 16.0  # seconds from the left edge to the playhead
ZOOM = 1.2
PLAYHEAD = 0.82  # of the width
SETTLING_FRAMES = 15
MEAN_SHARE = 0.1  # of a new note in the mean pitch of its part
MANY_BARS = 300  # too many to be moved smoothly up and down
NAME_GAP = 14.0
REACH_PIXELS = 3.0  # how far from a note the mouse still points at it


class Place(NamedTuple):
    """Where on the canvas things lie; as long as it stays, shapes only drift."""

    lanes: Lanes
    pixels_per_second: float
    playhead: float

    @property
    def box(self) -> Box:
        """Where notes lie."""
        return self.lanes.box


class Name(NamedTuple):
    """A part's name beside its notes. height: of the name; mean: of its notes."""

    part: str
    height: int
    mean: int


class Score:
    """What is heard and how it is looked at; the widgets of the roll all read this.

    chosen: the part that is looked at alone. pointed: the bar under the mouse. silent: the parts
    that are not heard, by mute and solo.
    """

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.seconds = USUAL
        self.reach = Reach()
        self.piece = ""
        self.parts: tuple[str, ...] = ()
        self.drums: tuple[str, ...] = ()
        self.silent: frozenset[str] = frozenset()
        self.names: tuple[Name, ...] = ()
        self.chosen: str | None = None
        self.pointed: Bar | None = None
        self.sample_rate = 0
        self._box = Box(0.0, 0.0, 1.0, 1.0)
        self._count = 0
        self.bars: Bars
        self.begin()

    def begin(self, sample_rate: int = 0, origin_sample: float = 0.0) -> None:
        """Begin with nothing heard."""
        self.sample_rate = sample_rate
        self.timeline = Timeline(sample_rate, origin_sample)
        self.notes = Notes()
        self.reach = Reach() if not self.reach.by_hand else self.reach
        self.means: dict[str, float] = {}
        self.pointed = None
        self._lay_out()

    def play(self, piece: str, parts: Sequence[str], drums: Sequence[str]) -> None:
        """Show the parts of a piece; where they are others than before, from the beginning."""
        played = piece, tuple(parts), tuple(drums)
        if played != (self.piece, self.parts, self.drums):
            self.piece, self.parts, self.drums = played
            self.chosen = None
            self.begin()

    def resize(self, box: Box) -> None:
        """Take up this box, names and numbers not included, with the next frame."""
        self._box = box
        self._stale = True

    # -- what is heard

    def see(self, frame: Frame) -> None:
        """Take note of a frame."""
        if self._stale:
            self._lay_out()
        if not self.timeline.fits(frame):
            self.begin(frame.audio.sample_rate, frame.sample)
        timeline = self.timeline
        timeline.see(frame)
        self.silent = silenced(frame.values, self.parts)
        for heard in frame.notes if self.sample_rate else ():
            event = heard.event
            start = timeline.place(event.onset_sample)
            end = start + event.duration_samples / self.sample_rate
            self._add(Placed(heard, start, end, event.part in self.silent))
        self.notes.forget(timeline.now - KEPT_SECONDS)
        self.bars.advance(timeline.now, self.left)
        if self.pointed is not None and self.pointed.key not in self.bars.shown:
            self.pointed = None
        self._follow()

    def _add(self, note: Placed) -> None:
        self.notes.add(note)
        self.bars.add(note)
        event = note.heard.event
        if event.part not in self.drums:
            mean = self.means.get(event.part, event.pitch)
            self.means[event.part] = mean + MEAN_SHARE * (event.pitch - mean)
            self.reach.need(event.pitch)

    def _follow(self) -> None:
        """Let the lanes follow the notes in use."""
        self._count += 1
        if self._count % SETTLING_FRAMES == 0:
            self.reach.settle(self._used())
            self._name()
        before = self.reach.shown
        self.reach.ease(at_once=len(self.bars.shown) > MANY_BARS)
        if self.reach.shown != before:
            self.place = self._placed()

    def _used(self) -> list[float]:
        drums = self.drums
        events = (bar.note.heard.event for bar in self.bars.shown.values())
        pitches = [event.pitch for event in events if event.part not in drums]
        return [min(pitches), max(pitches)] if pitches else []

    # -- how it is looked at

    @property
    def left(self) -> float:
        """The place at the left edge."""
        return self.timeline.now - self.seconds

    @property
    def right(self) -> float:
        """The place at the right edge."""
        place = self.place
        return self.timeline.now + (place.box.right - place.playhead) / place.pixels_per_second

    @property
    def offset(self) -> int:
        """How far to the left things are drawn of where their places put them, in pixels."""
        return round(self.timeline.now * self.place.pixels_per_second - self.place.playhead)

    def x(self, place: float) -> int:
        """Return the pixel of a place, before the offset."""
        return round(place * self.place.pixels_per_second)

    def zoom_time(self, steps: float) -> None:
        """Show fewer seconds, with the next frame; negative steps: more."""
        self.seconds = min(max(self.seconds / ZOOM**steps, SHORTEST), LONGEST)
        self._stale = True

    def zoom_pitch(self, steps: float, y: float) -> None:
        """Show fewer pitches; the one at a height stays there."""
        pitch = self.place.lanes.pitch_at(y)
        self.reach.hold(self.reach.shown.zoomed(ZOOM**-steps, pitch))
        self.place = self._placed()

    def move_pitch(self, semitones: float) -> None:
        """Show higher pitches."""
        self.reach.hold(self.reach.shown.moved(semitones))
        self.place = self._placed()

    def reset(self) -> None:
        """Show the usual time and the pitches in use, with the next frame."""
        self.reach.let_go()
        self.seconds = USUAL
        self._stale = True

    def choose(self, part: str | None) -> None:
        """Look at a part alone."""
        if part != self.chosen:
            self.chosen = part
            self.bars.changed.update(self.bars.shown)

    def point(self, x: float, y: float) -> None:
        """Point at what is drawn there; the bar stays pointed at when it drifts on."""
        self._point(self._bar_at(x, y))

    def point_nowhere(self) -> None:
        """Point at nothing."""
        self._point(None)

    def _point(self, bar: Bar | None) -> None:
        self.bars.changed.update({b.key: b for b in (self.pointed, bar) if b is not None})
        self.pointed = bar

    def _bar_at(self, x: float, y: float) -> Bar | None:
        """Return the nearest bar to a point; of several the one that began last."""
        lanes, near = self.place.lanes, REACH_PIXELS * self.scale
        place = (x + self.offset) / self.place.pixels_per_second
        margin = near / self.place.pixels_per_second
        best, found = near + lanes.thickness / 2.0, None
        for bar in self.bars.shown.values():
            if bar.start - margin <= place <= bar.end + margin:
                event = bar.note.heard.event
                middle = lanes.y(event.part, event.pitch)
                if middle is not None and abs(middle - y) <= best:
                    best, found = abs(middle - y), bar
        return found

    def _lay_out(self) -> None:
        """Make everything anew for another size or zoom."""
        self._stale = False
        self.place = self._placed()
        grain = 1.0 / self.place.pixels_per_second
        self.bars = self.notes.bars(grain, self.timeline.now, self.left)
        self.pointed = None
        self._name()

    def _placed(self) -> Place:
        box = self._box
        ahead = round(PLAYHEAD * box.width)
        lanes = laid_out(box, self.reach.shown, self.drums, self.scale)
        return Place(lanes, max(ahead, 1.0) / self.seconds, box.x + ahead)

    def _name(self) -> None:
        """Put the parts' names beside their notes."""
        lanes, area = self.place.lanes, self.place.lanes.pitched
        share = area.height / max(len(self.parts), 1)
        means = []
        for index, part in enumerate(self.parts):
            usual = area.y + (index + 0.5) * share
            y = lanes.y(part, self.means[part]) if part in self.means else None
            y = lanes.y(part, 0.0) if part in self.drums else y
            means.append(usual if y is None else y)
        gap = NAME_GAP * self.scale
        heights = spread(means, gap, lanes.box.y + gap / 2.0, lanes.box.bottom - gap / 2.0)
        self.names = tuple(
            Name(part, round(height), round(mean))
            for part, height, mean in zip(self.parts, heights, means, strict=True)
        )


def silenced(values: Mapping[str, float], parts: Sequence[str]) -> frozenset[str]:
    """Return the parts that are not heard, by their mute and solo switches."""
    soloed = any(values.get(f"{part}.solo") for part in parts)
    return frozenset(
        part
        for part in parts
        if values.get(f"{part}.mute") or (soloed and not values.get(f"{part}.solo"))
    )
