from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree

import pytest

from generator.control.growing import REMOVED, GrowingText, moved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder / "a.txt"


def test_it_holds_what_was_appended_at_any_moment(path: Path) -> None:
    path.write_text("what was there before")
    text = GrowingText(path)
    text.append("one\n")
    text.append("zwölf\nthree\n")
    assert path.read_text(encoding="utf-8") == "one\nzwölf\nthree\n"
    assert not text.moved
    text.close()


def test_a_full_disk_leaves_whole_lines_and_room_that_comes_back_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GrowingText(path)
    text.append("whole\n")
    write = os.write

    class Full:
        """The file, with room for three bytes."""

        def __init__(self, file: object) -> None:
            self._file = file
            self._room = 3

        def write(self, data: memoryview) -> int:
            if not self._room:
                raise OSError(28, "No space left on device")
            self._room -= 3
            return write(self._file.fileno(), data[:3])  # type: ignore[attr-defined]

        def __getattr__(self, name: str) -> object:
            return getattr(self._file, name)

    monkeypatch.setattr(text, "_file", Full(text._file))
    with pytest.raises(OSError, match="No space"):
        text.append("torn\n")
    assert path.read_text() == "whole\n"
    text.append("later\n")
    text.close()
    assert path.read_text() == "whole\n"


def test_a_file_that_is_gone_is_missed(path: Path) -> None:
    text = GrowingText(path)
    rmtree(path.parent)
    with pytest.raises(FileNotFoundError) as caught:
        text.append("one\n")
    assert caught.value.strerror == REMOVED


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_with_another_name_is_written_on(path: Path, replaced: bool) -> None:
    text = GrowingText(path)
    renamed = path.parent.rename(path.parent.with_name("elsewhere")) / path.name
    if replaced:
        path.parent.mkdir()
        path.write_text("another")
    text.append("one\n")
    assert text.moved
    text.append("two\n")
    text.close()
    assert renamed.read_text() == "one\ntwo\n"


def test_a_folder_made_read_only_does_no_harm(path: Path) -> None:
    text = GrowingText(path)
    path.parent.chmod(0o500)
    text.append("one\n")
    path.parent.chmod(0o700)
    text.close()
    assert path.read_text() == "one\n"


def test_what_was_removed_is_not_said_to_have_moved(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb", buffering=0) as file:
        assert not moved(file, path)
        path.unlink()
        assert not moved(file, path)
        path.write_text("another")
        assert not moved(file, path)
