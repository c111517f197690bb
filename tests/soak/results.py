"""What a soak says, where it is kept, and the table that is made of it."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator import __version__
from generator.engine.csound import versions

BEGIN, END = "<!-- soak: written by `make soak` -->", "<!-- end of soak -->"
HEADING = "## Measured"
CELL = str.maketrans({"|": "\\|", "\n": " "})


class Held(NamedTuple):
    """One line of the table: what was done, what came of it, what was to, and whether it did."""

    what: str
    measured: str
    target: str
    holds: bool


def record(lines: Iterable[Held], *, quick: bool) -> dict[str, Any]:
    """Return what a soak said as JSON can carry it, with the machine and the date."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "quick": quick,
        "machine": machine(),
        "lines": [line._asdict() for line in lines],
    }


def machine() -> str:
    """Return what this was measured on, and with."""
    told = {"Scoretime": __version__, "Python": platform.python_version()} | versions()
    processor = _after("model name", Path("/proc/cpuinfo")) or platform.machine()
    cores = len(_lines(Path("/proc/cpuinfo"), "processor"))
    system = _after("PRETTY_NAME", Path("/etc/os-release"), "=").strip('"') or platform.system()
    words = [processor, f"{cores} cores", system]
    return ", ".join([*words, *(f"{name} {number}" for name, number in told.items())])


def _after(key: str, path: Path, mark: str = ":") -> str:
    return next((line.partition(mark)[2].strip() for line in _lines(path, key)), "")


def _lines(path: Path, key: str) -> list[str]:
    text = path.read_text() if path.exists() else ""
    return [line for line in text.splitlines() if line.startswith(key)]


def kept(path: Path) -> dict[str, Any]:
    """Return what earlier runs have left, by the name of the soak."""
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def markdown(records: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table of all soaks, below the machines that they ran on."""
    rows = [("what", "measured", "target", "holds", "date"), ("---",) * 5]
    for each in records.values():
        date = f"{each['date']}, quick" if each["quick"] else each["date"]
        lines = [Held(**line) for line in each["lines"]]
        rows += [(*line[:3], "yes" if line.holds else "no", date) for line in lines]
    table = "\n".join(f"| {' | '.join(cell.translate(CELL) for cell in row)} |" for row in rows)
    machines = dict.fromkeys(each["machine"] for each in records.values())
    return "\n\n".join([*(f"On {each}:" for each in machines), table])


def placed(text: str, table: str) -> str:
    """Return a page with this table in its place: at the end of its section if it has none yet."""
    before, begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    if not begin:
        text = text if HEADING in text.splitlines() else f"{text.rstrip()}\n\n{HEADING}\n"
        place = text.find("\n## ", text.index(HEADING)) + 1 or len(text)
        before, after = f"{text[:place].rstrip()}\n\n", f"\n\n{text[place:]}".rstrip() + "\n"
    return f"{before}{BEGIN}\n{table}\n{END}{after}"
