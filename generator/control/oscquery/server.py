"""OSCQuery: the address space over HTTP, for software that builds its controls by itself.

Proposal by Vidvox (2018), with LISTEN: what changes is told over a websocket.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import unquote
from weakref import WeakSet

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.protocol import State

from generator.control.desk import Desk
from generator.control.osc.allowance import is_near
from generator.control.osc.sockets import EVERYWHERE
from generator.control.oscquery.announce import Announcement
from generator.control.oscquery.listener import Listener
from generator.control.oscquery.tree import Tree
from generator.errors import ControlError

DEFAULT_PORT = 9001
REQUIRED = {"FULL_PATH", "CONTENTS", "TYPE"}
OPTIONAL = {"ACCESS", "RANGE", "VALUE", "DESCRIPTION", "UNIT", "CLIPMODE", "OVERLOADS"}
BY_WEBSOCKET = {"LISTEN", "PATH_CHANGED"}
UNSUPPORTED = {"TAGS", "EXTENDED_TYPE", "CRITICAL", "HTML"}
MOST_CONNECTIONS = 200  # files of the music must not be without descriptors
MOST_OF_A_MACHINE = 32
REQUEST_SECONDS = 2.0
CLOSING_SECONDS = 0.2
FRAME_SECONDS = 1 / 30
LARGEST_COMMAND_BYTES = 4096
SILENT = logging.getLogger("scoretime.oscquery")
SILENT.disabled = True  # what others send is not our error


class OscQuery:
    """Answers queries from a thread of its own; the tree follows what is being played.

    osc_port: where OSC is heard over UDP. port: 0 takes any that is free. Raises ControlError.
    """

    def __init__(
        self, desk: Desk, osc_port: int, host: str = "127.0.0.1", port: int = DEFAULT_PORT
    ) -> None:
        self._surface = desk.surface
        self._osc_port = osc_port
        self._host = host
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._tree = Tree(self._surface.subject)
        self._connections: WeakSet[ServerConnection] = WeakSet()
        self._listeners: dict[ServerConnection, Listener] = {}
        self._announcement = Announcement(self._unique_name, host)
        self._thread = threading.Thread(target=self._run, name="oscquery", daemon=True)
        self._loop = asyncio.new_event_loop()
        self._done = asyncio.Event()

    @property
    def address(self) -> str:
        """Where it is to be found."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}/"

    @property
    def notice(self) -> str | None:
        """Why nothing is announced on the network, if so."""
        return self._announcement.notice

    @property
    def name(self) -> str:
        """What it is called."""
        return f"Scoretime {self._surface.subject.piece}"

    @property
    def _unique_name(self) -> str:
        """The name, made unique on one machine: several may announce from the same address."""
        return self.name if self.port == DEFAULT_PORT else f"{self.name} {self.port}"

    def start(self) -> None:
        """Begin to answer, and to announce it."""
        self._thread.start()

    def close(self) -> None:
        """Stop, in less than a second."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._done.set)
            self._thread.join()
        self._socket.close()
        self._loop.close()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        """Serve until `close`; what is still under way then is cut off."""
        announcing = asyncio.create_task(self._announcement.open(self.port, self._osc_port))
        telling = asyncio.create_task(self._tell())
        server = await serve(
            self._converse,
            sock=self._socket,
            create_connection=cast(type[ServerConnection], self._connection),
            process_request=self._answer,
            server_header=None,
            compression=None,
            open_timeout=REQUEST_SECONDS,
            close_timeout=CLOSING_SECONDS,
            max_size=LARGEST_COMMAND_BYTES,
            logger=SILENT,
        )
        await self._done.wait()
        announcing.cancel()
        telling.cancel()
        await asyncio.gather(self._announcement.close(), self._cut_off(server))

    def _connection(self, *arguments: Any, **options: Any) -> ServerConnection:
        """Make a connection, and remember it as long as it is there; too many are dropped."""
        connection = ServerConnection(*arguments, **options)
        self._connections.add(connection)
        there = sum(each.state is not State.CLOSED for each in self._connections)
        if there > MOST_CONNECTIONS:  # it has no transport yet
            self._loop.call_later(0.0, lambda: connection.transport.abort())
        return connection

    async def _cut_off(self, server: Server) -> None:
        """Close what can be closed in good order within a moment, and drop the rest."""
        server.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(server.wait_closed(), CLOSING_SECONDS)
        for connection in self._connections:
            connection.transport.abort()

    # -- queries

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """Return the answer to a query; None lets a websocket be opened."""
        if "Upgrade" in request.headers:
            return None if self._has_room(connection) else _response(HTTPStatus.SERVICE_UNAVAILABLE)
        if request.method != "GET":
            return _response(HTTPStatus.METHOD_NOT_ALLOWED)
        path, _, query = request.path.partition("#")[0].partition("?")
        asked = [name.partition("=")[0] for name in query.split("&") if name]
        if "HOST_INFO" in asked:
            return _response(HTTPStatus.OK, self._host_info())
        return self._described(unquote(path), asked)

    def _has_room(self, connection: ServerConnection) -> bool:
        """Whether a client may listen, beside others on the same other machine."""
        host = _host(connection)
        same = sum(_host(each) == host for each in self._listeners)
        return is_near(host) or same < MOST_OF_A_MACHINE

    def _described(self, path: str, asked: list[str]) -> Response:
        tree = self._present_tree()
        node = tree.find(path)
        if node is None:
            return _response(HTTPStatus.NOT_FOUND)
        if not (REQUIRED | OPTIONAL | UNSUPPORTED).issuperset(asked):
            return _response(HTTPStatus.BAD_REQUEST)
        if not UNSUPPORTED.isdisjoint(asked):
            return _response(HTTPStatus.NO_CONTENT)
        if "VALUE" in asked and not node.attributes["ACCESS"] & 1:
            return _response(HTTPStatus.NO_CONTENT)
        found = tree.describe(node, self._surface)
        if asked:
            found = {name: found[name] for name in asked if name in found}
        return _response(HTTPStatus.OK, found)

    def _present_tree(self) -> Tree:
        subject = self._surface.subject
        if self._tree.subject is not subject:
            self._tree = Tree(subject)
        return self._tree

    def _host_info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "NAME": self.name,
            "EXTENSIONS": dict.fromkeys(sorted(OPTIONAL | BY_WEBSOCKET), True),
            "OSC_PORT": self._osc_port,
            "OSC_TRANSPORT": "UDP",
        }
        if not _everywhere(self._host):  # without it, it is where the query went
            info["OSC_IP"] = self._host
        return info

    # -- websockets

    async def _converse(self, connection: ServerConnection) -> None:
        """Take what a client asks to listen to, until it goes."""
        listener = self._listeners[connection] = Listener()
        try:
            with suppress(ConnectionClosed):
                async for message in connection:
                    listener.hear(message, self._present_tree().space)
        finally:
            del self._listeners[connection]

    async def _tell(self) -> None:
        """Tell the listeners what has changed, thirty times a second."""
        told = self._tree
        while True:
            await asyncio.sleep(FRAME_SECONDS)
            tree = self._present_tree()
            for connection, listener in self._listeners.items():
                if tree is not told:
                    listener.tell_of_change(connection)
                listener.tell(connection, tree.space, self._surface)
            told = tree


def _host(connection: ServerConnection) -> str:
    """Return where a client is; anywhere, where it is gone."""
    place = connection.remote_address
    return str(place[0]) if place else EVERYWHERE[0]


def _response(status: HTTPStatus, found: dict[str, Any] | None = None) -> Response:
    body = b"" if found is None else json.dumps(found, ensure_ascii=False).encode()
    headers = Headers({"Connection": "close", "Cache-Control": "no-store"})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET"
    if status is not HTTPStatus.NO_CONTENT:
        headers["Content-Type"] = "application/json"
        headers["Content-Length"] = str(len(body))
    return Response(status.value, status.phrase, headers, body)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        both = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server((host, port), family=family, dualstack_ipv6=both)
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise ControlError(
            f"OSCQuery cannot listen on TCP port {port} of {host}: {said}: "
            "give --no-oscquery to play without it"
        ) from None


def _everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
