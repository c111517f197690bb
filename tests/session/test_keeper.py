"""What is kept of a performance while it plays, and what it costs."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from generator.control.folders import performances_folder
from generator.session.front import Front
from generator.session.keeper import PAUSE_SECONDS, Keeper
from generator.session.laststate import Entry, LastState
from generator.session.plan import Plan
from generator.session.setup import Choice

DEAREST_SECONDS = 0.002


class Stage:
    """A performance that stands as a test wants it, and its keeper, on a clock of its own."""

    def __init__(self, plan: Plan, snapshots: Path | None = None) -> None:
        self.seconds = 0.0
        subject = SimpleNamespace(piece="rain", pieces=("lattice", "loops"))
        values = {"tempo": 97.25, "seed": 7.0}
        self.front = SimpleNamespace(
            playing=True, subject=subject, values=values, extra={}, version=""
        )
        self.keeper = Keeper(plan, snapshots, clock=lambda: self.seconds)

    def see(self, seconds: float = PAUSE_SECONDS) -> None:
        """Let time pass, look, and wait for the disk."""
        self.seconds += seconds
        self.keeper.see(cast(Front, self.front))
        self.keeper._chore.wait()


def kept() -> LastState:
    (path,) = performances_folder().glob("*.json")
    return LastState.parsed(path.read_bytes())


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.chdir(tmp_path)
    plan = Plan(Choice("rain.py", 3, csd="own.csd"), journal="a.jsonl")
    return Stage(plan, Path("kept.json"))


def test_all_that_it_takes_is_kept_with_paths_that_hold_anywhere(
    stage: Stage, tmp_path: Path
) -> None:
    stage.front.extra["recording"] = {"path": "take.wav", "seconds": 1.0}
    stage.see()
    state = kept()
    assert (state.piece, state.seed) == (str(tmp_path / "rain.py"), 7)
    assert state.values == {"tempo": 97.25, "seed": 7.0}
    paths = (state.csd, state.snapshots, state.recording, state.journal)
    assert paths == tuple(
        str(tmp_path / name) for name in ("own.csd", "kept.json", "take.wav", "a.jsonl")
    )
    stage.keeper.close(clean=False)
    assert kept() == state


def test_a_clean_end_leaves_nothing(stage: Stage) -> None:
    stage.see()
    assert len(list(performances_folder().iterdir())) == 2
    stage.keeper.close(clean=True)
    assert list(performances_folder().iterdir()) == []


def test_nothing_is_kept_before_it_plays(stage: Stage) -> None:
    stage.front.playing = False
    stage.see()
    stage.keeper.close(clean=False)
    assert not performances_folder().exists()


def test_it_is_written_only_where_something_changed_and_not_too_often(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[LastState] = []
    monkeypatch.setattr(Entry, "write", lambda self, state: written.append(state))
    for _ in range(10):
        stage.see()
    assert len(written) == 1
    for value in range(15):
        stage.front.values = {"tempo": float(value)}
        stage.see(PAUSE_SECONDS / 10.0)
    assert len(written) == 2
    stage.keeper.close(clean=True)


def test_another_piece_is_kept_by_its_name(stage: Stage) -> None:
    stage.see()
    stage.front.subject = SimpleNamespace(piece="loops", pieces=("lattice", "loops"))
    stage.see()
    assert kept().piece == "loops"
    stage.keeper.close(clean=True)


def test_an_edited_piece_may_have_another_name(stage: Stage, tmp_path: Path) -> None:
    stage.see()
    stage.front.subject = SimpleNamespace(piece="snow", pieces=("lattice", "loops"))
    stage.front.version = "f" * 64
    stage.see()
    assert kept().piece == str(tmp_path / "rain.py")
    stage.keeper.close(clean=True)


def test_where_it_cannot_be_kept_that_is_said_once(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    for value in range(3):
        stage.front.values = {"tempo": float(value)}
        stage.see()
    assert list(stage.keeper.notices) == ["the last state cannot be kept: Not a directory"]
    stage.keeper.close(clean=True)


def test_a_look_costs_the_frame_next_to_nothing(stage: Stage) -> None:
    """Each changed state is one of 300 parameters; the disk is another thread's business."""
    took: list[float] = []
    for count in range(50):
        stage.front.values = {f"part.{name}": float(count) for name in range(300)}
        stage.seconds += PAUSE_SECONDS
        start = time.thread_time()
        stage.keeper.see(cast(Front, stage.front))
        took.append(time.thread_time() - start)
    stage.keeper.close(clean=True)
    assert sorted(took)[len(took) // 2] < DEAREST_SECONDS
