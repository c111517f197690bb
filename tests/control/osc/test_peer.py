from __future__ import annotations

import weakref

from generator.control.osc.peer import MOST_PEERS, Address, Peers, shown, with_port
from tests.control.osc.client import Ear


def test_addresses_are_shown_as_people_write_them():
    assert shown(("127.0.0.1", 9000)) == "127.0.0.1:9000"
    assert shown(("::1", 9000, 0, 0)) == "[::1]:9000"


def test_another_port_is_of_the_same_host():
    assert with_port(("127.0.0.1", 1), 2) == ("127.0.0.1", 2)
    assert with_port(("fe80::1", 1, 0, 3), 2) == ("fe80::1", 2, 0, 3)


def test_ten_errors_within_any_second():
    ear = Ear()
    sent_seconds = []
    for tenth in range(100):
        for _ in range(3):
            before = len(ear.packets)
            ear.peer.complain("/a", "code", "text", tenth / 10)
            sent_seconds += [tenth / 10] * (len(ear.packets) - before)

    assert len(sent_seconds) > 90
    for start in sent_seconds:
        assert sum(start <= each < start + 1.0 for each in sent_seconds) <= 10


def test_long_texts_are_cut():
    ear = Ear()
    ear.peer.complain("/" + "a" * 1000, "code", "b" * 1000, 0.0)

    [(_, texts)] = ear.messages
    assert [len(str(text)) for text in texts] == [240, 4, 240]


def test_peers_are_known_again_and_only_so_many():
    sent: list[tuple[bytes, Address]] = []
    peers = Peers(lambda packet, address: sent.append((packet, address)))
    first, gone = peers.at(("10.0.0.1", 1), 0.0), weakref.ref(peers.at(("10.0.0.1", 0), 0.0))
    assert peers.at(("10.0.0.1", 1), 1.0) is first

    for port in range(2, 5000):
        peers.at(("10.0.0.1", port), float(port))
        assert len(peers.heard_since(0.0)) <= MOST_PEERS
    assert peers.at(("10.0.0.1", 4999)).heard_seconds == 4999.0, "the last are remembered"
    assert gone() is None
    assert peers.at(("10.0.0.1", 1), 5000.0) is first, "who is held on to is not forgotten"

    first.send(b"/a")
    assert sent == [(b"/a", ("10.0.0.1", 1))]


def test_udp_and_tcp_of_one_port_are_two_peers():
    assert Ear().peer.same(Ear().peer)
    assert not Ear().peer.same(Ear(connected=True).peer)
    assert not Ear().peer.same(Ear(port=1).peer)
