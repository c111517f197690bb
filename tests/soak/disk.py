"""Disks that fill up, folders that go away or may not be written to: the music goes on."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree, which
from typing import Any

import numpy as np
import soundfile

from generator.control.journal_reading import read
from generator.session.recorder import SLOW_SECONDS
from tests.soak.results import Held
from tests.soak.watching import Watched

SMALL_BYTES = 3 << 20
TOLD = "error within 2 s, file readable, music goes on"
LATEST_SECONDS = 2.0
STOPPED = {"recording": "recording stopped", "journal": "the journal stopped", "score": "the score"}


def run(quick: bool) -> list[Held]:
    """Let one performance after another meet its disk."""
    lines = [full(), removed(), moved(), read_only()]
    if not quick and os.geteuid() == 0 and which("fsfreeze") and which("mkfs.ext4"):
        lines.append(frozen())
    return lines


@contextmanager
def played(folder: Path, home: Path, seconds: float, **options: Any) -> Iterator[Watched]:
    """Play with a recording, a journal and a score in a folder."""
    files = {"record": "take.wav", "journal": "take.jsonl", "score": "take.sco"}
    words = [word for each, name in files.items() for word in (f"--{each}", str(folder / name))]
    asked = ["lattice", "--seed", "7", "--duration", f"{seconds:g}", *words]
    watched = Watched(home, *asked, **options)
    try:
        yield watched
    finally:
        watched.close()


@contextmanager
def places() -> Iterator[tuple[Path, Path]]:
    """Return a folder for files and a home."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "files")
        folder.mkdir()
        yield folder, Path(name, "home")


def held(what: str, problems: list[str], measured: str, target: str = TOLD) -> Held:
    """Return a line: what was found wrong comes first."""
    return Held(what, "; ".join([*problems, measured]), target, not problems)


def after(watched: Watched, start: float, words: dict[str, str]) -> tuple[list[str], str]:
    """Wait for what is to be said; return what is wrong with that, and how late it was."""
    waits = {name: watched.said(said) - start for name, said in words.items()}
    late = [f"{name} told late" for name, wait in waits.items() if wait > LATEST_SECONDS]
    repeated = [
        f"{name} told more than once"
        for name, said in words.items()
        if sum(said in text for text in watched.texts) > 1
    ]
    return late + repeated, ", ".join(f"{name} {wait:.2f} s" for name, wait in waits.items())


def heard(watched: Watched, seconds: float, restarts: int = 0) -> list[str]:
    """Wait for the end; return what is wrong with the music."""
    summary, wrong = watched.end(), []
    if summary["exit_reason"] != "duration" or summary["seconds"] < seconds:
        wrong.append(f"ended after {summary['seconds']} s: {summary['exit_reason']}")
    wrong += [f"{summary[name]} {name}" for name in ("late", "dropped") if summary[name]]
    if summary["restarts"] != restarts:
        wrong.append(f"{summary['restarts']} restarts")
    return wrong


def sound(path: Path, least_seconds: float) -> list[str]:
    """Return what is wrong with a recording."""
    frames, rate = soundfile.read(path, dtype="float32")
    wrong = [] if len(frames) >= least_seconds * rate else [f"only {len(frames) / rate:.2f} s"]
    return wrong if np.isfinite(frames).all() and abs(frames).max() > 0.01 else [*wrong, "silent"]


def texts(folder: Path, watched: Watched) -> list[str]:
    """Return what is wrong with a journal and a score that may have been given up."""
    journal, score = read(folder / "take.jsonl"), (folder / "take.sco").read_text()
    told = {name: sum(said in text for text in watched.texts) for name, said in STOPPED.items()}
    wrong = [f"{name} told {count} times" for name, count in told.items() if count > 1]
    if not journal.ended and not told["journal"]:
        wrong.append("the journal broke off without a word")
    if not score.endswith("e\n") and not (told["score"] and score.endswith("\n")):
        wrong.append("the score is torn")
    return wrong


# -- the faults


