"""The bundled pieces, and pieces of one's own."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from generator.composition import Piece


def load(name: str) -> Piece:
    """Return a piece."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, name)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    piece: Piece = module.piece
    return piece
