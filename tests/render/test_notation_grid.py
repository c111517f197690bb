"""Notes on a grid of notation: bars add up, lengths are ones that a note can have."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.render.notation_grid import Chord, Figure, Grid, Sounding, bars_of, written_length

F = Fraction
FOUR = F(4)
WRITABLE = {F(n, d) for n in (1, 2, 3, 4, 6, 8) for d in (1, 2, 3, 4, 8, 6, 12)}


def grid_of(*notes: tuple[float, float], bar_beats: F = FOUR) -> list[Chord]:
    soundings = [Sounding(beat, end, 60.0) for beat, end in notes]
    return Grid(soundings, bar_beats).chords(soundings)


def spans(chords: list[Chord]) -> list[tuple[F, F]]:
    return [(chord.beat, chord.end_beat) for chord in chords]


def test_each_beat_is_in_four_or_in_three() -> None:
    straight = [(0.01, 0.24), (0.26, 0.5), (0.5, 1.0)]
    thirds = [(1.0, 1.33), (1.34, 1.66), (1.65, 2.0)]
    assert spans(grid_of(*straight, *thirds)) == [
        *((F(0), F(1, 4)), (F(1, 4), F(1, 2)), (F(1, 2), F(1))),
        *((F(1), F(4, 3)), (F(4, 3), F(5, 3)), (F(5, 3), F(2))),
    ]


def test_what_is_nearer_to_the_next_beat_is_on_it() -> None:
    assert spans(grid_of((0.97, 1.9))) == [(F(1), F(2))]
    assert spans(grid_of((3.99, 4.5))) == [(F(4), F(9, 2))]


def test_a_note_ends_with_the_next_and_is_never_nothing() -> None:
    assert spans(grid_of((0.0, 9.0), (2.0, 2.01))) == [(F(0), F(2)), (F(2), F(9, 4))]


def test_notes_on_one_place_are_a_chord() -> None:
    notes = [Sounding(0.0, 1.0, 64.0), Sounding(0.02, 2.0, 60.5), Sounding(0.02, 2.0, 64.0)]
    assert Grid(notes, FOUR).chords(notes) == [Chord(F(0), F(2), (60.5, 64.0))]


def test_bars_are_filled_with_ties_and_rests() -> None:
    chords = [Chord(F(5, 2), F(6), (60.0,)), Chord(F(12), F(49, 4), (62.0,))]
    first, second, third, fourth = bars_of(chords, FOUR, 4)
    assert first == (
        Figure(F(0), F(2)),
        Figure(F(2), F(1, 2)),
        Figure(F(5, 2), F(1, 2), (60.0,), True, False),
        Figure(F(3), F(1), (60.0,), False, False),
    )
    assert second[0] == Figure(F(0), F(2), (60.0,), False, True)
    assert third == (Figure(F(0), FOUR),)
    assert [figure.length for figure in fourth] == [F(1, 4), F(3, 4), F(3)]


@pytest.mark.parametrize(
    ("place", "end", "length"),
    [("0", "4", "4"), ("0", "7/2", "3"), ("0", "5/4", "1"), ("0", "3/2", "3/2"),
     ("1/4", "3", "3/4"), ("0", "2/3", "2/3"), ("0", "5/3", "1"), ("1/3", "2", "2/3"),
     ("1", "5/2", "3/2"), ("1/4", "7/8", "1/2")],
)  # fmt: skip
def test_a_length_is_one_that_a_note_can_have(place: str, end: str, length: str) -> None:
    assert written_length(F(place), F(end)) == F(length)


BEATS = st.lists(
    st.tuples(st.floats(0.0, 20.0), st.floats(1e-6, 20.0)), max_size=25
)  # onset and duration


@settings(max_examples=40, deadline=None)
@example([(12.375, 0.25), (13.125, 1.0)], F(7, 2))
@given(BEATS, st.sampled_from([F(4), F(3), F(7, 2), F(3, 2), F(5, 4), F(7, 8), F(6)]))
def test_every_bar_adds_up(notes: list[tuple[float, float]], bar_beats: F) -> None:
    soundings = [Sounding(beat, beat + length, 60.0) for beat, length in sorted(notes)]
    count = 40
    chords = Grid(soundings, bar_beats).chords(soundings)
    assert all(a.end_beat <= b.beat for a, b in pairwise(chords))
    bars = list(bars_of(chords, bar_beats, count))
    assert len(bars) == count
    for bar in bars:
        place = F(0)
        for figure in bar:
            assert figure.offset == place
            assert figure.length > 0
            assert figure.length in WRITABLE or len(bar) == 1
            place += figure.length
        assert place == bar_beats
    written = sum(figure.begins for bar in bars for figure in bar if figure.pitches)
    assert written == sum(chord.beat < count * bar_beats for chord in chords)
