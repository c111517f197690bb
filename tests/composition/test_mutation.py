"""What was played comes again, and changes stay."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import pytest

from generator.composition import Event, HeardNote, Meter, Note, Piece, notes
from generator.composition.loop import Loop
from generator.composition.mutation import mutated, mutating, repeating
from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.distributions import uniform
from generator.theory import Scale
from tests.playing import played

RIFF = (52, 55, 64, 59, 60, None, 55, 57)
PHRYGIAN = Scale.named("phrygian", "E4")


def bars(events: list[Event], bar_beats: float = 4.0) -> list[list[tuple[float, float]]]:
    """Return what was played by bars: where in the bar, and which pitch."""
    found: list[list[tuple[float, float]]] = []
    for each in events:
        bar = int((each.beat + 1e-6) // bar_beats)
        found += [[] for _ in range(bar + 1 - len(found))]
        found[bar].append((round(each.beat - bar * bar_beats, 6), each.pitch))
    return found


def riff(beats: float, **options: Any) -> list[list[tuple[float, float]]]:
    piece = Piece("riff")
    piece.add("riff", mutating(notes(cycle(*RIFF), step=0.5), bars=1, **options), "Pluck")
    return bars(played(piece, beats))


def test_changes_come_every_so_many_bars_and_stay() -> None:
    heard = riff(4 * 25, share=0.3, every=3)
    for start in range(1, 25, 3):
        assert heard[start] == heard[start + 1] == heard[start + 2]
    changed = sum(heard[bar] != heard[bar + 3] for bar in range(1, 21, 3))
    assert changed >= 5
    assert heard[0] == heard[1]


def test_the_share_is_how_many_notes_change() -> None:
    shares = []
    for share in (0.0, 0.1, 0.3, 0.7, 1.0):
        heard = riff(4 * 120, share=share, every=1)
        pairs = [pair for bar in pairwise(heard) for pair in zip(*bar, strict=False)]
        shares.append(sum(a != b for a, b in pairs) / len(pairs))
    assert shares == pytest.approx([0.0, 0.1, 0.3, 0.7, 1.0], abs=0.06)


def test_rhythm_stays_and_pitches_are_those_of_the_riff() -> None:
    for bar in riff(4 * 60, share=0.5, every=1):
        assert [beat for beat, _ in bar] == [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 3.5]
        assert {pitch for _, pitch in bar} <= set(RIFF)


def test_in_a_scale_pitches_move_by_one_or_two_degrees_and_do_not_wander_off() -> None:
    heard = riff(4 * 400, share=0.5, every=1, scale=lambda live: PHRYGIAN)
    degrees = [[PHRYGIAN.degree(pitch) for _, pitch in bar] for bar in heard]
    for before, after in pairwise(degrees):
        assert all(abs(b - a) <= 2 for a, b in zip(before, after, strict=True))
    reached = {degree for bar in degrees for degree in bar}
    assert min(reached) == PHRYGIAN.degree(52) - 2
    assert max(reached) == PHRYGIAN.degree(64) + 2


def test_bars_are_those_of_the_metre() -> None:
    tune = notes(uniform(40.0, 80.0), step=0.5)
    for part, first in ((mutating(tune, 0.0, bars=2), 2), (repeating(tune, 1.0, history=1), 1)):
        piece = Piece("five", meter=Meter(5, 4))
        piece.add("tune", part, "Pluck")
        heard = bars(played(piece, 5 * 8), 5.0)
        assert heard == (heard[:first] * 8)[:8]
        assert len(heard[0]) == 10


def test_a_mutation_leaves_notes_but_for_their_pitch() -> None:
    first = HeardNote(0.25, Note(60.0, 0.3, 0.7, 0.2, controls=(0.5,)))
    loop = Loop((first, HeardNote(1.0, Note(64.0))), 1, 4.0, (60.0, 64.0))
    beat, note = mutated(loop, 1.0, Random(1)).notes[0]
    assert (beat, note) == (0.25, first.note._replace(pitch=64.0))
    assert mutated(loop, 0.0, Random(1)) == loop


def repeated(chance: float, **options: Any) -> list[list[tuple[float, float]]]:
    piece = Piece("repeats")
    tune = notes(uniform(40.0, 80.0), step=0.5)
    piece.add("tune", repeating(tune, chance, **options), "Pluck")
    return bars(played(piece, 4 * 100))


def test_the_chance_is_how_many_bars_were_heard_before() -> None:
    known = []
    for chance in (0.0, 0.2, 0.5, 0.8):
        heard = repeated(chance, history=100)
        known.append(sum(bar in heard[:place] for place, bar in enumerate(heard)) / len(heard))
    assert known == pytest.approx([0.0, 0.2, 0.5, 0.8], abs=0.12)


def test_what_is_repeated_lies_within_the_history() -> None:
    heard = repeated(0.5, history=3)
    backs = [
        next((back for back in range(1, place + 1) if heard[place - back] == bar), 0)
        for place, bar in enumerate(heard)
    ]
    assert set(backs) == {0, 1, 2, 3}


def test_several_bars_are_repeated_in_their_order() -> None:
    heard = repeated(0.3, bars=2, history=100)
    place, runs = 0, 0
    while place < len(heard):
        if heard[place] in heard[:place]:
            assert any(
                heard[start : start + 2] == heard[place : place + 2] for start in range(place)
            )
            place, runs = place + 2, runs + 1
        else:
            place += 1
    assert runs > 10


def test_another_part_can_be_repeated() -> None:
    piece = Piece("reply")
    piece.add("tune", notes(uniform(40.0, 80.0), step=0.5), "Pluck")
    piece.add("reply", repeating(notes(None, step=3), 1.0, source="tune"), "Bell")
    events = played(piece, 4 * 30)
    tune, reply = (bars([e for e in events if e.part == part]) for part in ("tune", "reply"))
    assert reply[0] == []
    assert len(reply) == 30
    assert all(bar in tune[max(0, place - 8) : place] for place, bar in enumerate(reply) if place)


def test_parts_end_with_their_own_music_or_their_faders() -> None:
    piece = Piece("short")
    piece.add("tune", repeating(notes(seq(60, 62, 64)), 0.0), "Pluck")
    piece.add("fader", repeating(notes(60), seq(0, 0, 0)), "Pluck")
    events = played(piece, 60)
    assert [e.pitch for e in events if e.part == "tune"] == [60, 62, 64]
    assert max(e.beat for e in events if e.part == "fader") == 11


def test_constants_out_of_range_are_refused() -> None:
    for wrong, text in (
        (lambda: mutating(notes(60), share=2), "share = 2"),
        (lambda: mutating(notes(60), bars=0), "bars = 0"),
        (lambda: repeating(notes(60), 0.5, history=0), "history = 0"),
        (lambda: repeating(notes(60), bar_beats=0.0), "bar_beats = 0"),
    ):
        with pytest.raises(PatternError, match=text):
            wrong()
