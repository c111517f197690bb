"""Steeple: whole courses from rounds to rounds, at ratios of speed, that meet on one sample."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.composition import Event
from generator.patterns import changes
from generator.pieces.steeple import BLOW_BEATS, FAMILIES, NEAR, TOWERS, course
from tests.pieces.performing import Performance, perform, setting

METHOD = FAMILIES.index("Grandsire")


def lead(played: Performance) -> list[Event]:
    """Return the blows before the first meeting of the tower that rings from the beginning."""
    name = next(event.part for event in played.events if event.instrument != "Bow")
    meeting = played.state.meeting_beat
    blows = [event for event in played.part(name) if event.instrument != "Bow"]
    return [event for event in blows if event.beat < meeting - NEAR]


@pytest.mark.parametrize(("bells", "method"), [(5, "Grandsire Doubles"), (6, "Plain Bob Minor")])
def test_the_nearest_tower_rings_a_whole_course(bells: int, method: str) -> None:
    family = FAMILIES.index(method.rsplit(" ", 1)[0])
    played = perform("steeple", 2, 45.0, bells=bells, method=family, density=0.0)
    pitches = [event.pitch for event in lead(played)]
    order = sorted(set(pitches), reverse=True)
    rung = [order.index(pitch) for pitch in pitches]
    whole = list(changes(range(bells), method))
    assert len(rung) > 100
    assert rung == (whole * 2)[: len(rung)]


def test_a_course_pauses_after_each_second_row() -> None:
    row = course("Plain Bob", 6)
    assert len(row) == 60 * 6 + 30
    assert [place for place, blow in enumerate(row) if blow < 0][:3] == [12, 25, 38]


@pytest.mark.parametrize("steered", [(), ((12.0, "bells", 8.0),), ((7.0, "drift", 0.2),)])
def test_the_tenors_meet_in_rounds_whatever_is_steered(
    steered: tuple[tuple[float, str, float], ...],
) -> None:
    asked = [(at, setting(name, value)) for at, name, value in steered]
    played = perform("steeple", 3, 55.0, density=1.0, method=1, asked=asked)
    last = played.state.meeting_beat + 17 * BLOW_BEATS - 2 * BLOW_BEATS
    final = {e.part for e in played.events if abs(e.beat - last) < NEAR and e.part in TOWERS}
    assert final == set(TOWERS)


def test_without_drift_all_ring_at_one_speed() -> None:
    played = perform("steeple", 3, 30.0, drift=0.0, density=1.0)
    for name in TOWERS:
        beats = [event.beat for event in played.part(name)]
        steps = {round(after - before, 6) for before, after in pairwise(beats) if after > before}
        assert min(steps) == BLOW_BEATS


def test_chords_hang_where_bells_are_tolled() -> None:
    played = perform("steeple", 1, 75.0)
    hung = {event.beat for event in played.part("air")}
    assert len(hung) == 5
    assert hung <= {event.beat for event in played.part("gongs")}
