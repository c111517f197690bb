"""A dispatch in memory: a surface that keeps, one sender, and clocks that a test moves."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

from generator.control.commands import Command
from generator.control.osc.bindings import OscBindings
from generator.control.osc.codec import Plain, encode
from generator.control.osc.dispatch import Dispatch
from generator.control.osc.peer import Address, Peer
from generator.control.targets import Targets
from tests.control.osc.client import Ear
from tests.control.surface import KeepingSurface, desk_of

UNIX_SECONDS = 1_700_000_000.0
SECONDS_FROM_1900_TO_1970 = 2_208_988_800


class Room:
    """Ten seconds into a performance. seconds: since the machine started; unix_seconds: 1970."""

    def __init__(
        self, folder: Path, token: str = "", peer_at: Callable[[Address], Peer] | None = None
    ) -> None:
        self.folder = folder
        self.seconds, self.unix_seconds = 50.0, UNIX_SECONDS
        self.surface = KeepingSurface()
        self.surface.epoch_seconds = 40.0
        self.ear = Ear()
        self.desk = desk_of(self.surface, folder)
        self.learnt = OscBindings(Targets(self.desk), folder / "osc.json")
        self.desk.learners["osc"] = self.learnt
        self.dispatch = Dispatch(
            self.desk,
            self.learnt,
            peer_at or (lambda address: Ear(*address[:2]).peer),
            lambda: self.seconds,
            lambda: self.unix_seconds,
            token=token,
        )

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds
        self.unix_seconds += seconds

    def take(self, packet: bytes) -> list[Command]:
        """Send a packet; return the commands that it led to."""
        before = len(self.surface.commands)
        self.dispatch.take(packet, self.ear.peer)
        return self.surface.commands[before:]

    def ask(self, address: str, types: str = "", *arguments: Plain) -> list[Command]:
        """Send a message; return the commands that it led to."""
        return self.take(encode(address, types, *arguments))

    def error(self, address: str, types: str = "", *arguments: Plain) -> str:
        """Send a message that leads to nothing but an error; return its code."""
        assert self.ask(address, types, *arguments) == []
        [(told, [about, code, text])] = self.ear.take()
        assert (told, about) == ("/error", address)
        assert text
        return str(code)

    def codes(self) -> list[object]:
        """Return the codes of the errors that came since the last time."""
        return [arguments[1] for address, arguments in self.ear.take() if address == "/error"]


def tag(unix_seconds: float) -> int:
    """Return the time tag of a time."""
    return round((unix_seconds + SECONDS_FROM_1900_TO_1970) * 2**32) % 2**64


def bundle(time_tag: int, *elements: bytes) -> bytes:
    """Return a bundle."""
    sized = b"".join(struct.pack(">i", len(each)) + each for each in elements)
    return b"#bundle\0" + struct.pack(">Q", time_tag) + sized
