"""The desk: everything that a controller can do, whatever kind of controller it is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import SystemRandom
from threading import Lock
from typing import Protocol

from generator.control.addresses import SEED
from generator.control.chance import drawn
from generator.control.commands import LONGEST_RAMP, Action, At, Command, Over
from generator.control.monitor import Binding, Monitor
from generator.control.names import checked_name, new_file
from generator.control.snapshots import Bank
from generator.control.strict import mapping, number, several, text, whole
from generator.control.surface import Surface
from generator.control.tap import Tap
from generator.errors import UnknownNameError, UsageError
from generator.parameters import Parameter
from generator.patterns.streams import MAXIMUM_SEED

DRAWN_SEEDS = 1_000_000
WAV = ".wav"
STARTED = "%Y-%m-%d_%H-%M-%S"
DEAF = {
    "midi": "no MIDI input is open: connect the controller, close Scoretime and start it again "
    "with `scoretime play --midi-in NAME`, NAME being a part of the controller's name",
    "osc": "OSC is off: close Scoretime and start it again without --no-osc, or with --osc-port "
    "and a port that is free",
}


class Learner(Protocol):
    """What binds controls of its own to targets."""

    def learn(self, target: str) -> None:
        """Bind the next control that moves; raises UsageError."""
        ...

    def forget(self, target: str) -> None:
        """Free the controls of a target, if there are any."""
        ...

    def bindings(self) -> Sequence[Binding]:
        """Return what is bound."""
        ...


class Desk:
    """Turns what is asked for into commands; safe to use from any thread.

    Every method takes the `source` that asked. Raises UsageError and its kin, and OutputError for
    a file; nothing is done then. recordings: the folder that recordings are put into.

    recording: whether the last wish was to record. locked: the ids of protected parameters: what
    sets many at once, a snapshot, a morph or chance, leaves them as they are. learners: what knows
    the controls of a kind, `midi` or `osc`, where there are any. monitor: told what they send.
    """

    def __init__(self, surface: Surface, bank: Bank, recordings: Path) -> None:
        self.surface = surface
        self.bank = bank
        self.recording = False
        self.learners: dict[str, Learner] = {}
        self.monitor = Monitor()
        self.locked: frozenset[str] = frozenset()
        self._locking = Lock()
        self._chance = SystemRandom()
        self._recordings = recordings
        self._tap = Tap()

    def parameter(self, key: str) -> Parameter:
        """Return a declared parameter; raises UnknownNameError."""
        by_id = self.surface.subject.by_id
        if text(key, "parameter") not in by_id:
            raise UnknownNameError("parameter", key, by_id)
        return by_id[key]

    def lock(self, key: str, on: bool) -> None:
        """Protect a parameter, or protect it no more; raises UnknownNameError."""
        self.parameter(key)
        with self._locking:
            self.locked = self.locked | {key} if on else self.locked - {key}

    def drawn(self, keys: Iterable[str]) -> dict[str, float]:
        """Return values drawn at random for these parameters, but for the locked ones and the seed.

        Raises UnknownNameError, and UsageError where none is left.
        """
        asked = [self.parameter(key) for key in several(keys, "keys")]
        free = [each for each in asked if each.id not in self.locked and each.id != SEED]
        if not free:
            raise UsageError("nothing to draw at random: all of it is locked")
        return {each.id: drawn(each, self._chance) for each in free}

    def set(
        self,
        key: str,
        value: float,
        source: str,
        *,
        ramp: float = 0.0,
        over: Over = Over.SECONDS,
        at: At = At.NOW,
        due_sample: int | None = None,
    ) -> float:
        """Set a parameter in its own unit; return the value after clipping."""
        stored = self.parameter(key).clip(number(value, key))
        self._submit(
            Command(
                Action.SET,
                key,
                stored,
                ramp=_length(ramp),
                over=over,
                at=at,
                due_sample=due_sample,
                source=source,
            )
        )
        return stored

    def act(
        self,
        action: Action,
        source: str,
        subject: str = "",
        *,
        value: float = 0.0,
        at: At = At.NOW,
        due_sample: int | None = None,
    ) -> None:
        """Ask for an action that needs no more than a subject and a value."""
        self._submit(Command(action, subject, value, at=at, due_sample=due_sample, source=source))

    def toggle(self, source: str, due_sample: int | None = None) -> None:
        """Pause, or play on."""
        self.act(Action.TOGGLE, source, due_sample=due_sample)

    def tap(self, source: str) -> float | None:
        """Take a tap of the tempo; return the tempo that it asks for, None at the first."""
        tempo_bpm = self._tap.at(time.monotonic())
        return None if tempo_bpm is None else self.set("tempo", tempo_bpm, source)

    def begin_anew(
        self, seed: int, source: str, at: At = At.BAR, due_sample: int | None = None
    ) -> None:
        """Begin the piece anew from a seed; raises RangeError."""
        value = float(whole(seed, "seed", 0, MAXIMUM_SEED))
        self.act(Action.REROLL, source, value=value, at=at, due_sample=due_sample)

    def reroll(
        self, source: str, part: str = "", at: At = At.BAR, due_sample: int | None = None
    ) -> int:
        """Draw a new seed for a part, or for the whole piece; return it."""
        if part:
            self._check_part(part)
        seed = self._chance.randrange(DRAWN_SEEDS)
        self.act(Action.REROLL, source, part, value=float(seed), at=at, due_sample=due_sample)
        return seed

    def change_piece(
        self, name: str, source: str, at: At = At.BAR, due_sample: int | None = None
    ) -> None:
        """Play another bundled piece."""
        pieces = self.surface.subject.pieces
        if text(name, "piece") not in pieces:
            raise UnknownNameError("piece", name, pieces)
        self.act(Action.PIECE, source, name, at=at, due_sample=due_sample)

    def note(
        self,
        part: str,
        pitch: float,
        amplitude: float,
        beats: float,
        source: str,
        due_sample: int | None = None,
    ) -> None:
        """Play a note on a part's instrument and strip."""
        self._check_part(part)
        values = (("pitch", pitch), ("amplitude", amplitude), ("beats", beats))
        self._submit(
            Command(Action.NOTE, part, values=values, due_sample=due_sample, source=source)
        )

    def set_channel(
        self, channel: str, value: float, source: str, due_sample: int | None = None
    ) -> float:
        """Set a channel of the orchestra that a parameter stands for; return the clipped value."""
        by_channel = {each.channel: each.id for each in self.surface.subject.declared}
        if text(channel, "channel") not in by_channel:
            raise UnknownNameError("channel", channel, (name for name in by_channel if name))
        return self.set(by_channel[channel], value, source, due_sample=due_sample)

    def store(self, name: str) -> None:
        """Keep the present values as a snapshot, by a new name or one that there is."""
        subject = self.surface.subject
        by_id, piece = subject.by_id, subject.piece
        if not self.bank.has(piece, text(name, "snapshot")):
            checked_name(name)
        values = {
            key: value
            for key, value in self.surface.values.items()
            if key in by_id and by_id[key].recalled
        }
        self.bank.store(piece, name, values)

    def recall(
        self,
        name: str,
        source: str,
        seconds: float = 0.0,
        at: At = At.NOW,
        due_sample: int | None = None,
    ) -> None:
        """Bring a snapshot back, over a number of seconds."""
        values = self.bank.recall(self.surface.subject.piece, text(name, "snapshot"))
        self.set_many(values, source, seconds, at, due_sample)

    def morph(self, x: float, y: float, source: str, due_sample: int | None = None) -> None:
        """Mix snapshots 1 to 4 as the corners of a pad: lower left, lower right, upper two."""
        subject = self.surface.subject
        values = self.bank.morph(subject, number(x, "x"), number(y, "y"))
        self.set_many(values, source, due_sample=due_sample)

    def set_many(
        self,
        values: Mapping[str, float],
        source: str,
        seconds: float = 0.0,
        at: At = At.NOW,
        due_sample: int | None = None,
    ) -> None:
        """Set those of these that are declared and not locked, at one time, each in its own unit.

        A macro among them moves nothing: what it would move has a value of its own.
        """
        by_id, locked = self.surface.subject.by_id, self.locked
        known = tuple(
            (key, by_id[key].clip(number(value, key)))
            for key, value in mapping(values, "values").items()
            if isinstance(key, str) and key in by_id and key not in locked
        )
        self._submit(
            Command(
                Action.RECALL,
                values=known,
                ramp=_length(seconds),
                at=at,
                due_sample=due_sample,
                source=source,
            )
        )

    def record(self, on: bool, source: str, name: str = "", due_sample: int | None = None) -> None:
        """Start a recording in the folder of recordings, or end it."""
        if not on:
            self.act(Action.RECORD, source, due_sample=due_sample)
            self.recording = False
            return
        path = new_file(self._recordings, name or time.strftime(STARTED), WAV)
        self.act(Action.RECORD, source, str(path), value=1.0, due_sample=due_sample)
        self.recording = True

    def return_to_audio(self) -> None:
        """Play on with the audio that had gone, if it opens; raises UsageError where none has."""
        self.surface.return_to_audio()

    def learn(self, target: str) -> None:
        """Bind the MIDI control that moves next to a parameter or an action."""
        self._learner("midi").learn(text(target, "target"))

    def learn_osc(self, target: str) -> None:
        """Bind the address to which a number is sent next to a parameter or an action."""
        self._learner("osc").learn(text(target, "target"))

    def forget(self, target: str, kind: str = "") -> None:
        """Free the controls, or those of one kind, that are bound to a target."""
        learners = [self._learner(kind)] if kind else list(self.learners.values())
        bound = {each.target for learner in learners for each in learner.bindings()}
        if text(target, "target") not in bound:
            raise UnknownNameError("bound target", target, bound)
        for learner in learners:
            learner.forget(target)

    def bindings(self) -> list[Binding]:
        """Return which controls are bound to what."""
        return [each for learner in self.learners.values() for each in learner.bindings()]

    def _submit(self, command: Command) -> None:
        self.surface.submit(command.checked())

    def _learner(self, kind: str) -> Learner:
        if text(kind, "kind") not in DEAF:
            raise UnknownNameError("kind of control", kind, DEAF)
        if kind not in self.learners:
            raise UsageError(DEAF[kind])
        return self.learners[kind]

    def _check_part(self, part: str) -> None:
        parts = self.surface.subject.parts
        if text(part, "part") not in parts:
            raise UnknownNameError("part", part, parts)


def _length(seconds: float) -> float:
    """Return a ramp's length within its bounds; raises UsageError for what is no number."""
    return min(max(number(seconds, "ramp"), 0.0), LONGEST_RAMP)
