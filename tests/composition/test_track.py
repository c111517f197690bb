"""A track reads its lanes, step by step."""

from __future__ import annotations

from typing import Any

import pytest

from generator.composition import Event, Piece
from generator.composition.track import track
from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.lanes import lane
from generator.theory import Scale
from tests.playing import played

IONIAN = Scale.named("ionian", "C4")


def tracked(beats: float = 4.0, **lanes: Any) -> list[Event]:
    piece = Piece("track")
    piece.add("keys", track(lanes.pop("scale", IONIAN), **lanes), "Keys")
    return played(piece, beats)


def test_notes_alternates_and_octaves_add_up() -> None:
    row = tracked(note=lane((0, 2, 4)), alternate=lane((0, 1), divider=3), octave=lane((0, -1)))
    degrees = [(0, 2, 4)[k % 3] + (0, 1)[k // 3 % 2] - 7 * (k % 2) for k in range(16)]
    assert [e.pitch for e in row] == [IONIAN.pitch(degree) for degree in degrees]
    assert [e.beat for e in row] == pytest.approx([k * 0.25 for k in range(16)])


def test_triggers_let_lanes_go_on_unheard() -> None:
    row = tracked(trigger=lane((1, 0, 0)), note=lane((0, 1, 2, 3, 4)))
    assert [e.beat for e in row] == pytest.approx([0.0, 0.75, 1.5, 2.25, 3.0, 3.75])
    assert [e.pitch for e in row] == [IONIAN.pitch(degree) for degree in (0, 3, 1, 4, 2, 0)]


def test_ratchets_strike_within_the_step() -> None:
    counts = [len(tracked(ratchet=ratchet)) for ratchet in (1, 2, 3, 4)]
    assert counts == [16, 32, 48, 64]
    row = tracked(1.0, ratchet=lane((1, 3)), duration=0.5)
    assert [round(e.beat, 4) for e in row[:5]] == [0.0, 0.25, 0.3333, 0.4167, 0.5]
    assert row[1].duration_beats == pytest.approx(0.25 / 6)


def test_durations_are_heard() -> None:
    lengths = [tracked(duration=factor)[0].duration_beats for factor in (0.2, 0.9, 4.0)]
    assert lengths == pytest.approx([0.05, 0.225, 1.0])


def test_a_glide_runs_through_the_degrees_between() -> None:
    row = tracked(1.0, note=cycle(0, 4), glide=0.5)
    assert [e.pitch for e in row[:6]] == [60, 62, 64, 65, 67, 65]
    assert row[4].beat == pytest.approx(0.375)
    assert row[5].beat == pytest.approx(0.5)
    counts = [len(tracked(note=cycle(0, 7), glide=glide)) for glide in (0.0, 0.3)]
    assert counts == [16, 16 + 15 * 6]


def test_the_scale_may_be_the_states() -> None:
    row = tracked(scale=lambda live: IONIAN.on(62), note=2)
    assert {e.pitch for e in row} == {66}


def test_it_ends_with_a_lane_that_ends_and_refuses_what_cannot_be() -> None:
    assert len(tracked(note=seq(0, 1, 2))) == 3
    with pytest.raises(PatternError, match=r"track: ratchet = 99 .* 1 to 16"):
        track(IONIAN, ratchet=99)
