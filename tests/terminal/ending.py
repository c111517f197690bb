"""Commands that are brought to their end, several at once, and what they leave behind."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.terminal.running import COMMAND, PATIENCE_SECONDS

LEFT_SECONDS = 3.0  # what an engine may outlast the command
GIVEN = {"said", "fifo", "rain.py", "own.csd"}
WAITS = """
with open({fifo!r}) as nothing:
    nothing.read()
"""
WAITING = """\
<CsoundSynthesizer>
<CsInstruments>
0dbfs = 1
gitable ftgen 1, 0, 0, 1, "{fifo}", 0, 0, 0
instr Pluck, Bass
  out linen(oscili(p4, p5), 0.01, p3, 0.01)
endin
</CsInstruments>
</CsoundSynthesizer>
"""


class Ending(NamedTuple):
    """How a command ended. left: the processes that were still there later, by command line."""

    code: int
    seconds: float
    said: str
    folder: Path
    left: list[str]
    gave_back: bool

    @property
    def files(self) -> set[str]:
        """The files that it made."""
        return {path.name for path in self.folder.iterdir()} - GIVEN


class Command:
    """A command in a folder of its own, on a terminal of its own if wanted."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        terminal: bool = False,
        nohup: bool = False,
        **environment: str,
    ) -> None:
        self.folder = folder
        self._mark = f"ENDING={folder}".encode()
        said = (folder / "said").open("wb")
        self._terminal = pty.openpty() if terminal else None
        out = self._terminal[1] if self._terminal else said
        self._before = termios.tcgetattr(out) if terminal else None
        before = ["setsid", "--ctty"] if terminal else ["nohup"] if nohup else []
        self.process = subprocess.Popen(
            [*before, *COMMAND, *words],
            stdin=out if terminal else subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=not terminal,
            env=os.environ | {"ENDING": str(folder), "TERM": "xterm"} | environment,
        )
        said.close()

    def until(self, reached: Callable[[], object]) -> Command:
        """Wait until it has come so far."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not reached():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            self._read()
            time.sleep(0.02)
        return self

    def end(self, *numbers: int, gap_seconds: float = 0.15) -> Ending:
        """Send signals to its whole group, as a terminal does."""

        def send() -> None:
            for index, number in enumerate(numbers):
                time.sleep(gap_seconds if index else 0.0)
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, number)

        return self.end_by(send)

    def hang_up(self) -> Ending:
        """Close its terminal."""

        def close() -> None:
            assert self._terminal is not None
            for end in self._terminal:
                os.close(end)
            self._terminal = None

        return self.end_by(close)

    def end_by(self, act: Callable[[], object]) -> Ending:
        """Do what shall end it, and see what comes of it."""
        start = time.monotonic()
        act()
        while self.process.poll() is None and time.monotonic() - start < PATIENCE_SECONDS:
            self._read()
            time.sleep(0.005)
        seconds = time.monotonic() - start
        self.process.kill()
        code, left = self.process.wait(), self._left()
        return Ending(code, seconds, self.said, self.folder, left, self._close())

    @property
    def said(self) -> str:
        """What it has printed."""
        return (self.folder / "said").read_text(errors="replace")

    def _close(self) -> bool:
        """Put the terminal away; return whether it was given back as it was."""
        if self._terminal is None:
            return True
        self._read()
        after = termios.tcgetattr(self._terminal[1])
        for end in self._terminal:
            os.close(end)
        return after == self._before

    def _read(self) -> None:
        while self._terminal and select.select([self._terminal[0]], [], [], 0.0)[0]:
            with (self.folder / "said").open("ab") as said:
                said.write(os.read(self._terminal[0], 65_536))

    def _left(self) -> list[str]:
        deadline = time.monotonic() + LEFT_SECONDS
        while (left := dict(self._marked())) and time.monotonic() < deadline:
            time.sleep(0.02)
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return list(left.values())

    def _marked(self) -> Iterator[tuple[int, str]]:
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self._mark in (entry / "environ").read_bytes().split(b"\0"):
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                    yield int(entry.name), b" ".join(words).decode(errors="replace")


class Barrier:
    """A file at which whoever opens it waits for ever."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fifo"
        os.mkfifo(self.path)
        self._held: int | None = None

    def reached(self) -> bool:
        """Whether somebody waits."""
        with suppress(OSError):
            self._held = self._held or os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        return self._held is not None

    def close(self) -> None:
        """Let whoever waits go on."""
        if self._held is not None:
            os.close(self._held)


@contextmanager
def barrier(folder: Path) -> Iterator[Barrier]:
    """Make a barrier in a folder."""
    made = Barrier(folder)
    try:
        yield made
    finally:
        made.close()


def at_once(
    root: Path, cases: Mapping[str, Callable[[Path, ExitStack], Ending]]
) -> dict[str, Ending]:
    """Bring all these commands to their end, each in a folder of its own."""

    def one(name: str) -> Ending:
        folder = root / name
        folder.mkdir()
        with ExitStack() as stack:
            return cases[name](folder, stack)

    with ThreadPoolExecutor(len(cases)) as pool:
        return dict(zip(cases, pool.map(one, cases), strict=True))
