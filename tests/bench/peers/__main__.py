"""`make bench-peers`: one click track on Scoretime and on its peers, as a table and peers.json."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from shutil import which
from typing import Any

from tests.jack import jack_server
from tests.soak.results import machine

from .figures import Figures, figures
from .runs import CONDITIONS, PEERS, Condition, Peer, heard
from .table import Cell, markdown, placed, terminal
from .track import Track

TEMPI = (480.0, 120.0)
KEPT, PAGE = Path("peers.json"), Path("README.md")
SECONDS, QUICK_SECONDS = 60.0, 6.0


def main() -> int:
    """Run the peers that were asked for, in every condition; a peer that can't run is a line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=__doc__)
    names = [peer.name for peer in PEERS]
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"of {', '.join(names)}")
    parser.add_argument("--seconds", type=float, help=f"how long a run is; {SECONDS:g} unless told")
    parser.add_argument("--quick", action="store_true", help=f"runs of {QUICK_SECONDS:g} s")
    parser.add_argument("--kept", action="store_true", help=f"no run: show what {KEPT} has")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    asked = parser.parse_args()
    if strange := set(asked.peers) - set(names):
        parser.error(f"no such peer: {', '.join(sorted(strange))}")
    seconds = asked.seconds or (QUICK_SECONDS if asked.quick else SECONDS)
    record = json.loads(KEPT.read_text()) if asked.kept else begun(seconds)
    cells = cells_of(record)
    if not asked.kept:
        wanted = [peer for peer in PEERS if not asked.peers or peer.name in asked.peers]
        with jack_server() if which("jackd") else nullcontext():
            for cell in measured(wanted, seconds):
                cells.append(cell)
                keep(record, cells)
    print(terminal(cells, record["seconds"]))
    if asked.write:
        table = markdown(cells, record)
        PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


def begun(seconds: float) -> dict[str, Any]:
    """Return a record without runs."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "seconds": seconds,
        "tempi": list(TEMPI),
        "command": "make bench-peers",
        "loads": [],
        "cells": [],
    }


def measured(peers: Sequence[Peer], seconds: float) -> Iterator[Cell]:
    """Run all peers in one condition after the other, one run at a time; tell of each."""
    for tempo in TEMPI:
        for condition in CONDITIONS:
            for peer in peers:
                print(f"{tempo:g} BPM, {condition.name}, {peer.name}…", file=sys.stderr, flush=True)
                yield cell(peer, Track(tempo, seconds, condition.threads), condition)


def cell(peer: Peer, track: Track, condition: Condition) -> Cell:
    """Run a peer once."""
    said = heard(peer, track, condition)
    found, why = None, said.get("lacks") or said.get("failed") or ""
    try:
        found = figures(track, said["onsets"]) if not why else None
    except ValueError as error:
        why = str(error)
    told = said.get("measured", ""), said.get("version", "")
    return Cell(peer.name, track.tempo_bpm, condition.name, *told, found, why)


def keep(record: dict[str, Any], cells: Sequence[Cell]) -> None:
    """Write all runs so far, with how busy the machine was after each."""
    record["loads"].append(round(os.getloadavg()[0], 2))
    found = [each._asdict() | {"figures": each.figures and asdict(each.figures)} for each in cells]
    KEPT.write_text(json.dumps(record | {"cells": found}, indent=2, ensure_ascii=False) + "\n")


def cells_of(record: dict[str, Any]) -> list[Cell]:
    """Return the runs of a record."""
    return [
        Cell(**each | {"figures": each["figures"] and Figures(**each["figures"])})
        for each in record["cells"]
    ]


if __name__ == "__main__":
    sys.exit(main())
