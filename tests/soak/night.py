"""A night in a gallery: a window plays for hours; nothing grows, nothing drifts, nothing dies."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from statistics import mode
from typing import NamedTuple

import numpy as np
import soundfile

from generator.control.commands import Action, Command
from generator.session.front import Front
from tests.bench.exactness import plan
from tests.bench.steering import message
from tests.display import display
from tests.soak.results import Held
from tests.terminal.running import children

QUICK_SECONDS, SECONDS = 20.0, 8.0 * 3600.0
WARM_UP_SECONDS, WARM_UP_SHARE = 600.0, 0.7
LOOKS = 480  # at what the processes take: one a minute of a whole night
STEERED = ("intensity", "brightness", "space", "motion")
STEERINGS = 3000
LEAST_PAUSE_SECONDS = 0.2
LATE_SECONDS = 30.0
CLICKS_BPM, RATE = 97, 48_000
PERIOD = Fraction(60 * RATE, CLICKS_BPM)  # of the clicks, in samples; no whole number
ENGINE = b"generator.session.performance"
RECORDED_SECONDS, RECORDED_SHARE = 10.0, 0.25
MOST_MEGABYTES = 5.0
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Look(NamedTuple):
    """What processes take at a moment, in seconds since it began."""

    seconds: float
    megabytes: float
    threads: int
    descriptors: int


def run(quick: bool) -> list[Held]:
    """Play for eight hours."""
    return nights(QUICK_SECONDS if quick else SECONDS)


def nights(seconds: float) -> list[Held]:
    """Play a gallery piece in a window, steered now and then, and clicks beside it."""
    with tempfile.TemporaryDirectory() as home, display():
        clicks, gallery = Clicks(seconds, Path(home, "clicks.wav")), Gallery(seconds, home)
        try:
            while not (clicks.over and gallery.over):
                clicks.step()
                gallery.step()
        finally:
            clicks.front.stop()
            gallery.close()
        what = f"{span(seconds)} of loops in a window"
        return [*gallery.held(what), clicks.held()]


def span(seconds: float) -> str:
    """Return a length of time in words."""
    return f"{seconds:g} s" if seconds < 60.0 else f"{seconds / 3600.0:g} h"


class Gallery:
    """The gallery piece in a window, as a visitor would start it, and what its processes take."""

    def __init__(self, seconds: float, home: str) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        words = ["--audio", "null", "--seed", "7", "--duration", str(seconds), "--tail", "0"]
        words += ["--osc-port", str(self._port), "--oscquery-port", "0"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator", "play", "loops", *words],
            env=os.environ | dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME"), home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._chance, self._seconds, self._began = random.Random(3), seconds, time.monotonic()
        self._look_due = self._steer_due = 0.0
        self.fronts: list[Look] = []
        self.engines: list[Look] = []

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def step(self) -> None:
        """Steer a little and look at the processes, when it is time."""
        now = time.monotonic() - self._began
        assert now < self._seconds + LATE_SECONDS, "the window does not close"
        if now > self._steer_due:
            self._steer_due = now + max(self._seconds / STEERINGS, LEAST_PAUSE_SECONDS)
            self._steer()
        if self._look_due < now < self._seconds:  # it plays that long at least
            assert not self.over, f"the window closed after {now:.0f} s"
            self._look_due = now + self._seconds / LOOKS
            self._look(now)

    def _steer(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hand:
            packet = message(f"/macro/{self._chance.choice(STEERED)}", self._chance.random())
            hand.sendto(packet, ("127.0.0.1", self._port))

    def _look(self, now: float) -> None:
        front = self._process.pid
        self.fronts.append(look(now, front))
        self.engines.append(look(now, *filter(is_engine, children(front))))

    def close(self) -> None:
        """End it, if it has not ended."""
        if not self.over:
            self._process.terminate()
        self.said = self._process.communicate(timeout=LATE_SECONDS)[0]

    def held(self, what: str) -> list[Held]:
        """Return the lines of the table on it."""
        warm_seconds = min(WARM_UP_SECONDS, WARM_UP_SHARE * self._seconds)
        code = self._process.returncode
        last_words = (self.said.strip().splitlines() or ["it said nothing"])[-1]
        well = code == 0 and last_words.startswith("played") and "restart" not in last_words
        return [
            flat(f"{what}: its process", self.fronts, warm_seconds),
            flat(f"{what}: its engines", self.engines, warm_seconds),
            Held(f"{what}: its life", f"exit {code}: {last_words}", "exit 0, 0 restarts", well),
        ]


def look(now: float, *processes: int) -> Look:
    """Return what processes take together."""
    folders = [Path(f"/proc/{process}") for process in processes]
    pages = sum(int(folder.joinpath("statm").read_text().split()[1]) for folder in folders)
    threads, descriptors = (
        sum(len(list(folder.joinpath(name).iterdir())) for folder in folders)
        for name in ("task", "fd")
    )
    return Look(now, pages * PAGE_BYTES / 1e6, threads, descriptors)


def is_engine(process: int) -> bool:
    """Return whether a process is an engine, which plays or is kept in reserve."""
    try:
        return ENGINE in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def flat(what: str, looks: Sequence[Look], warm_seconds: float) -> Held:
    """Return whether processes take no more than when they were warm."""
    first, *later = [each for each in looks if each.seconds >= warm_seconds]
    grown = max(each.megabytes for each in later) - first.megabytes
    threads, same_threads = usual([each.threads for each in later])
    descriptors, same_descriptors = usual([each.descriptors for each in later])
    return Held(
        what,
        f"{first.megabytes:.1f} MB after {first.seconds:.0f} s, {grown:+.1f} MB at most later; "
        f"{threads} threads, {descriptors} descriptors",
        f"+{MOST_MEGABYTES:g} MB at most, threads and descriptors constant",
        grown <= MOST_MEGABYTES and same_threads and same_descriptors,
    )


def usual(counts: Sequence[int]) -> tuple[str, bool]:
    """Return how many there are, but for moments, and whether it is so at the end as before."""
    half = len(counts) // 2
    before, after = mode(counts[:half]), mode(counts[half:])
    told = f"{after}" if before == after else f"first {before}, then {after}"
    moments = f" (for moments {max(counts)})" if max(counts) > max(before, after) else ""
    return told + moments, before == after


class Clicks:
    """Clicks beside it, the last of which are recorded and held against exact arithmetic."""

    def __init__(self, seconds: float, path: Path) -> None:
        self._seconds, self._path = seconds, path
        self._record_seconds = seconds - min(RECORDED_SECONDS, RECORDED_SHARE * seconds)
        self._start_sample: int | None = None
        self._asked = False
        self.front = Front(plan("pulse", {"tempo": CLICKS_BPM}, seconds=seconds))

    @property
    def over(self) -> bool:
        """Whether they have ended."""
        return self.front.over

    def step(self) -> None:
        """Let them go on for a moment."""
        if self.over:
            time.sleep(0.02)
            return
        self.front.poll(0.02)
        if not self._asked and self.front.status().seconds > self._record_seconds:
            self._asked = True
            self.front.submit(Command(Action.RECORD, str(self._path), 1.0))
        if recording := self.front.extra.get("recording"):
            self._start_sample = recording["start_sample"]

    def held(self) -> Held:
        """Return how far the last clicks are from where they should be."""
        first = self._start_sample or 0
        samples, _ = soundfile.read(self._path, dtype="float32")
        onsets = [first + int(place) for place in np.flatnonzero(samples)]
        wanted = range(-(-first // PERIOD), -(-round(self._seconds * RATE) // PERIOD))
        pairs = zip(onsets, wanted, strict=False)
        worst = max((abs(onset - number * PERIOD) for onset, number in pairs), default=PERIOD)
        return Held(
            f"drift of clicks beside it after {span(self._seconds)}",
            f"{float(worst):.2f} samples at most, in {len(onsets)} of {len(wanted)} onsets of the "
            f"last {len(samples) / RATE:.1f} s; {self.front.status().late} late, "
            f"{self.front.restarts} restarts",
            "below 1 sample, 0 restarts",
            worst < 1 and len(onsets) == len(wanted) and not self.front.restarts,
        )
