"""One MIDI input: its bindings, what it is learning, and when what it sent happened."""

from __future__ import annotations

from generator.control.midi.bindings import Binding, Bindings, Mode
from generator.control.midi.controls import Reader, Touch
from generator.control.midi.learn import Learning
from generator.control.midi.store import Store
from generator.control.targets import Targets

DRIFT = 1e-4
STANDSTILL_SECONDS = 0.25


class Device:
    """Does what an input's touches are bound to, and learns; for one thread only.

    name: what its bindings are kept under.
    """

    def __init__(self, name: str, targets: Targets, store: Store) -> None:
        self.name = name
        self.bindings = Bindings(name, targets, store.load(name))
        self._targets = targets
        self._store = store
        self._reader = Reader(self.bindings)
        self._learning: Learning | None = None

    def hear(self, touch: Touch, seconds: float) -> str:
        """Take a touch at a time of the monotonic clock; return what it reached, "" for nothing.

        Raises as the desk does.
        """
        whole = self._reader.read(touch)
        if whole is None:
            return ""
        if self._learning is None:
            return self.bindings.act(whole)
        self._learning.hear(whole, seconds)
        return ""

    def learn(self, target: str, mode: Mode | None) -> None:
        """Bind the next control that moves."""
        self._learning = Learning(target, self._targets, mode)

    def stop_learning(self) -> None:
        """Bind nothing any more."""
        self._learning = None

    def learnt(self, seconds: float) -> Binding | None:
        """Return the binding that was found, once; it holds already."""
        binding = self._learning.binding(seconds) if self._learning else None
        if binding is not None:
            self._learning = None
            self.bindings.bind(binding)
        return binding

    def save(self) -> None:
        """Keep the bindings; raises OutputError."""
        self._store.save(self.name, self.bindings)


class Stamps:
    """Turns the distances that the driver tells between messages into monotonic time.

    A message can be read late, never early: the smallest distance so far between the driver's
    time and ours is the true one, save for the drift of two clocks (at most 100 ppm).
    """

    def __init__(self) -> None:
        self._driver_seconds = 0.0
        self._offset_seconds: float | None = None

    def at(self, delta_seconds: float, now_seconds: float) -> float:
        """Return when a message came that is read now, so long after the one before."""
        self._driver_seconds += delta_seconds
        offset = now_seconds - self._driver_seconds
        known = self._offset_seconds
        if known is not None and offset - known < STANDSTILL_SECONDS:
            offset = min(offset, known + DRIFT * delta_seconds)
        self._offset_seconds = offset
        return self._driver_seconds + offset
