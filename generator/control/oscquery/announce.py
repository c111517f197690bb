"""Announces a performance to the local network by zeroconf (RFC 6762, 6763)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from uuid import uuid4

import ifaddr
from zeroconf import InterfaceChoice
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

OSCQUERY, OSC = "_oscjson._tcp.local.", "_osc._udp.local."
LOOPBACK = "127.0.0.1"
LONGEST_NAME_BYTES = 55  # of 63; what makes a name unique comes behind it
PATIENCE_SECONDS = 0.5


class Announcement:
    """What is told to the network, as far as it can be told: a network that fails is no failure.

    notice: why nothing could be announced, if so. To be used from one event loop.
    """

    def __init__(self, name: str, host: str) -> None:
        self.notice: str | None = None
        self._name = _fit(name)
        self._host = host
        self._zeroconf: AsyncZeroconf | None = None

    async def open(self, oscquery_port: int, osc_port: int) -> None:
        """Announce both services; a loopback address is announced on loopback alone."""
        try:
            addresses = _addresses(self._host)
            self._zeroconf = AsyncZeroconf(interfaces=_interfaces(addresses))
            server = f"scoretime-{uuid4().hex[:8]}.local."
            for kind, port in ((OSCQUERY, oscquery_port), (OSC, osc_port)):
                info = AsyncServiceInfo(
                    kind,
                    f"{self._name}.{kind}",
                    port=port,
                    parsed_addresses=addresses,
                    server=server,
                )
                await self._zeroconf.async_register_service(info, allow_name_change=True)
        except Exception as error:  # whatever it is, the music does without
            said = str(error) or type(error).__name__
            self.notice = f"OSCQuery is not announced on the network: {said}"

    async def close(self) -> None:
        """Take it back, which takes a quarter of a second."""
        if self._zeroconf is not None:
            try:
                await asyncio.wait_for(self._zeroconf.async_close(), PATIENCE_SECONDS)
            except Exception as error:
                self.notice = f"OSCQuery may stay announced for a while: {error}"


def _fit(name: str) -> str:
    """Return a name as one label of DNS-SD: no dots, no control characters, not too long."""
    plain = "".join(letter if letter.isprintable() and letter != "." else " " for letter in name)
    return plain.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").strip() or "Scoretime"


def _addresses(host: str) -> list[str]:
    """Return the addresses at which others reach what listens on a host; raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    if any(ip_address(address).is_unspecified for address in addresses):
        outside = [each for each in _own_addresses() if not ip_address(each).is_loopback]
        return outside or [LOOPBACK]
    return addresses


def _own_addresses() -> Iterator[str]:
    """Yield this machine's IPv4 addresses."""
    for adapter in ifaddr.get_adapters():
        yield from (each.ip for each in adapter.ips if isinstance(each.ip, str))


def _interfaces(addresses: list[str]) -> list[str] | InterfaceChoice:
    if all(ip_address(address).is_loopback for address in addresses):
        return [LOOPBACK]
    return InterfaceChoice.All
