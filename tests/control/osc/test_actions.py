from __future__ import annotations

from pathlib import Path

import pytest

from generator import __version__
from generator.control.addresses import ACTIONS, endpoints
from generator.control.commands import Action, At, Command
from generator.control.osc.codec import Plain, encode
from generator.patterns.streams import MAXIMUM_SEED
from tests.control.osc.client import Ear
from tests.control.osc.room import Room

SOURCE = "osc 127.0.0.1:5000"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/transport/play", Action.RESUME),
        ("/transport/stop", Action.REWIND),
        ("/transport/pause", Action.PAUSE),
        ("/panic", Action.PANIC),
        ("/allnotesoff", Action.RELEASE),
    ],
)
def test_what_needs_no_argument(room: Room, address: str, action: Action):
    asked = Command(action, source=SOURCE)

    assert room.ask(address) == [asked]
    assert room.ask(address, "f", 1.0) == [asked], "a button that is pressed"
    assert room.ask(address, "f", 0.0) == [], "and let go"
    assert room.error(address, "ff", 1.0, 1.0) == "wrong-count"
    assert room.error(address, "s", "now") == "wrong-count"
    assert room.error(address, "f", float("nan")) == "not-finite"


def test_toggle_pauses_or_plays_on(room: Room):
    assert room.ask("/transport/toggle") == [Command(Action.TOGGLE, source=SOURCE)]


def test_audio_that_had_gone_is_returned_to(room: Room):
    assert room.error("/audio/return") == "refused"
    room.surface.gone = True
    assert room.ask("/audio/return") == []
    room.ask("/audio/return", "f", 0.0)
    assert room.surface.returned == 1


def test_record_takes_a_name_that_is_no_path(room: Room, tmp_path: Path):
    [start] = room.ask("/transport/record", "Ts", True, "take-1")
    [end] = room.ask("/transport/record", "T", False)

    recording = tmp_path / "recordings" / "take-1.wav"
    assert start == Command(Action.RECORD, str(recording), 1.0, source=SOURCE)
    assert end == Command(Action.RECORD, source=SOURCE)
    assert Path(room.ask("/transport/record", "i", 1)[0].subject).parent == recording.parent


@pytest.mark.parametrize(
    "name", ["../take", "/etc/x", "a/b", "a\\b", ".take", " ", "x" * 65, "a\n", "a b", "ä", "a.b"]
)
@pytest.mark.parametrize("address", ["/transport/record", "/snapshot/store"])
def test_a_path_is_no_name(room: Room, address: str, name: str):
    arguments = ("Ts", True, name) if address == "/transport/record" else ("s", name)

    assert room.error(address, *arguments) == "bad-name"


def test_a_recording_is_not_overwritten(room: Room, tmp_path: Path):
    room.ask("/transport/record", "Ts", True, "take")
    (tmp_path / "recordings" / "take.wav").touch()

    assert room.error("/transport/record", "Ts", True, "take") == "refused"


def test_a_recording_that_cannot_be_made_is_told(room: Room, tmp_path: Path):
    (tmp_path / "recordings").touch()

    assert room.error("/transport/record", "T", True) == "failed"


def test_tempo(room: Room):
    assert room.ask("/tempo", "f", 90.5) == [Command(Action.SET, "tempo", 90.5, source=SOURCE)]
    assert room.ask("/tempo/ramp", "fi", 60.0, 4) == [
        Command(Action.SET, "tempo", 60.0, ramp=4.0, source=SOURCE)
    ]
    assert room.ask("/tempo", "is", 90, "bar")[0].at is At.BAR


def test_the_second_tap_sets_the_tempo(room: Room):
    assert room.ask("/tempo/tap") == []
    [command] = room.ask("/tempo/tap", "f", 1.0)
    assert (command.action, command.subject, command.value) == (Action.SET, "tempo", 400.0)


def test_a_position_is_a_place_on_the_control(room: Room):
    [command] = room.ask("/param/cutoff", "f", 0.5)

    assert command.subject == "cutoff"
    assert command.value == pytest.approx((20.0 * 20_000.0) ** 0.5)
    assert command.source == SOURCE


def test_a_native_value_is_in_the_parameter_s_unit(room: Room):
    assert room.ask("/param/cutoff/native", "i", 440)[0].value == 440.0


