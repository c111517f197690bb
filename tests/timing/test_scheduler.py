"""The scheduler: whole event lists, on a clock that never runs by itself."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition import Live, Note, Part, Rest
from generator.composition.piece import PartFunction
from generator.patterns.streams import stream
from generator.timing.line import Line
from generator.timing.tempo import TempoMap
from tests.performing import RATE, scheduler_of

HOUR_BEATS = 3600


def pulse(step_beats: float, pitch: float = 60.0) -> PartFunction:
    """Return a part that plays one pitch in equal steps for ever."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(pitch, step_beats)

    return part


def test_notes_fall_on_their_samples() -> None:
    """At 60 BPM a beat is a second; notes and rests follow each other."""

    def part(live: Live) -> Iterator[Note | Rest]:
        yield Note(60, 1.0)
        yield Rest(0.5)
        yield Note(62, 0.25, amplitude=0.3)

    scheduler, sink = scheduler_of(part)
    scheduler.advance(10 * RATE)
    assert [(e.onset_sample, e.duration_samples, e.pitch, e.beat) for e in sink.events] == [
        (0, 48_000, 60, 0.0),
        (72_000, 12_000, 62, 1.5),
    ]
    assert scheduler.finished


def test_nothing_at_or_past_the_horizon_is_committed() -> None:
    """The horizon itself belongs to the next advance."""
    scheduler, sink = scheduler_of(pulse(1.0))
    scheduler.advance(RATE)
    assert [event.onset_sample for event in sink.events] == [0]
    scheduler.advance(RATE + 1)
    assert [event.onset_sample for event in sink.events] == [0, RATE]


