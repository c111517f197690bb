"""The bindings of a MIDI device in a file that people can read.

The file: {"device": name, "bindings": [{"kind", "channel", "number", "target", "mode"}]}.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zlib import crc32

from generator.control.midi.bindings import Binding, Mode
from generator.control.midi.controls import Control, Kind
from generator.errors import OutputError
from generator.files import DAMAGE, MEGABYTE, parsed_json, put, read_limited, set_aside

LONGEST_STEM = 120
NAMELESS = "nameless"
LARGEST_NUMBER = 0x3FFF
LONGEST_TARGET = 255
MOST_BINDINGS = 1000
MOST_BYTES = MEGABYTE


class Store:
    """The folder of bindings, a file for each device; `notices` is told what was wrong with one."""

    def __init__(self, folder: Path, notices: deque[str]) -> None:
        self._folder = folder
        self._notices = notices

    def path(self, device: str) -> Path:
        """Return the file of a device; whatever its name holds, it is in the folder."""
        stem = quote(device, " ", errors="backslashreplace").replace(".", "%2E") or NAMELESS
        if len(stem) > LONGEST_STEM:
            stem = f"{stem[:LONGEST_STEM]} {crc32(stem.encode()):08x}"
        return self._folder / f"{stem}.json"

    def load(self, device: str) -> tuple[Binding, ...]:
        """Return the bindings of a device; a damaged file is renamed to `.bad`, and there are none.

        A file that cannot be read is left alone and reported.
        """
        path = self.path(device)
        try:
            return _parsed(read_limited(path, MOST_BYTES))
        except FileNotFoundError:
            return ()
        except OSError as error:
            self._notices.append(f"cannot read {path}: {error.strerror or error}")
        except DAMAGE as error:
            reason = f"{error!s:.80}" if isinstance(error, ValueError) else "not its form"
            said = set_aside(path, f"{path} holds no MIDI bindings ({reason})")
            self._notices.append(f"{said}, learn them anew")
        return ()

    def save(self, device: str, bindings: Iterable[Binding]) -> None:
        """Put the bindings into the file of a device, whole or not at all; raises OutputError."""
        path = self.path(device)
        whole = {"device": device, "bindings": [_entry(each) for each in bindings]}
        try:
            put(path, json.dumps(whole, indent=2) + "\n")
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror or error}") from None


def _parsed(data: bytes) -> tuple[Binding, ...]:
    """Return the bindings in a file's text; raises ValueError and its like for anything else."""
    entries = parsed_json(data)["bindings"]
    if not isinstance(entries, list) or len(entries) > MOST_BINDINGS:
        raise ValueError(f"a list of at most {MOST_BINDINGS} bindings is wanted")
    return tuple(_binding(each) for each in entries)


def _entry(binding: Binding) -> dict[str, Any]:
    return {**binding.control._asdict(), "target": binding.target, "mode": binding.mode}


def _binding(entry: dict[str, Any]) -> Binding:
    """Return the binding of an entry; raises ValueError and its like for one that is none."""
    channel, number, target = entry["channel"], entry["number"], entry["target"]
    if not (type(channel) is type(number) is int and isinstance(target, str)):
        raise ValueError(f"{entry!r:.80} is no binding")
    if len(target) > LONGEST_TARGET:
        raise ValueError(f"{target!r:.40}… is no target")
    if not (1 <= channel <= 16 and 0 <= number <= LARGEST_NUMBER):
        raise ValueError(f"channel {channel}, number {number} are no control's")
    return Binding(Control(Kind(entry["kind"]), channel, number), target, Mode(entry["mode"]))