def full() -> Held:
    """Fill a disk of 3 MB with a recording, a journal and a score; then make room again."""
    seconds = 14.0
    with places() as (folder, home), small(folder) as limit:
        filler = folder / "filler"
        filler.write_bytes(bytes(SMALL_BYTES // 3))
        with played(folder, home, seconds, preexec_fn=limit) as watched:
            take, most = folder / "take.wav", SMALL_BYTES // 2

            def is_full() -> bool:
                stats = os.statvfs(folder)
                return stats.f_bavail == 0 or "recording stopped" in " ".join(watched.texts)

            words = {"recording": STOPPED["recording"]}  # the others have room on their last page
            problems, waits = after(watched, watched.until(is_full), words)
            before = take.read_bytes()
            filler.unlink()  # room comes back
            problems += heard(watched, seconds)
            problems += sound(take, 0.8 * most / 384_000)
            if take.read_bytes() != before:
                problems.append("the file changed when room came back")
        problems += texts(folder, watched)
        kept = soundfile.info(take).duration
    how = "3 MB tmpfs" if limit is None else "3 MB limit of a file's size"
    return held(
        f"disk full ({how}), room later", problems, f"told after {waits}; {kept:.1f} s kept"
    )


@contextmanager
def small(folder: Path) -> Iterator[Callable[[], None] | None]:
    """Make a folder a small disk, or yield what limits the files of a process instead."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode == 0:
        try:
            yield None
        finally:
            subprocess.run(["umount", folder], check=True)
    else:
        most = (SMALL_BYTES // 2, SMALL_BYTES // 2)
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, most)


def removed() -> Held:
    """Remove the folder with everything in it."""
    seconds = 5.0
    with places() as (folder, home), played(folder, home, seconds) as watched:
        time.sleep(1.5)
        rmtree(folder)
        problems, waits = after(watched, time.monotonic(), STOPPED)
        problems += heard(watched, seconds)
    return held("folder removed", problems, f"told after {waits}")


def moved() -> Held:
    """Give the folder another name, and put another in its place: the files go on."""
    seconds = 5.0
    with places() as (folder, home), played(folder, home, seconds) as watched:
        time.sleep(1.5)
        away = folder.rename(folder.with_name("away"))
        folder.mkdir()
        words = {"recording": "the recording /", "journal": "the journal /", "score": "the score /"}
        problems, waits = after(watched, time.monotonic(), words)
        problems += heard(watched, seconds)
        problems += sound(away / "take.wav", seconds)
        problems += [] if read(away / "take.jsonl").ended else ["the journal broke off"]
    return held("folder renamed", problems, f"told after {waits}; all files whole")


def read_only() -> Held:
    """Make the folder read-only, for root too where that can be, and kill the engine as well."""
    seconds = 6.0
    with places() as (folder, home), played(folder, home, seconds) as watched:
        time.sleep(1.5)
        with locked(folder) as how:
            os.kill(watched.engine, 9)
            watched.said("was started again")
            problems = heard(watched, seconds, restarts=1)
            problems += sound(folder / "take.wav", seconds)
            problems += [] if read(folder / "take.jsonl").ended else ["the journal broke off"]
            problems += [text for text in watched.texts if "stopped" in text]
        kept = soundfile.info(folder / "take.wav").duration
    return held(f"folder made {how}, engine killed", problems, f"{kept:.1f} s recorded, no word")


@contextmanager
def locked(folder: Path) -> Iterator[str]:
    """Let nothing be made or removed in a folder; yield how."""
    folder.chmod(0o500)
    immutable = subprocess.run(["chattr", "+i", folder], capture_output=True).returncode == 0
    try:
        yield "immutable" if immutable else "read-only"
    finally:
        if immutable:
            subprocess.run(["chattr", "-i", folder], check=True)
        folder.chmod(0o700)


def frozen() -> Held:
    """Freeze the disk under all files for five seconds, as a drive that spins up does."""
    seconds, still_seconds = 12.0, 5.0
    with places() as (folder, home), loop(folder), played(folder, home, seconds) as watched:
        time.sleep(2.0)
        subprocess.run(["fsfreeze", "-f", folder], check=True)
        try:
            start = time.monotonic()
            wait = watched.said("the recording waits for it") - start
            time.sleep(max(0.0, start + still_seconds - time.monotonic()))
        finally:
            subprocess.run(["fsfreeze", "-u", folder], check=True)
        problems = heard(watched, seconds) + sound(folder / "take.wav", seconds)
        problems += texts(folder, watched)
    problems += [] if wait < SLOW_SECONDS + 1.0 else ["told late"]
    measured = f"told after {wait:.1f} s; all of it recorded"
    return held("disk frozen for 5 s", problems, measured, "nothing lost, music goes on")


@contextmanager
def loop(folder: Path) -> Iterator[None]:
    """Make a folder a disk of 32 MB that can be frozen."""
    image = folder.with_name("image")
    with image.open("wb") as file:
        file.truncate(32 << 20)
    subprocess.run(["mkfs.ext4", "-q", image], check=True, capture_output=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True, capture_output=True)
    try:
        yield
    finally:
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["umount", folder], check=True, capture_output=True)
