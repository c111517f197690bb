"""The doctor: what it makes of its findings, how it says it; once, for real."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from generator.errors import AudioDeviceError
from generator.lab import doctor, loads, trial
from generator.lab.checks import audio
from generator.lab.checks.finding import Finding, State
from generator.lab.conditions import Run, Wanted
from generator.lab.doctor import Examination
from generator.lab.experiment import Measured
from generator.terminal.doctor_table import closing, finding_lines
from tests.lab.checks.looking import modules
from tests.lab.measuring import RATE, SECONDS, measured

OK, WARNING, MISSING = State.OK, State.WARNING, State.MISSING
BEAT = RATE // 10  # at 600 BPM


# -- all of it


def run_of(strategy: str, load: str, late: int = 0, beat: int = BEAT) -> Measured:
    """What a run came to that clicked from one second on, so evenly."""
    onsets = range(RATE, round(SECONDS * RATE), beat)
    return measured(Run(strategy, loads.parse(load), 128, 600.0), onsets, late=late)


def test_a_run_is_told_in_words_with_mean_error_and_spread_side_by_side() -> None:
    exact = trial.told(run_of(doctor.OURS, "idle"))
    assert (exact.state, exact.remedy) == (OK, "")
    assert re.fullmatch(r"scheduled, idle: all \d+ clicks on their samples", exact.fact)
    loose = trial.told(run_of(doctor.OURS, "threads:4", late=1))
    assert (loose.state, loose.remedy) == (WARNING, trial.LOOSE)
    naive = trial.told(run_of("score-time", "idle", beat=BEAT + RATE // 900))
    assert (naive.state, naive.remedy) == (OK, "")
    assert naive.fact == (
        "score-time, idle: 593.4 BPM for 600, mean error +1.11 ms, spread 0.00 ms, 0 lost, 0 late"
    )
    silent = trial.told(run_of("score-time", "idle", beat=10 * round(SECONDS * RATE)))
    assert "clicks lost" in silent.fact


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let null audio be all there is, and everything be installed."""
    monkeypatch.setattr(doctor, "Audio", lambda name: audio.Audio(name, modules(null=2.7)))
    monkeypatch.setattr(doctor.installation, "checks", lambda try_screen: [])
    monkeypatch.setattr(doctor.control, "checks", list)


@pytest.mark.usefixtures("sound")
def test_it_measures_ours_idle_and_beside_threads_and_another() -> None:
    asked: list[tuple[str, str, str, float]] = []

    def play(run: Run, wanted: Wanted) -> Measured:
        asked.append((run.strategy, run.load.name, wanted.audio, wanted.seconds))
        return run_of(run.strategy, run.load.name)

    examination = Examination()
    yielded = list(examination.carry_out(lambda: "a screen", play))
    assert yielded == examination.findings
    assert asked == [(*each, "null", doctor.SECONDS) for each in doctor.BESIDE]
    assert examination.fit
    assert examination.exact
    assert "exact to the sample" in closing(examination)


@pytest.mark.usefixtures("sound")
def test_a_run_that_fails_is_a_warning_and_the_others_are_made() -> None:
    def play(run: Run, wanted: Wanted) -> Measured:
        if run.load.name == "idle":
            raise AudioDeviceError("it is gone")
        return run_of(run.strategy, run.load.name, late=1)

    examination = Examination()
    findings = list(examination.carry_out(lambda: "a screen", play))
    told = [each.fact for each in findings if each.name == "timing"]
    assert len(told) == len(doctor.BESIDE)
    assert "AudioDeviceError: it is gone" in told[0]
    assert examination.fit
    assert "did not hold" in closing(examination)


@pytest.mark.usefixtures("sound")
def test_what_cannot_play_is_not_measured() -> None:
    def play(run: Run, wanted: Wanted) -> Measured:
        raise AssertionError("it was measured")

    examination = Examination("jack")
    list(examination.carry_out(lambda: "a screen", play))
    assert not examination.fit
    assert closing(examination) == "This machine cannot play yet. Missing: audio jack, audio."


# -- how it looks


def test_a_finding_fits_into_eighty_columns_with_its_remedy_below() -> None:
    finding = Finding("priority", WARNING, "word " * 30, "do " * 60)
    lines = list(finding_lines(finding))
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("warning  priority         word")
    assert lines[1].startswith(" " * 26 + "word")
    assert lines[3].startswith("         -> do do")
    assert lines[-1].startswith("            do")


def test_what_is_missing_and_not_needed_is_absent() -> None:
    (needed,) = finding_lines(Finding("Csound", MISSING, "gone", needed=True))
    (optional,) = finding_lines(Finding("MIDI", MISSING, "none"), named=False)
    assert needed == "missing  Csound           gone"
    assert optional == "absent                    none"


# -- for real


@pytest.mark.live
def test_the_doctor_examines_this_machine() -> None:
    command = [sys.executable, "-m", "generator", "doctor", "--quick", "--json", "--audio", "null"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100.0, check=False)
    told = json.loads(done.stdout)
    states = {each["name"]: each["state"] for each in told["checks"]}
    assert (done.returncode, done.stderr) == (0, "")
    assert told["fit"]
    assert {states[name] for name in ("Python", "packages", "Csound", "libraries")} == {"ok"}
    assert states["audio null"] == "ok"
    assert told["versions"]["csound"].startswith("6.")
    assert [(each["strategy"], each["load"]) for each in told["timing"]] == [doctor.HARDEST]
    assert all(each["onset_samples"] for each in told["timing"])
    assert told["machine"]["cores"] >= 1


def test_the_doctor_itself_needs_no_package_that_may_be_missing() -> None:
    packages = {"numpy", "soundfile", "pythonosc", "ctcsound", "rich", "websockets", "zeroconf"}
    asked = "import sys, generator.terminal.doctor_table; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not packages & set(done.stdout.split())
