"""The file of snapshots, which people can read.

{"format": 1, "pieces": {piece: {name: {parameter: value}}}}, and where there are labels
"labels": {piece: {name: label}}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.files import MEGABYTE, parsed_json

FORMAT = 1
MOST_BYTES = 32 * MEGABYTE
LONGEST_LABEL = 40

Values = Mapping[str, float]
Stamp = tuple[int, int, int] | None


class Snapshot(NamedTuple):
    """What is kept under a name. label: what the player calls it."""

    values: Values
    label: str = ""


Pieces = Mapping[str, Mapping[str, Snapshot]]


def stamp_of(path: Path) -> Stamp:
    """Return what changes with the file; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def parsed(data: bytes) -> Pieces:
    """Return the snapshots in a file's text; raises ValueError and its like for anything else.

    Names may be any text, as they were once: they are keys and name no file.
    """
    found: dict[str, Any] = parsed_json(data)
    if found["format"] != FORMAT:
        raise ValueError(f"its format {found['format']!r:.20} is not known, only {FORMAT} is")
    labels = found.get("labels", {})
    return {
        piece: {
            name: Snapshot(_numbers(values), checked_label(labels.get(piece, {}).get(name, "")))
            for name, values in snapshots.items()
        }
        for piece, snapshots in found["pieces"].items()
    }


def checked_label(label: str) -> str:
    """Return a label without needless blanks; raises ValueError for what is none."""
    text = " ".join(label.split())
    if len(text) > LONGEST_LABEL or not text.isprintable():
        raise ValueError(f"{label!r:.80} is no label: give at most {LONGEST_LABEL} letters")
    return text


def _numbers(values: dict[str, Any]) -> dict[str, float]:
    for key, value in values.items():
        if type(value) not in (int, float):
            raise ValueError(f"{key:.40} is no number")
    return {key: float(value) for key, value in values.items()}


def text_of(pieces: Pieces) -> str:
    """Return the text of a file."""
    values = {
        piece: {name: each.values for name, each in snapshots.items()}
        for piece, snapshots in pieces.items()
    }
    labels = {
        piece: {name: each.label for name, each in snapshots.items() if each.label}
        for piece, snapshots in pieces.items()
    }
    whole: dict[str, Any] = {"format": FORMAT, "pieces": values}
    if named := {piece: each for piece, each in labels.items() if each}:
        whole["labels"] = named
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
