"""The keys that work wherever the focus is."""

from __future__ import annotations

from typing import NamedTuple


class Shortcut(NamedTuple):
    """A key and what it does.

    names: Tk's names of it. shown: how a player would write it, and what: what it does, "" where
    another line of the sheet tells.
    """

    shown: str
    names: tuple[str, ...]
    what: str
    action: str
    control: bool = False
    shift: bool = False


SHORTCUTS = (
    Shortcut("Space", ("space",), "play, or pause", "toggle"),
    Shortcut("Esc", ("Escape",), "panic: silence everything at once", "panic"),
    Shortcut("Backspace", ("BackSpace",), "stop, and wait at the beginning", "rewind"),
    Shortcut("Ctrl-R", ("r", "R"), "start or end a recording", "record", control=True),
    Shortcut("T", ("t", "T"), "tap the tempo", "tap"),
    Shortcut("+, -", ("plus", "equal", "KP_Add"), "tempo up or down by 1 BPM", "faster"),
    Shortcut("", ("minus", "KP_Subtract"), "", "slower"),
    Shortcut("R", ("r", "R"), "reroll: draw another seed from the next bar on", "reroll"),
    Shortcut("Ctrl-Z", ("z",), "undo: parameters, snapshots, seeds", "undo", control=True),
    Shortcut("Ctrl-Y", ("y",), "redo", "redo", control=True),
    Shortcut("", ("Z",), "", "redo", control=True, shift=True),
    Shortcut("F2", ("F2",), "next page", "page"),
    Shortcut("F11", ("F11",), "full screen, and back", "full_screen"),
    Shortcut("?", ("question", "F1"), "this sheet", "sheet"),
    Shortcut("Ctrl-Q", ("q",), "fade out and close", "close", control=True),
)
BY_HAND = (
    ("1 … 0", "recall snapshot 1 to 10"),
    ("Shift-1 … 0", "store snapshot 1 to 10"),
    ("Tab, Shift-Tab", "next or previous control"),
    ("Arrows", "move the control; with Alt or Shift finely"),
    ("Page keys", "move the control by tenths"),
    ("Home, End", "its lowest and its highest value"),
    ("Return", "type a value, press a button"),
    ("Delete", "its default"),
    ("Menu, Shift-F10", "its menu: randomise, lock, learn …"),
    ("Drag, wheel", "move a control; with Alt or Shift finely"),
    ("Double click", "type a value"),
)
SHEET = tuple((each.shown, each.what) for each in SHORTCUTS if each.shown) + BY_HAND
SHIFTED_DIGITS = {
    "exclam": "1", "at": "2", "numbersign": "3", "dollar": "4", "percent": "5",
    "asciicircum": "6", "ampersand": "7", "asterisk": "8", "parenleft": "9", "parenright": "10",
}  # fmt: skip


def action_of(name: str, *, control: bool, shift: bool) -> str:
    """Return what a key does; "" where it does nothing."""
    for each in SHORTCUTS:
        if name in each.names and control == each.control and (shift or not each.shift):
            return each.action
    return ""


def snapshot_of(name: str, *, shift: bool) -> str:
    """Return the snapshot that a digit stands for, "" for another key."""
    if shift:
        name = SHIFTED_DIGITS.get(name, name)
    digit = name.removeprefix("KP_")
    if digit == "0":
        return "10"
    return digit if digit.isdecimal() and len(digit) <= 2 else ""
