"""Finding pieces: by name, by path, and what is said of those that cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.composition import Piece
from generator.errors import PieceError, UnknownNameError
from generator.pieces import load, names

GOOD = """\
from generator.composition import Note, Piece

piece = Piece("mine")

@piece.part("one", "Bell")
def one(live):
    yield Note(60)
"""


def written(folder: Path, text: str | bytes, name: str = "mine.py") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_bundled_pieces_load_by_name() -> None:
    assert {"lattice", "loops", "phase"} < set(names())
    assert names() == sorted(names())
    assert [load(name).name for name in names()] == names()


@pytest.mark.parametrize("name", names())
def test_a_bundled_piece_is_fully_declared(name: str) -> None:
    """A title, two sentences, parameters with descriptions, and parts on strips of their own."""
    piece = load(name)
    assert piece.title
    assert piece.description.count(".") >= 2
    assert all(parameter.description for parameter in piece.parameters)
    assert len({part.number for part in piece.parts}) == len(piece.parts)


def test_naming_the_pieces_imports_none_of_them() -> None:
    listed = "{f'generator.pieces.{name}' for name in generator.pieces.names()}"
    code = f"import generator.pieces, sys; print({listed} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_file_is_loaded_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, GOOD)
    assert isinstance(load(str(path)), Piece)
    monkeypatch.chdir(tmp_path)
    assert load("mine.py").name == load("./mine.py").name == "mine"


def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    load(str(path))
    written(tmp_path, GOOD.replace('"mine"', '"changed"'))
    assert load(str(path)).name == "changed"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_may_import_what_lies_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "NAME = 'from beside'\n", "a_neighbour_of_mine.py")
    text = GOOD.replace('"mine"', "NAME").replace(
        "piece =", "from a_neighbour_of_mine import NAME\npiece ="
    )
    assert load(str(written(tmp_path, text))).name == "from beside"


def test_a_file_may_define_dataclasses_with_deferred_annotations(tmp_path: Path) -> None:
    head = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    text = f"{head}@dataclass(slots=True)\nclass Shared:\n    degree: int = 0\n{GOOD}"
    assert load(str(written(tmp_path, text))).name == "mine"


def test_a_bundled_name_is_not_taken_over_by_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loops").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load("loops").title == "Loops"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="no piece named 'latice': did you mean lattice"):
        load("latice")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("x = 1\n", "1", "defines no `piece`"),
        ("\npiece = 3\n", "1", "`piece` is a int"),
        ("x = 1\ny = (2\n", "2", "SyntaxError"),
        ("\n\nimport no_such_module\n", "3", "ModuleNotFoundError: No module named"),
        ("def f():\n    return 1 / 0\n\nf()\n", "2", "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit('enough')\n", "2", "SystemExit: enough"),
        ("from generator.composition import Piece\npiece = Piece()\n", "2", "TypeError"),
        (b"\xff\xfe\x00 = 1\n", "1", ""),
        (b"x = '\xe9'\n", "1", ""),
        (b"x\0y\n", "1", ""),
        ("(" * 5000 + ")" * 5000, "1", ""),
        ("import json\njson.loads('{')\n", "2", "JSONDecodeError"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, text: str | bytes, place: str, said: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(PieceError) as raised:
        load(str(path))
    assert str(raised.value).startswith(f"{path}:{place}: ")
    assert said in str(raised.value)


@pytest.mark.parametrize("name", ["missing.py", "no/such/folder/piece", "."])
def test_a_path_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PieceError, match="cannot be read"):
        load(name)
