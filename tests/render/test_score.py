from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition.event import Event
from generator.render.about import About
from generator.render.score import ScoreFile
from generator.render.targets import TextFile

RATE = 48_000


def score(path: Path, about: About, *events: Event, rate: int = RATE) -> list[str]:
    file = ScoreFile(TextFile(path), about, rate)
    for event in events:
        file.note(event)
    file.close()
    return path.read_text(encoding="utf-8").splitlines()


def test_a_score_is_for_reading(tmp_path: Path, about: About, event: Callable[..., Event]) -> None:
    file = ScoreFile(TextFile(tmp_path / "a.sco"), about, RATE)
    file.section("dawn", 8.0, 192_000)
    file.note(event(204_000, beat=8.5, controls=(0.5, 3.0)))
    file.channel(216_000, "reverb.size", 0.7)
    file.close()
    assert (tmp_path / "a.sco").read_text(encoding="utf-8") == (
        "; Night Loops: piece loops, seed 7, Scoretime 0.1.0\n"
        "; 48000 samples a second, 4 beats a bar\n"
        ";  instrument    onset s   length s  amplitude        Hz    pan  part\n"
        "\n"
        "; ---- dawn: bar 3 beat 1, 4.000 s ----\n"
        'i "Sine"         4.250005   0.125005       0.25       440    0.5   1 0.5 3'
        " ; bar 3 beat 1.5  lead\n"
        "; 4.500000 s: reverb.size = 0.7\n"
        "e\n"
    )


@given(onset=st.integers(0, 2**33), length=st.integers(1, 10**7))
@pytest.mark.parametrize("rate", [44_100, 48_000, 192_000])
def test_six_decimals_name_the_exact_sample(
    tmp_path_factory: pytest.TempPathFactory, rate: int, onset: int, length: int
) -> None:
    about = About("t", "p", 1)
    note = Event(onset, length, "A", 0.1, 99.0, 0.5, 1, (), "a", 0.0, 60.0, 1.0)
    lines = score(tmp_path_factory.getbasetemp() / "exact.sco", about, note, rate=rate)
    found = re.match(r'i "A" +([\d.]+) +([\d.]+) ', lines[3])
    assert found
    assert int(float(found[1]) * rate) == onset
    assert int(float(found[2]) * rate) == length