def test_simultaneous_parts_keep_their_declared_order() -> None:
    """So that the same piece gives the same sound."""
    scheduler, sink = scheduler_of(pulse(1.0), pulse(0.5), pulse(0.25))
    scheduler.advance(RATE // 2 + 1)
    assert [event.part for event in sink.events] == ["a", "b", "c", "c", "b", "c"]


def test_a_chord_sounds_at_once_and_steps_by_its_last_note() -> None:
    """A list of notes is a chord."""

    def part(live: Live) -> Iterator[list[Note]]:
        yield [Note(60, 4.0), Note(64, 4.0, step_beats=1.0)]
        yield [Note(62)]

    scheduler, sink = scheduler_of(part)
    scheduler.advance(2 * RATE)
    assert [(e.pitch, e.onset_sample) for e in sink.events] == [(60, 0), (64, 0), (62, RATE)]


def test_a_delayed_note_waits_and_keeps_the_order() -> None:
    """A note 1.5 s late comes after the next step's note."""

    def part(live: Live) -> Iterator[Note]:
        yield Note(60, delay_seconds=0.5, step_beats=0.25)
        yield Note(62)

    scheduler, sink = scheduler_of(part)
    scheduler.advance(RATE // 2)
    assert [event.pitch for event in sink.events] == [62]
    assert not scheduler.finished
    scheduler.advance(RATE // 2 + 1)
    assert [(e.pitch, e.onset_sample) for e in sink.events] == [(62, 12_000), (60, 24_000)]


def test_a_part_may_start_late() -> None:
    """Its first step comes at its start beat."""
    scheduler, sink = scheduler_of(pulse(1.0), pulse(1.0), start_beats=(0.0, 2.5))
    scheduler.advance(4 * RATE)
    assert [e.onset_sample for e in sink.events if e.part == "b"] == [120_000, 168_000]


@pytest.mark.parametrize(("fine", "coarse"), [(0.1, 0.5), (1 / 3, 2.0), (0.7, 2.1), (0.01, 1.0)])
def test_parts_with_different_periods_stay_in_step_for_hours(fine: float, coarse: float) -> None:
    """Every common beat falls on the same sample after five hours."""
    scheduler, sink = scheduler_of(pulse(fine), pulse(coarse))
    ratio = Fraction(coarse).limit_denominator(1000) / Fraction(fine).limit_denominator(1000)
    assert ratio.denominator == 1
    scheduler.advance(5 * HOUR_BEATS * RATE if fine >= 0.1 else HOUR_BEATS * RATE)
    often = [event.onset_sample for event in sink.events if event.part == "a"]
    rarely = [event.onset_sample for event in sink.events if event.part == "b"]
    assert often[:: int(ratio)][: len(rarely)] == rarely


def test_a_tempo_change_moves_what_is_not_committed() -> None:
    """Quarter notes at 120 with a change to 240 at 0.375 s: 0, 0.4375, 0.6875 s."""
    scheduler, sink = scheduler_of(pulse(1.0), tempo_bpm=120.0)
    scheduler.advance(round(0.375 * RATE))
    scheduler.tempo_map.set_tempo(240.0, 0.375)
    scheduler.advance(RATE)
    assert [e.onset_sample / RATE for e in sink.events] == [0.0, 0.4375, 0.6875, 0.9375]


@given(
    st.lists(st.tuples(st.integers(1, 20_000), st.floats(20.0, 999.0)), min_size=1, max_size=200)
)
def test_no_beat_is_lost_or_doubled_by_tempo_changes(changes: list[tuple[int, float]]) -> None:
    """Whatever the changes, each beat is committed once, in order, none before its horizon."""
    scheduler, sink = scheduler_of(pulse(0.25), tempo_bpm=120.0)
    horizon = 0
    for samples_later, bpm in changes:
        horizon += samples_later
        committed = len(sink.events)
        scheduler.advance(horizon)
        assert all(event.onset_sample < horizon for event in sink.events)
        scheduler.tempo_map.set_tempo(bpm, horizon / RATE)
        scheduler.advance(horizon)
        assert len(sink.events) - committed >= 0
    onsets = [event.onset_sample for event in sink.events]
    assert onsets == sorted(onsets)
    assert [event.beat for event in sink.events] == [0.25 * n for n in range(len(onsets))]
    wanted = scheduler.tempo_map.beat_at(horizon / RATE) / 0.25
    assert abs(len(onsets) - wanted) <= 1.0


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=50))
def test_the_size_of_the_steps_of_the_horizon_changes_nothing(steps: list[int]) -> None:
    """Live (small steps) and rendered (large ones) commit the same events in the same order."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(live.random.uniform(40, 80), live.random.choice([0.1, 0.25, 1 / 3]))

    small, kept = scheduler_of(part, part, parameters={"swing": 0.4})
    large, kept_too = scheduler_of(part, part, parameters={"swing": 0.4})
    horizon = 0
    for step in steps:
        horizon += step
        small.advance(horizon)
    large.advance(horizon)
    assert kept.events == kept_too.events


@pytest.mark.parametrize(
    "note",
    [
        Note(float("nan")),
        Note(float("inf")),
        Note(-1),
        Note(500),
        Note(60, float("nan"), step_beats=1),
        Note(60, -1, step_beats=1),
        Note(60, 0, step_beats=1),
        Note(60, amplitude=float("nan")),
        Note(60, amplitude=1.5),
        Note(60, pan=-0.1),
        Note(60, delay_seconds=-1),
        Note(60, controls=(float("inf"),)),
        Note(60, controls=(0.0,) * 9),
        Note("C4"),
        Note(None),
    ],
)
def test_an_unplayable_note_is_refused_and_the_part_goes_on(note: Note) -> None:
    """The others of the part and of the piece play on."""

    def part(live: Live) -> Iterator[Note]:
        yield note
        yield Note(61)

    scheduler, sink = scheduler_of(part)
    scheduler.advance(4 * RATE)
    assert [event.pitch for event in sink.events] == [61]
    assert len(sink.refused) == 1
    assert not sink.faults


@pytest.mark.parametrize(
    "step", [None, 60, "C4", [], [60], Rest(float("nan")), Rest(-1), Note(60, step_beats=-1)]
)
def test_a_step_that_is_none_of_these_ends_the_part(step: object) -> None:
    """Without a length in beats the part cannot go on; the others do."""

    def part(live: Live) -> Iterator[object]:
        yield step
        yield Note(61)

    scheduler, sink = scheduler_of(part, pulse(1.0))  # type: ignore[arg-type]
    scheduler.advance(2 * RATE)
    assert [event.part for event in sink.events if event.pitch == 61] == []
    assert [event.onset_sample for event in sink.events if event.part == "b"] == [0, RATE]
    assert len(sink.faults) == 1


def test_a_part_that_raises_is_named_with_its_own_line() -> None:
    """The line is the composer's, not the scheduler's."""

    def part(live: Live) -> Iterator[Note]:
        yield Note(60)
        raise ValueError("out of ideas")

    scheduler, sink = scheduler_of(part, pulse(1.0))
    scheduler.advance(3 * RATE)
    line = part.__code__.co_firstlineno + 2
    assert sink.faults == [f"{__file__}:{line}: out of ideas"]
    assert [event.onset_sample for event in sink.events if event.part == "b"] == [0, RATE, 2 * RATE]


def test_a_part_that_never_moves_on_is_stopped() -> None:
    """Notes with a step of 0 for ever would hang the music."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(60, step_beats=0.0)

    scheduler, sink = scheduler_of(part, pulse(1.0))
    scheduler.advance(2 * RATE)
    assert len(sink.faults) == 1
    assert [event.onset_sample for event in sink.events if event.part == "b"] == [0, RATE]


def test_end_piece_stops_every_part() -> None:
    """No part steps after the step that ended the piece."""

    def conductor(live: Live) -> Iterator[Rest]:
        live.begin_section("one")
        yield Rest(2.0)
        live.end_piece()
        yield Rest(1.0)

    scheduler, sink = scheduler_of(conductor, pulse(1.0))
    scheduler.advance(10 * RATE)
    assert [event.onset_sample for event in sink.events] == [0, RATE]
    assert sink.sections == [("one", 0.0, 0)]
    assert scheduler.finished


def line_of(name: str, function: PartFunction, order: int = 0, start_beat: float = 0.0) -> Line:
    """Return a part of its own name in performance."""
    part = Part(name, function, "Pluck", number=order + 1, start_beat=start_beat)
    return Line(part, Live({"swing": 0.0}, stream(5, name), 5, None), order)


def test_a_restart_plays_other_lines_from_their_own_beginning() -> None:
    """From 2.5 s on at 120: what was queued is dropped, the horizon stays where it is."""
    scheduler, sink = scheduler_of(pulse(1.0), pulse(0.5))
    scheduler.advance(round(2.25 * RATE))
    committed = len(sink.events)
    lines = [line_of("x", pulse(1.0)), line_of("y", pulse(1.0), 1, start_beat=1.5)]
    scheduler.restart(lines, TempoMap(120.0, start_seconds=2.5), {"swing": 0.0})
    assert scheduler.horizon_sample == round(2.25 * RATE)
    scheduler.advance(4 * RATE)
    assert [(event.part, event.beat, event.onset_sample / RATE) for event in sink.events][
        committed:
    ] == [("x", 0, 2.5), ("x", 1, 3.0), ("y", 1.5, 3.25), ("x", 2, 3.5), ("y", 2.5, 3.75)]


def test_a_restart_counts_anew_what_sounds() -> None:
    """Even after the end, and a piece with nothing to play is finished."""
    scheduler, sink = scheduler_of(pulse(1.0))
    scheduler.advance(RATE)
    scheduler.restart([], TempoMap(60.0, 1.0), {"swing": 0.0})
    assert scheduler.finished
    scheduler.restart([line_of("x", pulse(1.0))], TempoMap(60.0, 1.0), {"swing": 0.0})
    assert not scheduler.finished
    scheduler.end()
    assert scheduler.finished
    scheduler.advance(10 * RATE)
    assert [event.part for event in sink.events] == ["a"]


def test_a_restart_lets_delayed_notes_come() -> None:
    """They were committed: their place is a sample, not a beat."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(60, delay_seconds=0.75)

    scheduler, sink = scheduler_of(part)
    scheduler.advance(RATE // 2)
    assert sink.events == []
    scheduler.restart([line_of("x", pulse(1.0))], TempoMap(60.0, 0.5), {"swing": 0.0})
    scheduler.advance(RATE)
    assert [(event.part, event.onset_sample / RATE) for event in sink.events] == [
        ("x", 0.5),
        ("a", 0.75),
    ]


def test_a_restart_goes_by_the_parameters_it_is_given() -> None:
    """Another piece may have others."""
    scheduler, sink = scheduler_of(pulse(0.5))
    values = {"swing": 1.0, "register": 1.0}
    scheduler.restart([line_of("x", pulse(0.5))], TempoMap(60.0), values)
    scheduler.advance(RATE)
    assert [(e.pitch, e.onset_sample) for e in sink.events] == [(72.0, 0), (72.0, 32_000)]


def test_a_renewed_line_goes_on_at_the_next_step_of_the_former() -> None:
    """The others, and the order of what is simultaneous, stay."""
    scheduler, sink = scheduler_of(pulse(0.75), pulse(0.5), pulse(0.5))
    scheduler.advance(round(1.25 * RATE))
    assert scheduler.renew(line_of("b", pulse(0.25, 72.0), order=1))
    scheduler.advance(round(2.25 * RATE))
    heard = [(event.part, event.beat, event.pitch) for event in sink.events]
    assert [each for each in heard if each[0] == "b"] == [
        *(("b", beat, 60.0) for beat in (0.0, 0.5, 1.0)),
        *(("b", beat, 72.0) for beat in (1.5, 1.75, 2.0)),
    ]
    assert [part for part, beat, _ in heard if beat == 1.5] == ["a", "b", "c"]
    assert [beat for part, beat, _ in heard if part == "a"] == [0.0, 0.75, 1.5]


def test_a_renewed_line_keeps_the_exact_beat() -> None:
    """Also what the former had carried of it: tenths of a beat still meet every whole one."""
    scheduler, sink = scheduler_of(pulse(0.1))
    for end in range(1, 200):
        scheduler.advance(round((end + 0.3) * RATE))
        assert scheduler.renew(line_of("a", pulse(0.1)))
    assert [event.onset_sample for event in sink.events][::10] == [n * RATE for n in range(200)]


def test_a_part_that_has_ended_cannot_be_renewed() -> None:
    """And one that there is not neither."""

    def part(live: Live) -> Iterator[Note]:
        yield Note(60)

    scheduler, sink = scheduler_of(part, pulse(1.0))
    scheduler.advance(3 * RATE)
    assert not scheduler.renew(line_of("a", pulse(1.0)))
    assert not scheduler.renew(line_of("z", pulse(1.0)))
    scheduler.advance(5 * RATE)
    assert [event.onset_sample for event in sink.events if event.part == "a"] == [0]
    assert scheduler.renew(line_of("b", part))
    scheduler.advance(9 * RATE)
    assert scheduler.finished
