"""The theme: colours, typefaces and sizes, at any scale.

The colours of parts are those of Okabe and Ito ("Color Universal Design", 2008), lightened for a
dark ground and in an order in which neighbours differ in lightness too; a part is told by its name
and its place as well, never by hue alone.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from gui.shapes import Font

GROUND = "#14161b"  # behind everything
PANEL = "#1c1f26"
RAISED = "#2a2e38"  # buttons, tracks
RAISED_HOVER = "#363b48"
EDGE = "#3a404d"
GRID = "#262a33"
TEXT = "#e8eaf0"
DIM = "#a0a7b8"  # labels: 4.5 : 1 on all of the grounds above
ACCENT = "#5cc4ff"
FOCUS = "#ffffff"
GOOD = "#7fe0a0"
WARNING = "#ffd35c"
BAD = "#ff7a85"
DANGER = "#b3211d"  # behind white text
RECORDING = "#ff6b78"
PLAYHEAD = "#ffffff"

PART_COLOURS = (
    "#56b4e9", "#f0a93b", "#cc99ee", "#5fe0a8", "#ff7f6b", "#f0e442", "#5f9bff", "#e98bc0",
    "#a8d8ff", "#ffcf8f", "#9a8cff", "#b6f0c0", "#ffb3a7", "#c9c26a", "#8fb8ff", "#f5c1de",
)  # fmt: skip

SANS, MONO = (
    ("Helvetica Neue", "Menlo") if sys.platform == "darwin" else ("DejaVu Sans", "DejaVu Sans Mono")
)
SMALL, NORMAL, LARGE, HUGE = 11, 12, 16, 30
LETTER_SHARES = {SANS: 0.6, MONO: 0.602}  # widths of letters, as shares of the height

Measure = Callable[[str, Font], float]


def _about(text: str, font: Font) -> float:
    return len(text) * font.size * LETTER_SHARES.get(font.family, 0.6) * (1.1 if font.bold else 1.0)


class Style:
    """Sizes at one scale. measure: how wide a text is, in pixels; by default a guess."""

    def __init__(self, scale: float = 1.0, measure: Measure = _about) -> None:
        self.scale = scale
        self.width_of = measure
        self.small = self.font(SMALL)
        self.normal = self.font(NORMAL)
        self.bold = self.font(NORMAL, bold=True)
        self.number = self.font(NORMAL, MONO)
        self.small_number = self.font(SMALL, MONO)
        self.large_number = self.font(LARGE, MONO, bold=True)

    def px(self, length: float) -> int:
        """Return a length at this scale, in whole pixels."""
        return round(length * self.scale)

    def font(self, size: int, family: str = SANS, *, bold: bool = False) -> Font:
        """Return a typeface at this scale."""
        return Font(family, self.px(size), bold)

    def fit(self, text: str, font: Font, width: float) -> str:
        """Return a text that is no wider than this; what is cut off becomes an ellipsis."""
        if self.width_of(text, font) <= width:
            return text
        longest = bisect_right(
            range(len(text)), width, key=lambda kept: self.width_of(f"{text[:kept]}…", font)
        )
        return f"{text[: longest - 1]}…" if longest > 1 else ""


def part_colour(index: int) -> str:
    """Return the colour of a part, by its place among those that sound."""
    return PART_COLOURS[index % len(PART_COLOURS)]


@lru_cache(maxsize=4096)
def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour over a ground, as if that much of it were opaque (0 to 1)."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1.0 - share)):02x}" for a, b in pairs)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
