from __future__ import annotations

from threading import Event

import pytest

from generator.errors import OutputError
from generator.render.worker import MOST_WAITING, Worker


def test_jobs_are_done_in_order() -> None:
    done: list[int] = []
    worker = Worker(done.append)
    for number in range(100):
        worker.put(number)
    worker.close()
    worker.close()
    assert done == list(range(100))


def test_a_failure_is_raised_where_the_jobs_come_from() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        done.append(number)
        raise OutputError("the disk is full")

    worker = Worker(work)
    failed = False
    for number in range(1000):
        try:
            worker.put(number)
        except OutputError:
            failed = True
            break
    with pytest.raises(OutputError, match="the disk is full"):
        worker.close()
    assert failed
    assert done == [0]


def test_at_most_a_few_jobs_wait() -> None:
    release, done = Event(), []

    def work(number: int) -> None:
        release.wait()
        done.append(number)

    worker = Worker(work)
    for number in range(MOST_WAITING):
        worker.put(number)
    assert worker.waiting <= MOST_WAITING
    release.set()
    worker.close()
    assert done == list(range(MOST_WAITING))
