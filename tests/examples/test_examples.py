"""The numbered examples: short, one idea each, and fit to be heard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator import cli
from generator.pieces import load
from generator.render.options import RenderOptions
from generator.session.catalogue import EXAMPLES
from generator.session.ending import Extent
from generator.session.rendering import render
from generator.session.setup import Choice
from tests.pieces.performing import perform

FILES = sorted(EXAMPLES.glob("*.py"))
SECONDS = 30.0


def name_of(path: Path) -> str:
    return path.stem


def test_they_are_numbered_without_a_gap() -> None:
    assert [int(path.stem.partition("_")[0]) for path in FILES] == list(range(1, len(FILES) + 1))
    assert len(FILES) >= 16


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_example_is_short_and_says_its_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40
    assert lines[0].startswith(f'"""{int(path.stem[:2])}. ')
    assert lines[0].endswith('"""')


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_part_of_an_example_plays(path: Path) -> None:
    piece = load(str(path))
    played = {event.part for event in perform(piece, 3, SECONDS).events}
    assert played == {part.name for part in piece.parts if part.sounding}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_example_is_heard(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    extent = Extent(duration_seconds=4.0, tail_seconds=0.0)
    report, faults = render(Choice(str(path), 3), extent, RenderOptions(out, quiet=True))
    assert faults == []
    assert report.true_peak_db <= -1.0
    samples, rate = soundfile.read(out, dtype="float32")
    seconds = np.abs(samples[: 3 * rate]).reshape(3, rate, 2).max(axis=(1, 2))
    assert seconds.min() > 0.01


def test_the_list_tells_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list"]) == 0
    shown = capsys.readouterr().out
    assert all(path.name in shown for path in FILES)
    assert "Euclidean rhythms" in shown
