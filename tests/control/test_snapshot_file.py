"""The file of snapshots: how it is written, and what becomes of one that is damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.control import snapshots
from generator.control.snapshot_file import MOST_BYTES
from generator.control.snapshots import Bank
from generator.errors import OutputError, UsageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "snapshots.json"


def full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_failed_write_is_told_once_and_made_good_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = Bank(path)
    bank.store("loops", "1", {"tempo": 96.0})
    bank.store("loops", "2", {"tempo": 97.0})
    bank.flush()
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for change in (
            lambda: bank.store("loops", "1", {"tempo": 98.0}),
            lambda: bank.delete("loops", "2"),
            lambda: bank.name_it("loops", "1", "slow"),
        ):
            change()
            bank.flush()
        [notice] = bank.notices
        assert f"cannot write {path}: No space left on device; snapshots are kept" in notice
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        assert bank.recall("loops", "1") == {"tempo": 98.0}
    bank.close()
    other = Bank(path)
    assert other.names("loops") == ["1"]
    assert other.recall("loops", "1") == {"tempo": 98.0}
    assert other.label("loops", "1") == "slow"


def test_who_stores_does_not_wait_for_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = Bank(path)
    syncing, may_go_on = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def slow(descriptor: int) -> None:
        threads.append(threading.current_thread())
        syncing.set()
        assert may_go_on.wait(10.0)

    monkeypatch.setattr(os, "fsync", slow)
    bank.store("loops", "1", {"tempo": 96.0})
    assert syncing.wait(10.0)
    for number in range(2, 10):
        bank.store("loops", number, {"tempo": 96.0})
        assert bank.recall("loops", number) == {"tempo": 96.0}
    assert not path.exists()
    may_go_on.set()
    bank.flush()
    assert len(Bank(path).names("loops")) == 9
    assert len(threads) == 2  # what came meanwhile is written at once
    assert threading.current_thread() not in threads


def test_what_was_stored_is_in_the_file_after_a_normal_exit(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.control.snapshots import Bank\n"
        "bank = Bank(Path(sys.argv[1]))\n"
        "for number in range(16): bank.store('loops', number, {'tempo': 96.0})\n"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True, cwd=Path(__file__).parents[2])
    assert len(Bank(path).names("loops")) == 16


def test_a_file_that_cannot_be_read_any_more_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = Bank(path), Bank(path)
    theirs.store("loops", "theirs", {"tempo": 97.0})
    theirs.flush()
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "read_limited", lambda path, most_bytes: full(0))
        with pytest.raises(OutputError, match="cannot read"):
            Bank(path)
        assert ours.names("loops") == []
        ours.store("loops", "ours", {"tempo": 96.0})
        assert ours.names("loops") == ["ours"]
        ours.flush()
        assert {each.partition(":")[0] for each in ours.notices} == {f"cannot read {path}"}
    assert json.loads(path.read_text())["pieces"]["loops"] == {"theirs": {"tempo": 97.0}}
    ours.close()
    assert Bank(path).names("loops") == ["ours", "theirs"]


def test_a_folder_is_no_file_of_snapshots(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        Bank(tmp_path)
    (tmp_path / "file").write_text("")
    bank = Bank(tmp_path / "file" / "snapshots.json")
    bank.store("loops", "1", {})
    bank.close()
    assert "cannot write" in bank.notices[0]


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    bank = Bank(link)
    bank.store("loops", "1", {"tempo": 96.0})
    bank.close()
    assert link.is_symlink()
    assert Bank(real).names("loops") == ["1"]


def test_two_performances_share_a_file(path: Path) -> None:
    ours, theirs = Bank(path), Bank(path)
    ours.store("loops", "ours", {"tempo": 96.0})
    ours.flush()
    theirs.store("loops", "theirs", {"tempo": 97.0})
    theirs.flush()
    assert ours.names("loops") == theirs.names("loops") == ["ours", "theirs"]
    path.unlink()
    ours.store("loops", "later", {})
    assert ours.names("loops") == ["later", "ours", "theirs"]


def test_what_another_performance_stores_while_ours_waits_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = Bank(path), Bank(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        ours.store("loops", "ours", {"tempo": 96.0})
        ours.flush()
    theirs.store("loops", "theirs", {"tempo": 97.0})
    theirs.flush()
    assert ours.names("loops") == ["ours", "theirs"]
    ours.close()
    assert theirs.names("loops") == ["ours", "theirs"]


def test_threads_lose_nothing_to_each_other(path: Path) -> None:
    bank = Bank(path)

    def store(thread: int) -> None:
        for number in range(10):
            bank.store("loops", f"{thread} {number}", {"tempo": float(number)})

    threads = [threading.Thread(target=store, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bank.flush()
    assert len(Bank(path).names("loops")) == 40


# -- damage


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "\xff\xfe",
        '{"format": 2, "pieces": {}}',
        '{"format": 1}',
        '{"format": 1, "pieces": []}',
        '{"format": 1, "pieces": {"loops": 7}}',
        '{"format": 1, "pieces": {"loops": {"1": [1]}}}',
        '{"format": 1, "pieces": {"loops": {"1": {"tempo": "fast"}}}}',
        '{"format": 1, "pieces": {"loops": {"1": {"tempo": NaN}}}}',
        '{"format": 1, "pieces": {"loops": {"1": {"tempo": 1e999}}}}',
        '{"format": 1, "pieces": {"loops": {"1": {"tempo": %s}}}}' % ("9" * 400),
        '{"format": 1, "pieces": {"loops": {"1": {}}}, "labels": {"loops": {"1": 7}}}',
        '{"format": 1, "pieces": {"loops": {"1": {}}}, "labels": {"loops": {"1": "%s"}}}'
        % ("x" * 41),
        '{"format": 1, "pieces": {"loops": {"1": {}}}, "labels": ["loops"]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_kept_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "snapshots.json"
    path.write_text(text, encoding="latin-1")
    bank = Bank(path)
    [notice] = bank.notices
    assert "snapshots.json holds no snapshots" in notice
    assert "kept as snapshots.json.bad" in notice
    assert bank.names("loops") == []
    bank.store("loops", "1", {"tempo": 96.0})
    bank.flush()
    assert (tmp_path / "snapshots.json.bad").read_text("latin-1") == text
    assert Bank(path).recall("loops", "1") == {"tempo": 96.0}


def test_an_older_damaged_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "snapshots.json"
    for text in ("first", "second", "third"):
        path.write_text(text)
        Bank(path)
    kept = [tmp_path / f"snapshots.json.{end}" for end in ("bad", "bad2", "bad3")]
    assert [each.read_text() for each in kept] == ["first", "second", "third"]


def test_names_of_older_files_still_open_and_may_be_stored_again(path: Path) -> None:
    path.parent.mkdir()
    old = {"format": 1, "pieces": {"loops": {"Dämmerung, 2.": {"tempo": 90.0}}}}
    path.write_text(json.dumps(old))
    bank = Bank(path)
    assert bank.recall("loops", "Dämmerung, 2.") == {"tempo": 90.0}
    bank.store("loops", "Dämmerung, 2.", {"tempo": 91.0})
    bank.close()
    assert Bank(path).recall("loops", "Dämmerung, 2.") == {"tempo": 91.0}
    with pytest.raises(UsageError, match="is no name"):
        bank.rename("loops", "Dämmerung, 2.", "Dämmerung, 3.")


def test_a_file_larger_than_any_of_ours_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b" " * (MOST_BYTES + 1))
    bank = Bank(path)
    assert bank.names("loops") == []
    assert "is larger than 32 MB" in bank.notices[0]


def test_a_device_or_a_pipe_is_no_file_of_snapshots(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(OutputError, match="no ordinary file"):
        Bank(path)
    assert path.exists()


def test_what_grows_too_large_is_kept_in_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MOST_BYTES", 300)
    bank = Bank(path)
    bank.store("loops", "1", {"tempo": 90.0})
    bank.flush()
    before = path.read_bytes()
    bank.store("loops", "2", {f"parameter {number}": 1.0 for number in range(20)})
    bank.flush()
    assert path.read_bytes() == before
    assert "delete snapshots" in bank.notices[0]
    assert bank.names("loops") == ["1", "2"]
    bank.delete("loops", "2")
    bank.close()
    assert list(json.loads(path.read_text())["pieces"]["loops"]) == ["1"]
