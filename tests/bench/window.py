"""The window: what a frame costs, whether frames keep coming, and whether the music notices."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from gui.widgets.fader import Fader
from gui.window import FRAME_SECONDS, Drawn
from tests.bench import exactness
from tests.bench.results import Result
from tests.display import display, xdotool
from tests.gui.opened import Opened, opened

MEDIAN_MS, HIGH_MS = 4.0, 12.0
LEAST_RATE, LARGEST_GAP_MS = 29.0, 50.0
MOST_CPU_PERCENT = 10.0
MOST_MEGABYTES = 10.0
FLOOD_A_SECOND, FLOODED = 10_000, "/param/legato"
MOVES_A_SECOND = 100
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def results(seconds: float, hours: float) -> list[Result]:
    """Return the lines of the table on the window; a JACK server must run."""
    with display():
        return [
            *drawn(seconds),
            cpu(seconds),
            unheard(seconds),
            flat(hours),
        ]


# -- frames


def drawn(seconds: float) -> list[Result]:
    """Play the flagship with everything alive; then drag, move the window, turn the pages."""
    with _flagship() as window:
        window.until(lambda: window.live.front.status().seconds > 2.0)
        window.app.window.drawn.clear()
        window.frames(round(seconds / FRAME_SECONDS))
        times_ms = [1000.0 * each.seconds for each in window.app.window.drawn]
        median, high = np.quantile(times_ms, [0.5, 0.99])
        lines = [
            Result(
                f"a frame at 1280 x 800, {len(times_ms)} frames",
                f"median {median:.1f} ms, 99th {high:.1f} ms",
                f"at most {MEDIAN_MS:g} and {HIGH_MS:g} ms",
                bool(median <= MEDIAN_MS and high <= HIGH_MS),
            )
        ]
        for what, moved in (
            ("a fader is dragged", _drag(window, 5.0)),
            ("the window is moved", _moves(5.0)),
            ("pages are turned", _turns(5.0)),
        ):
            lines.append(_kept(what, _during(window, moved)))
    return lines


def _kept(what: str, frames: list[Drawn]) -> Result:
    began = [each.began_seconds for each in frames]
    gap_ms = 1000.0 * float(np.max(np.diff(began)))
    rate = (len(began) - 1) / (began[-1] - began[0])
    return Result(
        f"frames a second while {what} for 5 s",
        f"{rate:.1f}, largest gap {gap_ms:.0f} ms",
        f"at least {LEAST_RATE:g}, no gap over {LARGEST_GAP_MS:g} ms",
        rate >= LEAST_RATE and gap_ms <= LARGEST_GAP_MS,
    )


def _during(window: Opened, words: list[object]) -> list[Drawn]:
    """Return the frames that were drawn while xdotool did something."""
    with subprocess.Popen(["xdotool", *map(str, words)]) as doing:
        window.app.window.drawn.clear()
        window.until(lambda: doing.poll() is not None, seconds=60.0)
    return list(window.app.window.drawn)


def _drag(window: Opened, seconds: float) -> list[object]:
    """Return the words that drag the fader of the tempo to and fro without a pause."""
    x, y = window.place(window.widget(Fader))
    words: list[object] = ["mousemove", x, y, "mousedown", 1]
    for step in range(round(seconds * MOVES_A_SECOND)):
        words += ["mousemove", x + round(30.0 * np.sin(step / 9.0)), y]
        words += ["sleep", 1.0 / MOVES_A_SECOND]
    return [*words, "mouseup", 1]


def _moves(seconds: float) -> list[object]:
    number = xdotool("search", "--name", "^Scoretime$").split()[-1]
    words: list[object] = []
    for step in range(round(seconds * 50.0)):
        words += ["windowmove", number, step % 100, step % 50, "sleep", 0.02]
    return [*words, "windowmove", number, 0, 0]


def _turns(seconds: float) -> list[object]:
    words: list[object] = []
    for _ in range(round(seconds * 4.0)):
        words += ["key", "F2", "sleep", 0.25]
    return words


# -- what it costs


def cpu(seconds: float) -> Result:
    """Compare the front process with a window and in a terminal, the same piece playing."""
    window, terminal = (_front_percent(seconds, words) for words in ([], ["--no-gui"]))
    more = window - terminal
    return Result(
        "CPU of the front process, window against terminal",
        f"{window:.1f} % against {terminal:.1f} % of a core",
        f"at most {MOST_CPU_PERCENT:g} points more",
        more <= MOST_CPU_PERCENT,
    )


def _front_percent(seconds: float, words: list[str]) -> float:
    command = [sys.executable, "-m", "generator", "play", "--audio", "jack", "--seed", "7"]
    command += ["--no-osc", "--duration", str(seconds + 4.0), *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as front:
        time.sleep(3.0)
        before = _used_seconds(front.pid)
        time.sleep(seconds)
        used = _used_seconds(front.pid) - before
        front.wait()
    return 100.0 * used / seconds


def _used_seconds(pid: int) -> float:
    """Return the processor time that a process has taken, its children not counted."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def flat(hours: float) -> Result:
    """Draw frames as fast as they come, as many as hours have; memory must not grow."""
    frames = round(hours * 3600.0 / FRAME_SECONDS)
    with _flagship() as window:
        window.until(lambda: window.live.front.status().seconds > 30.0, seconds=60.0)
        before = _megabytes()
        for frame in _onward(window, frames):
            window.app.show(frame)
            window.app.window.flush()
        grown = _megabytes() - before
    return Result(
        f"memory after {hours:g} hours of frames",
        f"{grown:+.1f} MB",
        f"within {MOST_MEGABYTES:g} MB",
        grown <= MOST_MEGABYTES,
    )


