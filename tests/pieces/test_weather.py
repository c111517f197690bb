"""Weather: a cycle where it is orderly, chaos where it is not; calm, storm and afterglow."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.control.commands import Action, Command
from generator.patterns.chaos import moved
from generator.pieces.weather import FIELDS, RHO, SEASONS, lorenz
from tests.pieces.performing import perform

YEAR = {"year": 80.0, "pace": 4.0}


def turns(chaos: float) -> list[float]:
    """Return the beats from each bell, that is each turn, to the next in the first year."""
    bells = perform("weather", 2, 80.0, chaos=chaos, **YEAR).part("bell")
    return [after.beat - before.beat for before, after in pairwise(bells)]


def test_the_orbit_is_a_cycle_where_it_is_orderly() -> None:
    assert all(3.5 <= beats <= 4.5 for beats in turns(0.0))
    assert len(turns(0.0)) > 15


def test_the_orbit_is_none_in_a_storm() -> None:
    assert max(turns(1.0)) - min(turns(1.0)) > 2.0


@pytest.mark.parametrize(("rho", "is_periodic"), [(RHO, True), (RHO + 40.0, False)])
def test_the_law_has_its_cycle_and_its_chaos(rho: float, is_periodic: bool) -> None:
    """Two orbits that differ by a millionth come together in the one, and part in the other."""
    here, there = (9.0, 9.0, RHO), (9.0, 9.0, RHO + 1e-6)
    for _ in range(900):
        here, there = moved(lorenz, here, [rho], 0.02), moved(lorenz, there, [rho], 0.02)
    apart = max(abs(a - b) for a, b in zip(here, there, strict=True))
    assert (apart < 1e-3) is is_periodic


def test_a_harp_draws_the_same_four_heights_in_a_calm_that_is_orderly() -> None:
    """The logistic map is a round of four there; each wing has a chord of its own."""
    harp = perform("weather", 2, 60.0, chaos=0.0, year=900.0).part("harp")
    assert len(harp) > 20
    assert len({event.pitch for event in harp}) <= 8


@pytest.mark.parametrize("field", range(len(FIELDS)))
def test_all_is_in_the_scale(field: int) -> None:
    played = perform("weather", 5, 30.0, field=field)
    assert all(event.pitch in played.state.key.scale for event in played.events)


def test_a_storm_is_louder_and_fuller_than_a_calm() -> None:
    played = perform("weather", 4, 150.0, year=120.0)
    names = [name for name, _, _ in played.sections]
    assert names[:4] == list(SEASONS)
    starts = {name: beat for name, beat, _ in reversed(played.sections)}
    calm, storm = (
        [e for e in played.events if starts[name] <= e.beat < starts[name] + 20.0]
        for name in ("calm", "storm")
    )
    assert len(storm) > 1.2 * len(calm)
    assert sum(e.amplitude for e in storm) > 2.0 * sum(e.amplitude for e in calm)
    assert max(e.amplitude for e in storm) > 1.5 * max(e.amplitude for e in calm)


def test_the_next_season_comes_when_asked() -> None:
    asked = [(4.0, Command(Action.SECTION, "next"))]
    played = perform("weather", 4, 6.0, asked=asked)
    assert [name for name, _, _ in played.sections] == ["calm", "rise"]
