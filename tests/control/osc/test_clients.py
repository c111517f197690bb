"""OSC clients that nobody here wrote."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyliblo3 as liblo
import pytest

from generator.control.commands import Action, Command
from generator.control.osc.server import OscServer, OscSettings
from generator.control.surface import Change
from tests.control.surface import RATE, KeepingSurface, desk_of

pytestmark = pytest.mark.live

PATIENCE_SECONDS = 20.0
AHEAD_SECONDS = 2.0
OSC_JS = "osc@2.4.5"

Program = subprocess.Popen[str]
Run = Callable[..., Program]


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def server(surface: KeepingSurface, tmp_path: Path) -> Iterator[OscServer]:
    server = OscServer(desk_of(surface, tmp_path), OscSettings(0, tcp_port=0))
    surface.listen = lambda change: server.changed([change])
    server.start()
    with contextlib.closing(server):
        yield server


@pytest.fixture
def run() -> Iterator[Run]:
    """Start programs; end them with the test."""
    with contextlib.ExitStack() as stack:

        def run(*arguments: object) -> Program:
            command = [str(each) for each in arguments]
            assert shutil.which(command[0]), f"{command[0]} is missing: run `make setup`"
            # sclang brings a browser along, which asks for a screen and for a user that is not root
            offscreen = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env=os.environ | offscreen,
            )
            stack.enter_context(program)
            stack.callback(program.kill)
            return program

        yield run


@pytest.fixture(scope="session")
def osc_js(pytestconfig: pytest.Config) -> Path:
    """Return the folder where npm's `osc` is installed, for good."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = pytestconfig.cache.mkdir("npm-" + OSC_JS.replace("@", "-"))
    if not (folder / "node_modules" / "osc").is_dir():
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--no-save")
        subprocess.run(
            [npm, "install", *options, "--prefix", folder, OSC_JS], check=True, capture_output=True
        )
    return folder


def heard(program: Program, pattern: str) -> None:
    """Read a program's output until a pattern is found; one that is mute for long is killed."""
    assert program.stdout is not None
    lines = []
    patience = threading.Timer(PATIENCE_SECONDS, program.kill)
    patience.start()
    try:
        for line in program.stdout:
            lines.append(line)
            if re.search(pattern, line):
                return
    finally:
        patience.cancel()
    raise AssertionError(f"{pattern} was not heard: {''.join(lines)}")


def listening(port: int) -> None:
    """Wait until somebody listens to a UDP port of this machine."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("127.0.0.1", port))
        while time.monotonic() < deadline:
            with contextlib.suppress(ConnectionRefusedError):
                probe.send(b"/probe\0\0,\0\0\0")
                time.sleep(0.01)
                probe.send(b"/probe\0\0,\0\0\0")
                return
    raise AssertionError(f"nobody listens to port {port}")


def ahead_seconds(surface: KeepingSurface, command: Command) -> float:
    """Return how long it takes from now until a command acts."""
    now_sample = surface.sample_at(time.monotonic())
    assert command.due_sample is not None
    assert now_sample is not None
    return (command.due_sample - now_sample) / RATE


def test_oscsend_and_oscdump(server: OscServer, surface: KeepingSurface, run: Run):
    """One sends, and the other is told."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dump = run("oscdump", "-L", port)
    listening(port)

    def send(*arguments: object) -> None:
        run("oscsend", "127.0.0.1", server.port, *arguments).wait(PATIENCE_SECONDS)

    send("/param/cutoff/native", "d", 440)
    send("/track/*/mute", "T")
    send("/note", "sifd", "lead", 60, 0.5, 1)
    commands = surface.wait_for(4)
    assert (commands[0].subject, commands[0].value) == ("cutoff", 440.0)
    assert {each.subject for each in commands[1:3]} == {"lead.mute", "bass line.mute"}
    assert commands[3].action is Action.NOTE

    send("/subscribe", "is", port, "/macro")
    heard(dump, r"/macro/bright f 0\.25")
    send("/macro/bright", "f", 0.5)
    heard(dump, r"/macro/bright f 0\.5")
    assert server.refused == 0


PATCH = """#N canvas 0 0 450 300 12;
#X obj 10 10 loadbang;
#X obj 10 30 t b b b;
#X msg 200 60 connect 127.0.0.1 {port};
#X msg 100 60 0.5;
#X obj 100 90 oscformat param cutoff;
#X obj 100 120 list prepend send;
#X obj 100 150 list trim;
#X obj 10 180 netsend -u -b;
#X msg 10 60 symbol /macro;
#X obj 10 90 oscformat subscribe;
#X obj 10 210 oscparse;
#X obj 10 240 print heard;
#X connect 0 0 1 0;
#X connect 1 2 2 0;
#X connect 1 1 3 0;
#X connect 1 0 8 0;
#X connect 2 0 7 0;
#X connect 3 0 4 0;
#X connect 4 0 5 0;
#X connect 5 0 6 0;
#X connect 6 0 7 0;
#X connect 8 0 9 0;
#X connect 9 0 5 0;
#X connect 7 1 10 0;
#X connect 10 0 11 0;
"""