def _onward(window: Opened, count: int) -> Iterator[object]:
    """Yield frames that go on from the present one; a few notes come again and again."""
    first = window.app.view.frame
    rate = first.audio.sample_rate
    step = FRAME_SECONDS * rate
    heard = []
    while len(heard) < 20:
        window.frames(1)
        heard += window.app.view.frame.notes
    for index in range(count):
        window.live.front.poll(0.0)
        sample = first.sample + index * step
        status = replace(
            first.status,
            sample=round(sample),
            beats=first.status.beats + index * FRAME_SECONDS * first.status.tempo_bpm / 60.0,
        )
        notes = []
        if index % 3 == 0:
            note = heard[index // 3 % len(heard)]
            event = note.event._replace(onset_sample=round(sample), beat=status.beats)
            notes = [note._replace(event=event)]
        yield replace(
            first,
            now_seconds=first.now_seconds + index * FRAME_SECONDS,
            sample=sample,
            status=status,
            notes=notes,
            log=[f"line {index}"] if index % 30 == 0 else [],
            news=[],
        )


def _megabytes() -> float:
    """Return how much memory this process occupies."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


# -- whether the music notices


def unheard(seconds: float) -> Result:
    """Play clicks with the window open, a fader dragged and OSC flooding; read the recording."""
    asked = exactness.plan("pulse", {}, seconds=seconds + 3.0, module="jack")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "take.wav")
        plan = replace(asked, recording=str(path))
        with opened(Path(folder), plan=plan, waits=False) as window:
            flood = _flood(window, seconds)
            drag = ["xdotool", *map(str, _drag(window, seconds))]
            with subprocess.Popen(drag), flood:
                window.until(lambda: window.live.front.over, seconds=10.0 * seconds + 30.0)
            applied, status = window.live.front.applied, window.live.front.status()
        found = set(np.flatnonzero(soundfile.read(path, dtype="float32")[0]).tolist())
    expected = set(exactness.expected_onsets(asked, applied))
    figure = (
        f"{len(expected & found)} of {len(expected)} onsets exact, {status.late} late, "
        f"margin {status.margin_ms or 0.0:.1f} ms, {len(applied)} commands"
    )
    what = f"clicks for {seconds:g} s, window, dragging, {FLOOD_A_SECOND} OSC messages a second"
    return Result(what, figure, "all exact, 0 late", found == expected and not status.late)


def _flood(window: Opened, seconds: float) -> ExitStack:
    """Flood the OSC port from another process until the block ends."""
    port = int(window.app.view.frame.links.osc.rpartition(":")[2])
    words = map(str, (port, FLOOD_A_SECOND, seconds, FLOODED))
    stack = ExitStack()
    stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "generator.lab.flood", *words], stdout=subprocess.DEVNULL
        )
    )
    return stack


@contextmanager
def _flagship() -> Iterator[Opened]:
    """Open the window on the flagship, on JACK, and play."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), audio="jack") as window:
        window.key("space")
        yield window
