from __future__ import annotations

from generator.control.midi.messages import Sent
from generator.control.midi.notes import NoteOut, NotesOut

RATE = 1000


def notes_out() -> NotesOut:
    """Sample 0 is at second 0."""
    return NotesOut(lambda sample, _: sample / RATE)


def note(onset: int, length: int = 100, part: int = 0, pitch: float = 60.0) -> NoteOut:
    return NoteOut(onset, length, part, pitch, 0.25)


def text(sent: list[Sent]) -> list[str]:
    said = []
    for word, fields in sent:
        number = fields.get("note", fields.get("control"))
        said.append(f"{word} {fields['channel']} {number}")
    return said


def sent_by(notes: NotesOut, until_seconds: float) -> list[tuple[float, str]]:
    """Return what is sent when, asked exactly when it is due."""
    now, sent = 0.0, []
    while now <= until_seconds:
        due, wait_seconds = notes.due(now)
        sent += [(round(now, 6), each) for each in text(due)]
        now += max(wait_seconds, 1e-6)
    return sent


def test_a_note_begins_and_ends_at_its_samples() -> None:
    notes = notes_out()
    notes.play([note(300, 50), note(200, 400, part=17, pitch=59.6)])
    assert sent_by(notes, 1.0) == [
        (0.2, "note_on 1 60"),
        (0.3, "note_on 0 60"),
        (0.35, "note_off 0 60"),
        (0.6, "note_off 1 60"),
    ]


def test_velocity_is_the_root_of_the_amplitude() -> None:
    notes = notes_out()
    amplitudes = (0.0, 0.25, 1.0, 7.0, float("nan"))
    notes.play([NoteOut(0, 1, part, 60.0, value) for part, value in enumerate(amplitudes)])
    assert [fields["velocity"] for _, fields in notes.due(0.0)[0]] == [1, 64, 127, 127, 1]


def test_a_note_that_begins_while_the_same_one_sounds_ends_that_one_first() -> None:
    notes = notes_out()
    notes.play([note(0, 100), note(50, 200), note(60, 10, pitch=61.0)])
    assert [said for _, said in sent_by(notes, 1.0)] == [
        "note_on 0 60",
        "note_off 0 60",
        "note_on 0 60",
        "note_on 0 61",
        "note_off 0 61",
        "note_off 0 60",
    ]


def test_an_end_comes_before_a_beginning_at_the_same_time() -> None:
    notes = notes_out()
    notes.play([note(100, 100), note(0, 100)])
    assert [said for _, said in sent_by(notes, 0.15)] == [
        "note_on 0 60",
        "note_off 0 60",
        "note_on 0 60",
    ]


def test_a_late_note_is_sent_at_full_length_and_a_very_late_one_is_dropped() -> None:
    notes = notes_out()
    notes.play([note(0, 100), note(60, 100, pitch=62.0)])
    sent, wait_seconds = notes.due(0.1)
    assert text(sent) == ["note_on 0 62"]
    assert wait_seconds == 0.1
    assert (notes.late, notes.dropped) == (1, 1)


def test_what_has_no_pitch_or_no_time_is_dropped() -> None:
    notes = notes_out()
    pitches = (-1.0, 127.6, float("nan"), float("inf"))
    notes.play([note(0, pitch=pitch) for pitch in pitches])
    assert notes.due(0.0)[0] == []
    assert notes.dropped == 4
    silent = NotesOut(lambda sample, now: None)
    silent.play([note(0)])
    assert silent.due(0.0)[0] == []


def test_the_outermost_pitches_are_played() -> None:
    notes = notes_out()
    notes.play([note(0, pitch=-0.4), note(0, pitch=127.4)])
    assert text(notes.due(0.0)[0]) == ["note_on 0 0", "note_on 0 127"]


def test_silence_ends_every_note_and_forgets_what_waits() -> None:
    notes = notes_out()
    notes.play([note(0, 10_000), note(0, 10_000, part=3), note(500)])
    notes.due(0.0)
    notes.silence()
    assert text(notes.due(0.1)[0]) == [
        "note_off 0 60",
        "note_off 3 60",
        "control_change 0 123",
        "control_change 3 123",
    ]
    assert sent_by(notes, 20.0) == []


def test_panic_cuts_off_what_rings_out_too() -> None:
    notes = notes_out()
    notes.play([note(0, 10)])
    notes.due(0.0)
    notes.silence(at_once=True)
    assert text(notes.due(0.001)[0]) == [
        "note_off 0 60",
        "control_change 0 123",
        "control_change 0 120",
    ]


def test_every_beginning_has_its_end() -> None:
    notes = notes_out()
    dense = [
        note(7 * index % 997, 3 * index % 211, index % 5, 50 + index % 9) for index in range(3000)
    ]
    notes.play(dense)
    sounding: set[str] = set()
    for _, said in sent_by(notes, 2.0):
        word, key = said.split(" ", 1)
        assert (key in sounding) is (word == "note_off")
        sounding ^= {key}
    assert sounding == set()
