"""What parts hear of each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import HeardNote, HeardNotes, Live, Note, Rest
from generator.composition.heard import KEPT_BEATS, KEPT_NOTES
from generator.composition.note import MAXIMUM_PITCH
from generator.composition.piece import Step
from tests.performing import RATE, scheduler_of


def test_a_part_hears_what_another_has_played() -> None:
    answers: list[list[float]] = []

    def call(live: Live) -> Iterator[Step]:
        for pitch in (60.0, 62.0, 64.0, MAXIMUM_PITCH + 1.0):
            yield Note(pitch)

    def answer(live: Live) -> Iterator[Step]:
        while live.beat < 4.0:
            yield Rest(2.0)
            answers.append([each.note.pitch for each in live.heard.since("a", live.beat - 2.0)])

    scheduler, _ = scheduler_of(call, answer)
    scheduler.advance(5 * RATE)
    assert answers == [[60.0, 62.0, 64.0], [64.0]]  # what cannot be played is not heard


def test_what_was_heard_long_ago_is_forgotten() -> None:
    heard = HeardNotes()
    heard.row("a").extend(HeardNote(beat, Note(60.0)) for beat in range(2 * KEPT_NOTES))
    assert len(heard.since("a", 0.0)) == KEPT_NOTES
    assert heard.since("b", 0.0) == []


def test_a_sparse_part_forgets_too() -> None:
    heard = HeardNotes()
    for beat in range(0, 5000, 10):
        heard.row("a").add(float(beat), Note(60.0))
    beats = [each.beat for each in heard.since("a", 0.0)]
    assert beats == [float(beat) for beat in range(3970, 5000, 10)]
    assert beats[0] >= beats[-1] - KEPT_BEATS
