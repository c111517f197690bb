"""What is read from files, and the report on it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator import cli
from generator.composition.event import Event
from generator.errors import UsageError
from generator.measure.reading import read_score
from generator.measure.report import measured
from generator.measure.sound import loudness_range, measured_sound
from generator.render.about import About
from generator.render.explain import ExplainFile
from generator.render.score import ScoreFile
from generator.render.targets import TextFile
from generator.units import frequency_hz

RATE = 48_000
ABOUT = About("Night Loops", "loops", 7, bar_beats=3.0, unpitched=("hat",))
PITCHES = (60.0, 62.0, 64.5, 72.0, 67.0)


def written(folder: Path) -> list[Path]:
    """Return the same notes as an explained performance and as a score."""
    paths = [folder / "a.jsonl", folder / "a.sco"]
    files = [
        kind(TextFile(path), ABOUT, RATE)
        for kind, path in zip((ExplainFile, ScoreFile), paths, strict=True)
    ]
    for file in files:
        file.section("A", 0.0, 0)
        for index in range(40):
            pitch = PITCHES[index % 5]
            event = Event(
                *(12_000 * index, 6_000, "Pluck", 0.5, frequency_hz(pitch), 0.5, 1, (), "lead"),
                *(0.5 * index, pitch, 0.25),
            )
            file.note(event)
        file.close()
    return paths


def test_both_forms_of_a_score_say_the_same(tmp_path: Path) -> None:
    explained, scored = map(read_score, written(tmp_path))
    assert explained.bar_beats == scored.bar_beats == 3.0
    assert explained.sections == scored.sections == (0.0,)
    assert explained.unpitched == {"hat"}
    for note, other in zip(explained.notes, scored.notes, strict=True):
        assert note.part == other.part == "lead"
        assert note.pitch == pytest.approx(other.pitch, abs=1e-3)
        assert note[:4] == pytest.approx(other[:4], abs=1e-3)
    assert [note.pitch for note in explained.notes[:5]] == list(PITCHES)


def test_the_report_is_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = written(tmp_path)
    assert cli.main(["measure", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "figures heard before" in shown
    assert "Huron 2006" in shown
    assert "A score does not tell loudness and timbre" in shown
    assert cli.main(["measure", str(path), "--json"]) == 0
    found = {each["name"]: each["value"] for each in json.loads(capsys.readouterr().out)}
    assert found["moves by step"] == pytest.approx(
        sum(abs(d) <= 2 for d in (2, 2.5, 7.5, -5, -7)) / 5, abs=0.05
    )
    assert found["straying from the beat"] is None  # too few notes


def test_a_render_is_measured(tmp_path: Path) -> None:
    time = np.arange(12 * RATE) / RATE
    tone = np.where(time < 6.0, 0.5 * np.sin(2e3 * time), 0.05 * np.sin(8e3 * np.pi * time))
    soundfile.write(tmp_path / "a.wav", np.stack((tone, tone), axis=1), RATE)
    found = measured_sound(tmp_path / "a.wav")
    assert found.seconds == 12.0
    assert found.range_lu == pytest.approx(17.0, abs=4.0)
    assert (found.centroid_octaves or 0.0) > 0.5
    assert {each.name for each in measured(tmp_path / "a.wav")} >= {"loudness", "loudness range"}
    assert loudness_range(np.zeros(10)) is None
    assert loudness_range(np.zeros(100)) is None  # digital silence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("a.jsonl", text) for text in ("", "x", "[]", "{}", '{"sample_rate": 1e400}')),
        ("a.jsonl", '{"sample_rate": 48000, "bar_beats": 4}\n{"pitch": 400}'),
        ("a.jsonl", '{"sample_rate": 48000, "bar_beats": 4, "unpitched": 7}'),
        *(("a.sco", text) for text in ("", "i 1 0 1", "\x00")),
        *(("a.wav", text) for text in ("", "RIFF")),
        ("a.unknown", "x"),
    ],
)
def test_what_is_no_music_is_named(
    tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text)
    assert cli.main(["measure", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.sco", "a.wav"):
        with pytest.raises(UsageError, match=name):
            measured(tmp_path / name)
