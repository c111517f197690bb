"""The golden event lists of the bundled pieces.

`python -m tests.pieces.golden` writes them anew: do so only when a piece is meant to change.
`python -m tests.pieces.golden digests` prints what every piece comes to now.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.composition import Event
from generator.pieces import names
from tests.pieces.performing import CLASSIC, FIVE_MINUTES, perform

FOLDER = Path(__file__).with_name("golden")
SEEDS = (1, 2, 3)
SHOWN = 200
DIGESTS = FOLDER / "digests.json"
DIGEST_SEED, DIGEST_SECONDS = 7, 60.0


def brief(event: Event) -> list[Any]:
    """Return an event as it stands in a golden list."""
    beats, duration_beats = round(event.beat, 6), round(event.duration_beats, 6)
    return [event.onset_sample, beats, event.part, event.pitch, duration_beats, _short(event)]


def _short(event: Event) -> float:
    return round(event.amplitude, 6)


def digest(events: list[Event]) -> str:
    """Return the SHA-256 over all that an event says, floats to six decimals."""
    total = sha256()
    for event in events:
        fields = (f"{field:.6f}" if isinstance(field, float) else str(field) for field in event[:7])
        controls = (f"{value:.6f}" for value in event.controls)
        total.update("|".join([*fields, *controls, event.part, "\n"]).encode())
    return total.hexdigest()


def golden(piece: str, seed: int) -> dict[str, Any]:
    """Return what a golden file of a piece and seed holds."""
    events = perform(piece, seed, FIVE_MINUTES).events
    return {
        "piece": piece,
        "seed": seed,
        "seconds": FIVE_MINUTES,
        "events": len(events),
        "sha256": digest(events),
        "first": [brief(event) for event in events[:SHOWN]],
    }


def path_of(piece: str, seed: int) -> Path:
    """Return where the golden list of a piece and seed is."""
    return FOLDER / f"{piece}-{seed}.json"


def write(piece: str, seed: int) -> None:
    """Write the golden list of a piece and seed, one event a line."""
    content = golden(piece, seed)
    rows = ",\n".join(json.dumps(row) for row in content.pop("first"))
    head = json.dumps(content)[:-1]
    path_of(piece, seed).write_text(f'{head}, "first": [\n{rows}\n]}}\n', encoding="utf-8")


def digests() -> dict[str, str]:
    """Return the digest of the first minute of every bundled piece."""
    return {name: digest(perform(name, DIGEST_SEED, DIGEST_SECONDS).events) for name in names()}


if __name__ == "__main__":
    if sys.argv[1:] == ["digests"]:
        print(json.dumps(digests(), indent=1))
    else:
        DIGESTS.write_text(f"{json.dumps(digests(), indent=1)}\n", encoding="utf-8")
        for piece_name in CLASSIC:
            for piece_seed in SEEDS:
                write(piece_name, piece_seed)
