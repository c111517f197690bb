"""The X server's death, which Tk does not tell of: Xlib ends the process then."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from typing import Any

LIBRARY = "libX11.so.6"

_Handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_kept: list[Any] = []  # Xlib keeps the handler to the end of the process


def before_the_end(act: Callable[[], object]) -> None:
    """Have something done where the X server is gone, before Xlib ends the process with code 1.

    The last one that was given is done; nothing is, where the screen is no X server's.
    """

    def handler(display: int) -> int:
        act()
        return 0

    with suppress(OSError, AttributeError):
        _kept[:] = [_Handler(handler)]
        ctypes.CDLL(LIBRARY).XSetIOErrorHandler(_kept[0])
