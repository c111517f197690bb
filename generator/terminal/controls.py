"""The tables of parameters and of OSC addresses, for readers, for README and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from generator.control.addresses import SEED, Endpoint, endpoints, segment
from generator.control.ranges import Range, described, ranges_of
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp
from generator.terminal.tables import COLUMNS, aligned
from generator.terminal.text import printable

Row = dict[str, Any]

ANY_PART, BY_PART, ANY_SEED = "PART", "by part", "any"
HEADINGS = ("id", "OSC address", "range", "unit", "warp", "default", "description")
ADDRESSES = (
    "/param/ID takes 0 to 1, /param/ID/native takes the unit shown, and /param/ID/ramp takes "
    "0 to 1 and the seconds until it is reached."
)
TRACKS = (
    "PART stands for each part. Its level, pan, mute, solo and density are at /track/PART/level "
    "and so on too, where PART may be its number, 01 to 16."
)
LONGEST_VALUES = 40
LARGEST_SHOWN = 999_999


# -- parameters


def parameter_rows(subject: Subject, values: Mapping[str, float]) -> list[Row]:
    """Return what there is to say of each parameter, as JSON can carry it.

    values: those with which the piece starts, shown as defaults; the seed has none.
    """
    addresses: dict[str, list[str]] = {}
    for endpoint in endpoints(subject).values():
        addresses.setdefault(endpoint.parameter, []).append(endpoint.address)
    return [_row(each, values[each.id], addresses[each.id]) for each in subject.declared]


def _row(parameter: Parameter, value: float, addresses: list[str]) -> Row:
    return {
        "id": parameter.id,
        "address": addresses[0],
        "addresses": addresses,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "unit": parameter.unit,
        "warp": str(parameter.warp),
        "default": None if parameter.id == SEED else value,
        "choices": list(parameter.choices),
        "description": parameter.description or parameter.name,
    }


def parameter_lines(rows: Iterable[Row], parts: Sequence[str]) -> Iterator[str]:
    """Yield the table for a terminal of 80 columns: a line, and below it what it does."""
    shown = _shared(rows, parts)
    cells = [(row["id"], _default(row), _range(row), row["warp"], row["address"]) for row in shown]
    headings = ("id", "default", "range", "warp", "OSC address")
    lines = aligned([headings, *cells], indent="")
    yield next(lines)
    for line, row in zip(lines, shown, strict=True):
        yield line
        yield from _wrapped(_description(row), "    ")
    yield ""
    yield from _wrapped(ADDRESSES)
    yield from _wrapped(TRACKS if parts else "")


def parameter_markdown(rows: Iterable[Row], parts: Sequence[str]) -> Iterator[str]:
    """Yield the table as Markdown."""
    yield _markdown(HEADINGS)
    yield _markdown("---" for _ in HEADINGS)
    for row in _shared(rows, parts):
        ids = (f"`{row['id']}`", f"`{row['address']}`")
        about = (_bounds(row), row["unit"], row["warp"], _default(row), _description(row))
        yield _markdown((*ids, *about))
    yield ""
    yield ADDRESSES
    if parts:
        yield TRACKS


def _shared(rows: Iterable[Row], parts: Sequence[str]) -> list[Row]:
    """Return the rows with those of a part's strip once, for all parts."""
    found: dict[str, Row] = {}
    for row in rows:
        part, dot, control = row["id"].partition(".")
        if not dot or part not in parts:
            found[row["id"]] = row
            continue
        key = f"{ANY_PART}.{control}"
        address = row["address"].replace(segment(row["id"]), key)
        known = found.setdefault(key, row | {"id": key, "address": address})
        if known["default"] != row["default"]:
            found[key] = known | {"default": BY_PART}
    return list(found.values())


def _default(row: Row) -> str:
    value = row["default"]
    if value is None or isinstance(value, str):
        return value or ANY_SEED
    if row["choices"]:
        return str(row["choices"][int(value)])
    if row["warp"] == Warp.TOGGLE:
        return "on" if value else "off"
    return f"{value:g}"


def _bounds(row: Row) -> str:
    if row["choices"]:
        return f"{len(row['choices'])} choices"
    return "off, on" if row["warp"] == Warp.TOGGLE else _span(row["minimum"], row["maximum"])


def _range(row: Row) -> str:
    return f"{_bounds(row)} {row['unit']}".rstrip()


def _description(row: Row) -> str:
    choices = f": {', '.join(row['choices'])}" if row["choices"] else ""
    return f"{row['description']}{choices}"


def _markdown(cells: Iterable[str]) -> str:
    return f"| {' | '.join(printable(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(printable(text), COLUMNS, initial_indent=indent, subsequent_indent=indent)


# -- addresses


def address_rows(subject: Subject) -> list[Row]:
    """Return what there is to say of each OSC address, as JSON can carry it."""
    return [_address(endpoint, subject) for endpoint in endpoints(subject).values()]


def _address(endpoint: Endpoint, subject: Subject) -> Row:
    return {
        "address": endpoint.address,
        "types": endpoint.types,
        "optional": endpoint.optional,
        "form": str(endpoint.form),
        "writable": endpoint.writable,
        "readable": endpoint.readable,
        "guarded": endpoint.guarded,
        "ranges": [_as_json(each) for each in ranges_of(endpoint, subject)],
        "parameter": endpoint.parameter,
        "description": described(endpoint, subject),
    }


def _as_json(found: Range | None) -> Row | None:
    if found is None:
        return None
    return {"minimum": found.minimum, "maximum": found.maximum, "values": list(found.values)}


def address_lines(subject: Subject) -> Iterator[str]:
    """Yield the table of addresses, a line each; those of parts by number once, for all."""
    numbers = [f"{number:02d}" for number in range(1, len(subject.parts) + 1)]
    again = tuple(f"/track/{number}/" for number in numbers if number not in subject.parts)
    told = [each for each in endpoints(subject).values() if not each.address.startswith(again)]
    rows = [_address_row(each, subject) for each in told]
    yield from aligned([("address", "types", "range", "what it does"), *rows], indent="")
    if again:
        named = zip(numbers, subject.parts, strict=True)
        both = ", ".join(f"{number} {part}" for number, part in named)
        yield ""
        yield f"/track/NUMBER/… is the same by number: {both}"
    yield "types: f number, i whole number, s text, T on or off, x text or whole number; [optional]"
    yield "(token): another machine has to send /token TEXT first, see --osc-token"


def _address_row(endpoint: Endpoint, subject: Subject) -> tuple[str, str, str, str]:
    optional = f"[{endpoint.optional}]" if endpoint.optional else ""
    ranges = ranges_of(endpoint, subject)[: len(endpoint.types)]  # meters have more
    shown = ", ".join(map(_shown, ranges)) if any(ranges) else ""
    return endpoint.address, f"{endpoint.types}{optional}", shown, described(endpoint, subject)


def _shown(found: Range | None) -> str:
    if found is None:
        return "any"
    if found.minimum is not None:
        return _span(found.minimum, found.maximum)
    names = "|".join(map(str, found.values))
    return names if len(names) <= LONGEST_VALUES else f"{len(found.values)} names"


def _span(minimum: float, maximum: float | None) -> str:
    if maximum is None or maximum > LARGEST_SHOWN:
        return f"{minimum:g} and up"
    return f"{minimum:g} to {maximum:g}"
