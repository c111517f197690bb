"""From a journal back to a performance."""

from __future__ import annotations

from collections.abc import Iterator

from generator.control.commands import Action
from generator.control.journal import Journal
from generator.errors import PieceError
from generator.session.ending import Extent
from generator.session.hashes import orchestra_hash, piece_hash
from generator.session.kept import begun_version, versions_of
from generator.session.setup import Choice, Setup, prepare
from generator.session.version import version_of


def choice_of(journal: Journal) -> Choice:
    """Return what was chosen to be played."""
    header = journal.header
    return Choice(header.piece, header.seed, csd=header.csd)


def extent_of(journal: Journal) -> Extent:
    """Return how long it was played; a journal that broke off ends where it does."""
    stopped = any(applied.command.action is Action.STOP for applied in journal.applied)
    if journal.ended or stopped:
        return Extent(**journal.header.extent)
    return Extent(journal.played_sample / journal.header.sample_rate, tail_seconds=0.0)


def prepared(journal: Journal) -> Setup:
    """Return what was played, its parameters as they were at the start.

    Raises the errors of `prepare`, UnknownNameError for a parameter that there is no more.
    """
    version = begun_version(journal) or version_of(journal.header.piece)
    setup = prepare(choice_of(journal), version)
    for key, value in journal.header.values.items():
        setup.parameters.set(key, value)
    return setup


def check_unchanged(journal: Journal, *, force: bool) -> list[str]:
    """Return what has changed since, in words; raises PieceError unless forced.

    Raises it all the same where a version is missing that took over while it was played.
    """
    versions_of(journal)
    changed = [f"{what} has changed since the journal was written" for what in _changed(journal)]
    if changed and not force:
        raise PieceError(f"{'; '.join(changed)}: the sound will differ; --force renders it anyway")
    return changed


def _changed(journal: Journal) -> Iterator[str]:
    header = journal.header
    if begun_version(journal) is None and piece_hash(header.piece) != header.piece_hash:
        yield f"piece {header.piece!r}"
    if orchestra_hash(header.csd) != header.orchestra_hash:
        yield f"orchestra {header.csd or 'main.csd'!r}"
