"""A version of a piece of one's own: the texts of its file and of what it imports beside it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from generator import pieces
from generator.composition.piece import Piece
from generator.errors import PieceError
from generator.files import MEGABYTE, read_limited

MOST_BYTES = MEGABYTE // 4
TRIES = 10
LIBRARY = sys.stdlib_module_names | {"generator", "gui"}  # be there a folder of that name
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Version:
    """What a piece is made of, at one moment.

    path: of its file. texts: by file name from its folder on, `rain.py` or `tunes/slow.py`, the
    piece's own among them. digest: what names it; for a single file the SHA-256 of its bytes.
    """

    path: str
    texts: Mapping[str, bytes]
    digest: str

    @classmethod
    def of(cls, path: Path, texts: Mapping[str, bytes]) -> Version:
        """Return the version that these texts make."""
        digest = sha256(texts[path.name])
        for name in sorted(texts.keys() - {path.name}):
            digest.update(f"\n{name} {len(texts[name])}\n".encode() + texts[name])
        return cls(str(path), texts, digest.hexdigest())

    @classmethod
    def read(cls, path: Path) -> Version:
        """Return a piece as its files are now; raises PieceError for what cannot be read.

        All of them together have at most 256 kB.
        """
        texts: dict[str, bytes] = {}
        wanted = [path.name]
        while wanted:
            name = wanted.pop()
            texts[name] = _text(path.parent / name)
            if sum(map(len, texts.values())) > MOST_BYTES:
                raise PieceError(f"{path}:1: with what it imports it is larger than 256 kB")
            wanted += [
                each for each in _beside(path.parent, name, texts[name]) if each not in texts
            ]
        return cls.of(path, texts)

    def compiled(self) -> dict[str, CodeType]:
        """Return its files compiled; raises PieceError with file and line."""
        folder = Path(self.path).parent
        return {name: pieces.compiled(folder / name, text) for name, text in self.texts.items()}

    def run(self, codes: Mapping[str, CodeType] | None = None) -> tuple[Piece, list[ModuleType]]:
        """Run it; return the piece and its modules. Raises PieceError."""
        return pieces.run(Path(self.path), codes or self.compiled())

    def to_message(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        texts = {name: text.decode("latin-1") for name, text in self.texts.items()}
        return {"path": self.path, "texts": texts}

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Version:
        """Return the version that a message carries."""
        texts = {name: text.encode("latin-1") for name, text in message["texts"].items()}
        return cls.of(Path(message["path"]), texts)


def is_own(piece: str) -> bool:
    """Whether a piece is a file of one's own, and no bundled one."""
    return piece not in pieces.names()


def version_of(piece: str) -> Version | None:
    """Return a piece of one's own as it is now; None for a bundled one or what cannot be read."""
    try:
        return Version.read(Path(piece)) if is_own(piece) else None
    except PieceError:
        return None  # who loads it says why


def _text(path: Path) -> bytes:
    try:
        return read_limited(path, MOST_BYTES)
    except OSError as error:
        raise PieceError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise PieceError(f"{path}:1: {error}") from None


def _beside(folder: Path, name: str, text: bytes) -> Iterator[str]:
    """Yield the files in a folder that a file imports, as far as its text tells."""
    tree = _parsed(text)
    if tree is None:
        return
    for dotted in dict.fromkeys(_imported(tree, name)):
        top, *rest = dotted.split(".")
        if top in LIBRARY:
            continue
        if (folder / f"{top}.py").is_file():
            yield f"{top}.py"
        elif (folder / top / "__init__.py").is_file():
            yield f"{top}/__init__.py"
            inner = folder.joinpath(top, *rest).with_suffix(".py")
            if rest and inner.is_file():
                yield inner.relative_to(folder).as_posix()


def _parsed(text: bytes) -> ast.Module | None:
    """Return the syntax of a file; None for one that has none."""
    for _ in range(TRIES):
        try:
            return ast.parse(text)
        except SystemError:  # CPython 3.11, while another thread parses (gh-106905)
            continue
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            break
    return None


def _imported(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield the modules that a file imports, by their dotted names."""
    here = name.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) + 1 - node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (module, *(f"{module}.{alias.name}".strip(".") for alias in node.names))
