"""Same piece and seed, same events: on every run, in every process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pieces.golden import SEEDS, SHOWN, brief, digest, golden, path_of
from tests.pieces.performing import CLASSIC, perform

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("piece", CLASSIC)
def test_events_are_the_golden_ones(piece: str, seed: int) -> None:
    """If a piece was meant to change: python -m tests.pieces.golden."""
    known = json.loads(path_of(piece, seed).read_text(encoding="utf-8"))
    now = golden(piece, seed)
    assert now.pop("first") == known.pop("first")
    assert now == known


@pytest.mark.parametrize("piece", CLASSIC)
def test_no_two_seeds_are_alike(piece: str) -> None:
    """Not even the rhythm and contour of the first notes, whatever the key."""
    seen = set()
    for seed in range(20):
        events = perform(piece, seed, 60.0).events[:SHOWN]
        origin = min(event.pitch for event in events)
        seen.add(tuple((event.beat, event.part, event.pitch - origin) for event in events))
    assert len(seen) == 20


def test_a_golden_list_is_a_true_extract() -> None:
    events = perform("loops", 1, 60.0).events
    assert [row[2] for row in map(brief, events)] == [event.part for event in events]
    assert digest(events) != digest(events[:-1])
