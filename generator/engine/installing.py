"""How to install what is missing, for each platform."""

from __future__ import annotations

import sys

from generator.errors import EngineError

CSOUND = {
    "linux": "run `make setup`, or: sudo apt-get install csound libcsound64-dev libcsnd-dev",
    "darwin": "run `make setup`, or: brew install csound",
    "win32": "install Csound 6.18 from https://csound.com and ctcsound with pip",
}


def missing_csound(failure: Exception) -> EngineError:
    """Return the error for a Csound library or binding that does not load."""
    remedy = CSOUND.get(sys.platform, "install Csound 6.18 with its Python binding ctcsound")
    return EngineError(f"Csound does not load ({failure}): {remedy}")
