"""What every bundled piece has to hold, whatever it is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.parameters import Parameter
from generator.pieces import load, names
from generator.session.setup import declarations
from tests.pieces.golden import DIGEST_SECONDS, DIGEST_SEED, DIGESTS, digest
from tests.pieces.performing import BUNDLED, CLASSIC, perform, with_parts

ROOT = Path(__file__).resolve().parents[2]
LINES = 120
SECONDS = 45.0
SEED = 4
OTHERS = [name for name in names() if name not in CLASSIC]
STRIP = ("level", "pan", "mute", "solo", "density", "reverb", "delay")
NOT_COMPOSED = frozenset({"swing", "seed"})


def composed(name: str) -> list[Parameter]:
    """Return the parameters of a piece that its parts read."""
    return [
        each
        for each in declarations(load(name), BUNDLED)
        if each.channel is None
        and each.id.rpartition(".")[2] not in STRIP
        and not each.id.startswith("macro.")
        and each.id not in NOT_COMPOSED
    ]


def test_there_are_eight_and_the_flagship() -> None:
    assert len(names()) >= 9


@pytest.mark.parametrize("name", names())
def test_a_piece_says_what_to_steer(name: str) -> None:
    piece = load(name)
    assert 60 < len(piece.description) < 240
    assert piece.parameters
    assert all(each.description for each in piece.parameters)


@pytest.mark.parametrize("name", OTHERS)
def test_a_piece_is_short(name: str) -> None:
    path = ROOT / "generator" / "pieces" / f"{name}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) < LINES


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_events_are_the_same_in_every_process(hash_seed: str) -> None:
    """If a piece was meant to change: python -m tests.pieces.golden."""
    command = [sys.executable, "-m", "tests.pieces.golden", "digests"]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert json.loads(done.stdout or "{}") == json.loads(DIGESTS.read_text()), done.stderr


@pytest.mark.parametrize("name", OTHERS)
def test_no_two_seeds_are_alike(name: str) -> None:
    seen = set()
    for seed in range(10):
        events = perform(name, seed, SECONDS).events[:100]
        origin = min(event.pitch for event in events)
        seen.add(tuple((event.beat, event.part, event.pitch - origin) for event in events))
    assert len(seen) == 10


@pytest.mark.parametrize("name", OTHERS)
def test_leaving_a_part_out_leaves_those_that_do_not_listen_to_it(name: str) -> None:
    """A part that draws more or less moves nobody else's draws: the same seeds, part by part."""
    piece = load(name)
    whole = perform(piece, SEED, SECONDS).events
    last = next(part for part in reversed(piece.parts) if part.sounding)
    rest = [part for part in piece.parts if part is not last]
    left = perform(with_parts(piece, rest), SEED, SECONDS).events
    first = next(part.name for part in piece.parts if part.sounding)
    assert [e for e in left if e.part == first] == [e for e in whole if e.part == first]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        pytest.param(name, each, id=f"{name}-{each.id}")
        for name in OTHERS
        for each in composed(name)
    ],
)
def test_a_parameter_is_heard(name: str, parameter: Parameter) -> None:
    """At its two ends a piece does not play the same."""
    low, high = (
        perform(name, SEED, 2.0 * SECONDS, **{parameter.id: value}).events
        for value in (parameter.minimum, parameter.maximum)
    )
    assert low != high


def test_a_digest_is_of_all_events() -> None:
    events = perform("loops", DIGEST_SEED, DIGEST_SECONDS).events
    assert digest(events) == json.loads(DIGESTS.read_text())["loops"]
