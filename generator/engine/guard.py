"""The guard against NaN and worse: what a stranger's orchestra is given, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

GUARDS = tuple(Path(str(files("csd"))) / name for name in ("guard.orc", "probes.orc"))

_UNREAD = re.compile(r'"(\\.|[^"\\\n])*"|\{\{.*?\}\}|/\*.*?\*/|;[^\n]*|//[^\n]*', re.DOTALL)
_OWN_GUARD = re.compile(r"\bopcode\s+GuardFault\b")
_INSTRUMENT = re.compile(r"\s*instr\b")
_END = re.compile(r"\s*endin\b")
_CONDITION = re.compile(r"^\s*#\s*ifn?def\b", re.MULTILINE)
_GLOBAL = re.compile(r"\bga\w+")
_BUS = re.compile(r"\b(ga\w+)(?:\s*\[[^\]\n]*\])?\s*(?:init\b|[-+*/]?=(?!=))")

Line = tuple[str, tuple[Path, int]]


class Faults(NamedTuple):
    """What an engine has left out.

    blocks: control cycles with a NaN, an infinity or an absurd level. instruments: those that were
    muted for it, in that order.
    """

    blocks: int = 0
    instruments: tuple[str, ...] = ()

    def read(self, channel: Callable[[str], float], numbers: Mapping[str, int]) -> Faults:
        """Return what there is now, by the channels that csd/guard.orc sets.

        numbers: those of the instruments, by name.
        """
        blocks, count = int(channel("fault.blocks")), int(channel("fault.instruments"))
        if count == len(self.instruments):
            return Faults(blocks, self.instruments)
        names = {float(number): name for name, number in numbers.items()}
        found = (channel(f"fault.instrument.{place}") for place in range(1, count + 1))
        return Faults(blocks, tuple(names.get(number, f"{number:g}") for number in found))


def muted(instrument: str) -> str:
    """Return what to tell of an instrument that was muted."""
    return (
        f"instrument {instrument!r} makes no sound that can be played (NaN or infinite): "
        "it is muted, the rest plays on"
    )


def in_words(faults: Faults) -> list[str]:
    """Return what to tell of a whole run."""
    if faults.blocks and not faults.instruments:
        return [f"{faults.blocks} control cycles were left out: something computes NaN or infinity"]
    return [muted(instrument) for instrument in faults.instruments]


def guarded(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of an orchestra, each with its origin, with what csd/probes.orc asks for.

    One that includes csd/guard.orc itself, as a copy of the bundled one does, stays as it is.
    """
    text = bare("\n".join(line for line, _ in lines))
    if _OWN_GUARD.search(text):
        yield from lines
        return
    # a variable that is only made under a condition may not be there
    buses = set() if _CONDITION.search(text) else set(_BUS.findall(text))
    first, mentioned = True, dict[str, None]()
    for (line, origin), code in zip(lines, text.split("\n"), strict=True):
        if _INSTRUMENT.match(code):
            if first:
                yield from _guards()
            first, mentioned = False, {}
        elif _END.match(code):
            for probe in _probes(bus for bus in mentioned if bus in buses):
                yield probe, origin
        mentioned |= dict.fromkeys(_GLOBAL.findall(code))
        yield line, origin


def bare(text: str) -> str:
    """Return an orchestra without comments and strings, line for line."""
    return _UNREAD.sub(_as_lines, text)


def _as_lines(unread: re.Match[str]) -> str:
    return "\n" * unread.group().count("\n")


def _probes(buses: Iterable[str]) -> list[str]:
    looks = (f"  ProbeBus {bus}" for bus in buses)
    return ["if gkGuardFaults > 0 then", *looks, "  Probe", "endif"]


def _guards() -> Iterator[Line]:
    for file in GUARDS:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            yield line, (file, number)
