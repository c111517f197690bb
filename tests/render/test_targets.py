from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.render.targets import Target, Targets, TextFile, reason


def test_a_file_gets_its_name_when_it_is_finished(tmp_path: Path) -> None:
    target = Target(tmp_path / "a.b.wav")
    assert target.partial == tmp_path / "a.b.partial.wav"
    target.partial.write_text("whole")
    assert not target.path.exists()
    target.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["a.b.wav"]
    assert target.path.read_text() == "whole"


def test_an_existing_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("old")
    with pytest.raises(OutputError, match="exists: give --force"):
        Target(path)
    target = Target(path, force=True)
    target.partial.write_text("new")
    assert path.read_text() == "old"
    target.discard()
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]
    assert path.read_text() == "old"


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "real.wav").write_text("old")
    link = tmp_path / "a.wav"
    link.symlink_to(tmp_path / "disk" / "real.wav")
    target = Target(link, force=True)
    target.partial.write_text("new")
    target.finish()
    assert link.is_symlink()
    assert (tmp_path / "disk" / "real.wav").read_text() == "new"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no/a.wav", "the folder does not exist: create it first"),
        ("file/a.wav", "leads through a file"),
        ("folder", "this is a folder: give a file name"),
    ],
)
def test_what_cannot_be_written_is_said_at_once(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=said):
        Target(tmp_path / name, force=True)


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(OutputError, match="it is a device"):
        Target(Path(os.devnull), force=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said_at_once(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        Target(tmp_path / "a.wav")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "Input/output")],
)
def test_reasons_are_words(number: int, said: str) -> None:
    assert said in reason(OSError(number, os.strerror(number)))


def test_what_is_claimed_is_no_file_yet(tmp_path: Path) -> None:
    Target(tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []


def test_one_name_is_not_given_twice(tmp_path: Path) -> None:
    targets = Targets()
    targets.add(tmp_path / "a.wav")
    with pytest.raises(OutputError, match="asked for twice"):
        targets.add(tmp_path / "a.wav")
    targets.discard()
    assert list(tmp_path.iterdir()) == []


def test_all_files_are_finished_together(tmp_path: Path) -> None:
    targets = Targets()
    for name in ("a.wav", "a.sco"):
        targets.add(tmp_path / name).write_text(name)
    assert not (tmp_path / "a.wav").exists()
    targets.finish()
    targets.discard()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.sco", "a.wav"]


def test_a_text_says_only_at_the_end_that_the_disk_was_full(
    tmp_path: Path, file_limit: Callable[[int], AbstractContextManager[None]]
) -> None:
    text = TextFile(tmp_path / "a.sco")
    with file_limit(10_000):
        for _ in range(1000):
            text.write("i 1 0 1 0.5 440 ; a line\n")
        with pytest.raises(OutputError, match="larger than the system allows"):
            text.close()
