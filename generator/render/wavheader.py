"""The header of a WAV file, with room to grow past 4 GiB.

RIFF and WAVE as in Microsoft and IBM, "Multimedia Programming Interface and Data Specifications
1.0" (1991); RF64 as in EBU Tech 3306 (2009): a JUNK chunk of the same size keeps the place of the
64-bit sizes until they are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct, error, pack, unpack_from

from generator.render.samples import Bits

PCM, FLOAT = 1, 3
BYTES: dict[Bits, int] = {"16": 2, "24": 3, "32f": 4}
MAXIMUM_32 = 0xFFFFFFFF
TAG_CHUNKS = {
    "title": b"INAM",
    "artist": b"IART",
    "album": b"IPRD",
    "software": b"ISFT",
    "comment": b"ICMT",
}
FORMAT = Struct("<HHIIHH")
SIZES_64 = Struct("<QQQI")


@dataclass(frozen=True, slots=True)
class WavHeader:
    """What a header says; tags are title, artist, album, software and comment."""

    sample_rate: int
    channels: int
    bits: Bits = "32f"
    tags: bytes = b""

    @property
    def frame_bytes(self) -> int:
        """The size of one frame in bytes."""
        return BYTES[self.bits] * self.channels

    def pack(self, frames: int) -> bytes:
        """Return the header of a file that holds this many frames; its length never varies."""
        data_bytes = frames * self.frame_bytes
        middle = self._format() + self._fact(frames) + self.tags + b"data"
        riff_bytes = 4 + 8 + SIZES_64.size + len(middle) + 4 + data_bytes + data_bytes % 2
        if riff_bytes <= MAXIMUM_32:
            start = pack("<4sI4s", b"RIFF", riff_bytes, b"WAVE")
            sizes, stated = chunk(b"JUNK", bytes(SIZES_64.size)), data_bytes
        else:
            start = pack("<4sI4s", b"RF64", MAXIMUM_32, b"WAVE")
            sizes = chunk(b"ds64", SIZES_64.pack(riff_bytes, data_bytes, frames, 0))
            stated = MAXIMUM_32
        return start + sizes + middle + pack("<I", stated)

    def _format(self) -> bytes:
        width = BYTES[self.bits]
        tag = FLOAT if self.bits == "32f" else PCM
        bytes_per_second = self.sample_rate * self.frame_bytes
        fields = (tag, self.channels, self.sample_rate, bytes_per_second)
        body = FORMAT.pack(*fields, self.frame_bytes, 8 * width)
        return chunk(b"fmt ", body + (pack("<H", 0) if tag == FLOAT else b""))

    def _fact(self, frames: int) -> bytes:
        return chunk(b"fact", pack("<I", min(frames, MAXIMUM_32))) if self.bits == "32f" else b""


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk: name, size, body, and a byte more where the size is odd."""
    return pack("<4sI", name, len(body)) + body + bytes(len(body) % 2)


def tag_list(tags: Mapping[str, str]) -> bytes:
    """Return tags as a LIST chunk; no tags, no chunk."""
    known = [(TAG_CHUNKS[key], text) for key, text in tags.items() if text]
    body = b"".join(chunk(name, text.encode() + b"\0") for name, text in known)
    return chunk(b"LIST", b"INFO" + body) if body else b""


def parse(start: bytes) -> tuple[WavHeader, int] | None:
    """Return the header at the start of a file and its length, where `pack` made it."""
    if start[:4] not in (b"RIFF", b"RF64") or start[8:12] != b"WAVE":
        return None
    chunks: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(start):
        name, size = unpack_from("<4sI", start, place)
        place += 8
        if name == b"data":
            try:
                return _header(chunks, place)
            except error:  # numbers too large, or too few of them
                return None
        chunks[name] = start[place : place + size]
        place += size + size % 2
    return None


def _header(chunks: dict[bytes, bytes], length: int) -> tuple[WavHeader, int] | None:
    tag, channels, sample_rate, _, _, depth = FORMAT.unpack_from(chunks.get(b"fmt ", bytes(16)))
    kinds: dict[tuple[int, int], Bits] = {(PCM, 16): "16", (PCM, 24): "24", (FLOAT, 32): "32f"}
    bits = kinds.get((tag, depth))
    if bits is None or not channels or not sample_rate:
        return None
    tags = chunk(b"LIST", chunks[b"LIST"]) if b"LIST" in chunks else b""
    header = WavHeader(sample_rate, channels, bits, tags)
    return (header, length) if len(header.pack(0)) == length else None
