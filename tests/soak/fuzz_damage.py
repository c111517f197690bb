"""Files made out of whole ones, damaged in every way, the same ones from the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 1e308, -1e308, 5e-324, 2**53 + 1, 2**63, 10**40, ""),
    *("\0", "x" * 5000, "../../etc/passwd", "/dev/zero", "\udcff"),
    *([], {}, [[[[]]]], {"a": {"b": 1}}),
]


class Damaged:
    """Damages bytes; those who know what the bytes mean have ways of their own besides."""

    def __init__(self, seed: int, samples: list[bytes]) -> None:
        self.random = Random(seed)
        self.samples = samples

    def files(self) -> Iterator[bytes]:
        """Yield files for ever."""
        ways = self.ways()
        while True:
            yield self.random.choice(ways)()

    def ways(self) -> list[Callable[[], bytes]]:
        """Return the ways to damage a file, one of which is drawn each time."""
        return [self._bytes, self._cut, self._spliced, self._noise]

    def whole(self) -> bytes:
        """Return a file to be damaged."""
        return self.random.choice(self.samples)

    def _bytes(self) -> bytes:
        data = bytearray(self.whole())
        for _ in range(self.random.randrange(1, 8)):
            data[self.random.randrange(len(data))] = self.random.randrange(256)
        return bytes(data)

    def _cut(self) -> bytes:
        data = self.whole()
        return data[: self.random.randrange(len(data))]

    def _spliced(self) -> bytes:
        one, other = self.whole(), self.whole()
        start, end = sorted(self.random.choices(range(len(other)), k=2))
        at = self.random.randrange(len(one))
        return one[:at] + other[start:end] * self.random.randrange(1, 4) + one[at:]

    def _noise(self) -> bytes:
        return self.random.randbytes(self.random.randrange(200))


class DamagedJson(Damaged):
    """Damages JSON, of one value or one a line."""

    def ways(self) -> list[Callable[[], bytes]]:
        """Return those that put odd values into it, too, and those that nest them."""
        return [self._odd, self._odd, *super().ways(), self._deep]

    def _odd(self) -> bytes:
        """Put an odd value into a place of one line, or of the whole where it is one."""
        whole = self.whole()
        lines = whole.splitlines() if whole.startswith(b'{"journal"') else [whole]
        at = self.random.randrange(len(lines))
        tree = json.loads(lines[at])
        for _ in range(self.random.randrange(1, 3)):
            tree = self._replaced(tree)
        lines[at] = json.dumps(tree).encode()
        return b"\n".join(lines) + b"\n"

    def _replaced(self, tree: Any) -> Any:
        random = self.random
        if not isinstance(tree, dict | list) or not tree or random.random() < 0.1:
            return random.choice(ODD)
        if isinstance(tree, list):
            at = random.randrange(len(tree))
            return [*tree[:at], self._replaced(tree[at]), *tree[at + 1 :]]
        key = random.choice(list(tree))
        if random.random() < 0.15:
            return {each: inner for each, inner in tree.items() if each != key}
        if random.random() < 0.1:
            return tree | {random.choice(["", "odd", "\0", "x" * 300]): random.choice(ODD)}
        return tree | {key: self._replaced(tree[key])}

    def _deep(self) -> bytes:
        depth = self.random.choice((17, 100, 2000, 50_000))
        opening, closing = self.random.choice(((b"[", b"]"), (b'{"a":', b"}")))
        return opening * depth + b"1" + closing * self.random.choice((0, depth))
