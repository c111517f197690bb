"""The bundled pieces, and pieces of one's own: found by name or by path."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path
from traceback import extract_tb
from types import CodeType, ModuleType

from generator.composition import Piece
from generator.errors import PieceError, UnknownNameError


def names() -> list[str]:
    """Return the names of the bundled pieces."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name_or_path: str) -> Piece:
    """Return a bundled piece by its name, or one of one's own by the path of its Python file.

    Raises UnknownNameError for a name that is neither, and PieceError, with file and line, for a
    file that cannot be run or that defines no `piece`.
    """
    if name_or_path in names():
        return _piece_of(importlib.import_module(f"{__name__}.{name_or_path}"))
    path = Path(name_or_path)
    if path.suffix == ".py" or os.sep in name_or_path or path.exists():
        return _piece_of(_run(path))
    raise UnknownNameError("piece", name_or_path, names())


def _run(path: Path) -> ModuleType:
    """Run a file as a module of its own; it may import the modules beside it."""
    code = _compiled(path)
    module = ModuleType(f"piece:{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    folder = str(path.resolve().parent)
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        exec(code, module.__dict__)
    except (Exception, SystemExit) as error:
        raise PieceError(f"{_place(path, error)}: {type(error).__name__}: {error}") from error
    return module


def _compiled(path: Path) -> CodeType:
    try:
        return compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except OSError as error:
        raise PieceError(f"{path}: cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise PieceError(f"{path}:{error.lineno or 1}: SyntaxError: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise PieceError(f"{path}:1: is no Python that can be run: {error}") from None


def _place(path: Path, error: BaseException) -> str:
    """Return file:line of the composer's own file from which an error came."""
    lines = [at.lineno for at in extract_tb(error.__traceback__) if at.filename == str(path)]
    return f"{path}:{lines[-1] if lines else 1}"


def _piece_of(module: ModuleType) -> Piece:
    piece = getattr(module, "piece", None)
    if isinstance(piece, Piece):
        return piece
    found = "defines no `piece`" if piece is None else f"`piece` is a {type(piece).__name__}"
    raise PieceError(f"{module.__file__}:1: {found}: write `piece = Piece(...)`")
