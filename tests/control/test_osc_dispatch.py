from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from generator.control.addresses import ACTIONS, Form, endpoints
from generator.control.commands import Action
from generator.control.osc import LARGEST_REPLY_BYTES, MOST_MESSAGES, Plain, encode
from generator.control.osc_actions import HERE
from generator.control.osc_dispatch import MOST_EFFORT, MOST_WAITING, Dispatch
from generator.control.status import Status
from tests.control.osc_client import Ear
from tests.control.surface import RATE, KeepingSurface, desk_of, subject_of

UNIX_SECONDS = 1_700_000_000.0
NTP = 2_208_988_800
TOGGLES = ("lead.mute", "bass line.mute")


class Time:
    """Two clocks that a test moves: since the machine started, and since 1970."""

    def __init__(self) -> None:
        self.seconds = 50.0
        self.unix_seconds = UNIX_SECONDS

    def move(self, seconds: float) -> None:
        self.seconds += seconds
        self.unix_seconds += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def surface() -> KeepingSurface:
    surface = KeepingSurface()
    surface.epoch_seconds = 40.0
    return surface


@pytest.fixture
def dispatch(surface: KeepingSurface, time: Time, tmp_path: Path) -> Dispatch:
    return Dispatch(
        desk_of(surface, tmp_path),
        lambda address: Ear(*address[:2]).peer,
        lambda: time.seconds,
        lambda: time.unix_seconds,
    )


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def ask(dispatch: Dispatch, ear: Ear) -> Callable[..., None]:
    def ask(address: str, types: str = "", *arguments: Plain) -> None:
        dispatch.take(encode(address, types, *arguments), ear.peer)

    return ask


def tag(unix_seconds: float) -> int:
    return round((unix_seconds + NTP) * 2**32)


def bundle(time_tag: int, *elements: bytes) -> bytes:
    sized = b"".join(struct.pack(">i", len(each)) + each for each in elements)
    return b"#bundle\0" + struct.pack(">Q", time_tag) + sized


# -- errors


def test_an_unknown_address_is_told(ask: Callable[..., None], ear: Ear, dispatch: Dispatch):
    ask("/param/nothing", "f", 0.5)

    [(address, [about, code, text])] = ear.take()
    assert (address, about, code) == ("/error", "/param/nothing", "unknown-address")
    assert "'/param/nothing'" in str(text)
    assert (dispatch.received, dispatch.refused) == (1, 1)


def test_what_is_only_told_cannot_be_sent(ask: Callable[..., None], ear: Ear):
    ask("/status/late", "i", 0)

    assert ear.take()[0][1][1] == "unknown-address"


@pytest.mark.parametrize(
    "packet", [b"", b"hello", b"#bundle", b"/a\0\0,i\0\0", b"/\xff\xff\0,\0\0\0"]
)
def test_a_bad_packet_is_told(dispatch: Dispatch, ear: Ear, packet: bytes):
    dispatch.take(packet, ear.peer)

    assert ear.take()[0][1][1] == "bad-packet"


@pytest.mark.parametrize("address", ["/error", "/pong"])
def test_an_answer_is_never_answered(ask: Callable[..., None], ear: Ear, address: str):
    """Two programs that answer each other's errors would never end."""
    ask(address, "sss", "/param/x", "unknown-address", "no address")

    assert ear.take() == []


def test_ten_errors_a_second_at_most(ask: Callable[..., None], ear: Ear, time: Time):
    for _ in range(100):
        ask("/none")
        time.move(0.01)
    assert len(ear.take()) == 10
    for _ in range(200):
        ask("/none")
        time.move(0.01)
    assert len(ear.take()) == 20


def test_each_sender_has_ten_errors_of_its_own(dispatch: Dispatch):
    ears = [Ear(port=port) for port in range(5000, 5003)]
    for ear in ears:
        for _ in range(20):
            dispatch.take(encode("/none"), ear.peer)
    assert [len(ear.messages) for ear in ears] == [10, 10, 10]


def test_a_fault_behind_the_desk_is_told_and_the_next_message_acts(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, monkeypatch: pytest.MonkeyPatch
):
    def fail(command: object) -> None:
        raise RuntimeError("the wire is gone")

    with monkeypatch.context() as patch:
        patch.setattr(surface, "submit", fail)
        dispatch.take(encode("/tempo", "f", 90.0), ear.peer)
    dispatch.take(encode("/tempo", "f", 91.0), ear.peer)

    assert ear.take()[0][1][1:] == ["failed", "the wire is gone"]
    assert [command.value for command in surface.commands] == [91.0]


# -- bundles


def test_a_bundle_for_now_acts_at_once_and_in_order(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear
):
    tempos = [encode("/tempo", "f", 60.0 + number) for number in range(20)]
    dispatch.take(bundle(1, *tempos), ear.peer)

    assert [command.value for command in surface.commands] == [60.0 + n for n in range(20)]
    assert all(command.due_sample is None for command in surface.commands)


