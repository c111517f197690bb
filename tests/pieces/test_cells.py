"""Cells: what is heard is what comes to life, where the sieves let it through."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from generator.control.commands import Action, Command
from generator.patterns.cellular import following
from generator.pieces.cells import CELLS, RULES, SIEVES, STEP_BEATS, World
from generator.theory import sieve
from tests.pieces.performing import Performance, perform

SECONDS = 40.0
STEPS = {"mallet": "1@0", "harp": "2@0", "wood": "3@0 | 8@2", "bell": "4@0", "organ": "8@0"}


class Remembered(World):
    """A world that keeps those before it: where each began, its rows and the cells' pitches."""

    worlds: list[tuple[float, list[int], tuple[int, ...]]]

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "rows":
            self.worlds.append((self.start_beat, value, self.pitches))


def remember(state: World) -> None:
    state.__class__ = Remembered
    state.worlds = []


def remembered(seconds: float = SECONDS, **parameters: float) -> Performance:
    return perform("cells", 3, seconds, watch=remember, **parameters)


def test_every_note_is_a_cell_that_has_just_been_born_or_in_the_organ_lives() -> None:
    played = remembered()
    assert {event.part for event in played.events} == {*STEPS, "bass"}
    for event in played.events:
        start, rows, pitches = [w for w in played.state.worlds if w[0] <= event.beat][-1]
        row = int((event.beat - start) / STEP_BEATS * (0.5 if event.part == "harp" else 1.0))
        cell = 1 << pitches.index(event.pitch)
        assert rows[row] & cell
        assert event.part == "organ" or not row or not rows[row - 1] & cell


def test_layers_are_heard_on_the_steps_of_their_sieves() -> None:
    played = remembered()
    starts = [start for start, _, _ in played.state.worlds]
    for event in played.events:
        step = (event.beat - max(s for s in starts if s <= event.beat)) / STEP_BEATS
        assert step == round(step)
        assert event.part == "bass" or step in sieve(STEPS[event.part])


@pytest.mark.parametrize("rule", ["30", "90", "110"])
def test_worlds_grow_by_the_rule_that_is_asked_for(rule: str) -> None:
    played = remembered(10.0, rule=1.0 + RULES.index(rule))
    for _, rows, _ in played.state.worlds:
        assert all(after == following(row, CELLS, int(rule)) for row, after in pairwise(rows))


@pytest.mark.parametrize("name", SIEVES)
def test_a_sieve_that_is_asked_for_lets_pitches_through(name: str) -> None:
    """Above a C, from which the first world is not moved."""
    played = perform("cells", 3, 4.0, sieve=1.0 + list(SIEVES).index(name), root=1.0)
    assert played.events
    assert all(event.pitch - 24 in sieve(SIEVES[name]) for event in played.events)


def test_a_wider_window_hears_more_of_the_same_world() -> None:
    narrow, wide = (perform("cells", 3, 20.0, window=each) for each in (0.0, 1.0))
    assert 0 < len(narrow.events) < 0.8 * len(wide.events)
    reach = [
        max(e.pitch for e in each.part("mallet")) - min(e.pitch for e in each.part("mallet"))
        for each in (narrow, wide)
    ]
    assert reach[0] < reach[1]


def test_another_section_begins_with_a_new_world_when_asked() -> None:
    asked = [(4.0, Command(Action.SECTION, "next"))]
    played = perform("cells", 3, 6.0, asked=asked)
    assert len(played.sections) == 2
    assert 4.0 * 48_000 <= played.sections[1][2] < 4.5 * 48_000
