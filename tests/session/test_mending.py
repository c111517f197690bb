"""Pieces of one's own that are changed while they play."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.session.mending import LOOK_SECONDS, Fit, Mending
from generator.session.setup import Choice
from generator.session.version import Version
from tests.session.test_checking import HEAD, orchestra_of

PATIENCE_SECONDS = 20.0
GOOD = HEAD + "    while True: yield Note(60)\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rain.py"
    path.write_text(GOOD)
    return path


@pytest.fixture
def mending(path: Path) -> Iterator[Mending]:
    mending = Mending(Choice(str(path), 3))
    yield mending
    mending.close()


class Watch:
    """Looks ten times a second of a time of its own."""

    def __init__(self, mending: Mending) -> None:
        self.mending = mending
        self.now = 0.0

    def look(self, *, troubled: bool = False, times: int = 1) -> Fit | None:
        found = None
        for _ in range(times):
            self.now += 1.01 * LOOK_SECONDS
            found = self.mending.look(self.now, troubled=troubled) or found
        return found

    @property
    def trying(self) -> bool:
        return self.mending._trial is not None

    def until_tried(self) -> Fit | None:
        """Wait for the verdict; return what is fit."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.trying:
            assert time.monotonic() < deadline
            if found := self.look():
                return found
            time.sleep(0.01)
        return None


def change(path: Path, text: str, age: int = 1) -> None:
    """Write a file that is newer by so many seconds, whatever the clock of the disk says."""
    stamp = path.stat().st_mtime_ns + age * 10**9
    path.write_text(text)
    os.utime(path, ns=(stamp, stamp))


@pytest.fixture
def watch(mending: Mending) -> Watch:
    return Watch(mending)


def test_a_file_that_is_asked_for_is_tried_and_fit(watch: Watch, path: Path) -> None:
    watch.mending.ask()
    found = watch.until_tried()
    assert found is not None
    assert found.version == Version.read(path)
    assert not found.orchestra
    assert watch.mending.faults == []


def test_a_file_that_is_not_fit_says_where_and_is_tried_again_when_it_changes(
    watch: Watch, path: Path
) -> None:
    change(path, HEAD + "    yield Note(60)\n    1 / 0\n")
    watch.mending.ask()
    assert watch.until_tried() is None
    (fault,) = watch.mending.faults
    assert f"{path}:6: ZeroDivisionError" in fault
    watch.look(times=3)
    assert not watch.trying  # it has not changed since
    change(path, GOOD + "\n", age=2)
    watch.look(times=2)
    assert watch.trying
    assert watch.until_tried()
    assert watch.mending.faults == []


def test_what_plays_already_need_not_be_tried_again(watch: Watch, path: Path) -> None:
    change(path, "piece = (")
    watch.mending.ask()
    assert watch.mending.faults
    change(path, GOOD, age=2)
    watch.look(times=2)
    assert watch.mending.faults == []
    assert not watch.trying


def test_a_mistake_of_grammar_is_found_without_a_trial(watch: Watch, path: Path) -> None:
    change(path, GOOD.replace("while True:", "while True"))
    watch.look(times=2, troubled=True)
    assert not watch.trying
    (fault,) = watch.mending.faults
    assert fault.startswith(f"{path}:5: SyntaxError: ")


def test_without_edits_only_what_has_troubles_is_watched(watch: Watch, path: Path) -> None:
    watch.look(troubled=True)
    assert not watch.trying
    change(path, GOOD + "\n")
    watch.look(troubled=False, times=3)
    assert not watch.trying
    watch.look(troubled=True, times=2)
    assert watch.trying


def test_with_edits_a_file_is_tried_once_it_has_stood_still(path: Path) -> None:
    mending = Mending(Choice(str(path), 3), edits=True)
    watch = Watch(mending)
    change(path, GOOD + "\n")
    watch.look()
    change(path, GOOD + "\n\n", age=2)
    watch.look()
    assert not watch.trying
    watch.look()
    assert watch.trying
    found = watch.until_tried()
    assert found is not None
    assert found.version == Version.read(path)
    mending.close()


def test_the_modules_beside_a_piece_are_watched_too(tmp_path: Path, path: Path) -> None:
    beside = tmp_path / "tunes.py"
    beside.write_text("LOW = 40\n")
    path.write_text("from tunes import LOW\n" + GOOD)
    mending = Mending(Choice(str(path), 3), edits=True)
    watch = Watch(mending)
    change(beside, "LOW = 1 / 0\n")
    watch.look(times=2)
    assert watch.until_tried() is None
    assert mending.faults == [f"{beside}:1: ZeroDivisionError: division by zero"]
    mending.close()


def test_it_looks_ten_times_a_second(watch: Watch, path: Path) -> None:
    watch.look(troubled=True)
    change(path, GOOD + "\n")
    watch.look(troubled=True)
    watch.mending.look(watch.now + 0.9 * LOOK_SECONDS, troubled=True)
    assert not watch.trying
    watch.mending.look(watch.now + 1.01 * LOOK_SECONDS, troubled=True)
    assert watch.trying


def test_a_file_that_is_away_for_a_moment_is_waited_for(watch: Watch, path: Path) -> None:
    path.unlink()
    watch.look(troubled=True, times=3)
    assert not watch.trying
    path.write_text(GOOD + "\n")
    watch.look(troubled=True, times=2)
    assert watch.trying


def test_what_an_engine_has_loaded_is_not_tried_again(watch: Watch, path: Path) -> None:
    change(path, GOOD + "\n")
    watch.mending.loaded()
    watch.look(troubled=True, times=3)
    assert not watch.trying


def test_settings_that_no_longer_fit_are_found(path: Path) -> None:
    mending = Mending(Choice(str(path), 3, settings=(("wet", "0.5"),)))
    mending.ask()
    Watch(mending).until_tried()
    assert "no parameter named 'wet'" in mending.faults[0]


def test_an_orchestra_of_ones_own_is_watched_and_compiled(tmp_path: Path, path: Path) -> None:
    csd = tmp_path / "own.csd"
    csd.write_text(orchestra_of("instr Pluck\nout oscili(0.1, p5)\nendin"))
    mending = Mending(Choice(str(path), 3, csd=str(csd)))
    watch = Watch(mending)
    change(csd, orchestra_of("instr Pluck\nout oscilli(0.1, p5)\nendin"))
    watch.look(troubled=True, times=2)
    assert watch.trying
    assert not watch.until_tried()
    assert f"{csd}:" in mending.faults[0]


def test_a_bundled_piece_has_nothing_to_load_again() -> None:
    mending = Mending(Choice("lattice", 3))
    with pytest.raises(UsageError, match="'lattice' is a bundled one"):
        mending.ask()
    assert not mending.look(1e9, troubled=True)


def test_what_is_under_way_can_be_given_up(path: Path) -> None:
    change(path, HEAD + "    while True: pass\n")
    mending = Mending(Choice(str(path), 3))
    mending.ask()
    start = time.monotonic()
    mending.close()
    assert time.monotonic() - start < 1.0
    assert not Watch(mending).trying
