"""Whether there is a screen to open a window on, and what to do where there is none."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

TK_PACKAGES = {"linux": "apt install python3-tk", "darwin": "brew install python-tk"}


def lacking() -> str:
    """Return in words why no window can open; "" where one can."""
    if sys.platform != "darwin" and not os.environ.get("DISPLAY"):
        return "no screen"
    if find_spec("_tkinter") is None:
        remedy = TK_PACKAGES.get(sys.platform, "install tkinter")
        return f"no window without Tk ({remedy})"
    if find_spec("PySimpleGUI") is None and find_spec("FreeSimpleGUI") is None:
        return "no window without PySimpleGUI (pip install PySimpleGUI)"
    return ""
