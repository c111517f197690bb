"""Where a part comes from: the composer's own file and line."""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
KEY = "__origin__"


class Origin(NamedTuple):
    """A name, a file and a line in it."""

    name: str
    path: str
    line: int


def originating(function: F, name: str, frame: FrameType) -> F:
    """Return a function that others are told comes from where a frame is."""
    setattr(function, KEY, Origin(name, frame.f_code.co_filename, frame.f_lineno))
    return function


def told_origin(function: Callable[..., Any]) -> Origin | None:
    """Return where a function says it comes from, None where it says nothing."""
    told = getattr(function, KEY, None)
    return told if isinstance(told, Origin) else None


def origin_of(function: Callable[..., Any]) -> Origin:
    """Return where a function says it comes from, or else where it was written."""
    code = function.__code__
    name = code.co_qualname.replace(".<locals>", "")
    return told_origin(function) or Origin(name, code.co_filename, code.co_firstlineno)
