"""MIDI files as material: what is measured of them is what is measured of their scores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator import cli
from generator.composition import Live, Note, Piece, Rest, humanised
from generator.composition.midi_bytes import Timed, encode
from generator.composition.midi_files import TUNES
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.errors import UsageError
from generator.measure.midi import read_midi
from generator.measure.report import measured
from generator.pieces import load
from generator.render.explain import ExplainFile
from generator.render.log import Logs
from generator.render.midi import write_midi
from generator.render.notebook import Notebook
from generator.render.score import ScoreFile
from generator.render.targets import TextFile
from generator.session.ending import Extent
from generator.session.rendering import about
from generator.session.session import Session
from generator.session.setup import settled
from generator.timing.clock import VirtualClock

RATE = 48_000
SECONDS = 70
GUESSED = {"straying from the beat": 0.05, "straying, correlation": 0.02}


def piece() -> Piece:
    """A tune that a player plays, swung chords, thirds between the keys, and a drum."""
    made = Piece("measured", title="Measured", tempo_bpm=110.0)

    def tune(live: Live) -> Iterator[Any]:
        for place in range(10_000):
            if place % 128 == 0:
                live.begin_section(f"verse {place // 128 + 1}")
            pitch = 60 + (0, 2, 4, 7, 5, 4, 9)[place * place % 7] + 12 * (place % 64 > 40)
            rests = live.random.random() < 0.2
            yield Rest(0.25) if rests else Note(pitch, 0.25, 0.4)

    def chords(live: Live) -> Iterator[Any]:
        while True:
            root = live.random.choice((48, 50, 53, 55))
            yield [Note(root + up, 0.5, 0.3) for up in (0, 4, 7)]
            yield [Note(root + up, 1.5, 0.3, delay_seconds=0.05) for up in (0, 3, 8)]

    def thirds(live: Live) -> Iterator[Any]:
        while True:
            yield Note(70.25 + live.random.choice((0, 1.5, 3, 5)), 1 / 3, 0.5)

    made.add("tune", humanised(tune, 0.006), "Keys")
    made.add("chords", chords, "Pad")
    made.add("thirds", thirds, "Bell")
    made.add("kick", lambda live: iter(lambda: Note(36, 1.0, 0.8), None), "Kick", pitched=False)
    return made


def performed(played: Piece, folder: Path) -> list[Path]:
    """Perform a piece; return it as an explained performance, as a score and as a MIDI file."""
    setup = settled(played, orchestra.load())
    said = about(setup)
    paths = [folder / f"a.{suffix}" for suffix in ("jsonl", "sco", "mid")]
    explained = ExplainFile(TextFile(paths[0]), said, RATE)
    scored = ScoreFile(TextFile(paths[1]), said, RATE)
    book = Notebook(said.bar_beats, RATE, lambda: session.tempo_map)
    log = Logs([book, explained, scored])
    session = Session(setup, RecordingEngine(RATE), VirtualClock(), Extent(), log)
    for second in range(1, SECONDS + 1):
        session.advance(second * RATE)
    explained.close()
    scored.close()
    write_midi(paths[2], said, book, SECONDS * RATE)
    return paths


@pytest.mark.parametrize("played", [piece(), load("phase")], ids=lambda each: each.name)
def test_a_midi_file_measures_as_its_score_does(played: Piece, tmp_path: Path) -> None:
    explained, scored, midi = map(measured, performed(played, tmp_path))
    assert sum(each.value is not None for each in midi) >= 14
    for wanted, other, found in zip(explained, scored, midi, strict=True):
        assert wanted.name == other.name == found.name
        near = pytest.approx(wanted.value, rel=2e-3, abs=GUESSED.get(wanted.name, 1e-3))
        assert found.value == near, wanted.name
        assert found.missing == ""


def test_a_bundled_tune_is_measured() -> None:
    found = {each.name: each.value for each in measured(TUNES / "invention.mid")}
    assert found["moves by step"] == pytest.approx(0.634, abs=0.005)
    assert found["registers apart"] == 13.0
    assert found["straying from the beat"] == 0.0
    assert found["parts that rest"] == 0.0
    assert found["syncopation"] == pytest.approx(0.35, abs=0.01)


# -- files that others write


def pressed(
    ticks: Iterable[int], keys: Iterable[int] | None = None, channel: int = 0
) -> list[Timed]:
    """Return notes of 40 ticks, on each key in turn."""
    found: list[Timed] = []
    at = list(ticks)
    for tick, key in zip(at, keys or [60 + index % 5 for index in range(len(at))], strict=True):
        note = {"note": key, "channel": channel}
        found += [(tick, "note_on", note | {"velocity": 64}), (tick + 40, "note_off", note)]
    return sorted(found, key=lambda each: each[0])


def written(path: Path, *tracks: list[Timed], per_beat: int = 480) -> Path:
    with path.open("wb") as file:
        encode(file, per_beat, tracks)
    return path


def tempo(tick: int, microseconds: int) -> Timed:
    return tick, "set_tempo", {"tempo": microseconds}


def meter(tick: int, numerator: int) -> Timed:
    return tick, "time_signature", {"numerator": numerator, "denominator": 4}


def test_tracks_and_channels_are_parts_and_percussion_has_no_pitch(tmp_path: Path) -> None:
    beats = range(0, 480 * 8, 480)
    both = sorted(pressed(beats) + pressed(beats, channel=9), key=lambda each: each[0])
    names: list[Timed] = [(0, "track_name", {"name": "both"})]
    material = read_midi(written(tmp_path / "a.mid", names + both, pressed(beats)))
    assert sorted(material.parts) == ["1 both", "1 both percussion", "2 "]
    assert material.unpitched == {"1 both percussion"}
    assert sorted(material.melodies) == ["1 both", "2 "]
    single = read_midi(written(tmp_path / "b.mid", both))
    assert sorted(single.parts) == ["1 channel 1", "2 channel 10 percussion"]


def test_times_go_by_the_tempi_and_a_change_is_no_straying(tmp_path: Path) -> None:
    conductor = [tempo(0, 500_000), tempo(480 * 40, 1_000_000), tempo(480 * 60, 300_000)]
    path = written(tmp_path / "a.MIDI", conductor, pressed(range(0, 480 * 100, 240)))
    notes = read_midi(path).notes
    assert [notes[place].seconds for place in (0, 1, 81, 122)] == [0.0, 0.25, 20.5, 40.3]
    assert notes[100].length_seconds == pytest.approx(40 / 480)
    found = {each.name: each.value for each in measured(path)}
    assert found["straying from the beat"] == 0.0


def test_bars_that_change_have_no_length(tmp_path: Path) -> None:
    notes = pressed(range(0, 480 * 16, 480))
    bars = [
        read_midi(written(tmp_path / "a.mid", meters, notes)).bar_beats
        for meters in ([], [meter(0, 3)], [meter(0, 3), meter(1440, 4)], [meter(480, 4)])
    ]
    assert bars == [4.0, 3.0, 0.0, 0.0]


def test_what_is_played_freely_keeps_no_beat(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random, ticks = Random(1), [0]
    for _ in range(200):
        ticks.append(ticks[-1] + random.randrange(70, 400))
    path = str(written(tmp_path / "a.mid", pressed(ticks)))
    assert cli.main(["measure", path]) == 0
    shown = capsys.readouterr().out
    assert shown.count("keeps no beat") == 3
    assert "does not tell loudness and timbre" in shown
    assert cli.main(["measure", path, "--json"]) == 0
    rows = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert rows["syncopation"]["value"] is None
    assert rows["syncopation"]["missing"] == "keeps no beat"
    assert rows["moves by step"]["value"] > 0.0


@pytest.mark.parametrize(
    "data", [b"", b"MThd", b"RIFF" * 9, (TUNES / "invention.mid").read_bytes()[:900]]
)
def test_what_is_no_midi_file_is_one_line(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.mid").write_bytes(data)
    assert cli.main(["measure", str(tmp_path / "broken.mid")]) == 2
    told = capsys.readouterr().err
    assert "broken.mid" in told
    assert told.count("\n") == 1
    with pytest.raises(UsageError, match=r"absent\.mid"):
        measured(tmp_path / "absent.mid")
