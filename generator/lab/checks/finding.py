"""What a check finds: a fact, whether it will do, and what to do where it will not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Whether something will do."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. remedy: a command where there is one. needed: nothing plays without it."""

    name: str
    state: State
    fact: str
    remedy: str = ""
    needed: bool = False

    @property
    def fails(self) -> bool:
        """Whether something that is needed is not there."""
        return self.needed and self.state is State.MISSING


class Check(NamedTuple):
    """Something to look at, and how."""

    name: str
    look: Callable[[], Iterable[Finding]]
    needed: bool = False


def found(check: Check) -> list[Finding]:
    """Return what a check finds; one that fails is a finding, too."""
    try:
        return list(check.look())
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        state = State.MISSING if check.needed else State.WARNING
        return [Finding(check.name, state, f"the check failed ({said})", needed=check.needed)]
