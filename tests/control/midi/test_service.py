"""MIDI controls through a JACK server; rtmidi's own ports and JACK's tools are the other end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from generator.control.commands import Action
from generator.control.midi.bindings import Mode
from generator.control.midi.controls import Kind
from generator.control.midi.notes import NoteOut
from generator.control.midi.service import Midi, MidiSettings
from generator.control.monitor import Binding as BoundControl
from generator.control.monitor import Seen
from generator.control.surface import Change
from generator.errors import ControlError, UnknownNameError, UsageError
from tests.control.midi.scene import (
    CC,
    NOTE_ON,
    Controller,
    connect,
    learn,
    playing,
    until,
)
from tests.control.surface import RATE, KeepingSurface, desk_of

A_CYCLE = 30  # JACK has no room for more in 128 frames, and loses what is over
NOTHING_STORED = "no snapshot named '9': there is none"

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("server")]


# -- controls


def test_a_control_is_learnt_kept_and_moves_its_parameter(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        sweep = [(CC, 21, value) for value in range(10, 20)]
        assert learn(midi, controller, "density", *sweep) == (
            "density: cc 21 on channel 1 of virtual (pickup)"
        )
        for value in (30, 60, 70, 100):
            controller.send(CC, 21, value)
        until(lambda: surface.values["density"] == 100 / 127, lambda: surface.commands)
        assert [each.value for each in surface.commands] == [70 / 127, 100 / 127]
        assert {each.source for each in surface.commands} == {"midi:virtual"}
    assert (tmp_path / "midi" / "virtual.json").exists()
    controller.unplug()
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        controller.send(CC, 21, 101)
        until(lambda: surface.values["density"] == 101 / 127)
        midi.forget("density")
        until(lambda: midi.bound == ())
    assert '"bindings": []' in (tmp_path / "midi" / "virtual.json").read_text()


def test_bindings_are_told_and_freed_through_the_desk(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        desk = desk_of(surface, tmp_path)
        desk.learners["midi"] = midi
        learn(midi, controller, "density", (CC, 21, 10), (CC, 21, 11))
        assert midi.inputs == ("virtual",)
        assert desk.bindings() == [BoundControl("midi", "virtual cc 21 on channel 1", "density")]
        desk.forget("density")
        until(lambda: desk.bindings() == [])
        with pytest.raises(UnknownNameError, match="no bound target named 'density'"):
            desk.forget("density")


def test_the_monitor_shows_what_devices_send_but_no_ticks(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        learn(midi, controller, "lead.mute", (NOTE_ON + 9, 36, 99))
        learn(midi, controller, "snapshot 9", (NOTE_ON + 9, 37, 99))
        midi._monitor.watching = True
        before = time.monotonic()
        for data in ((CC, 30, 64), (0xFA,), *[(0xF8,)] * 9, (NOTE_ON + 9, 36, 7)):
            controller.send(*data)
        controller.send(NOTE_ON + 9, 37, 99)
        seen: list[Seen] = []
        until(lambda: seen.extend(midi._monitor.taken()) or len(seen) >= 4, lambda: seen)
        assert [(each.kind, each.source, each.text, each.target) for each in seen] == [
            ("midi", "virtual", "cc 30 on channel 1: 64", ""),
            ("midi", "virtual", "start", ""),
            ("midi", "virtual", "note 36 on channel 10: 7", "lead.mute"),
            (
                "midi",
                "virtual",
                "note 37 on channel 10: 99",
                "no snapshot named '9': there is none",
            ),
        ]
        assert before - 0.1 <= seen[0].seconds <= time.monotonic()


def test_endless_controls_pairs_pads_and_bends_are_told_apart(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        learn(midi, controller, "density", *[(CC, 1, 65)] * 5)
        learn(midi, controller, "cutoff", (CC, 2, 9), (CC, 34, 77))
        learn(midi, controller, "lead.mute", (NOTE_ON + 9, 36, 99))
        learn(midi, controller, "macro.bright", (0xE0, 0, 70))
        learn(midi, controller, "panic", (NOTE_ON + 9, 37, 99), (NOTE_ON + 9, 37, 0))
        assert [(each.target, each.mode) for _, each in midi.bound] == [
            ("density", Mode.OFFSET),
            ("cutoff", Mode.PICKUP),
            ("lead.mute", Mode.TOGGLE),
            ("macro.bright", Mode.PICKUP),
            ("panic", Mode.TRIGGER),
        ]
        controller.send(CC, 1, 66)
        controller.send(NOTE_ON + 9, 36, 1)
        controller.send(NOTE_ON + 9, 37, 1)
        until(lambda: len(surface.commands) == 3)
    assert surface.values["density"] == pytest.approx(0.5 + 2 / 127)
    assert surface.values["lead.mute"] == 1.0
    assert surface.commands[-1].action is Action.PANIC


def test_another_program_plays_a_pad(surface: KeepingSurface, tmp_path: Path) -> None:
    loop = ["jack_midiseq", "pads", "4800", "0", "60", "1200", "2400", "61", "1200"]
    with playing(surface, tmp_path) as midi:
        midi.learn("lead.mute")
        until(lambda: not midi._asked)
        with subprocess.Popen(loop, stdout=subprocess.DEVNULL) as sequencer:
            try:
                connect("pads:out", "Scoretime in:Scoretime")
                until(lambda: len(surface.commands) >= 4, lambda: midi.notices)
            finally:
                sequencer.terminate()
    assert [each.value for each in surface.commands[:4]] == [1.0, 0.0, 1.0, 0.0]
    assert midi.bound[0][1].control.kind is Kind.NOTE


def test_a_burst_of_messages_is_not_lost(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        learn(midi, controller, "density", (CC, 1, 65), (CC, 1, 65), (CC, 1, 65))
        for sent in range(A_CYCLE, 3001, A_CYCLE):
            for _ in range(A_CYCLE):
                controller.send(CC, 1, 65)
            until(lambda sent=sent: len(surface.commands) == sent, lambda: len(surface.commands))


def test_motor_faders_follow_and_their_own_moves_are_not_sent_back(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        learn(midi, controller, "density", (CC, 21, 1), (CC, 21, 2))
        controller.send(CC, 21, 64)
        until(lambda: surface.commands)
        midi.changed([Change("density", 1.0, "osc:tablet")])
        until(lambda: [CC, 21, 127] in controller.hear(), controller.hear)
    assert [data for data in controller.hear() if data[:2] == [CC, 21]] == [[CC, 21, 127]]


def test_nonsense_is_counted_and_ignored(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    random = Random(1)
    with playing(surface, tmp_path) as midi:
        controller.plug_in(midi)
        learn(midi, controller, "density", (CC, 1, 65), (CC, 1, 65), (CC, 1, 65))
        nonsense = [
            [random.randrange(256) for _ in range(random.randrange(1, 4))] for _ in range(999)
        ]
        for data in [*nonsense, [0xF0, *range(100), 0xF7], [0xFE], [0xFF]]:
            controller.out.send_message(data)
        before = len(surface.commands)
        until(lambda: controller.send(CC, 1, 65) or len(surface.commands) > before)
        until(lambda: midi.ignored > 100)
        assert not [each for each in midi.notices if "Error" in each]


# -- ports


def test_a_device_that_is_unplugged_is_told_of_and_found_again(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    controller.out.open_virtual_port("port one")
    with playing(surface, tmp_path, MidiSettings(inputs=("KNOBS",))) as midi:
        controller.reach(midi)
        learn(midi, controller, "density", (CC, 1, 65), (CC, 1, 65), (CC, 1, 65))
        controller.out.close_port()
        until(lambda: midi.notices[-1].startswith("MIDI input knobs:port one is gone"))
        controller.plug_in_anew("port one")
        until(lambda: midi.notices[-1] == "MIDI input knobs:port one is back")
        controller.reach(midi)
        controller.send(CC, 1, 65)
        until(lambda: surface.commands)
    assert (tmp_path / "midi" / "knobs%3Aport one.json").exists()


def test_an_output_that_is_unplugged_holds_nothing_up(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    controller.into.open_virtual_port("port one")
    with playing(surface, tmp_path, MidiSettings(outputs=("lamps",))) as midi:
        sample = surface.sample_at(time.monotonic()) or 0
        midi.play([NoteOut(sample, RATE // 2, 0, 60.0, 0.5)])
        until(controller.hear)
        controller.into.close_port()
        until(lambda: midi.notices and "is gone" in midi.notices[-1])
        midi.play([NoteOut(surface.sample_at(time.monotonic()) or 0, 4800, 0, 62.0, 0.5)])
        until(lambda: not midi._notes._waiting)


def test_a_port_that_is_not_there_is_named_with_those_that_are(
    surface: KeepingSurface, controller: Controller, tmp_path: Path
) -> None:
    controller.out.open_virtual_port("port one")
    with pytest.raises(ControlError) as caught:
        Midi(desk_of(surface, tmp_path), MidiSettings(inputs=("virtual", "nano")), tmp_path)
    said = str(caught.value)
    assert "no MIDI input has 'nano' in its name" in said
    assert "knobs:port one" in said
    assert "'virtual'" in said
    assert "Scoretime" not in str(controller.into.get_ports())  # what was open is closed


def test_what_is_asked_of_midi_is_checked(surface: KeepingSurface, tmp_path: Path) -> None:
    with playing(surface, tmp_path, MidiSettings(outputs=("virtual",))) as midi:
        with pytest.raises(UsageError, match="--midi-in"):
            midi.learn("density")
        midi.forget("density")
        assert (midi.inputs, midi.bindings()) == ((), [])
    with playing(surface, tmp_path) as midi:
        with pytest.raises(UnknownNameError, match="did you mean density"):
            midi.learn("densty")
        with pytest.raises(UnknownNameError, match="pickup"):
            midi.learn("density", "pikup")
    with pytest.raises(UsageError, match="--midi-in NAME"):
        MidiSettings(clock="in")
    with pytest.raises(UsageError, match="--midi-out NAME"):
        MidiSettings(clock="out")


def in_a_fresh_process(prelude: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = f"""
from pathlib import Path
{prelude}
from generator.control.midi.service import Midi, MidiSettings
from tests.control.surface import KeepingSurface, desk_of
from generator.errors import ControlError
try:
    Midi(desk_of(KeepingSurface(), Path({str(folder)!r})), MidiSettings(inputs=("x",)), Path("."))
except ControlError as error:
    print(error)
"""
    environment = {**os.environ, "JACK_DEFAULT_SERVER": "there is none"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )


def test_without_the_extra_the_remedy_is_named(tmp_path: Path) -> None:
    run = in_a_fresh_process("import sys; sys.modules['rtmidi'] = None", tmp_path)
    assert run.stdout == "MIDI is not installed: pip install 'scoretime[midi]'\n"


def test_without_a_midi_system_there_is_one_clear_line(tmp_path: Path) -> None:
    nowhere = "import generator.control.midi.ports as p; p.ALSA_SEQUENCER = Path('/nowhere')"
    run = in_a_fresh_process(nowhere, tmp_path)
    assert run.stdout.startswith("no MIDI system runs here: start a JACK server")
    assert run.stdout.count("\n") == 1
    assert run.stderr == ""