def test_a_ramp_goes_to_a_position_in_seconds(room: Room):
    [command] = room.ask("/param/lead.level/ramp", "ffs", 1.0, 2.5, "beat")

    assert (command.subject, command.value, command.ramp) == ("lead.level", 6.0, 2.5)
    assert command.at is At.BEAT


@pytest.mark.parametrize("address", ["/param/density", "/param/density/native", "/macro/bright"])
@pytest.mark.parametrize("at", list(At))
def test_a_last_word_says_when(room: Room, address: str, at: At):
    [command] = room.ask(address, "fs", 0.75, at.value)

    assert (command.value, command.at) == (0.75, at)


@pytest.mark.parametrize(
    ("packet_types", "argument", "value"),
    [("i", 1, 1.0), ("f", 1.0, 1.0), ("T", True, 1.0), ("T", False, 0.0)],
)
def test_numbers_and_switches_are_accepted_alike(
    room: Room, packet_types: str, argument: float, value: float
):
    for address in ("/param/hold", "/param/density", "/track/01/mute", "/macro/bright"):
        assert room.ask(address, packet_types, argument)[0].value == value


def test_a_double_and_a_long_number_are_accepted(room: Room):
    for packet in (b"/tempo\0\0,d\0\0\x40\x59\0\0\0\0\0\0", b"/tempo\0\0,h\0\0\0\0\0\0\0\0\0\x64"):
        room.dispatch.take(packet, room.ear.peer)
    assert [each.value for each in room.surface.commands] == [100.0, 100.0]


@pytest.mark.parametrize("track", ["lead", "01"])
@pytest.mark.parametrize("control", ["level", "pan", "mute", "solo", "density"])
def test_a_strip_has_a_name_and_a_number(room: Room, track: str, control: str):
    assert room.ask(f"/track/{track}/{control}", "f", 1.0)[0].subject == f"lead.{control}"


def test_a_name_that_osc_cannot_spell(room: Room):
    assert room.ask("/track/bass_line/pan", "f", 0.25)[0].subject == "bass line.pan"


@pytest.mark.parametrize(
    ("address", "types", "arguments", "echo"),
    [
        ("/param/cutoff", "f", (1.5,), [1.0]),
        ("/param/cutoff", "f", (-3.0,), [0.0]),
        ("/param/cutoff/native", "f", (1e6,), [20_000.0]),
        ("/param/cutoff/native", "i", (0,), [20.0]),
        ("/param/cutoff/ramp", "ff", (2.0, 1.0), [1.0, 1.0]),
        ("/param/cutoff/ramp", "ff", (1.0, -1.0), [1.0, 0.0]),
        ("/param/cutoff/ramp", "ff", (1.0, 1e6), [1.0, 3600.0]),
        ("/param/mode/native", "f", (7.0,), [2.0]),
        ("/param/hold", "i", (127,), [1.0]),
        ("/tempo", "f", (1000.0,), [400.0]),
        ("/tempo/ramp", "ff", (1000.0, 2.0), [400.0, 2.0]),
        ("/seed", "i", (-5,), [0]),
        ("/note", "sfff", ("lead", 200.0, 2.0, -1.0), ["lead", 135.0, 1.0, pytest.approx(1e-6)]),
        ("/csound/channel", "sf", ("cutoff", 5.0), ["cutoff", 20.0]),
    ],
)
def test_what_is_out_of_range_is_clipped_and_the_true_value_echoed(
    room: Room, address: str, types: str, arguments: tuple[Plain, ...], echo: list[Plain]
):
    assert len(room.ask(address, types, *arguments)) == 1
    [(told, values)] = room.ear.take()
    assert told == address
    assert values == pytest.approx(echo, abs=1e-6) if isinstance(echo[0], float) else values == echo


def test_what_is_in_range_is_not_echoed(room: Room):
    for address in ("/param/cutoff", "/tempo", "/track/01/pan"):
        room.ask(address, "f", 1.0 if address != "/tempo" else 100.0)
    assert room.ear.take() == []


def test_a_seed_begins_the_piece_anew(room: Room):
    [command] = room.ask("/seed", "i", MAXIMUM_SEED)

    assert command == Command(Action.REROLL, value=float(MAXIMUM_SEED), at=At.BAR, source=SOURCE)
    assert room.ask("/seed", "is", 5, "section")[0].at is At.SECTION


