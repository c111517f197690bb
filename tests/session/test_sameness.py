"""What tells one version of a part from another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.session.sameness import Prints, prints_of
from generator.session.version import Version

TEXT = """
from collections import deque
from dataclasses import dataclass
from enum import Enum
from random import Random
import tunes
from generator.composition import Note, Piece, notes
from generator.patterns import cycle


class Colour(Enum):
    RED = 1


@dataclass
class Deer:
    legs: int = 4

    def run(self):
        return self.legs


CHANCE = Random(4)
ROW = deque([1, 2])
TABLE = {"a": [1, 2, 3], "b": {60, 62}}
piece = Piece("same", tempo_bpm=96)
wet = piece.parameter("wet", 0, 1, 0.5)


def helper(number):
    return number + TABLE["a"][0] if number else helper(1)


@piece.part("helped", instrument="Pluck")
def helped(live):
    while True:
        yield Note(helper(60), 0.25)


@piece.part("objects", instrument="Pluck")
def objects(live):
    legs, colour = Deer().run(), Colour.RED
    while True:
        yield Note(tunes.LINE[0] + CHANCE.random() + ROW[0] + legs, 0.25)


def voice(pitch, length=1):
    def play(live):
        while True:
            yield Note(pitch, length)

    return play


for number, pitch in enumerate([60, 64]):
    piece.add(f"voice {number}", voice(pitch), "Bell")
piece.add("pattern", notes(cycle(60, 64, None) + 12, step=wet), "Bell")
piece.add("shared", lambda live: iter([live.state]), "Bell")
"""
TUNES = "LINE = [60]\nOTHER = 3\n"
ALL = {"helped", "objects", "voice 0", "voice 1", "pattern", "shared"}


def prints(text: str, tunes: str = TUNES) -> Prints:
    texts = {"same.py": text.encode(), "tunes.py": tunes.encode()}
    return prints_of(*Version.of(Path("nowhere/same.py"), texts).run())


def changed(text: str, tunes: str = TUNES) -> set[str]:
    before, now = prints(TEXT), prints(text, tunes)
    return {name for name in ALL if before.parts[name] != now.parts[name]}


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("", "", set()),
        ("\nclass Colour", "# a comment\n\n\nclass Colour", set()),
        ("def helper(", "def unused():\n    return 1\n\n\ndef helper(", set()),
        ("0, 1, 0.5", "0, 2, 0.7", set()),
        ("[1, 2, 3]", "[2, 2, 3]", {"helped"}),
        ("{60, 62}", "{60, 63}", {"helped"}),
        ("else helper(1)", "else helper(2)", {"helped"}),
        ("[60, 64]):", "[60, 65]):", {"voice 1"}),
        ("length=1)", "length=2)", {"voice 0", "voice 1"}),
        ("cycle(60, 64,", "cycle(60, 63,", {"pattern"}),
        ("+ 12, step", "+ 11, step", {"pattern"}),
        ("+ 12, step", "- 12, step", {"pattern"}),
        ("Random(4)", "Random(5)", {"objects"}),
        ("deque([1", "deque([3", {"objects"}),
        ("RED = 1", "RED = 2", {"objects"}),
        ("legs: int = 4", "legs: int = 5", {"objects"}),
        ("return self.legs", "return -self.legs", {"objects"}),
        ('"same", tempo', '"same", state=lambda random: 3, tempo', {"shared"}),
        ("Random(4)", "iter([].append, 4)", {"objects"}),
    ],
)
def test_a_part_has_changed_where_something_that_it_reaches_has(
    old: str, new: str, parts: set[str]
) -> None:
    assert old in TEXT
    assert changed(TEXT.replace(old, new, 1)) == parts


@pytest.mark.parametrize(
    ("tunes", "parts"),
    [("LINE = [61]\nOTHER = 3\n", {"objects"}), ("LINE = [60]\nOTHER = 4\n", set())],
)
def test_of_a_module_beside_the_piece_counts_what_is_used(tunes: str, parts: set[str]) -> None:
    assert changed(TEXT, tunes) == parts


def test_what_cannot_be_compared_is_never_the_same() -> None:
    text = TEXT.replace("Random(4)", "(each for each in [1])")
    before, now = prints(text), prints(text)
    assert before.parts["objects"] != now.parts["objects"]
    assert before.parts["helped"] == now.parts["helped"]


def test_it_is_the_same_in_every_process(tmp_path: Path) -> None:
    (tmp_path / "same.py").write_text(TEXT)
    (tmp_path / "tunes.py").write_text(TUNES)
    code = (
        "import sys; from pathlib import Path; from generator.session.version import Version\n"
        "from generator.session.sameness import prints_of\n"
        f"print(dict(prints_of(*Version.read(Path({str(tmp_path / 'same.py')!r})).run()).parts))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert eval(done.stdout) == prints(TEXT).parts
