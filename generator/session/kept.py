"""The versions of an edited piece beside a journal: a folder for each, by its digest.

A journal is data, and names a version by its digest alone. `take.jsonl` has its versions in
`take.edits/DIGEST/`, each as the files that it was made of: they can be read, and played.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.control.commands import Action
from generator.control.journal import Journal
from generator.errors import PieceError
from generator.files import read_limited
from generator.session.version import DIGEST, MOST_BYTES, Version

SUFFIX = ".edits"
MOST_FILES = 64


def folder_of(journal: Path) -> Path:
    """Return the folder of the versions that a journal names."""
    return journal.with_suffix(SUFFIX)


def keep(folder: Path, version: Version) -> None:
    """Write a version, whole or not at all, unless it is there; raises OSError."""
    place = folder / version.digest
    if place.is_dir():
        return
    partial = folder / f".{version.digest}.{os.getpid()}"
    try:
        for name, text in version.texts.items():
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        partial.replace(place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def kept(folder: Path, digest: str, path: Path) -> Version:
    """Return a version of the piece at a path, whose file need not be there any more.

    Raises PieceError where it is missing, or is not what its digest says.
    """
    place = folder / digest
    if not DIGEST.fullmatch(digest) or not place.is_dir():
        raise PieceError(f"a version of the piece is missing: there is no folder {place}")
    try:
        texts = dict(_texts(place))
        found = Version.of(path, texts).digest if path.name in texts else ""
    except (OSError, ValueError) as error:
        raise PieceError(f"{place}: cannot be read: {error}") from None
    if found != digest:
        raise PieceError(f"{place}: is not the version that was played: its files have changed")
    return Version.of(path, texts)


def _texts(place: Path) -> Iterator[tuple[str, bytes]]:
    files = sorted(path for path in place.rglob("*.py") if not path.is_symlink())
    if len(files) > MOST_FILES:
        raise ValueError(f"there are more than {MOST_FILES} files")
    for path in files:
        yield path.relative_to(place).as_posix(), read_limited(path, MOST_BYTES)


def edits_of(journal: Journal) -> list[str]:
    """Return the digests of the versions that took over, each once."""
    commands = (applied.command for applied in journal.applied)
    return list(dict.fromkeys(each.subject for each in commands if each.action is Action.EDIT))


def versions_of(journal: Journal) -> Iterable[Version]:
    """Return the versions that took over; raises PieceError where one is missing."""
    path = Path(journal.header.piece)
    return [kept(_folder(journal), digest, path) for digest in edits_of(journal)]


def begun_version(journal: Journal) -> Version | None:
    """Return the piece as it was at the beginning, where it was kept."""
    with suppress(PieceError):
        return kept(_folder(journal), journal.header.piece_hash, Path(journal.header.piece))
    return None


def _folder(journal: Journal) -> Path:
    return folder_of(journal.path) if journal.path is not None else Path(os.devnull)
