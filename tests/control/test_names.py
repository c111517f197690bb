"""Names that may come from anywhere: letters, digits, _ and -, and what they name in a folder."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.control.names import checked_name, checked_token, is_name, new_file
from generator.errors import OutputError, UsageError

ALLOWED = string.ascii_letters + string.digits + "_-"
ODD = [
    "",
    " ",
    ".",
    "..",
    "a b",
    "a.b",
    "a/b",
    "a\\b",
    "../x",
    "~",
    "ä",
    "\N{FULLWIDTH DIGIT ONE}",
    "a\n",
    "\0",
    "-" * 65,
]


@given(st.text())
def test_only_ascii_letters_digits_and_two_signs(name: str) -> None:
    assert is_name(name) == (0 < len(name) <= 64 and set(name) <= set(ALLOWED))


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_name_is_refused_in_words(name: str) -> None:
    with pytest.raises(UsageError, match="is no name: give 1 to 64"):
        checked_name(name)


@pytest.mark.parametrize("name", ["a", "take-1", "-", "_", "CON", "x" * 64])
def test_a_name_stands_for_a_file_in_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "recordings"
    path = new_file(folder, name, ".wav")
    assert path.parent == folder
    assert path.name == f"{name}.wav"
    path.touch()
    with pytest.raises(UsageError, match="exists already"):
        new_file(folder, name, ".wav")


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "there.wav").symlink_to(tmp_path / "there")
    (tmp_path / "there").touch()
    (folder / "nowhere.wav").symlink_to(tmp_path / "nowhere")
    for name in ("there", "nowhere"):
        with pytest.raises(UsageError, match="exists already"):
            new_file(folder, name, ".wav")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        new_file(tmp_path / "file", "take", ".wav")


@pytest.mark.parametrize(
    "token", ["", "short12", "with blank", "ümläut-token", "x" * 129, "a\0bcdefg"]
)
def test_a_token_can_be_typed_and_hardly_guessed(token: str) -> None:
    with pytest.raises(UsageError, match="8 to 128"):
        checked_token(token)
    assert checked_token("correct-horse!") == "correct-horse!"
