"""MIDI: what a performance hears from devices and tells them."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from generator.control import monitor
from generator.control.desk import DEAF, Desk
from generator.control.midi.bindings import Binding, Mode
from generator.control.midi.clock import ClockIn, frame_of, monotonic_of
from generator.control.midi.clock_out import ClockOut
from generator.control.midi.controls import Touch
from generator.control.midi.device import Device
from generator.control.midi.messages import Heard, Sent, messages
from generator.control.midi.notes import NoteOut, NotesOut
from generator.control.midi.ports import Inlet, Ports
from generator.control.midi.sender import Sender
from generator.control.midi.store import Store
from generator.control.status import Status
from generator.control.surface import Change
from generator.control.targets import Targets
from generator.errors import ScoretimeError, UnknownNameError, UsageError

KIND, TICK = "midi", "clock"
POLL_SECONDS = 0.002
WATCH_SECONDS = 1.0
LED_SECONDS = 1.0
MOST_NOTICES = 100


@dataclass(frozen=True, slots=True)
class MidiSettings:
    """What MIDI is asked for.

    inputs, outputs: ports, each by a part of its name, or `virtual` for one of Scoretime's own that
    others connect to. clock: follow a MIDI clock from the inputs, or send one to the outputs.
    """

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    clock: Literal["in", "out"] | None = None

    def __post_init__(self) -> None:
        """Refuse a clock that has no port."""
        if self.clock == "in" and not self.inputs:
            raise UsageError("--midi-clock in needs a port to hear it from: give --midi-in NAME")
        if self.clock == "out" and not self.outputs:
            raise UsageError("--midi-clock out needs a port to send it to: give --midi-out NAME")


class Midi:
    """Lets MIDI devices steer a performance, and plays to them; safe to use from any thread.

    Opens the ports; raises ControlError for one that is not there, or where MIDI is not installed.
    What devices send is read every two milliseconds by one thread, timed by their driver; nothing
    that they send can raise an error here or stop the music. notices: what a player should be told.
    """

    def __init__(self, desk: Desk, settings: MidiSettings, bindings_folder: Path) -> None:
        self.notices: deque[str] = deque(maxlen=MOST_NOTICES)
        self._surface = desk.surface
        self._monitor = desk.monitor
        self._targets = Targets(desk)
        self._store = Store(bindings_folder, self.notices)
        self._asked: deque[Callable[[], object]] = deque()
        self._ending = threading.Event()
        self._clock_in = ClockIn(desk, self.notices) if settings.clock == "in" else None
        self._clock_out = ClockOut() if settings.clock == "out" else None
        self._leader: Inlet | None = None
        self._led_seconds = 0.0
        self._paused = False
        self._notes = NotesOut(partial(monotonic_of, self._surface))
        self._ports = Ports(settings.inputs, settings.outputs)
        self._devices = {
            inlet: Device(inlet.device, self._targets, self._store) for inlet in self._ports.inlets
        }
        self._listener = threading.Thread(target=self._listen, name="midi in", daemon=True)
        self._senders = [Sender("midi notes", self._notes.due, self._send)]
        if self._clock_out is not None:
            self._senders.append(Sender("midi clock", self._clock_out.due, self._send))

    def start(self) -> None:
        """Begin to listen and to send."""
        self._listener.start()
        for sender in self._senders:
            sender.start()

    def close(self) -> None:
        """End every note and the clock, and close the ports, for good."""
        self._ending.set()
        for sender in self._senders:
            sender.close()
        if self._listener.is_alive():
            self._listener.join()
        self._send(self._notes.end())
        if self._clock_out is not None:
            self._send(self._clock_out.stop())
        self._ports.close()

    # -- what the performance tells

    @property
    def ignored(self) -> int:
        """How many messages made no sense."""
        return sum(inlet.ignored for inlet in self._ports.inlets)

    @property
    def phase_error_ms(self) -> float | None:
        """How far the performance is behind the clock that it follows; None if not known."""
        return self._clock_in.phase_error_ms if self._clock_in else None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The devices of the open inputs that are there."""
        return tuple(each.device for each in self._ports.inlets if each.present)

    def tell(self, status: Status) -> None:
        """Take how the performance stands, about 30 times a second."""
        now = time.monotonic()
        if status.paused and not self._paused:
            self.silence()
        self._paused = status.paused
        frame = frame_of(self._surface, status, now)
        if frame is not None and self._clock_in is not None:
            self._asked.append(partial(self._clock_in.tell, frame, now))
        if frame is not None and self._clock_out is not None:
            self._clock_out.tell(frame)
            self._senders[-1].poke()

    def changed(self, changes: Sequence[Change]) -> None:
        """Take the parameters' changes: faders let go of them, motor faders and lamps follow."""
        self._asked.append(partial(self._follow, tuple(changes)))

    def play(self, notes: Sequence[NoteOut]) -> None:
        """Send notes to the outputs, each at the time of its sample."""
        if self._ports.outlets:
            self._notes.play(notes)
            self._senders[0].poke()

    def silence(self, at_once: bool = False) -> None:
        """End every note; at_once: cut off what rings out too, as panic does."""
        self._notes.silence(at_once)
        self._senders[0].poke()

    # -- learning

    @property
    def bound(self) -> tuple[tuple[str, Binding], ...]:
        """Every binding, with the name of its device."""
        return tuple(
            (device.name, each) for device in self._devices.values() for each in device.bindings
        )

    def bindings(self) -> list[monitor.Binding]:
        """Return every binding as people read them."""
        return [
            monitor.Binding(KIND, f"{device} {each.control}", each.target)
            for device, each in self.bound
        ]

    def learn(self, target: str, mode: str = "") -> None:
        """Bind the next control that moves on any input.

        target: a parameter's id, `macro.NAME`, `snapshot NAME`, or play, stop, pause, toggle,
        panic, tap, reroll, record. mode: a Mode; without one it is found out. Raises UsageError.
        """
        checked = self._targets.checked(target)
        wanted = _mode(mode) if mode else None
        if not self._devices:
            raise UsageError(DEAF[KIND])
        for device in self._devices.values():
            self._asked.append(partial(device.learn, checked, wanted))
        self.notices.append(f"move the control for {checked}; turn an endless one to the right")

    def stop_learning(self) -> None:
        """Bind nothing any more."""
        for device in self._devices.values():
            self._asked.append(device.stop_learning)

    def forget(self, target: str) -> None:
        """Free the controls of a target on all devices, if there are any."""
        for device in self._devices.values():
            self._asked.append(partial(self._forget, device, target))

    def _forget(self, device: Device, target: str) -> None:
        if device.bindings.forget(target):
            device.save()

    def _finish_learning(self, now_seconds: float) -> None:
        for device in self._devices.values():
            binding = device.learnt(now_seconds)
            if binding is not None:
                self.stop_learning()
                control, mode = binding.control, binding.mode
                self.notices.append(f"{binding.target}: {control} of {device.name} ({mode})")
                device.save()

    # -- the listening thread

    def _listen(self) -> None:
        watch_seconds = 0.0
        while not self._ending.wait(POLL_SECONDS):
            now = time.monotonic()
            self._try(self._turn, now)
            if now >= watch_seconds:
                watch_seconds = now + WATCH_SECONDS
                self._try(self._watch)

    def _turn(self, now_seconds: float) -> None:
        """Do what has come and what was asked since the last turn."""
        for inlet, device in self._devices.items():
            for heard, seconds in inlet.read():
                self._try(self._hear, inlet, device, heard, seconds)
        for _ in range(len(self._asked)):
            self._try(self._asked.popleft())
        self._finish_learning(now_seconds)

    def _try(self, task: Callable[..., object], *arguments: object) -> None:
        """Do something, whatever comes of it: a fault must not end what listens."""
        try:
            task(*arguments)
        except ScoretimeError as error:
            self.notices.append(f"MIDI: {error}")
        except Exception as error:
            self.notices.append(f"MIDI: {error!r}")

    def _hear(self, inlet: Inlet, device: Device, heard: Heard, seconds: float) -> None:
        reached = ""
        try:
            if isinstance(heard, Touch):
                reached = device.hear(heard, seconds)
            elif self._clock_in is not None and self._leads(inlet, seconds):
                word, fields = heard
                self._clock_in.hear(word, seconds, fields.get("pos", 0))
        except ScoretimeError as error:
            reached = str(error)
            raise
        finally:
            self._show(device, heard, seconds, reached)

    def _show(self, device: Device, heard: Heard, seconds: float, reached: str) -> None:
        """Tell the monitor, though not of the ticks of a clock."""
        if self._monitor.watching and heard[0] != TICK:
            values = [heard.value] if isinstance(heard, Touch) else [*heard[1].values()]
            self._monitor.put(seconds, KIND, device.name, heard[0], values, reached)

    def _leads(self, inlet: Inlet, seconds: float) -> bool:
        """Whether the clock is an input's: the first one's to send, until it falls silent."""
        if inlet is not self._leader and seconds - self._led_seconds < LED_SECONDS:
            return False
        self._leader, self._led_seconds = inlet, seconds
        return True

    def _follow(self, changes: Sequence[Change]) -> None:
        for inlet, device in self._devices.items():
            outlets = [each for each in self._ports.outlets if each.answers(inlet)]
            for touch in device.bindings.changed(changes):
                for outlet in outlets:
                    outlet.send(messages(touch))

    def _watch(self) -> None:
        self.notices.extend(self._ports.watch())

    def _send(self, sent: Sequence[Sent]) -> None:
        for outlet in self._ports.outlets:
            self._try(outlet.send, sent)


def _mode(word: str) -> Mode:
    if word not in list(Mode):
        raise UnknownNameError("mode", word, Mode)
    return Mode(word)
