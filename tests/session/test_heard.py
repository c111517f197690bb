"""Notes with what made them, from the scheduler to the front."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.composition import Event, Live, Note, Piece, Step
from generator.control.commands import Action, Command
from generator.engine.null import RecordingEngine
from generator.render.about import About
from generator.render.score import ScoreFile
from generator.render.targets import TextFile
from generator.session.ending import Extent
from generator.session.heard import Heard, heard_from_message, to_message
from generator.session.session import Session
from generator.session.setup import settled
from generator.session.teller import NOTES_KEPT, NoteLog
from generator.timing.clock import VirtualClock
from tests.session.test_session import BUNDLED, RATE

EVENT = Event(204_000, 6000, "Sine", 0.25, 440.0, 0.5, 1, (0.5, 3.0), "lead", 8.5, 69.0, 0.25)


def phrase(pitch: float) -> Iterator[Step]:
    yield Note(pitch, 1.0)
    yield from [Note(pitch + 1, 1.0)]


class Walker:
    """Steps that come from no generator."""

    def __init__(self, live: Live) -> None:
        self._left = 2

    def __iter__(self) -> Walker:
        return self

    def __next__(self) -> Step:
        return Note(50, 1.0)


def telling() -> Piece:
    piece = Piece("telling", tempo_bpm=60.0)

    @piece.part("lead", instrument="Pluck")
    def lead(live: Live) -> Iterator[Step]:
        while True:
            yield from phrase(60)
            yield Note(70, 1.0, delay_seconds=0.3)

    return piece


def played(piece: Piece, seconds: float, *, explains: bool = True) -> list[Event]:
    engine = RecordingEngine(RATE)
    setup = settled(piece, BUNDLED)
    session = Session(setup, engine, VirtualClock(), Extent(), explains=explains)
    session.advance(round(seconds * RATE))
    return engine.events


def line_of(text: str) -> int:
    """Return the line of this file that holds a text, comments apart."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.strip() == text)


def test_the_innermost_generator_is_named_with_its_line() -> None:
    """Through `yield from`, into a list, and with a note that is delayed."""
    first, second, third = played(telling(), 2.9)
    here = "test_heard.py"
    assert first.rule == f"phrase, {here}:{line_of('yield Note(pitch, 1.0)')}"
    assert second.rule == f"phrase, {here}:{line_of('yield from [Note(pitch + 1, 1.0)]')}"
    delayed = line_of("yield Note(70, 1.0, delay_seconds=0.3)")
    assert third.rule == f"telling.lead, {here}:{delayed}"
    assert third.onset_sample == round(2.3 * RATE)


def test_rules_are_told_only_where_they_are_asked_for() -> None:
    asked, unasked = played(telling(), 9.9), played(telling(), 9.9, explains=False)
    assert [event.rule for event in unasked] == [""] * 10
    assert [event._replace(rule="", draws=(), readings=()) for event in asked] == unasked


def test_steps_that_no_generator_makes_are_the_parts() -> None:
    piece = Piece("walking", tempo_bpm=60.0)

    def walk(live: Live) -> Iterator[Step]:
        return Walker(live)

    piece.add("walk", walk, "Pluck")
    number = line_of("def walk(live: Live) -> Iterator[Step]:")
    name = "test_steps_that_no_generator_makes_are_the_parts.walk"
    assert played(piece, 0.5)[0].rule == f"{name}, test_heard.py:{number}"


def test_notes_by_hand_say_so() -> None:
    engine = RecordingEngine(RATE)
    session = Session(settled(telling(), BUNDLED), engine, VirtualClock(), Extent())
    values = (("pitch", 64.0), ("amplitude", 0.5), ("beats", 1.0))
    session.advance(RATE // 2)
    session.submit(Command(Action.NOTE, "lead", values=values))
    session.advance(RATE)
    assert engine.events[-1].rule == "by hand"


def test_a_note_comes_through_a_message_whole() -> None:
    event = EVENT._replace(rule="melody, voices.py:57")
    heard = heard_from_message(json.loads(json.dumps(to_message(event))))
    assert heard == Heard(event, "melody, voices.py:57")
    assert hash(heard)


def test_a_line_is_what_the_score_says(tmp_path: Path) -> None:
    file = ScoreFile(TextFile(tmp_path / "a.sco"), About("t", "p", 1), RATE)
    file.note(EVENT)
    file.close()
    written = (tmp_path / "a.sco").read_text(encoding="utf-8").splitlines()[3]
    assert written.startswith(Heard(EVENT, "").line(RATE) + " ; bar 3")


def test_what_nobody_takes_is_forgotten() -> None:
    log = NoteLog()
    for sample in range(NOTES_KEPT + 10):
        log.note(EVENT._replace(onset_sample=sample))
    assert len(log.notes) == NOTES_KEPT
    assert log.notes[-1].onset_sample == NOTES_KEPT + 9


def test_what_many_notes_have_in_common_is_kept_once() -> None:
    read = EVENT._replace(
        rule="lead, piece.py:7", draws=(("random", 0.5),), readings=(("mode", 1),)
    )
    message = json.dumps(to_message(read))
    one, other = (heard_from_message(json.loads(message)).event for _ in range(2))
    assert one == other == read
    for shared in ("instrument", "part", "rule", "readings"):
        assert getattr(one, shared) is getattr(other, shared)
    assert one.draws[0][0] is other.draws[0][0]
