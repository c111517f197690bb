"""A performance and another program in one Link session; prints as JSON what came of it.

It is run in a network of its own, so that nobody else joins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.control.commands import Action
from generator.control.link.peer import Link
from tests.control.link.sharing import PlayingSurface, taken
from tests.control.surface import desk_of

FRAME_SECONDS = 1.0 / 30.0
PATIENCE_SECONDS = 15.0
PEER = Path(__file__).with_name("peer.py")


class Peer:
    """The other program; each call is an order, and returns how the session stands there."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, **order: object) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order or {"read": 1}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def peer_at(tempo_bpm: float) -> Iterator[Peer]:
    with subprocess.Popen(
        [sys.executable, str(PEER), str(tempo_bpm)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Peer(process)


class Scene:
    """Our side, thirty frames a second."""

    def __init__(self, folder: Path, tempo_bpm: float) -> None:
        self.surface = PlayingSurface(tempo_bpm)
        self.surface.epoch_seconds = time.monotonic()
        self.desk = desk_of(self.surface, folder)
        self.link = Link(self.desk)
        self.link.start()

    def frames(self, done: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
        """Play on until something is so; return whether it came to be in time."""
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                return False
            status = self.surface.frame(time.monotonic())
            self.link.changed(taken(self.surface))
            self.link.tell(status)
            time.sleep(FRAME_SECONDS)
        return True

    def off_ms(self, peer: Peer) -> float:
        """Return how far the two are from each other's phase, as neither of them tells it."""
        there = peer()
        beats = there["beat"] - self.surface.beat_at(there["seconds"])
        return ((beats + 2.0) % 4.0 - 2.0) * 60_000.0 / there["tempo"]


def never() -> bool:
    return False


def played(scene: Scene, peer: Peer) -> Iterator[tuple[str, object]]:
    surface = scene.surface
    yield "discovered", scene.frames(lambda: scene.link.peers == 1 and peer()["peers"] == 1)
    yield "tempo taken over", scene.frames(lambda: surface.values["tempo"] == 100.0)
    scene.frames(never, 3.0)
    yield "off after joining", scene.off_ms(peer)
    peer(tempo=133.0)
    yield "their tempo came", scene.frames(lambda: surface.values["tempo"] == 133.0, 2.0)
    scene.frames(never, 5.0)
    yield "off after their change", scene.off_ms(peer)
    yield "said", scene.link.notice
    scene.desk.set("tempo", 90.5, "osc")
    yield "our tempo came", scene.frames(lambda: abs(peer()["tempo"] - 90.5) < 1e-3, 2.0)
    scene.frames(never, 3.0)
    yield "off after our change", scene.off_ms(peer)
    yield "our tempo stayed", surface.values["tempo"]
    peer(playing=True)
    scene.frames(lambda: peer()["playing"], 1.0)
    peer(playing=False)
    yield "we paused", scene.frames(lambda: surface.transport.paused, 2.0)
    peer(playing=True)
    yield "we started", scene.frames(lambda: not surface.transport.paused, 5.0)
    scene.frames(never, 0.2)
    yield "off after starting", scene.off_ms(peer)
    scene.frames(never, 1.0)
    scene.desk.act(Action.PAUSE, "osc")
    yield "they stopped", scene.frames(lambda: not peer()["playing"], 2.0)
    scene.desk.act(Action.RESUME, "osc")
    yield "they started", scene.frames(lambda: peer()["playing"], 2.0)


def main() -> None:
    with TemporaryDirectory() as folder, peer_at(100.0) as peer:
        while peer()["beat"] < 2.0:  # of two sessions the older stays, where one is clearly older
            time.sleep(0.05)
        scene = Scene(Path(folder), 120.0)
        outcome = dict(played(scene, peer))
        scene.link.close()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while peer()["peers"] and time.monotonic() < deadline:
            time.sleep(0.05)
        outcome["they saw us leave"] = not peer()["peers"]
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()
