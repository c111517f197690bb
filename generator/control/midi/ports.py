"""MIDI ports: found by name, opened, watched, read and written; the only importer of rtmidi."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.control.midi.device import Stamps
from generator.control.midi.messages import Heard, Sent, heard
from generator.errors import ControlError

VIRTUAL = "virtual"
OWN_NAME = "Scoretime"
QUEUE_MESSAGES = 8192
MOST_AT_A_TIME = 1000
MOST_IN_A_BURST = 16
BURST_SECONDS = 0.001
SETTLING_SECONDS = 0.02  # a port that goes while JACK tells of another crashes it: jack2 #216
ALSA_SEQUENCER = Path("/dev/snd/seq")
ALSA_NUMBERS = re.compile(r"\s+\d+:\d+$")


class Ports:
    """The ports of a performance.

    Raises ControlError where MIDI is not installed, no MIDI system runs, or a port is not there.
    """

    def __init__(self, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        self.inlets: list[Inlet] = []
        self.outlets: list[Outlet] = []
        try:
            with _silent_libraries():
                systems = _systems()
                self.inlets.extend(Inlet(asked, systems) for asked in inputs)
                self.outlets.extend(Outlet(asked, systems) for asked in outputs)
        except BaseException:
            self.close()
            raise

    def watch(self) -> Iterator[str]:
        """Yield what there is to say of ports that went or came back."""
        for port in (*self.inlets, *self.outlets):
            said = port.watch()
            if said:
                yield said

    def close(self) -> None:
        """Close every port."""
        with _silent_libraries():  # a JACK server that has died makes them talkative
            for port in (*self.inlets, *self.outlets):
                port.close()


class Port:
    """One open port.

    asked: by what name. device: its name, without the numbers that ALSA puts behind it, which
    change; `virtual` for one of our own. present: whether it is plugged in.
    """

    word = ""

    def __init__(self, asked: str, systems: Sequence[int]) -> None:
        self.asked = asked.strip().casefold()
        self.device = VIRTUAL
        self.present = True
        self._closed = False
        if self.asked == VIRTUAL:
            self._rt = self._make(systems[0])
            self._open_virtual()
        else:
            self._rt = self._find(systems)

    def _make(self, system: int) -> Any:
        raise NotImplementedError

    def _open_virtual(self) -> None:
        try:
            self._rt.open_virtual_port(OWN_NAME)
        except (OSError, NotImplementedError) as error:
            self._rt.delete()
            raise ControlError(f"cannot open a virtual MIDI {self.word}: {error}") from None

    def _find(self, systems: Sequence[int]) -> Any:
        """Open the first port whose name is, or else holds, what was asked for."""
        known: list[str] = []
        for system in systems:
            rt = self._make(system)
            names = rt.get_ports()
            known += names
            index = _index(names, self.asked)
            if index is not None:
                self.device = device_name(names[index])
                return self._opened(rt, index)
            rt.delete()
        there = f"there are {', '.join(known)}" if known else "there is none"
        raise ControlError(
            f"no MIDI {self.word} has {self.asked!r} in its name: {there}; "
            f"{VIRTUAL!r} opens one that others can connect to"
        )

    def _opened(self, rt: Any, index: int) -> Any:
        try:
            rt.open_port(index, OWN_NAME)
        except OSError as error:
            rt.delete()
            raise ControlError(
                f"cannot open MIDI {self.word} {self.device}: {error}; is it used elsewhere?"
            ) from None
        return rt

    def watch(self) -> str:
        """Notice a device that is unplugged, and open it again when it is back."""
        if self.device == VIRTUAL:
            return ""
        names = [device_name(name) for name in self._rt.get_ports()]
        present = self.device in names
        if present is self.present:
            return ""
        if present and not self._reopened(names.index(self.device)):
            return ""
        self.present = present
        tail = "is back" if present else "is gone; the music goes on: plug it in again"
        return f"MIDI {self.word} {self.device} {tail}"

    def _reopened(self, index: int) -> bool:
        time.sleep(SETTLING_SECONDS)
        self._rt.close_port()
        try:
            self._rt.open_port(index, OWN_NAME)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Close the port for good."""
        if not self._closed:
            self._closed = True
            time.sleep(SETTLING_SECONDS)
            self._rt.delete()


