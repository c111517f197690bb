"""The bundled pieces, and pieces of one's own: found by name or by path."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Mapping
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from traceback import extract_tb
from types import CodeType, ModuleType

from generator.composition import Piece
from generator.errors import PieceError, UnknownNameError

PACKAGE = "/__init__.py"


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
        return _piece_of(_run(path, compiled(path)))
    raise UnknownNameError("piece", name_or_path, names())


def run(path: Path, codes: Mapping[str, CodeType]) -> tuple[Piece, list[ModuleType]]:
    """Run a piece that is compiled, with the modules beside it that it imports.

    codes: by file name from the piece's folder on, that of `path` itself among them. Returns the
    piece, and its modules, its own first. Raises what `load` does.
    """
    beside = Beside(path, codes)
    for finder in [each for each in sys.meta_path if isinstance(each, Beside)]:
        sys.meta_path.remove(finder)
        finder.forget()
    beside.forget()
    sys.meta_path.insert(0, beside)
    module = _run(path, codes[path.name])
    return _piece_of(module), [module, *beside.found()]


class Beside(MetaPathFinder, InspectLoader):
    """Finds the modules beside a piece as they were when it was read, not as they are now."""

    def __init__(self, path: Path, codes: Mapping[str, CodeType]) -> None:
        self._codes = {_dotted(name): code for name, code in codes.items() if name != path.name}
        self._packages = {_dotted(name) for name in codes if name.endswith(PACKAGE)}

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        """Return the spec of a module that is beside the piece."""
        if fullname not in self._codes:
            return None
        origin = self._codes[fullname].co_filename
        spec = spec_from_loader(
            fullname, self, origin=origin, is_package=fullname in self._packages
        )
        if spec is not None:
            spec.has_location = True
        return spec

    def get_code(self, fullname: str) -> CodeType:
        """Return what a module runs."""
        return self._codes[fullname]

    def get_source(self, fullname: str) -> None:
        """Return nothing: the text is not needed any more."""

    def found(self) -> list[ModuleType]:
        """Return the modules that are loaded."""
        loaded = (sys.modules.get(name) for name in self._codes)
        return [module for module in loaded if module is not None and module.__loader__ is self]

    def forget(self) -> None:
        """Let the modules be loaded anew when they are next imported."""
        for name in self._codes:
            sys.modules.pop(name, None)


def _dotted(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _run(path: Path, code: CodeType) -> ModuleType:
    """Run a file as a module of its own; it may import the modules beside it."""
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


def compiled(path: Path, text: bytes | None = None) -> CodeType:
    """Return a Python file compiled, or a text as if it were in it.

    Raises PieceError with file and line.
    """
    try:
        source = path.read_bytes() if text is None else text
        return compile(source, str(path), "exec", dont_inherit=True)
    except OSError as error:
        raise PieceError(f"{path}: cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise PieceError(f"{path}:{error.lineno or 1}: SyntaxError: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise PieceError(f"{path}:1: is no Python that can be run: {error}") from None


def _place(path: Path, error: BaseException) -> str:
    """Return file:line of the composer's own files from which an error came."""
    own = [at for at in extract_tb(error.__traceback__) if Path(at.filename).parent == path.parent]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else f"{path}:1"


def _piece_of(module: ModuleType) -> Piece:
    piece = getattr(module, "piece", None)
    if isinstance(piece, Piece):
        return piece
    found = "defines no `piece`" if piece is None else f"`piece` is a {type(piece).__name__}"
    raise PieceError(f"{module.__file__}:1: {found}: write `piece = Piece(...)`")
