"""The button with which a window manager closes a window."""

from __future__ import annotations

import ctypes
import os

CLIENT_MESSAGE = 33


class ClientMessage(ctypes.Structure):
    """An event as Xlib has it, in the room of the largest one."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def close_by_button(window: int, screen: str | None = None) -> None:
    """Ask the program of a window to close it; the screen is the environment's unless told."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(xlib.XOpenDisplay((screen or os.environ["DISPLAY"]).encode()))
    assert display, "the X server does not answer"
    protocols, closing = (
        xlib.XInternAtom(display, name, False) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    event = ClientMessage(CLIENT_MESSAGE, 0, True, display, window, protocols, 32, (closing,))
    xlib.XSendEvent(display, ctypes.c_ulong(window), False, ctypes.c_long(0), ctypes.byref(event))
    xlib.XCloseDisplay(display)
