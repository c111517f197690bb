"""Lists and reports as plain aligned text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from generator.engine.devices import Module
from generator.terminal.text import columns_of, printable

INDENT = "  "
COLUMNS = 80


def aligned(rows: Iterable[Sequence[str]], indent: str = INDENT) -> Iterator[str]:
    """Yield rows as lines whose columns stand under each other."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield (indent + INDENT.join(padded)).rstrip()


def piece_lines(piece: Mapping[str, Any]) -> Iterator[str]:
    """Yield what `scoretime list` says of a piece."""
    ends = "comes to an end by itself" if piece["ends"] else "endless"
    yield f"{piece['name']}  {piece['tempo_bpm']:g} BPM, {piece['meter']}, {ends}"
    parts = ", ".join(f"{part['name']} ({part['instrument']})" for part in piece["parts"])
    yield from _wrapped(piece["description"])
    yield from _wrapped(f"parts: {parts}")
    if piece["sections"]:
        yield from _wrapped(f"sections: {piece['sections']}")
    yield from aligned([_parameter_row(each) for each in piece["parameters"] if each["own"]])
    yield from _wrapped(f"and {', '.join(_shared_ids(piece))}")


def _shared_ids(piece: Mapping[str, Any]) -> list[str]:
    """Return the ids that every piece has; those of a part's strip once, for all parts."""
    names = {part["name"] for part in piece["parts"]}
    ids = [each["id"].partition(".") for each in piece["parameters"] if not each["own"]]
    return list(
        dict.fromkeys(
            f"{'PART' if first in names and dot else first}{dot}{last}" for first, dot, last in ids
        )
    )


def _wrapped(text: str) -> list[str]:
    return wrap(text, COLUMNS, initial_indent=INDENT, subsequent_indent=INDENT)


def _parameter_row(parameter: Mapping[str, Any]) -> list[str]:
    default, choices = parameter["default"], parameter["choices"]
    if choices:
        words = f"{parameter['description']}: {', '.join(choices)}".removeprefix(": ")
        return [parameter["id"], choices[int(default)], "a choice", words]
    bounds = f"{parameter['minimum']:g} to {parameter['maximum']:g} {parameter['unit']}".rstrip()
    return [parameter["id"], f"{default:g}", bounds, parameter["description"]]


def module_lines(modules: Sequence[Module]) -> Iterator[str]:
    """Yield what `scoretime devices` says: modules with their clocks, then their devices."""
    yield from aligned([(module.name, _clock(module)) for module in modules], indent="")
    for module in modules:
        if module.devices:
            yield f"devices of {module.name}, for --audio {module.name} --device NAME:"
            yield from aligned([(device.name, device.description) for device in module.devices])


def _clock(module: Module) -> str:
    if module.refusal is not None:
        return module.refusal
    if module.clock_step_ms is None:
        return "opens, but its clock stands still"
    return f"clock step {module.clock_step_ms:.1f} ms"


def fact_lines(facts: Mapping[str, str]) -> Iterator[str]:
    """Yield headings and what belongs to them."""
    return aligned(list(facts.items()))


def example_lines(folder: Path) -> Iterator[str]:
    """Yield what the numbered examples in a folder are about, and how to play one."""
    yield f"examples in {folder}, each to be played by its path"
    yield from aligned((path.name, _idea(path)) for path in sorted(folder.glob("[0-9]*.py")))


def _idea(path: Path) -> str:
    """Return the first line of an example, without its number."""
    text = path.read_text(encoding="utf-8")
    return text.partition('"""')[2].partition('"""')[0].partition(" ")[2]
