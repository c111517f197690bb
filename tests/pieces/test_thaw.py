"""Thaw: what déjà vu, tides and the freeze button do to the rings."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from generator.control.commands import Action, Command
from generator.pieces.thaw import FORM
from tests.pieces.performing import Performance, perform, setting

SECONDS = 60.0


def repeated(played: Performance) -> float:
    """Return the share of runs of four steps of the tune that had been played before."""
    beats = [round(event.beat * 2.0) for event in played.part("tune")]
    steps = [after - before for before, after in pairwise(beats)]
    runs = [tuple(steps[at : at + 4]) for at in range(len(steps) - 3)]
    return sum(count - 1 for count in Counter(runs).values()) / len(runs)


def test_one_fader_goes_from_new_over_locked_to_shuffled() -> None:
    new, locked, shuffled = (
        repeated(
            perform("thaw", 2, SECONDS, tides=0.0, asked=[(0.0, setting("rings.deja_vu", amount))])
        )
        for amount in (0.0, 0.5, 1.0)
    )
    assert locked > shuffled + 0.2
    assert locked > new + 0.2


def test_tides_thaw_and_freeze_by_themselves_unless_they_are_taken_away() -> None:
    seen: dict[float, set[float]] = {}
    for tides in (0.0, 1.0):
        played = perform("thaw", 1, 1.0, tides=tides)
        for second in range(2, 120, 2):
            played.session.advance(second * 48_000)
            seen.setdefault(tides, set()).add(round(played.state.deja_vu, 3))
    assert seen[0.0] == {0.5}
    assert min(seen[1.0]) < 0.1
    assert max(seen[1.0]) > 0.8


def test_frozen_bars_go_round_and_the_form_waits() -> None:
    freeze = setting("rings.freeze", 1.0)
    played = perform("thaw", 4, SECONDS, asked=[(20.0, freeze)])
    assert played.sections[-1][2] < 21 * 48_000
    late = [event for event in played.part("tune") if event.beat >= 72.0]
    rows = [
        [(round(event.beat - start, 6), event.pitch) for event in late if start <= event.beat < end]
        for start, end in pairwise(72.0 + 8.0 * number for number in range(4))
    ]
    assert rows[0]
    assert rows[0] == rows[1] == rows[2]


@pytest.mark.parametrize("name", list(FORM))
def test_each_section_can_be_asked_for(name: str) -> None:
    asked = [(5.0, Command(Action.SECTION, name))]
    assert perform("thaw", 3, 10.0, asked=asked).sections[1][0].startswith(name)
