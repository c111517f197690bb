"""How fast: a render beside plain Csound, the generator by itself, a day of music, the start."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from statistics import median

from generator.engine.audio import AudioSettings
from generator.engine.null import NullEngine
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.timing.clock import VirtualClock
from tests.bench.results import Result

FLAGSHIP = "lattice"
HOUR_SECONDS = 3600.0


def results(repeats: int, hours: float) -> list[Result]:
    """Return the lines of the table on speed."""
    return [render_against_csound(repeats), generator_alone(), long_piece(hours), start(repeats)]


def render_against_csound(repeats: int, seconds: float = 300.0) -> Result:
    """Render five minutes, then let plain `csound` play the exported .csd; whole processes."""
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        options = ["--duration", str(seconds), "--tail", "0", "--seed", "1", "--quiet", "--force"]
        command = [sys.executable, "-m", "generator", "render", FLAGSHIP, *options]
        subprocess.run([*command, "-o", "a.wav", "--export-csd", "a.csd"], cwd=folder, check=True)
        for _ in range(repeats):
            ours = timed([*command, "-o", "b.wav"], folder)
            theirs = timed(["csound", "a.csd"], folder)
            ratios.append(ours / theirs)
    ratio = median(ratios)
    return Result(
        f"render of {seconds:g} s against plain csound, median of {repeats}",
        f"{ratio:.2f} x ({ours:.1f} s and {theirs:.1f} s)",
        "at most 1.10 x",
        ratio <= 1.10,
    )


def timed(command: list[str], folder: str) -> float:
    """Return the seconds that a command takes."""
    start_seconds = time.perf_counter()
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - start_seconds


def generator_alone(minimum_notes: int = 100_000) -> Result:
    """Let the flagship compose without any audio, in CPU time of this process."""
    seed, notes, start_seconds = 0, 0, time.process_time()
    while notes < minimum_notes:
        seed += 1
        setup = prepare(Choice(FLAGSHIP, seed=seed))
        session = Session(setup, NullEngine(), VirtualClock(), Extent())
        session.advance(round(0.25 * HOUR_SECONDS * 48_000))
        notes += session.status().events
    rate = notes / (time.process_time() - start_seconds)
    return Result(
        f"generator alone, {notes} notes of {FLAGSHIP}",
        f"{rate:,.0f} notes a second of core time",
        "100,000",
        rate >= 100_000,
    )


def long_piece(hours: float) -> Result:
    """Render a day with a silent orchestra in a process of its own; watch its memory."""
    script = [sys.executable, "-m", "tests.bench.day", str(hours)]
    output = subprocess.run(script, check=True, capture_output=True, text=True).stdout
    day = json.loads(output)
    return Result(
        f"{hours:g} hours of {day['piece']}, silent orchestra, {day['events']:,} notes",
        f"{day['growth_mb']:+.1f} MB after the first minute, {day['seconds']:.0f} s",
        "within 10 MB",
        day["growth_mb"] <= 10.0,
    )


def start(repeats: int) -> Result:
    """Time from asking for a performance to the first status of a running clock."""
    times = []
    for _ in range(repeats):
        began = time.monotonic()
        extent = Extent(duration_seconds=1.0, tail_seconds=0.0)
        front = Front(Plan(Choice(FLAGSHIP, seed=1), extent, AudioSettings("null")))
        while not front.status().events and not front.over:
            front.poll(0.01)
        times.append(time.monotonic() - began)
        front.stop()
    return Result(
        f"start to first committed sound, median of {repeats}",
        f"{median(times):.2f} s",
        "under 1 s",
        median(times) < 1.0,
    )
