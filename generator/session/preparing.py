"""Versions of a piece loaded in the engine process, on a thread beside the music."""

from __future__ import annotations

import marshal
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from ctypes import c_ulong, py_object, pythonapi
from types import CodeType
from typing import Any

from generator.engine.realtime import SERVING_PRIORITY, raise_priority, starting_threads
from generator.errors import ScoretimeError
from generator.session.editing import Versions
from generator.session.version import Version
from generator.session.wire import Message
from generator.timing.step_watch import Overdue

PATIENCE_SECONDS = 3.0


def message_of(version: Version, codes: Mapping[str, CodeType]) -> Message:
    """Return a version that is compiled, as JSON can carry it to a process of the same Python."""
    compiled = {name: b64encode(marshal.dumps(code)).decode() for name, code in codes.items()}
    return {"version": version.to_message(), "codes": compiled}


class Preparing:
    """Loads versions ahead of their time; answers that one is ready, or why it cannot be.

    Compiling would hold the interpreter for milliseconds: what comes is compiled.
    """

    def __init__(self, versions: Versions, answer: Callable[[Message], None]) -> None:
        self._versions = versions
        self._answer = answer
        self._thread: threading.Thread | None = None
        self._called_seconds = 0.0

    def ask(self, message: dict[str, Any]) -> None:
        """Load what a message holds; one at a time."""
        thread = threading.Thread(target=self._prepare, args=(message,), daemon=True)
        self._called_seconds = time.monotonic()
        with starting_threads():
            thread.start()
        self._thread = thread

    def look(self) -> None:
        """Call time where one takes too long to load, and again where that is not heard."""
        thread, now = self._thread, time.monotonic()
        if thread is None or not thread.is_alive() or now - self._called_seconds < PATIENCE_SECONDS:
            return
        self._called_seconds = now
        pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread.ident or 0), py_object(Overdue))

    def _prepare(self, message: dict[str, Any]) -> None:
        raise_priority(threading.get_native_id(), SERVING_PRIORITY)
        version = Version.from_message(message["version"])
        try:
            codes = {
                name: marshal.loads(b64decode(each)) for name, each in message["codes"].items()
            }
            self._versions.prepare(version, codes)
        except ScoretimeError as error:
            self._refuse(version, str(error))
        except Overdue:
            self._thread = None  # time is called once
            self._refuse(version, f"{version.path}:1: it takes more than {PATIENCE_SECONDS:g} s")
        except BaseException as error:
            self._refuse(version, f"{version.path}:1: {type(error).__name__}: {error!s:.200}")
        else:
            self._answer({"prepared": version.digest})

    def _refuse(self, version: Version, why: str) -> None:
        self._answer({"unprepared": version.digest, "why": why})
