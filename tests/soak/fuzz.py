"""Packets and files of every kind of badness: nothing breaks, nothing escapes, nothing takes long.

Of the files that a stranger may hand over, Scoretime reads journals, snapshots, bindings, what the
window remembers and last states. It reads no .scl and no .mid; pieces and orchestras are programs.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice
from math import isfinite
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator import pieces
from generator.control import snapshot_file
from generator.control.commands import Action, Applied, At, Command, Over
from generator.control.files import DAMAGE
from generator.control.journal import Journal, JournalWriter
from generator.control.journal_reading import read
from generator.control.midi import store
from generator.control.osc import bindings
from generator.engine.null import RecordingEngine
from generator.errors import ScoretimeError
from generator.session.laststate import LastState
from generator.session.replaying import extent_of, prepared
from generator.session.session import Session
from generator.timing.clock import VirtualClock
from gui.settings import Settings
from tests.control import journals
from tests.control.osc.forger import Forger
from tests.control.osc.target import FULL_PACKET, HELD_SECONDS, Cost, Target
from tests.soak.results import Held

PACKETS, FEW_PACKETS = 1_000_000, 20_000
FILES, FEW_FILES = 100_000, 1_000
GUIDED_RUNS, FEW_GUIDED_RUNS = 100_000, 2_000
PLAYED_EVERY, PLAYED_SAMPLES, STEP_SAMPLES = 50, 96_000, 960
MOST_RATIO = 3.0
MOST_FILE_SECONDS = 1.0
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 1e308, -1e308, 5e-324, 2**53 + 1, 2**63, 10**40, ""),
    *(
        "\0",
        "x" * 5000,
        "../../etc/passwd",
        "/dev/zero",
        "\udcff",
        [],
        {},
        [[[[]]]],
        {"a": {"b": 1}},
    ),
]


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


class Kind(NamedTuple):
    """A kind of file: whole ones, and what reads one, which may raise what is in `refusals`."""

    name: str
    samples: list[bytes]
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]


def files(folder: Path, count: int) -> Iterator[Held]:
    """Yield what became of so many damaged files of each kind."""
    (folder / "files").mkdir()
    for kind in kinds(folder / "files"):
        yield _read(kind, count)
    left = sorted(path.name for path in (folder / "files").iterdir())
    odd = [name for name in left if name not in ("a.jsonl", "whole.jsonl", "window.json")]
    yield Held("files made by reading them", _listed(odd), "none", not odd)


def _read(kind: Kind, count: int) -> Held:
    damaged = Damaged(7, kind.samples)
    ends: Counter[str] = Counter()
    broken: list[str] = []
    longest = 0.0
    for data in islice(damaged.files(), count):
        began = time.thread_time()
        try:
            kind.read(data)
            ends["read"] += 1
        except kind.refusals as error:
            ends["refused"] += 1
            if isinstance(error, ScoretimeError) and (
                "\n" in (said := str(error)) or len(said) > 999
            ):
                broken.append(f"{type(error).__name__} is no short line")
        except Exception as error:
            broken.append(f"{type(error).__name__}: {error!s:.100}")
        longest = max(longest, time.thread_time() - began)
    found = f"{ends['read']:,} read, {ends['refused']:,} refused, at most {_ms(longest)} each"
    return Held(
        f"{count:,} damaged files: {kind.name}",
        f"{found}; {broken[0]}" if broken else found,
        "read or refused in a line, within 1 s",
        not broken and longest <= MOST_FILE_SECONDS,
    )


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


class Damaged:
    """Makes files out of whole ones, damaged in every way, the same ones from the same seed."""

    def __init__(self, seed: int, samples: list[bytes]) -> None:
        self._random = Random(seed)
        self._samples = samples

    def files(self) -> Iterator[bytes]:
        """Yield files for ever."""
        ways = [
            self._odd,
            self._odd,
            self._bytes,
            self._cut,
            self._spliced,
            self._noise,
            self._deep,
        ]
        while True:
            yield self._random.choice(ways)()

    def _whole(self) -> bytes:
        return self._random.choice(self._samples)

    def _odd(self) -> bytes:
        """Put an odd value into a place of one line, or of the whole where it is one."""
        whole = self._whole()
        lines = whole.splitlines() if whole.startswith(b'{"journal"') else [whole]
        at = self._random.randrange(len(lines))
        tree = json.loads(lines[at])
        for _ in range(self._random.randrange(1, 3)):
            tree = self._replaced(tree)
        lines[at] = json.dumps(tree).encode()
        return b"\n".join(lines) + b"\n"

    def _replaced(self, tree: Any) -> Any:
        random = self._random
        if not isinstance(tree, dict | list) or not tree or random.random() < 0.1:
            return random.choice(ODD)
        if isinstance(tree, list):
            at = random.randrange(len(tree))
            return [*tree[:at], self._replaced(tree[at]), *tree[at + 1 :]]
        key = random.choice(list(tree))
        if random.random() < 0.15:
            return {each: inner for each, inner in tree.items() if each != key}
        if random.random() < 0.1:
            return tree | {random.choice(["", "odd", "\0", "x" * 300]): random.choice(ODD)}
        return tree | {key: self._replaced(tree[key])}

    def _bytes(self) -> bytes:
        data = bytearray(self._whole())
        for _ in range(self._random.randrange(1, 8)):
            data[self._random.randrange(len(data))] = self._random.randrange(256)
        return bytes(data)

    def _cut(self) -> bytes:
        data = self._whole()
        return data[: self._random.randrange(len(data))]

    def _spliced(self) -> bytes:
        one, other = self._whole(), self._whole()
        start, end = sorted(self._random.choices(range(len(other)), k=2))
        at = self._random.randrange(len(one))
        return one[:at] + other[start:end] * self._random.randrange(1, 4) + one[at:]

    def _noise(self) -> bytes:
        return self._random.randbytes(self._random.randrange(200))

    def _deep(self) -> bytes:
        depth = self._random.choice((17, 100, 2000, 50_000))
        opening, closing = self._random.choice(((b"[", b"]"), (b'{"a":', b"}")))
        return opening * depth + b"1" + closing * self._random.choice((0, depth))


# -- coverage-guided


def guided(runs: int) -> Iterator[Held]:
    """Yield what atheris found, which watches where in the code each input leads."""
    if find_spec("atheris") is None:
        return
    for target in ("packet", "stream", "json", "journal", "snapshots", "name"):
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
