"""`scoretime new`: what it writes can be played, and what is there is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import OutputError, UsageError
from generator.session.checking import check
from generator.session.edits import MOMENTS as KNOWN
from generator.terminal.piece_options import MOMENTS
from generator.terminal.starting import TEMPLATE, write_starting_point


def test_the_starting_point_is_fit_to_play_with_two_parts_and_a_parameter(tmp_path: Path) -> None:
    path = tmp_path / "my_piece.py"
    write_starting_point(path, force=False)
    verdict = check(path)
    assert verdict.fit
    assert verdict.warnings == []
    assert verdict.facts["parts"] == "melody (Pluck), bass (Bass)"
    assert verdict.facts["parameters"] == "busy"


def test_it_is_short_and_commented() -> None:
    lines = TEMPLATE.read_text().splitlines()
    assert len(lines) <= 40
    assert sum(line.lstrip().startswith("#") for line in lines) >= 3


def test_it_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "my piece.py"
    assert main(["new", str(path)]) == 0
    assert f"scoretime play '{path}'" in capsys.readouterr().out


def test_a_file_that_exists_is_overwritten_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "my_piece.py"
    path.write_text("mine")
    with pytest.raises(OutputError, match="choose another name or give --force"):
        write_starting_point(path, force=False)
    assert path.read_text() == "mine"
    write_starting_point(path, force=True)
    assert path.read_bytes() == TEMPLATE.read_bytes()


def test_a_piece_is_a_python_file_in_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"give a name that ends in \.py"):
        write_starting_point(tmp_path / "piece.txt", force=True)
    with pytest.raises(OutputError, match="cannot be written"):
        write_starting_point(tmp_path / "no" / "piece.py", force=True)


def test_the_choices_of_reload_are_those_of_the_session() -> None:
    assert MOMENTS == KNOWN
