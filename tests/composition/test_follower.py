"""Followers answer at an interval, later, seldom, in range, and never themselves."""

from __future__ import annotations

from typing import Any

import pytest

from generator.composition import Event, Note, Part, Piece, Rest, notes
from generator.composition.follower import follow
from generator.errors import PatternError, PieceError
from generator.patterns import cycle
from generator.theory import Scale, chord_named
from tests.playing import played

IONIAN = Scale.named("ionian", "C4")
TUNE = notes(cycle(60, 64, 62, None, 67, 65), step=cycle(1, 0.5, 0.25), amplitude=0.5)


def led(**options: Any) -> tuple[list[Event], list[Event]]:
    """Return what a leader and its follower play in 48 beats."""
    piece = Piece("led")
    piece.add("tune", options.pop("tune", TUNE), "Flute")
    follow(piece, "alto", "tune", "Reed", **options)
    events = played(piece, 48)
    return [e for e in events if e.part == "tune"], [e for e in events if e.part == "alto"]


@pytest.mark.parametrize("interval", [-9, -2, 0, 2, 5])
def test_it_follows_in_the_scale(interval: int) -> None:
    leader, follower = led(scale=IONIAN, interval=interval)
    assert len(leader) > 60
    assert [e.pitch for e in follower] == [
        IONIAN.pitch(IONIAN.degree(e.pitch) + interval) for e in leader
    ]
    assert [e.onset_sample for e in follower] == [e.onset_sample for e in leader]
    assert [e.duration_beats for e in follower] == [e.duration_beats for e in leader]


@pytest.mark.parametrize(
    "chord", [(0, 4, 7), (48, 52, 55), chord_named("C"), lambda live: {0, 4, 7}]
)
def test_it_follows_in_chord_tones(chord: Any) -> None:
    for interval, expected in ((1, 64), (2, 67), (3, 72), (-1, 55), (0, 60)):
        _, follower = led(tune=notes(60), chord=chord, interval=interval)
        assert {e.pitch for e in follower} == {expected}
    assert {e.pitch for e in led(tune=notes(61), chord=chord, interval=0)[1]} == {60}


def test_without_scale_and_chord_it_follows_in_semitones() -> None:
    leader, follower = led(interval=cycle(7, 12))
    assert {b.pitch - a.pitch for a, b in zip(leader, follower, strict=True)} == {7, 12}


@pytest.mark.parametrize("delay", [0.01, 0.5, 3.0])
def test_the_delay_is_kept(delay: float) -> None:
    leader, follower = led(delay_beats=delay)
    beats = [e.beat + delay for e in leader if e.beat + delay < 48]
    assert [e.beat for e in follower] == pytest.approx(beats, abs=1e-6)


def test_notes_that_come_in_another_order_wait_for_each_other() -> None:
    leader, follower = led(tune=notes(60, step=0.5), delay_beats=cycle(1.25, 0.25))
    assert [e.onset_sample for e in follower] == sorted(e.onset_sample for e in follower)
    assert len(follower) > len(leader) - 4


def test_the_chance_is_how_many_are_followed() -> None:
    shares = []
    for chance in (0.0, 0.2, 0.5, 0.8, 1.0):
        leader, follower = led(tune=notes(60, step=0.05), chance=chance)
        shares.append(len(follower) / len(leader))
    assert shares == pytest.approx([0.0, 0.2, 0.5, 0.8, 1.0], abs=0.06)


def test_notes_come_into_the_range_by_octaves() -> None:
    leader, follower = led(interval=0, low=48, high=60)
    assert all(48 <= e.pitch <= 60 for e in follower)
    assert all((b.pitch - a.pitch) % 12 == 0 for a, b in zip(leader, follower, strict=True))


def test_it_is_as_loud_as_asked_for() -> None:
    assert {e.amplitude for e in led(loudness=0.4)[1]} == {0.2}


def test_chords_are_followed_note_by_note() -> None:
    leader, follower = led(tune=notes(cycle((60, 64, 67), (62, 65))), scale=IONIAN, interval=7)
    assert [e.pitch - 12 for e in follower] == [e.pitch for e in leader]


def test_after_a_rest_it_comes_back_in_time() -> None:
    def sparse(live: Any) -> Any:
        while True:
            yield Rest(live.random.choice((0.25, 1.0 / 3.0, 2.0)))
            yield Note(60, 0.1, step_beats=0.125)

    leader, follower = led(tune=sparse)
    assert len(leader) == len(follower) > 20
    lateness = [b.beat - a.beat for a, b in zip(leader, follower, strict=True)]
    assert max(map(abs, lateness)) < 1e-6


@pytest.mark.parametrize("start_beat", [0.0, 0.777])
def test_off_the_grid_it_follows_on_the_same_samples(start_beat: float) -> None:
    def free(live: Any) -> Any:
        while True:
            yield Note(60, 0.1, step_beats=0.1)
            for _ in range(live.random.randrange(3)):
                yield Rest(live.random.uniform(0.1, 1.0))

    piece = Piece("free")
    piece.add("tune", free, "Flute", start_beat=start_beat)
    follow(piece, "alto", "tune", "Reed")
    follow(piece, "bass", "alto", "Bass", interval=-24)
    events = played(piece, 96)
    rows = [[e.onset_sample for e in events if e.part == part.name] for part in piece.parts]
    assert rows[0] == rows[1] == rows[2]
    assert len(rows[0]) > 100


def test_a_follower_may_have_a_follower() -> None:
    piece = Piece("led")
    piece.add("tune", TUNE, "Flute")
    follow(piece, "alto", "tune", "Reed", scale=IONIAN, interval=2)
    follow(piece, "bass", "alto", "Bass", interval=-24, delay_beats=1.0)
    events = played(piece, 24)
    alto, bass = ([e for e in events if e.part == name] for name in ("alto", "bass"))
    assert [e.pitch + 24 for e in bass] == [e.pitch for e in alto][: len(bass)]


def test_cycles_are_refused_when_the_piece_is_declared() -> None:
    piece = Piece("circle")
    with pytest.raises(PieceError, match="'a' follows itself"):
        follow(piece, "a", "a", "Reed")
    with pytest.raises(PieceError, match=r"'a' follows 'c', which is not declared before it"):
        follow(piece, "a", "c", "Reed")
    assert piece.parts == []


def test_what_is_wrong_is_refused() -> None:
    piece = Piece("wrong")
    piece.add("tune", TUNE, "Flute")
    with pytest.raises(PatternError, match=r"follow: chance = 2 .* 0 to 1"):
        follow(piece, "alto", "tune", "Reed", chance=2)
    with pytest.raises(PieceError, match="an octave or more"):
        follow(piece, "alto", "tune", "Reed", low=60, high=65)
    assert isinstance(follow(piece, "alto", "tune", "Reed", pan=0.3), Part)
