from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import COMMANDS, main
from generator.lab.conditions import Wanted
from generator.terminal.options import parser
from generator.terminal.timing import wanted_of
from generator.timing.strategies import STRATEGIES


def read(*words: str) -> Wanted:
    def in_window(*_: object) -> None:
        raise AssertionError

    return wanted_of(parser(COMMANDS).parse_args(["timing", *words]), in_window)  # type: ignore[arg-type]


def test_without_options_every_clock_is_measured() -> None:
    wanted = read()
    assert wanted.strategies == tuple(STRATEGIES)
    assert (wanted.tempos_bpm, wanted.buffers) == ((120.0, 400.0), (128, 1024))
    assert [load.name for load in wanted.loads] == ["idle"]
    assert (wanted.seconds, wanted.audio, wanted.sample_rate) == (6.0, "auto", 44_100)


def test_several_values_are_given_with_commas() -> None:
    wanted = read(
        *("--bpm", "40, 120,40", "--strategy", "scheduled,timer", "--buffer", "64"),
        *("--load", "idle,threads:4,gc", "--audio", "null", "--sr", "48000"),
    )
    assert wanted.tempos_bpm == (40.0, 120.0)
    assert wanted.strategies == ("timer", "scheduled")
    assert [load.name for load in wanted.loads] == ["idle", "threads:4", "gc"]
    assert (wanted.buffers, wanted.seconds) == ((64,), 7.0)
    assert (wanted.audio, wanted.sample_rate) == ("null", 48_000)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--strategy scoretime", "no strategy named 'scoretime': did you mean score-time"),
        ("--load thread", "no load 'thread': did you mean threads:4? Give idle, threads:N"),
        ("--load idle,threads:x", "load 'threads:x' needs a number: give threads:1 to"),
        ("--bpm 19", "argument --bpm: 19 is out of range: give 20 to 999 BPM"),
        ("--bpm 120,", "argument --bpm: '120,' lacks a value"),
        ("--buffer 100", "--buffer 100 is no buffer: give a power of two from 16 to 8192 frames"),
        ("--buffer 8", "argument --buffer: 8 is out of range: give 16 to 8192 frames"),
        ("--seconds 0.5", "argument --seconds: 0.5 is out of range: give 1 to 3600 seconds"),
        ("--seconds 2", "--seconds 2 is too short for 4 beats at 120 BPM"),
        ("--sr 7", "argument --sr: 7 is out of range: give 8000 to 384000 Hz"),
        ("--audio loud", "argument --audio: invalid choice: 'loud'"),
        ("--picture no/a.png", "cannot write no/a.png: the folder does not exist: create it first"),
        ("--picture mine.png", "mine.png exists: give --force to overwrite it"),
        ("--save-audio mine.png", "cannot write mine.png"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_line(
    words: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "mine.png").write_text("mine")
    monkeypatch.chdir(tmp_path)
    assert main(["timing", *words.split()]) in (1, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.png"]


def test_the_clocks_and_their_ways_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timing", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in STRATEGIES)
