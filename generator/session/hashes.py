"""Digests of what makes the music, so that a replay knows whether it is still the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from generator import pieces
from generator.engine import orchestra
from generator.engine.startup import orchestra_text
from generator.errors import PieceError
from generator.files import MEGABYTE, read_limited, reason
from generator.session.version import is_own, version_of

MOST_BYTES = 16 * MEGABYTE
MUSIC = {".py", ".mid", ".scl"}


def piece_hash(name_or_path: str) -> str:
    """Return the digest of a piece's file; of all bundled pieces where it is one of them.

    What a piece imports beside its file counts, too.
    """
    if is_own(name_or_path):
        version = version_of(name_or_path)
        return _digest([Path(name_or_path)]) if version is None else version.digest
    bundled = Path(pieces.__path__[0]).rglob("*")
    return _digest(sorted(path for path in bundled if path.suffix in MUSIC))


def orchestra_hash(csd: str | None) -> str:
    """Return the digest of an orchestra, all that it includes, and what the host adds."""
    text = orchestra_text(orchestra.load(Path(csd) if csd else None))
    return sha256(text.encode()).hexdigest()


def _digest(files: Iterable[Path]) -> str:
    digest = sha256()
    for file in files:
        try:
            digest.update(read_limited(file, MOST_BYTES))
        except (OSError, ValueError) as error:
            raise PieceError(f"{file}: cannot be read: {reason(error)}") from None
    return digest.hexdigest()
