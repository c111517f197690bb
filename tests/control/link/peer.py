"""Another program in a Link session, made with another library: aalink. It obeys lines of JSON.

{"tempo": 133}, {"playing": true}, {"read": 1}; every line is answered by how the session stands,
at a moment of `time.monotonic`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import aalink

READINGS = 9


def reading(link: aalink.Link) -> dict[str, float]:
    """Return the beat with its moment, from the reading that took the least time."""
    taken = []
    for _ in range(READINGS):
        before = time.monotonic()
        beat = link.beat
        after = time.monotonic()
        taken.append((after - before, (before + after) / 2.0, beat))
    _, seconds, beat = min(taken)
    return {
        "seconds": seconds,
        "beat": beat,
        "tempo": link.tempo,
        "playing": link.playing,
        "peers": link.num_peers,
    }


async def main(tempo_bpm: float) -> None:
    link = aalink.Link(tempo_bpm)
    link.quantum = 4.0
    link.start_stop_sync_enabled = True
    link.enabled = True
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        if "tempo" in order:
            link.tempo = order["tempo"]
        if "playing" in order:
            link.playing = order["playing"]
        print(json.dumps(reading(link)), flush=True)
    link.enabled = False


asyncio.run(main(float(sys.argv[1])))
