"""A run as notation: MusicXML, through music21."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from importlib.util import find_spec
from math import ceil, floor
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.render.about import About
from generator.render.general_midi import DRUM_KEYS, drum_key, program
from generator.render.notation_grid import Chord, Figure, Grid, Sounding, bars_of
from generator.render.notation_keys import signatures, spelling
from generator.render.notation_metre import Metre
from generator.render.notebook import Kept, Notebook
from generator.render.targets import writing
from generator.timing.segments import Constant, Hold

SUFFIXES = (".musicxml", ".xml")
MOST_NOTES = 5_000  # 15 s of work and 200 MB
MARK_BEATS = Fraction(1, 4)
CLEFS: Mapping[str, tuple[int, int]] = {  # lowest and highest line
    "TrebleClef": (64, 77), "BassClef": (43, 57), "Treble8vaClef": (76, 89),
    "Bass8vbClef": (31, 45),
}  # fmt: skip
LEDGER_SEMITONES = 10  # three ledger lines can be read
STAFF_PLACES: Mapping[int, str] = {36: "F4", 38: "C5", 39: "C5", 42: "G5", 47: "D5", 52: "A5"}
MIDDLE_LINE = "B4"
CROSSES = ("G5", "A5")
DRUM_CHANNEL = 9


def check_notation(path: Path) -> None:
    """Raise UsageError where music21 is not installed, or a file is not to be MusicXML."""
    if find_spec("music21") is None:
        raise UsageError("notation needs music21: pip install 'scoretime[notation]'")
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: give notation a name that ends in {' or '.join(SUFFIXES)}")


def write_notation(path: Path, about: About, notebook: Notebook) -> list[str]:
    """Write what a notebook holds as MusicXML; return what a user should know of it.

    Notes are at their written beats, without swing and delay, on a grid of a quarter or a third of
    a beat, whichever suits a beat better (an eighth where notes would fall together); one voice a
    part, so a note ends with the next one's onset. Pitches are rounded to quarter tones, key
    signatures are those that save accidentals. At most 5,000 notes are written, to the end of a
    bar. Raises OutputError.
    """
    page = Page(about, notebook)
    data = _as_xml(page)
    with writing(path):
        path.write_bytes(data)
    return page.notices


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
            found.append(Sounding(beat, beat + kept.duration_beats, pitch))
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

    def _pitches(self, bar: int) -> list[float]:
        """Return what may need an accidental in a bar."""
        figures = (figure for bars in self.figures.values() for figure in bars[bar])
        pitches = (pitch for figure in figures if figure.begins for pitch in figure.pitches)
        return [pitch for pitch in pitches if not isinstance(pitch, str)]

    def instrument(self, part: str) -> str:
        """Return the instrument that a part plays first; "" for one that does not play."""
        rows = self._notebook.notes(part)
        return self._notebook.instruments[int(Kept(*rows[0]).instrument)] if len(rows) else ""

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


# -- music21


def _music21() -> Any:
    import music21

    return music21


def _as_xml(page: Page) -> bytes:
    m21, about = _music21(), page.about
    score = m21.stream.Score()
    score.metadata = m21.metadata.Metadata(title=about.title, composer=about.line)
    for number, part in enumerate(page.parts, start=1):
        score.insert(0, _staff(page, part, number))
    return bytes(m21.musicxml.m21ToXml.GeneralObjectExporter(score).parse())


def _staff(page: Page, part: str, number: int) -> Any:
    m21 = _music21()
    is_drum = part in page.about.unpitched
    staff = m21.stream.Part(id=part)
    staff.partName = staff.partAbbreviation = part.replace("_", " ")
    staff.insert(0, _player(page, part, number))
    former = 0
    for place, (figures, sharps) in enumerate(
        zip(page.figures[part], page.signatures, strict=True)
    ):
        measure = m21.stream.Measure(number=place + 1)
        if place == 0:
            measure.insert(0, getattr(m21.clef, _clef(page.parts[part], is_drum))())
            measure.insert(0, m21.meter.TimeSignature("{}/{}".format(*page.about.meter)))
        if sharps != former and not is_drum:
            measure.insert(0, m21.key.KeySignature(sharps))
        former = sharps
        for figure in figures:
            measure.insert(figure.offset, _element(figure, sharps))
        staff.append(measure)
    measure.rightBarline = m21.bar.Barline("final")
    if number == 1:
        _put_marks(page, staff)
    return staff


def _player(page: Page, part: str, number: int) -> Any:
    instrument, name = _music21().instrument, page.instrument(part)
    if part in page.about.unpitched:
        player = instrument.UnpitchedPercussion()
        player.midiChannel, player.percMapPitch = DRUM_CHANNEL, DRUM_KEYS.get(name)
        player.autoAssignMidiChannel = lambda usedChannels: DRUM_CHANNEL  # which drums share
    else:
        player = instrument.instrumentFromMidiProgram(program(name))
    player.partName = player.partAbbreviation = part.replace("_", " ")
    player.partId, player.instrumentId = f"P{number}", f"P{number}-I1"
    return player


def _clef(notes: Sequence[Sounding], is_drum: bool) -> str:
    """Return the clef with the fewest ledger lines beyond three, and rather one without an 8."""
    if is_drum:
        return "PercussionClef"

    def outside(clef: str, semitones: int) -> float:
        low, high = CLEFS[clef][0] - semitones, CLEFS[clef][1] + semitones
        pitches = (float(note.pitch) for note in notes)
        return sum(max(0.0, low - pitch, pitch - high) for pitch in pitches)

    return min(CLEFS, key=lambda c: (outside(c, LEDGER_SEMITONES), "8" in c, outside(c, 0)))


def _element(figure: Figure, sharps: int) -> Any:
    m21 = _music21()
    length = m21.duration.Duration(figure.length)
    for group in length.tuplets:  # one a beat
        is_first, is_last = figure.offset % 1 == 0, (figure.offset + figure.length) % 1 == 0
        group.type = "start" if is_first else "stop" if is_last else None
    if not figure.pitches:
        return m21.note.Rest(duration=length)
    heads = [_head(pitch, sharps) for pitch in figure.pitches]
    is_drum = isinstance(figure.pitches[0], str)
    several = m21.percussion.PercussionChord if is_drum else m21.chord.Chord
    made = heads[0] if len(heads) == 1 else several(heads)
    made.duration = length
    kind = {(True, False): "start", (False, False): "continue", (False, True): "stop"}
    if (figure.begins, figure.ends) in kind:
        made.tie = m21.tie.Tie(kind[figure.begins, figure.ends])
    return made


def _head(pitch: str | float, sharps: int) -> Any:
    m21 = _music21()
    if isinstance(pitch, str):
        head = m21.note.Unpitched(displayName=pitch)
        head.notehead = "x" if pitch in CROSSES else "normal"
        return head
    letter, raised, octave = spelling(pitch, sharps)
    written = m21.pitch.Pitch(letter, octave=octave)
    if raised:
        written.accidental = m21.pitch.Accidental(raised)
    return m21.note.Note(written)


def _put_marks(page: Page, staff: Any) -> None:
    """Put tempi and sections over the staff."""
    m21 = _music21()
    measures = list(staff.getElementsByClass("Measure"))
    marks = [(beat, m21.expressions.RehearsalMark(name)) for beat, name in page.sections()]
    for beat, told in page.tempos():
        is_word = isinstance(told, str)
        mark = m21.tempo.TempoText(told) if is_word else m21.tempo.MetronomeMark(number=told)
        marks.append((beat, mark))
    for beat, mark in marks:
        bar, offset = divmod(beat, page.bar_beats)
        if bar < len(measures):
            measures[int(bar)].insert(offset, mark)
