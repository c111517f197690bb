"""Runs a peer in a process of its own, and sets the wall clock that it sees in the middle."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from .track import STEP_PART, Track

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / ".venv-peers"
SHIM_SOURCE = Path(__file__).with_name("clock_step.c")
PATIENCE_SECONDS = 60.0
# At the end of the path: libraries there bring modules that are named as some of ours.
STARTING = (
    "import runpy, sys; sys.path.append('tests/bench'); "
    "runpy.run_module('peers.' + sys.argv.pop(1), run_name='__main__')"
)

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Peer:
    """One way of keeping time: its name, its module, what it is."""

    name: str
    module: str
    what: str
    ours: bool = False

    def command(self, track: Track) -> list[str]:
        """Return what plays a track."""
        if self.ours:
            return [sys.executable, "-m", f"tests.bench.peers.{self.module}", track.to_text()]
        return [str(ENVIRONMENT / "bin/python"), "-c", STARTING, self.module, track.to_text()]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a peer plays beside: threads that never rest, and a wall clock that is set."""

    name: str
    threads: int = 0
    step_seconds: int = 0


PEERS = (
    Peer("Scoretime", "scoretime_engine", "20 ms ahead", ours=True),
    Peer("csoundengine", "csoundengine_engine", "Engine.sched, a beat at a time, 100 ms ahead"),
    Peer("asyncio", "asyncio_loop", "loop.call_at, deadlines"),
    Peer("isobar", "isobar_timeline", "Timeline, 24 ticks a beat"),
    Peer("supriya", "supriya_clock", "Clock, slop 0.1 ms"),
    Peer("clockblocks", "clockblocks_clock", "Clock, absolute and precise timing"),
)
CONDITIONS = (
    Condition("idle"),
    Condition("1 busy thread", threads=1),
    Condition("4 busy threads", threads=4),
    Condition("wall clock +4 s", step_seconds=4),
    Condition("wall clock -4 s", step_seconds=-4),
)


def heard(peer: Peer, track: Track, condition: Condition) -> Message:
    """Return what a peer said of its run last: its onsets, or why there are none."""
    if condition.step_seconds and not (sys.platform == "linux" and shutil.which("cc")):
        return {"lacks": "to set the wall clock takes Linux and a C compiler"}
    if not Path(peer.command(track)[0]).exists():
        return {"lacks": "its environment is missing: make bench-peers installs it"}
    with (
        tempfile.TemporaryDirectory() as folder,
        wall_clock(Path(folder)) as (wall, step),
        tempfile.TemporaryFile() as complaints,
    ):
        surroundings = dict(os.environ) if peer.ours else surroundings_of_peers()
        with subprocess.Popen(
            peer.command(track),
            cwd=ROOT,
            env=surroundings | (wall if condition.step_seconds else {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        ) as process:
            guard = Timer(track.seconds + PATIENCE_SECONDS, process.kill)
            guard.start()
            try:
                said = last_said(process, track, step, condition.step_seconds)
            finally:
                guard.cancel()
                process.kill()
        return said or {"failed": last_line(complaints)}


def last_said(
    process: subprocess.Popen[str], track: Track, step: Path, step_seconds: int
) -> Message:
    """Listen to a peer until it ends, setting its clock once it has played for a while.

    Empty where it ended without a word.
    """
    said: Message = {}
    assert process.stdout is not None
    for line in process.stdout:
        if not line.startswith("{"):
            continue  # a library's own chatter
        said = json.loads(line)
        if "begun" in said:
            said = {}
            time.sleep(STEP_PART * track.seconds)
            with step.open("r+b") as file:  # never shorter: it is mapped into memory
                file.write(struct.pack("=q", step_seconds * 1_000_000_000))
    if "onsets" in said and round(said["wall_step"]) != step_seconds:
        return {"failed": f"its wall clock went {said['wall_step']} s, not {step_seconds}"}
    return said


def last_line(complaints: IO[bytes]) -> str:
    """Return what a peer that ended without a word complained of last."""
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it ended without a word"


@contextmanager
def wall_clock(folder: Path) -> Iterator[tuple[Mapping[str, str], Path]]:
    """Give the environment of a process whose wall clock can be set, and the file that sets it."""
    shim, step = folder / "clock_step.so", folder / "step"
    step.write_bytes(bytes(8))
    if shutil.which("cc"):
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, SHIM_SOURCE], check=True)
    yield {"LD_PRELOAD": str(shim), "CLOCK_STEP_FILE": str(step)}, step


def surroundings_of_peers() -> dict[str, str]:
    """Return an environment in which what libraries install for themselves stays in ours."""
    home = ENVIRONMENT / "home"
    home.mkdir(parents=True, exist_ok=True)
    return os.environ | {"HOME": str(home)}
