"""A piece edited while it plays: what stays, what begins anew, and the versions to come."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import CodeType

from generator.composition.piece import MAXIMUM_PARTS, Part
from generator.errors import PieceError, RangeError
from generator.parameters import Parameter
from generator.session.setup import Loaded, Setup, loaded, settled
from generator.session.version import Version

MOST_BLOCKS = 50_000  # gone through in some 3 ms


class Versions:
    """The versions that a performance may come to, loaded ahead of time where it plays live.

    Several threads may use it. file: the name of the piece's file, for people. known: all that can
    be loaded, by their digests.
    """

    def __init__(self, file: str = "the piece") -> None:
        self.file = file
        self.known: dict[str, Version] = {}
        self._loaded: dict[str, Loaded] = {}
        self._blocks = sys.getallocatedblocks()

    def know(self, versions: Iterable[Version]) -> None:
        """Let these be loaded when they are wanted."""
        self.known |= {each.digest: each for each in versions}

    def prepare(self, version: Version, codes: Mapping[str, CodeType] | None = None) -> None:
        """Load one, to be taken later; raises PieceError."""
        self._collect()
        self._loaded[version.digest] = loaded(version, codes)

    def make_ready(self, digest: str) -> None:
        """Load one that is known, unless it is loaded; raises PieceError."""
        if digest in self._loaded:
            return
        if digest not in self.known:
            raise PieceError(f"version {digest[:12]} of the piece is not there")
        self._loaded[digest] = loaded(self.known[digest])

    def take(self, digest: str) -> Loaded:
        """Return one, and forget it and those that were loaded before it; raises PieceError."""
        self.make_ready(digest)
        found = self._loaded[digest]
        while digest in self._loaded:
            self._loaded.pop(next(iter(self._loaded)))
        return found

    def _collect(self) -> None:
        """Free former versions, unless the piece keeps so much that looking through it takes long.

        Their functions and their modules hold each other, so they are not freed by themselves.
        """
        if sys.getallocatedblocks() - self._blocks < MOST_BLOCKS:
            gc.collect()


def edited(present: Setup, digest: str, found: Loaded) -> Setup:
    """Return what is to be played once another version takes over.

    Parts keep their strips. A parameter keeps its value, unless it now starts elsewhere or the
    value is out of its range. Raises what `settled` raises.
    """
    piece, prints = found
    piece.parts = numbered(piece.parts, present.piece.parts)
    setup = replace(settled(piece, present.orchestra), version=digest, prints=prints)
    values, before = setup.parameters, present.parameters
    for parameter in values.declared:
        key = parameter.id
        if key in before and _start(present, before.declaration(key)) == _start(setup, parameter):
            with suppress(RangeError):
                values.set(key, before[key])
    return setup


def _start(setup: Setup, parameter: Parameter) -> float:
    """Return where a piece lets a parameter start."""
    return setup.piece.defaults.get(parameter.id, parameter.default)


def numbered(parts: Sequence[Part], before: Sequence[Part]) -> list[Part]:
    """Return parts on the strips that they had; new ones take such as were never used, if any."""
    held = {part.name: part.number for part in before}
    names = {part.name for part in parts}
    unused = set(range(1, MAXIMUM_PARTS + 1)) - set(held.values())
    free = [*sorted(unused), *sorted(held[name] for name in held if name not in names)]
    return [replace(part, number=held.get(part.name) or free.pop(0)) for part in parts]


def unchanged(present: Setup, setup: Setup) -> set[str]:
    """Return the names of the parts that go on undisturbed."""
    before, now = present.prints.parts, setup.prints.parts
    return {name for name in now if now[name] == before.get(name)}


def told(file: str, bar: int | None, begins: Sequence[str]) -> str:
    """Return what a player is told of a version that takes over at a bar, None while it waits."""
    since = "" if bar is None else f" from bar {bar}"
    which = f"{', '.join(begins)} anew" if begins else "all parts go on"
    return f"{file}: new version{since} ({which})"
