"""Steering: how soon a packet is heard, how many may come, and whether a replay is the same."""

from __future__ import annotations

import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import soundfile
from numpy.typing import NDArray

from csd import __file__ as csd_package
from generator.control.desk import Desk
from generator.control.journal_reading import read
from generator.control.osc.server import OscServer, OscSettings
from generator.control.snapshots import Bank
from generator.engine.audio import AudioSettings
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.rendering import render_journal
from generator.session.setup import Choice
from tests.bench import exactness
from tests.bench.results import Result

GATE = str(Path(csd_package).parent / "gate.csd")
LISTEN_PORT = 9003  # as gate.csd has it
RATE = 48_000
BUFFER_SAMPLES = 128
ALLOWANCE_MS = 2.0
FLOOD_A_SECOND, FLOODED = 10_000, "/param/legato"
NO_SETTINGS: Mapping[str, float] = MappingProxyType({})
PACKET = struct.Struct(">f")


def results(seconds: float) -> list[Result]:
    """Return the lines of the table on steering."""
    return [
        *latency(round(10 * seconds)),
        flooded(0.5 * seconds),
        forged(0.25 * seconds),
        replayed(seconds),
    ]


class Played:
    """A performance with an OSC endpoint, polled by whoever plays it."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.front = Front(plan)
        desk = Desk(self.front, Bank(folder / "snapshots.json"), folder)
        self.server = OscServer(desk, OscSettings(port=0))
        self._greeted = False

    def poll(self, seconds: float) -> None:
        """Let the performance go on for a moment."""
        for message in self.front.poll(seconds):
            if "hello" in message:
                self._greeted = True
                self.server.start()

    @property
    def ready(self) -> bool:
        """Whether it plays and its clock is known well."""
        return self._greeted and self.front.status().seconds > 1.0


@contextmanager
def playing(plan: Plan) -> Iterator[Played]:
    """Play a plan with an OSC endpoint until the block ends; it is ready when the block begins."""
    with tempfile.TemporaryDirectory() as folder:
        played = Played(plan, Path(folder))
        try:
            while not played.ready:
                played.poll(0.02)
            yield played
        finally:
            played.front.stop()
            played.server.close()


def message(address: str, value: float) -> bytes:
    """Return an OSC message with one number."""
    return padded(address) + padded(",f") + PACKET.pack(value)


def padded(text: str) -> bytes:
    """Return a text as OSC has it."""
    data = text.encode() + b"\0"
    return data + b"\0" * (-len(data) % 4)


# -- latency


def latency(packets: int) -> list[Result]:
    """Send packets at random times to us and to Csound's own listener; compare when each sounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gate.wav")
        choice = Choice(str(exactness.PIECES / "waiting.py"), 1, csd=GATE)
        plan = Plan(choice, audio=AudioSettings("null"), recording=str(path))
        with playing(plan) as played:
            sent = list(_toggled(played, packets))
            look_ahead_ms = played.front.extra["look_ahead_ms"]
        sound, _ = soundfile.read(path, dtype="float32")
    limit_ms = look_ahead_ms + 1000.0 * BUFFER_SAMPLES / RATE + ALLOWANCE_MS
    ours, theirs = (_delays_ms(sound[:, channel], sent) for channel in (0, 1))
    figure = f"{_quantiles(ours)}; Csound's own OSClisten {_quantiles(theirs)}"
    target = f"99th at most look-ahead + buffer + 2 ms = {limit_ms:.1f} ms"
    reached = bool(np.quantile(ours, 0.99) <= limit_ms)
    return [
        Result(f"OSC packet to changed sound, {packets} packets, null", figure, target, reached)
    ]


