"""A day of music on a silent orchestra; prints what it took as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from csd import __file__ as csd_package
from generator.engine.offline_csound import OfflineCsound
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Choice, channel_values, prepare
from generator.timing.clock import VirtualClock

SILENT = str(Path(csd_package).parent / "silent.csd")
PIECE = str(Path(__file__).parent / "pieces" / "endless.py")
BLOCK_SECONDS = 1.0
FIRST_SECONDS = 60.0


def memory_mb() -> float:
    """Return the resident memory of this process."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4096 / 1e6


def main(hours: float) -> None:
    """Perform and discard; compare the memory at the end with that after a minute."""
    setup = prepare(Choice(PIECE, seed=1, csd=SILENT))
    engine = OfflineCsound(setup.orchestra, channel_values(setup))
    session = Session(setup, engine, VirtualClock(), Extent(duration_seconds=hours * 3600.0))
    block = round(BLOCK_SECONDS * engine.sample_rate)
    began, horizon, first_mb, most_mb = time.perf_counter(), 0, 0.0, 0.0
    while horizon < hours * 3600.0 * engine.sample_rate:
        horizon += block
        session.advance(horizon)
        engine.perform(block)
        engine.read()
        if horizon == FIRST_SECONDS * engine.sample_rate:
            first_mb = memory_mb()
        most_mb = max(most_mb, memory_mb()) if first_mb else 0.0
    print(
        json.dumps(
            {
                "piece": setup.piece.title,
                "events": session.status().events,
                "growth_mb": most_mb - first_mb,
                "seconds": time.perf_counter() - began,
            }
        )
    )


if __name__ == "__main__":
    main(float(sys.argv[1]))
