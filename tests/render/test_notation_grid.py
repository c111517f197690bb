"""Notes on a grid of notation: places and ends that can be read, bars that add up."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.render.notation_grid import Chord, Figure, Grid, Sounding, bars_of
from generator.render.notation_metre import Metre

F = Fraction
FOUR = Metre.of(4, 4)
WRITABLE = {F(n, d) for n in (1, 2, 3, 4, 6, 8) for d in (1, 2, 3, 4, 8, 16)}


def grid_of(*notes: tuple[float, float], metre: Metre = FOUR, struck: bool = False) -> list[Chord]:
    soundings = [Sounding(beat, end, 60.0) for beat, end in notes]
    return Grid(soundings, metre).chords(soundings, struck=struck)


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


def test_notes_that_would_fall_together_are_in_eighths() -> None:
    ornament = [(0.0, 0.25), (0.25, 0.375), (0.375, 0.5), (0.5, 1.0)]
    assert spans(grid_of(*ornament)) == [
        *((F(0), F(1, 4)), (F(1, 4), F(3, 8)), (F(3, 8), F(1, 2)), (F(1, 2), F(1))),
    ]
    before_the_beat = [(0.0, 0.875), (0.875, 1.0), (1.0, 2.0)]
    assert [beat for beat, _ in spans(grid_of(*before_the_beat))] == [F(0), F(7, 8), F(1)]


def test_a_glide_stays_in_sixteenths_where_thirds_would_lose_a_note() -> None:
    assert [beat for beat, _ in spans(grid_of((0.1, 0.3), (0.36, 0.6), (0.6, 0.8), (0.83, 1.0)))][
        :4
    ] == [F(0), F(1, 4), F(1, 2), F(3, 4)]


def test_a_note_ends_with_the_next_and_is_never_nothing() -> None:
    assert spans(grid_of((0.0, 9.0), (2.0, 2.01))) == [(F(0), F(2)), (F(2), F(9, 4))]


@pytest.mark.parametrize(
    ("beats", "later", "end"),
    [
        *((0.75, 1.0, "1"), (3.5, 4.0, "4"), (0.7, 1.0, "1"), (0.7, None, "1")),  # detached
        *((0.5, 1.0, "1/2"), (1.5, 2.0, "3/2"), (3.0, 4.0, "3"), (13.0, 15.0, "13")),  # a rest
        *((2.5, None, "5/2"), (4.5, 8.0, "9/2"), (1.25, 4.0, "5/4")),  # on a place: left there
        *((0.6, 2.0, "1/2"), (1.2, 2.0, "1"), (5.7, 8.0, "6"), (13.4, None, "13")),  # coarser
    ],
)
def test_where_a_note_ends(beats: float, later: float | None, end: str) -> None:
    after = [] if later is None else [(later, later + 1.0)]
    assert spans(grid_of((0.0, beats), *after))[0] == (F(0), F(end))


def test_the_end_of_a_note_that_was_moved_tells_no_more_than_it_knows() -> None:
    assert spans(grid_of((0.73, 2.23), (4.0, 5.0)))[0] == (F(3, 4), F(2))
    assert spans(grid_of((0.75, 2.25), (4.0, 5.0)))[0] == (F(3, 4), F(9, 4))


def test_an_end_is_in_three_only_where_a_note_begins_so() -> None:
    assert spans(grid_of((0.0, 4 / 3)))[0][1] == F(3, 2)
    assert spans(grid_of((0.0, 1 / 3), (2 / 3, 1.0)))[0][1] == F(1, 3)
    assert spans(grid_of((2 / 3, 5 / 3)))[0][1] == F(5, 3)
    assert spans(grid_of((2 / 3, 7 / 4)))[0][1] == F(7, 4)


def test_what_is_struck_lasts_until_the_next_or_the_next_pulse() -> None:
    hits = [(0.0, 0.1), (0.75, 0.8), (1.0, 9.0), (2.25, 2.3)]
    assert [end for _, end in spans(grid_of(*hits, struck=True))] == [
        *(F(3, 4), F(1), F(2), F(3)),
    ]
    assert spans(grid_of((0.5, 0.6), metre=Metre.of(6, 8), struck=True)) == [(F(1, 2), F(3, 2))]


def test_notes_on_one_place_are_a_chord() -> None:
    notes = [Sounding(0.0, 1.0, 64.0), Sounding(0.02, 2.0, 60.5), Sounding(0.02, 2.0, 64.0)]
    assert Grid(notes, FOUR).chords(notes) == [Chord(F(0), F(2), (60.5, 64.0))]


def test_bars_are_filled_with_ties_and_rests() -> None:
    chords = [Chord(F(5, 2), F(6), (60.0,)), Chord(F(12), F(49, 4), (62.0,))]
    first, second, third, fourth = bars_of(chords, FOUR, 4)
    assert first == (
        Figure(F(0), F(2)),
        Figure(F(2), F(1, 2)),
        Figure(F(5, 2), F(3, 2), (60.0,), True, False),
    )
    assert second[0] == Figure(F(0), F(2), (60.0,), False, True)
    assert third == (Figure(F(0), F(4)),)
    assert [figure.length for figure in fourth] == [F(1, 4), F(1, 4), F(1, 2), F(1), F(2)]


BEATS = st.lists(
    st.tuples(st.floats(0.0, 20.0), st.floats(1e-6, 20.0)), max_size=25
)  # onset and duration


@settings(max_examples=40, deadline=None)
@example([(12.375, 0.25), (13.125, 1.0)], (7, 8), False)
@given(
    BEATS,
    st.sampled_from([(4, 4), (3, 4), (7, 8), (3, 8), (5, 16), (7, 32), (6, 4), (6, 8), (9, 16)]),
    st.booleans(),
)
def test_every_bar_adds_up(
    notes: list[tuple[float, float]], meter: tuple[int, int], struck: bool
) -> None:
    metre, count = Metre.of(*meter), 120
    bar_beats = metre.bar_beats
    chords = grid_of(
        *((beat, beat + length) for beat, length in sorted(notes)), metre=metre, struck=struck
    )
    assert all(a.end_beat <= b.beat for a, b in pairwise(chords))
    assert all(chord.beat < chord.end_beat for chord in chords)
    bars = list(bars_of(chords, metre, count))
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
