"""Notation: what is on the page, and what music21 reads of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from generator.composition.event import Event
from generator.errors import UsageError
from generator.render import notation, notation_page
from generator.render.about import About
from generator.render.midi import write_midi
from generator.render.notation import check_notation, write_notation
from generator.render.notation_page import Page
from generator.render.note_files import NoteFiles
from generator.render.notebook import Notebook
from generator.render.options import RenderOptions
from generator.render.targets import Targets
from generator.timing.tempo import TempoMap

RATE = 48_000
BEAT = RATE // 2

MakeEvent = Callable[..., Event]


@pytest.fixture
def book(event: MakeEvent) -> Notebook:
    """A line across bar lines, a chord in quarter tones, a low part, percussion, a ramp."""
    tempo_map = TempoMap(120.0)
    found = Notebook(3.0, RATE, lambda: tempo_map)
    found.section("dawn", 0.0, 0)
    third = 1.0 / 3.0
    line = [(0.0, 0.5), (2.5, 3.5), (6.0, third), (6.0 + third, third), (6.0 + 2 * third, 1.0)]
    for place, (beat, beats) in enumerate(line):
        found.note(event(round(beat * BEAT), beat=beat, duration_beats=beats, pitch=66.0 + place))
    for pitch in (60.0, 63.5, 67.2):
        found.note(event(9 * BEAT, beat=9.0, duration_beats=2.0, pitch=pitch))
    found.note(event(0, "bass", beat=0.0, duration_beats=12.0, pitch=31.0))
    for beat in range(6):
        for instrument in ("Kick", "Hat")[: 2 - beat % 2]:
            hit = event(beat * BEAT, "drums", beat=float(beat), instrument=instrument)
            found.note(hit)
    tempo_map.ramp_over_beats(90.0, 3.0, 1.5)
    found.section("day", 6.0, 3 * RATE)
    return found


@pytest.fixture
def drummed(about: About) -> About:
    parts, unpitched = (*about.parts, "drums"), ("drums",)
    return replace(about, parts=parts, unpitched=unpitched, meter=(3, 4), bar_beats=3.0)


def test_music21_reads_what_was_written(tmp_path: Path, book: Notebook, drummed: About) -> None:
    from music21 import converter

    path = tmp_path / "a.musicxml"
    assert write_notation(path, drummed, book) == []
    score = converter.parse(path)
    lead, bass, drums = score.parts
    assert [part.partName for part in score.parts] == ["lead", "bass", "drums"]
    for part in score.parts:
        measures = part.getElementsByClass("Measure")
        assert len(measures) == 4
        lengths = [sum(each.quarterLength for each in m.notesAndRests) for m in measures]
        assert lengths == [3.0] * 4
        assert measures[0].timeSignature.ratioString == "3/4"
    clefs = [part.recurse().getElementsByClass("Clef").first().name for part in score.parts]
    assert clefs == ["treble", "bass8vb", "percussion"]
    whole = lead.stripTies()
    found = [(note.offset, note.quarterLength) for note in whole.flatten().notes]
    third = Fraction(1, 3)
    assert found == [
        *((0.0, 0.5), (2.5, 3.5), (6.0, third), (6 + third, third), (6 + 2 * third, 1.0)),
        (9.0, 2.0),
    ]
    chord = whole.flatten().notes.last()
    assert [pitch.ps for pitch in chord.pitches] == [60.0, 63.5, 67.0]
    assert bass.flatten().notes.first().tie.type == "start"
    assert len(bass.stripTies().flatten().notes) == 1
    both = drums.flatten().getElementsByClass("PercussionChord")
    assert [[note.displayName for note in chord.notes] for chord in both] == [["F4", "G5"]] * 3
    marks = lead.recurse().getElementsByClass("RehearsalMark")
    assert [(mark.getOffsetInHierarchy(lead), mark.content) for mark in marks] == [
        *((0.0, "dawn"), (6.0, "day")),
    ]
    tempi = lead.recurse().getElementsByClass("MetronomeMark")
    assert [(mark.getOffsetInHierarchy(lead), mark.number) for mark in tempi] == [
        *((0.0, 120), (6.0, 90)),
    ]
    write_midi(tmp_path / "a.mid", drummed, book, 12 * BEAT)
    again = converter.parse(tmp_path / "a.mid")
    assert [part.partName for part in again.parts] == ["lead", "bass", "drums"]


def test_tempi_are_marked_where_they_change(book: Notebook, drummed: About) -> None:
    assert Page(drummed, book).tempos() == [(0, 120.0), (3, "rit."), (6, 90.0)]


def test_a_long_piece_is_cut_at_a_bar(
    monkeypatch: pytest.MonkeyPatch, about: About, event: MakeEvent
) -> None:
    monkeypatch.setattr(notation_page, "MOST_NOTES", 10)
    tempo_map = TempoMap(120.0)
    notebook = Notebook(4.0, RATE, lambda: tempo_map)
    for beat in range(30):
        notebook.note(event(beat * BEAT, beat=float(beat)))
    page = Page(about, notebook)
    assert page.bars == 2
    assert page.notices == ["the notation ends with bar 2: it holds 10 notes at most"]
    assert sum(bool(each.pitches) for bar in page.figures["lead"] for each in bar) == 8


def test_a_drone_adds_no_more_than_a_bar(about: About, event: MakeEvent) -> None:
    tempo_map = TempoMap(120.0)
    notebook = Notebook(4.0, RATE, lambda: tempo_map)
    assert Page(about, notebook).bars == 1
    notebook.note(event(0, duration_beats=100_000.0))
    assert Page(about, notebook).bars == 2


def test_without_music21_it_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, about: About
) -> None:
    monkeypatch.setattr(notation, "find_spec", lambda name: None)
    options = RenderOptions(tmp_path / "a.wav", musicxml=tmp_path / "a.musicxml")
    with pytest.raises(UsageError, match=r"notation needs music21: pip install 'scoretime\[notat"):
        NoteFiles(options, about, Targets())
    assert list(tmp_path.iterdir()) == []


def test_notation_is_musicxml(tmp_path: Path) -> None:
    check_notation(tmp_path / "a.XML")
    with pytest.raises(UsageError, match=r"a\.pdf: give notation a name that ends in \.musicxml"):
        check_notation(tmp_path / "a.pdf")
