"""The processor's floating-point mode, which Csound changes and Python wants back.

Creating a Csound instance makes the calling thread treat subnormal numbers as zero: right for
audio, wrong for whatever else the thread computes later.
"""

from __future__ import annotations

import ctypes
from ctypes.util import find_library

ENVIRONMENT_BYTES = 256  # more than the fenv_t of any platform


class FloatMode:
    """The mode in force when it is made; `restore` puts it back, in the same thread."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(find_library("m"))
        self._environment = ctypes.create_string_buffer(ENVIRONMENT_BYTES)
        self._library.fegetenv(self._environment)

    def restore(self) -> None:
        """Return to the mode."""
        self._library.fesetenv(self._environment)
