"""Packets of every kind of badness. `python -m tests.control.osc.forger PORT PACKETS SECONDS` sends
them to the flagship piece.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

from generator.control.addresses import endpoints
from generator.control.osc.codec import MOST_MESSAGES, encode
from generator.control.surface import Subject
from tests.control.surface import subject_of

LARGEST = 65_507
PARTS = tuple(f"part {number}" for number in range(12))
TEXTS = ["lead", "part 3", "1", "bar", "/macro", "", "../../etc/passwd", "ä", "x" * 200, "%n%s"]
NUMBERS = [0.0, 1.0, -1.0, 0.5, 1e30, -1e30, 1e-40, float("nan"), float("inf"), float("-inf")]
MARKS = ["*", "?", "**", "//", "[a-z]", "[!-~]", "{a,b}", "{,a}", "*?", "[!a]", "/", "a"]
NTP = 2_208_988_800

Kind = Callable[[], bytes]


class Forger:
    """Makes packets of every kind of badness, the same ones from the same seed."""

    def __init__(self, seed: int, subject: Subject | None = None) -> None:
        self._random = Random(seed)
        known = endpoints(subject or subject_of(parts=PARTS))
        self._addresses = [*known, "/q/all", "/q/tempo", "/none"]

    def packets(self) -> Iterator[bytes]:
        """Yield packets for ever."""
        kinds: dict[Kind, float] = {
            self._noise: 15,
            self._valid: 20,
            self._truncated: 20,
            self._mutated: 25,
            self._bundle: 10,
            self._pattern: 4,
            self._braces: 2,
            self._bad_text: 3,
            self._types: 3,
            self._deep: 1,
            self._huge: 0.2,
            self._wide: 0.2,
        }
        while True:
            for kind in self._random.choices(list(kinds), list(kinds.values()), k=100):
                yield kind()

    def _noise(self) -> bytes:
        return self._random.randbytes(self._random.randrange(200))

    def _valid(self) -> bytes:
        address = self._random.choice(self._addresses)
        types = "".join(self._random.choices("fisT", k=self._random.randrange(5)))
        return encode(address, types, *(self._value(letter) for letter in types))

    def _value(self, letter: str) -> str | float | bool:
        if letter == "s":
            return self._random.choice(TEXTS)
        if letter == "f":
            return self._random.choice(NUMBERS)
        return self._random.randrange(-(2**40), 2**40) if letter == "i" else True

    def _truncated(self) -> bytes:
        packet = self._random.choice((self._valid, self._bundle))()
        return packet[: self._random.randrange(len(packet) + 1)]

    def _mutated(self) -> bytes:
        packet = bytearray(self._random.choice((self._valid, self._bundle))())
        for _ in range(self._random.randrange(1, 5)):
            packet[self._random.randrange(len(packet))] = self._random.randrange(256)
        return bytes(packet)

    def _bundle(self) -> bytes:
        return bundled([self._valid() for _ in range(self._random.randrange(6))], self._tag())

    def _tag(self) -> int:
        ahead = self._random.choice((-100.0, 0.0, 0.01, 9.0, 11.0, 1e9))
        return self._random.choice((0, 1, 2**64 - 1, round((time.time() + ahead + NTP) * 2**32)))

    def _pattern(self) -> bytes:
        marks = self._random.choices(MARKS, k=self._random.randrange(1, 100))
        start = self._random.choice(("/", "/q/", "//", "/track/", "/param/"))
        return encode((start + "".join(marks))[:300], "f", 0.5)

    def _braces(self) -> bytes:
        words = ",".join(self._random.choices("abcdeft", k=self._random.randrange(1, 9)))
        pattern = f"/*{{{words}}}" * self._random.randrange(1, 30)
        return encode(pattern + "*" * self._random.randrange(100), "f", 0.5)

    def _bad_text(self) -> bytes:
        bad = self._random.choice((b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80"))
        return self._valid().replace(b"a", bad, 1)

    def _types(self) -> bytes:
        letters = self._random.choices("ifsbhtdScrmTFNI[]{,\xff", k=self._random.randrange(60))
        types = "".join(letters).encode("latin-1")
        return b"/param/tempo\0\0\0\0," + types + b"\0\0\0\0" + self._noise()

    def _deep(self) -> bytes:
        packet = self._valid()
        for _ in range(self._random.choice((3, 9, 100, 1000))):
            packet = bundled([packet])
        return packet

    def _huge(self) -> bytes:
        size = LARGEST - 100
        return self._random.choice(
            (
                b"/" + b"a" * size,
                b"/a\0\0," + b"f" * size,
                b"/a\0\0," + b"[" * size,
                b"/a\0\0,b\0\0\x7f\xff\xff\xff" + bytes(size),
                b"#bundle\0" + bytes(7) + b"\1" + b"\0\0\0\4/a\0\0" * (size // 8),
                b"#bundle\0" + bytes(size),
                self._random.randbytes(size),
                encode("/" + "{a,b}*" * 9000, "f", 1.0),
            )
        )

    def _wide(self) -> bytes:
        message = self._random.choice((self._valid, self._pattern, self._braces))
        different = self._random.random() < 0.5
        one = message()
        messages = [message() if different else one for _ in range(MOST_MESSAGES)]
        packet = bundled(messages, self._tag())
        return packet if len(packet) < LARGEST else self._wide()


def bundled(messages: list[bytes], time_tag: int = 1) -> bytes:
    sized = b"".join(struct.pack(">i", len(each)) + each for each in messages)
    return b"#bundle\0" + struct.pack(">Q", time_tag % 2**64) + sized


def forge(port: int, packets: int, seconds: float) -> None:
    """Send so many packets to the flagship at a port, evenly over a time."""
    from generator.session.setup import Choice, prepare
    from generator.session.subject import subject_of as played

    forged = Forger(4, played(prepare(Choice("lattice", 1)))).packets()
    start = time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for index in range(packets):
            while time.monotonic() < start + index * seconds / packets:
                time.sleep(0.001)
            with contextlib.suppress(OSError):
                sender.sendto(next(forged)[:LARGEST], ("127.0.0.1", port))


if __name__ == "__main__":
    forge(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
