from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from generator.control.addresses import Form, endpoints
from generator.control.commands import Action
from generator.control.osc.codec import LARGEST_REPLY_BYTES, MOST_MESSAGES, encode
from generator.control.osc.effort import MOST_EFFORT
from generator.control.status import Status
from tests.control.osc.client import Ear
from tests.control.osc.room import Room, bundle
from tests.control.surface import subject_of

UNIX_SECONDS = 1_700_000_000.0
NTP = 2_208_988_800
TOGGLES = ("lead.mute", "bass line.mute")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


# -- errors


def test_an_unknown_address_is_told(room: Room):
    room.ask("/param/nothing", "f", 0.5)

    [(address, [about, code, text])] = room.ear.take()
    assert (address, about, code) == ("/error", "/param/nothing", "unknown-address")
    assert "'/param/nothing'" in str(text)
    assert (room.dispatch.received, room.dispatch.refused) == (1, 1)


def test_what_is_only_told_cannot_be_sent(room: Room):
    room.ask("/status/late", "i", 0)

    assert room.ear.take()[0][1][1] == "unknown-address"


@pytest.mark.parametrize(
    "packet", [b"", b"hello", b"#bundle", b"/a\0\0,i\0\0", b"/\xff\xff\0,\0\0\0"]
)
def test_a_bad_packet_is_told(room: Room, packet: bytes):
    room.take(packet)

    assert room.ear.take()[0][1][1] == "bad-packet"


@pytest.mark.parametrize("address", ["/error", "/pong"])
def test_an_answer_is_never_answered(room: Room, address: str):
    """Two programs that answer each other's errors would never end."""
    room.ask(address, "sss", "/param/x", "unknown-address", "no address")

    assert room.ear.take() == []


def test_ten_errors_a_second_at_most(room: Room):
    for _ in range(100):
        room.ask("/none")
        room.move(0.01)
    assert len(room.ear.take()) == 10
    for _ in range(200):
        room.ask("/none")
        room.move(0.01)
    assert len(room.ear.take()) == 20


def test_each_sender_has_ten_errors_of_its_own(room: Room):
    ears = [Ear(port=port) for port in range(5000, 5003)]
    for ear in ears:
        for _ in range(20):
            room.dispatch.take(encode("/none"), ear.peer)
    assert [len(ear.messages) for ear in ears] == [10, 10, 10]


