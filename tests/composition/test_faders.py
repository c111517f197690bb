"""The usual faders of the live generators fit them and are named by one scheme."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from generator.composition import Piece
from generator.composition.faders import FADERS, declare
from generator.composition.follower import follow
from generator.composition.freeze import freezable
from generator.composition.mutation import mutating, repeating
from generator.errors import RangeError, UnknownNameError
from generator.patterns.drum_map import drum_map
from generator.patterns.harmony import harmony
from generator.patterns.lanes import lane, two_loops
from generator.patterns.lock import lock
from generator.patterns.memory import memory
from generator.patterns.metric_gate import metric_gate
from generator.patterns.orbits import orbit, phasing, stations
from generator.patterns.spread import jitter, spread, steps

GENERATORS: tuple[Any, ...] = (
    *(memory, spread, steps, jitter, lock, drum_map, lane, two_loops, orbit, stations, phasing),
    *(metric_gate, harmony, follow, mutating, repeating, freezable),
)


def test_every_generator_has_faders() -> None:
    assert {each.__name__ for each in GENERATORS} == set(FADERS)


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda each: each.__name__)
def test_faders_are_arguments_and_say_what_they_do(generator: Any) -> None:
    piece = Piece("faders")
    declared = declare(piece, generator, "tune")
    assert set(declared) <= set(inspect.signature(generator).parameters)
    assert [each.id for each in declared.values()] == [each.id for each in piece.parameters]
    assert all(each.id.startswith("tune.") and each.description for each in piece.parameters)
    assert len(piece.parameters) == len({each.id for each in piece.parameters})


def test_some_can_be_declared_shared_and_started_elsewhere() -> None:
    piece = Piece("drums")
    shared = declare(piece, drum_map, "drums", "x", "y", x=0.5)
    kick = declare(piece, drum_map, "kick", "density", density=0.7)
    again = declare(piece, drum_map, "drums", "x", "y")
    assert again["x"] is shared["x"]
    assert shared["x"].default == 0.5
    assert [each.id for each in piece.parameters] == ["drums.x", "drums.y", "kick.density"]
    assert kick["density"].default == 0.7


def test_what_there_is_not_is_refused() -> None:
    piece = Piece("wrong")
    with pytest.raises(UnknownNameError, match="memory"):
        declare(piece, "memry", "tune")
    with pytest.raises(UnknownNameError, match="deja_vu"):
        declare(piece, memory, "tune", "dejavu")
    with pytest.raises(RangeError, match=r"tune.length = 40 .* 1 to 16"):
        declare(piece, memory, "tune", length=40)
