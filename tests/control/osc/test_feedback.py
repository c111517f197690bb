from __future__ import annotations

import pytest

from generator.control.addresses import endpoints
from generator.control.osc.codec import LARGEST_REPLY_BYTES, OscError, encode
from generator.control.osc.feedback import (
    MOST_OF_A_STRANGER,
    MOST_SUBSCRIBERS,
    TICK_SECONDS,
    Feedback,
)
from generator.control.osc.peer import SILENT_SECONDS, Peer, Peers
from generator.control.osc.space import AddressSpace
from generator.control.status import Status
from generator.control.surface import Change
from tests.control.osc.client import Ear, Message
from tests.control.surface import KeepingSurface, subject_of

ELSEWHERE = "keys"


class Stage:
    """Feedback that a test moves on in time, and a surface whose changes reach it."""

    def __init__(self) -> None:
        self.surface = KeepingSurface()
        self.feedback = Feedback(self.surface, AddressSpace(self.surface.subject))
        self.seconds = 100.0

    def subscribe(self, ear: Ear, prefix: str = "/", hz: float = 30.0) -> None:
        """Subscribe, and let the present values pass."""
        self.feedback.subscribe(ear.peer, ear.peer, prefix, hz, self.seconds)
        self.tick()
        ear.take()

    @property
    def told(self) -> list[Peer]:
        """Those who are told what changes."""
        return [each.receiver for each in self.feedback.subscribers]

    def tick(self, count: int = 1) -> None:
        """Let some thirtieths of a second pass."""
        for _ in range(count):
            self.seconds += TICK_SECONDS
            self.feedback.step(self.seconds)

    def change(self, key: str, value: float, source: str = ELSEWHERE) -> None:
        """Change a value."""
        self.surface.values[key] = value
        self.feedback.changed([Change(key, value, source)])

    def tell(self, status: Status) -> None:
        """Change the status."""
        self.surface.told = status
        self.feedback.tell(status)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def ear() -> Ear:
    return Ear()


def values(messages: list[Message]) -> dict[str, object]:
    return {address: arguments[0] if arguments else None for address, arguments in messages}


def test_whoever_subscribes_is_told_all_that_is(stage: Stage, ear: Ear):
    stage.feedback.subscribe(ear.peer, ear.peer, "/", 30.0, stage.seconds)
    stage.tick()

    told = [address for address, _ in ear.messages]
    readable = [each.address for each in endpoints(stage.surface.subject).values() if each.readable]
    silent = {"/error", *(f"/status/{name}" for name in ("xrun", "gap", "margin"))}
    assert sorted(told) == sorted(set(readable) - silent)
    assert max(map(len, ear.packets)) <= LARGEST_REPLY_BYTES


def test_a_prefix_narrows_what_is_told(stage: Stage, ear: Ear):
    stage.feedback.subscribe(ear.peer, ear.peer, "/track/01", 30.0, stage.seconds)
    stage.tick()
    assert len(ear.messages) == 5
    assert all(address.startswith("/track/01/") for address, _ in ear.take())

    stage.change("lead.pan", 0.25)
    stage.change("tempo", 90.0)
    stage.tell(Status(bar=2, late=1))
    stage.tick()
    assert ear.take() == [("/track/01/pan", [0.25])]


def test_a_change_is_told_at_every_address_of_the_parameter(stage: Stage, ear: Ear):
    stage.subscribe(ear)
    stage.change("lead.mute", 1.0)
    stage.change("tempo", 210.0)
    stage.tick()

    assert values(ear.take()) == {
        "/param/lead.mute": 1.0,
        "/param/lead.mute/native": 1.0,
        "/track/lead/mute": 1.0,
        "/track/01/mute": 1.0,
        "/tempo": 210.0,
        "/param/tempo": 0.5,
        "/param/tempo/native": 210.0,
    }


