"""Another chance for tests in real time: a busy machine may spoil one try, not each of three."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

TRIES = 3


def in_three_tries(test: Callable[..., None]) -> Callable[..., None]:
    """Return a test that passes if one of three tries does."""

    @wraps(test)
    def tried(*arguments: object, **fixtures: object) -> None:
        for _ in range(TRIES - 1):
            try:
                return test(*arguments, **fixtures)
            except AssertionError:
                continue
        return test(*arguments, **fixtures)

    return tried
