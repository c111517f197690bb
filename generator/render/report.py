"""What came of a render."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.render.loudness import Levels
from generator.render.profile import Profile
from generator.render.sidecar import finite

HOW_TO_FIT = "--normalize peak:-1 brings them in"


@dataclass(frozen=True, slots=True)
class RenderReport:
    """A finished render.

    bits: 16, 24 or 32f, None in a compressed format. Levels are those of the file. speed: audio
    seconds in a second of work. files: all that was written. notices: what a user should know.
    profile: where the time went, if that was asked for.
    """

    path: Path
    files: tuple[Path, ...]
    frames: int
    seconds: float
    sample_rate: int
    ksmps: int
    channels: int
    bits: str | None
    events: int
    loudness_lufs: float
    peak_db: float
    true_peak_db: float
    sha256: str
    elapsed_seconds: float
    speed: float
    notices: tuple[str, ...] = ()
    profile: Profile | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON can carry it: paths as text, silence as None."""
        levels = ("loudness_lufs", "peak_db", "true_peak_db")
        return asdict(self) | {
            "path": str(self.path),
            "files": [str(path) for path in self.files],
            "notices": list(self.notices),
            **{name: finite(getattr(self, name)) for name in levels},
        }


def notices_of(levels: Levels, bits: str | None) -> list[str]:
    """Return what is wrong with the samples of a file, in words."""
    notices = []
    if levels.broken:
        notices.append(
            f"{levels.broken} samples are no numbers: an instrument computes NaN or infinity"
        )
    if levels.over and bits == "32f":
        notices.append(
            f"{levels.over} samples are over full scale, up to {levels.peak_db:+.1f} dBFS: this "
            f"file keeps them, players clip them; {HOW_TO_FIT}"
        )
    elif levels.over:
        notices.append(f"{levels.over} samples over full scale were clipped: {HOW_TO_FIT}")
    elif levels.true_peak_db > 0.0:
        notices.append(f"the true peak is {levels.true_peak_db:+.1f} dBTP: converters may clip it")
    return notices
