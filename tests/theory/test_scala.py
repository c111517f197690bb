"""Scala's .scl files: every feature of the format, what is broken, and what is written."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from generator.errors import OutputError, UsageError
from generator.files import MEGABYTE
from generator.theory.kbm import load_kbm
from generator.theory.scala import load_scl, read_scl, save_scl, scl_text
from generator.theory.tuning import Interval, Tuning, cents_of
from generator.theory.tunings import TUNINGS, tuning_named

# The example of the specification.
MEANQUAR = """! meanquar.scl
!
1/4-comma meantone scale. Pietro Aaron's temperament (1523)
 12
!
 76.04900
 193.15686
 310.26471
 5/4
 503.42157
 579.47057
 696.57843
 25/16
 889.73529
 1006.84314
 1082.89214
 2/1
"""
LONG = "9" * 64


def row(*values: str) -> tuple[Interval, ...]:
    return read_scl("\n".join(["test", str(len(values)), *values])).intervals


def test_the_example_of_the_specification() -> None:
    tuning = read_scl(MEANQUAR)
    assert tuning.name == "1/4-comma meantone scale. Pietro Aaron's temperament (1523)"
    assert len(tuning) == 12
    assert tuning.intervals[:4] == (76.049, 193.15686, 310.26471, Fraction(5, 4))
    ours = tuning_named("quarter comma meantone")
    # but for one note, G# there and 25/16 here, as they are the same
    for degree in range(13):
        assert tuning.pitch(degree) == pytest.approx(ours.pitch(degree), abs=1e-5)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        # the valid lines of the specification
        *(("81/64", Fraction(81, 64)), ("408.0", 408.0), ("408.", 408.0), ("5", Fraction(5))),
        *(("-5.0", -5.0), ("10/20", Fraction(1, 2)), ("100.0 cents", 100.0)),
        *((" 100.0 C#", 100.0), (" 5/4   E\\", Fraction(5, 4))),
        # and what it says besides
        *(
            ("\t 3/2\t", Fraction(3, 2)),
            ("2147483647/2147483646", Fraction(2147483647, 2147483646)),
        ),
        *(("3 / 2", Fraction(3, 2)), ("100.0cents", 100.0), ("3/2! fifth", Fraction(3, 2))),
        *((".5", 0.5), ("+7.25", 7.25), ("701.955 = 3/2", 701.955), ("2 octave", Fraction(2))),
        *(("3/2 5/4", Fraction(3, 2)), ("0.0", 0.0), ("1/1", Fraction(1)), ("2;", Fraction(2))),
        (f"{LONG}/{LONG[:-1]}8", Fraction(int(LONG), int(LONG) - 1)),
    ],
)
def test_lines_that_are_a_pitch(line: str, value: Interval) -> None:
    assert row(line, "2/1") == (value, Fraction(2))


@pytest.mark.parametrize(
    "line",
    [
        *("", "   ", "3 /x", f"{LONG}9/2", "9" * 400 + ".0", "200000.0", "٣/٢", "½"),
        *("C#", "x", "-3/2", "-2", "3/-2", "3/0", "0/3", "0", "0/0", "5/4/3", "/2", "3/", "5./4"),
        *("3/2.", "3/2/", "1.2.3", "1.5e3", "2e3", "1,5", ".", "-", "--5.0", "0x10", "nan", "inf"),
    ],
)
def test_lines_that_are_no_pitch(line: str) -> None:
    with pytest.raises(UsageError, match=r"^scl:4: .* is not "):
        row("5/4", line, "2/1")


def test_errors_name_file_line_and_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "broken.scl"
    path.write_text("! broken.scl\ntest\n 2\n!\n 3/2\n five\n")
    with pytest.raises(UsageError) as caught:
        load_scl(path)
    assert str(caught.value) == (
        f"{path}:6: ' five' is not cents with a point, as in 701.955, or a ratio above 0, as in "
        "3/2 or 2"
    )
    path.write_text("test\n2\n3/2\n")
    with pytest.raises(UsageError, match=r"broken\.scl: ends before note 2 of 2"):
        load_scl(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ends before the number of notes"),
        ("! only\n! comments", "ends before a description"),
        ("test\n", "ends before the number of notes"),
        ("test\n12 notes\n", "scl:2: '12 notes' is not the number of notes, 0 to 10,000"),
        ("test\n-1\n", "number of notes"),
        ("test\n10001\n", "number of notes"),
        ("test\n1.5\n", "number of notes"),
        ("5/4\n3/2\n2/1", "number of notes"),
        ("test\n2\n3/2\n0.5\n", "scl: tuning 'test': period of 0.5 cents"),
    ],
)
def test_files_that_are_broken(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_scl(text)


def test_a_description_may_be_empty_or_long_or_look_like_anything() -> None:
    assert read_scl("\n1\n2/1\n", name="file").name == "file"
    assert read_scl("x" * 9999 + "\n1\n2/1\n").name == "x" * 9999
    assert read_scl(" ! \x1b[31mred\x00 \t2/1\n1\n2/1").name == "! [31mred 2/1"


def test_no_notes_at_all() -> None:
    tuning = read_scl("silence but for one\n0\n")
    assert tuning.intervals == ()
    assert tuning.pitches(0, 127) == [60]
    assert read_scl(scl_text(tuning)) == tuning


def test_degrees_in_any_order_and_without_an_octave() -> None:
    tuning = read_scl("odd\n4\n700.0\n-100.0\n5/4\n3/1\nwhat follows is not read\n")
    assert tuning.intervals == (700.0, -100.0, Fraction(5, 4), Fraction(3))
    assert tuning.pitch(4) == pytest.approx(79.01955)
    assert tuning.pitches(58, 70) == pytest.approx([59, 60, 63.863137, 67])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(tmp_path: Path, end: str) -> None:
    path = tmp_path / "ends.scl"
    path.write_bytes(MEANQUAR.replace("\n", end).encode())
    assert load_scl(path) == read_scl(MEANQUAR)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "umlaut.scl"
    path.write_bytes("! Königsberg\nNeidhardt, Königsberg\n1\n2/1\n".encode(encoding))
    assert load_scl(str(path)).name == "Neidhardt, Königsberg"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "huge.scl").write_bytes(b"!" * (MEGABYTE + 1))
    os.mkfifo(tmp_path / "pipe.scl")
    for name, said in (
        *(("gone.scl", "No such file"), ("", "Is a directory"), ("pipe.scl", "no ordinary file")),
        *(("huge.scl", "larger than 1 MB"), ("nul\0.scl", "null byte")),
    ):
        with pytest.raises(UsageError, match=said):
            load_scl(tmp_path / name)


@pytest.mark.parametrize("name", [*TUNINGS, "31-edo"])
def test_what_is_written_is_read_again_to_the_bit(tmp_path: Path, name: str) -> None:
    tuning, path = tuning_named(name), tmp_path / "again.scl"
    save_scl(tuning, path)
    assert load_scl(path) == tuning
    assert path.read_text().startswith("! again.scl\n!\n")


CENTS = st.floats(-100_000, 100_000)
INTERVALS = st.one_of(CENTS, st.fractions(Fraction(1, 10**9), 10**9))


@settings(max_examples=30)
@given(
    st.text(max_size=20),
    st.lists(INTERVALS, max_size=5).filter(lambda row: not row or abs(cents_of(row[-1])) >= 1),
)
def test_any_tuning_can_be_written(name: str, intervals: list[Interval]) -> None:
    again = read_scl(scl_text(Tuning(name, tuple(intervals)), name))
    assert again.intervals == tuple(intervals)


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        save_scl(tuning_named("just"), tmp_path / "no" / "folder.scl")


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [
                *(b"\n", b"\r\n", b"!", b" 3\n", b"3/2\n", b"700.0\n", b"x\n", b"60\n", b"440.0\n"),
                *(b"0\n", b"\xff\xfe", b"-", b"/", b".", b"e9\n", b"\x00", b"1" * 5000, b"\x85"),
            ]
        ),
    ),
    max_size=14,
).map(b"".join)


@seed(7)
@settings(max_examples=300, deadline=None)
@given(PIECES, st.booleans())
@example(MEANQUAR.encode(), False)
@example(b"0\n0\n127\n60\n69\n440.0\n0\n", True)
def test_nothing_in_a_file_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, as_map: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.scl"
    path.write_bytes(data)
    try:
        if as_map:
            load_kbm(path).pitch(60, tuning_named("just"))
        else:
            load_scl(path).nearest(60.0)
    except UsageError as error:
        text = str(error)
        assert text.startswith(str(path))
        assert "\n" not in text
        assert len(text) < 400
