"""The drum map: density, place, chaos and accents are heard at once."""

from __future__ import annotations

import pytest

from generator.errors import PatternError, UnknownNameError
from generator.patterns import seq
from generator.patterns.drum_levels import COLUMNS, LEVELS, PARTS, ROWS, STEPS, level
from generator.patterns.drum_map import drum_map

PLACES = [place / 3 for place in range(4)]


def bar(part: str, x: float = 0.0, y: float = 0.0, density: float = 0.4) -> list[float]:
    return drum_map(part, x, y, density)[:STEPS].values()


def hits(part: str, **where: float) -> list[bool]:
    return [hit > 0 for hit in bar(part, **where)]


def test_every_part_has_a_whole_plane() -> None:
    assert PARTS == ("kick", "snare", "hat")
    for part in PARTS:
        assert len(LEVELS[part]) == ROWS
        rows = [row for column in LEVELS[part] for row in column]
        assert len(rows) == ROWS * COLUMNS
        assert len(set(rows)) == len(rows)
        assert all(len(row) == len(set(row)) == STEPS for row in rows)
        assert all(0.0 < each < 1.0 for row in rows for each in row)


@pytest.mark.parametrize("part", PARTS)
def test_density_adds_hits_one_by_one_and_takes_none_away(part: str) -> None:
    for x, y in ((0.0, 0.0), (1 / 3, 1.0), (0.5, 0.4), (1.0, 2 / 3)):
        before: set[int] = set()
        for share in range(41):
            row = bar(part, x, y, share / 40)
            now = {step for step, hit in enumerate(row) if hit}
            assert before <= now
            assert len(now - before) <= 8
            before = now
        assert not any(bar(part, x, y, 0.0))
        assert all(bar(part, x, y, 1.0))


def test_corners_are_as_drawn_and_between_them_it_is_bilinear() -> None:
    for part in PARTS:
        for step in range(STEPS):
            corners = [level(part, step, x / 3, y / 3) for x in (1, 2) for y in (1, 2)]
            assert corners[0] == pytest.approx(LEVELS[part][1][1][step])
            assert level(part, step, 0.5, 0.5) == pytest.approx(sum(corners) / 4)


def test_the_corners_are_what_they_are_called() -> None:
    assert [step for step, hit in enumerate(hits("kick", density=0.3)) if hit] == [
        *range(0, STEPS, 4)
    ]
    assert hits("snare", x=1 / 3, density=0.2) == [step % 8 == 4 for step in range(STEPS)]
    clave = [step for step, hit in enumerate(hits("snare", x=1.0, density=0.25)[:16]) if hit]
    assert clave == [0, 3, 6, 10, 12]


def test_every_neighbour_on_the_plane_sounds_different() -> None:
    for y in PLACES:
        for x in PLACES[:-1]:
            assert any(
                hits(part, x=x, y=y, density=0.5) != hits(part, x=x + 1 / 3, y=y, density=0.5)
                for part in PARTS
            )
            assert any(
                hits(part, x=y, y=x, density=0.4) != hits(part, x=y, y=x + 1 / 3, density=0.4)
                for part in PARTS
            )


def test_chaos_makes_bars_differ_more_and_more() -> None:
    differences = []
    for chaos in (0.0, 0.2, 0.5, 1.0):
        row = [hit > 0 for hit in drum_map("hat", 0.3, 0.4, 0.5, chaos=chaos)[: 50 * STEPS]]
        pairs = zip(row, row[STEPS:], strict=False)
        differences.append(sum(a != b for a, b in pairs) / len(row))
    assert differences[0] == 0.0
    assert differences == sorted(differences)
    assert differences[-1] > 0.2
    assert not any(drum_map("hat", density=0.0, chaos=1.0)[:500])


def test_accents_are_above_their_threshold() -> None:
    counts = []
    for accent in (0.0, 0.3, 0.6, 0.8, 1.0):
        row = drum_map("hat", 0.5, 0.5, 0.8, accent=accent)[:STEPS].values()
        assert set(row) <= {0, 0.6, 1.0}
        counts.append(row.count(1.0))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 20
    assert counts[-1] == 0


def test_two_readings_of_a_row_agree_and_drums_do_not() -> None:
    wild = {"density": 0.5, "chaos": 1.0}
    row = drum_map("kick", **wild)[:200].values()
    assert (drum_map("kick", **wild) + 0)[:200].values() == row
    assert drum_map("kick", **wild, ring="other")[:200].values() != row


def test_what_is_wrong_is_refused_and_live_values_are_clipped() -> None:
    with pytest.raises(UnknownNameError, match="drum"):
        drum_map("cowbell")
    with pytest.raises(PatternError, match=r"drum_map: chaos = 3 .* 0 to 1"):
        drum_map("kick", chaos=3)
    assert drum_map("kick", x=seq(-4, 9), y=seq(9, -4), density=seq(7, 7)).values() == [1.0, 0.6]
