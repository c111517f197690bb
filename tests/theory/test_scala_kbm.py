"""Scala's keyboard maps: every field of the format, what is broken, and what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import OutputError, UsageError
from generator.theory.kbm import kbm_text, load_kbm, read_kbm, save_kbm
from generator.theory.keyboard_map import KeyboardMap
from generator.theory.scala import read_scl
from generator.theory.tunings import edo, equal, tuning_named
from generator.units import frequency_hz

# The template of Scala's help, with comments of our own.
STANDARD = """! Standard
!
! size
12
! first
0
! last
127
! middle
60
! reference
69
! frequency
440.0
! formal octave
12
! degrees
0
1
2
3
4
5
6
7
8
9
10
11
"""


def fields(*values: object) -> str:
    return "\n".join(map(str, values)) + "\n"


def hertz(keyboard: KeyboardMap, key: int, divisions: int = 12) -> float | None:
    pitch = keyboard.pitch(key, edo(divisions))
    return None if pitch is None else frequency_hz(pitch)


def test_the_template_is_the_usual_keyboard() -> None:
    keyboard = read_kbm(STANDARD)
    assert keyboard == KeyboardMap(tuple(range(12)), 12, 0, 127, 60, 69, 440.0, 12)
    for key in range(128):
        assert keyboard.pitch(key, edo(12)) == pytest.approx(key, abs=1e-9)


def test_a_linear_map_gives_every_key_a_degree() -> None:
    keyboard = read_kbm(fields(0, 0, 127, 60, 69, 432.0, 0))
    assert hertz(keyboard, 69, 19) == pytest.approx(432.0)
    assert hertz(keyboard, 69 + 19, 19) == pytest.approx(864.0)
    assert hertz(keyboard, 60, 19) == pytest.approx(432.0 * 2 ** (-9 / 19))


def test_keys_outside_the_range_and_unmapped_ones_have_no_pitch() -> None:
    """White keys only; what is left out at the end is not mapped either."""
    white = fields(12, 48, 72, 60, 60, 264.0, 7, 0, "x", 1, "x", 2, 3, "X ! black", 4, "x", 5)
    keyboard = read_kbm(white)
    just = tuning_named("ptolemy")
    mapped = [key for key in range(128) if keyboard.pitch(key, just) is not None]
    assert mapped == [48, 50, 52, 53, 55, 57, 60, 62, 64, 65, 67, 69, 72]
    sounding = [frequency_hz(keyboard.pitch(key, just) or 0) for key in (60, 62, 69, 72, 48)]
    assert sounding == pytest.approx([264, 297, 440, 528, 132])


def test_the_formal_octave_is_the_interval_between_patterns() -> None:
    """Two octaves; an interval inside the tuning; and 0, the tuning's own period."""
    two = KeyboardMap((0, 7), 2, formal_octave=24)
    assert [two.pitch(key, edo(12)) for key in (59, 60, 61, 62)] == [43, 60, 67, 84]
    sixth = KeyboardMap((0, 4), 2, formal_octave=9)
    assert [sixth.pitch(key, edo(12)) for key in (58, 60, 61, 62, 63)] == [51, 60, 64, 69, 73]
    tritave = KeyboardMap((0,), 1)
    assert tritave.pitch(61, equal(13, 1900.0)) == pytest.approx(79)


def test_degrees_may_lie_anywhere() -> None:
    """Negative, beyond the period, twice."""
    keyboard = read_kbm(fields(4, 0, 127, 60, 60, 261.6255653005986, -12, -1, 14, 0, 0))
    assert keyboard.degrees == (-1, 14, 0, 0)
    pitches = [keyboard.pitch(key, edo(12)) for key in (60, 61, 62, 63, 64)]
    assert pitches == pytest.approx([60, 75, 61, 61, 48])


def test_the_tonic_of_a_tuning_gives_way_to_the_reference() -> None:
    keyboard = KeyboardMap(reference_key=69, reference_hz=415.0)
    for tuning in (tuning_named("vallotti"), tuning_named("vallotti").on(47.3)):
        assert frequency_hz(keyboard.pitch(69, tuning) or 0) == pytest.approx(415.0)
        assert keyboard.tuned(tuning).pitch(9) == pytest.approx(keyboard.pitch(69, tuning))


