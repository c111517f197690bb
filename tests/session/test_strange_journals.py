"""A journal from a stranger: what it can make Scoretime do, and what it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.control.commands import Action, Applied, Command
from generator.control.journal import Header, JournalWriter
from generator.control.journal_reading import read
from generator.errors import PieceError, ScoretimeError
from generator.session.hashes import MOST_BYTES, piece_hash
from generator.session.replaying import check_unchanged, prepared

PIECE = """\
from pathlib import Path
Path(__file__).with_name("ran").touch()
from generator.composition import Piece
piece = Piece("own")
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A piece that leaves a trace where it was run."""
    path = tmp_path / "own.py"
    path.write_text(PIECE)
    return path


def journal_of(folder: Path, *applied: Applied, **changed: Any) -> Path:
    header = {
        "scoretime": "1",
        "versions": {},
        "started": "now",
        "piece": "loops",
        "piece_hash": piece_hash("loops"),
        "csd": None,
        "orchestra_hash": "b",
        "seed": 7,
        "sample_rate": 48_000,
        "ksmps": 32,
        "extent": {"duration_seconds": 1.0, "bars": None, "tail_seconds": 0.0},
        "values": {},
    }
    path = folder / "strange.jsonl"
    writer = JournalWriter(path, Header(**header | changed), force=True)
    writer.applied(applied)
    writer.close(48_000, ended=True)
    return path


def test_to_list_it_runs_no_piece_of_somebody_s_own(
    tmp_path: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change = Applied(480, 0.0, Command(Action.PIECE, str(own)))
    for path in (journal_of(tmp_path, piece=str(own)), journal_of(tmp_path, change)):
        assert main(["journal", str(path)]) == 0
        assert str(own) in capsys.readouterr().out
    assert not (tmp_path / "ran").exists()


def test_no_command_in_it_loads_a_file(tmp_path: Path, own: Path) -> None:
    path = journal_of(tmp_path, Applied(480, 0.0, Command(Action.PIECE, str(own))))
    out = tmp_path / "a.wav"
    main(["render", "--journal", str(path), "-o", str(out), "--force"])
    assert out.exists()
    assert not (tmp_path / "ran").exists()


def test_no_command_in_it_writes_a_file(tmp_path: Path) -> None:
    record = Applied(480, 0.0, Command(Action.RECORD, str(tmp_path / "taken.wav"), 1.0))
    out = tmp_path / "a.wav"
    assert (
        main(["render", "--journal", str(journal_of(tmp_path, record)), "-o", str(out), "--force"])
        == 0
    )
    assert not (tmp_path / "taken.wav").exists()


def test_it_overwrites_nothing_unless_told_to(tmp_path: Path) -> None:
    out = tmp_path / "a.wav"
    out.write_bytes(b"mine")
    assert main(["render", "--journal", str(journal_of(tmp_path)), "-o", str(out)]) != 0
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "piece", ["/dev/zero", "pipe", "large", "folder", "none.py", "/etc/shadow\0"]
)
def test_what_is_no_piece_is_refused_at_once(tmp_path: Path, piece: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    path = piece if piece.startswith("/") else str(tmp_path / piece)
    with pytest.raises(ScoretimeError, match=r"cannot be read|no path"):
        check_unchanged(read(journal_of(tmp_path, piece=path)), force=True)


def test_a_piece_that_is_not_the_one_is_not_run(tmp_path: Path, own: Path) -> None:
    with pytest.raises(PieceError, match="has changed"):
        check_unchanged(read(journal_of(tmp_path, piece=str(own), piece_hash="x")), force=False)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("values", [{"none": 1.0}, {"tempo": 1e9}, {"tempo": -1.0}])
def test_values_that_the_piece_has_not_are_refused(
    tmp_path: Path, values: dict[str, float]
) -> None:
    with pytest.raises(ScoretimeError):
        prepared(read(journal_of(tmp_path, values=values)))


def test_what_it_says_is_printed_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = "\x1b[2J\x07\n\N{RIGHT-TO-LEFT OVERRIDE}"
    note = Applied(480, 0.0, Command(Action.NOTE, odd, source=odd))
    path = journal_of(tmp_path, note, started=odd, versions={odd: odd}, scoretime=odd, csd=odd)
    assert main(["journal", str(path)]) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(out)
    assert len(out.splitlines()) == 4
    assert json.loads(path.read_text().splitlines()[0])["started"] == odd
