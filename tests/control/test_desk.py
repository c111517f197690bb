from __future__ import annotations

import threading
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.control.desk import Desk
from generator.errors import UnknownNameError, UsageError
from tests.control.surface import GLOBALS, KeepingSurface, desk_of

KEYS = tuple(each.id for each in GLOBALS)


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def desk(surface: KeepingSurface, tmp_path: Path) -> Desk:
    return desk_of(surface, tmp_path)


# -- locks


def test_locked_parameters_stay_when_many_are_set(desk: Desk, surface: KeepingSurface):
    for corner in ("1", "2", "3", "4"):
        desk.store(corner)
    for key in ("density", "cutoff"):
        desk.set(key, 0.9, "test")
    desk.lock("density", True)

    desk.recall("1", "test")
    assert (surface.values["density"], surface.values["cutoff"]) == (0.9, 2000.0)

    desk.set("cutoff", 30.0, "test")
    desk.morph(0.5, 0.5, "test")
    assert (surface.values["density"], surface.values["cutoff"]) == (0.9, pytest.approx(2000.0))

    desk.set("density", 0.1, "test")  # only what sets many at once leaves it
    desk.lock("density", False)
    desk.recall("1", "test")
    assert surface.values["density"] == 0.5


def test_a_lock_needs_a_parameter_and_may_be_taken_off_twice(desk: Desk):
    with pytest.raises(UnknownNameError, match="did you mean density"):
        desk.lock("densty", True)
    desk.lock("density", True)
    desk.lock("density", True)
    assert desk.locked == {"density"}
    for _ in range(2):
        desk.lock("density", False)
    assert desk.locked == set()


def test_threads_lock_without_losing_a_lock(desk: Desk):
    def toggle(key: str) -> None:
        for _ in range(500):
            desk.lock(key, False)
            desk.lock(key, True)

    threads = [threading.Thread(target=toggle, args=(key,)) for key in KEYS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.locked == set(KEYS)


def test_what_is_set_at_one_time_is_one_command(desk: Desk, surface: KeepingSurface):
    desk.set_many({"density": 7.0, "tempo": 90.0, "gone": 1.0}, "test", seconds=2.0)
    [command] = surface.commands
    assert (command.action, command.ramp) == (Action.RECALL, 2.0)
    assert command.values == (("density", 1.0), ("tempo", 90.0))


# -- chance


def test_drawn_values_lie_all_over_the_ways_of_the_controls(desk: Desk):
    draws = [desk.drawn(KEYS) for _ in range(400)]
    assert {key for draw in draws for key in draw} == set(KEYS) - {"seed"}
    for each in GLOBALS:
        if each.id == "seed":
            continue
        places = [each.position(draw[each.id]) for draw in draws]
        assert min(places) < 0.05
        assert max(places) > 0.95
        assert 0.4 < sum(places) / len(places) < 0.6  # by the way, not by the unit: cutoff is in Hz


@pytest.mark.parametrize(("key", "choices"), [("mode", 3), ("hold", 2)])
def test_every_choice_is_as_likely(desk: Desk, key: str, choices: int):
    draws = [desk.drawn([key])[key] for _ in range(900)]
    counts = [draws.count(float(choice)) for choice in range(choices)]
    assert sum(counts) == 900
    assert min(counts) > 700 / choices


def test_locked_parameters_are_not_drawn(desk: Desk):
    desk.lock("density", True)
    assert set(desk.drawn(("density", "cutoff"))) == {"cutoff"}
    for keys in (("density",), ("seed", "density"), ()):
        with pytest.raises(UsageError, match="nothing to draw at random"):
            desk.drawn(keys)
    with pytest.raises(UnknownNameError):
        desk.drawn(("cutof",))
