"""The address space as OSCQuery describes it (proposal by Vidvox, 2018)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.control.addresses import Endpoint, Form
from generator.control.osc.codec import decode
from generator.control.osc.space import AddressSpace, Method, status_messages
from generator.control.ranges import Range, described, ranges_of
from generator.control.surface import Subject, Surface
from generator.parameters import Parameter

LARGEST_INTEGER = 2**31 - 1
IMPULSE = "I"  # what OSC 1.1 calls a message that says no more than its address
SECOND = "time.second"
UNITS = {"BPM": "time.bpm", "Hz": "time.hz", "dB": "gain.db", "ms": "time.ms", "s": SECOND}


@dataclass(slots=True)
class Node:
    """A place in the tree: an address, a container of others, or both.

    attributes: what does not change while a subject is played.
    """

    attributes: dict[str, Any]
    target: Method | None = None
    children: dict[str, Node] = field(default_factory=dict)


class Tree:
    """The address space of one subject as OSCQuery describes it."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.space = AddressSpace(subject)
        says = f"Scoretime plays {subject.title}"
        self._nodes = {"/": Node({"FULL_PATH": "/", "ACCESS": 0, "DESCRIPTION": says})}
        for address, target in self.space.methods.items():
            node = self._node(address)
            node.target = target
            node.attributes |= attributes(target.endpoint, subject)

    def _node(self, path: str) -> Node:
        """Return the node of a path, made together with those above it."""
        if path not in self._nodes:
            above, _, name = path.rpartition("/")
            self._nodes[path] = Node({"FULL_PATH": path, "ACCESS": 0})
            self._node(above or "/").children[name] = self._nodes[path]
        return self._nodes[path]

    def find(self, path: str) -> Node | None:
        """Return the node of a path; None where there is none."""
        return self._nodes.get(path.rstrip("/") or "/")

    def describe(self, node: Node, surface: Surface) -> dict[str, Any]:
        """Return a node with all that it contains, with present values."""
        return self._described(node, surface.values, statuses(surface))

    def _described(
        self, node: Node, values: Mapping[str, float], told: Mapping[str, list[Any]]
    ) -> dict[str, Any]:
        found = dict(node.attributes)
        value = None if node.target is None else reading(node.target, values, told)
        if value is not None and len(value) == len(found["TYPE"]):
            found["VALUE"] = value
        if node.children:
            found["CONTENTS"] = {
                name: self._described(child, values, told) for name, child in node.children.items()
            }
        return found


def reading(
    target: Method, values: Mapping[str, float], told: Mapping[str, list[Any]]
) -> list[Any] | None:
    """Return what an address tells, for each of its types; None where it tells nothing yet.

    values: of the parameters; told: by the addresses of status.
    """
    endpoint, parameter = target.endpoint, target.parameter
    if parameter is None:
        return told.get(endpoint.address)
    if not endpoint.readable or parameter.id not in values:
        return None
    value = parameter.clip(values[parameter.id])
    if endpoint.types == "T":
        return [value >= 0.5]
    if endpoint.types == "i":
        return [round(value)]
    return [parameter.position(value) if endpoint.form is Form.POSITION else value]


def statuses(surface: Surface) -> dict[str, list[Any]]:
    """Return what is told of the performance, by address."""
    return {
        address: list(decode(message)[1])
        for address, message in status_messages(surface.status()).items()
    }


# -- what does not change


def attributes(endpoint: Endpoint, subject: Subject) -> dict[str, Any]:
    """Return an address's TYPE, ACCESS, DESCRIPTION and, where it has them, RANGE, UNIT and more.

    RANGE and UNIT hold an entry for each letter of TYPE, None where there is nothing to say.
    """
    parameter = subject.by_id.get(endpoint.parameter)
    ranges, units = ranges_of(endpoint, subject), _units(endpoint, parameter)
    found: dict[str, Any] = {
        "FULL_PATH": endpoint.address,
        "TYPE": _type(endpoint, subject),
        "ACCESS": endpoint.readable + 2 * endpoint.writable,
        "DESCRIPTION": described(endpoint, subject),
    }
    if any(ranges):
        found["RANGE"] = [_range(each, endpoint.types == "i") for each in ranges]
    if any(ranges) and parameter is not None:
        found["CLIPMODE"] = [each and "both" for each in ranges]
    if any(units):
        found["UNIT"] = units
    if overloads := _overloads(endpoint):
        found["OVERLOADS"] = overloads
    return found


def _type(endpoint: Endpoint, subject: Subject) -> str:
    if endpoint.address == "/status/meter":
        return "f" * (2 + len(subject.parts))
    return endpoint.types.replace("x", "s") or IMPULSE


def _range(found: Range | None, whole: bool) -> dict[str, Any] | None:
    if found is None:
        return None
    low, high = _bound(found.minimum, whole), _bound(found.maximum, whole)
    named = {"MIN": low, "MAX": high, "VALS": list(found.values) or None}
    return {name: each for name, each in named.items() if each is not None}


def _bound(bound: float | None, whole: bool) -> float | None:
    """Return a bound; what is whole is 32 bits to OSC, whatever the parameter could take."""
    return min(int(bound), LARGEST_INTEGER) if whole and bound is not None else bound


def _units(endpoint: Endpoint, parameter: Parameter | None) -> list[str | None]:
    unit = parameter.unit if parameter is not None else ""
    native = UNITS.get(unit, unit) or None
    by_form: dict[Form, list[str | None]] = {
        Form.RAMP: [None, SECOND],
        Form.NATIVE: [native],
        Form.NATIVE_RAMP: [native, SECOND],
    }
    return by_form.get(endpoint.form, [])


def _overloads(endpoint: Endpoint) -> list[dict[str, str]]:
    """Return the other types that are taken: whole numbers for names, and optional arguments."""
    needed, optional = endpoint.types, endpoint.optional
    longer = [needed + optional[:count] for count in range(1, len(optional) + 1)]
    numbers = [each.replace("x", "i") for each in (needed, *longer) if "x" in each]
    return [{"TYPE": each.replace("x", "s")} for each in (*longer, *numbers)]
