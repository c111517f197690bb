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

import pytest

from generator.control.commands import Command
from generator.control.osc.bindings import OscBindings
from generator.control.osc.codec import MOST_MESSAGES, encode, slip_packed
from generator.control.osc.dispatch import Dispatch
from generator.control.osc.peer import Address, Peer
from generator.control.osc.server import OscServer, OscSettings
from generator.control.targets import Targets
from tests.control.osc.client import Client
from tests.control.osc.forger import LARGEST, PARTS, Forger, bundled
from tests.control.surface import KeepingSurface, desk_of, subject_of

pytestmark = pytest.mark.live  # it takes long

PACKETS = 100_000
PACKETS_OVER_A_SOCKET = 5000
TRIES = 9
FULL_PACKET = bundled([encode("/param/tempo", "f", 120.0)] * MOST_MESSAGES)
SUSPICIOUS_SECONDS = 0.005
MOST_RATIO = 3.0


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
def test_of_100000_packets_none_costs_much_more_than_an_honest_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    """Straight into the server's work. A machine's noise counts as time: the best tries count."""
    surface = Forgetful(subject_of(parts=PARTS))
    desk = desk_of(surface, tmp_path)
    dispatch = Dispatch(desk, OscBindings(Targets(desk)), quiet)
    peer = quiet(("10.0.0.1", 5000))

    def taking(packet: bytes) -> float:
        return seconds_of(lambda: dispatch.take(packet, peer))

    def fastest(packet: bytes) -> float:
        return min(taking(packet) for _ in range(TRIES))

    slow = []
    with caplog.at_level(logging.DEBUG):
        for index, packet in enumerate(islice(Forger(1).packets(), PACKETS)):
            if taking(packet) > SUSPICIOUS_SECONDS:
                ratio = fastest(packet) / fastest(FULL_PACKET)
                if ratio > MOST_RATIO:
                    slow.append((index, ratio, packet[:80]))
            if index % 100 == 0:
                dispatch.do_waiting()

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
