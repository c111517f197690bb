"""`scoretime` as a process: with pipes, and on a terminal of its own."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "generator"]
PATIENCE_SECONDS = 20.0

PIECE = """\
from generator.composition import Note, Piece

piece = Piece("rain", tempo_bpm=480)
piece.parameter("wet", 0, 1, 0.5)


@piece.part("drops", instrument="Pluck")
def drops(live):
    while True:
        yield Note(live.random.choice([60, 62, 65, 67, 70]), 0.25, amplitude=0.3)


@piece.part("low", instrument="Bass")
def low(live):
    while True:
        yield Note(36, 1, amplitude=0.5)
"""
SILENT = ["play", "--no-osc", "--audio", "null", "--tail", "0"]


def written(path: Path, text: str = PIECE) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        **options,
    )
    assert "Traceback" not in done.stderr
    return done


def piped(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Start a performance on null audio with its output in pipes."""
    return subprocess.Popen(
        [*COMMAND, *SILENT, "--json", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that are there."""
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


class Running:
    """A performance with its output in pipes."""

    def __init__(self, *arguments: str, **options: Any) -> None:
        self.process = piped(*arguments, **options)
        assert self.process.stderr is not None
        self.notices: list[str] = []
        while not any(line.startswith("playing") for line in self.notices):
            line = self.process.stderr.readline()
            assert line, f"it ended: {self.notices}"
            self.notices.append(line)

    @property
    def engine(self) -> int:
        """The engine's process id."""
        return children(self.process.pid)[0]

    def end(self, number: int | None = None) -> tuple[int, float, str]:
        """Send a signal, if any; return exit code, seconds it took and all notices."""
        start = time.monotonic()
        if number is not None:
            self.process.send_signal(number)
        self.out, rest = self.process.communicate(timeout=PATIENCE_SECONDS)
        notices = "".join(self.notices) + rest
        assert "Traceback" not in notices
        return self.process.returncode, time.monotonic() - start, notices

    @property
    def summary(self) -> dict[str, Any]:
        """What was printed as JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Terminal:
    """A performance on a pseudo-terminal."""

    def __init__(self, *arguments: str, columns: int = 80) -> None:
        self.shown = ""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.before = termios.tcgetattr(theirs)
        self._theirs = theirs
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env=os.environ | {"TERM": "xterm"},
        )

    def until(self, seen: Callable[[str], bool]) -> str:
        """Read until what was shown since the last call is as hoped; return that."""
        deadline, start = time.monotonic() + PATIENCE_SECONDS, len(self.shown)
        while not seen(self.shown[start:]):
            assert time.monotonic() < deadline, self.shown[start:][-2000:]
            self._read(0.05)
        return self.shown[start:]

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._ours, keys.encode())

    def end(self, number: int | None = None) -> int:
        """Send a signal, if any, and return the exit code."""
        if number is not None:
            self.process.send_signal(number)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < deadline
            self._read(0.05)
        self._read(0.05)
        assert "Traceback" not in self.shown
        return self.process.returncode

    @property
    def settings(self) -> list[Any]:
        """How the terminal is set."""
        return termios.tcgetattr(self._theirs)

    def close(self) -> None:
        """Put the terminal away."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def _read(self, seconds: float) -> None:
        while select.select([self._ours], [], [], seconds)[0]:
            with suppress(OSError):
                self.shown += os.read(self._ours, 65_536).decode(errors="replace")
            seconds = 0.0


def gone(process_id: int) -> bool:
    """Whether a process is there no more, within the patience."""
    return _comes_to(process_id, "Z")


def stopped(process_id: int) -> bool:
    """Whether a process is stopped, within the patience."""
    return _comes_to(process_id, "T")


def _comes_to(process_id: int, state: str) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            stat = Path(f"/proc/{process_id}/stat").read_text()
        except (ProcessLookupError, FileNotFoundError):
            return state == "Z"
        if stat.rpartition(")")[2].split()[0] == state:
            return True
        time.sleep(0.02)
    return False


ENDINGS = [(signal.SIGINT, 130, "interrupt"), (signal.SIGTERM, 143, "terminated")]
