"""What another machine may ask for, and how it comes to be trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.control.addresses import ACTIONS
from generator.control.commands import Action, Command
from generator.control.osc.codec import encode
from generator.control.osc.peer import SILENT_SECONDS, Peers
from generator.control.osc.trust import MOST_HOSTS, MOST_TRIES, TRIES_SECONDS
from tests.control.osc.client import Ear
from tests.control.osc.room import Room, bundle, tag

TOKEN = "correct-horse"
WORDS = {"T": True, "s": "other", "x": "one", "f": 0.5, "i": 1}
ASKED = {"/piece": "other", "/midi/learn": "density", "/osc/learn": "density"}


def room_of(tmp_path: Path, token: str, host: str = "10.0.0.1") -> Room:
    room = Room(tmp_path, token)
    room.ear = Ear(host)
    return room


@pytest.fixture
def shut(tmp_path: Path) -> Room:
    """Another machine asks, and there is no token."""
    return room_of(tmp_path, "")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Another machine asks, and there is a token."""
    return room_of(tmp_path, TOKEN)


def guarded(room: Room) -> list[str]:
    """Ask for every action; return the addresses that were forbidden."""
    found = []
    for each in ACTIONS:
        if each.address not in ("/token", "/subscribe"):
            arguments = [ASKED.get(each.address, WORDS[letter]) for letter in each.types]
            room.move(1.0)
            room.ask(each.address, each.types.replace("x", "s"), *arguments)
            if "forbidden" in room.codes():
                found.append(each.address)
    return found


GUARDED = [
    *("/transport/record", "/audio/return", "/piece", "/snapshot/store"),
    *("/midi/learn", "/midi/forget", "/osc/learn", "/osc/forget"),
]


def test_another_machine_may_not_do_what_writes_files_or_changes_the_piece(
    shut: Room, tmp_path: Path
) -> None:
    assert guarded(shut) == GUARDED
    assert {command.action for command in shut.surface.commands} <= set(Action) - {
        Action.PIECE,
        Action.RECORD,
    }
    assert not (tmp_path / "recordings").exists()


def test_with_the_token_it_may(room: Room) -> None:
    assert guarded(room) == GUARDED
    room.ask("/token", "s", TOKEN)
    assert room.ear.take() == [("/token", [1.0])]
    assert guarded(room) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_needs_none(tmp_path: Path, host: str) -> None:
    for token in ("", TOKEN):
        assert guarded(room_of(tmp_path, token, host)) == []


def test_what_is_forbidden_says_what_to_do(shut: Room, room: Room) -> None:
    for each, words in (
        (shut, "play with --osc-token TEXT, then send /token TEXT"),
        (room, "send"),
    ):
        each.ask("/piece", "s", "other")
        [(_, [address, code, text])] = each.ear.take()
        assert (address, code) == ("/piece", "forbidden")
        assert words in str(text)


@pytest.mark.parametrize(
    "packet",
    [
        lambda room: encode("/trans*/record", "T", True),
        lambda room: encode("//record", "T", True),
        lambda room: bundle(1, encode("/ping"), encode("/transport/record", "T", True)),
        lambda room: bundle(tag(room.unix_seconds + 1.0), encode("/snapshot/store", "s", "one")),
        lambda room: bundle(tag(room.unix_seconds + 1.0), encode("/piece", "s", "other")),
    ],
)
def test_there_is_no_way_round(shut: Room, packet: Callable[[Room], bytes]) -> None:
    shut.take(packet(shut))
    shut.move(2.0)
    shut.dispatch.do_waiting()
    assert "forbidden" in shut.codes()
    assert shut.surface.commands == []
    assert shut.desk.bank.names("example") == []


def test_nor_by_a_learnt_address(shut: Room) -> None:
    shut.learnt.learn("record")
    shut.learnt.hear("/rec", [1.0])
    shut.ask("/rec", "f", 1.0)
    assert shut.codes() == ["forbidden"]
    assert shut.surface.commands == []


def test_what_waits_is_judged_when_it_acts(room: Room) -> None:
    room.take(bundle(tag(room.unix_seconds + 1.0), encode("/snapshot/store", "s", "one")))
    room.ask("/token", "s", TOKEN)
    room.move(1.5)
    room.dispatch.do_waiting()
    assert room.desk.bank.names("example") == ["one"]


