"""A screen without a screen, and hands for it, for tests, benchmarks and pictures of the window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab


@contextmanager
def display(width: int = 1600, height: int = 1200) -> Iterator[None]:
    """Run an X server on which windows open, for this process and its children."""
    xvfb = shutil.which("Xvfb")
    assert xvfb, "Xvfb is missing: run `make test`, which installs it"
    reading, writing = os.pipe()
    screen = f"{width}x{height}x24"
    arguments = ["-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"]
    before = os.environ.get("DISPLAY")
    with subprocess.Popen(
        [xvfb, *arguments],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            assert number, "Xvfb does not come up"
            os.environ["DISPLAY"] = f":{number}"
            yield
        finally:
            os.environ.pop("DISPLAY", None)
            if before is not None:
                os.environ["DISPLAY"] = before
            server.terminate()


def grab() -> Image.Image:
    """Return what is on the screen."""
    return ImageGrab.grab(xdisplay=os.environ["DISPLAY"])


def save(path: Path, width: int, height: int) -> None:
    """Save the upper left of the screen as a picture."""
    grab().crop((0, 0, width, height)).save(path)


def xdotool(*words: object) -> str:
    """Move the mouse or press keys, in the words of xdotool."""
    program = shutil.which("xdotool")
    assert program, "xdotool is missing: run `make test`, which installs it"
    done = subprocess.run(
        [program, *map(str, words)], capture_output=True, text=True, check=True, timeout=10.0
    )
    return done.stdout.strip()
