"""A thread that encodes and measures while the engine performs."""

from __future__ import annotations

from collections.abc import Callable
from queue import Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Job = TypeVar("Job")

MOST_WAITING = 8


class Worker(Generic[Job]):
    """Does jobs in their order, at most eight of them waiting.

    An exception in a job is raised by the next `put` or by `close`; later jobs are then dropped.
    """

    def __init__(self, work: Callable[[Job], None]) -> None:
        self._work = work
        self._queue: Queue[Job | None] = Queue(MOST_WAITING)
        self._failure: BaseException | None = None
        self._closed = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return self._queue.qsize()

    def put(self, job: Job) -> None:
        """Queue a job, waiting for a place."""
        self._raise_failure()
        self._queue.put(job)

    def close(self) -> None:
        """Wait until all jobs are done; closing twice does nothing."""
        if not self._closed.is_set():
            self._closed.set()
            self._queue.put(None)
            self._thread.join()
        self._raise_failure()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._work(job)
                except BaseException as failure:  # handed to the thread that waits for it
                    self._failure = failure
