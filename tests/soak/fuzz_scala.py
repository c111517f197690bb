"""Damaged .scl and .kbm files: lines and numbers that are odd, in every encoding."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path

from generator.errors import UsageError
from generator.theory.kbm import kbm_text, load_kbm, read_kbm
from generator.theory.keyboard_map import HIGHEST_KEY, KeyboardMap
from generator.theory.scala import load_scl, read_scl, scl_text
from generator.theory.tunings import tuning_named
from tests.soak.fuzz_damage import Damaged
from tests.soak.fuzz_files import Kind

MADE = ("a.scl", "a.kbm")
MOST_SECONDS = 0.05
ODD_WORDS = [
    *(
        "",
        " ",
        "\t",
        "!",
        "x",
        "X",
        "-",
        "+",
        ".",
        "/",
        "0",
        "-0",
        "-1",
        "1/0",
        "0/0",
        "-3/2",
        "0.0",
    ),
    *("nan", "inf", "-inf", "1e308", "1.5e3", "0x10", "1_000", "1,5", "3/2/1", "1.2.3", "5./4"),
    *(
        "9" * 64,
        "9" * 65,
        "9" * 400,
        "9" * 400 + ".",
        "." + "9" * 400,
        "1/" + "9" * 64,
        "0." + "1" * 9999,
    ),
    *(f"{2**100}", f"{2**100 + 1}/1", f"1/{2**100}", "120000.0", "120000.1", "-120000.0"),
    *("0.5", "1.0", "1.0001", "2/1", "1/1", "4294967297/4294967296", "701.955", "127", "128"),
    *(
        "10000",
        "10001",
        "1000000",
        "-1000000",
        "9999999",
        "99999999",
        "2147483648",
        "9" * 20 + ".0",
    ),
    *("٣/٢", "½", "\0", "\x1b[31m", "\u2028", "\x85", "\x0c", "\r", "\ufeff", "🎵", "x" * 9999),
]
ENCODINGS = ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-32", "cp437", "utf-7")
ENDS = ("\n", "\r\n", "\r", "\n\n", "\x0b", "\u2028", "")

MEANTONE = """! meantone.scl
!
A quarter comma, écrit à la main

 12
!
 76.04900 C#
 193.15686 cents
 310.26471
 5/4   E\\
 503.42157
 579.47057
 696.57843
 25/16
 889.73529
 1006.84314
 1082.89214
 2/1 ! the octave
"""
KEYS = """! white.kbm
! size
12
! first and last
0
127
60
69
440.0 Hz
! octave
7
0
x
1
x
2
3
x
4
X
5 A
x
6
"""


class DamagedLines(Damaged):
    """Damages texts line by line and word by word."""

    def ways(self) -> list[Callable[[], bytes]]:
        """Return those that know of lines and words, too."""
        return [*super().ways(), *[self._worded] * 4, *[self._lined] * 3, self._encoded]

    def _lines(self) -> list[str]:
        return self.whole().decode().splitlines()

    def _worded(self) -> bytes:
        """Replace words, or add them."""
        lines = self._lines()
        for _ in range(self.random.randrange(1, 4)):
            at = self.random.randrange(len(lines))
            words = lines[at].split() or [""]
            place = self.random.randrange(len(words))
            words[place : place + self.random.randrange(2)] = [self.random.choice(ODD_WORDS)]
            lines[at] = self.random.choice(("", " ", "\t")) + " ".join(words)
        return "\n".join(lines).encode()

    def _lined(self) -> bytes:
        """Leave out lines, repeat them, move them."""
        lines = self._lines()
        for _ in range(self.random.randrange(1, 4)):
            at = self.random.randrange(len(lines))
            moved = [self.random.choice(lines)] * self.random.choice((0, 1, 1, 2, 50))
            lines[at : at + self.random.randrange(3)] = moved or [""]
        return self.random.choice(ENDS[:3]).join(lines).encode()

    def _encoded(self) -> bytes:
        text = self.random.choice(ENDS).join(self._lines())
        return text.encode(self.random.choice(ENCODINGS), "replace")


def kinds(folder: Path) -> list[Kind]:
    """Return tunings and keyboard maps."""
    names = ("bohlen pierce", "pelog", "kellner")
    tunings = [MEANTONE, *(scl_text(tuning_named(name), f"{name}.scl") for name in names)]
    maps = [
        KEYS,
        kbm_text(KeyboardMap()),
        kbm_text(KeyboardMap((0, None, 2), 4, 10, 20, 12, 12, 99.5, 5)),
    ]
    return [
        Kind(
            name, [each.encode() for each in texts], read, (UsageError,), DamagedLines, MOST_SECONDS
        )
        for name, texts, read in (
            ("tunings (.scl)", tunings, read_scala(folder)),
            ("keyboard maps (.kbm)", maps, read_map(folder)),
        )
    ]


def read_scala(folder: Path) -> Callable[[bytes], object]:
    """Return what reads a tuning from a file, uses it and writes it."""
    path = folder / "a.scl"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        tuning = load_scl(path)
        pitches = [
            tuning.pitch(degree) for degree in (-1000, -1, 0, 0.5, 1, len(tuning), 1_000_000)
        ]
        assert all(map(isfinite, pitches)), "a pitch is not finite"
        assert isfinite(tuning.nearest(60.4)), "the nearest pitch is not finite"
        assert read_scl(scl_text(tuning)).intervals == tuning.intervals, "written, it is another"

    return read


def read_map(folder: Path) -> Callable[[bytes], object]:
    """Return what reads a keyboard map from a file, uses it and writes it."""
    path, tuning = folder / "a.kbm", tuning_named("kellner")

    def read(data: bytes) -> None:
        path.write_bytes(data)
        keyboard = load_kbm(path)
        pitches = [keyboard.pitch(key, tuning) for key in range(HIGHEST_KEY + 1)]
        assert all(pitch is None or isfinite(pitch) for pitch in pitches), "a pitch is not finite"
        assert read_kbm(kbm_text(keyboard)) == keyboard, "written, it is another"

    return read
