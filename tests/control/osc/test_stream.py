from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.control.osc.codec import OscError, encode, slip_packed
from generator.control.osc.stream import Stream

PACKETS = [encode("/one", "f", 1.0), encode("/two", "s", "\N{SNOWMAN}" * 9), encode("/three")]


def sized(packet: bytes) -> bytes:
    return struct.pack(">i", len(packet)) + packet


def ended(packet: bytes) -> bytes:
    """SLIP as some send it, with no END before the packet."""
    return slip_packed(packet).lstrip(b"\xc0")


framings = st.sampled_from([sized, slip_packed, ended])


@given(framings, st.lists(st.binary(min_size=1, max_size=40), max_size=5), st.integers(1, 9))
def test_packets_arrive_whole_however_they_are_cut(
    framed: Callable[[bytes], bytes], contents: list[bytes], cut: int
):
    packets = [b"/" + content for content in contents]
    data = b"".join(map(framed, packets))
    stream = Stream()
    pieces = [data[start : start + cut] for start in range(0, len(data), cut)]

    assert [packet for piece in pieces for packet in stream.packets(piece)] == packets


@pytest.mark.parametrize("begins", ["POST", "GET", "OPTIONS", "PUT"])
def test_what_a_browser_sends_is_no_stream_of_ours(begins: str):
    head = f"{begins} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for cut in (len(head), 1):
        stream = Stream()
        with pytest.raises(OscError, match="OSC over TCP is wanted"):
            list(stream.packets(head[:cut] + slip_packed(PACKETS[0])))


@pytest.mark.parametrize("framed", [sized, slip_packed])
def test_answers_are_framed_as_what_came(framed: Callable[[bytes], bytes]):
    stream = Stream()
    assert list(stream.packets(framed(PACKETS[0]))) == PACKETS[:1]

    assert stream.framed(PACKETS[1]) == framed(PACKETS[1])


@pytest.mark.parametrize(
    "data",
    [
        b"\0\2\0\0",  # a packet of 128 kB
        sized(PACKETS[0]) + b"\xff\xff\xff\xff",
        b"\xc0" + b"/" * 200_000,
        b"\xc0/a\xdbb\xc0",
        b"GET / HTTP/1.1\r\n" + b"x" * 200_000,
    ],
)
def test_a_stream_that_cannot_go_on_is_refused(data: bytes):
    with pytest.raises(OscError) as refused:
        list(Stream().packets(data))
    assert refused.value.code == "bad-packet"


def test_empty_frames_are_nothing():
    assert (
        list(Stream().packets(b"\xc0\xc0\xc0" + slip_packed(PACKETS[0]) + b"\xc0")) == PACKETS[:1]
    )
