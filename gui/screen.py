"""Whether there is a screen to open a window on, and what to do where there is none."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

from generator.errors import WindowError

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
