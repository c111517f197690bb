from __future__ import annotations

from pathlib import Path

import pytest

from generator.engine.isolation import Outcome, isolated

ANSWERING = "import sys; from generator.engine.isolation import reply; "


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "task.py"


def test_the_answer_comes_back(module: Path) -> None:
    module.write_text(f"{ANSWERING}print('x' * 99_999); reply(int(sys.argv[1]), sys.argv[2:])")
    assert isolated("task", "a", "b", patience_seconds=10) == Outcome(["a", "b"], 0, "")


def test_a_crash_is_told_by_its_signal(module: Path) -> None:
    module.write_text("import os, sys; sys.stderr.write('oh'); sys.stderr.flush(); os.abort()")
    outcome = isolated("task", patience_seconds=10)
    assert (outcome.answer, outcome.exit_code, outcome.complaints) == (None, -6, "oh")
    assert outcome.ending == "it crashed (signal 6)"


def test_what_never_ends_is_stopped(module: Path) -> None:
    module.write_text("while True: pass")
    outcome = isolated("task", patience_seconds=0.3)
    assert outcome.exit_code is None
    assert outcome.ending == "it did not end"


def test_an_end_without_an_answer_is_told_by_its_code(module: Path) -> None:
    module.write_text("raise SystemExit(3)")
    assert isolated("task", patience_seconds=10).ending == "it ended with exit code 3"
