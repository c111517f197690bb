from __future__ import annotations

import threading

import pytest

from generator.control.chore import Chore

PATIENCE_SECONDS = 10.0


def test_what_is_asked_for_meanwhile_is_done_once_more():
    begun, may_end = threading.Semaphore(0), threading.Semaphore(0)
    threads: list[threading.Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        begun.release()
        assert may_end.acquire(timeout=PATIENCE_SECONDS)

    chore = Chore("test", work)
    chore.ask()
    assert begun.acquire(timeout=PATIENCE_SECONDS)
    for _ in range(100):
        chore.ask()
    may_end.release()
    may_end.release()
    chore.wait()
    assert len(threads) == 2
    assert {thread.name for thread in threads} == {"test"}
    assert not threads[0].is_alive()


def test_when_it_is_done_there_is_no_thread_and_it_can_be_asked_again():
    done: list[int] = []
    chore = Chore("test", lambda: done.append(threading.active_count()))
    before = threading.active_count()
    for count in range(1, 4):
        chore.ask()
        chore.wait()
        assert done == [before + 1] * count
        assert threading.active_count() == before
    chore.wait()


def test_nothing_that_is_asked_for_is_forgotten():
    counter, done = iter(range(10_000)), list[int]()
    latest = 0
    chore = Chore("test", lambda: done.append(latest))

    def ask() -> None:
        nonlocal latest
        for _ in range(200):
            latest = next(counter)
            chore.ask()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chore.wait()
    assert done[-1] == latest


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_work_that_fails_does_not_end_all_work():
    done: list[int] = []

    def work() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise RuntimeError("the first time")

    chore = Chore("test", work)
    for _ in range(2):
        chore.ask()
        chore.wait()
    assert done == [0, 1]
