"""What a user asks of a render."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.render.normalise import Normalisation


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Where a render goes, and in which form.

    path: its extension chooses the format. bits: 16, 24 or 32f; None for the best the format can
    hold. stems: a folder. force: overwrite files that exist. expected_seconds: the length, where
    it is known beforehand, for the progress bar. progress: a program follows the render by lines on
    stderr, and wants nothing kept of one that is interrupted. profile: whether to take the time of
    every instrument and part. explain: the file that says what made each note. midi, musicxml: the
    files that other programs read the notes from.
    """

    path: Path
    bits: str | None = None
    normalise: Normalisation | None = None
    stems: Path | None = None
    score: Path | None = None
    csd: Path | None = None
    picture: Path | None = None
    force: bool = False
    quiet: bool = False
    expected_seconds: float | None = None
    progress: bool = False
    profile: bool = False
    explain: Path | None = None
    midi: Path | None = None
    musicxml: Path | None = None
