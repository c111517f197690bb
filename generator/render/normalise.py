"""Normalisation: the one gain that brings a finished render to a peak or a loudness."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from generator.errors import UsageError
from generator.render.loudness import Levels

CEILING_DBTP = -1.0  # what EBU R 128 allows
RANGES = {"peak": (-60.0, 0.0, "dBFS"), "lufs": (-70.0, 0.0, "LUFS")}


@dataclass(frozen=True, slots=True)
class Normalisation:
    """What to bring a render to: `peak` in dBFS or `lufs`, integrated."""

    kind: str
    target: float

    @classmethod
    def parse(cls, text: str) -> Normalisation:
        """Return what `peak:-1` or `lufs:-16` asks for; raises UsageError."""
        kind, _, number = text.strip().lower().partition(":")
        if kind not in RANGES:
            raise UsageError(f"--normalize {text!r} is unknown: give peak:-1 or lufs:-16, say")
        low, high, unit = RANGES[kind]
        try:
            target = float(number)
        except ValueError:
            target = float("nan")
        if not low <= target <= high:
            raise UsageError(f"--normalize {text!r}: give {kind}:X with X from {low:g} to 0 {unit}")
        return cls(kind, target)

    def gain_db(self, levels: Levels) -> tuple[float, str | None]:
        """Return the gain in dB, and in words where it is not what was asked for.

        A loudness is never bought with clipping: the true peak stays at -1 dBTP or below.
        """
        if self.kind == "peak":
            return _audible(self.target - levels.peak_db)
        wanted, notice = _audible(self.target - levels.loudness_lufs)
        room = CEILING_DBTP - levels.true_peak_db
        if wanted <= room:
            return wanted, notice
        reached = levels.loudness_lufs + room
        return room, (
            f"normalised to {reached:.1f} LUFS, not {self.target:g}: "
            f"more would take the true peak over {CEILING_DBTP:g} dBTP"
        )


def _audible(gain: float) -> tuple[float, str | None]:
    return (
        (gain, None) if isfinite(gain) else (0.0, "silent or too short to measure: not normalised")
    )
