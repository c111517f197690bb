"""Freeze: what was just heard is repeated, and then the part is where it would have been."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from generator.composition import Event, Meter, Note, Piece, Rest, notes
from generator.composition.freeze import freezable
from generator.errors import PatternError
from generator.patterns import cycle
from generator.patterns.distributions import uniform
from tests.playing import Changes, played

ON, OFF = {"freeze": 1.0}, {"freeze": 0.0}
FREE = notes(uniform(40.0, 80.0), step=cycle(0.5, 0.75))


def frozen(changes: Changes, beats: float = 64.0, **options: Any) -> list[tuple[float, float]]:
    """Return beats and pitches of a part that is frozen and released."""
    piece = Piece("ice")
    button = piece.parameter("freeze", 0.0, 1.0, 0.0)
    piece.add("tune", freezable(FREE, button, **options), "Harp")
    return told(played(piece, beats, changes))


def told(events: list[Event]) -> list[tuple[float, float]]:
    return [(round(each.beat, 6), each.pitch) for each in events]


def between(row: list[tuple[float, float]], start: float, end: float) -> list[tuple[float, float]]:
    return [(round(beat - start, 6), pitch) for beat, pitch in row if start <= beat < end]


def test_the_last_bars_are_repeated_from_the_next_bar_line() -> None:
    free = frozen([])
    row = frozen([(17.0, ON)], bars=2)
    assert between(row, 0, 20) == between(free, 0, 20)
    for start in range(20, 60, 8):
        assert (
            between(row, start, start + 8) == between(free, 12, 20)[: len(between(row, start, 64))]
        )


@pytest.mark.parametrize("bars", [1, 2, 3])
def test_it_returns_where_it_would_have_been(bars: int) -> None:
    free = frozen([])
    row = frozen([(17.0, ON), (41.5, OFF)], bars=bars)
    assert between(row, 20, 44) != between(free, 20, 44)
    assert between(row, 44, 64) == between(free, 44, 64)


def test_it_can_be_frozen_again_with_something_else() -> None:
    row = frozen([(7.0, ON), (15.0, OFF), (31.0, ON)])
    assert between(row, 8, 12) == between(row, 4, 8)
    assert between(row, 36, 40) == between(row, 28, 32) != between(row, 4, 8)


def test_the_loop_may_change_as_it_comes_round() -> None:
    changed = []
    for mutation in (0.0, 0.2, 1.0):
        row = frozen([(7.0, ON)], beats=200.0, mutation=mutation)
        turns = [between(row, start, start + 4) for start in range(8, 196, 4)]
        pairs = [pair for turn in pairwise(turns) for pair in zip(*turn, strict=False)]
        assert all(a[0] == b[0] for a, b in pairs)
        changed.append(sum(a != b for a, b in pairs) / len(pairs))
    assert changed == pytest.approx([0.0, 0.2, 1.0], abs=0.08)


def test_nothing_is_frozen_before_anything_was_heard() -> None:
    row = frozen([(0.0, ON)], bars=4)
    assert between(row, 0, 4) == between(frozen([]), 0, 4)
    assert between(row, 4, 8) == between(row, 0, 4)
    piece = Piece("silence")
    piece.add("tune", freezable(notes(None, step=1), 1), "Harp")
    assert played(piece, 40) == []


@pytest.mark.parametrize(
    ("meter", "told_beats"), [(Meter(3, 4), {}), (Meter(6, 8), {}), (Meter(), {"bar_beats": 3.0})]
)
def test_another_part_can_be_frozen_in_other_bars(meter: Meter, told_beats: Any) -> None:
    piece = Piece("waltz", meter=meter)
    button = piece.parameter("freeze", 0.0, 1.0, 0.0)
    piece.add("tune", FREE, "Harp")
    ghost = freezable(notes(None, step=1), button, bars=2, source="tune", **told_beats)
    piece.add("ghost", ghost, "Glass")
    events = played(piece, 48, [(10.0, ON)])
    tune, heard = (told([e for e in events if e.part == part]) for part in ("tune", "ghost"))
    assert heard[0][0] >= 12.0
    for start in range(12, 48, 6):
        assert between(heard, start, start + 6) == between(tune, 6, 12)


def test_long_notes_and_own_clocks_survive_it() -> None:
    def clocked(live: Any) -> Any:
        coming = live.beat
        while True:
            coming += 2.5
            yield Rest(1.0)
            yield Note(60.0 + coming, 6.0, step_beats=coming - live.beat)

    piece = Piece("clock")
    button = piece.parameter("freeze", 0.0, 1.0, 0.0)
    piece.add("tune", freezable(clocked, button), "Harp")
    row = told(played(piece, 60, [(13.0, ON), (37.0, OFF)]))
    assert [beat for beat, _ in row if beat >= 40] == [
        41.0,
        43.5,
        46.0,
        48.5,
        51.0,
        53.5,
        56.0,
        58.5,
    ]


def test_constants_out_of_range_are_refused() -> None:
    with pytest.raises(PatternError, match=r"freezable: bars = 0 .* 1 to 64"):
        freezable(FREE, 1, bars=0)
    with pytest.raises(PatternError, match=r"freezable: bar_beats = 0 .* 0.001 to 10000"):
        freezable(FREE, 1, bar_beats=0)
