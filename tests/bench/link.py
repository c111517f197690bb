"""How close a performance stays to another program in its Ableton Link session.

It runs in a network of its own, with a second program of another library; both read their beat by
the monotonic clock.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.engine.audio import AudioSettings
from generator.session.front import Front
from generator.session.panel import Panel, Ways
from generator.session.plan import Plan
from generator.session.setup import Choice
from tests.bench.results import Result
from tests.control.link.scene import Peer, peer_at
from tests.own_network import output_of, own_network

SETTLING_SECONDS = 5.0
TARGET_MS = 1.0


def results() -> list[Result]:
    """Return how far apart the two were, five seconds after each change of tempo and later."""
    if not own_network():
        return [Result("Link: phase between two peers", "no network of its own", "1 ms", False)]
    measured: dict[str, float] = json.loads(output_of("tests.bench.link"))
    return [
        Result(f"Link: phase {what}", f"{worst:.2f} ms", f"{TARGET_MS:g} ms", worst <= TARGET_MS)
        for what, worst in measured.items()
    ]


def main() -> None:
    """Play beside the other program and print the worst phase after each change."""
    with TemporaryDirectory() as folder, peer_at(100.0) as peer:
        while peer()["beat"] < 2.0:  # its session has to be the older one, so that it stays
            time.sleep(0.05)
        front = Front(Plan(Choice("lattice", 7), audio=AudioSettings("null")))
        panel = Panel(front, Ways(osc_port=None, link=True, snapshots=Path(folder, "none.json")))
        try:
            print(json.dumps(dict(_measured(front, panel, peer))))
        finally:
            panel.close()
            front.stop()


def _measured(front: Front, panel: Panel, peer: Peer) -> Iterator[tuple[str, float]]:
    while peer()["peers"] == 0:
        _play(front, panel, peer, 0.1)
    _play(front, panel, peer, SETTLING_SECONDS)
    yield "5 s after joining", _play(front, panel, peer, 2.0)
    peer(tempo=133.0)
    _play(front, panel, peer, SETTLING_SECONDS)
    yield "5 s after their change of tempo", _play(front, panel, peer, 2.0)
    panel.desk.set("tempo", 90.5, "bench")
    _play(front, panel, peer, SETTLING_SECONDS)
    yield "5 s after our change of tempo", _play(front, panel, peer, 2.0)
    assert abs(peer()["tempo"] - 90.5) < 0.001
    assert front.values["tempo"] == 90.5


def _play(front: Front, panel: Panel, peer: Peer, seconds: float) -> float:
    """Play on; return how far off the phase was at most, in milliseconds."""
    worst = 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for message in front.poll(0.02):
            panel.take(message)
            if "status" in message:
                worst = max(worst, abs(_off_ms(front, peer)))
    return worst


def _off_ms(front: Front, peer: Peer) -> float:
    there, status = peer(), front.status()
    seconds = front.monotonic_at(status.sample) or 0.0
    beat = there["beat"] + (seconds - there["seconds"]) * there["tempo"] / 60.0
    return ((beat - status.beats + 2.0) % 4.0 - 2.0) * 60_000.0 / there["tempo"]


if __name__ == "__main__":
    main()
