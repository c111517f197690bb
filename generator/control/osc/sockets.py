"""The sockets that OSC comes in by, over IPv4 and IPv6 on the same port."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import ExitStack
from ipaddress import ip_address
from itertools import product
from socket import AddressFamily, SocketKind
from typing import NamedTuple, cast

from generator.control.osc.peer import Address, shown
from generator.errors import ControlError

# A burst of 5,000 messages overflows the usual buffer.
RECEIVE_BUFFER_BYTES = (8 << 20, 2 << 20, 1 << 19)
SO_RCVBUFFORCE = 33  # Linux, with the right to exceed net.core.rmem_max
HIGHEST_PORT = 65_535
BACKLOG = 64
TRIES = 20
TAKEN = (errno.EADDRINUSE, errno.EACCES)
LOOPBACK = ("127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::")
SAME = dict.fromkeys(("localhost", *LOOPBACK), LOOPBACK) | dict.fromkeys(EVERYWHERE, EVERYWHERE)
Place = tuple[AddressFamily, str]


class Transport(NamedTuple):
    """A kind of socket, and the option that gives it another port."""

    kind: SocketKind
    option: str


UDP = Transport(socket.SOCK_DGRAM, "--osc-port")
TCP = Transport(socket.SOCK_STREAM, "--osc-tcp")


def opened(transport: Transport, host: str, port: int, stack: ExitStack) -> list[socket.socket]:
    """Return a socket for each family that this machine has; the stack closes them.

    host: a loopback address is both of them, 0.0.0.0 and :: are everywhere. port: 0 is any free
    one. Raises ControlError.
    """
    places = _places(host)
    try:
        _check(port)
        sockets = _bound(transport, places, port) if port else _bound_anywhere(transport, places)
    except OSError as error:
        option = "--osc-host" if error.errno == errno.EADDRNOTAVAIL else transport.option
        reason = error.strerror or error
        raise ControlError(
            f"OSC cannot listen on {shown((host, port))}: {reason}. Give another with {option}"
        ) from None
    return [stack.enter_context(each) for each in sockets]


def reached(host: str, port: int, sockets: list[socket.socket]) -> Address:
    """Return the address of a host that one of these sockets can send to; raises ControlError."""
    where = f"OSC cannot send to {shown((host, port))}"
    try:
        _check(port)
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ControlError(
            f"{where}: {reason}. Give an address such as 192.168.1.20:9001"
        ) from None
    for each in sockets:
        near = ip_address(each.getsockname()[0]).is_loopback
        for family, _, _, _, address in answers:
            if family == each.family and (not near or ip_address(address[0]).is_loopback):
                return cast(Address, address)
    raise ControlError(f"{where} from this machine alone: listen everywhere, --osc-host 0.0.0.0")


def _check(port: int) -> None:
    if not 0 <= port <= HIGHEST_PORT:
        raise OSError(errno.EINVAL, f"a port is a number from 0 to {HIGHEST_PORT}")


def _places(host: str) -> list[Place]:
    """Return the families and addresses of a host, each family once."""
    found: dict[AddressFamily, str] = {}
    for name in SAME.get(host, (host,)):
        try:
            answers = socket.getaddrinfo(name, None, type=socket.SOCK_DGRAM)
        except (OSError, UnicodeError):
            continue  # no IPv6 here, or no such host at all
        for family, _, _, _, address in answers:
            found.setdefault(family, str(address[0]))
    if not found:
        raise ControlError(f"OSC cannot listen on {host!r}: no such host. Give another: --osc-host")
    return list(found.items())


def _bound_anywhere(transport: Transport, places: list[Place]) -> list[socket.socket]:
    """Return sockets on a free port: one that is free for one family may not be for the other."""
    for _ in range(TRIES):
        try:
            return _bound(transport, places, 0)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return _bound(transport, places, 0)


def _bound(transport: Transport, places: list[Place], port: int) -> list[socket.socket]:
    """Return sockets on one port; raises OSError where it is taken, or where there is none."""
    sockets: list[socket.socket] = []
    missing: OSError | None = None
    for family, host in places:
        try:
            sockets.append(_socket(transport.kind, family, host, port))
            port = sockets[0].getsockname()[1]
        except OSError as error:
            if error.errno in TAKEN:
                for each in sockets:
                    each.close()
                raise
            missing = missing or error
    if missing is not None and not sockets:
        raise missing
    return sockets


def _socket(kind: SocketKind, family: AddressFamily, host: str, port: int) -> socket.socket:
    made = socket.socket(family, kind)
    try:
        made.setblocking(False)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if kind == socket.SOCK_STREAM:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            _enlarge(made)
        made.bind((host, port))
        if kind == socket.SOCK_STREAM:
            made.listen(BACKLOG)
    except BaseException:
        made.close()
        raise
    return made


def _enlarge(made: socket.socket) -> None:
    """Ask for a large receive buffer, and take what is granted."""
    forced = [SO_RCVBUFFORCE] if sys.platform == "linux" else []
    for size, option in product(RECEIVE_BUFFER_BYTES, (*forced, socket.SO_RCVBUF)):
        try:
            made.setsockopt(socket.SOL_SOCKET, option, size)
            return
        except OSError:
            continue  # some systems refuse what others only lower
