"""Random streams: by seed and name, in every process the same."""

from __future__ import annotations

from generator.patterns.streams import MAXIMUM_SEED, stream
from generator.terminal import options


def test_a_stream_is_known_for_ever() -> None:
    """These values are part of what a seed means: changing them changes every piece."""
    assert stream(1, "bell").random() == 0.9303292935159994
    assert stream(1, "bell").random() == stream(1, "bell").random()


def test_streams_differ_by_seed_and_by_name() -> None:
    firsts = {stream(seed, name).random() for seed in range(50) for name in ("", "a", "b")}
    assert len(firsts) == 150


def test_the_command_line_takes_the_same_seeds() -> None:
    """It has a bound of its own, since `--help` does without this package."""
    assert options.MAXIMUM_SEED == MAXIMUM_SEED
    assert float(MAXIMUM_SEED) == MAXIMUM_SEED
    assert int(float(MAXIMUM_SEED + 2)) != MAXIMUM_SEED + 2
