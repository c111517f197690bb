"""OSC packets: taken apart and put together. The only importer of pythonosc.

python-osc decodes single messages. Bundles are taken apart here: it would recurse without a bound,
and its dispatcher never hands on a time tag. What it would be slow with, or log, is refused before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pythonosc import slip
from pythonosc.osc_message import OscMessage
from pythonosc.parsing import osc_types

from generator.errors import UsageError

LARGEST_PACKET_BYTES = 65_536
LARGEST_MESSAGE_BYTES = 1024
LARGEST_REPLY_BYTES = 8000
MOST_MESSAGES = 512  # some 4 ms of work
DEEPEST_BUNDLE = 8
MOST_ARGUMENTS = 32
IMMEDIATELY = 1
SECONDS_FROM_1900_TO_1970 = 2_208_988_800
ERA = 1 << 64
BUNDLE = b"#bundle\0"
BUNDLE_HEAD = BUNDLE + IMMEDIATELY.to_bytes(8, "big")
ACCEPTED_TYPES = b"ifdhTFs"
SILENT_TYPES = b"IN"

Argument = float | str
Plain = str | float | bool


class OscError(UsageError):
    """What is answered to a message that cannot be carried out: a code and a text."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Timed(NamedTuple):
    """One message of a packet, not decoded yet, and the time tag of its bundle."""

    time_tag: int
    content: bytes


def split(packet: bytes) -> list[Timed]:
    """Return the messages of a packet in order; raises OscError `bad-packet`.

    At most 512 messages, bundles at most 8 deep. A bundle inside another acts no sooner than it.
    """
    return [each for each in splitting(packet) if each is not None]


def splitting(packet: bytes) -> Iterator[Timed | None]:
    """Do the same little by little: yield the messages, and None for bundles inside."""
    if packet[:1] == b"/":
        yield Timed(IMMEDIATELY, packet)
        return
    for number, each in enumerate(_elements(packet, IMMEDIATELY, 1)):
        if number >= MOST_MESSAGES:
            raise OscError("bad-packet", f"a packet holds at most {MOST_MESSAGES} messages")
        yield each


def _elements(content: bytes, time_tag: int, depth: int) -> Iterator[Timed | None]:
    """Yield the messages of a bundle, and None for every bundle in it."""
    if content[:8] != BUNDLE or len(content) < len(BUNDLE_HEAD):
        raise OscError("bad-packet", "neither a message, which begins with /, nor a bundle")
    if depth > DEEPEST_BUNDLE:
        raise OscError("bad-packet", f"bundles lie at most {DEEPEST_BUNDLE} deep")
    time_tag = max(time_tag, int.from_bytes(content[8:16], "big"))
    start, end = len(BUNDLE_HEAD), len(content)
    while start < end:
        size = int.from_bytes(content[start : start + 4], "big")
        start += 4
        if not 0 < size <= end - start:
            raise OscError("bad-packet", f"an element of {size} bytes, {end - start} are left")
        element = content[start : start + size]
        start += size
        if element[:1] == b"/":
            yield Timed(time_tag, element)
        else:
            yield None
            yield from _elements(element, time_tag, depth + 1)


def decode(content: bytes) -> tuple[str, list[Argument]]:
    """Return address and arguments of a message, T and F as 1.0 and 0.0.

    I (an impulse) and N say nothing, so they are no arguments. Raises OscError: `bad-packet`;
    `wrong-type` for arguments that are no i, f, d, h, T, F or s.
    """
    if len(content) > LARGEST_MESSAGE_BYTES:
        raise OscError("bad-packet", f"a message is at most {LARGEST_MESSAGE_BYTES} bytes long")
    types = _types(content)
    if len(types) > MOST_ARGUMENTS:
        raise OscError("bad-packet", f"a message has at most {MOST_ARGUMENTS} arguments")
    silent = bool(types) and not types.strip(SILENT_TYPES)
    if types.strip(ACCEPTED_TYPES) and not silent:
        raise OscError("wrong-type", "arguments may be of types i f d h T F s")
    try:
        if silent:
            return osc_types.get_string(content, 0)[0], []
        message = OscMessage(content)
    except Exception as error:  # python-osc lets several kinds through, UnicodeDecodeError too
        raise OscError("bad-packet", f"no OSC message: {error}") from None
    return message.address, [each + 0.0 if type(each) is bool else each for each in message]


def _types(content: bytes) -> bytes:
    """Return the letters of a message's types; none where there are no types at all."""
    comma = (content.find(b"\0") // 4 + 1) * 4
    end = content.find(b"\0", comma)
    return content[comma + 1 : end] if end >= 0 else b""


def ahead_seconds(time_tag: int, unix_seconds: float) -> float:
    """Return how far a time tag lies ahead of a time, in the era that is nearest to it."""
    now_tag = int((unix_seconds + SECONDS_FROM_1900_TO_1970) * 2**32)
    return ((time_tag - now_tag + ERA // 2) % ERA - ERA // 2) / 2**32


def encode(address: str, types: str = "", *arguments: Plain) -> bytes:
    """Return a message.

    types: a letter for each argument: f, i (h where it needs more than 32 bits), s, T (T or F).
    """
    letters, data = "", b""
    for letter, argument in zip(types, arguments, strict=True):
        if letter == "f":
            data += struct.pack(">f", argument)
        elif letter == "s":
            data += osc_types.write_string(str(argument))
        elif letter == "T":
            letter = "T" if argument else "F"
        else:
            number = round(float(argument))
            letter = "i" if -(1 << 31) <= number < 1 << 31 else "h"
            data += struct.pack(">q" if letter == "h" else ">i", number)
        letters += letter
    return _head(address, letters) + data


@lru_cache(maxsize=4096)
def _head(address: str, letters: str) -> bytes:
    return osc_types.write_string(address) + osc_types.write_string("," + letters)


def bundles(messages: Iterable[bytes]) -> Iterator[bytes]:
    """Yield packets below 8 kB that hold these messages in order; a single one needs no bundle."""
    packet: list[bytes] = []
    size = len(BUNDLE_HEAD)
    for message in messages:
        if packet and size + 4 + len(message) > LARGEST_REPLY_BYTES:
            yield _bundle(packet)
            packet, size = [], len(BUNDLE_HEAD)
        packet.append(message)
        size += 4 + len(message)
    if packet:
        yield _bundle(packet)


def _bundle(messages: list[bytes]) -> bytes:
    if len(messages) == 1:
        return messages[0]
    return BUNDLE_HEAD + b"".join(len(each).to_bytes(4, "big") + each for each in messages)


def slip_packed(packet: bytes) -> bytes:
    """Return a packet as SLIP carries it (RFC 1055), an END before and behind."""
    return bytes(slip.encode(packet))


def slip_unpacked(frame: bytes) -> bytes:
    """Return the packet of a SLIP frame without its ENDs; raises OscError `bad-packet`."""
    try:
        return bytes(slip.decode(frame))
    except slip.ProtocolError:
        raise OscError("bad-packet", "a SLIP frame with a wrong escape") from None
