"""Packets and files of every kind of badness: nothing breaks, nothing escapes, nothing takes long.

Of the files that a stranger may hand over, Scoretime reads journals, snapshots, bindings, what the
window remembers, last states, tunings, keyboard maps and MIDI files. Pieces and orchestras are
programs.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator import pieces
from generator.control import snapshot_file
from generator.control.commands import Action, Applied, At, Command, Over
from generator.control.journal import Journal, JournalWriter
from generator.control.journal_reading import read
from generator.control.midi import store
from generator.control.osc import bindings
from generator.engine.null import RecordingEngine
from generator.errors import ScoretimeError
from generator.files import DAMAGE
from generator.session.laststate import LastState
from generator.session.replaying import extent_of, prepared
from generator.session.session import Session
from generator.timing.clock import VirtualClock
from gui.settings import Settings
from tests.control import journals
from tests.control.osc.forger import Forger
from tests.control.osc.target import FULL_PACKET, HELD_SECONDS, Cost, Target
from tests.soak import fuzz_music
from tests.soak.fuzz_files import Kind, tried
from tests.soak.results import Held

PACKETS, FEW_PACKETS = 1_000_000, 20_000
FILES, FEW_FILES = 100_000, 1_000
GUIDED_RUNS, FEW_GUIDED_RUNS = 100_000, 2_000
MADE = {"a.jsonl", "whole.jsonl", "window.json", *fuzz_music.MADE}
PLAYED_EVERY, PLAYED_SAMPLES, STEP_SAMPLES = 50, 96_000, 960
MOST_RATIO = 3.0
GUIDED = ("packet", "stream", "json", "journal", "snapshots", "name", "scl", "kbm", "mid")


def run(quick: bool) -> list[Held]:
    """Send forged packets, read damaged files, and let atheris look for more where it is there."""
    with TemporaryDirectory() as folder:
        return [
            *packets(Path(folder, "osc"), FEW_PACKETS if quick else PACKETS),
            *files(Path(folder), FEW_FILES if quick else FILES),
            *guided(FEW_GUIDED_RUNS if quick else GUIDED_RUNS),
        ]


# -- packets


def packets(folder: Path, count: int) -> list[Held]:
    """Return what so many packets cost, and whether any of them did what it should not."""
    target = Target(folder)
    gc.collect()
    gc.freeze()
    try:
        return _sent(target, count)
    finally:
        gc.unfreeze()


def _sent(target: Target, count: int) -> list[Held]:
    honest = target.best(FULL_PACKET).whole
    costs: list[Cost] = []
    for index, packet in enumerate(islice(Forger(6).packets(), count)):
        cost = target.cost(packet, index)
        if cost.longest > HELD_SECONDS or cost.whole > MOST_RATIO * honest:
            cost = target.best(packet, index)  # a machine's noise counts as time
        costs.append(cost)
        if index % 100 == 0:
            target.dispatch.do_waiting()
    what = f"{count:,} forged OSC packets, from this machine and another"
    whole, turns = sorted(each.whole for each in costs), [each.longest for each in costs]
    median, rare = statistics.median(whole), whole[int(0.999 * count)]
    longest, worst = max(turns), whole[-1]
    ratio = worst / max(honest, target.best(FULL_PACKET).whole)
    escaped = target.escaped()
    return [
        Held(f"{what}: escapes", _listed(escaped), "none", not escaped),
        Held(
            "the same: how long one holds the server at a time",
            f"{_ms(longest)} at most, median {_ms(statistics.median(turns))}",
            "1 ms at most",
            longest <= target.longest_allowed(),
        ),
        Held(
            "the same: how long one takes in all, in turns",
            f"median {_ms(median)}, 99.9 % {_ms(rare)}, at most {_ms(worst)}, "
            f"{ratio:.1f} times an honest one of 512 messages",
            f"{MOST_RATIO:g} times at most",
            ratio <= MOST_RATIO,
        ),
    ]


def _ms(seconds: float) -> str:
    return f"{1000.0 * seconds:.2g} ms"


def _listed(found: list[str]) -> str:
    return ", ".join(found[:5]) or "none"


# -- files


def files(folder: Path, count: int) -> Iterator[Held]:
    """Yield what became of so many damaged files of each kind."""
    place = folder / "files"
    place.mkdir()
    for kind in [*kinds(place), *fuzz_music.kinds(place)]:
        yield tried(kind, count)
    yield from fuzz_music.largest(place)
    odd = sorted({path.name for path in place.iterdir()} - MADE)
    yield Held("files made by reading them", _listed(odd), "none", not odd)


def kinds(folder: Path) -> list[Kind]:
    """Return all kinds of files that are read."""
    player = Player(folder)
    values = {"tempo": 96.0, "density": 0.5}
    snapshots = {"lattice": {"1": snapshot_file.Snapshot(values, "calm"), "two": _snapshot(values)}}
    bound = [{"address": "/1/fader1", "target": "density"}, {"address": "/x", "target": "play"}]
    midi = {"kind": "cc", "channel": 1, "number": 7, "target": "density", "mode": "pickup"}
    window = {"place": [10, 20], "size": [1280, 800], "scale": 1.5, "page": "Mixer"}
    state = LastState("lattice", 7, "2026-05-01 20:15", values, recording="take.wav")
    return [
        Kind("journals, some of them played", [player.sample], player.read, (ScoretimeError,)),
        Kind(
            "snapshots", [snapshot_file.text_of(snapshots).encode()], snapshot_file.parsed, DAMAGE
        ),
        Kind("OSC bindings", [_json({"format": 1, "bindings": bound})], bindings._parsed, DAMAGE),
        Kind("MIDI bindings", [_json({"device": "a", "bindings": [midi]})], store._parsed, DAMAGE),
        Kind("what the window remembers", [_json(window)], window_of(folder), ()),
        Kind(
            "last states", [state.to_text().encode()], LastState.parsed, (*DAMAGE, ScoretimeError)
        ),
    ]


def _snapshot(values: dict[str, float]) -> snapshot_file.Snapshot:
    return snapshot_file.Snapshot(values)


def _json(tree: Any) -> bytes:
    return json.dumps(tree, indent=2).encode()


def window_of(folder: Path) -> Callable[[bytes], object]:
    """Return what reads the window's settings from a file."""
    path = folder / "window.json"

    def read_window(data: bytes) -> Settings:
        path.write_bytes(data)
        return Settings.read(path)

    return read_window


