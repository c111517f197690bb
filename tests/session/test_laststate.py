"""The last state in its file: read strictly, one for each Scoretime that lives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ScoretimeError
from generator.files import DAMAGE
from generator.session.laststate import Entry, LastState

STATE = LastState(
    piece="/home/a/Größe.py",
    seed=2**53 - 1,
    started="2026-05-01 20:15",
    values={"tempo": 97.25, "master.level": -1.5},
    csd="/home/a/own.csd",
    snapshots="/home/a/kept.json",
    recording="/home/a/take.wav",
    journal=None,
)

HOLDER = """
import sys
from pathlib import Path
from generator.session.laststate import Entry
from tests.session.test_laststate import STATE
entry = Entry.new(Path(sys.argv[1]))
entry.write(STATE)
print("kept", flush=True)
sys.stdin.readline()
"""


def test_what_was_written_is_read() -> None:
    assert LastState.parsed(STATE.to_text().encode()) == STATE


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"piece": ""},
        {"piece": None},
        {"piece": "a\0b"},
        {"piece": "a" * 5000},
        {"seed": -1},
        {"seed": 2**53},
        {"seed": 7.0},
        {"seed": True},
        {"values": {"tempo": "fast"}},
        {"values": {"tempo": 10**400}},
        {"values": [["tempo", 3]]},
        {"csd": 3},
        {"recording": ""},
        {"colour": "red"},
    ],
    ids=str,
)
def test_what_is_odd_is_refused(changes: dict[str, object]) -> None:
    text = json.dumps(json.loads(STATE.to_text()) | changes)
    with pytest.raises((*DAMAGE, ScoretimeError)):
        LastState.parsed(text.encode())


@given(
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, 400),
)
def test_a_damaged_file_is_refused_or_a_state(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(STATE.to_text().encode())
    for place, value in changes:
        data[place % len(data)] = value
    try:
        state = LastState.parsed(bytes(data[: len(data) - cut % len(data)]))
    except (*DAMAGE, ScoretimeError):
        return
    assert LastState.parsed(state.to_text().encode("utf-8", "surrogatepass")) == state


def test_what_is_too_large_is_refused(tmp_path: Path) -> None:
    entry = Entry.new(tmp_path)
    entry.path.write_bytes(b" " * (1 << 20) + STATE.to_text().encode())
    with pytest.raises(ValueError, match="larger than 1 MB"):
        entry.read()
    entry.close()


def test_one_whose_process_lives_is_not_found(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "kept\n"
        ours = Entry.new(tmp_path)
        ours.write(STATE)
        assert list(Entry.dead(tmp_path)) == []
        holder.kill()
    (dead,) = Entry.dead(tmp_path)
    assert dead.read() == STATE
    assert list(Entry.dead(tmp_path)) == []  # it is held by whoever found it
    dead.remove()
    ours.remove()
    assert list(tmp_path.iterdir()) == []


def test_the_latest_comes_first_and_what_was_told_stays_told(tmp_path: Path) -> None:
    for name in ("3-1", "1-2", "2-3"):
        (tmp_path / f"{name}.json").write_text(STATE.to_text())
    (tmp_path / "4-1.json.bad").write_text("")
    found = list(Entry.dead(tmp_path))
    assert [each.path.name for each in found] == ["3-1.json", "2-3.json", "1-2.json"]
    found[0].tell()
    for each in found:
        each.close()
    again = list(Entry.dead(tmp_path))
    assert [each.told for each in again] == [True, False, False]
    again[0].write(STATE)  # whoever goes on with it makes it its own
    assert not again[0].told
    for each in again:
        each.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["4-1.json.bad"]
