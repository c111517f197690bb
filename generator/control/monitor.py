"""The monitor: shows what controllers send, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

MOST_SEEN = 256
LONGEST_TEXT = 160
BETWEEN = {"midi": ": "}


class Binding(NamedTuple):
    """A control that was learnt. kind: "osc" or "midi"; control: its address, or its name."""

    kind: str
    control: str
    target: str


class Seen(NamedTuple):
    """Something that a controller sent, at a time of `time.monotonic`.

    kind: "osc" or "midi". source: the sender's host and port, or the port's name. text: the address
    or the control, and what was sent. target: the parameter or the action that it reached, "" for
    none, or what was wrong.
    """

    seconds: float
    kind: str
    source: str
    text: str
    target: str


class _Kept(NamedTuple):
    seconds: float
    kind: str
    source: str
    name: object
    values: Sequence[object]
    target: str


class Monitor:
    """Keeps what came since it was last read, while somebody watches; for any thread.

    Of each control the latest message is kept, of the 256 controls that moved last, so a flood
    costs little and hides nothing else. Texts are made by who reads them.
    """

    def __init__(self) -> None:
        self.watching = False
        self._lock = Lock()
        self._kept: dict[tuple[str, object], _Kept] = {}

    def put(
        self,
        seconds: float,
        kind: str,
        source: str,
        name: object,
        values: Sequence[object],
        target: str,
    ) -> None:
        """Keep a message. name: of what was sent to, or what moved; its text is the name's."""
        key = source, name
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = _Kept(seconds, kind, source, name, values, target)
            if len(self._kept) > MOST_SEEN:
                del self._kept[next(iter(self._kept))]

    def taken(self) -> list[Seen]:
        """Return what came since the last time, in order."""
        with self._lock:
            kept, self._kept = self._kept, {}
        return [_seen(each) for each in kept.values()]


def _seen(kept: _Kept) -> Seen:
    sent = " ".join(map(_shown, kept.values))
    text = f"{kept.name}{BETWEEN.get(kept.kind, ' ')}{sent}" if sent else str(kept.name)
    return Seen(kept.seconds, kept.kind, kept.source, _short(text), _short(kept.target))


def _shown(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    """Return a text in one line of what can be printed."""
    text = text if text.isprintable() else "".join(x if x.isprintable() else "·" for x in text)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
