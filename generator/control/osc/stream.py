"""OSC over TCP: both framings, told apart by the first byte that arrives."""

from __future__ import annotations

from collections.abc import Iterator

from generator.control.osc.codec import LARGEST_PACKET_BYTES, OscError, slip_packed, slip_unpacked

END = b"\xc0"
SIZE_BYTES = 4
BEGINNINGS = (b"\0", END, b"/", b"#")


class Stream:
    """One connection's bytes, cut into packets.

    OSC 1.0 puts each packet's size before it, in four bytes; no packet is so long that the first
    is not 0. OSC 1.1 packs it as SLIP does. A reply is framed as what came. What begins otherwise
    is no OSC: a page in a browser can make it send HTTP to any port of its own machine.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._slip: bool | None = None

    def packets(self, data: bytes) -> Iterator[bytes]:
        """Yield the packets that these bytes complete.

        Raises OscError `bad-packet` where none can follow: the connection is of no more use.
        """
        if self._slip is None and data:
            if data[:1] not in BEGINNINGS:
                raise OscError("bad-packet", "neither a size nor SLIP: OSC over TCP is wanted")
            self._slip = data[0] != 0
        self._rest += data
        return self._frames() if self._slip else self._sized()

    def framed(self, packet: bytes) -> bytes:
        """Return a packet as it is sent on this connection."""
        if self._slip:
            return slip_packed(packet)
        return len(packet).to_bytes(SIZE_BYTES, "big") + packet

    def _sized(self) -> Iterator[bytes]:
        start = 0
        while len(self._rest) - start >= SIZE_BYTES:
            size = int.from_bytes(self._rest[start : start + SIZE_BYTES], "big")
            _check(size)
            end = start + SIZE_BYTES + size
            if end > len(self._rest):
                break
            yield self._rest[start + SIZE_BYTES : end]
            start = end
        self._rest = self._rest[start:]

    def _frames(self) -> Iterator[bytes]:
        *frames, self._rest = self._rest.split(END)
        _check(len(self._rest) // 2)  # SLIP at most doubles
        yield from (slip_unpacked(frame) for frame in frames if frame)


def _check(size: int) -> None:
    if size > LARGEST_PACKET_BYTES:
        raise OscError("bad-packet", f"a packet is at most {LARGEST_PACKET_BYTES} bytes long")
