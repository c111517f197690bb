"""Every error that Scoretime raises on purpose, as one tree.

ScoretimeError                  exit code 1
├── UsageError                  2   a command was asked for in a way it cannot be carried out
│   ├── UnknownNameError            a piece, parameter, part or section of that name does not exist
│   ├── RangeError                  a value lies outside its declared range
│   └── PatternError                a pattern is asked for what it cannot give, or gives it
├── PieceError                  3   a piece cannot be loaded or failed while it played
│   └── NoteError                   a part yielded something that is no playable note
├── OrchestraError              3   Csound code that is missing, does not compile or does not fit
├── AudioDeviceError            4   the audio module or device cannot be opened
│   └── SampleRateError             it runs at another rate
├── EngineError                 1   the engine process or Csound failed while it ran
├── WindowError                 1   the window cannot be opened
├── ControlError                1   a port or a device for control that cannot be opened
└── OutputError                 1   a file cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

NAMES_SHOWN = 8
NAMES_COMPARED = 100  # what is slow to compare is no mistyped name
LETTERS_COMPARED = 64


class ScoretimeError(Exception):
    """The root of the tree; its text is one line fit to show to a user."""

    exit_code = 1


class UsageError(ScoretimeError):
    """A request that cannot be carried out as it stands."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that does not exist; the text lists the nearest names that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        nearest = get_close_matches(
            str(name)[:LETTERS_COMPARED], names[:NAMES_COMPARED], n=3, cutoff=0.4
        )
        if nearest:
            hint = f"did you mean {' or '.join(nearest)}?"
        else:
            more = ", …" if len(names) > NAMES_SHOWN else ""
            hint = f"there are {', '.join(names[:NAMES_SHOWN])}{more}" if names else "there is none"
        super().__init__(f"no {kind} named {name!r:.80}: {hint}")


class RangeError(UsageError):
    """A value outside its range; the text names value, bounds and unit."""


class PatternError(UsageError):
    """A pattern that is asked for what it cannot give; the text names it, value and bound."""


class PieceError(ScoretimeError):
    """A piece that cannot be loaded or that failed while it played."""

    exit_code = 3


class NoteError(PieceError):
    """A yielded value that is no playable note."""


class OrchestraError(ScoretimeError):
    """Csound code that is missing, does not compile or does not fit the piece."""

    exit_code = 3


class AudioDeviceError(ScoretimeError):
    """An audio module or device that cannot be opened."""

    exit_code = 4


class SampleRateError(AudioDeviceError):
    """An audio server that runs at another rate, in Hz, than the orchestra."""

    def __init__(self, text: str, device_rate: int) -> None:
        super().__init__(text)
        self.device_rate = device_rate


class SmallBufferError(AudioDeviceError):
    """A hardware buffer that is smaller than an audio server's own."""


class EngineError(ScoretimeError):
    """The engine process or Csound failed while it ran."""


class WindowError(ScoretimeError):
    """A window that cannot be opened."""


class ControlError(ScoretimeError):
    """A network port, MIDI device or session for control that cannot be opened."""


class OutputError(ScoretimeError):
    """A file that cannot be written."""
