"""Random streams that depend on the seed and a name, never on the process."""

from __future__ import annotations

from hashlib import sha256
from random import Random

MAXIMUM_SEED = 2**53 - 1  # every whole number up to here is a float too


def stream(seed: int, name: str) -> Random:
    """Return the random stream of a name under a seed, the same in every Python process."""
    digest = sha256(f"{seed}/{name}".encode()).digest()
    return Random(int.from_bytes(digest[:8], "big"))