def test_a_fault_behind_the_desk_is_told_and_the_next_message_acts(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    def fail(command: object) -> None:
        raise RuntimeError("the wire is gone")

    with monkeypatch.context() as patch:
        patch.setattr(room.surface, "submit", fail)
        room.take(encode("/tempo", "f", 90.0))
    room.take(encode("/tempo", "f", 91.0))

    assert room.ear.take()[0][1][1:] == ["failed", "the wire is gone"]
    assert [command.value for command in room.surface.commands] == [91.0]


# -- patterns


def test_a_pattern_acts_on_all_that_it_matches_once(room: Room):
    room.ask("/track/*/mute", "T", True)

    assert {command.subject for command in room.surface.commands} == set(TOGGLES)
    assert len(room.surface.commands) == 2, "a strip has two addresses, and is meant once"
    assert [command.value for command in room.surface.commands] == [1.0, 1.0]


def test_a_pattern_matches_actions_too(room: Room):
    room.ask("/{panic,allnotesoff}")

    assert {command.action for command in room.surface.commands} == {Action.PANIC, Action.RELEASE}


def test_a_pattern_is_clipped_and_echoed_at_the_addresses_that_it_matched(room: Room):
    room.ask("/track/0[12]/pan", "f", 2.0)

    assert sorted(room.ear.take()) == [("/track/01/pan", [1.0]), ("/track/02/pan", [1.0])]


def test_what_one_target_refuses_the_others_do(room: Room):
    room.ask("/{section,panic,tempo}", "s", "B")

    assert [command.action for command in room.surface.commands] == [Action.SECTION]
    assert sorted(each[1][1] for each in room.ear.take()) == ["wrong-count", "wrong-type"]


def test_a_pattern_that_matches_nothing_is_told(room: Room):
    room.ask("/track/*/nothing", "f", 1.0)

    assert room.ear.take()[0][1][1] == "unknown-address"


def test_a_bad_pattern_is_told(room: Room):
    room.ask("/track/[/mute", "f", 1.0)

    assert room.ear.take()[0][1][1] == "bad-pattern"


def test_a_pattern_is_searched_anew_for_another_piece(room: Room):
    room.ask("/track/*/mute", "T", True)
    room.surface.play(subject_of("other", ("drums",)))
    room.surface.commands.clear()
    room.ask("/track/*/mute", "T", True)
    room.ask("/track/drums/pan", "f", 0.5)

    assert [command.subject for command in room.surface.commands] == ["drums.mute", "drums.pan"]


# -- questions


def test_a_question_is_answered_at_the_address_itself(room: Room):
    for address in ("/param/cutoff", "/param/cutoff/native", "/tempo", "/seed", "/track/01/mute"):
        room.ask(f"/q{address}")

    assert room.ear.take() == [
        ("/param/cutoff", [pytest.approx(2 / 3)]),
        ("/param/cutoff/native", [2000.0]),
        ("/tempo", [120.0]),
        ("/seed", [7]),
        ("/track/01/mute", [0.0]),
    ]


def test_the_status_is_asked_for(room: Room):
    room.surface.told = Status(
        bar=3, beat=2.25, meters=[0.5, 0.25], cpu_percent=12.5, margin_ms=9.5, gap_ms=1.25,
        late=1, dropped=2, refused=3, faults=4, clipped=5, broken=6, xruns=7, shed=8, restarts=9,
        trouble="rain.py:3: no",
    )  # fmt: skip
    counts = ("late", "dropped", "refused", "faults", "clipped", "nan", "xrun", "shed", "restarts")
    for name in ("beat", "meter", "cpu", "margin", "gap", "trouble", *counts):
        room.ask(f"/q/status/{name}")

    assert room.ear.take() == [
        ("/status/beat", [3, 2, 0.25]),
        ("/status/meter", [0.5, 0.25]),
        ("/status/cpu", [12.5]),
        ("/status/margin", [9.5]),
        ("/status/gap", [1.25]),
        ("/status/trouble", ["rain.py:3: no"]),
        *((f"/status/{name}", [number]) for number, name in enumerate(counts, start=1)),
    ]


def test_a_question_may_be_a_pattern(room: Room):
    room.ask("/q/track/*/pan")

    assert sorted(room.ear.take()) == [
        (f"/track/{track}/pan", [0.5]) for track in ("01", "02", "bass_line", "lead")
    ]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/q/none", "unknown-address"),
        ("/q/track/*/none", "unknown-address"),
        ("/q/panic", "no-value"),
        ("/q/param/cutoff/ramp", "no-value"),
        ("/q/status/xrun", "no-value"),
        ("/q/error", "no-value"),
        ("/q/", "unknown-address"),
        ("/q", "unknown-address"),
        ("/q/{", "bad-pattern"),
    ],
)
def test_a_question_without_an_answer_is_told(room: Room, address: str, code: str):
    room.ask(address)

    assert [each[1][:2] for each in room.ear.take()] == [[address, code]]


def test_all_values_come_in_bundles_below_8_kb(room: Room):
    room.surface.play(subject_of(parts=tuple(f"part {number}" for number in range(30))))
    room.ask("/q/all")

    assert len(room.ear.packets) > 1
    assert max(map(len, room.ear.packets)) <= LARGEST_REPLY_BYTES
    told = {address for address, _ in room.ear.take()}
    silent = {"/error", "/status/xrun", "/status/gap", "/status/margin"}
    space = endpoints(room.surface.subject)
    assert told == {each.address for each in space.values() if each.readable} - silent
    assert all(space[address].form is not Form.ACTION for address in told)


# -- how much one packet may ask for


def test_a_packet_that_asks_for_too_much_is_cut_short(room: Room):
    room.take(bundle(1, *[encode("/track/*/mute", "T", True)] * MOST_MESSAGES))

    assert len(room.surface.commands) <= MOST_EFFORT
    assert {each[1][1] for each in room.ear.take()} == {"too-much"}
    room.take(encode("/panic"))
    assert room.surface.commands[-1].action is Action.PANIC


def test_as_many_plain_messages_as_a_packet_holds_all_act(room: Room):
    values = [number / MOST_MESSAGES for number in range(MOST_MESSAGES)]
    room.take(bundle(1, *[encode("/param/density", "f", each) for each in values]))

    sent = [command.value for command in room.surface.commands]
    assert sent == values
    assert all(earlier < later for earlier, later in pairwise(sent))
