"""Csound with a clock on every instrument: what each of them takes of the processor."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from time import perf_counter_ns, thread_time_ns
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.engine.guard import bare
from generator.engine.offline_csound import CYCLES_AT_ONCE, OfflineCsound
from generator.engine.orchestra import BUNDLED, FIRST_HOST_NUMBER
from generator.engine.startup import Host
from generator.errors import EngineError, OrchestraError

PROFILE = BUNDLED.parent / "profile.orc"
TABLE = 30_013  # and what stands in it
ROW, COLUMNS = 10, 4
OUTER, BLANK, FIRST = 0, 1, 2
MUTE = 30_011  # of csd/guard.orc
UNDISTURBED, UNDISTURBED_SECONDS = 1.02, 20e-6
ENOUGH = 0.1

Nanoseconds = Callable[[], int]
Rows = NDArray[np.float64]
Call = tuple[float, float, Rows]  # seconds of the processor, of wall time, and what the table says

_INSTRUMENT = re.compile(r"\s*instr\s+(.*)")
_END = re.compile(r"\s*endin\b")


class InstrumentTime(NamedTuple):
    """What an instrument took.

    seconds: of the processor, to initialise its notes and to perform them. voice_seconds: how long
    these were, together. notes: how often it began. host: whether it is one of Scoretime's own.
    """

    name: str
    seconds: float
    voice_seconds: float
    notes: int
    host: bool


class Times(NamedTuple):
    """Where the time of performing went, in seconds of the processor.

    performing: all of it. clocks: what taking the times took of it. What then is left beside the
    instruments is Csound's own, for events and for room for notes. audio_seconds: what was made.
    """

    audio_seconds: float
    performing: float
    clocks: float
    instruments: tuple[InstrumentTime, ...]


class Timings:
    """Turns the wall time that csd/profile.orc takes down into time of the processor.

    Csound's clock also goes on while another process has the processor. So both times are taken
    around every call of a few milliseconds: those calls that nothing disturbed stand for their
    whole block; where they are less than a tenth of it, all do, scaled.

    table: shape (rows, 4): seconds performed, cycles, seconds initialised, notes begun; the first
    two rows are those of the blank instrument.
    """

    def __init__(
        self, table: Rows, cpu: Nanoseconds = thread_time_ns, wall: Nanoseconds = perf_counter_ns
    ) -> None:
        self.seconds = 0.0
        self._table = table
        self._cpu, self._wall = cpu, wall
        self._spent = np.zeros_like(table)
        self._quiet = np.zeros_like(table)
        self._calls: list[Call] = []

    def perform(self, perform: Callable[[int], None], frames: int) -> None:
        """Perform so many frames, which should take a few milliseconds."""
        before = self._table.copy()
        wall, cpu = self._wall(), self._cpu()
        perform(frames)
        cpu_seconds = (self._cpu() - cpu) / 1e9
        wall_seconds = (self._wall() - wall) / 1e9
        self._calls.append((cpu_seconds, wall_seconds, self._table - before))

    def settle(self) -> None:
        """End a block: make up its account."""
        whole = sum(cpu for cpu, _, _ in self._calls)
        calls = [call for call in self._calls if _undisturbed(*call[:2])]
        self._quiet += _sum(self._spent, calls)
        known = sum(cpu for cpu, _, _ in calls)
        if known < ENOUGH * whole:
            calls, known = self._calls, whole
        if known:
            self._spent += _sum(self._spent, calls) * (whole / known)
        self.seconds += whole
        self._calls.clear()

    def times(self, names: Sequence[str], cycle_seconds: float) -> Times:
        """Return the account so far. names: of the instruments, from the third row on."""
        look, timing = self._costs()
        instruments, clocks = [], float(self._spent[OUTER, 0])
        rows = zip(names, self._spent[FIRST:], self._table[FIRST:], strict=True)
        for name, (performed, _, begun, _), (_, cycles, _, notes) in rows:
            seconds = max(0.0, float(performed + begun - (cycles + notes) * look))
            clocks += float((cycles + notes) * timing)
            host = name.isdigit() and int(name) >= FIRST_HOST_NUMBER
            shown = _host_name(int(name)) if host else name
            voice_seconds = float(cycles) * cycle_seconds
            instruments.append(InstrumentTime(shown, seconds, voice_seconds, int(notes), host))
        audio_seconds = float(self._table[BLANK, 1]) * cycle_seconds
        return Times(audio_seconds, self.seconds, clocks, tuple(instruments))

    def _costs(self) -> tuple[float, float]:
        """Return what a look at the clock adds to a time, and what a timing takes altogether.

        On a machine that is too busy to tell, both are nothing.
        """
        (outer, _, _, _), (look, cycles, _, _) = self._quiet[:FIRST]
        return (float(look / cycles), float((outer - look) / cycles)) if cycles else (0.0, 0.0)


def _sum(like: Rows, calls: Sequence[Call]) -> Rows:
    total = np.zeros_like(like)
    for cpu, wall, moved in calls:
        total += moved * _scale(cpu, wall)
    return total


def _undisturbed(cpu_seconds: float, wall_seconds: float) -> bool:
    return wall_seconds <= UNDISTURBED * cpu_seconds + UNDISTURBED_SECONDS


def _scale(cpu_seconds: float, wall_seconds: float) -> float:
    return min(1.0, cpu_seconds / wall_seconds) if wall_seconds else 1.0


def _host_name(number: int) -> str:
    if number == MUTE:
        return "Mute"
    words = Host(number).name.split("_") if number in set(Host) else [str(number)]
    return "".join(word.capitalize() for word in words)


class ProfiledCsound(OfflineCsound):
    """Plays the same samples as OfflineCsound, and takes the time of every instrument.

    Raises OrchestraError, and EngineError for an orchestra that compiles without clocks only.
    """

    def _compile(self, score: Sequence[str]) -> None:
        """Compile with the clocks; what is exported later is the orchestra without."""
        plain = self.text
        self.text, self._names = with_clocks(plain)
        try:
            super()._compile(score)
        except OrchestraError:
            OfflineCsound(self.orchestra, {}).close()  # raises what is wrong with it as it stands
            path = self.orchestra.path
            raise EngineError(f"{path}: clocks do not fit into it: leave out --profile") from None
        finally:
            self.text = plain
        rows = FIRST + len(self._names)
        table = self._csound.table(TABLE)[: rows * ROW]
        self._timings = Timings(table.reshape(rows, ROW)[:, :COLUMNS])

    def perform(self, frames: int) -> None:
        """Perform whole control cycles, a few milliseconds of work at a time."""
        at_once = CYCLES_AT_ONCE * self.ksmps
        for done in range(0, frames, at_once):
            self._timings.perform(super().perform, min(at_once, frames - done))
        self._timings.settle()

    @property
    def times(self) -> Times:
        """Where the time of performing went, so far."""
        return self._timings.times(self._names, self.ksmps / self.sample_rate)


def with_clocks(text: str) -> tuple[str, list[str]]:
    """Return an orchestra with what csd/profile.orc asks for, and the names of its instruments.

    Several that share a body have one name, as written: "1, 2".
    """
    lines, names = [PROFILE.read_text(encoding="utf-8")], list[str]()
    for line, code in zip(text.split("\n"), bare(text).split("\n"), strict=True):
        begins = _INSTRUMENT.match(code)
        if begins:
            names.append(begins[1].strip().replace("+", ""))
        row = FIRST + len(names) - 1
        before = [f"$ProfileOut({row})"] if _END.match(code) else []
        lines += [*before, line, *([f"$ProfileIn({row})"] if begins else [])]
    return "\n".join(lines), names
