"""OSCQuery with clients that are not ours: HTTP, websockets, npm `oscquery`."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from generator.control.addresses import endpoints
from generator.control.desk import Desk
from generator.control.osc.codec import decode
from generator.control.oscquery import announce, server
from generator.control.oscquery.server import MOST_CONNECTIONS, OscQuery
from generator.errors import ControlError
from tests.control.oscquery.asking import PATIENCE_SECONDS, ask, desk_of, nothing
from tests.control.surface import KeepingSurface, subject_of

pytestmark = pytest.mark.live

OSC_PORT = 9000
NPM_PACKAGE = "oscquery@1.1.1"
CLIENT = Path(__file__).parent / "client.mjs"


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def desk(surface: KeepingSurface, tmp_path: Path) -> Desk:
    return desk_of(surface, tmp_path)


@pytest.fixture
def query(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[OscQuery]:
    """A server that is not announced: that takes time, and has tests of its own."""
    monkeypatch.setattr(announce.Announcement, "open", nothing)
    server = OscQuery(desk, OSC_PORT, port=0)
    server.start()
    yield server
    server.close()


# -- queries


def test_the_whole_tree_is_told(query: OscQuery, surface: KeepingSurface) -> None:
    status, root = ask(query, "/")
    assert status == 200
    paths = set(paths_of(root))
    assert paths >= set(endpoints(surface.subject))


def paths_of(node: dict[str, Any]) -> Iterator[str]:
    yield node["FULL_PATH"]
    for child in node.get("CONTENTS", {}).values():
        yield from paths_of(child)


def test_host_info_says_where_osc_is(query: OscQuery) -> None:
    status, info = ask(query, "/whatever?HOST_INFO")
    assert status == 200
    assert info["NAME"] == "Scoretime example"
    assert (info["OSC_IP"], info["OSC_PORT"], info["OSC_TRANSPORT"]) == ("127.0.0.1", 9000, "UDP")
    assert {name for name, told in info["EXTENSIONS"].items() if told} == {
        *("ACCESS", "VALUE", "RANGE", "DESCRIPTION", "UNIT", "CLIPMODE", "OVERLOADS"),
        *("LISTEN", "PATH_CHANGED"),
    }


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/tempo?VALUE", {"VALUE": [120.0]}),
        ("/tempo?VALUE=", {"VALUE": [120.0]}),
        ("/tempo?TYPE&ACCESS", {"TYPE": "f", "ACCESS": 3}),
        ("/tempo/?TYPE#fragment", {"TYPE": "f"}),
        ("/param?TYPE", {}),
        ("/%74empo?UNIT", {"UNIT": ["time.bpm"]}),
        ("/error?VALUE", {}),
        ("/ping?RANGE", {}),
    ],
)
def test_one_attribute_can_be_asked_for(path: str, said: Any, query: OscQuery) -> None:
    assert ask(query, path) == (200, said)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/tempo/x", 404),
        ("/../etc/passwd", 404),
        ("/%00", 404),
        ("/%ff%fe", 404),
        ("/nowhere?VALUE", 404),
        ("/tempo?COLOUR", 400),
        ("/tempo?value", 400),
        ("/tempo?HTML", 204),
        ("/tempo?TAGS", 204),
        ("/ping?VALUE", 204),
        ("/param?VALUE", 204),
        ("/tempo/ramp?VALUE", 204),
    ],
)
def test_what_cannot_be_answered_has_a_status(path: str, status: int, query: OscQuery) -> None:
    assert ask(query, path) == (status, None)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_nothing_can_be_done_by_http(method: str, query: OscQuery) -> None:
    assert ask(query, "/tempo", method) == (405, None)


def test_values_follow(query: OscQuery, desk: Desk) -> None:
    for value in (20.0, 133.25, 400.0):
        desk.set("tempo", value, "test")
        assert ask(query, "/tempo?VALUE") == (200, {"VALUE": [value]})
    desk.set("hold", 1.0, "test")
    assert ask(query, "/param/hold?VALUE") == (200, {"VALUE": [True]})


def test_the_tree_follows_the_piece(query: OscQuery, surface: KeepingSurface) -> None:
    assert ask(query, "/track/solo_voice")[0] == 404
    surface.play(subject_of("other", parts=("solo voice",)))
    assert ask(query, "/track/solo_voice/pan?VALUE") == (200, {"VALUE": [0.5]})
    assert ask(query, "/track/lead")[0] == 404
    assert ask(query, "/?HOST_INFO")[1]["NAME"] == "Scoretime other"


def test_many_can_ask_at_once(query: OscQuery) -> None:
    answers: list[int] = []

    def reader() -> None:
        answers.extend(ask(query, "/")[0] for _ in range(5))

    threads = [threading.Thread(target=reader) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 80


# -- what comes may be anything


REQUEST = b"GET /tempo?VALUE HTTP/1.1\r\nHost: here\r\nAccept: */*\r\n\r\n"
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def mutated(chance: random.Random) -> bytes:
    """Return a request with something wrong in it."""
    content = bytearray(chance.choice([REQUEST, UPGRADE + b"\x81\x05hello"]))
    for _ in range(chance.randint(0, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    ends = chance.choice([len(content), chance.randrange(len(content))])
    return bytes(content[:ends]) + chance.randbytes(chance.choice([0, 0, 40, 4000]))


def test_no_request_harms_it(query: OscQuery, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(7)
    for _ in range(1500):
        with socket.create_connection(("127.0.0.1", query.port)) as client, suppress(OSError):
            client.sendall(mutated(chance))
            client.shutdown(socket.SHUT_WR)
            if chance.random() < 0.3:
                client.recv(1000)
    assert ask(query, "/tempo?VALUE") == (200, {"VALUE": [120.0]})
    assert capfd.readouterr() == ("", "")


def test_who_never_ends_a_request_keeps_nobody_waiting(query: OscQuery) -> None:
    slow = [socket.create_connection(("127.0.0.1", query.port)) for _ in range(100)]
    for client in slow:
        client.sendall(b"GET / HTTP/1.1\r\nX: ")
    start = time.monotonic()
    assert ask(query, "/tempo?VALUE")[0] == 200
    assert time.monotonic() - start < 1.0
    for client in slow:
        client.settimeout(PATIENCE_SECONDS)
        with suppress(ConnectionResetError):
            assert client.recv(1000) == b""
        client.close()


def test_too_many_are_turned_away(query: OscQuery) -> None:
    crowd = [socket.create_connection(("127.0.0.1", query.port)) for _ in range(500)]
    served = 0
    for client in crowd:
        client.settimeout(PATIENCE_SECONDS)
        with suppress(ConnectionError):
            client.sendall(REQUEST)
            served += b"200 OK" in client.recv(1000)
        client.close()
    assert served <= MOST_CONNECTIONS
    assert ask(query, "/tempo?VALUE")[0] == 200


def test_another_machine_has_so_many_websockets(
    query: OscQuery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "is_near", lambda host: False)
    monkeypatch.setattr(server, "MOST_OF_A_MACHINE", 2)
    place = f"ws://127.0.0.1:{query.port}"
    with connect(place), connect(place):
        with pytest.raises(InvalidStatus, match="503"), connect(place):
            pass
        assert ask(query, "/tempo?VALUE")[0] == 200


# -- listening


def heard(client: Any, count: int) -> list[tuple[str, list[Any]]]:
    """Return the next OSC messages that come by websocket."""
    packets = [client.recv(timeout=PATIENCE_SECONDS) for _ in range(count)]
    assert all(isinstance(packet, bytes) for packet in packets), packets
    return [decode(packet) for packet in packets]


def command(name: str, data: object) -> str:
    return json.dumps({"COMMAND": name, "DATA": data})


def test_who_listens_is_told_at_once_and_of_every_change(query: OscQuery, desk: Desk) -> None:
    with connect(f"ws://127.0.0.1:{query.port}/") as client:
        client.send(command("LISTEN", "/tempo"))
        assert heard(client, 1) == [("/tempo", [120.0])]
        desk.set("cutoff", 50.0, "test")
        desk.set("tempo", 90.0, "test")
        assert heard(client, 1) == [("/tempo", [90.0])]
        client.send(command("LISTEN", "/param/hold"))
        assert heard(client, 1) == [("/param/hold", [0.0])]
        client.send(command("IGNORE", "/tempo"))
        client.send(command("LISTEN", "/seed"))
        assert heard(client, 1) == [("/seed", [7])]
        desk.set("tempo", 100.0, "test")
        desk.set("hold", 1.0, "test")
        assert heard(client, 1) == [("/param/hold", [1.0])]


def test_who_listens_is_told_of_another_piece(query: OscQuery, surface: KeepingSurface) -> None:
    with connect(f"ws://127.0.0.1:{query.port}/") as client:
        client.send(command("LISTEN", "/track/lead/pan"))
        assert heard(client, 1) == [("/track/lead/pan", [0.5])]
        surface.play(subject_of("other", parts=("voice",)))
        told = client.recv(timeout=PATIENCE_SECONDS)
        assert json.loads(told) == {"COMMAND": "PATH_CHANGED", "DATA": "/"}
        client.send(command("LISTEN", "/track/voice/pan"))
        assert heard(client, 1) == [("/track/voice/pan", [0.5])]


def test_commands_that_are_none_are_passed_over(query: OscQuery) -> None:
    with connect(f"ws://127.0.0.1:{query.port}/") as client:
        for message in (
            *("", "{", "[" * 4000, "null", "[]", '"LISTEN"', b"\x00\xff", b"/tempo\0\0"),
            *(command("LISTEN", data) for data in (None, 7, [], {}, "tempo", "/nowhere", "/ping")),
            *(command("IGNORE", data) for data in (None, "/nowhere")),
            *(command("SHOUT", "/tempo"), json.dumps({"COMMAND": ["LISTEN"]})),
        ):
            client.send(message)
        client.send(command("LISTEN", "/seed"))
        assert heard(client, 1) == [("/seed", [7])]


# -- opening and closing


def test_a_port_that_is_taken_is_named(query: OscQuery, desk: Desk) -> None:
    with pytest.raises(ControlError, match=rf"TCP port {query.port} .*use.*: give --no-oscquery"):
        OscQuery(desk, OSC_PORT, port=query.port)


@pytest.mark.parametrize("host", ["no such host.", "203.0.113.7"])
def test_a_host_that_is_not_ours_is_named(host: str, desk: Desk) -> None:
    with pytest.raises(ControlError, match=f"of {host}: "):
        OscQuery(desk, OSC_PORT, host, port=0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "::1", "::"])
def test_any_host_of_ours_will_do(host: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announce.Announcement, "open", nothing)
    server = OscQuery(desk, OSC_PORT, host, port=0)
    server.start()
    seen = "::1" if ":" in host else "127.0.0.1"
    with closing(HTTPConnection(seen, server.port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request("GET", "/?HOST_INFO")
        info = json.load(connection.getresponse())
    everywhere = host in ("0.0.0.0", "::")
    assert info.get("OSC_IP") == (None if everywhere else host)
    assert server.address == f"http://{f'[{host}]' if ':' in host else host}:{server.port}/"
    server.close()


def test_it_closes_at_once_whoever_is_there(query: OscQuery, desk: Desk) -> None:
    idle = socket.create_connection(("127.0.0.1", query.port))
    with closing(idle), connect(f"ws://127.0.0.1:{query.port}/") as client:
        client.send(command("LISTEN", "/tempo"))
        heard(client, 1)
        start = time.monotonic()
        query.close()
        assert time.monotonic() - start < 1.0
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=PATIENCE_SECONDS)
    OscQuery(desk, OSC_PORT, port=query.port).close()  # the port is free, and was never started


# -- a client from npm


@pytest.fixture(scope="module")
def node(request: pytest.FixtureRequest) -> Path:
    """A folder in which node finds the package."""
    assert shutil.which("npm"), "npm is needed: install nodejs and npm"
    cache = request.config.cache
    assert cache is not None
    folder = cache.mkdir("npm-oscquery")
    if not (folder / "node_modules" / "oscquery").is_dir():
        install = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund"]
        subprocess.run([*install, NPM_PACKAGE], check=True, capture_output=True, timeout=100)
    shutil.copy(CLIENT, folder)
    return folder


def test_npm_oscquery_reads_all_of_it(query: OscQuery, desk: Desk, node: Path) -> None:
    desk.set("tempo", 99.0, "test")
    done = subprocess.run(
        ["node", CLIENT.name, "127.0.0.1", str(query.port)],
        cwd=node,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert (read["host"]["name"], read["host"]["oscPort"]) == ("Scoretime example", OSC_PORT)
    methods = {method["full_path"]: method for method in read["methods"]}
    known = endpoints(desk.surface.subject)
    assert set(methods) == set(known)
    tempo = methods["/tempo"]
    assert tempo["arguments"] == [
        {"type": "f", "range": {"min": 20, "max": 400}, "clipmode": "both", "value": 99}
    ]
    silent = {"/error", *(f"/status/{name}" for name in ("xrun", "meter", "gap", "margin"))}
    for address, endpoint in known.items():
        assert ("value" in methods[address]["arguments"][0]) is (
            endpoint.readable and address not in silent
        )
