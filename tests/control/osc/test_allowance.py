"""How much a machine that has not shown the token can make us send, to whomever that goes."""

from __future__ import annotations

import pytest

from generator.control.osc.allowance import (
    BURST_BYTES,
    BYTES_A_SECOND,
    MOST_HOSTS,
    TOGETHER,
    Allowances,
    household,
    is_near,
)
from generator.control.osc.codec import LARGEST_REPLY_BYTES
from generator.control.osc.peer import Address, Peer, Peers


class Line:
    """Peers in a time that stands still unless it is moved; counts what is sent to whom."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.sent: dict[str, int] = {}
        self.peers = Peers(self._send, lambda: self.seconds)

    def _send(self, packet: bytes, address: Address) -> None:
        self.sent[address[0]] = self.sent.get(address[0], 0) + len(packet)

    def peer(self, host: str, port: int = 5000) -> Peer:
        address: Address = (host, port, 0, 0) if ":" in host else (host, port)
        return self.peers.at(address)

    def fill(self, host: str, seconds: float) -> int:
        """Answer as much as can be for some seconds; return how many bytes were sent."""
        before = self.sent.get(host, 0)
        for _ in range(round(seconds * 100)):
            self.seconds += 0.01
            for port in range(1, 20):
                self.peer(host, port).send(bytes(LARGEST_REPLY_BYTES))
        return self.sent.get(host, 0) - before


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.mark.parametrize("host", ["10.0.0.1", "2001:db8::1"])
def test_a_stranger_gets_a_burst_and_then_so_much_a_second(line: Line, host: str) -> None:
    first = line.fill(host, 1.0)
    assert BURST_BYTES <= first <= BURST_BYTES + BYTES_A_SECOND + LARGEST_REPLY_BYTES
    assert line.fill(host, 10.0) <= 10 * BYTES_A_SECOND + LARGEST_REPLY_BYTES


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "::1"])
def test_this_machine_gets_all(line: Line, host: str) -> None:
    assert line.fill(host, 1.0) == 100 * 19 * LARGEST_REPLY_BYTES


def test_who_is_trusted_gets_all(line: Line) -> None:
    line.fill("10.0.0.1", 1.0)
    line.peer("10.0.0.1").trust()
    before = line.sent["10.0.0.1"]
    line.peer("10.0.0.1").send(bytes(1000))
    line.peer("10.0.0.1", 5001).send(bytes(1000))
    assert line.sent["10.0.0.1"] == before + 1000


def test_all_strangers_together_have_a_bound_too(line: Line) -> None:
    for number in range(5 * MOST_HOSTS):
        line.peer(f"10.0.{number // 256}.{number % 256}").send(bytes(LARGEST_REPLY_BYTES))
    assert sum(line.sent.values()) <= TOGETHER * BURST_BYTES + LARGEST_REPLY_BYTES


def test_the_machines_that_are_known_are_so_many_at_most() -> None:
    allowances = Allowances(lambda: 0.0)
    first = allowances.of("10.0.0.0")
    for number in range(MOST_HOSTS):
        allowances.of(f"10.1.{number // 256}.{number % 256}")
    assert allowances.of("10.0.0.0") is not first


@pytest.mark.parametrize("host", ["::ffff:127.0.0.1", "::1", "127.255.0.1"])
def test_loopback_is_near_however_it_is_written(host: str) -> None:
    assert is_near(host)
    assert not is_near("::ffff:10.0.0.1")


def test_the_addresses_of_one_household_are_one() -> None:
    assert household("2001:db8::1") == household("2001:db8::ffff:1:2:3%eth0")
    assert household("2001:db8::1") != household("2001:db8:0:1::1")
    assert household("10.0.0.1") != household("10.0.0.2")
