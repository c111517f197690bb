"""From one piece to another, in the middle of a performance."""

from __future__ import annotations

from dataclasses import replace

from generator import pieces
from generator.errors import UnknownNameError
from generator.session.setup import Setup, settled

KEPT = ("seed", "master.level")


def read_pieces() -> None:
    """Read every bundled piece, so that a change to it costs no note."""
    for name in pieces.names():
        pieces.load(name)


def change_piece(setup: Setup, name: str) -> Setup:
    """Return another bundled piece, or the same from its start, on the same orchestra.

    Its parameters start where it declares them; seed and master level stay. Raises
    UnknownNameError, and OrchestraError where the orchestra lacks an instrument.
    """
    if name == setup.piece.name:
        piece = setup.piece
    elif name in pieces.names():
        piece = pieces.load(name)
    else:
        raise UnknownNameError("piece", name, pieces.names())
    changed = settled(piece, setup.orchestra)
    if piece is setup.piece:
        changed = replace(changed, version=setup.version, prints=setup.prints)
    for key in KEPT:
        if key in changed.parameters and key in setup.parameters:
            changed.parameters.set(key, setup.parameters[key])
    return changed
