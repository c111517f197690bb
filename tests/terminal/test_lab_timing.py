from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.errors import AudioDeviceError, ScoretimeError
from generator.lab import report as reporting
from generator.lab.conditions import Run, Wanted
from generator.lab.experiment import Measured, measure
from tests.lab.measuring import RATE, grid, measured, wanted
from tests.terminal.running import run

TWO = ("timing", "--strategy", "timer,scheduled", "--bpm", "120", "--buffer", "128")
Stage = Callable[..., None]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Let runs be measured without a sound; what comes at the given one is raised."""

    def staged(at: int = -1, error: BaseException | None = None) -> None:
        runs: list[Run] = []

        def take(each: Run, asked: Wanted, look_ahead_ms: float | None = None) -> Measured:
            if len(runs) == at and error is not None:
                raise error
            runs.append(each)
            return measured(each, grid(each.tempo_bpm))

        monkeypatch.setattr(reporting, "measure", take)

    return staged


def test_it_says_beforehand_how_long_it_takes(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage()
    assert main(TWO) == 0
    out, err = capsys.readouterr()
    assert err == "2 runs, about 37 seconds\n"
    assert "every click on its sample in 1 of 1 conditions" in out
    assert "\x1b" not in out


def test_as_json_nothing_else_is_said(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage()
    assert main([*TWO, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert [each["strategy"] for each in json.loads(out)["runs"]] == ["timer", "scheduled"]


def test_files_are_written_at_the_end(stage: Stage, tmp_path: Path) -> None:
    stage()
    picture, clicks = tmp_path / "a.png", tmp_path / "clicks"
    assert main([*TWO, "--picture", str(picture), "--save-audio", str(clicks)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert len(list(clicks.iterdir())) == 2


def test_what_was_measured_before_ctrl_c_is_printed(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stage(1, KeyboardInterrupt())
    clicks = tmp_path / "clicks"
    assert main([*TWO, "--save-audio", str(clicks)]) == 130
    out = capsys.readouterr().out
    assert "  timer " in out
    assert "This machine, as far as it was measured" in out
    assert not clicks.exists()


@pytest.mark.parametrize(("at", "printed"), [(0, False), (1, True)])
def test_an_error_ends_it_after_what_was_measured(
    at: int, printed: bool, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    error: ScoretimeError = AudioDeviceError("no such device")
    stage(at, error)
    assert main(TWO) == 4
    out, err = capsys.readouterr()
    assert ("  timer " in out) is printed
    assert err.splitlines()[-1] == "scoretime: no such device"


@pytest.mark.live
def test_polled_score_time_comes_out_in_steps_of_a_buffer() -> None:
    words = "timing --audio null --bpm 400 --buffer 1024 --strategy score-time --seconds 2 --json"
    done = run(*words.split())
    assert (done.returncode, done.stderr) == (0, "")
    said: dict[str, Any] = json.loads(done.stdout)
    (polled,) = said["runs"]
    assert polled["beats"] + polled["lost"] >= 5
    assert polled["tempo_bpm"] < 390.0
    assert polled["clock_step_ms"] > 20.0
    assert said["look_aheads"] == []


@pytest.mark.live
def test_ours_is_exact_or_counts_its_late_notes() -> None:
    asked = wanted("scheduled", tempos_bpm=(400.0,), seconds=2.0, audio="null")
    (each,) = asked.runs
    ours = measure(each, asked)
    assert ours.figures.beats >= 5
    assert ours.held or ours.late or ours.dropped
    assert ours.audio.module == "null"
    assert ours.audio.sample_rate == RATE
