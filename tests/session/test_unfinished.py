"""What broke off is found at the next start, told once, and gone on with when that is wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.control.folders import performances_folder
from generator.errors import UsageError
from generator.render.wav import recording
from generator.session.laststate import Entry, LastState
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.setup import Choice, prepare
from generator.session.unfinished import MOST_KEPT, Beginning, begin, resume

PLAN = Plan(Choice("lattice", 3), recording="mine.wav")
STATE = LastState("loops", 7, "2026-05-01 20:15", {"tempo": 97.25, "macro.intensity": 0.75})
RATE = 48_000


def broke_off(state: LastState = STATE) -> Path:
    """Leave a state as a process does that dies."""
    entry = Entry.new(performances_folder())
    entry.write(state)
    entry.close()
    return entry.path


def ended(beginning: Beginning, *, clean: bool = True) -> None:
    """Let go of what a beginning holds, as at the end of a performance."""
    if beginning.offer is not None:
        beginning.offer.entry.close()
    beginning.keeper.close(clean=clean)


def test_where_nothing_broke_off_nothing_is_said() -> None:
    begun = begin(PLAN, Ways())
    assert (begun.plan, begun.notices, begun.offer) == (PLAN, [], None)
    with pytest.raises(UsageError, match=r"nothing to resume.* leave out --resume"):
        resume(PLAN, Ways())


def test_it_is_told_once_and_can_be_resumed_ever_after() -> None:
    broke_off()
    begun = begin(PLAN, Ways())
    assert begun.offer is not None
    assert begun.offer.offer == [
        "the last performance broke off: loops, seed 7, begun 2026-05-01 20:15",
        "`scoretime play --resume` begins it anew, with its seed and parameters as they were",
    ]
    assert begun.plan == PLAN
    ended(begun)
    for _ in range(2):
        assert begin(PLAN, Ways()).offer is None
        resumed = resume(PLAN, Ways())
        values = tuple(STATE.values.items())
        assert resumed.plan == replace(PLAN, choice=Choice("loops", 7, values=values))
        assert resumed.notices[0].startswith("resuming loops, seed 7, begun 2026-05-01 20:15: ")
        ended(resumed, clean=False)  # it could not be played: its device was not there, say
    ended(resume(PLAN, Ways()))
    with pytest.raises(UsageError):
        resume(PLAN, Ways())


def test_its_recording_is_brought_up_to_date(tmp_path: Path) -> None:
    path, journal = tmp_path / "take.wav", tmp_path / "take.jsonl"
    journal.write_text("")
    writer = recording(path, RATE, 2)
    writer.write(np.zeros((RATE // 4, 2)))
    writer._file.close()  # as a kill leaves it
    assert soundfile.info(path).frames == 0
    broke_off(replace(STATE, recording=str(path), journal=str(journal)))
    begun = begin(PLAN, Ways())
    assert begun.offer is not None
    said = begun.offer.offer[0]
    assert said.endswith(f"; its recording has 0.2 s: {path}; its journal: {journal}")
    assert soundfile.info(path).frames == RATE // 4
    ended(begun)


def test_files_that_are_no_more_are_not_told_of(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    broke_off(replace(STATE, recording=gone, journal=gone))
    begun = begin(PLAN, Ways())
    assert begun.offer is not None
    assert "gone" not in begun.offer.question
    ended(begun)


def test_its_snapshots_come_with_it_unless_others_were_asked_for(tmp_path: Path) -> None:
    kept, other = tmp_path / "kept.json", tmp_path / "other.json"
    broke_off(replace(STATE, snapshots=str(kept)))
    for ways, expected in ((Ways(), kept), (Ways(snapshots=other), other)):
        resumed = resume(PLAN, ways)
        assert resumed.ways.snapshots == expected
        ended(resumed, clean=False)


def test_the_window_goes_on_with_it_and_makes_its_own_files_anew() -> None:
    broke_off()
    begun = begin(PLAN, Ways())
    resumed = begun.after(resumes=True)
    assert resumed.plan.choice.piece == "loops"
    assert (resumed.plan.recording, resumed.plan.force) == ("mine.wav", True)
    again = resumed.after(resumes=False)
    assert again.plan.recording is None
    assert again.plan.choice == resumed.plan.choice
    ended(begun)
    ended(resumed)


def test_a_damaged_file_is_set_aside_with_a_word() -> None:
    path = broke_off()
    path.write_text('{"format": 1}')
    begun = begin(PLAN, Ways())
    assert begun.offer is None
    (notice,) = begun.notices
    assert "is damaged" in notice
    assert "kept as" in notice
    (left,) = performances_folder().iterdir()
    assert left.name == f"{path.name}.bad"


def test_the_latest_few_are_kept() -> None:
    paths = [broke_off(replace(STATE, seed=seed)) for seed in range(MOST_KEPT + 3)]
    resumed = resume(PLAN, Ways())
    assert resumed.plan.choice.seed == MOST_KEPT + 2
    ended(resumed, clean=False)
    assert sorted(performances_folder().glob("*.json")) == paths[3:]
    assert len(list(performances_folder().glob("*.lock"))) == MOST_KEPT


def test_what_is_resumed_starts_as_it_stood() -> None:
    """A macro moves nothing then; what the piece has no more, or not so far, is no hindrance."""
    values = (("energy", 0.125), ("macro.intensity", 1.0), ("gone", 3.0), ("tempo", 5000.0))
    parameters = prepare(Choice("loops", 7, values=values)).parameters
    assert (parameters["energy"], parameters["macro.intensity"]) == (0.125, 1.0)
    assert parameters["tempo"] == parameters.declaration("tempo").maximum
    assert parameters["seed"] == 7
