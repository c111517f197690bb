from __future__ import annotations

import pytest

from generator.control.history import JOINED_SECONDS, MOST_DEEDS, Deed, History
from generator.errors import UsageError


class Bench:
    """A value, its history, and a clock that a test moves."""

    def __init__(self) -> None:
        self.value = 0
        self.seconds = 100.0
        self.history = History(lambda: self.seconds)

    def set(self, value: int, join: str | None = None) -> None:
        before = self.value
        self.value = value
        self.history.did(
            Deed(lambda: self.become(before), lambda: self.become(value), f"set {value}"), join
        )

    def become(self, value: int) -> None:
        self.value = value

    def undone(self) -> list[int]:
        """Undo everything; return the values on the way."""
        values = []
        while self.history.undo() is not None:
            values.append(self.value)
        return values


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_deeds_are_taken_back_and_done_again_in_order(bench: Bench):
    for value in (1, 2, 3):
        bench.set(value)
    assert (bench.history.undo(), bench.value) == ("set 3", 2)
    assert (bench.history.undo(), bench.value) == ("set 2", 1)
    assert (bench.history.redo(), bench.value) == ("set 2", 2)
    assert (bench.history.redo(), bench.value) == ("set 3", 3)
    assert bench.history.redo() is None
    assert bench.undone() == [2, 1, 0]
    assert bench.history.undo() is None


def test_something_new_ends_what_could_be_done_again(bench: Bench):
    bench.set(1)
    bench.set(2)
    bench.history.undo()
    bench.set(5)
    assert bench.history.redo() is None
    assert bench.undone() == [1, 0]


def test_deeds_that_follow_each_other_closely_count_as_one(bench: Bench):
    for value in range(1, 9):
        bench.set(value, "fader")
        bench.seconds += 0.9 * JOINED_SECONDS
    assert bench.history.undo() == "set 8"
    assert bench.value == 0
    assert bench.history.redo() == "set 8"
    assert bench.value == 8


def test_a_pause_and_another_join_divide(bench: Bench):
    bench.set(1, "fader")
    bench.seconds += JOINED_SECONDS
    bench.set(2, "fader")
    bench.set(3, "knob")
    bench.set(4)
    bench.set(5)
    bench.set(6, "fader")
    assert bench.undone() == [5, 4, 3, 2, 1, 0]


def test_what_was_taken_back_is_joined_to_nothing(bench: Bench):
    bench.set(1, "fader")
    bench.set(2, "fader")
    bench.history.undo()
    bench.set(3, "fader")
    assert bench.undone() == [0]
    bench.history.redo()
    bench.set(4, "fader")
    assert bench.undone() == [3, 0]


def test_the_oldest_deeds_are_forgotten(bench: Bench):
    for value in range(1, MOST_DEEDS + 11):
        bench.set(value)
    assert bench.undone()[-1] == 10


def test_what_cannot_be_taken_back_is_not_in_the_way(bench: Bench):
    bench.set(1)

    def fail() -> None:
        raise UsageError("it is gone")

    bench.history.did(Deed(fail, fail, "fail"))
    with pytest.raises(UsageError, match="it is gone"):
        bench.history.undo()
    assert bench.history.undo() == "set 1"
    assert bench.history.redo() == "set 1"
    assert bench.history.redo() is None
