"""`make screenshots`: the window with every page, at three sizes, while the flagship plays."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.display import display, save, xdotool
from tests.gui.opened import Opened, opened

SIZES = (("1100x680", (1100, 680), 1.0), ("1280x800", (1280, 800), 1.0), ("2x", (2560, 1600), 2.0))
PLAYED_SECONDS = 12.0
FIRST_SECONDS = 2.0


def main(folder: Path) -> None:
    """Save the pictures in a folder and print their names."""
    folder.mkdir(parents=True, exist_ok=True)
    with display(2600, 1700):
        for name, size, scale in SIZES:
            with (
                tempfile.TemporaryDirectory() as home,
                opened(Path(home), size=size, scale=scale) as window,
            ):
                play(window)
                for path in pictures(window, folder, name, size):
                    print(path)


def play(window: Opened) -> None:
    """Play for a while, with some snapshots stored, so that there is something to see."""
    window.key("space")
    status = window.live.front.status
    window.until(lambda: status().seconds > FIRST_SECONDS)
    for index, brightness in enumerate((0.9, 0.5, 0.7, 1.0, 0.8, 0.6), start=1):
        window.desk.set("macro.brightness", brightness, "screenshots")
        window.frames(2)
        window.app.context.hand.store(str(index))
    window.app.context.hand.recall("4")
    window.until(lambda: status().seconds > PLAYED_SECONDS, seconds=2.0 * PLAYED_SECONDS)


def pictures(window: Opened, folder: Path, name: str, size: tuple[int, int]) -> list[Path]:
    """Save a picture of each page, of the sheet of keys and of a menu; return where."""
    saved = []

    def take(what: str) -> None:
        path = folder / f"{name}-{what}.png"
        save(path, *size)
        saved.append(path)

    for index, page in enumerate(window.app.board.pages):
        window.app.tabs.go_to(index)
        window.frames(20)
        take(page.name)
    window.app.tabs.go_to(0)
    window.key("question")
    take("keys")
    window.key("Escape")
    xdotool("mousemove", round(0.05 * size[0]), round(0.15 * size[1]), "click", 3)
    window.frames(3)
    take("menu")
    window.key("Escape")
    return saved


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".screenshots"))
