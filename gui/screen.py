"""Whether there is a screen to open a window on, and what to do where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

from generator.errors import WindowError

PATIENCE_SECONDS = 20.0  # a screen that was forwarded and is gone does not answer
TK_PACKAGES = {"linux": "apt install python3-tk", "darwin": "brew install python-tk"}


def check_screen() -> None:
    """Raise WindowError where no window can open."""
    if sys.platform != "darwin" and not os.environ.get("DISPLAY"):
        raise WindowError("no screen")
    if find_spec("_tkinter") is None:
        remedy = TK_PACKAGES.get(sys.platform, "install tkinter")
        raise WindowError(f"no window without Tk ({remedy})")
    if find_spec("PySimpleGUI") is None and find_spec("FreeSimpleGUI") is None:
        raise WindowError("no window without PySimpleGUI (pip install PySimpleGUI)")


def try_screen() -> str:
    """Open a window in another process and return what it opened on; raises WindowError."""
    check_screen()
    command = [sys.executable, "-c", "from gui.window import try_toolkit; print(try_toolkit())"]
    try:
        tried = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise WindowError("no window: the screen does not answer") from None
    if tried.returncode:
        raise WindowError(f"no window: {(tried.stderr.splitlines() or ['Tk failed'])[-1]}")
    return tried.stdout.strip()
