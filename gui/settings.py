"""What the window remembers from one time to the next.

The file: {"place": [x, y], "size": [width, height], "scale": 1.5, "page": "Mixer"}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.files import DAMAGE, parsed_json, put, read_limited

LARGEST_PX = 32_767  # what X11 can hold
SMALLEST_PX = 100
SCALES = 0.5, 4.0
LONGEST_PAGE = 60
LONGEST_FILE = 10_000
GRIP_PX = 100  # so much of the window's upper edge must be on the screen to take hold of it

Pair = tuple[int, int]


@dataclass(slots=True)
class Settings:
    """What was remembered; None and "" where nothing was.

    place: the window's upper left corner, size: its width and height, in pixels. scale: where the
    player has chosen one. page: the title of the page that was open.
    """

    place: Pair | None = None
    size: Pair | None = None
    scale: float | None = None
    page: str = ""

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Return what a file remembers; nothing of it where there is anything odd about it."""
        try:
            return _checked(parsed_json(read_limited(path, LONGEST_FILE)))
        except (OSError, *DAMAGE):
            return cls()

    def write(self, path: Path) -> None:
        """Remember it, whole or not at all; where that cannot be, nothing is remembered."""
        with suppress(OSError):
            put(path, json.dumps(asdict(self), indent=2) + "\n")

    def place_on(self, screen_width: int, screen_height: int) -> Pair | None:
        """Return the place, if the window can be seen and taken hold of there; else None."""
        if self.place is None:
            return None
        (x, y), width = self.place, self.size[0] if self.size else GRIP_PX
        seen = min(x + width, screen_width) - max(x, 0)
        return self.place if seen >= GRIP_PX and 0 <= y <= screen_height - GRIP_PX else None


def _checked(found: Mapping[str, Any]) -> Settings:
    """Return the settings of a file; raises ValueError and its like for anything odd."""
    place, size, scale, page = (found[name] for name in ("place", "size", "scale", "page"))
    return Settings(
        None if place is None else _pair(place, -LARGEST_PX),
        None if size is None else _pair(size, SMALLEST_PX),
        None if scale is None else _number(scale, *SCALES),
        _text(page),
    )


def _pair(found: Any, least: int) -> Pair:
    x, y = found
    return int(_number(x, least, LARGEST_PX)), int(_number(y, least, LARGEST_PX))


def _number(found: Any, least: float, most: float) -> float:
    if type(found) not in (int, float) or not least <= found <= most:
        raise ValueError
    return float(found)


def _text(found: Any) -> str:
    if not isinstance(found, str) or len(found) > LONGEST_PAGE or not found.isprintable():
        raise ValueError
    return found
