"""Killed in the middle, and gone on with: everything that was told the disk is there."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from generator.control.folders import performances_folder
from generator.control.journal_reading import read
from tests.terminal.running import PATIENCE_SECONDS, SILENT, Running, run, written

pytestmark = pytest.mark.live


def until(condition: Callable[[], bool]) -> None:
    """Wait for something to come true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_performance_is_offered_and_resumed(tmp_path: Path) -> None:
    take, journal, again = (tmp_path / name for name in ("a.wav", "a.jsonl", "b.jsonl"))
    piece = written(tmp_path / "rain.py")
    files = ["--record", str(take), "--journal", str(journal)]
    words = [piece, "--seed", "7", "--set", "low.mute=on", "--tempo", "240", *files]
    played = Running(*words)
    until(lambda: "a.wav" in "".join(p.read_text() for p in performances_folder().glob("*.json")))
    until(lambda: soundfile.info(take).frames > 0)
    for process in (played.engine, played.process.pid):
        os.kill(process, signal.SIGKILL)
    played.process.communicate()
    seconds = soundfile.info(take).duration

    other = run(*SILENT, piece, "--no-gui", "--duration", "0.2").stderr.splitlines()
    assert other[0].startswith("the last performance broke off: rain, seed 7, begun ")
    assert f"s: {take}; its journal: {journal}" in other[0]
    assert "--resume" in other[1]
    assert soundfile.info(take).duration >= seconds  # what the header had not told of
    assert not read(journal).ended

    done = run(*SILENT, "--resume", "--duration", "0.5", "--json", "--journal", str(again))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("resuming rain, seed 7, begun ")
    assert json.loads(done.stdout)["seed"] == 7
    values = read(again).header.values
    assert (values["tempo"], values["low.mute"]) == (240.0, 1.0)
    assert list(performances_folder().iterdir()) == []

    done = run(*SILENT, "--resume", "--no-gui")
    assert done.returncode == 2
    assert done.stderr.startswith("scoretime: there is nothing to resume")
    refused = run(*SILENT, "--resume", "--seed", "3")
    assert refused.stderr == "scoretime: leave out --seed: --resume goes on with what was played\n"