def test_pure_data(server: OscServer, surface: KeepingSurface, run: Run, tmp_path: Path):
    patch = tmp_path / "steering.pd"
    patch.write_text(PATCH.format(port=server.port))
    pd = run("pd", "-nogui", "-noaudio", "-nomidi", "-stderr", "-open", patch)

    heard(pd, r"heard: list macro bright 0\.25")
    surface.change("macro.bright", 0.5, "keys")
    heard(pd, r"heard: list macro bright 0\.5")
    [command] = surface.wait_for(1)
    assert command.subject == "cutoff"
    assert command.value == pytest.approx((20.0 * 20_000.0) ** 0.5)


SUPERCOLLIDER = """(
var server = NetAddr("127.0.0.1", {port});
OSCFunc({{ |message| ("heard" + message[1]).postln; 0.exit }}, '/macro/bright');
server.sendMsg("/param/cutoff", 0.5);
server.sendBundle({ahead}, ["/tempo", 90], ["/panic"]);
server.sendMsg("/subscribe", "/macro");
)
"""


def test_supercollider(server: OscServer, surface: KeepingSurface, run: Run, tmp_path: Path):
    """Its bundles carry the time at which they are meant."""
    code = tmp_path / "steering.scd"
    code.write_text(SUPERCOLLIDER.format(port=server.port, ahead=AHEAD_SECONDS))
    sclang = run("sclang", code)

    cutoff, tempo, panic = surface.wait_for(3, patience_seconds=60.0)
    assert 0.0 < ahead_seconds(surface, tempo) <= AHEAD_SECONDS
    assert (cutoff.subject, tempo.value, panic.action) == ("cutoff", 90.0, Action.PANIC)
    assert tempo.due_sample == panic.due_sample
    heard(sclang, r"heard 0\.25")


JAVASCRIPT = """
const osc = require("osc");
const port = new osc.{kind}({options});
const say = (address, ...values) => port.send({{address, args: values}});
port.on("message", (message) => console.log(JSON.stringify(message)));
port.on("error", (error) => console.log("error", error));
port.on("ready", () => {{
    say("/param/cutoff", {{type: "f", value: 0.5}});
    say("/track/*/mute", {{type: "T", value: true}});
    port.send({{timeTag: osc.timeTag({ahead}), packets: [{{address: "/panic", args: []}}]}});
    say("/none", {{type: "s", value: "x"}});
    say("/q/all");
    say("/subscribe", {{type: "s", value: "/macro"}});
}});
port.open();
"""


@pytest.mark.parametrize("transport", ["UDP", "TCP"])
def test_osc_js(
    server: OscServer,
    surface: KeepingSurface,
    run: Run,
    tmp_path: Path,
    osc_js: Path,
    transport: str,
):
    """Over UDP, and over TCP with the framing of OSC 1.1."""
    udp = {"localAddress": "127.0.0.1", "localPort": 0, "remoteAddress": "127.0.0.1"}
    options: dict[str, object] = {"remotePort": server.port, **udp}
    if transport == "TCP":
        options = {"address": "127.0.0.1", "port": server.tcp_port}
    code = tmp_path / "steering.js"
    kind = "UDPPort" if transport == "UDP" else "TCPSocketPort"
    code.write_text(JAVASCRIPT.format(kind=kind, options=json.dumps(options), ahead=AHEAD_SECONDS))
    (tmp_path / "node_modules").symlink_to(osc_js / "node_modules")
    node = run("node", code)

    cutoff, *mutes, panic = surface.wait_for(4)
    assert 0.0 < ahead_seconds(surface, panic) <= AHEAD_SECONDS
    assert cutoff.value == pytest.approx((20.0 * 20_000.0) ** 0.5)
    assert {each.subject for each in mutes} == {"lead.mute", "bass line.mute"}
    heard(node, r'"/error","args":\["/none","unknown-address"')
    heard(node, r'"/track/01/mute","args":\[true\]')
    heard(node, r'"/macro/bright","args":\[0\.25\]')
    surface.change("macro.bright", 0.5, "keys")
    heard(node, r'"/macro/bright","args":\[0\.5\]')


def test_liblo_over_tcp(server: OscServer, surface: KeepingSurface):
    """It puts the size before each packet, and hears answers on the same connection."""
    heard: list[tuple[str, list[object]]] = []
    controller = liblo.Server(proto=liblo.TCP)
    controller.add_method(None, None, lambda path, values: heard.append((path, values)))
    instrument = liblo.Address("127.0.0.1", server.tcp_port, liblo.TCP)

    def until(message: tuple[str, list[object]]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while message not in heard:
            assert time.monotonic() < deadline, heard
            controller.recv(10)

    sent_sample = surface.sample_at(time.monotonic())
    timed = liblo.Bundle(liblo.time() + AHEAD_SECONDS, liblo.Message("/tempo", 90))
    controller.send(instrument, timed)
    controller.send(instrument, "/param/cutoff/native", ("d", 440.0))
    [tempo, cutoff] = surface.wait_for(2)
    assert sent_sample is not None
    assert tempo.due_sample == pytest.approx(sent_sample + AHEAD_SECONDS * RATE, abs=RATE // 100)
    assert (tempo.value, cutoff.value) == (90.0, 440.0)

    controller.send(instrument, "/ping")
    until(("/pong", []))
    controller.send(instrument, "/subscribe", "/macro")
    until(("/macro/bright", [0.25]))
    server.changed([Change("macro.bright", 0.5, "keys")])
    until(("/macro/bright", [0.5]))
    controller.free()
