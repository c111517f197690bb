"""Addresses that other programs' layouts use, learnt, kept and acted upon."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.control.monitor import Binding
from generator.control.osc.bindings import MOST_BINDINGS, OscBindings
from generator.control.osc.codec import encode
from generator.control.osc.meaning import PRESSED
from generator.control.targets import ACTIONS, Targets
from generator.errors import UnknownNameError, UsageError
from tests.control.osc.room import UNIX_SECONDS, Room, bundle, tag
from tests.control.surface import RATE, KeepingSurface, desk_of, subject_of


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def learnt(room: Room, target: str, address: str) -> None:
    """Let an address be learnt."""
    room.desk.learn_osc(target)
    assert room.ask(address, "f", 0.5) == []
    assert room.learnt.target(address) == target


def again(folder: Path) -> OscBindings:
    """Return what another performance finds."""
    return OscBindings(Targets(desk_of(KeepingSurface(), folder)), folder / "osc.json")


# -- learning


def test_the_next_address_with_a_number_is_bound_and_acts(room: Room):
    room.desk.learn_osc("density")
    assert room.ask("/1/fader1", "f", 0.9) == []  # what teaches does nothing else
    assert room.ear.take() == []
    [command] = room.ask("/1/fader1", "f", 0.25)
    assert (command.action, command.subject, command.value) == (Action.SET, "density", 0.25)
    assert command.source == "osc 127.0.0.1:5000"
    assert room.desk.bindings() == [Binding("osc", "/1/fader1", "density")]
    assert list(room.learnt.notices)[-1] == "density: /1/fader1"
    assert room.error("/1/fader2", "f", 0.5) == "unknown-address"


def test_it_is_a_position_whatever_the_unit(room: Room):
    learnt(room, "cutoff", "/knob")
    assert room.ask("/knob", "f", 1.0)[0].value == 20_000.0
    assert room.ask("/knob", "i", 0)[0].value == 20.0
    assert room.ask("/knob", "T", True)[0].value == 20_000.0
    learnt(room, "mode", "/mode")
    assert room.ask("/mode", "f", 0.5)[0].value == 1.0
    learnt(room, "macro.bright", "/macro/one")
    assert room.ask("/macro/one", "f", 0.5)[0].subject == "macro.bright"


def test_what_is_clipped_is_told_where_it_came_by(room: Room):
    learnt(room, "density", "/1/fader1")
    assert room.ask("/1/fader1", "f", 1.5)[0].value == 1.0
    assert room.ear.take() == [("/1/fader1", [1.0])]


def test_of_several_arguments_the_first_number_counts(room: Room):
    learnt(room, "density", "/1/xy")
    assert room.ask("/1/xy", "ff", 0.25, 0.75)[0].value == 0.25
    assert room.ask("/1/xy", "sf", "x", 0.5)[0].value == 0.5
    assert room.error("/1/xy") == "wrong-count"
    assert room.error("/1/xy", "s", "x") == "wrong-count"
    assert room.error("/1/xy", "f", float("nan")) == "not-finite"


@pytest.mark.parametrize(
    ("address", "types", "arguments"),
    [
        ("/1/page", "", ()),
        ("/1/label", "s", ("hello",)),
        ("/param/density", "f", (0.5,)),
        ("/status/late", "i", (1,)),
        ("/1/*", "f", (0.5,)),
        ("/1//x", "f", (0.5,)),
        ("/a#b", "f", (0.5,)),
        ("/ä", "f", (0.5,)),
        ("/" + "x" * 255, "f", (0.5,)),
        ("/q/x", "f", (0.5,)),
    ],
)
def test_what_cannot_be_learnt_is_passed_over(
    room: Room, address: str, types: str, arguments: tuple[float | str, ...]
):
    room.desk.learn_osc("cutoff")
    room.ask(address, types, *arguments)
    assert room.desk.bindings() == []
    room.ask("/1/fader1", "f", 0.5)
    assert room.desk.bindings() == [Binding("osc", "/1/fader1", "cutoff")]


def test_only_one_address_is_learnt_and_the_last_target_counts(room: Room):
    room.desk.learn_osc("density")
    room.desk.learn_osc("cutoff")
    room.take(bundle(1, *(encode(f"/{name}", "f", 0.5) for name in "abc")))
    assert room.desk.bindings() == [Binding("osc", "/a", "cutoff")]
    room.desk.learn_osc("density")
    room.ask("/a", "f", 0.5)
    assert room.desk.bindings() == [Binding("osc", "/a", "density")]


def test_unknown_targets_are_refused(room: Room):
    with pytest.raises(UnknownNameError, match="did you mean density"):
        room.desk.learn_osc("densty")
    assert room.error("/osc/learn", "s", "densty") == "unknown-name"
    assert room.error("/osc/forget", "s", "density") == "unknown-name"
    assert room.error("/1/fader1", "f", 0.5) == "unknown-address"


def test_learning_by_osc_itself(room: Room):
    assert room.ask("/osc/learn", "s", "density") == []
    assert room.ask("/1/fader1", "f", 0.5) == []
    assert room.ask("/1/fader1", "f", 0.25)[0].value == 0.25
    room.ask("/osc/forget", "s", "density")
    assert room.ear.take() == []
    assert room.error("/1/fader1", "f", 0.5) == "unknown-address"
    assert room.error("/midi/learn", "s", "density") == "refused"


def test_forgetting_frees_every_address_of_a_target(room: Room):
    learnt(room, "density", "/a")
    learnt(room, "density", "/b")
    learnt(room, "cutoff", "/c")
    room.desk.forget("density")
    assert room.desk.bindings() == [Binding("osc", "/c", "cutoff")]
    with pytest.raises(UnknownNameError, match="no bound target named 'density'"):
        room.desk.forget("density")


def test_without_osc_it_is_said_what_to_do(tmp_path: Path):
    desk = desk_of(KeepingSurface(), tmp_path)
    with pytest.raises(UsageError, match="OSC is off: close Scoretime and start it again"):
        desk.learn_osc("density")
    with pytest.raises(UsageError, match="no MIDI input is open: connect the controller"):
        desk.learn("density")
    assert desk.bindings() == []


# -- actions


def test_every_action_that_midi_knows_is_pressed_by_osc(room: Room):
    assert PRESSED.keys() == ACTIONS.keys()
    assert {*PRESSED.values()} <= room.dispatch._space.methods.keys()


@pytest.mark.parametrize(
    ("target", "action"),
    [
        ("play", Action.RESUME),
        ("stop", Action.REWIND),
        ("pause", Action.PAUSE),
        ("toggle", Action.TOGGLE),
        ("panic", Action.PANIC),
        ("reroll", Action.REROLL),
    ],
)
def test_a_press_acts_and_its_release_does_not(room: Room, target: str, action: Action):
    learnt(room, target, "/button")
    pressed = [room.ask("/button", "f", 1.0), room.ask("/button"), room.ask("/button", "T", True)]
    released = [room.ask("/button", "f", 0.0), room.ask("/button", "T", False)]
    assert [[each.action for each in commands] for commands in pressed] == [[action]] * 3
    assert released == [[], []]
    assert room.ear.take() == []


def test_taps_give_the_tempo(room: Room):
    learnt(room, "tap", "/tap")
    room.ask("/tap", "f", 1.0)
    [command] = room.ask("/tap", "f", 1.0)
    assert (command.action, command.subject) == (Action.SET, "tempo")


def test_a_press_records_and_the_next_one_ends_it(room: Room):
    learnt(room, "record", "/record")
    values = [each.value for _ in range(3) for each in room.ask("/record", "f", 1.0)]
    assert values == [1.0, 0.0, 1.0]
    room.desk.record(False, "window")  # whoever ended it
    assert room.ask("/record", "f", 1.0)[0].value == 1.0


def test_a_snapshot_is_recalled(room: Room):
    room.desk.store("calm")
    learnt(room, "snapshot calm", "/calm")
    [command] = room.ask("/calm", "f", 1.0)
    assert (command.action, command.ramp) == (Action.RECALL, 0.0)
    learnt(room, "snapshot 9", "/nine")
    assert room.error("/nine", "f", 1.0) == "unknown-name"


def test_the_seed_is_set_as_it_is(room: Room):
    learnt(room, "seed", "/seed/mine")
    [command] = room.ask("/seed/mine", "i", 42)
    assert (command.action, command.value) == (Action.REROLL, 42.0)


# -- times and pieces


def test_time_tags_hold_for_learnt_addresses(room: Room):
    learnt(room, "density", "/a")
    learnt(room, "play", "/b")
    learnt(room, "tap", "/c")
    due = tag(UNIX_SECONDS + 0.5)
    messages = [encode(f"/{name}", "f", 1.0) for name in "abc"]
    commands = room.take(bundle(due, *messages))
    assert [each.due_sample for each in commands] == [round(10.5 * RATE)] * 2
    room.move(0.5)
    room.dispatch.do_waiting()
    room.ask("/c", "f", 1.0)
    assert room.surface.commands[-1].subject == "tempo"  # the first tap waited until now


def test_what_another_piece_has_not_is_told_and_comes_back(room: Room):
    learnt(room, "lead.pan", "/pan")
    room.surface.play(subject_of("other", ("drums",)))
    assert room.error("/pan", "f", 0.5) == "unknown-name"
    room.surface.play(subject_of())
    assert room.ask("/pan", "f", 0.5)[0].subject == "lead.pan"


def test_an_own_address_stays_what_it_is(room: Room, tmp_path: Path):
    path = tmp_path / "osc.json"
    entries = [{"address": "/param/density", "target": "cutoff"}]
    path.write_text(json.dumps({"format": 1, "bindings": entries}))
    room = Room(tmp_path)
    assert room.ask("/param/density", "f", 0.25)[0].subject == "density"


# -- the file


def test_bindings_outlive_the_performance(room: Room, tmp_path: Path):
    learnt(room, "density", "/1/fader1")
    learnt(room, "snapshot 1", "/1/push1")
    room.learnt.close()
    assert json.loads((tmp_path / "osc.json").read_text())["bindings"] == [
        {"address": "/1/fader1", "target": "density"},
        {"address": "/1/push1", "target": "snapshot 1"},
    ]
    assert again(tmp_path).bindings() == room.desk.bindings()
    room.desk.forget("density")
    room.learnt.close()
    assert again(tmp_path).bindings() == [Binding("osc", "/1/push1", "snapshot 1")]


def many(count: int) -> str:
    entries = [{"address": f"/{number}", "target": "density"} for number in range(count)]
    return json.dumps({"format": 1, "bindings": entries})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        '{"format": 2, "bindings": []}',
        '{"format": 1}',
        '{"format": 1, "bindings": {}}',
        '{"format": 1, "bindings": [7]}',
        '{"format": 1, "bindings": [{"address": "/a"}]}',
        '{"format": 1, "bindings": [{"address": "a", "target": "density"}]}',
        '{"format": 1, "bindings": [{"address": "/a*", "target": "density"}]}',
        '{"format": 1, "bindings": [{"address": "/a", "target": ""}]}',
        '{"format": 1, "bindings": [{"address": "/a", "target": 7}]}',
        '{"format": 1, "bindings": [{"address": "/%s", "target": "density"}]}' % ("x" * 300),
        many(MOST_BINDINGS + 1),
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_kept_aside(tmp_path: Path, text: str):
    path = tmp_path / "osc.json"
    path.write_text(text)
    bindings = again(tmp_path)
    assert bindings.bindings() == []
    assert "osc.json holds no OSC bindings" in bindings.notices[0]
    assert "kept as osc.json.bad, learn them anew" in bindings.notices[0]
    assert (tmp_path / "osc.json.bad").read_text() == text


def test_nobody_fills_the_disk_with_addresses(tmp_path: Path):
    (tmp_path / "osc.json").write_text(many(MOST_BINDINGS))
    room = Room(tmp_path)
    room.desk.learn_osc("cutoff")
    room.ask("/one/more", "f", 0.5)
    assert len(room.desk.bindings()) == MOST_BINDINGS
    assert "forget some" in room.learnt.notices[-1]
    learnt(room, "cutoff", "/7")


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path):
    path = tmp_path / "osc.json"
    path.mkdir()
    room = Room(tmp_path)
    assert "cannot read" in room.learnt.notices[0]
    learnt(room, "density", "/a")
    room.learnt.close()
    assert path.is_dir()


def test_a_failed_write_is_told_and_the_binding_holds(room: Room, monkeypatch: pytest.MonkeyPatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    learnt(room, "density", "/a")
    room.learnt.close()
    assert "No space left" in room.learnt.notices[-1]
    assert room.ask("/a", "f", 0.25)[0].value == 0.25


# -- the monitor


def seen(room: Room) -> list[tuple[str, str]]:
    return [(each.text, each.target) for each in room.desk.monitor.taken()]


def test_the_monitor_shows_what_came_and_what_became_of_it(room: Room):
    learnt(room, "panic", "/push")
    assert seen(room) == []
    room.desk.monitor.watching = True
    room.desk.store("1")
    room.ask("/param/density", "f", 0.25)
    room.ask("/track/*/pan", "f", 0.5)
    room.ask("/push", "f", 0.0)
    room.ask("/transport/play")
    room.ask("/snapshot/recall", "s", "1")
    room.ask("/nothing", "if", 3, 0.125)
    room.ask("/tempo", "s", "fast")
    room.ask("/q/tempo")
    room.take(b"rubbish")
    assert seen(room) == [
        ("/param/density 0.25", "density"),
        ("/track/*/pan 0.5", "lead.pan and 1 more"),
        ("/push 0", "panic"),
        ("/transport/play", "/transport/play"),
        ("/snapshot/recall 1", "/snapshot/recall"),
        ("/nothing 3 0.125", "no address '/nothing': ask /q/all"),
        ("/tempo fast", "'fast' is no number"),
        ("/q/tempo", ""),
        ("7 bytes", "neither a message, which begins with /, nor a bundle"),
    ]
    room.desk.learn_osc("density")
    room.ask("/new", "f", 0.5)
    assert seen(room) == [("/new 0.5", "learnt")]
