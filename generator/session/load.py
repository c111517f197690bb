"""How busy something is: the processor time that it takes, as a share of a core."""

from __future__ import annotations

import time
from collections.abc import Callable

SPAN_SECONDS = 0.5


class Load:
    """The percentage of one core that was taken of late, renewed twice a second.

    used_seconds: returns the processor time taken so far, None where it is not known.
    """

    def __init__(
        self,
        used_seconds: Callable[[], float | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._used = used_seconds
        self._clock = clock
        self._before = used_seconds(), clock()
        self._percent: float | None = None

    def percent(self) -> float | None:
        """Return it; None where it is not known, or not yet."""
        now, (used_before, before) = self._clock(), self._before
        if now - before > SPAN_SECONDS:
            used = self._used()
            self._before = used, now
            if used is None or used_before is None:
                self._percent = None
            else:
                self._percent = 100.0 * (used - used_before) / (now - before)
        return self._percent
