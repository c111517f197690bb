from __future__ import annotations

import socket
import struct
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.control.osc.codec import encode
from generator.control.osc.server import OscServer, OscSettings
from generator.control.status import Status
from generator.control.surface import Change
from generator.errors import ControlError
from tests.control.osc.client import PATIENCE_SECONDS, Caller, Client, messages_in, serving
from tests.control.surface import KeepingSurface, desk_of, subject_of

pytestmark = pytest.mark.live

BURST = 5000
RATE = 10_000
MOST_CPU_SECONDS = 60e-6  # a message; a bound for slow machines, not the figure


# -- UDP


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_both_loopbacks_listen_on_one_port(
    server: OscServer, surface: KeepingSurface, family: socket.AddressFamily
):
    with Client(server.port, family) as client:
        client.send("/tempo", "f", 90.0)
        [command] = surface.wait_for(1)
        client.send("/ping")
        client.answer("/pong")

        host = "[::1]" if family == socket.AF_INET6 else "127.0.0.1"
        assert command.source == f"osc {host}:{client.address[1]}"
        assert server.address == f"127.0.0.1:{server.port}"
        assert server.clients == [f"{host}:{client.address[1]}"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_everywhere_is_both_families(surface: KeepingSurface, tmp_path: Path, host: str):
    with serving(surface, tmp_path, OscSettings(0, host)) as server:
        for family in (socket.AF_INET, socket.AF_INET6):
            with Client(server.port, family) as client:
                client.send("/ping")
                client.answer("/pong")


def test_answers_come_from_the_port_that_was_asked(server: OscServer):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connected:
        connected.connect(("127.0.0.1", server.port))
        connected.settimeout(PATIENCE_SECONDS)
        connected.send(encode("/ping"))
        assert messages_in(connected.recv(100)) == [("/pong", [])]
        connected.send(encode("/subscribe", "s", "/macro"))
        assert messages_in(connected.recv(100)) == [("/macro/bright", [0.25])]


def test_loopback_only(server: OscServer):
    """From outside of this machine, even its own address is not answered."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no address but its loopback")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream:
        assert stream.connect_ex((own, server.tcp_port)) != 0


def test_a_burst_of_5000_is_not_lost(server: OscServer, surface: KeepingSurface):
    messages = [encode("/param/density", "f", number / BURST) for number in range(BURST)]
    with Client(server.port) as client:
        for each in messages:
            client.send_packet(each)
        commands = surface.wait_for(BURST)

    assert [round(command.value * BURST) for command in commands] == list(range(BURST))


def test_10000_a_second_are_not_lost_and_cost_little(server: OscServer, surface: KeepingSurface):
    """Two seconds of it; `make bench` goes on for 30."""
    count = 2 * RATE
    message = encode("/param/cutoff", "f", 0.5)
    if sys.platform == "linux":
        clock = time.pthread_getcpuclockid(server._thread.ident)
        before_seconds = time.clock_gettime(clock)
    with Client(server.port) as client:
        began = time.monotonic()
        for number in range(count):
            while time.monotonic() - began < number / RATE:
                time.sleep(0.001)
            client.send_packet(message)
        surface.wait_for(count)

    assert (server.received, server.refused) == (count, 0)
    if sys.platform == "linux":
        assert (time.clock_gettime(clock) - before_seconds) / count < MOST_CPU_SECONDS


def test_what_changes_is_told_but_not_to_whom_it_came_from(server: OscServer):
    with Client(server.port) as one, Client(server.port) as other:
        for client in (one, other):
            client.send("/subscribe", "s", "/macro")
            assert client.answer("/macro/bright") == [0.25]
        one.send("/macro/bright", "f", 0.75)
        other.until(lambda message: message == ("/macro/bright", [0.75]))
        other.send("/macro/bright", "f", 0.5)
        one.until(lambda message: message == ("/macro/bright", [0.5]))

        assert ("/macro/bright", [0.75]) not in one.heard
        assert ("/macro/bright", [0.5]) not in other.heard


def test_another_port_of_the_same_host_is_told(server: OscServer):
    with Client(server.port) as asking, Client(server.port) as told:
        asking.send("/subscribe", "is", told.address[1], "/macro")
        assert told.answer("/macro/bright") == [0.25]
        assert f"127.0.0.1:{told.address[1]}" in server.clients
        asking.send("/unsubscribe", "i", told.address[1])
        asking.send("/ping")
        asking.answer("/pong")
        assert asking.heard == [("/pong", [])]


def test_the_server_never_steers_itself(server: OscServer, surface: KeepingSurface, client: Client):
    client.send("/subscribe", "i", server.port)
    client.send("/subscribe", "s", "/macro")
    client.answer("/macro/bright")
    client.send("/ping")
    client.answer("/pong")

    assert (server.received, server.refused) == (3, 0)
    assert surface.commands == []


def test_targets_are_told_without_asking(surface: KeepingSurface, tmp_path: Path):
    with Client(1) as v4, Client(1, socket.AF_INET6) as v6:
        targets = (("localhost", v4.address[1]), ("127.0.0.1", v4.address[1]), v6.address[:2])
        with serving(surface, tmp_path, OscSettings(0, targets=targets)) as server:
            server.tell(Status(late=7))
            for client in (v4, v6):
                client.answer("/param/cutoff")
                client.until(lambda message: message == ("/status/late", [7]))


def test_another_subject_is_told_by_itself(
    server: OscServer, surface: KeepingSurface, client: Client
):
    client.send("/subscribe", "s", "/track/drums")
    client.send("/ping")
    client.answer("/pong")
    surface.play(subject_of("other", ("drums",)))

    assert client.answer("/track/drums/pan") == [0.5]


def test_a_timed_bundle_waits_where_nothing_else_comes(
    server: OscServer, surface: KeepingSurface, client: Client
):
    ahead_seconds = 0.2
    time_tag = round((time.time() + ahead_seconds + 2_208_988_800) * 2**32)
    ping = encode("/ping")
    began = time.monotonic()
    client.send_packet(b"#bundle\0" + struct.pack(">Qi", time_tag, len(ping)) + ping)
    client.answer("/pong")

    assert time.monotonic() - began >= ahead_seconds - 0.01


def test_changed_and_tell_cost_little_and_never_raise(server: OscServer, client: Client):
    client.send("/subscribe")
    client.answer("/tempo")
    changes = [Change("cutoff", float(number), "") for number in range(100)]
    odd = Status(meters=None, beat="x")  # type: ignore[arg-type]
    began = time.thread_time()
    for status in (Status(), odd) * 500:
        server.changed(changes)
        server.tell(status)
    assert (time.thread_time() - began) / 1000 < 0.001

    server.tell(Status(late=3))
    client.until(lambda message: message == ("/status/late", [3]))


def test_an_idle_server_sleeps(server: OscServer, client: Client):
    client.send("/ping")
    client.answer("/pong")
    if sys.platform != "linux":
        pytest.skip("needs a thread's CPU clock")
    clock = time.pthread_getcpuclockid(server._thread.ident)
    before_seconds = time.clock_gettime(clock)
    threading.Event().wait(0.3)

    assert time.clock_gettime(clock) - before_seconds < 0.003


# -- opening and closing


def test_a_port_that_is_taken_is_told(server: OscServer, surface: KeepingSurface, tmp_path: Path):
    desk = desk_of(surface, tmp_path)
    with pytest.raises(ControlError, match=rf"127\.0\.0\.1:{server.port}: .*in use.*--osc-port"):
        OscServer(desk, OscSettings(server.port))
    with pytest.raises(ControlError, match=rf"{server.tcp_port}: .*in use.*--osc-tcp"):
        OscServer(desk, OscSettings(0, tcp_port=server.tcp_port))


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (OscSettings(0, "no.such.host.invalid"), r"no\.such\.host\.invalid.*--osc-host"),
        (OscSettings(0, "192.0.2.1"), r"192\.0\.2\.1:0: .*--osc-host"),
        (OscSettings(0, "a" * 300), "no such host"),
        (OscSettings(70_000), "70000.*--osc-port"),
        (OscSettings(0, targets=(("no.such.host.invalid", 9001),)), r"invalid:9001"),
        (OscSettings(0, targets=(("192.0.2.1", 9001),)), r"192\.0\.2\.1:9001.*--osc-host"),
        (OscSettings(0, targets=(("127.0.0.1", 70_000),)), "127.0.0.1:70000"),
    ],
)
def test_settings_that_cannot_be_are_told(
    surface: KeepingSurface, tmp_path: Path, settings: OscSettings, reason: str
):
    with pytest.raises(ControlError, match=reason):
        OscServer(desk_of(surface, tmp_path), settings)


def test_a_closed_server_gives_its_ports_back(
    server: OscServer, surface: KeepingSurface, tmp_path: Path
):
    with Caller(server.tcp_port) as caller:
        caller.send(encode("/ping"))
        caller.message()
        server.close()
        server.close()
        assert caller.socket.recv(1) == b""

    again = OscSettings(server.port, tcp_port=server.tcp_port)
    OscServer(desk_of(surface, tmp_path), again).close()


def test_a_server_that_was_never_started_closes(surface: KeepingSurface, tmp_path: Path):
    OscServer(desk_of(surface, tmp_path), OscSettings(0, tcp_port=0)).close()


def test_all_values_by_udp(server: OscServer, client: Client):
    client.send("/q/all")
    client.answer("/status/late")

    assert {"/tempo", "/param/cutoff", "/track/02/pan"} <= {each[0] for each in client.heard}


def test_commands_keep_their_order_among_senders(server: OscServer, surface: KeepingSurface):
    with Client(server.port) as client:
        for action in ("play", "pause", "stop"):
            client.send(f"/transport/{action}")
        commands = surface.wait_for(3)
    assert [each.action for each in commands] == [Action.RESUME, Action.PAUSE, Action.REWIND]
