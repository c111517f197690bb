"""Files are read strictly, with a bound, and replaced whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.files import DAMAGE, DEEPEST, parsed_json, put, read_limited


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_limited(path, 5) == b"12345"
    with pytest.raises(ValueError, match="is larger than"):
        read_limited(path, 4)


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "nothing"])
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/zero")
    with pytest.raises(OSError, match=r"ordinary file|directory|No such file"):
        read_limited(path, 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"a": NaN}', "no finite number"),
        (b'{"a": -Infinity}', "no finite number"),
        (b'{"a": 1e999}', "no finite number"),
        (b'{"a": 1, "a": 2}', "there twice"),
        (b'[{"b": {"a": 1, "c": 2, "a": 3}}]', "'a' is there twice"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested more than 16 deep"),
        (b"[" * 100_000, "nested more than 16 deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested more than 16 deep"),
        (b"1" * 5000, "integer string conversion"),
        (b"\xff\xfe{\0}\0", "utf-8"),
        (b"", "Expecting value"),
        (b"{} {}", "Extra data"),
        (b"{'a': 1}", "Expecting property name"),
        (b"[1,]", "Expecting value|Illegal trailing comma"),
    ],
)
def test_json_is_taken_strictly(text: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parsed_json(text)


def test_json_as_deep_as_allowed_is_taken() -> None:
    found = parsed_json(b"[" * DEEPEST + b"]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        (found,) = found
    assert found == []
    assert parsed_json(b"\xef\xbb\xbf{}") == {}, "as editors on Windows write it"
    assert parsed_json('{"ä": [1, 2.5, true, null, "\\ud800"]}'.encode()) == {
        "ä": [1, 2.5, True, None, "\ud800"]
    }


@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_json_or_damage(data: bytes) -> None:
    with contextlib.suppress(DAMAGE):
        parsed_json(data)


def test_nobody_s_link_is_written_through(tmp_path: Path) -> None:
    """The partial file's name can be foreseen: in a folder that others write to, too."""
    path, other = tmp_path / "a.json", tmp_path / "other"
    other.write_text("mine")
    (tmp_path / f".a.json.{os.getpid()}").symlink_to(other)
    put(path, "new")
    assert (path.read_text(), other.read_text()) == ("new", "mine")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.json", "other"]


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    os.mkfifo(path)
    with pytest.raises(OSError, match="no ordinary file"):
        put(path, "text")
    assert path.is_fifo()
