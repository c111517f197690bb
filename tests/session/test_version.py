"""A piece of one's own as its files are, and as they are kept beside a journal."""

from __future__ import annotations

import ast
from hashlib import sha256
from pathlib import Path

import pytest

from generator.errors import PieceError
from generator.session.kept import keep, kept
from generator.session.version import MOST_BYTES, Version, version_of

PIECE = b"""\
import json
import tunes
from sounds.low import BASE
from generator.composition import Note, Piece

piece = Piece("many")


@piece.part("one", instrument="Pluck")
def one(live):
    import late
    yield Note(tunes.LINE[0] + BASE + late.MORE)
"""
BESIDE = {
    "tunes.py": b"from sounds import high\nLINE = [high.TOP]\n",
    "late.py": b"MORE = 1\n",
    "sounds/__init__.py": b"",
    "sounds/low.py": b"from . import high\nBASE = 20\n",
    "sounds/high.py": b"TOP = 40\n",
    "json.py": b"1 / 0\n",
    "never.py": b"1 / 0\n",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "sounds").mkdir()
    for name, text in BESIDE.items():
        (tmp_path / name).write_bytes(text)
    path = tmp_path / "many.py"
    path.write_bytes(PIECE)
    return path


def test_a_version_holds_what_the_piece_imports_beside_it(path: Path) -> None:
    version = Version.read(path)
    wanted = {"many.py", "tunes.py", "late.py"}
    assert version.texts.keys() == wanted | {f"sounds/{n}.py" for n in ("__init__", "low", "high")}
    piece, modules = version.run()
    assert piece.name == "many"
    assert {module.__name__ for module in modules} >= {"tunes", "sounds.low", "sounds.high"}


def test_it_runs_as_it_was_read_whatever_the_files_are_now(path: Path) -> None:
    version = Version.read(path)
    for name in ("tunes.py", "late.py", "many.py"):
        (path.parent / name).write_text("1 / 0\n")
    _, modules = version.run()
    assert next(m for m in modules if m.__name__ == "tunes").LINE == [40]
    again, modules = Version.of(path, version.texts | {"tunes.py": b"LINE = [7]\n"}).run()
    assert next(m for m in modules if m.__name__ == "tunes").LINE == [7]
    assert again.parts[0].name == "one"


def test_the_digest_of_a_single_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rain.py"
    path.write_bytes(b"piece = 3\n")
    assert Version.read(path).digest == sha256(b"piece = 3\n").hexdigest()


def test_every_file_counts(path: Path) -> None:
    before = Version.read(path).digest
    (path.parent / "sounds/high.py").write_bytes(b"TOP = 41\n")
    assert Version.read(path).digest != before


def test_an_error_beside_the_piece_names_its_own_line(path: Path) -> None:
    (path.parent / "tunes.py").write_bytes(b"\nLINE = 1 / 0\n")
    with pytest.raises(PieceError, match=r"tunes\.py:2: ZeroDivisionError"):
        Version.read(path).run()
    (path.parent / "tunes.py").write_bytes(b"\nLINE = (\n")
    with pytest.raises(PieceError, match=r"tunes\.py:2: SyntaxError"):
        Version.read(path).compiled()


def test_it_passes_through_json(path: Path) -> None:
    path.write_bytes(b"# -*- coding: latin-1 -*-\n# \xe4\xff\n" + PIECE)
    version = Version.read(path)
    assert Version.from_message(version.to_message()) == version


def test_what_is_too_large_or_missing_cannot_be_edited(tmp_path: Path) -> None:
    path = tmp_path / "big.py"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(PieceError, match=r"big\.py:1: it is larger than 0\.25 MB"):
        Version.read(path)
    assert version_of(str(path)) is version_of(str(tmp_path / "no.py")) is None
    assert version_of("lattice") is None


def test_a_version_is_kept_once_and_read_by_its_digest_alone(path: Path) -> None:
    version, folder = Version.read(path), path.parent / "take.edits"
    keep(folder, version)
    keep(folder, version)
    assert [each.name for each in folder.iterdir()] == [version.digest]
    assert (folder / version.digest / "sounds" / "low.py").read_bytes() == BESIDE["sounds/low.py"]
    assert kept(folder, version.digest, path) == version


@pytest.mark.parametrize("digest", ["", "..", "0" * 64, "../" + "a" * 61, "A" * 64])
def test_one_that_is_not_there_is_told(path: Path, digest: str) -> None:
    keep(path.parent / "take.edits", Version.read(path))
    with pytest.raises(PieceError, match="a version of the piece is missing"):
        kept(path.parent / "take.edits", digest, path)


@pytest.mark.parametrize("name", ["many.py", "more.py"])
def test_one_whose_files_have_changed_is_refused(path: Path, name: str) -> None:
    version, folder = Version.read(path), path.parent / "take.edits"
    keep(folder, version)
    (folder / version.digest / name).write_text("1 / 0\n")
    with pytest.raises(PieceError, match="its files have changed"):
        kept(folder, version.digest, path)


def test_a_link_is_not_followed(path: Path) -> None:
    version, folder = Version.read(path), path.parent / "take.edits"
    keep(folder, version)
    (folder / version.digest / "late.py").unlink()
    (folder / version.digest / "late.py").symlink_to(path.parent / "late.py")
    with pytest.raises(PieceError, match="its files have changed"):
        kept(folder, version.digest, path)


def test_a_parser_that_is_disturbed_by_another_thread_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As CPython 3.11's is (gh-106905)."""
    (tmp_path / "own.py").write_text("import beside\n")
    (tmp_path / "beside.py").write_text("ONE = 1\n")
    parse, answers = ast.parse, [SystemError("AST constructor recursion depth mismatch")] * 2

    def disturbed(text: bytes) -> ast.Module:
        if answers:
            raise answers.pop()
        return parse(text)

    monkeypatch.setattr(ast, "parse", disturbed)
    assert set(Version.read(tmp_path / "own.py").texts) == {"own.py", "beside.py"}
