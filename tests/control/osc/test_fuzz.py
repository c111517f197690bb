"""Whatever comes over the network: nothing is printed, nothing hangs, nothing dies."""

from __future__ import annotations

import contextlib
import gc
import logging
import socket
import struct
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from generator.control.osc.codec import slip_packed
from generator.control.osc.server import OscServer, OscSettings
from tests.control.osc.client import Client, until
from tests.control.osc.forger import LARGEST, PARTS, Forger
from tests.control.osc.target import FULL_PACKET, Forgetful, Target
from tests.control.surface import desk_of, subject_of

pytestmark = pytest.mark.live  # it takes long

PACKETS = 100_000
PACKETS_OVER_A_SOCKET = 5000
MOST_RATIO = 3.0


@pytest.fixture
def frozen() -> Iterator[None]:
    """Keep the collector from what pytest and other tests have left: it takes 30 ms for that."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen")
def test_of_100000_packets_none_holds_the_server_or_costs_much_more_than_an_honest_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    """Straight into the server's work. A machine's noise counts as time: the best tries count."""
    target = Target(tmp_path)
    allowed, honest = target.longest_allowed(), target.best(FULL_PACKET).whole
    slow = []
    with caplog.at_level(logging.DEBUG):
        for index, packet in enumerate(islice(Forger(1).packets(), PACKETS)):
            cost = target.cost(packet, index)
            if cost.longest > allowed or cost.whole > MOST_RATIO * honest:
                best, honest = target.best(packet, index), target.best(FULL_PACKET).whole
                if best.longest > target.longest_allowed() or best.whole > MOST_RATIO * honest:
                    slow.append((index, best, packet[:80]))
            if index % 100 == 0:
                target.dispatch.do_waiting()

    assert slow == []
    assert target.dispatch.received > PACKETS / 2
    assert target.dispatch.refused > PACKETS / 4
    assert target.surface.count > PACKETS / 10, "what was valid among it acted"
    assert target.escaped() == []
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


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
        until(lambda: server.received > 100)
    assert capfd.readouterr() == ("", "")
