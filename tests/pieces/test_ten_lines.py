"""A piece of one's own takes ten lines: this one, as the README shows it."""

from __future__ import annotations

from pathlib import Path

from generator.pieces import load
from generator.theory import Scale
from tests.pieces.performing import perform

TEN_LINES = """\
from generator.composition import Note, Piece, Rest
from generator.theory import Scale

piece = Piece("rain", tempo_bpm=72)
piece.parameter("density", 0.0, 1.0, 0.6, description="how many drops fall")

@piece.part("drops", "Bell", reverb=0.6)
def drops(live):
    while True:
        degree = live.random.randrange(8)
        falls = live.random.random() < live["density"]
        yield Note(Scale.named("yo", "D5").pitch(degree), 0.5) if falls else Rest(0.25)
"""


def test_it_takes_ten_lines() -> None:
    assert len([line for line in TEN_LINES.splitlines() if line]) == 10


def test_it_plays(tmp_path: Path) -> None:
    path = tmp_path / "rain.py"
    path.write_text(TEN_LINES, encoding="utf-8")
    piece = load(str(path))
    played = perform(piece, 1, 60.0)
    assert len(played.events) > 50
    assert all(event.pitch in Scale.named("yo", "D5") for event in played.events)
    assert len(perform(piece, 1, 60.0, density=0.1).events) < len(played.events) / 2
