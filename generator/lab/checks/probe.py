"""What may crash or hang this process, done in another: `probe.py` as a module, with FD and WHAT.

The reply is what was found, or {"error": why not}.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import threading
from functools import cache
from typing import Any

from generator.engine.isolation import isolated, reply
from generator.errors import EngineError, ScoretimeError

PATIENCE_SECONDS = 20.0
LIBRARIES = {"linux": ("libcsound64.so", "libcsnd6.so"), "darwin": ("CsoundLib64", "csnd6.6.0")}


@cache
def probed(what: str) -> dict[str, Any]:
    """Return what a probe found; raises EngineError where it crashed, hung or could not."""
    outcome = isolated(__name__, what, patience_seconds=PATIENCE_SECONDS)
    if outcome.answer is None:
        last = outcome.complaints.strip().splitlines()[-1:]
        raise EngineError("; ".join([outcome.ending, *last]))
    if "error" in outcome.answer:
        raise EngineError(outcome.answer["error"])
    found: dict[str, Any] = outcome.answer
    return found


def csound() -> dict[str, Any]:
    """Return the versions of Csound and of its binding."""
    from generator.engine.csound import versions

    return dict(versions())


def libraries() -> dict[str, Any]:
    """Return for each of the libraries that ctcsound loads why it does not load, "" if it does."""
    return {name: _refusal(name) for name in LIBRARIES.get(sys.platform, ())}


def _refusal(name: str) -> str:
    path = ctypes.util.find_library(name) if sys.platform == "darwin" else name
    if path is None:
        return "not found"
    try:
        ctypes.CDLL(path)
    except OSError as error:
        return str(error)
    return ""


def priority() -> dict[str, Any]:
    """Return whether this process may have real-time priority, as the performance thread asks."""
    from generator.engine.realtime import raise_priority

    return {"granted": raise_priority(threading.get_native_id())}


def midi() -> dict[str, Any]:
    """Return the names of MIDI inputs and outputs."""
    from generator.control.midi.ports import listed

    inputs, outputs = listed()
    return {"inputs": inputs, "outputs": outputs}


PROBES = {each.__name__: each for each in (csound, libraries, priority, midi)}


def _answer(what: str) -> dict[str, Any]:
    try:
        return PROBES[what]()
    except ScoretimeError as error:
        return {"error": str(error)}


if __name__ == "__main__":
    reply(int(sys.argv[1]), _answer(sys.argv[2]))
