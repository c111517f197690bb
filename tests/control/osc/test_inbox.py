from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from generator.control.osc import inbox as module
from generator.control.osc.inbox import Inbox
from generator.control.osc.peer import Address


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there,
    ):
        here.bind(("127.0.0.1", 0))
        here.setblocking(False)
        there.connect(here.getsockname())
        yield here, there


def emptied(inbox: Inbox) -> list[tuple[bytes, Address]]:
    return [inbox.pop() for _ in range(len(inbox))]


def test_packets_leave_in_order_with_their_senders(ends: tuple[socket.socket, socket.socket]):
    here, there = ends
    inbox = Inbox()
    inbox.fill(here)
    assert not inbox
    for number in range(20):
        there.send(b"%d" % number)
    inbox.fill(here)

    assert len(inbox) == 20
    assert emptied(inbox) == [(b"%d" % n, there.getsockname()) for n in range(20)]
    assert not inbox


def test_a_full_inbox_leaves_the_rest_in_the_socket(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
):
    here, there = ends
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    inbox = Inbox()
    for _ in range(20):
        there.send(bytes(200))
    inbox.fill(here)
    assert len(inbox) == 3

    total = 0
    while inbox:
        total += len(emptied(inbox))
        inbox.fill(here)
    assert total == 20


def test_an_error_of_a_socket_loses_nothing_that_came():
    """An unreachable receiver is told at the next read, on systems that tell."""

    class Odd:
        answers = iter([ConnectionRefusedError(), (b"/a", ("127.0.0.1", 1)), BlockingIOError()])

        def recvfrom(self, size: int) -> tuple[bytes, tuple[str, int]]:
            answer = next(self.answers)
            if isinstance(answer, OSError):
                raise answer
            return answer

    inbox = Inbox()
    inbox.fill(Odd())  # type: ignore[arg-type]
    assert emptied(inbox) == [(b"/a", ("127.0.0.1", 1))]
