"""Learnt addresses: other programs' layouts steer a performance under addresses of their own.

The file: {"format": 1, "bindings": [{"address", "target"}]}.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from generator.control.addresses import RESERVED
from generator.control.chore import Chore
from generator.control.monitor import Binding
from generator.control.osc.codec import Argument
from generator.control.osc.pattern import LETTERS
from generator.control.targets import Targets
from generator.files import DAMAGE, MEGABYTE, parsed_json, put, read_limited, set_aside

FORMAT = 1
KIND = "osc"
MOST_BINDINGS = 1000
LONGEST_ADDRESS = 255
LEARNABLE = frozenset(LETTERS) - RESERVED | {"/"}
LONGEST_TARGET = 255
MOST_NOTICES = 100
MOST_BYTES = MEGABYTE


class OscBindings:
    """Which learnt addresses stand for what; safe to use from any thread.

    path: the file they are kept in, written by a thread of its own; None keeps none. notices: what
    a player should be told. The address learnt is the next one of nobody's to which a number is
    sent: Scoretime's own stay what they are. What teaches does nothing else.
    """

    def __init__(self, targets: Targets, path: Path | None = None) -> None:
        self.notices: deque[str] = deque(maxlen=MOST_NOTICES)
        self._targets = targets
        self._path = path
        self._lock = Lock()
        self._wanted = ""
        self._bound: Mapping[str, str] = self._loaded(path) if path is not None else {}
        self._chore = Chore("osc bindings", self._save)

    # -- learning

    def learn(self, target: str) -> None:
        """Bind the next address to a target; raises UsageError."""
        checked = self._targets.checked(target)
        with self._lock:
            self._wanted = checked
        self.notices.append(f"move the OSC control for {checked}, one that is not Scoretime's own")

    def hear(self, address: str, arguments: Sequence[Argument]) -> bool:
        """Take a message to an address of nobody's; return whether it was what was waited for."""
        if not self._wanted or not _fits(address) or not any(map(_is_number, arguments)):
            return False
        with self._lock:
            target, self._wanted = self._wanted, ""
            if not target:
                return False
            self._bind(address, target)
        return True

    def _bind(self, address: str, target: str) -> None:
        if address not in self._bound and len(self._bound) >= MOST_BINDINGS:
            self.notices.append(f"{MOST_BINDINGS} OSC addresses are bound already: forget some")
            return
        self._bound = {**self._bound, address: target}
        self.notices.append(f"{target}: {address}")
        self._chore.ask()

    def forget(self, target: str) -> None:
        """Free the addresses of a target, if there are any."""
        with self._lock:
            self._bound = {key: each for key, each in self._bound.items() if each != target}
            self._chore.ask()

    def bindings(self) -> list[Binding]:
        """Return what is bound."""
        return [Binding(KIND, address, target) for address, target in self._bound.items()]

    def target(self, address: str) -> str:
        """Return what an address is bound to, "" where it is not."""
        return self._bound.get(address, "")

    # -- the file

    def close(self) -> None:
        """Return when everything is in the file."""
        self._chore.wait()

    def _loaded(self, path: Path) -> Mapping[str, str]:
        """Return what is in the file; a damaged one is renamed to `.bad`, and nothing is bound."""
        try:
            return _parsed(read_limited(path, MOST_BYTES))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.notices.append(f"cannot read {path}: {error.strerror or error}")
        except DAMAGE as error:
            said = set_aside(path, f"{path} holds no OSC bindings ({error!s:.120})")
            self.notices.append(f"{said}, learn them anew")
        return {}

    def _save(self) -> None:
        if self._path is None:
            return
        entries = [{"address": key, "target": each} for key, each in self._bound.items()]
        whole = {"format": FORMAT, "bindings": entries}
        try:
            put(self._path, json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            self.notices.append(f"cannot write {self._path}: {error.strerror or error}")


def _fits(address: str) -> bool:
    """Whether an address can be learnt."""
    known = len(address) <= LONGEST_ADDRESS and LEARNABLE.issuperset(address)
    return known and address.startswith("/") and "//" not in address


def _is_number(argument: Argument) -> bool:
    return not isinstance(argument, str)


def _parsed(data: bytes) -> dict[str, str]:
    """Return the bindings in a file's text; raises ValueError and its like for anything else."""
    found: dict[str, Any] = parsed_json(data)
    if found["format"] != FORMAT:
        raise ValueError(f"its format {found['format']!r:.20} is not known, only {FORMAT} is")
    entries = found["bindings"]
    if not isinstance(entries, list) or len(entries) > MOST_BINDINGS:
        raise ValueError(f"a list of at most {MOST_BINDINGS} bindings is wanted")
    return dict(_entry(each["address"], each["target"]) for each in entries)


def _entry(address: object, target: object) -> tuple[str, str]:
    fits = isinstance(address, str) and isinstance(target, str) and _fits(address)
    if not (fits and 0 < len(str(target)) <= LONGEST_TARGET):
        raise ValueError(f"{address!r:.40} and {target!r:.40} are no binding")
    return str(address), str(target)
