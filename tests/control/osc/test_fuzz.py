"""Whatever comes over the network: nothing is printed, nothing hangs, nothing dies."""

from __future__ import annotations

import contextlib
import gc
import logging
import socket
import struct
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from generator.control.addresses import endpoints
from generator.control.commands import Command
from generator.control.osc.codec import MOST_MESSAGES, encode, slip_packed
from generator.control.osc.dispatch import Dispatch
from generator.control.osc.peer import Address, Peer
from generator.control.osc.server import OscServer, OscSettings
from tests.control.osc.client import Client
from tests.control.surface import KeepingSurface, desk_of, subject_of

pytestmark = pytest.mark.live  # it takes long

PACKETS = 100_000
PACKETS_OVER_A_SOCKET = 5000
MOST_SECONDS = 0.010
LARGEST = 65_507
PARTS = tuple(f"part {number}" for number in range(12))
TEXTS = ["lead", "part 3", "1", "bar", "/macro", "", "../../etc/passwd", "ä", "x" * 200, "%n%s"]
NUMBERS = [0.0, 1.0, -1.0, 0.5, 1e30, -1e30, 1e-40, float("nan"), float("inf"), float("-inf")]
MARKS = ["*", "?", "**", "//", "[a-z]", "[!-~]", "{a,b}", "{,a}", "*?", "[!a]", "/", "a"]
NTP = 2_208_988_800

Kind = Callable[[], bytes]


class Forger:
    """Makes packets of every kind of badness, the same ones from the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._addresses = [*endpoints(subject_of(parts=PARTS)), "/q/all", "/q/tempo", "/none"]

    def packets(self) -> Iterator[bytes]:
        """Yield packets for ever."""
        kinds: dict[Kind, float] = {
            self._noise: 15,
            self._valid: 20,
            self._truncated: 20,
            self._mutated: 25,
            self._bundle: 10,
            self._pattern: 4,
            self._braces: 2,
            self._bad_text: 3,
            self._types: 3,
            self._deep: 1,
            self._huge: 0.2,
            self._wide: 0.2,
        }
        while True:
            for kind in self._random.choices(list(kinds), list(kinds.values()), k=100):
                yield kind()

    def _noise(self) -> bytes:
        return self._random.randbytes(self._random.randrange(200))

    def _valid(self) -> bytes:
        address = self._random.choice(self._addresses)
        types = "".join(self._random.choices("fisT", k=self._random.randrange(5)))
        return encode(address, types, *(self._value(letter) for letter in types))

    def _value(self, letter: str) -> str | float | bool:
        if letter == "s":
            return self._random.choice(TEXTS)
        if letter == "f":
            return self._random.choice(NUMBERS)
        return self._random.randrange(-(2**40), 2**40) if letter == "i" else True

    def _truncated(self) -> bytes:
        packet = self._random.choice((self._valid, self._bundle))()
        return packet[: self._random.randrange(len(packet) + 1)]

    def _mutated(self) -> bytes:
        packet = bytearray(self._random.choice((self._valid, self._bundle))())
        for _ in range(self._random.randrange(1, 5)):
            packet[self._random.randrange(len(packet))] = self._random.randrange(256)
        return bytes(packet)

    def _bundle(self) -> bytes:
        return bundled([self._valid() for _ in range(self._random.randrange(6))], self._tag())

    def _tag(self) -> int:
        ahead = self._random.choice((-100.0, 0.0, 0.01, 9.0, 11.0, 1e9))
        return self._random.choice((0, 1, 2**64 - 1, round((time.time() + ahead + NTP) * 2**32)))

    def _pattern(self) -> bytes:
        marks = self._random.choices(MARKS, k=self._random.randrange(1, 100))
        start = self._random.choice(("/", "/q/", "//", "/track/", "/param/"))
        return encode((start + "".join(marks))[:300], "f", 0.5)

    def _braces(self) -> bytes:
        words = ",".join(self._random.choices("abcdeft", k=self._random.randrange(1, 9)))
        pattern = f"/*{{{words}}}" * self._random.randrange(1, 30)
        return encode(pattern + "*" * self._random.randrange(100), "f", 0.5)

    def _bad_text(self) -> bytes:
        bad = self._random.choice((b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80"))
        return self._valid().replace(b"a", bad, 1)

    def _types(self) -> bytes:
        letters = self._random.choices("ifsbhtdScrmTFNI[]{,\xff", k=self._random.randrange(60))
        types = "".join(letters).encode("latin-1")
        return b"/param/tempo\0\0\0\0," + types + b"\0\0\0\0" + self._noise()

    def _deep(self) -> bytes:
        packet = self._valid()
        for _ in range(self._random.choice((3, 9, 100, 1000))):
            packet = bundled([packet])
        return packet

    def _huge(self) -> bytes:
        size = LARGEST - 100
        return self._random.choice(
            (
                b"/" + b"a" * size,
                b"/a\0\0," + b"f" * size,
                b"/a\0\0," + b"[" * size,
                b"/a\0\0,b\0\0\x7f\xff\xff\xff" + bytes(size),
                b"#bundle\0" + bytes(7) + b"\1" + b"\0\0\0\4/a\0\0" * (size // 8),
                b"#bundle\0" + bytes(size),
                self._random.randbytes(size),
                encode("/" + "{a,b}*" * 9000, "f", 1.0),
            )
        )

    def _wide(self) -> bytes:
        message = self._random.choice((self._valid, self._pattern, self._braces))
        different = self._random.random() < 0.5
        one = message()
        messages = [message() if different else one for _ in range(MOST_MESSAGES)]
        packet = bundled(messages, self._tag())
        return packet if len(packet) < LARGEST else self._wide()


def bundled(messages: list[bytes], time_tag: int = 1) -> bytes:
    sized = b"".join(struct.pack(">i", len(each)) + each for each in messages)
    return b"#bundle\0" + struct.pack(">Q", time_tag % 2**64) + sized


class Forgetful(KeepingSurface):
    """Keeps nothing of the many commands but their count."""

    count = 0

    def submit(self, command: Command) -> None:
        self.count += 1
        self.commands.clear()
        self.changes.clear()
        super().submit(command)


def seconds_of(take: Callable[[], None]) -> float:
    began = time.thread_time()
    take()
    return time.thread_time() - began


@pytest.fixture
def frozen() -> Iterator[None]:
    """Keep the collector from what pytest and other tests have left: it takes 30 ms for that."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen")