def test_what_is_wrong_in_a_bundle_leaves_the_rest(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear
):
    dispatch.take(
        bundle(1, encode("/none"), b"/tempo\0\0,i\0\0", encode("/tempo", "f", 90.0)), ear.peer
    )

    assert [each[1][1] for each in ear.take()] == ["unknown-address", "bad-packet"]
    assert [command.value for command in surface.commands] == [90.0]
    assert (dispatch.received, dispatch.refused) == (3, 2)


def test_a_time_tag_becomes_a_sample(dispatch: Dispatch, surface: KeepingSurface, ear: Ear):
    packet = bundle(tag(UNIX_SECONDS + 2.5), encode("/tempo", "f", 90.0), encode("/panic"))
    dispatch.take(packet, ear.peer)

    assert [command.due_sample for command in surface.commands] == [round(12.5 * RATE)] * 2


@pytest.mark.parametrize("lateness_seconds", [0.0, 0.001, 1000.0, 1e9])
def test_a_late_bundle_acts_at_once(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, lateness_seconds: float
):
    dispatch.take(
        bundle(tag(UNIX_SECONDS - lateness_seconds), encode("/tempo", "f", 90.0)), ear.peer
    )

    assert surface.commands[0].due_sample is None
    assert ear.take() == []


def test_a_bundle_more_than_ten_seconds_ahead_is_told_and_ignored(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear
):
    for ahead in (10.001, 3600.0):
        dispatch.take(bundle(tag(UNIX_SECONDS + ahead), encode("/panic")), ear.peer)
    dispatch.take(bundle(tag(UNIX_SECONDS + 9.999), encode("/panic")), ear.peer)

    assert [each[1][1] for each in ear.take()] == ["too-far", "too-far"]
    assert len(surface.commands) == 1


def test_a_clock_that_is_set_changes_nothing_for_what_has_come(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, time: Time
):
    dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/tempo/tap")), ear.peer)
    time.unix_seconds += 86_400.0

    assert dispatch.next_seconds() == pytest.approx(51.0)


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
def test_every_action_of_the_session_is_timed(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, action: object, tmp_path: Path
):
    for number in "1234":
        dispatch.take(encode("/snapshot/store", "s", number), ear.peer)
    address, types = action.address, action.types.replace("x", "s")
    message = encode(address, types, *ARGUMENTS.get(address, ()))
    dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), message), ear.peer)

    assert ear.take() == []
    assert [command.due_sample for command in surface.commands] == [11 * RATE]


def test_every_parameter_address_is_timed(dispatch: Dispatch, surface: KeepingSurface, ear: Ear):
    steered = [each for each in endpoints(surface.subject).values() if each.parameter]
    for each in steered:
        message = encode(each.address, "f" * len(each.types), *[1.0] * len(each.types))
        dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), message), ear.peer)

    assert [command.due_sample for command in surface.commands] == [11 * RATE] * len(steered)


def test_what_is_done_here_waits_for_its_time(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, time: Time
):
    dispatch.take(bundle(tag(UNIX_SECONDS + 2.0), encode("/version")), ear.peer)
    dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/ping"), encode("/q/tempo")), ear.peer)
    dispatch.do_waiting()
    assert ear.take() == []
    assert dispatch.next_seconds() == pytest.approx(51.0)

    surface.values["tempo"] = 99.0
    time.move(1.0)
    dispatch.do_waiting()
    assert ear.take() == [("/pong", []), ("/tempo", [99.0])]
    time.move(1.0)
    dispatch.do_waiting()
    assert [each[0] for each in ear.take()] == ["/version"]
    assert dispatch.next_seconds() is None
    assert dispatch.received == 3


def test_before_it_plays_a_timed_message_waits_here(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear, time: Time
):
    surface.epoch_seconds = None
    dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/tempo", "f", 90.0)), ear.peer)
    assert surface.commands == []

    time.move(1.0)
    dispatch.do_waiting()
    assert [command.value for command in surface.commands] == [90.0]


def test_only_so_much_waits(dispatch: Dispatch, ear: Ear, time: Time):
    pings = [encode("/ping")] * MOST_MESSAGES
    for _ in range(MOST_WAITING // MOST_MESSAGES):
        dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), *pings), ear.peer)
    assert ear.take() == []
    dispatch.take(bundle(tag(UNIX_SECONDS + 1.0), encode("/ping")), ear.peer)
    assert ear.take()[0][1][1] == "too-many"

    time.move(1.0)
    while dispatch.next_seconds() is not None:
        dispatch.do_waiting()
    assert ear.take() == [("/pong", [])] * MOST_WAITING


# -- patterns


def test_a_pattern_acts_on_all_that_it_matches_once(
    ask: Callable[..., None], surface: KeepingSurface, ear: Ear
):
    ask("/track/*/mute", "T", True)

    assert {command.subject for command in surface.commands} == set(TOGGLES)
    assert len(surface.commands) == 2, "a strip has two addresses, and is meant once"
    assert [command.value for command in surface.commands] == [1.0, 1.0]