def _toggled(played: Played, packets: int) -> Iterator[float]:
    """Send the gate up and down; yield the sample of the session at which each packet left."""
    chance = random.Random(1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for index in range(packets):
            due = time.monotonic() + chance.uniform(0.06, 0.12)
            while time.monotonic() < due:
                played.poll(0.005)
            value = 0.8 if index % 2 else 0.2
            at = played.front.sample_at(time.monotonic())
            sender.sendto(message("/param/gate/native", value), ("127.0.0.1", played.server.port))
            sender.sendto(message("/gate", value), ("127.0.0.1", LISTEN_PORT))
            assert at is not None
            yield at
        due = time.monotonic() + 0.2
        while time.monotonic() < due:
            played.poll(0.005)


def _delays_ms(sound: NDArray[np.float32], sent: list[float]) -> NDArray[np.float64]:
    """Return how much later than each packet the level changed."""
    changed = np.flatnonzero(np.diff(sound)) + 1
    found = changed[np.searchsorted(changed, sent)]
    return (found - np.array(sent)) * 1000.0 / RATE


def _quantiles(delays_ms: NDArray[np.float64]) -> str:
    median, high = np.quantile(delays_ms, [0.5, 0.99])
    return f"median {median:.1f} ms, 99th {high:.1f} ms"


# -- a flood


def flooded(
    seconds: float,
    settings: Mapping[str, float] = NO_SETTINGS,
    look_ahead_seconds: float | None = None,
) -> Result:
    """Send 10,000 messages a second while clicks play; all must act, all onsets be exact."""
    asked = exactness.plan(
        "pulse", settings, seconds=seconds + 2.0, look_ahead_seconds=look_ahead_seconds
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "take.wav")
        with playing(replace(asked, recording=str(path))) as played:
            sent = _flood(played, seconds)
            while not played.front.over:
                played.poll(0.02)
        found = set(np.flatnonzero(soundfile.read(path, dtype="float32")[0]).tolist())
    front, server = played.front, played.server
    expected = set(exactness.expected_onsets(asked, front.applied))
    status = front.status()
    figure = (
        f"{sent - server.received} of {sent} lost, {status.late} late, "
        f"{len(expected & found)} of {len(expected)} onsets exact, "
        f"margin {status.margin_ms or 0.0:.1f} ms"
    )
    reached = sent == server.received and found == expected and not status.late
    what = f"{FLOOD_A_SECOND} OSC messages a second for {seconds:g} s"
    return Result(what, figure, "0 lost, 0 late, all exact", reached)


def _flood(played: Played, seconds: float) -> int:
    """Flood it from another process; return how many messages were sent."""
    return int(_beside(played, "generator.lab.flood", FLOOD_A_SECOND, seconds, FLOODED))


def _beside(played: Played, module: str, *words: float | str) -> str:
    """Let another process send to the port while it plays; return what that printed."""
    command = [sys.executable, "-m", module, *map(str, (played.server.port, *words))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sender:
        while sender.poll() is None and not played.front.over:
            played.poll(0.02)
        assert sender.stdout is not None
        return sender.stdout.read()


def forged(seconds: float) -> Result:
    """Send the flagship a thousand packets a second of every badness; it must not come late."""
    packets = round(1000 * seconds)
    plan = Plan(Choice("lattice", 7), audio=AudioSettings("null"))
    with playing(plan) as played, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        _beside(played, "tests.control.osc.forger", packets, seconds)
        asker.settimeout(2.0)
        asker.sendto(padded("/ping") + padded(","), ("127.0.0.1", played.server.port))
        answers = asker.recv(64).startswith(b"/pong")
        status, refused = played.front.status(), played.server.refused
        restarts = played.front.restarts
    figure = f"{status.late} late, {status.dropped} dropped, {refused} refused, {restarts} restarts"
    reached = answers and not (status.late or status.dropped or restarts)
    what = f"{packets} forged packets in {seconds:g} s, to the flagship"
    return Result(what, figure, "0 late, alive", reached)


# -- replay


def replayed(seconds: float) -> Result:
    """Steer the flagship by a thousand messages a minute; render its journal; compare."""
    messages = round(1000 * seconds / 60.0)
    with tempfile.TemporaryDirectory() as folder:
        live, again, journal = (Path(folder, name) for name in ("a.wav", "b.wav", "a.jsonl"))
        plan = Plan(
            Choice("lattice", 7),
            Extent(seconds, tail_seconds=1.0),
            AudioSettings("null"),
            recording=str(live),
            journal=str(journal),
        )
        with playing(plan) as played:
            _steer(played, messages, seconds - 2.0)
        render_journal(read(journal), RenderOptions(again, quiet=True))
        ours, theirs = (soundfile.read(path, dtype="float32")[0] for path in (live, again))
        applied = len(read(journal).applied)
    same = ours.shape == theirs.shape and bool(np.array_equal(ours, theirs))
    figure = f"{'identical' if same else 'DIFFERENT'}, {applied} commands, {len(ours)} frames"
    what = f"replay of {seconds:g} s steered by {messages} OSC messages, to its recording"
    return Result(what, figure, "bit-identical", same)


def _steer(played: Played, messages: int, seconds: float) -> None:
    """Send messages to parameters by chance, evenly over the time, until the piece is over."""
    chance, start = random.Random(2), time.monotonic()
    choose = _chosen(chance, [each.id for each in played.front.subject.declared])
    sent = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        while not played.front.over:
            played.poll(0.005)
            while sent < min(messages, (time.monotonic() - start) * messages / seconds):
                sender.sendto(choose(), ("127.0.0.1", played.server.port))
                sent += 1


def _chosen(chance: random.Random, ids: list[str]) -> Callable[[], bytes]:
    """Return what makes a message to any of these parameters but the seed."""
    steered = [key for key in ids if key != "seed"]

    def choose() -> bytes:
        key = chance.choice(steered)
        if key.startswith("macro."):
            return message(f"/macro/{key.removeprefix('macro.')}", chance.random())
        return message(f"/param/{key}", chance.random())

    return choose
