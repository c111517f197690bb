from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.addresses import ACTIONS, endpoints
from generator.control.osc.actions import HERE
from generator.control.osc.codec import MOST_MESSAGES, Plain, encode
from generator.control.osc.dispatch import MOST_WAITING
from tests.control.osc.room import UNIX_SECONDS, Room, bundle, tag
from tests.control.surface import RATE


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_bundle_for_now_acts_at_once_and_in_order(room: Room):
    tempos = [encode("/tempo", "f", 60.0 + number) for number in range(20)]
    room.take(bundle(1, *tempos))

    assert [command.value for command in room.surface.commands] == [60.0 + n for n in range(20)]
    assert all(command.due_sample is None for command in room.surface.commands)


def test_what_is_wrong_in_a_bundle_leaves_the_rest(room: Room):
    room.take(bundle(1, encode("/none"), b"/tempo\0\0,i\0\0", encode("/tempo", "f", 90.0)))

    assert [each[1][1] for each in room.ear.take()] == ["unknown-address", "bad-packet"]
    assert [command.value for command in room.surface.commands] == [90.0]
    assert (room.dispatch.received, room.dispatch.refused) == (3, 2)


def test_a_time_tag_becomes_a_sample(room: Room):
    packet = bundle(tag(UNIX_SECONDS + 2.5), encode("/tempo", "f", 90.0), encode("/panic"))
    room.take(packet)

    assert [command.due_sample for command in room.surface.commands] == [round(12.5 * RATE)] * 2


@pytest.mark.parametrize("lateness_seconds", [0.0, 0.001, 1000.0, 1e9])
def test_a_late_bundle_acts_at_once(room: Room, lateness_seconds: float):
    room.take(bundle(tag(UNIX_SECONDS - lateness_seconds), encode("/tempo", "f", 90.0)))

    assert room.surface.commands[0].due_sample is None
    assert room.ear.take() == []


def test_a_bundle_more_than_ten_seconds_ahead_is_told_and_ignored(room: Room):
    for ahead in (10.001, 3600.0):
        room.take(bundle(tag(UNIX_SECONDS + ahead), encode("/panic")))
    room.take(bundle(tag(UNIX_SECONDS + 9.999), encode("/panic")))

    assert [each[1][1] for each in room.ear.take()] == ["too-far", "too-far"]
    assert len(room.surface.commands) == 1


def test_a_clock_that_is_set_changes_nothing_for_what_has_come(room: Room):
    room.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/tempo/tap")))
    room.unix_seconds += 86_400.0

    assert room.dispatch.next_seconds() == pytest.approx(51.0)


def test_what_has_one_time_tag_has_one_sample(room: Room):
    """Though the clocks are looked at in between, never both in the same moment."""
    for _ in range(3):
        room.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/panic")))
        room.unix_seconds += 0.00007

    assert len({command.due_sample for command in room.surface.commands}) == 1


ARGUMENTS: dict[str, tuple[Plain, ...]] = {
    "/piece": ("other",),
    "/section": ("B",),
    "/snapshot/recall": ("1",),
    "/snapshot/store": ("1",),
    "/morph": (0.5, 0.5),
    "/note": ("lead", 60.0, 0.5, 1.0),
    "/csound/channel": ("cutoff", 100.0),
    "/transport/record": (True,),
}


@pytest.mark.parametrize("action", [each for each in ACTIONS if each.address not in HERE])
def test_every_action_of_the_session_is_timed(room: Room, action: object, tmp_path: Path):
    for number in "1234":
        room.take(encode("/snapshot/store", "s", number))
    address, types = action.address, action.types.replace("x", "s")
    message = encode(address, types, *ARGUMENTS.get(address, ()))
    room.take(bundle(tag(UNIX_SECONDS + 1.0), message))

    assert room.ear.take() == []
    assert [command.due_sample for command in room.surface.commands] == [11 * RATE]


def test_every_parameter_address_is_timed(room: Room):
    steered = [each for each in endpoints(room.surface.subject).values() if each.parameter]
    for each in steered:
        message = encode(each.address, "f" * len(each.types), *[1.0] * len(each.types))
        room.take(bundle(tag(UNIX_SECONDS + 1.0), message))

    assert [command.due_sample for command in room.surface.commands] == [11 * RATE] * len(steered)


def test_what_is_done_here_waits_for_its_time(room: Room):
    room.take(bundle(tag(UNIX_SECONDS + 2.0), encode("/version")))
    room.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/ping"), encode("/q/tempo")))
    room.dispatch.do_waiting()
    assert room.ear.take() == []
    assert room.dispatch.next_seconds() == pytest.approx(51.0)

    room.surface.values["tempo"] = 99.0
    room.move(1.0)
    room.dispatch.do_waiting()
    assert room.ear.take() == [("/pong", []), ("/tempo", [99.0])]
    room.move(1.0)
    room.dispatch.do_waiting()
    assert [each[0] for each in room.ear.take()] == ["/version"]
    assert room.dispatch.next_seconds() is None
    assert room.dispatch.received == 3


def test_before_it_plays_a_timed_message_waits_here(room: Room):
    room.surface.epoch_seconds = None
    room.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/tempo", "f", 90.0)))
    assert room.surface.commands == []

    room.move(1.0)
    room.dispatch.do_waiting()
    assert [command.value for command in room.surface.commands] == [90.0]


def test_only_so_much_waits(room: Room):
    pings = [encode("/ping")] * MOST_MESSAGES
    for _ in range(MOST_WAITING // MOST_MESSAGES):
        room.take(bundle(tag(UNIX_SECONDS + 1.0), *pings))
    assert room.ear.take() == []
    room.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/ping")))
    assert room.ear.take()[0][1][1] == "too-many"

    room.move(1.0)
    while room.dispatch.next_seconds() is not None:
        room.dispatch.do_waiting()
    assert room.ear.take() == [("/pong", [])] * MOST_WAITING
