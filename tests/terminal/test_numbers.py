from __future__ import annotations

from argparse import ArgumentTypeError

import pytest

from generator.terminal.numbers import number, setting, whole


def test_numbers_within_their_bounds_are_read() -> None:
    assert number(0, 3600)("1.5") == 1.5
    assert whole(1, 10)("10") == 10


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e9"])
def test_a_number_out_of_bounds_names_value_bounds_and_unit(text: str) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        number(0.001, 3600, "seconds")(text)
    assert str(caught.value) == f"{text} is out of range: give 0.001 to 3600 seconds"


@pytest.mark.parametrize("text", ["", "x", "1,5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is no number: give 0 to 3600 seconds"):
        number(0, 3600, "seconds")(text)


def test_a_whole_number_has_no_fraction() -> None:
    with pytest.raises(ArgumentTypeError, match=r"'1\.5' is no whole number: give 1 to 8 bars"):
        whole(1, 8, "bars")("1.5")
    with pytest.raises(ArgumentTypeError, match="9 is out of range"):
        whole(1, 8, "bars")("9")


def test_a_setting_has_two_sides() -> None:
    assert setting("density=0.7") == ("density", "0.7")
    assert setting("mode=a=b") == ("mode", "a=b")
    for text in ("density", "=0.7", "density="):
        with pytest.raises(ArgumentTypeError, match="give ID=VALUE"):
            setting(text)
