"""How much is sent to machines that have not shown the token.

The address of a sender over UDP can be forged: then the answers, and what a subscription tells,
hit somebody who has asked for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

BURST_BYTES, BYTES_A_SECOND = 1 << 16, 1 << 15
TOGETHER = 8  # times as much to all of them together
MOST_HOSTS = 1024
NETWORK_BITS = 64  # of an IPv6 address: what lies behind them is one household's


class Allowance:
    """What may be sent now: a burst, and so many bytes a second from then on.

    Where it is used up, `left` is False until some of it has come back.
    """

    def __init__(
        self, clock: Callable[[], float], times: int = 1, shared: Allowance | None = None
    ) -> None:
        self._clock = clock
        self._shared = shared
        self._most, self._rate = float(BURST_BYTES * times), float(BYTES_A_SECOND * times)
        self._bytes, self._seconds = self._most, clock()

    @property
    def left(self) -> bool:
        """Whether another packet may be sent."""
        now = self._clock()
        grown = self._bytes + (now - self._seconds) * self._rate
        self._bytes, self._seconds = min(self._most, grown), now
        return self._bytes > 0.0 and (self._shared is None or self._shared.left)

    def spend(self, size: int) -> bool:
        """Return whether a packet of so many bytes may be sent, and count it if so."""
        if not self.left:
            return False
        self._count(size)
        return True

    def _count(self, size: int) -> None:
        self._bytes -= size
        if self._shared is not None:
            self._shared._count(size)


class Allowances:
    """Each machine's allowance; too many, and those known longest are forgotten."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._together = Allowance(clock, TOGETHER)
        self._by_host: dict[str, Allowance] = {}

    def of(self, host: str) -> Allowance:
        """Return the allowance of a machine."""
        key = household(host)
        if key not in self._by_host:
            if len(self._by_host) >= MOST_HOSTS:
                del self._by_host[next(iter(self._by_host))]
            self._by_host[key] = Allowance(self._clock, shared=self._together)
        return self._by_host[key]


def household(host: str) -> str:
    """Return what all addresses of one machine have in common."""
    address = ip_address(host)
    if isinstance(address, IPv6Address):
        return str(int(address) >> NETWORK_BITS)
    return host


def is_near(host: str) -> bool:
    """Whether an address is this machine's own, by loopback."""
    address = ip_address(host)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
