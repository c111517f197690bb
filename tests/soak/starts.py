"""Performances started and stopped, and pieces changed, over and over: nothing is left of them."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from generator.control.commands import Action, Command
from generator.engine.audio import AudioSettings
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.panel import Panel, Ways
from generator.session.plan import Plan
from generator.session.setup import Choice
from tests.soak.night import Look, flat, is_engine, look
from tests.soak.results import Held
from tests.terminal.running import children

STARTS, CHANGES = 200, 50
QUICK_STARTS, QUICK_CHANGES = 10, 5
PIECES = ("lattice", "loops", "phase")
WARM_SHARE, SOUND_SECONDS = 0.25, 0.2
SETTLING_SECONDS = 4.0  # then another engine is ready in reserve
PATIENCE_SECONDS, CHANGE_SECONDS, STOP_SECONDS = 15.0, 5.0, 1.0


def run(quick: bool) -> list[Held]:
    """Start and stop 200 performances in one process, then change the piece of one 50 times."""
    return [
        *starts(QUICK_STARTS if quick else STARTS),
        *changes(QUICK_CHANGES if quick else CHANGES),
    ]


def starts(count: int) -> list[Held]:
    """Start performances with a way in and every file, hear them, and stop them."""
    looks, stops, began = list[Look](), list[float](), time.monotonic()
    for _ in range(count):
        with tempfile.TemporaryDirectory() as folder, Playing(Path(folder)) as playing:
            stops.append(playing.stop())
        looks.append(taken(began))
    what, left = f"{count} starts and stops in one process", len(children(os.getpid()))
    return [
        flat(what, looks, WARM_SHARE * looks[-1].seconds),
        prompt(f"{what}: a stop", stops, STOP_SECONDS),
        Held(f"{what}: what is left", f"{left} processes", "0 processes", left == 0),
    ]


def changes(count: int) -> list[Held]:
    """Change the piece of one performance while it plays."""
    looks, engines, seconds = list[Look](), list[Look](), list[float]()
    with tempfile.TemporaryDirectory() as folder, Playing(Path(folder)) as playing:
        playing.go_on(SETTLING_SECONDS)
        began = time.monotonic()
        for index in range(count):
            seconds.append(playing.change(PIECES[(index + 1) % len(PIECES)]))
            looks.append(taken(began))
            engines.append(taken(began, *filter(is_engine, children(os.getpid()))))
        restarts = playing.front.restarts
    what, warm_seconds = f"{count} changes of piece", WARM_SHARE * looks[-1].seconds
    return [
        flat(f"{what}: its process", looks, warm_seconds),
        flat(f"{what}: its engines", engines, warm_seconds),
        prompt(f"{what}: a change", seconds, CHANGE_SECONDS),
        Held(f"{what}: its life", f"{restarts} restarts", "0 restarts", restarts == 0),
    ]


class Playing:
    """The flagship on null audio, shown as in a window, with OSC and every file."""

    def __init__(self, folder: Path) -> None:
        self.front = Front(
            Plan(
                Choice(PIECES[0], seed=7),
                Extent(tail_seconds=0.0),
                AudioSettings("null"),
                recording=str(folder / "take.wav"),
                score=str(folder / "take.sco"),
                journal=str(folder / "take.jsonl"),
                shows=True,
            )
        )
        ways = Ways(osc_port=0, oscquery_port=None, snapshots=folder / "snapshots.json")
        self._panel = Panel(self.front, ways)

    def __enter__(self) -> Playing:
        self.go_on(SOUND_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> float:
        """Fade out and end; return how many seconds that took."""
        began = time.monotonic()
        self.front.fade()
        self._panel.close()
        self.front.stop()
        return time.monotonic() - began

    def change(self, piece: str) -> float:
        """Go on with another piece; return how many seconds its first note took."""
        began, front, events = time.monotonic(), self.front, self.front.status().events
        front.submit(Command(Action.PIECE, piece))
        self._until(lambda: front.subject.piece == piece and front.status().events > events)
        came = time.monotonic()
        self.go_on(SOUND_SECONDS)
        return came - began

    def go_on(self, seconds: float) -> None:
        """Let it play for a while."""
        until_seconds = self.front.status().seconds + seconds
        self._until(lambda: self.front.status().seconds > until_seconds)

    def _until(self, condition: Callable[[], bool]) -> None:
        """Follow it, as a window does, until something holds."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                self.stop()
                raise TimeoutError(f"nothing came of it within {PATIENCE_SECONDS:g} s")
            for message in self.front.poll(0.01):
                self._panel.take(message)
            self.front.heard(), self.front.log(), self._panel.news()
            if self.front.listening is not None:
                self.front.listening.read(time.monotonic())


def taken(began: float, *processes: int) -> Look:
    """Return what processes take, this one unless others are told, rubbish aside."""
    gc.collect()
    return look(time.monotonic() - began, *(processes or (os.getpid(),)))


def prompt(what: str, seconds: Sequence[float], most_seconds: float) -> Held:
    """Return whether something never took longer than it may."""
    figure = f"{median(seconds):.2f} s usually, {max(seconds):.2f} s at most"
    return Held(what, figure, f"{most_seconds:g} s at most", max(seconds) <= most_seconds)