def test_a_piece_is_one_of_those_bundled(room: Room):
    assert room.ask("/piece", "s", "other") == [
        Command(Action.PIECE, "other", at=At.BAR, source=SOURCE)
    ]
    assert room.error("/piece", "s", "../other") == "unknown-name"


def test_a_part_or_all_are_drawn_anew(room: Room):
    for arguments in ((), ("f", 1.0)):
        [command] = room.ask("/reroll", *arguments)
        assert (command.action, command.subject) == (Action.REROLL, "")
    assert room.ask("/reroll", "s", "bass line")[0].subject == "bass line"
    assert room.ask("/reroll", "f", 0.0) == []
    assert room.error("/reroll", "s", "drums") == "unknown-name"


@pytest.mark.parametrize(("types", "section"), [("s", "B"), ("i", 2), ("f", 2.0)])
def test_a_section_has_a_name_or_a_number(room: Room, types: str, section: Plain):
    asked = section if isinstance(section, str) else "2"

    assert room.ask("/section", types, section) == [
        Command(Action.SECTION, asked, at=At.BAR, source=SOURCE)
    ]


@pytest.mark.parametrize(("types", "name"), [("s", "verse"), ("i", 3), ("f", 3.0)])
def test_snapshots_are_stored_and_recalled(room: Room, types: str, name: Plain):
    room.ask("/param/density", "f", 0.75)
    assert room.ask("/snapshot/store", types, name) == []
    room.ask("/param/density", "f", 0.25)

    [command] = room.ask("/snapshot/recall", types, name)
    assert (command.action, command.ramp) == (Action.RECALL, 0.0)
    assert dict(command.values)["density"] == 0.75
    assert room.ask("/snapshot/recall", f"{types}f", name, 3.0)[0].ramp == 3.0


def test_a_snapshot_that_is_not_there_is_told(room: Room):
    assert room.error("/snapshot/recall", "s", "none") == "unknown-name"


def test_morph_mixes_four_snapshots(room: Room):
    assert room.error("/morph", "ff", 0.5, 0.5) == "refused"
    for number in range(1, 5):
        room.ask("/param/density", "f", number / 4)
        room.ask("/snapshot/store", "i", number)

    [command] = room.ask("/morph", "ff", 0.0, 1.0)
    assert dict(command.values)["density"] == 0.75


def test_a_note_is_played_on_a_part(room: Room):
    [command] = room.ask("/note", "siff", "lead", 60, 0.5, 2.0)

    values = (("pitch", 60.0), ("amplitude", 0.5), ("beats", 2.0))
    assert command == Command(Action.NOTE, "lead", values=values, source=SOURCE)
    assert room.error("/note", "sfff", "drums", 60.0, 0.5, 1.0) == "unknown-name"
    assert room.error("/note", "ffff", 1.0, 60.0, 0.5, 1.0) == "wrong-type"
    assert room.error("/note", "sff", "lead", 60.0, 0.5) == "wrong-count"


def test_a_channel_is_one_that_a_parameter_stands_for(room: Room):
    assert room.ask("/csound/channel", "sf", "cutoff", 100.0)[0].subject == "cutoff"
    assert room.error("/csound/channel", "sf", "system", 1.0) == "unknown-name"


def test_ping_and_version_are_answered(room: Room):
    room.ask("/ping")
    room.ask("/version")

    assert room.ear.take() == [("/pong", []), ("/version", [__version__])]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "wrong-count"),
        (("ff", 0.5, 0.5), "wrong-count"),
        (("s", "0.5"), "wrong-type"),
        (("fs", 0.5, "later"), "wrong-type"),
        (("f", float("nan")), "not-finite"),
        (("f", float("inf")), "not-finite"),
        (("f", float("-inf")), "not-finite"),
    ],
)
@pytest.mark.parametrize(
    "address", ["/param/cutoff", "/param/cutoff/native", "/tempo", "/seed", "/macro/bright"]
)
def test_wrong_arguments_are_told_and_do_nothing(
    room: Room, address: str, arguments: tuple[Plain, ...], code: str
):
    if address == "/seed" and arguments and arguments[0] == "f":
        return  # a seed is told as a whole number, of which none is not finite
    assert room.error(address, *arguments) == code


