"""A real server to which every client is on another machine: over UDP, over TCP."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.control.osc import peer
from generator.control.osc.codec import encode
from generator.control.osc.server import MOST_OF_A_MACHINE, OscServer, OscSettings
from tests.control.osc.client import Caller, Client, serving
from tests.control.surface import KeepingSurface

pytestmark = pytest.mark.live

TOKEN = "correct-horse"


@pytest.fixture
def server(
    surface: KeepingSurface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OscServer]:
    monkeypatch.setattr(peer, "is_near", lambda host: False)
    with serving(surface, tmp_path, OscSettings(0, tcp_port=0, token=TOKEN)) as server:
        yield server


def test_over_udp_the_token_opens_what_is_guarded(server: OscServer, surface: KeepingSurface):
    with Client(server.port) as client:
        client.send("/transport/record", "Ts", True, "take")
        assert client.answer("/error")[:2] == ["/transport/record", "forbidden"]
        client.send("/token", "s", TOKEN)
        assert client.answer("/token") == [1.0]
        client.send("/transport/record", "Ts", True, "take")
        [command] = surface.wait_for(1)
        assert command.action is Action.RECORD


def test_over_tcp_too_and_only_for_that_connection(server: OscServer, surface: KeepingSurface):
    with Caller(server.tcp_port) as caller, Caller(server.tcp_port) as other:
        caller.send(encode("/token", "s", TOKEN))
        assert caller.message() == ("/token", [1.0])
        other.send(encode("/piece", "s", "other"))
        assert other.message()[1][:2] == ["/piece", "forbidden"]
        caller.send(encode("/piece", "s", "other"))
        [command] = surface.wait_for(1)
        assert (command.action, command.subject) == (Action.PIECE, "other")


def test_one_machine_has_eight_connections(server: OscServer):
    with contextlib.ExitStack() as stack:
        for _ in range(MOST_OF_A_MACHINE):
            each = stack.enter_context(Caller(server.tcp_port))
            each.send(encode("/ping"))
            assert each.message() == ("/pong", [])
        one_more = stack.enter_context(Caller(server.tcp_port))
        assert one_more.socket.recv(1) == b""


def test_a_browser_s_request_does_nothing(server: OscServer, surface: KeepingSurface):
    with Caller(server.tcp_port, framed=lambda packet: packet) as browser:
        head = b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        browser.send(head + b"\xc0" + encode("/tempo", "f", 90.0) + b"\xc0")
        with contextlib.suppress(ConnectionError):
            while browser.socket.recv(4096):
                pass
    assert surface.commands == []


def test_the_token_is_not_in_what_is_printed(server: OscServer):
    assert TOKEN not in repr(OscSettings(0, token=TOKEN))
