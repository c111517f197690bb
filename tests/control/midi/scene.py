"""A JACK server, a MIDI device at its other end, and a performance that MIDI steers."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import rtmidi

from generator.control.midi.ports import SETTLING_SECONDS
from generator.control.midi.service import Midi, MidiSettings
from generator.engine.realtime import raise_priority
from tests import jack
from tests.control.surface import KeepingSurface, desk_of

PATIENCE_SECONDS = 10.0
TESTING_PRIORITY = 5
CC, NOTE_ON, UNDEFINED = 0xB0, 0x90, 0xF4
VIRTUAL = MidiSettings(inputs=("virtual",), outputs=("virtual",))


@contextmanager
def own_server() -> Iterator[None]:
    """Run a JACK server of our own."""
    name = f"scoretime-midi-{os.getpid()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jack, "SERVER", name)
        with jack.jack_server(waits=True):
            for folder in Path("/proc").glob("[0-9]*"):
                if f"-n\0{name}\0" in _command(folder):
                    hurry(int(folder.name))
            yield


def hurry(process: int) -> None:
    """Give a process real-time priority where that is allowed: JACK drops what comes late."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        raise_priority(int(thread.name), TESTING_PRIORITY)


def _command(folder: Path) -> str:
    try:
        return folder.joinpath("cmdline").read_text()
    except OSError:
        return ""


def until(true: Callable[[], Any], says: Callable[[], object] = lambda: "") -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        time.sleep(0.002)
    raise AssertionError(f"it did not come: {says()}")


def connect(source: str, sink: str) -> None:
    """Connect two JACK ports, once they are there."""
    command = ["jack_connect", source, sink]
    until(lambda: subprocess.run(command, capture_output=True).returncode == 0)


class Controller:
    """A MIDI device at the other end: JACK ports made by rtmidi itself."""

    def __init__(self, name: str = "knobs") -> None:
        self.out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name)
        self.into = rtmidi.MidiIn(rtmidi.API_UNIX_JACK, f"{name} lamps", 8192)
        self.into.ignore_types(False, False, False)
        hurry(os.getpid())
        self.heard: list[tuple[float, list[int]]] = []
        self._seconds = 0.0

    def plug_in(self, midi: Midi) -> None:
        """Connect to Scoretime's own ports."""
        for port, ours in ((self.out, "Scoretime in"), (self.into, "Scoretime out")):
            index = [ours in name for name in port.get_ports()].index(True)
            port.open_port(index, "port")
        self.reach(midi)

    def reach(self, midi: Midi) -> None:
        """Wait until what is sent arrives; JACK takes a few cycles to connect."""
        before = midi.ignored
        until(lambda: self.out.send_message([UNDEFINED]) or midi.ignored > before)

    def plug_in_anew(self, port: str) -> None:
        """Take the place of an output that was closed."""
        time.sleep(SETTLING_SECONDS)
        self.out.delete()
        self.out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, "knobs")
        self.out.open_virtual_port(port)

    def send(self, *data: int) -> None:
        self.out.send_message(list(data))

    def hear(self) -> list[list[int]]:
        """Return all that came so far; `heard` has the times by the driver."""
        while message := self.into.get_message():
            self._seconds += message[1]
            self.heard.append((self._seconds, message[0]))
        return [data for _, data in self.heard]

    def unplug(self) -> None:
        for port in (self.out, self.into):
            time.sleep(SETTLING_SECONDS)
            port.close_port()

    def close(self) -> None:
        for port in (self.out, self.into):
            time.sleep(SETTLING_SECONDS)
            port.delete()


@contextmanager
def playing(
    surface: KeepingSurface, folder: Path, settings: MidiSettings = VIRTUAL
) -> Iterator[Midi]:
    midi = Midi(desk_of(surface, folder), settings, folder / "midi")
    surface.listen = lambda change: midi.changed([change])
    midi.start()
    hurry(os.getpid())
    try:
        yield midi
    finally:
        midi.close()


def learn(midi: Midi, controller: Controller, target: str, *messages: tuple[int, ...]) -> str:
    """Let a control be learnt, and return the notice of it."""
    midi.learn(target)
    until(lambda: not midi._asked)
    for message in messages:
        controller.send(*message)
        time.sleep(0.005)  # as fast as a hand
    return str(until(lambda: [each for each in midi.notices if each.startswith(f"{target}: ")])[-1])