@pytest.mark.parametrize(
    "arguments",
    [
        ("f", float("nan")),
        ("ff", float("nan"), 0.5),
        ("ff", 0.5, float("inf")),
        ("sfff", "lead", float("nan"), 1.0, 1.0),
        ("sf", "cutoff", float("nan")),
    ],
)
def test_no_number_that_is_not_finite_leads_to_anything(room: Room, arguments: tuple[Plain, ...]):
    for address in endpoints(room.surface.subject):
        if not address.startswith("/subscribe"):
            assert room.ask(address, *arguments) == [], address


def test_every_action_is_known(room: Room):
    """An address without anything behind it would answer `failed`."""
    for action in ACTIONS:
        values: dict[str, Plain] = {"f": 0.5, "i": 1, "s": "lead", "T": True, "x": "1"}
        room.ask(action.address, action.types, *(values[letter] for letter in action.types))
    codes = [arguments[1] for address, arguments in room.ear.take() if address == "/error"]
    assert set(codes) <= {"unknown-name", "refused"}, codes


@pytest.mark.parametrize(
    ("types", "arguments", "port", "prefix", "hz"),
    [
        ("", (), 5000, "/", 30.0),
        ("i", (7000,), 7000, "/", 30.0),
        ("f", (7000.0,), 7000, "/", 30.0),
        ("f", (5.0,), 5000, "/", 5.0),
        ("s", ("/track",), 5000, "/track", 30.0),
        ("is", (7000, "/track"), 7000, "/track", 30.0),
        ("fs", (7000.0, "/track"), 7000, "/track", 30.0),
        ("sf", ("/track", 5.0), 5000, "/track", 5.0),
        ("si", ("/track", 5), 5000, "/track", 5.0),
        ("if", (7000, 5.0), 7000, "/", 5.0),
        ("isf", (7000, "/track", 100.0), 7000, "/track", 30.0),
        ("isf", (7000, "/track", 0.0), 7000, "/track", 0.1),
    ],
)
def test_what_a_subscription_leaves_out_is_told_by_the_types(
    room: Room, types: str, arguments: tuple[Plain, ...], port: int, prefix: str, hz: float
):
    room.ask("/subscribe", types, *arguments)

    [subscriber] = room.dispatch.feedback.subscribers
    assert subscriber.receiver.address == ("127.0.0.1", port)
    assert subscriber.prefix == prefix
    assert subscriber.interval_seconds == pytest.approx(1.0 / hz)


@pytest.mark.parametrize(
    ("types", "arguments", "code"),
    [
        ("i", (0,), "out-of-range"),
        ("i", (65_536,), "out-of-range"),
        ("i", (-1,), "out-of-range"),
        ("f", (float("nan"),), "not-finite"),
        ("sf", ("/", float("inf")), "not-finite"),
        ("s", ("track",), "bad-prefix"),
        ("ss", ("/a", "/b"), "wrong-count"),
        ("iis", (1, 2, "/"), "wrong-type"),
        ("iiii", (1, 2, 3, 4), "wrong-count"),
    ],
)
def test_a_wrong_subscription_is_told(
    room: Room, types: str, arguments: tuple[Plain, ...], code: str
):
    assert room.error("/subscribe", types, *arguments) == code
    assert room.dispatch.feedback.subscribers == []


def test_to_unsubscribe_ends_all_that_was_asked_from_here(room: Room):
    for port in (7000, 7001):
        room.ask("/subscribe", "i", port)
    room.dispatch.take(encode("/subscribe"), Ear(port=6000).peer)

    room.ask("/unsubscribe")
    [other] = room.dispatch.feedback.subscribers
    assert other.receiver.address == ("127.0.0.1", 6000)


def test_to_unsubscribe_a_port_from_another_socket(room: Room):
    room.ask("/subscribe", "i", 7000)
    room.ask("/subscribe", "i", 7001)
    room.dispatch.take(encode("/unsubscribe", "i", 7000), Ear(port=6000).peer)

    [other] = room.dispatch.feedback.subscribers
    assert other.receiver.address == ("127.0.0.1", 7001)
