"""The player's hand: what the window does to parameters, snapshots and seeds, and takes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from math import inf
from typing import NamedTuple

from generator.control.addresses import MACRO, SEED, TEMPO
from generator.control.desk import Desk
from generator.control.history import JOINED_SECONDS, Deed, History
from generator.control.tap import LONGEST_GAP_SECONDS
from generator.errors import UsageError
from generator.parameters import WHOLE, Parameter, Warp
from gui.words import plain

SOURCE = "window"
STEP, FINE_STEP = 0.01, 0.001  # of the control's way
ECHO_SECONDS = 0.5

Values = Mapping[str, float]


class Held(NamedTuple):
    """Where a parameter is, and what there was before it was taken hold of."""

    value: float
    before: Values
    moved: bool = False


class Hand:
    """Moves what it holds; everything it does can be undone.

    A parameter that it holds shows the hand's value, whatever others do to it meanwhile, and so
    does one that it has just let go of, until the session has told of it. Raises what the desk
    raises. A locked parameter does not move. When another piece begins, it lets go of everything.

    snapshot: the one that was recalled or stored last, "" before the first. morph_seconds: how long
    the next recall from the grid or by a digit takes.
    """

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self.desk = desk
        self.snapshot = ""
        self.morph_seconds = 0.0
        self._clock = clock
        self._subject = desk.surface.subject
        self._histories: dict[str, History] = {}
        self._held: dict[str, Held] = {}
        self._echoes: dict[str, tuple[float, float]] = {}  # the value, and until when it is shown
        self._asked_seed: tuple[int, int] | None = None  # what was asked for, and what was there

    @property
    def history(self) -> History:
        """What was done to the present piece; each has a history of its own."""
        piece = self.desk.surface.subject.piece
        return self._histories.setdefault(piece, History(self._clock))

    def value(self, key: str) -> float:
        """Return the value to show for a parameter."""
        self._see_subject()
        if key in self._held:
            return self._held[key].value
        present = self.desk.surface.values.get(key, 0.0)
        if key not in self._echoes:
            return present
        echo, until_seconds = self._echoes[key]
        if present == echo or self._clock() > until_seconds:
            del self._echoes[key]
            return present
        return echo

    def holds(self, key: str) -> bool:
        """Whether a parameter is in the hand."""
        self._see_subject()
        return key in self._held

    def _see_subject(self) -> None:
        """Let go of everything where another piece has begun."""
        if self.desk.surface.subject is not self._subject:
            self._subject = self.desk.surface.subject
            self._held.clear()
            self._echoes.clear()

    # -- parameters

    def grip(self, key: str) -> None:
        """Take hold of a parameter."""
        self._held[key] = Held(self.value(key), self._present([key]))

    def move(self, key: str, value: float) -> None:
        """Move a parameter that is held."""
        if self.holds(key) and key not in self.desk.locked:
            stored = self.desk.set(key, value, SOURCE)
            self._held[key] = self._held[key]._replace(value=stored, moved=True)

    def let_go(self, key: str) -> None:
        """Let go of a parameter, if it is held."""
        if self.holds(key):
            value, before, moved = self._held.pop(key)
            if moved:
                self._echo({key: value})
                self._remember(key, before, value)

    def set(self, key: str, value: float, *, joined: bool = False) -> None:
        """Set a parameter; joined: it goes on with what was set a moment before."""
        if key == SEED:
            self.begin_anew(round(value))
        elif self.holds(key):
            self.move(key, value)
        elif key not in self.desk.locked:
            before = self._present([key])
            self._remember(key, before, self._put(key, value), key if joined else None)

    def nudge(self, key: str, steps: float, *, fine: bool = False) -> None:
        """Move a parameter by steps: hundredths of its way, thousandths, or its choices."""
        self.set(key, nudged(self.desk.parameter(key), self.value(key), steps, fine), joined=True)

    def enter(self, key: str, text: str) -> None:
        """Set a parameter to what was typed, with or without its unit; raises UsageError."""
        parameter = self.desk.parameter(key)
        value = parameter.parse(plain(parameter, text))
        if key in self.desk.locked:
            raise UsageError(f"{parameter.name} is locked: its menu unlocks it")
        self.set(key, value)

    def reset(self, key: str) -> None:
        """Set a parameter to its default."""
        self.set(key, self.desk.parameter(key).default)

    def toggle(self, key: str) -> None:
        """Turn a switch; let a choice move on by one."""
        parameter, value = self.desk.parameter(key), self.value(key)
        self.set(key, parameter.minimum if value >= parameter.maximum else value + 1.0)

    def tap(self) -> None:
        """Take a tap of the tempo; those of one count are one deed. A locked tempo stays."""
        if TEMPO in self.desk.locked:
            return
        before = self._present([TEMPO])
        tempo_bpm = self.desk.tap(SOURCE)
        if tempo_bpm is not None:
            self._echo({TEMPO: tempo_bpm})
            self._remember(TEMPO, before, tempo_bpm, "tap", LONGEST_GAP_SECONDS)

    def set_many(self, values: Values, name: str) -> None:
        """Set many parameters as one deed.

        Macros among others move nothing, as in a snapshot; macros alone move what they do.
        """
        locked = self.desk.locked | {SEED}
        free = {key: value for key, value in values.items() if key not in locked}
        macros = all(key.startswith(MACRO) for key in free)
        before = self._present(free) if macros else {key: self.value(key) for key in free}

        def act() -> None:
            if macros:
                for key, value in free.items():
                    self._put(key, value)
            else:
                self._put_many(free)

        if free:
            act()
            self.history.did(Deed(lambda: self._put_many(before), act, name))

    def randomise(self, keys: tuple[str, ...]) -> None:
        """Draw values for parameters; raises UsageError where all of them are locked."""
        self.set_many(self.desk.drawn(keys), "randomise")

    # -- snapshots

    def recall(self, name: str, seconds: float = 0.0) -> None:
        """Bring a snapshot back, over a number of seconds."""
        values = self.desk.bank.recall(self.desk.surface.subject.piece, name)
        self._bring(values, seconds, f"recall {name}")
        self.snapshot = name

    def morph(self, x: float, y: float, drag: Hashable = None) -> None:
        """Mix snapshots 1 to 4; the whole drag is one deed, else what follows within a second."""
        values = self.desk.bank.morph(self.desk.surface.subject, x, y)
        seconds = JOINED_SECONDS if drag is None else inf
        self._bring(values, 0.0, "morph", ("morph", drag), seconds)

    def store(self, name: str) -> None:
        """Keep the present values as a snapshot."""
        bank, piece = self.desk.bank, self.desk.surface.subject.piece
        before = bank.recall(piece, name) if name in bank.names(piece) else None
        self.desk.store(name)
        after = bank.recall(piece, name)

        def undo() -> None:
            if before is None:
                bank.delete(piece, name)
            else:
                bank.store(piece, name, before)

        self.history.did(Deed(undo, lambda: bank.store(piece, name, after), f"store {name}"))
        self.snapshot = name

    def delete(self, name: str) -> None:
        """Forget a snapshot."""
        bank, piece = self.desk.bank, self.desk.surface.subject.piece
        values, label = bank.recall(piece, name), bank.label(piece, name)
        bank.delete(piece, name)

        def undo() -> None:
            bank.store(piece, name, values)
            bank.name_it(piece, name, label)

        self.history.did(Deed(undo, lambda: bank.delete(piece, name), f"delete {name}"))

    def label(self, name: str, text: str) -> None:
        """Call a snapshot something, "" for nothing."""
        bank, piece = self.desk.bank, self.desk.surface.subject.piece
        before = bank.label(piece, name)
        bank.name_it(piece, name, text)
        self.history.did(
            Deed(
                lambda: bank.name_it(piece, name, before),
                lambda: bank.name_it(piece, name, text),
                f"name {name}",
            )
        )

    # -- seeds

    def reroll(self) -> int:
        """Begin the piece anew, from a seed of chance; return it."""
        before = self._seed()
        seed = self.desk.reroll(SOURCE)
        self._began(before, seed)
        return seed

    def begin_anew(self, seed: int) -> None:
        """Begin the piece anew from a seed; raises RangeError."""
        before = self._seed()
        self.desk.begin_anew(seed, SOURCE)
        self._began(before, seed)

    def _began(self, before: int, seed: int) -> None:
        self._note_seed(seed)
        self.history.did(Deed(lambda: self._begin(before), lambda: self._begin(seed), "seed"))

    def _begin(self, seed: int) -> None:
        self.desk.begin_anew(seed, SOURCE)
        self._note_seed(seed)

    def _note_seed(self, seed: int) -> None:
        self._asked_seed = seed, int(self.desk.surface.values.get(SEED, 0.0))

    def _seed(self) -> int:
        """Return the seed that was asked for last, though it may wait for the next bar."""
        present = int(self.desk.surface.values.get(SEED, 0.0))
        asked, there = self._asked_seed or (present, present)
        return asked if there == present else present

    # -- how it is done, and taken back

    def _present(self, keys: Iterable[str]) -> Values:
        """Return the values of parameters, and of those that macros among them move."""
        moved_by = self.desk.surface.subject.macros
        moved = [each for key in keys for each in (key, *moved_by.get(key, ()))]
        return {key: self.value(key) for key in moved}

    def _put(self, key: str, value: float) -> float:
        stored = self.desk.set(key, value, SOURCE)
        self._echo({key: stored})
        return stored

    def _put_many(self, values: Values, seconds: float = 0.0) -> None:
        """Set those of these that are declared and not locked; the piece may be another one."""
        by_id, locked = self.desk.surface.subject.by_id, self.desk.locked
        known = {key: by_id[key].clip(value) for key, value in values.items() if key in by_id}
        self.desk.set_many(known, SOURCE, seconds)
        if not seconds:
            self._echo({key: value for key, value in known.items() if key not in locked})

    def _bring(
        self,
        values: Values,
        seconds: float,
        name: str,
        join: Hashable = None,
        joined_seconds: float = JOINED_SECONDS,
    ) -> None:
        """Go to values, from those that there are."""
        before = {key: self.value(key) for key in values}
        self._put_many(values, seconds)
        undo, redo = (lambda: self._put_many(before)), (lambda: self._put_many(values, seconds))
        self.history.did(Deed(undo, redo, name), join, joined_seconds)

    def _remember(
        self,
        key: str,
        before: Values,
        after: float,
        join: Hashable = None,
        joined_seconds: float = JOINED_SECONDS,
    ) -> None:
        """Take note of a parameter that was moved, if it was."""
        if after != before[key]:
            deed = Deed(lambda: self._put_many(before), lambda: self._redo(key, after), key)
            self.history.did(deed, join, joined_seconds)

    def _redo(self, key: str, value: float) -> None:
        if key in self.desk.surface.subject.by_id and key not in self.desk.locked:
            self._put(key, value)

    def _echo(self, values: Values) -> None:
        """Show values until the session tells of them."""
        until_seconds = self._clock() + ECHO_SECONDS
        self._echoes |= {key: (value, until_seconds) for key, value in values.items()}


def nudged(parameter: Parameter, value: float, steps: float, fine: bool) -> float:
    """Return a value some steps further on; each goes some of the control's way."""
    if parameter.warp in WHOLE:
        return parameter.clip(value + (steps if abs(steps) >= 1.0 else (steps > 0) - (steps < 0)))
    if parameter.step and parameter.warp is Warp.LINEAR and not fine:
        return parameter.clip(value + steps * parameter.step)
    way = FINE_STEP if fine else STEP
    return parameter.value_at(parameter.position(value) + steps * way)
