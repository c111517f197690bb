"""The README's commands, run as they stand there, but for two seconds each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PATIENCE_SECONDS = 110


def blocks(language: str) -> list[str]:
    """Return the code blocks of a language."""
    return [text for kind, text in BLOCK.findall(README) if kind == language]


COMMANDS = [
    line
    for block in blocks("sh")
    for line in block.splitlines()
    if line.startswith(("scoretime ", "csound "))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader would work, with the README's pieces in it."""
    path = tmp_path_factory.mktemp("readme")
    for name, piece in zip(("rain.py", "round.py"), blocks("python"), strict=True):
        (path / name).write_text(piece)
    return path


@pytest.mark.parametrize("piece", blocks("python"), ids=["rain", "round"])
def test_a_piece_takes_ten_lines(piece: str) -> None:
    """Not counting what is empty."""
    assert len([line for line in piece.splitlines() if line.strip()]) <= 10


def test_the_two_commands_are_named() -> None:
    """One to play, one to test."""
    text = "\n".join(blocks("sh"))
    assert "make play" in text
    assert "make test" in text


def test_there_are_commands_for_each_way_of_use() -> None:
    """Play, render, and a piece of one's own."""
    for words in ("scoretime play", "scoretime render", "rain.py"):
        assert any(words in command for command in COMMANDS)


@pytest.mark.live
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, folder: Path) -> None:
    """Without a word on standard error that looks like a failure."""
    shortened = re.sub(r"--duration \d+", "--duration 2", command.split("#")[0])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        shortened,
        shell=True,
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_images_of_the_readme_exist() -> None:
    """And are not empty."""
    images = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert images
    assert all((ROOT / image).stat().st_size > 1000 for image in images)
