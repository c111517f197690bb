from __future__ import annotations

import json

import pytest

from generator.errors import EngineError
from generator.lab import report as reporting
from generator.lab.conditions import Run, Wanted
from generator.lab.experiment import Measured
from generator.lab.machine import machine
from generator.lab.report import Report, carry_out, expected_seconds
from tests.lab.measuring import MACHINE, grid, measured, report, wanted


def stage(monkeypatch: pytest.MonkeyPatch, fails_at: int | None = None) -> list[Run]:
    """Let runs be measured without a sound; return those that were."""
    runs: list[Run] = []

    def measure(run: Run, asked: Wanted, look_ahead_ms: float | None = None) -> Measured:
        if len(runs) == fails_at:
            raise EngineError("it died")
        runs.append(run)
        return measured(run, grid(run.tempo_bpm), look_ahead_ms=look_ahead_ms or 12.9)

    monkeypatch.setattr(reporting, "measure", measure)
    return runs


def test_everything_that_is_wanted_is_measured_and_then_the_look_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs, asked = stage(monkeypatch), wanted(buffers=(128, 1024))
    made = Report(asked, MACHINE)
    told = list(carry_out(made))
    assert [each.run for each in made.measured] == asked.runs == runs[:4]
    assert [each.buffer_frames for each in made.look_aheads] == [128, 1024]
    assert told[0] == ("score-time at 120 BPM, 128 frames", 0.0)
    assert told[-1][0] == "the smallest look-ahead, 1024 frames"
    assert told[-1][1] < expected_seconds(asked)


def test_what_was_measured_before_an_error_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stage(monkeypatch, fails_at=1)
    made = Report(wanted(), MACHINE)
    with pytest.raises(EngineError):
        list(carry_out(made))
    assert len(made.measured) == 1


def test_runs_are_grouped_by_their_condition() -> None:
    made = report(wanted(buffers=(128, 1024), tempos_bpm=(120.0, 400.0)))
    assert [condition[1:] for condition, _ in made.groups] == [
        (128, 120.0),
        (128, 400.0),
        (1024, 120.0),
        (1024, 400.0),
    ]
    assert all(len(group) == 2 for _, group in made.groups)


def test_the_step_of_the_clock_is_that_of_a_buffer() -> None:
    made = report(wanted(buffers=(128, 1024)))
    assert made.clock_step_ms(1024) == pytest.approx(23.22, abs=0.01)
    assert made.clock_step_ms(64) == 0.0


def test_as_json_it_holds_everything() -> None:
    made = report(wanted())
    said = json.loads(json.dumps(made.as_json()))
    assert said["machine"] == MACHINE
    assert not said["interrupted"]
    first, ours = said["runs"]
    assert first["strategy"] == "score-time"
    assert ours["onset_samples"] == grid(120.0)
    expected = {"load": "idle", "buffer_frames": 128, "tempo_asked_bpm": 120.0, "lost": 0}
    assert expected.items() <= ours.items()
    assert (ours["mean_error_ms"], ours["spread_ms"], ours["largest_samples"]) == (0.0, 0.0, 0)
    assert (first["tempo_asked_bpm"], first["tempo_bpm"]) == (
        120.0,
        pytest.approx(119.49, abs=0.01),
    )
    assert ours["module"] == "null"


def test_the_machine_is_named_with_its_versions() -> None:
    facts = machine()
    assert set(facts) == set(MACHINE)
    assert facts["processor"]
