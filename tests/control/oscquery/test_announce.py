"""OSCQuery announced by zeroconf, looked for by another instance of it."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest
from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, Zeroconf

from generator.control.desk import Desk
from generator.control.oscquery import announce
from generator.control.oscquery.server import OscQuery
from tests.control.oscquery.asking import ask, desk_of, wait_until
from tests.control.surface import KeepingSurface

pytestmark = pytest.mark.live

OSC_PORT = 9000


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(KeepingSurface(), tmp_path)


class Finder:
    """Looks for services on loopback, as another program would."""

    def __init__(self, *kinds: str) -> None:
        self.found: dict[str, ServiceInfo] = {}
        self._zeroconf = Zeroconf(interfaces=["127.0.0.1"])
        self._browser = ServiceBrowser(self._zeroconf, list(kinds), self)

    def add_service(self, zeroconf: Zeroconf, kind: str, name: str) -> None:
        info = zeroconf.get_service_info(kind, name)
        if info is not None:
            self.found[name] = info

    def update_service(self, zeroconf: Zeroconf, kind: str, name: str) -> None:
        self.add_service(zeroconf, kind, name)

    def remove_service(self, zeroconf: Zeroconf, kind: str, name: str) -> None:
        self.found.pop(name, None)

    def close(self) -> None:
        self._zeroconf.close()


def test_it_is_found_by_zeroconf_and_gone_when_closed(desk: Desk) -> None:
    with closing(Finder(announce.OSCQUERY, announce.OSC)) as finder:
        server = OscQuery(desk, 9009, port=0)
        server.start()
        name = f"Scoretime example {server.port}"
        names = [f"{name}.{kind}" for kind in (announce.OSCQUERY, announce.OSC)]
        wait_until(lambda: set(names) <= set(finder.found))
        infos = [finder.found[each] for each in names]
        assert [info.port for info in infos] == [server.port, 9009]
        assert {*infos[0].parsed_addresses(IPVersion.V4Only)} == {"127.0.0.1"}
        assert server.notice is None
        start = time.monotonic()
        server.close()
        assert time.monotonic() - start < 1.0
        wait_until(lambda: not set(names) & set(finder.found))


def test_two_on_one_machine_are_told_apart(desk: Desk) -> None:
    servers = [OscQuery(desk, OSC_PORT, port=0) for _ in range(2)]
    with closing(Finder(announce.OSCQUERY)) as finder:
        for server in servers:
            server.start()
        wait_until(lambda: {server.port for server in servers} <= ports(finder))
        for server in servers:
            server.close()


def ports(finder: Finder) -> set[int | None]:
    return {info.port for info in list(finder.found.values())}


def test_it_plays_on_where_nothing_can_be_announced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError("no multicast here")

    monkeypatch.setattr(announce, "AsyncZeroconf", refuse)
    server = OscQuery(desk, OSC_PORT, port=0)
    server.start()
    wait_until(lambda: server.notice)
    assert server.notice == "OSCQuery is not announced on the network: no multicast here"
    assert ask(server, "/tempo")[0] == 200
    server.close()


def test_it_closes_while_it_is_being_announced(desk: Desk) -> None:
    server = OscQuery(desk, OSC_PORT, port=0)
    server.start()
    start = time.monotonic()
    server.close()
    assert time.monotonic() - start < 1.0


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Scoretime a.b\n", "Scoretime a b"),
        ("ä" * 60, "ä" * 27),
        ("\0", "Scoretime"),
    ],
)
def test_a_name_becomes_a_label_of_dns(name: str, label: str) -> None:
    assert announce._fit(name) == label


def test_loopback_is_announced_on_loopback_only() -> None:
    assert announce._interfaces(announce._addresses("localhost")) == ["127.0.0.1"]
    assert announce._interfaces(["127.0.0.1", "192.0.2.1"]) is announce.InterfaceChoice.All
    assert "0.0.0.0" not in announce._addresses("0.0.0.0")
