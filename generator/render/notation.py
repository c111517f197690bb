"""A run as notation: MusicXML, through music21."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.render.about import About
from generator.render.general_midi import DRUM_KEYS, program
from generator.render.notation_grid import Figure, Sounding
from generator.render.notation_keys import spelling
from generator.render.notation_page import Page
from generator.render.notebook import Notebook
from generator.render.targets import writing

SUFFIXES = (".musicxml", ".xml")
CLEFS: Mapping[str, tuple[int, int]] = {  # lowest and highest line
    "TrebleClef": (64, 77), "BassClef": (43, 57), "Treble8vaClef": (76, 89),
    "Bass8vbClef": (31, 45),
}  # fmt: skip
OCTAVE_CLEF_SEMITONES = 6  # outside the staff are as hard to read
CROSSES = ("G5", "A5")
CHANNELS, DRUMS = 16, 9  # of MIDI, from 0


def check_notation(path: Path) -> None:
    """Raise UsageError where music21 is not installed, or a file is not to be MusicXML."""
    if find_spec("music21") is None:
        raise UsageError("notation needs music21: pip install 'scoretime[notation]'")
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: give notation a name that ends in {' or '.join(SUFFIXES)}")


def write_notation(path: Path, about: About, notebook: Notebook) -> list[str]:
    """Write what a notebook holds as MusicXML; return what a user should know of it.

    Notes are at their written beats, without swing and delay, on a grid of a quarter or a third of
    a beat, whichever suits a beat better, or an eighth where notes would fall together; one voice a
    part, so a note ends with the next one's onset. Pitches are rounded to quarter tones; key
    signatures are those that save accidentals; dynamics tell the velocities of a bar. At most 5,000
    notes are written, to the end of a bar. Raises OutputError.
    """
    page = Page(about, notebook)
    data = _as_xml(page)
    with writing(path):
        path.write_bytes(data)
    return page.notices


# -- music21


def _music21() -> Any:
    import music21

    return music21


def _as_xml(page: Page) -> bytes:
    m21, about = _music21(), page.about
    score = m21.stream.Score()
    made_by = f"{about.tags['comment']}, {about.tags['software']}"
    score.metadata = m21.metadata.Metadata(title=about.title, composer=made_by)
    for number, part in enumerate(page.parts, start=1):
        score.insert(0, _staff(page, part, number))
    return bytes(m21.musicxml.m21ToXml.GeneralObjectExporter(score).parse())


def _staff(page: Page, part: str, number: int) -> Any:
    m21 = _music21()
    staff = m21.stream.Part(id=part)
    staff.partName = staff.partAbbreviation = part.replace("_", " ")
    staff.insert(0, _player(page, part, number))
    measures = list(_measures(page, part))
    measures[0].insert(
        0, getattr(m21.clef, _clef(page.parts[part], part in page.about.unpitched))()
    )
    measures[0].insert(0, m21.meter.TimeSignature("{}/{}".format(*page.about.meter)))
    measures[-1].rightBarline = m21.bar.Barline("final")
    if number == 1:
        _put_marks(page, measures)
    staff.append(measures)
    return staff


def _measures(page: Page, part: str) -> Iterator[Any]:
    m21, dynamics = _music21(), page.dynamics(part)
    former = spelt = 0
    bars = zip(page.figures[part], page.signatures, strict=True)
    for place, (figures, sharps) in enumerate(bars):
        measure = m21.stream.Measure(number=place + 1)
        if sharps != former and part not in page.about.unpitched:
            measure.insert(0, m21.key.KeySignature(sharps))
        former = sharps
        if place in dynamics:
            offset, word = dynamics[place]
            measure.insert(offset, m21.dynamics.Dynamic(word))
        for figure in figures:
            spelt = sharps if figure.begins else spelt
            measure.insert(figure.offset, _element(figure, spelt))
        yield measure


def _player(page: Page, part: str, number: int) -> Any:
    instrument, name = _music21().instrument, page.instrument(part)
    channel = (number - 1) % (CHANNELS - 1)
    if part in page.about.unpitched:
        channel, player = DRUMS, instrument.UnpitchedPercussion()
        player.percMapPitch = DRUM_KEYS.get(name)
    else:
        channel += channel >= DRUMS
        player = instrument.instrumentFromMidiProgram(program(name))
    player.midiChannel = channel
    player.autoAssignMidiChannel = lambda **_: channel  # even if another part has it
    player.partName = player.partAbbreviation = part.replace("_", " ")
    player.partId, player.instrumentId = f"P{number}", f"P{number}-I1"
    return player


def _clef(notes: Sequence[Sounding], is_drum: bool) -> str:
    """Return the clef in which the notes are the least far outside the staff, in squares."""
    if is_drum:
        return "PercussionClef"

    def hardness(clef: str) -> float:
        low, high = CLEFS[clef]
        pitches = (float(note.pitch) for note in notes)
        outside = sum(max(0.0, low - pitch, pitch - high) ** 2 for pitch in pitches)
        return outside + ("8" in clef) * len(notes) * OCTAVE_CLEF_SEMITONES**2

    return min(CLEFS, key=hardness)


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


def _put_marks(page: Page, measures: Sequence[Any]) -> None:
    """Put tempi and sections over a staff."""
    m21 = _music21()
    marks = [(beat, m21.expressions.RehearsalMark(name)) for beat, name in page.sections()]
    for beat, told in page.tempos():
        is_word = isinstance(told, str)
        mark = m21.tempo.TempoText(told) if is_word else m21.tempo.MetronomeMark(number=told)
        marks.append((beat, mark))
    for beat, mark in marks:
        bar, offset = divmod(beat, page.bar_beats)
        if bar < len(measures):
            measures[int(bar)].insert(offset, mark)
