"""A screen without a screen, and hands for it, for tests, benchmarks and pictures of the window."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PIL import Image, ImageGrab


@contextmanager
def display(width: int = 1600, height: int = 1200) -> Iterator[None]:
    """Let windows of this process and its children open on an X server of our own."""
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = _server(width, height)
    try:
        yield
    finally:
        os.environ.pop("DISPLAY", None)
        if before is not None:
            os.environ["DISPLAY"] = before


@cache
def _server(width: int, height: int) -> str:
    """Run an X server to the end of this process, for Tk never lets go of one; return its name."""
    xvfb = shutil.which("Xvfb")
    assert xvfb, "Xvfb is missing: run `make test`, which installs it"
    reading, writing = os.pipe()
    screen = f"{width}x{height}x24"
    arguments = ["-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"]
    server = subprocess.Popen(
        [xvfb, *arguments],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(_end, server)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb does not come up"
    return f":{number}"


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()


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