def test_100000_packets_each_within_10_ms(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    """Straight into the server's work. A packet that seems slow is tried once more."""
    surface = Forgetful(subject_of(parts=PARTS))
    dispatch = Dispatch(desk_of(surface, tmp_path), quiet)
    peer = quiet(("10.0.0.1", 5000))
    slow = []
    with caplog.at_level(logging.DEBUG):
        for index, packet in enumerate(islice(Forger(1).packets(), PACKETS)):
            taken = seconds_of(lambda packet=packet: dispatch.take(packet, peer))
            if taken > MOST_SECONDS:
                again = seconds_of(lambda packet=packet: dispatch.take(packet, peer))
                if again > MOST_SECONDS:
                    slow.append((index, taken, again, packet[:80]))
            if index % 100 == 0:
                waited = seconds_of(dispatch.do_waiting)
                assert waited < 2 * MOST_SECONDS

    assert slow == []
    assert dispatch.received > PACKETS / 2
    assert dispatch.refused > PACKETS / 4
    assert surface.count > PACKETS / 10, "what was valid among it acted"
    in_range = {each.id: (each.minimum, each.maximum) for each in surface.subject.declared}
    assert all(low <= surface.values[key] <= high for key, (low, high) in in_range.items())
    inside = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert inside <= {"snapshots.json", "recordings"}
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def quiet(address: Address) -> Peer:
    return Peer(address, lambda packet: None, 0.0)


def test_the_server_answers_after_thousands_of_packets(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    surface = Forgetful(subject_of(parts=PARTS))
    server = OscServer(desk_of(surface, tmp_path), OscSettings(0, tcp_port=0))
    server.start()
    with contextlib.closing(server), Client(server.port) as forger, Client(server.port) as client:
        for index, packet in enumerate(islice(Forger(2).packets(), PACKETS_OVER_A_SOCKET)):
            forger.send_packet(packet[:LARGEST])
            if index % 500 == 0:
                client.heard.clear()
                client.send("/ping")
                client.answer("/pong")
        assert server.received > PACKETS_OVER_A_SOCKET / 2
        assert server.refused > PACKETS_OVER_A_SOCKET / 4
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("framed", [slip_packed, lambda each: struct.pack(">i", len(each)) + each])
def test_the_server_answers_after_thousands_of_packets_over_tcp(
    tmp_path: Path, framed: Callable[[bytes], bytes], capfd: pytest.CaptureFixture[str]
):
    surface = Forgetful(subject_of(parts=PARTS))
    server = OscServer(desk_of(surface, tmp_path), OscSettings(0, tcp_port=0))
    server.start()
    packets = list(islice(Forger(3).packets(), PACKETS_OVER_A_SOCKET))
    place = ("127.0.0.1", server.tcp_port)
    with contextlib.closing(server), Client(server.port) as client:
        for start in range(0, len(packets), 50):
            data = b"".join(map(framed, packets[start : start + 50]))
            with contextlib.suppress(OSError), socket.create_connection(place) as connection:
                connection.sendall(data)
        client.send("/ping")
        client.answer("/pong")
        assert server.received > 100
    assert capfd.readouterr() == ("", "")
