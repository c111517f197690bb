"""What made every note, as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from generator.composition.event import Event
from generator.render.about import About
from generator.render.explain import ExplainFile
from generator.render.targets import TextFile

RATE = 48_000


def test_every_line_stands_alone(tmp_path: Path, about: About, event: Callable[..., Event]) -> None:
    file = ExplainFile(TextFile(tmp_path / "a.jsonl"), about, RATE)
    file.section("dawn", 8.0, 192_000)
    note = event(204_000, beat=8.5)
    file.note(note._replace(rule="lead, a.py:3", draws=(("1.dice", 0.5),), readings=(("x", 2.0),)))
    file.close()
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    head, section, told = map(json.loads, lines)
    assert (head["piece"], head["seed"], head["sample_rate"]) == ("loops", 7, RATE)
    assert section == {"sample": 192_000, "beat": 8.0, "section": "dawn"}
    assert told["place"] == "bar 3 beat 1.5"
    assert told["draws"] == [["1.dice", 0.5]]
    assert told["parameters"] == {"x": 2.0}
    assert told["rule"] == "lead, a.py:3"
