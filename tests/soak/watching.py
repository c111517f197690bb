"""`scoretime` as a process that is watched: what it says, and when."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.terminal.running import children, piped

PATIENCE_SECONDS = 30.0


class Line(NamedTuple):
    """A line that was printed, and when on the monotonic clock."""

    seconds: float
    text: str


class Watched:
    """A performance on null audio, from the moment at which it plays. home: of its user."""

    def __init__(self, home: Path, *words: str, **options: Any) -> None:
        self.lines: list[Line] = []
        self._summary = ""
        self.process = piped(*words, env=os.environ | {"XDG_DATA_HOME": str(home)}, **options)
        self._threads = [threading.Thread(target=each) for each in (self._listen, self._keep)]
        for thread in self._threads:
            thread.start()
        self.playing_seconds = self.said("playing ")

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for text in self.process.stderr:
            self.lines.append(Line(time.monotonic(), text.rstrip()))

    def _keep(self) -> None:
        assert self.process.stdout is not None
        self._summary = self.process.stdout.read()

    @property
    def engine(self) -> int:
        """The engine's process id."""
        return children(self.process.pid)[0]

    def until(self, condition: Callable[[], object]) -> float:
        """Wait for something to come true; return when it did. Raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it did not come true; said: {self.texts}")
            time.sleep(0.005)
        return time.monotonic()

    def said(self, words: str) -> float:
        """Wait until something is said; return when it was. Raises TimeoutError."""
        self.until(lambda: self._saying(words) or self.process.poll() is not None)
        found = self._saying(words)
        if not found:
            raise TimeoutError(f"{words!r} was not said, but: {self.texts}")
        return found[0].seconds

    def _saying(self, words: str) -> list[Line]:
        return [line for line in list(self.lines) if words in line.text]

    @property
    def texts(self) -> list[str]:
        """What it has said."""
        return [line.text for line in list(self.lines)]

    def end(self) -> dict[str, Any]:
        """Wait for its end; return its summary. Raises TimeoutExpired."""
        self.process.wait(PATIENCE_SECONDS)
        self._join()
        found: dict[str, Any] = json.loads(self._summary)
        return found

    def close(self) -> None:
        """Put it away, if it is there yet."""
        self.process.kill()
        self.process.wait()
        self._join()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
