"""What is to be written of a run as notation: bars of figures, keys, marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, inf
from statistics import fmean
from typing import Any

from generator.control.midi.notes import velocity
from generator.render.about import About
from generator.render.general_midi import drum_key
from generator.render.notation_grid import Chord, Figure, Grid, Sounding, bars_of
from generator.render.notation_keys import signatures
from generator.render.notation_metre import Metre
from generator.render.notebook import Kept, Notebook
from generator.timing.segments import Constant, Hold

MOST_NOTES = 5_000  # 15 s of work and 200 MB
MARK_BEATS = Fraction(1, 4)
STAFF_PLACES: Mapping[int, str] = {36: "F4", 38: "C5", 39: "C5", 42: "G5", 47: "D5", 52: "A5"}
MIDDLE_LINE = "B4"
DYNAMICS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")
DEGREE = 16  # of velocity: mf is 80


class Page:
    """The notes of a run as they are to be written, in bars. A new beginning is a new bar."""

    def __init__(self, about: About, notebook: Notebook) -> None:
        self.about = about
        self.notices: list[str] = []
        self.metre = Metre.of(*about.meter)
        self.bar_beats = self.metre.bar_beats
        self._notebook = notebook
        self._starts = self._run_starts()
        parts = [*about.parts, *(part for part in notebook.parts if part not in about.parts)]
        self.parts = {part: self._soundings(part) for part in parts}
        self.bars = self._limited()
        self.figures = {part: list(self._bars_of(part)) for part in parts}
        self._drop_silent_end()
        self.signatures = signatures([self._pitches(bar) for bar in range(self.bars)])

    def _run_starts(self) -> list[Fraction]:
        """Return where the beats of each beginning are counted from."""
        ends = [0.0] * max(1, len(self._notebook.timeline.runs))
        for part in self._notebook.parts:
            for row in self._notebook.notes(part).tolist():
                kept = Kept(*row)
                ends[int(kept.run)] = max(ends[int(kept.run)], kept.beat)
        starts = [Fraction(0)]
        for end_beat in ends:
            bars = floor(end_beat / self.bar_beats) + 1
            starts.append(starts[-1] + bars * self.bar_beats)
        return starts

    def _soundings(self, part: str) -> list[Sounding]:
        names, is_drum = self._notebook.instruments, part in self.about.unpitched
        found = []
        for row in self._notebook.notes(part).tolist():
            kept = Kept(*row)
            beat = float(self._starts[int(kept.run)]) + max(0.0, kept.beat)
            key = drum_key(names[int(kept.instrument)], kept.pitch)
            pitch = STAFF_PLACES.get(key, MIDDLE_LINE) if is_drum else round(2.0 * kept.pitch) / 2.0
            end_beat = beat + kept.duration_beats
            found.append(Sounding(beat, end_beat, pitch, kept.amplitude))
        return sorted(found, key=lambda note: note.beat)

    def _limited(self) -> int:
        """Leave out what is too much; return how many bars there are."""
        beats = sorted(note.beat for notes in self.parts.values() for note in notes)
        if len(beats) > MOST_NOTES:
            bars = max(1, floor(beats[MOST_NOTES] / self.bar_beats))
            self.notices.append(
                f"the notation ends with bar {bars}: it holds {MOST_NOTES:,} notes at most"
            )
            end_beat = float(bars * self.bar_beats)
            for part, notes in self.parts.items():
                self.parts[part] = [note for note in notes if note.beat < end_beat]
            return bars
        ends = [note.end_beat for notes in self.parts.values() for note in notes]
        last = floor(beats[-1] / self.bar_beats) + 1 if beats else 1
        return min(last + 1, max(last, ceil(max(ends, default=0.0) / self.bar_beats)))

    def _bars_of(self, part: str) -> Iterator[tuple[Figure, ...]]:
        notes = self.parts[part]
        end_beat = self.bars * self.bar_beats
        chords = Grid(notes, self.metre).chords(notes, struck=part in self.about.unpitched)
        inside = (chord for chord in chords if chord.beat < end_beat)
        kept = [Chord(beat, min(end, end_beat), pitches) for beat, end, pitches in inside]
        return bars_of(kept, self.metre, self.bars)

    def _drop_silent_end(self) -> None:
        """Leave out a last bar in which nothing has come to be written."""
        last = [figure for bars in self.figures.values() for figure in bars[-1]]
        if self.bars > 1 and not any(figure.pitches for figure in last):
            self.bars -= 1
            for bars in self.figures.values():
                bars.pop()

    def _pitches(self, bar: int) -> list[float]:
        """Return what may need an accidental in a bar; what is held into it would, in a new key."""
        figures = (figure for bars in self.figures.values() for figure in bars[bar])
        read = (figure for figure in figures if figure.begins or figure.offset == 0)
        pitches = (pitch for figure in read for pitch in figure.pitches)
        return [pitch for pitch in pitches if not isinstance(pitch, str)]

    def instrument(self, part: str) -> str:
        """Return the instrument that a part plays first; "" for one that does not play."""
        rows = self._notebook.notes(part)
        return self._notebook.instruments[int(Kept(*rows[0]).instrument)] if len(rows) else ""

    def dynamics(self, part: str) -> dict[int, tuple[Fraction, str]]:
        """Return where in a bar a part becomes how loud: at first, then when a degree is crossed.

        By bar, from 0; a bar's loudness is the mean of its notes' velocities.
        """
        heard: dict[int, list[int]] = {}
        for note in self.parts[part]:
            heard.setdefault(floor(note.beat / self.bar_beats), []).append(velocity(note.amplitude))
        found, present = dict[int, tuple[Fraction, str]](), inf
        for bar, figures in enumerate(self.figures[part]):
            offsets = [each.offset for each in figures if each.pitches and each.begins]
            degree = fmean(heard[bar]) / DEGREE - 1 if bar in heard else present
            if offsets and abs(degree - present) >= 1:
                present = min(max(0, round(degree)), len(DYNAMICS) - 1)
                found[bar] = offsets[0], DYNAMICS[present]
        return found

    def sections(self) -> list[tuple[Fraction, str]]:
        """Return the sections, each with its beat."""
        return [
            (self._placed(section.run, section.beat), section.name)
            for section in self._notebook.sections
        ]

    def tempos(self) -> list[tuple[Fraction, float | str]]:
        """Return the tempi in BPM, or the word of a ramp, each with its beat."""
        timeline, found = self._notebook.timeline, dict[Fraction, float | str]()
        for run in range(len(timeline.runs)):
            for placed in timeline.reached(run):
                if not isinstance(placed.shape, Hold):
                    beat = self._placed(run, placed.start_beat)
                    found[beat] = _tempo_of(placed.shape)
        marks = sorted(found.items())
        return [mark for mark, before in zip(marks, [None, *marks], strict=False)
                if before is None or before[1] != mark[1]]  # fmt: skip

    def _placed(self, run: int, beat: float) -> Fraction:
        return self._starts[run] + max(0, round(beat / MARK_BEATS)) * MARK_BEATS


def _tempo_of(shape: Any) -> float | str:
    if isinstance(shape, Constant):
        return round(shape.bpm, 1)
    return "accel." if shape.slope > 0.0 else "rit."
