"""What stands behind the addresses of a performance: parameters and status, as they are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.control.addresses import COUNTED, TOKEN, Endpoint, Form, endpoints
from generator.control.osc.codec import Plain, encode
from generator.control.osc.pattern import Space
from generator.control.status import Status
from generator.control.surface import Subject, Surface
from generator.parameters import Parameter

MOST_KNOWN_PATTERNS = 256
LONGEST_TROUBLE = 400
POSITIONS = frozenset({Form.POSITION, Form.RAMP})


@dataclass(frozen=True, slots=True)
class Method:
    """What OSC calls so: where an address leads. parameter: the one that it is about, if any."""

    endpoint: Endpoint
    parameter: Parameter | None

    @property
    def address(self) -> str:
        """The address."""
        return self.endpoint.address

    def told(self, value: float) -> bytes:
        """Return the message that tells a value of the parameter, given in its own unit."""
        placed = self.parameter if self.endpoint.form in POSITIONS else None
        shown = value if placed is None else placed.position(value)
        return encode(self.address, self.endpoint.types, shown)


class Found(NamedTuple):
    """What a pattern stands for: where to read, and where to write, each parameter once."""

    readable: Sequence[Method] = ()
    writable: Sequence[Method] = ()


class AddressSpace:
    """The addresses of one subject, looked up and searched.

    placed: where each parameter is set by its position, the seed by itself.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.methods = {
            address: Method(endpoint, subject.by_id.get(endpoint.parameter))
            for address, endpoint in endpoints(subject).items()
        }
        self.placed: dict[str, Method] = {}
        for form in (Form.POSITION, Form.NATIVE):
            for each in self.methods.values():
                if each.parameter is not None and each.endpoint.form is form:
                    self.placed.setdefault(each.parameter.id, each)
        self.readable = [each for each in self.methods.values() if each.endpoint.readable]
        self._sorted = Space(self.methods.keys() - {TOKEN})  # which is said to nobody by the way
        self._known: dict[str, Found] = {}

    def known(self, pattern: str) -> Found | None:
        """Return what a pattern stands for, where it was searched for before."""
        return self._known.get(pattern)

    def search(self, pattern: str) -> Iterator[None]:
        """Get to know a pattern, yielding whenever some letters were read.

        Raises OscError `bad-pattern`.
        """
        addresses = yield from self._sorted.searching(pattern)
        if len(self._known) >= MOST_KNOWN_PATTERNS:
            self._known.clear()
        self._known[pattern] = _found([self.methods[address] for address in addresses])

    def parameters(self, prefix: str) -> dict[str, list[Method]]:
        """Return the readable addresses that begin so, by the parameter that they are about."""
        found: dict[str, list[Method]] = {}
        for each in self.readable:
            if each.parameter is not None and each.address.startswith(prefix):
                found.setdefault(each.parameter.id, []).append(each)
        return found


def _found(methods: list[Method]) -> Found:
    once: dict[tuple[str, Form], Method] = {}
    for each in methods:
        endpoint = each.endpoint
        if endpoint.writable:
            once.setdefault((endpoint.parameter or endpoint.address, endpoint.form), each)
    return Found([each for each in methods if each.endpoint.readable], list(once.values()))


def present(methods: Iterable[Method], surface: Surface) -> Iterator[bytes]:
    """Yield a message with the present value of each method that has one."""
    values, statuses = surface.values, status_messages(surface.status())
    for method in methods:
        if method.parameter is None:
            if method.address in statuses:
                yield statuses[method.address]
        elif method.endpoint.readable and method.parameter.id in values:
            yield method.told(values[method.parameter.id])


def status_messages(status: Status) -> dict[str, bytes]:
    """Return what a status tells, by address."""
    beat = int(status.beat)
    told: dict[str, tuple[str, tuple[Plain, ...]]] = {
        "/status/beat": ("iif", (status.bar, beat, status.beat - beat)),
        "/status/meter": ("f" * len(status.meters), tuple(status.meters)),
        "/status/cpu": ("f", (status.cpu_percent,)),
        "/status/trouble": ("s", (status.trouble[:LONGEST_TROUBLE].replace("\0", ""),)),
    }
    counts = {address: getattr(status, each.name) for address, each in COUNTED.items()}
    told |= {address: ("i", (count,)) for address, count in counts.items() if count is not None}
    spans = {"/status/gap": status.gap_ms, "/status/margin": status.margin_ms}
    told |= {address: ("f", (ms,)) for address, ms in spans.items() if ms is not None}
    return {address: encode(address, types, *values) for address, (types, values) in told.items()}
