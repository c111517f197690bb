"""What a machine is busy with while its timing is measured."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from generator.control.desk import Desk
from generator.control.osc.server import OscServer, OscSettings
from generator.control.snapshots import Bank
from generator.errors import RangeError, UsageError, WindowError
from generator.session.front import Front
from generator.session.plan import Plan

CLICK, HOARD = (str(Path(__file__).with_name(f"{name}.py")) for name in ("click", "hoard"))
MOST = {"threads": 64, "osc": 100_000}
EXAMPLES = ("idle", "threads:4", "gc", "osc:10000", "window", "drag")
ALLOWED = "idle, threads:N (1 to 64), gc, osc:N (1 to 100000 messages a second), window, drag"
POLL_SECONDS = 0.02
LONGEST_SECONDS = 86_400.0
PATIENCE_SECONDS = 5.0

InWindow = Callable[[Plan, bool], Front]


def nowhere(plan: Plan, drags: bool) -> Front:
    """Play in no window: raises WindowError."""
    raise WindowError("no window can open here: leave out the loads window and drag")


class Load:
    """Nothing beside the music, but for what the piece itself does by its settings.

    name: as it was asked for. settings: parameters of the piece, as typed. piece: the path of what
    clicks. said: what there is to say of the last run beside it, "" for nothing.
    """

    def __init__(
        self, name: str, settings: Mapping[str, str] | None = None, piece: str = CLICK
    ) -> None:
        self.name = name
        self.piece = piece
        self.settings = dict(settings or {})
        self.said = ""

    def play(self, plan: Plan) -> Front:
        """Play a plan to its end with the load beside it; return its front, ended.

        Raises what the engine could not do.
        """
        with playing(plan) as front:
            while not front.over:
                front.poll(POLL_SECONDS)
        return front


class Flood(Load):
    """So many OSC messages a second from another process, each of which sets a parameter."""

    def __init__(self, name: str, rate: int) -> None:
        super().__init__(name)
        self._rate = rate

    def play(self, plan: Plan) -> Front:
        """Play a plan while messages come; `said` is how many of them got through."""
        with tempfile.TemporaryDirectory() as folder, playing(plan) as front:
            bank = Bank(Path(folder, "snapshots.json"))
            with listening(Desk(front, bank, Path(folder))) as server:
                sent = self._flooded(front, server)
            bank.close()
        self.said = f"{server.received} of {sent} OSC messages came through"
        return front

    def _flooded(self, front: Front, server: OscServer) -> int:
        """Play to the end, flooding from the moment at which it begins; return how many it was."""
        while not (front.hello or front.over):
            front.poll(POLL_SECONDS)
        server.start()
        words = [str(server.port), str(self._rate), str(LONGEST_SECONDS)]
        command = [sys.executable, "-m", "generator.lab.flood", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sender:
            try:
                while not front.over:
                    front.poll(POLL_SECONDS)
            finally:
                sender.terminate()
            said, _ = sender.communicate(timeout=PATIENCE_SECONDS)
        return int(said or 0)


class Windowed(Load):
    """The real window, with a fader under a hand that never rests or without."""

    def __init__(self, name: str, in_window: InWindow, *, drags: bool) -> None:
        super().__init__(name)
        self._in_window = in_window
        self._drags = drags

    def play(self, plan: Plan) -> Front:
        """Play a plan in the window; raises WindowError where none can open."""
        return self._in_window(plan, self._drags)


def parse(text: str, in_window: InWindow = nowhere) -> Load:
    """Return a load by its name; in_window plays a plan in a window, with or without a drag.

    Raises UsageError for a name that is none, RangeError for a number out of range.
    """
    name = text.strip().lower()
    word, _, number = name.partition(":")
    if word in MOST:
        count = _count(name, word, number)
        if word == "threads":
            return Load(name, {"threads": str(count)})
        return Flood(name, count)
    if name in ("window", "drag"):
        return Windowed(name, in_window, drags=name == "drag")
    if name in ("idle", "gc"):
        return Load(name, piece=HOARD if name == "gc" else CLICK)
    nearest = get_close_matches(name[: len("osc:100000")], EXAMPLES, n=1, cutoff=0.4)
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    raise UsageError(f"no load {text!r:.40}: {hint}Give {ALLOWED}")


def _count(name: str, word: str, number: str) -> int:
    if not number.isdecimal():
        raise UsageError(f"load {name!r:.40} needs a number: give {word}:1 to {word}:{MOST[word]}")
    count = int(number[:10])
    if not 1 <= count <= MOST[word]:
        raise RangeError(f"load {name:.40} is out of range: give {word}:1 to {word}:{MOST[word]}")
    return count


@contextmanager
def playing(plan: Plan) -> Iterator[Front]:
    """Begin to play a plan; see to it that it has ended afterwards."""
    front = Front(plan)
    try:
        yield front
    finally:
        front.stop()


@contextmanager
def listening(desk: Desk) -> Iterator[OscServer]:
    """Let a desk be steered over a free port of this machine; it has to be started."""
    server = OscServer(desk, OscSettings(port=0))
    try:
        yield server
    finally:
        server.close()