def test_a_pattern_matches_actions_too(ask: Callable[..., None], surface: KeepingSurface):
    ask("/{panic,allnotesoff}")

    assert {command.action for command in surface.commands} == {Action.PANIC, Action.RELEASE}


def test_a_pattern_is_clipped_and_echoed_at_the_addresses_that_it_matched(
    ask: Callable[..., None], ear: Ear
):
    ask("/track/0[12]/pan", "f", 2.0)

    assert sorted(ear.take()) == [("/track/01/pan", [1.0]), ("/track/02/pan", [1.0])]


def test_what_one_target_refuses_the_others_do(
    ask: Callable[..., None], surface: KeepingSurface, ear: Ear
):
    ask("/{section,panic,tempo}", "s", "B")

    assert [command.action for command in surface.commands] == [Action.SECTION]
    assert sorted(each[1][1] for each in ear.take()) == ["wrong-count", "wrong-type"]


def test_a_pattern_that_matches_nothing_is_told(ask: Callable[..., None], ear: Ear):
    ask("/track/*/nothing", "f", 1.0)

    assert ear.take()[0][1][1] == "unknown-address"


def test_a_bad_pattern_is_told(ask: Callable[..., None], ear: Ear):
    ask("/track/[/mute", "f", 1.0)

    assert ear.take()[0][1][1] == "bad-pattern"


def test_a_pattern_is_searched_anew_for_another_piece(
    ask: Callable[..., None], surface: KeepingSurface
):
    ask("/track/*/mute", "T", True)
    surface.play(subject_of("other", ("drums",)))
    surface.commands.clear()
    ask("/track/*/mute", "T", True)
    ask("/track/drums/pan", "f", 0.5)

    assert [command.subject for command in surface.commands] == ["drums.mute", "drums.pan"]


# -- questions


def test_a_question_is_answered_at_the_address_itself(ask: Callable[..., None], ear: Ear):
    for address in ("/param/cutoff", "/param/cutoff/native", "/tempo", "/seed", "/track/01/mute"):
        ask(f"/q{address}")

    assert ear.take() == [
        ("/param/cutoff", [pytest.approx(2 / 3)]),
        ("/param/cutoff/native", [2000.0]),
        ("/tempo", [120.0]),
        ("/seed", [7]),
        ("/track/01/mute", [0.0]),
    ]


def test_the_status_is_asked_for(ask: Callable[..., None], ear: Ear, surface: KeepingSurface):
    surface.told = Status(bar=3, beat=2.25, meters=[0.5, 0.25], cpu_percent=12.5, xruns=4, late=5)
    for name in ("beat", "meter", "cpu", "xrun", "late"):
        ask(f"/q/status/{name}")

    assert ear.take() == [
        ("/status/beat", [3, 2, 0.25]),
        ("/status/meter", [0.5, 0.25]),
        ("/status/cpu", [12.5]),
        ("/status/xrun", [4]),
        ("/status/late", [5]),
    ]


def test_a_question_may_be_a_pattern(ask: Callable[..., None], ear: Ear):
    ask("/q/track/*/pan")

    assert sorted(ear.take()) == [
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
def test_a_question_without_an_answer_is_told(
    ask: Callable[..., None], ear: Ear, address: str, code: str
):
    ask(address)

    assert [each[1][:2] for each in ear.take()] == [[address, code]]


def test_all_values_come_in_bundles_below_8_kb(
    ask: Callable[..., None], ear: Ear, surface: KeepingSurface
):
    surface.play(subject_of(parts=tuple(f"part {number}" for number in range(30))))
    ask("/q/all")

    assert len(ear.packets) > 1
    assert max(map(len, ear.packets)) <= LARGEST_REPLY_BYTES
    told = {address for address, _ in ear.take()}
    silent = {"/error", "/status/xrun"}
    space = endpoints(surface.subject)
    assert told == {each.address for each in space.values() if each.readable} - silent
    assert all(space[address].form is not Form.ACTION for address in told)


# -- how much one packet may ask for


def test_a_packet_that_asks_for_too_much_is_cut_short(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear
):
    dispatch.take(bundle(1, *[encode("/track/*/mute", "T", True)] * MOST_MESSAGES), ear.peer)

    assert len(surface.commands) <= MOST_EFFORT
    assert {each[1][1] for each in ear.take()} == {"too-much"}
    dispatch.take(encode("/panic"), ear.peer)
    assert surface.commands[-1].action is Action.PANIC


def test_as_many_plain_messages_as_a_packet_holds_all_act(
    dispatch: Dispatch, surface: KeepingSurface, ear: Ear
):
    values = [number / MOST_MESSAGES for number in range(MOST_MESSAGES)]
    dispatch.take(bundle(1, *[encode("/param/density", "f", each) for each in values]), ear.peer)

    sent = [command.value for command in surface.commands]
    assert sent == values
    assert all(earlier < later for earlier, later in pairwise(sent))