class Player:
    """Reads journals, and plays some of those that can be, without sound."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "a.jsonl"
        self._read = 0
        whole = folder / "whole.jsonl"
        writer = JournalWriter(whole, HEADER)
        writer.applied(APPLIED)
        writer.late([(3, None), (9, 50_000)])
        writer.played(60_000)
        writer.restarted(65_000)
        writer.close(96_000, ended=True)
        self.sample = whole.read_bytes()

    def read(self, data: bytes) -> None:
        """Read a journal; raises ScoretimeError."""
        self._path.write_bytes(data)
        journal = read(self._path)
        self._read += 1
        if self._read % PLAYED_EVERY == 0 and journal.header.piece in pieces.names():
            play(journal)


def play(journal: Journal) -> None:
    """Play two seconds of a journal; raises AssertionError for what no engine should get."""
    engine = RecordingEngine(journal.header.sample_rate)
    setup = prepared(journal)
    session = Session(setup, engine, VirtualClock(), extent_of(journal), None, journal.late)
    session.replay(journal.applied)
    for horizon_sample in range(STEP_SAMPLES, PLAYED_SAMPLES, STEP_SAMPLES):
        session.advance(horizon_sample)
    assert all(isfinite(value) for _, _, value in engine.channels), "a channel is not finite"
    for event in engine.events:
        assert 0.0 <= event.amplitude <= 1.0, "an amplitude is out of range"
        assert event.duration_samples > 0, "a length is out of range"
        assert isfinite(event.frequency_hz), "a frequency is not finite"


HEADER = replace(
    journals.HEADER,
    piece="loops",
    extent={"duration_seconds": 2.0, "bars": None, "tail_seconds": None},
    values={"tempo": 96.0, "density": 0.5},
)
APPLIED = [
    Applied(0, 0.0, Command(Action.SET, "density", 0.5, source="key")),
    Applied(960, 0.1, Command(Action.RECALL, values=(("tempo", 90.0), ("density", 0.7)), ramp=2.0)),
    Applied(4800, 0.2, Command(Action.SET, "tempo", 120.0, ramp=4.0, over=Over.BEATS)),
    Applied(9600, 0.3, Command(Action.REROLL, value=11.0, at=At.BAR)),
    Applied(19_200, 0.4, Command(Action.PIECE, "phase", due_sample=24_000)),
    Applied(28_800, 0.5, Command(Action.ALIGN, values=(("beat", 4.0), ("sample", 72_000.0)))),
    Applied(38_400, 0.6, Command(Action.PANIC)),
]


# -- coverage-guided


def guided(runs: int) -> Iterator[Held]:
    """Yield what atheris found, which watches where in the code each input leads."""
    if find_spec("atheris") is None:
        return
    for target in GUIDED:
        done = subprocess.run(
            [sys.executable, "-m", "tests.soak.guided", target, f"-atheris_runs={runs}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        told = (done.stdout + done.stderr).strip().splitlines()
        failed = next((line for line in told if "Error" in line or "Exception" in line), "failed")
        yield Held(
            f"{runs:,} inputs guided by coverage (atheris): {target}",
            "nothing found" if done.returncode == 0 else failed[:120],
            "nothing found",
            done.returncode == 0,
        )
