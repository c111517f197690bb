"""Five minutes of every bundled piece at four seeds: rendered, drawn and measured.

`python -m tests.pieces.listening FOLDER [PIECE ...] [--seconds S]` writes a render, a picture and
an explained score of each into a folder, and prints a table; what breaks a limit is marked.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from generator.measure.report import Measure, measured
from generator.pieces import names
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.rendering import render
from generator.session.setup import Choice
from generator.terminal.tables import aligned

SEEDS = (1, 2, 3, 21)
SECONDS = 300.0
LIMITS = {
    "loudness": (-20.0, -14.0),
    "true peak": (-99.0, -1.0),
    "DC": (0.0, 1e-3),
    "longest silence": (0.0, 2.0),
}
SHOWN = (
    *("loudness", "true peak", "DC", "longest silence", "loudness range", "timbre, spread"),
    *("phrase, median", "phrases, unevenness", "figures heard before", "surprise, waves"),
    *("moves by step", "registers apart", "parts that rest", "sections that settle"),
    *("density, high to low", "straying from the beat", "straying, correlation"),
)
SILENCE = 10 ** (-70 / 20)


def listened(piece: str, seed: int, seconds: float, folder: Path) -> dict[str, float | None]:
    """Return the measures of a piece at a seed, by name; its files go to a folder."""
    path, score = folder / f"{piece}-{seed}.flac", folder / f"{piece}-{seed}.jsonl"
    options = RenderOptions(
        path, picture=path.with_suffix(".png"), explain=score, force=True, quiet=True
    )
    _, faults = render(Choice(piece, seed), Extent(seconds, tail_seconds=0.0), options)
    assert faults == []
    every: list[Measure] = [*measured(path), *measured(score)]
    samples, rate = soundfile.read(path, dtype="float32")
    return {each.name: each.value for each in every} | {
        "DC": float(np.abs(samples.mean(axis=0)).max()),
        "longest silence": _longest_silence(samples, rate),
    }


def _longest_silence(samples: np.ndarray, rate: int) -> float:
    """Return the longest stretch, in tenths of seconds, in which nothing is heard."""
    hop = rate // 10
    loudest = np.abs(samples[: len(samples) // hop * hop]).reshape(-1, hop * 2).max(axis=1)
    heard = np.flatnonzero(loudest > SILENCE)
    return float(np.diff(heard, prepend=-1, append=len(loudest)).max() - 1) / 10.0


def rows(piece: str, found: list[dict[str, float | None]]) -> Iterator[list[str]]:
    """Yield the table of a piece: a measure a row, a seed a column."""
    yield [piece, *(f"seed {seed}" for seed in SEEDS)]
    for name in SHOWN:
        yield [name, *(_told(name, each.get(name)) for each in found)]
    yield [""] * (len(SEEDS) + 1)


def _told(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    low, high = LIMITS.get(name, (-1e9, 1e9))
    return f"{value:.3g}{'' if low <= value <= high else ' !'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pieces", nargs="*", default=names())
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    asked.folder.mkdir(exist_ok=True)
    for piece_name in asked.pieces:
        measures = [listened(piece_name, s, asked.seconds, asked.folder) for s in SEEDS]
        print("\n".join(aligned(rows(piece_name, measures))), flush=True)
