from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import pytest

from generator.control.osc.codec import encode, slip_packed
from generator.control.osc.connection import MOST_UNSENT_BYTES
from generator.control.osc.server import MOST_CONNECTIONS, OscServer
from generator.control.surface import Change
from tests.control.osc.client import PATIENCE_SECONDS, Caller, Client, sized, until
from tests.control.surface import KeepingSurface

pytestmark = pytest.mark.live

BURST = 5000


@pytest.mark.parametrize("framed", [sized, slip_packed])
def test_both_framings_are_understood_and_answered_alike(
    server: OscServer, surface: KeepingSurface, framed: Callable[[bytes], bytes]
):
    with Caller(server.tcp_port, framed) as caller:
        caller.send(encode("/tempo", "f", 90.0))
        caller.send(encode("/ping"))
        assert caller.message() == ("/pong", [])
        [command] = surface.wait_for(1)
        port = caller.socket.getsockname()[1]
        assert command.source == f"osc 127.0.0.1:{port}"
        assert server.clients == [f"127.0.0.1:{port}"]

        caller.send(encode("/subscribe", "s", "/macro"))
        assert caller.message() == ("/macro/bright", [0.25])
        surface.listen(Change("macro.bright", 0.5, "keys"))
        assert caller.message() == ("/macro/bright", [0.5])
    until(lambda: server.clients == [])


def test_a_packet_that_comes_in_pieces(server: OscServer, surface: KeepingSurface):
    with Caller(server.tcp_port) as caller:
        data = sized(encode("/tempo", "f", 90.0))
        for start in range(len(data)):
            caller.socket.sendall(data[start : start + 1])
        assert surface.wait_for(1)[0].value == 90.0


def test_messages_sent_and_hung_up_are_all_done(server: OscServer, surface: KeepingSurface):
    with Caller(server.tcp_port) as caller:
        for number in range(BURST):
            caller.send(encode("/param/density", "f", number / BURST))
    assert len(surface.wait_for(BURST)) == BURST


@pytest.mark.parametrize(
    "data", [b"\x7f\xff\xff\xff", b"\0\xff\xff\xff", b"\xc0a\xdbx\xc0", b"\0\0\0\4abcd"]
)
def test_nonsense_over_tcp_ends_at_most_its_connection(server: OscServer, data: bytes):
    with Caller(server.tcp_port) as bad, Caller(server.tcp_port) as good:
        bad.socket.sendall(data + b"\xff" * 200_000)
        bad.socket.settimeout(PATIENCE_SECONDS)
        with contextlib.suppress(ConnectionError):
            while bad.socket.recv(65_536):
                pass
        good.send(encode("/ping"))
        assert good.message() == ("/pong", [])


def test_a_client_that_never_reads_holds_nobody_up(server: OscServer, client: Client):
    with Caller(server.tcp_port) as deaf:
        deaf.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.send(encode("/ping"))
        deaf.message()
        with contextlib.suppress(ConnectionError):
            for _ in range(MOST_UNSENT_BYTES):
                deaf.send(encode("/q/all"))
                if server.clients == []:
                    break
        client.send("/ping")
        client.answer("/pong")
        until(lambda: server.clients == [f"127.0.0.1:{client.address[1]}"])


def test_32_connections_at_most(server: OscServer):
    with contextlib.ExitStack() as stack:
        callers = [stack.enter_context(Caller(server.tcp_port)) for _ in range(MOST_CONNECTIONS)]
        for each in callers:
            each.send(encode("/ping"))
            each.message()
        one_more = stack.enter_context(Caller(server.tcp_port))
        assert one_more.socket.recv(1) == b""
        callers[0].send(encode("/ping"))
        callers[0].message()