class Inlet(Port):
    """An open input. ignored: how many messages made no sense."""

    word = "input"

    def __init__(self, asked: str, systems: Sequence[int]) -> None:
        self.ignored = 0
        self._stamps = Stamps()
        super().__init__(asked, systems)

    def _make(self, system: int) -> Any:
        import rtmidi

        rt = rtmidi.MidiIn(system, f"{OWN_NAME} in", QUEUE_MESSAGES)
        rt.ignore_types(sysex=False, timing=False, active_sense=False)  # or distances get lost
        return rt

    def read(self) -> Iterator[tuple[Heard, float]]:
        """Yield what has come, touches and words of a clock, with the monotonic time of each."""
        for _ in range(MOST_AT_A_TIME):
            message = self._rt.get_message()
            if message is None:
                return
            seconds = self._stamps.at(message[1], time.monotonic())
            said = self._parsed(message[0])
            if said is not None:
                yield said, seconds

    def _parsed(self, data: list[int]) -> Heard | None:
        from mido import Message

        try:
            return heard(Message.from_bytes(data))
        except (ValueError, IndexError):  # the latter for one that is cut short
            self.ignored += 1
            return None


class Outlet(Port):
    """An open output; any thread may send.

    At most 16 messages go out in a millisecond: JACK has room for a number that grows with its
    period, 24 a millisecond, and what is beyond is lost, ends of notes too.
    """

    word = "output"

    def __init__(self, asked: str, systems: Sequence[int]) -> None:
        self._lock = threading.Lock()
        self._burst = 0
        self._burst_seconds = 0.0
        super().__init__(asked, systems)

    def _make(self, system: int) -> Any:
        import rtmidi

        return rtmidi.MidiOut(system, f"{OWN_NAME} out")

    def answers(self, inlet: Inlet) -> bool:
        """Whether it leads to the device that an input comes from."""
        return self.device == inlet.device or self.asked == inlet.asked

    def send(self, messages: Sequence[Sent]) -> None:
        """Send messages; to a device that is gone nothing is sent."""
        from mido import Message

        for word, fields in messages:
            data = Message(word, **fields).bytes()
            with self._lock:
                self._pace()
                if self.present and not self._closed:
                    self._rt.send_message(data)

    def _pace(self) -> None:
        self._burst += 1
        if self._burst > MOST_IN_A_BURST:
            time.sleep(max(0.0, self._burst_seconds + BURST_SECONDS - time.monotonic()))
        if time.monotonic() - self._burst_seconds >= BURST_SECONDS:
            self._burst, self._burst_seconds = 0, time.monotonic()


def device_name(port: str) -> str:
    """Return the name of a port's device as it is after it was plugged in again."""
    return ALSA_NUMBERS.sub("", port)


def _index(names: Sequence[str], asked: str) -> int | None:
    folded = [name.casefold() for name in names]
    if asked in folded:
        return folded.index(asked)
    return next((index for index, name in enumerate(folded) if asked in name), None)


def _systems() -> list[int]:
    """Return the MIDI systems that run here, of those that rtmidi was built with."""
    try:
        import mido  # noqa: F401
        import rtmidi
    except ImportError:
        raise ControlError("MIDI is not installed: pip install 'scoretime[midi]'") from None
    systems = [system for system in rtmidi.get_compiled_api() if _runs(rtmidi, system)]
    if not systems:
        raise ControlError(
            "no MIDI system runs here: start a JACK server, or on Linux load ALSA's sequencer "
            "(modprobe snd-seq)"
        )
    return systems


def listed() -> tuple[list[str], list[str]]:
    """Return the names of this machine's inputs and outputs; raises ControlError as Ports does."""
    with _silent_libraries():
        systems = _systems()
        import rtmidi

        inputs = [name for system in systems for name in rtmidi.MidiIn(system).get_ports()]
        outputs = [name for system in systems for name in rtmidi.MidiOut(system).get_ports()]
        return inputs, outputs


def _runs(rtmidi: Any, system: int) -> bool:
    if system == rtmidi.API_RTMIDI_DUMMY:
        return False
    if system == rtmidi.API_LINUX_ALSA and not ALSA_SEQUENCER.exists():
        return False
    try:
        rtmidi.MidiOut(system, OWN_NAME).delete()
    except OSError:
        return False
    return True


@contextmanager
def _silent_libraries() -> Iterator[None]:
    """Keep what ALSA's and JACK's libraries print off the terminal; the errors say it all."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