# -- the token


def test_a_wrong_token_opens_nothing(room: Room, shut: Room) -> None:
    for each, token in ((room, "wrong"), (room, ""), (room, TOKEN + "x"), (shut, ""), (shut, "x")):
        each.ask("/token", "s", token)
        assert each.codes() == ["wrong-token"]
        each.ask("/piece", "s", "other")
        assert each.codes() == ["forbidden"]


def test_after_five_wrong_ones_the_right_one_has_to_wait(room: Room) -> None:
    for number in range(MOST_TRIES):
        room.ear = Ear("10.0.0.1", 6000 + number)
        room.ask("/token", "s", "wrong")
    room.ear = Ear("10.0.0.1", 7000)
    for _ in range(3):
        room.ask("/token", "s", TOKEN)
    assert room.codes() == ["too-many"] * 3
    neighbour = Ear("10.0.0.2")
    room.dispatch.take(encode("/token", "s", TOKEN), neighbour.peer)
    assert neighbour.peer.trusted
    room.move(TRIES_SECONDS)
    room.ask("/token", "s", TOKEN)
    assert room.ear.peer.trusted


def test_wrong_tokens_from_everywhere_take_no_room(room: Room) -> None:
    for number in range(3 * MOST_HOSTS):
        room.ear = Ear(f"10.1.{number // 256}.{number % 256}")
        room.ask("/token", "s", "wrong")
    room.ask("/token", "s", TOKEN)
    assert room.ear.peer.trusted


def test_trust_is_of_one_port_and_ends_with_silence(room: Room) -> None:
    room.ask("/token", "s", TOKEN)
    first = room.ear
    room.ear = Ear("10.0.0.1", first.peer.address[1] + 1)
    room.ask("/piece", "s", "other")
    assert room.codes() == ["forbidden"]

    room.ear = first
    room.ear.take()
    room.move(SILENT_SECONDS - 1.0)
    room.ask("/ping")
    room.move(SILENT_SECONDS - 1.0)
    assert room.ask("/piece", "s", "other") != []
    room.ear.take()
    room.move(SILENT_SECONDS + 1.0)
    assert room.ask("/piece", "s", "other") == []
    assert room.codes() == ["forbidden"]


def test_who_is_trusted_is_not_forgotten_in_a_flood(room: Room) -> None:
    peers = Peers(lambda packet, address: None)
    room.dispatch.take(encode("/token", "s", TOKEN), peers.at(("10.0.0.1", 1)))
    for port in range(2, 5000):
        peers.at(("10.0.0.9", port))
    assert peers.at(("10.0.0.1", 1)).trusted


def test_the_monitor_shows_no_token(room: Room) -> None:
    room.desk.monitor.watching = True
    room.ask("/token", "s", TOKEN)
    room.ask("/token", "ss", TOKEN, TOKEN)
    assert [each.text for each in room.desk.monitor.taken()] == ["/token"]


def test_no_pattern_stands_for_the_token(room: Room) -> None:
    for pattern in ("/tok*", "/{token,piece}", "//token"):
        room.ask(pattern, "s", TOKEN)
    assert not room.ear.peer.trusted


def test_the_receiver_of_one_who_is_trusted_has_no_bound(room: Room) -> None:
    peers = Peers(lambda packet, address: None)
    room = Room(room.folder, TOKEN, peers.at)
    for host, bound in (("10.0.0.1", False), ("10.0.0.2", True)):
        sender = peers.at((host, 5000))
        if not bound:
            room.dispatch.take(encode("/token", "s", TOKEN), sender)
        room.dispatch.take(encode("/subscribe", "i", 9100), sender)
        assert (peers.at((host, 9100)).allowance is not None) is bound
        assert not peers.at((host, 9100)).trusted


def test_loopback_is_told_all_is_well(tmp_path: Path) -> None:
    room = room_of(tmp_path, TOKEN, "127.0.0.1")
    assert room.ask("/token", "s", "anything") == list[Command]()
    assert room.ear.take() == [("/token", [1.0])]
