"""`kill -9` at any moment, of performances and of renders: what is on the disk is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from generator.control.journal_reading import read
from generator.errors import ScoretimeError
from generator.render.wav import completed_seconds
from generator.render.wavheader import parse
from generator.session.keeper import PAUSE_SECONDS
from generator.session.laststate import Entry
from tests.soak.results import Held
from tests.soak.watching import Watched
from tests.terminal.running import COMMAND

QUICK_KILLS, KILLS, AT_ONCE = 3, 50, 3
LONGEST_SECONDS = 6.0
MOST_MISSING_SECONDS = 1.5
WRITTEN_SECONDS = PAUSE_SECONDS + 1.0  # by then the first state is in its file
TARGET = "every file opens, every journal parses, at most 1.5 s missing"


class Killed(NamedTuple):
    """What one that was killed has left: how much is missing, and what is wrong."""

    missing_seconds: float
    problems: list[str]


def run(quick: bool) -> list[Held]:
    """Kill performances, then renders."""
    count = QUICK_KILLS if quick else KILLS
    return [line("play", count, performance), line("render", count, rendering)]


def line(what: str, count: int, kill: Callable[[random.Random], Killed]) -> Held:
    """Kill so many at random moments."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        killed = list(pool.map(kill, (random.Random(seed) for seed in range(count))))
    problems = [problem for each in killed for problem in each.problems]
    most = max(each.missing_seconds for each in killed)
    figure = f"{len(problems)} faults, at most {most:.2f} s missing"
    measured = "; ".join([*dict.fromkeys(problems), figure])
    holds = not problems and most <= MOST_MISSING_SECONDS
    return Held(f"kill -9 at {count} random moments of {what}", measured, TARGET, holds)


def performance(chance: random.Random) -> Killed:
    """Kill both processes of a performance at a moment; look at all that it leaves."""
    seconds = chance.uniform(0.0, LONGEST_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        take, journal = Path(name, "take.wav"), Path(name, "take.jsonl")
        files = ["--record", str(take), "--journal", str(journal)]
        watched = Watched(Path(name, "home"), "lattice", "--seed", "7", *files)
        time.sleep(seconds)
        played_seconds = time.monotonic() - watched.playing_seconds
        for process in chance.sample([watched.engine, watched.process.pid], 2):
            os.kill(process, signal.SIGKILL)
        watched.close()
        problems = [*written(journal), *remembered(Path(name, "home"), take, played_seconds)]
        return Killed(*looked(take, played_seconds, problems))


def looked(take: Path, played_seconds: float, problems: list[str]) -> Killed:
    """Open a recording; return how much of what was played a player finds in it."""
    try:
        frames, rate = soundfile.read(take, dtype="float32")
    except soundfile.SoundFileError as error:
        return Killed(played_seconds, [*problems, f"does not open: {error}"])
    if not np.isfinite(frames).all():
        problems.append("numbers that are none")
    found_seconds = len(frames) / rate
    if (completed_seconds(take) or 0.0) < found_seconds:
        problems.append("it was shortened")
    return Killed(played_seconds - found_seconds, problems)


def written(journal: Path) -> list[str]:
    """Return what is wrong with a journal that broke off."""
    try:
        return ["the journal says that it ended"] if read(journal).ended else []
    except ScoretimeError as error:
        return [str(error)]


def remembered(home: Path, take: Path, played_seconds: float) -> list[str]:
    """Return what is wrong with the last state; there is none yet in the first seconds."""
    entries = list(Entry.dead(home / "scoretime" / "performances"))
    wrong = ["no last state"] if not entries and played_seconds > WRITTEN_SECONDS else []
    for entry in entries:
        with suppress(FileNotFoundError):
            state = entry.read()
            if (state.piece, state.seed, state.recording) != ("lattice", 7, str(take)):
                wrong.append(f"an odd last state: {state}")
        entry.remove()
    return wrong


def rendering(chance: random.Random) -> Killed:
    """Kill a render at a moment; look at the files that it leaves under partial names."""
    seconds = chance.uniform(0.3, LONGEST_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        files = ["-o", str(Path(name, "all.wav")), "--stems", str(Path(name, "stems"))]
        words = ["lattice", "--seed", "7", "--duration", "600", "--quiet", *files]
        process = subprocess.Popen([*COMMAND, "render", *words])
        time.sleep(seconds)
        process.kill()
        process.wait()
        return opened(sorted(Path(name).rglob("*.wav")))


def opened(paths: list[Path]) -> Killed:
    """Open files; return how much of what is in them, at most, a player does not find."""
    most, problems = 0.0, list[str]()
    for path in paths:
        with path.open("rb") as file:
            found = parse(file.read(4096))
        if found is None:  # it was claimed, and nothing had been written
            problems += [f"{path.name} has no header"] if path.stat().st_size else []
            continue
        header, length = found
        stored = (path.stat().st_size - length) // header.frame_bytes
        missing = stored - soundfile.info(path).frames
        most = max(most, missing / header.sample_rate)
    return Killed(most, problems)