def test_the_latest_value_wins_and_is_told_once(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/macro")
    for number in range(100):
        stage.change("macro.bright", number / 100)
    stage.tick(3)

    assert ear.take() == [("/macro/bright", [pytest.approx(0.99)])]


def test_nothing_is_sent_when_nothing_changed(stage: Stage, ear: Ear):
    stage.subscribe(ear)
    stage.change("macro.bright", stage.surface.values["macro.bright"])
    stage.tell(stage.surface.told)
    stage.tick(100)

    assert ear.packets == []


def test_a_value_that_went_back_before_it_was_told_is_not_told(stage: Stage, ear: Ear):
    stage.subscribe(ear, hz=1.0)
    stage.change("macro.bright", 0.9)
    stage.tick()
    stage.change("macro.bright", 0.25)
    stage.tick(60)

    assert ear.packets == []


def test_a_change_is_not_told_back_to_its_sender(stage: Stage):
    one, other = Ear(port=1), Ear(port=2)
    stage.subscribe(one)
    stage.subscribe(other)
    one.take()
    stage.change("macro.bright", 0.75, one.peer.source)
    stage.tick()

    assert one.take() == []
    assert other.take() == [("/macro/bright", [0.75])]


def test_what_the_sender_sets_overtakes_what_was_to_be_told(stage: Stage):
    one, other = Ear(port=1), Ear(port=2)
    stage.subscribe(one)
    stage.subscribe(other)
    one.take()
    stage.change("macro.bright", 0.5, other.peer.source)
    stage.change("macro.bright", 0.75, one.peer.source)
    stage.tick()

    assert one.take() == []
    assert other.take() == [("/macro/bright", [0.75])]


def test_the_sender_is_told_when_another_moves_it_back(stage: Stage, ear: Ear):
    stage.subscribe(ear)
    stage.change("macro.bright", 0.5, ear.peer.source)
    stage.tick()
    stage.change("macro.bright", 0.25)
    stage.tick()

    assert ear.take() == [("/macro/bright", [0.25])]


def test_a_sender_that_listens_at_another_port_is_not_told_back_either(stage: Stage):
    sender, receiver = Ear(port=1), Ear(port=2)
    stage.feedback.subscribe(receiver.peer, sender.peer, "/macro", 30.0, stage.seconds)
    stage.tick()
    receiver.take()
    for source in (sender.peer.source, receiver.peer.source):
        stage.change("macro.bright", 0.75, source)
    stage.tick()

    assert receiver.packets == []
    assert sender.packets == []


@pytest.mark.parametrize("hz", [0.1, 1.0, 7.0, 10.0, 30.0])
def test_at_most_so_often_and_not_much_less(stage: Stage, ear: Ear, hz: float):
    stage.subscribe(ear, "/macro", hz)
    seconds = 20.0
    for tick in range(round(seconds / TICK_SECONDS)):
        stage.change("macro.bright", tick / 1000)
        stage.tick()

    assert 0.7 * hz * seconds - 1 <= len(ear.packets) <= hz * seconds + 1


def test_a_late_tick_is_not_made_up_for(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/macro")
    stage.change("macro.bright", 0.1)
    stage.seconds += 1.0
    for value in (0.2, 0.3):
        stage.feedback.step(stage.seconds)
        stage.change("macro.bright", value)

    assert len(ear.packets) == 1


def test_many_changes_come_in_bundles_below_8_kb(stage: Stage, ear: Ear):
    stage.surface.play(subject_of(parts=tuple(f"part {number}" for number in range(40))))
    stage.feedback.refresh(AddressSpace(stage.surface.subject))
    stage.subscribe(ear)
    for each in stage.surface.subject.declared:
        stage.change(each.id, each.minimum + (each.maximum - each.minimum) * 0.123)
    stage.tick()

    assert len(ear.packets) > 2
    assert max(map(len, ear.packets)) <= LARGEST_REPLY_BYTES


def test_another_subject_is_told_from_the_beginning(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/track")
    stage.change("lead.pan", 0.75)
    stage.surface.play(subject_of("other", ("drums", "lead")))
    stage.feedback.refresh(AddressSpace(stage.surface.subject))
    stage.tick()

    told = values(ear.take())
    assert len(told) == 20
    assert told["/track/lead/pan"] == told["/track/02/pan"] == 0.5


# -- the status


def test_a_beat_is_told_once_with_its_phase(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/status/beat")
    for tick in range(60):
        beats = tick / 16
        stage.tell(Status(bar=1 + int(beats // 4), beat=1.0 + beats % 4, beats=beats))
        stage.tick()

    assert [arguments[:2] for _, arguments in ear.messages] == [[1, 2], [1, 3], [1, 4]]
    assert all(0.0 <= arguments[2] < 0.1 for _, arguments in ear.messages)


def test_meters_and_load_at_most_ten_times_a_second(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/status")
    for tick in range(300):
        stage.tell(Status(meters=[tick / 300, 0.5, 0.25], cpu_percent=tick / 3))
        stage.tick()

    for address in ("/status/meter", "/status/cpu"):
        count = sum(told == address for told, _ in ear.messages)
        assert 70 <= count <= 101
    assert len(dict(ear.messages)["/status/meter"]) == 3


def test_what_goes_wrong_is_told_when_it_changes(stage: Stage, ear: Ear):
    stage.subscribe(ear, "/status")
    for count in (None, 0, 0, 1, 1):
        stage.tell(Status(xruns=count, broken=3))
        stage.tick()

    told = [message for message in ear.messages if message[0] in ("/status/xrun", "/status/nan")]
    assert told == [("/status/nan", [3]), ("/status/xrun", [0]), ("/status/xrun", [1])]


# -- who is told


def test_to_subscribe_again_replaces(stage: Stage, ear: Ear):
    for hz in (1.0, 2.0, 30.0):
        stage.subscribe(ear, "/macro", hz)
    stage.subscribe(ear, "/track")

    assert [(each.prefix, each.interval_seconds) for each in stage.feedback.subscribers] == [
        ("/macro", 1 / 30),
        ("/track", 1 / 30),
    ]


def test_who_unsubscribes_is_told_no_more(stage: Stage, ear: Ear):
    stage.subscribe(ear)
    stage.feedback.unsubscribe(ear.peer)
    stage.change("macro.bright", 0.75)
    stage.tick(10)

    assert ear.packets == []


def test_who_is_silent_for_ten_minutes_is_told_no_more(stage: Stage):
    silent, speaking, named = Ear(port=1), Ear(port=2), Ear(port=3)
    for each in (silent, speaking):
        each.peer.heard_seconds = stage.seconds
        stage.subscribe(each)
    stage.feedback.subscribe(named.peer, None, "/", 30.0, stage.seconds)
    stage.seconds += SILENT_SECONDS / 2
    speaking.peer.heard_seconds = stage.seconds
    stage.seconds += SILENT_SECONDS / 2
    stage.tick()

    assert [each.receiver for each in stage.feedback.subscribers] == [speaking.peer, named.peer]


def test_32_at_most_and_the_one_silent_longest_gives_way(stage: Stage):
    ears = [Ear(port=port) for port in range(1, MOST_SUBSCRIBERS + 2)]
    for index, each in enumerate(ears):
        each.peer.heard_seconds = 100.0 + (index - 5) ** 2
        stage.feedback.subscribe(each.peer, each.peer, "/", 30.0, stage.seconds)

    told = [each.receiver for each in stage.feedback.subscribers]
    assert len(told) == MOST_SUBSCRIBERS
    assert ears[5].peer not in told
    assert ears[-1].peer in told


def test_strangers_give_way_to_whoever_is_known_and_never_the_other_way(stage: Stage):
    near = [Ear(port=port) for port in range(1, MOST_SUBSCRIBERS)]
    stranger, another, known = Ear("10.0.0.1"), Ear("10.0.0.2"), Ear("10.0.0.3")
    for each in (*near, stranger):
        stage.feedback.subscribe(each.peer, each.peer, "/", 30.0, stage.seconds)
    stage.feedback.subscribe(another.peer, another.peer, "/", 30.0, stage.seconds)
    assert stage.told == [*(each.peer for each in near), another.peer]

    known.peer.trust()
    stage.feedback.subscribe(known.peer, known.peer, "/", 30.0, stage.seconds)
    assert stage.told == [*(each.peer for each in near), known.peer]
    with pytest.raises(OscError, match="32 subscribers"):
        stage.feedback.subscribe(another.peer, another.peer, "/", 30.0, stage.seconds)
    assert len(stage.told) == MOST_SUBSCRIBERS


def test_a_stranger_has_eight_places(stage: Stage):
    other = Ear("10.0.0.2")
    stage.subscribe(other)
    for port in range(1, 100):
        ear = Ear("10.0.0.1", port)
        stage.feedback.subscribe(ear.peer, ear.peer, "/", 30.0, stage.seconds)
    assert len(stage.told) == 1 + MOST_OF_A_STRANGER
    assert other.peer in stage.told


def test_a_stranger_is_told_the_latest_when_there_is_room_again(stage: Stage):
    sent: list[bytes] = []
    peers = Peers(lambda packet, address: sent.append(packet), lambda: stage.seconds)
    stranger = peers.at(("10.0.0.1", 5000))
    stage.feedback.subscribe(stranger, stranger, "/", 30.0, stage.seconds)
    assert stranger.allowance is not None
    stage.tick()
    while stranger.allowance.spend(1000):
        pass
    stranger.allowance.spend(1)
    sent.clear()
    stage.change("macro.bright", 0.125)
    stage.feedback.step(stage.seconds)
    stage.change("macro.bright", 0.5)
    assert sent == []

    stage.tick(60)
    assert [each for each in sent if b"/macro/bright" in each] == [
        encode("/macro/bright", "f", 0.5)
    ]


def test_those_named_in_the_settings_never_give_way(stage: Stage, ear: Ear):
    named: list[Peer] = [Ear(port=port).peer for port in range(1, MOST_SUBSCRIBERS + 1)]
    for each in named:
        stage.feedback.subscribe(each, None, "/", 30.0, stage.seconds)
    with pytest.raises(OscError) as refused:
        stage.subscribe(ear)
    assert refused.value.code == "too-many"

    stage.feedback.unsubscribe(named[0])
    assert len(stage.feedback.subscribers) == MOST_SUBSCRIBERS


def test_changes_without_a_listener_are_not_kept(stage: Stage, ear: Ear):
    stage.change("macro.bright", 0.5)
    stage.subscribe(ear, "/macro")
    stage.change("macro.bright", 0.75)
    stage.tick()

    assert ear.take() == [("/macro/bright", [0.75])]


def test_a_change_of_what_is_not_declared_is_nothing(stage: Stage, ear: Ear):
    stage.subscribe(ear)
    stage.feedback.changed([Change("none", 1.0, "")])
    stage.tick()

    assert ear.packets == []
