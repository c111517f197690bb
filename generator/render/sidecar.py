"""The sidecar: a JSON file beside the audio that says what it is and how it was made."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generator import __version__
from generator.render.about import About
from generator.render.targets import writing

if TYPE_CHECKING:
    from generator.render.report import RenderReport


def sidecar_path(path: Path) -> Path:
    """Return where the sidecar of a file lies: `night.wav.json` beside `night.wav`."""
    return path.with_name(f"{path.name}.json")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with writing(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions(about: About) -> dict[str, str]:
    """Return the versions of all that had a part in the samples."""
    return {
        "scoretime": __version__,
        **about.versions,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "platform": sys.platform,
    }


def contents(about: About, report: RenderReport) -> dict[str, Any]:
    """Return what a sidecar says; nothing in it varies between two runs of the same music."""
    return {
        "title": about.title,
        "piece": about.piece,
        "seed": about.seed,
        "file": report.path.name,
        "sha256": report.sha256,
        "sample_rate": report.sample_rate,
        "ksmps": report.ksmps,
        "channels": report.channels,
        "bits": report.bits,
        "frames": report.frames,
        "seconds": report.seconds,
        "events": report.events,
        "loudness_lufs": finite(report.loudness_lufs),
        "peak_dbfs": finite(report.peak_db),
        "true_peak_dbtp": finite(report.true_peak_db),
        "parameters": dict(about.parameters),
        "versions": versions(about),
    }


def write_sidecar(path: Path, data: dict[str, Any]) -> None:
    """Write a sidecar, whole or not at all; raises OutputError."""
    partial = path.with_name(f"{path.stem}.partial{path.suffix}")
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    with writing(path):
        partial.write_text(f"{text}\n", encoding="utf-8")
        partial.replace(path)


def finite(value: float) -> float | None:
    """Return a level rounded to a hundredth; JSON has no minus infinity, so silence is None."""
    return round(value, 2) if isfinite(value) else None