def test_a_map_of_a_tuning_plays_it_where_it_is() -> None:
    tuning = tuning_named("bohlen-pierce").at(4, 300.0)
    keyboard = KeyboardMap.of(tuning)
    assert keyboard.pitch(64, tuning) == pytest.approx(tuning.pitch(4))
    assert frequency_hz(keyboard.pitch(64, tuning) or 0) == pytest.approx(300.0)


def test_a_scale_of_one_note_has_one_pitch() -> None:
    silent = read_scl("one\n0\n")
    assert [KeyboardMap().pitch(key, silent) for key in (0, 60, 127)] == pytest.approx([60] * 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kbm: ends before the size of the map: a whole number from 0 to 10,000"),
        ("\n! no more\n\n", "ends before the size"),
        (fields(12, 0, 127, 60), "ends before the reference key"),
        (fields(12, 0, 127, 60, 69), "ends before the frequency of the reference key"),
        (fields(12, 0, 127, 60, 69, 440.0), "ends before the degree that is the formal octave"),
        (fields("many"), "kbm:1: 'many' is not the size of the map"),
        (fields(-1), "kbm:1: '-1' is not the size of the map"),
        (fields(10_001), "size of the map"),
        (fields(0, 1.5), "kbm:2: '1.5' is not the first key"),
        (fields(0, 0, 127, 60, "x"), "kbm:5: 'x' is not the reference key"),
        (fields(0, 0, 127, 60, 69, 0), "kbm:6: '0' is not the frequency"),
        (fields(0, 0, 127, 60, 69, -440.0), "is not the frequency"),
        (fields(0, 0, 127, 60, 69, "4e2"), "is not the frequency"),
        (fields(0, 0, 127, 60, 69, "inf"), "is not the frequency"),
        (fields(0, 0, 127, 60, 69, 440.0, "8ve"), "formal octave"),
        (fields(2, 0, 127, 60, 60, 440.0, 0, 0, "C"), "kbm:9: 'C' is not entry 2 of 2: a degree"),
        (fields(2, 0, 127, 60, 60, 440.0, 0, "9999999"), "entry 1 of 2"),
        (fields(2, 0, 127, 60, 61, 440.0, 0, 0, "x"), "reference key 61 is not mapped"),
        (fields(2, 0, 127, 60, 61, 440.0, 0, 0), "reference key 61 is not mapped"),
        (fields(0, 127, 0, 60, 69, 440.0, 0), "keys 127 to 0: the first one is higher"),
    ],
)
def test_maps_that_are_broken(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_kbm(text)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.kbm"
    path.write_text("12\n0\nhigh\n")
    with pytest.raises(UsageError, match=rf"^{path}:3: 'high' is not the last key"):
        load_kbm(path)


@pytest.mark.parametrize(
    "values",
    [{"reference_hz": float("nan")}, {"degrees": (0, 1), "size": 1}, {"size": 10_001}],
)
def test_maps_that_make_no_sense(values: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="give"):
        KeyboardMap(**values)  # type: ignore[arg-type]


MAPS = st.builds(
    KeyboardMap,
    st.lists(st.one_of(st.none(), st.integers(-99, 99)), max_size=5).map(lambda row: (0, *row)),
    st.just(6),
    st.integers(0, 60),
    st.integers(60, 127),
    st.integers(0, 127).map(lambda place: place * 6),
    st.just(0),
    st.floats(1e-3, 1e6),
    st.integers(-50, 50),
)


@settings(max_examples=30)
@given(MAPS)
def test_what_is_written_is_read_again(keyboard: KeyboardMap) -> None:
    assert read_kbm(kbm_text(keyboard)) == keyboard


def test_files_of_maps(tmp_path: Path) -> None:
    keyboard = KeyboardMap((0, None, 2), 4, 10, 20, 12, 12, 99.5, 5)
    save_kbm(keyboard, tmp_path / "map.kbm")
    assert load_kbm(tmp_path / "map.kbm") == keyboard
    with pytest.raises(OutputError, match="cannot be written"):
        save_kbm(keyboard, tmp_path)
