from __future__ import annotations

from dataclasses import replace

import pytest

from generator.errors import RangeError, UsageError
from generator.parameters import Parameter, Warp
from gui.words import MINUS, Addresses, bounds, hint_of, plain, typed_text, worded
from tests.control.surface import subject_of

SHARE = Parameter("share", "Share", 0.0, 1.0, 0.5)
SIDE = Parameter("side", "Side", -1.0, 1.0, 0.0)
TINY = Parameter("tiny", "Tiny", 0.0, 0.01, 0.0)
STEEP = Parameter("steep", "Steep", 0.001, 1.0, 0.1, warp=Warp.EXPONENTIAL)
AMOUNT = Parameter("amount", "Amount", 0.0, 4.0, 1.0)
GAIN = Parameter("gain", "Gain", -60.0, 6.0, 0.0, "dB", Warp.DECIBEL)
CUTOFF = Parameter("cutoff", "Cutoff", 20.0, 20_000.0, 900.0, "Hz", Warp.EXPONENTIAL)
DELAY = Parameter("delay", "Delay", 0.01, 2.0, 0.5, "s", Warp.EXPONENTIAL)
STRAY = Parameter("stray", "Stray", 0.0, 40.0, 16.0, "ms")
OCTAVES = Parameter("octaves", "Octaves", -3.0, 3.0, 0.0, "octaves", Warp.INTEGER)
MODE = Parameter("mode", "Mode", 0.0, 2.0, 0.0, warp=Warp.CHOICE, choices=("C-major", "minor", "x"))
HOLD = Parameter("hold", "Hold", 0.0, 1.0, 0.0, warp=Warp.TOGGLE)
SEED = Parameter("seed", "Seed", 0.0, 2.0**53, 0.0, warp=Warp.INTEGER)


@pytest.mark.parametrize(
    ("parameter", "value", "words"),
    [
        (SHARE, 0.0, "0.00"),
        (SHARE, 0.0456, "0.05"),
        (SHARE, 0.637, "0.64"),
        (SHARE, 1.0, "1.00"),
        (GAIN, -12.34, f"{MINUS}12.3 dB"),
        (GAIN, 0.0, "0.0 dB"),
        (GAIN, -0.04, "0.0 dB"),
        (SHARE, 0.9996, "1.00"),
        (SHARE, -0.0001, "0.00"),
        (SIDE, -0.5, f"{MINUS}0.50"),
        (TINY, 0.00456, "0.005"),
        (STEEP, 0.0456, "0.046"),
        (AMOUNT, 0.5, "0.500"),
        (STRAY, 9.999, "10.0 ms"),
        (CUTOFF, 20.0, "20.0 Hz"),
        (CUTOFF, 999.6, "1.00 kHz"),
        (CUTOFF, 437.6, "438 Hz"),
        (CUTOFF, 1234.0, "1.23 kHz"),
        (CUTOFF, 20_000.0, "20.0 kHz"),
        (DELAY, 0.375, "375 ms"),
        (DELAY, 0.0123, "12.3 ms"),
        (DELAY, 1.5, "1.50 s"),
        (STRAY, 16.0, "16.0 ms"),
        (OCTAVES, -2.0, f"{MINUS}2 octaves"),
        (MODE, 0.0, "C-major"),
        (HOLD, 1.0, "on"),
        (HOLD, 0.0, "off"),
        (SEED, 1234567.0, "1234567"),
    ],
)
def test_values_have_the_digits_that_count_and_a_unit(
    parameter: Parameter, value: float, words: str
) -> None:
    assert worded(parameter, value) == words


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        (SHARE, "0 to 1"),
        (STEEP, "0.001 to 1"),
        (GAIN, f"{MINUS}60 dB to 6 dB"),
        (CUTOFF, "20 Hz to 20 kHz"),
        (DELAY, "10 ms to 2 s"),
        (MODE, "C-major | minor | x"),
        (HOLD, "off | on"),
        (SEED, "0 and up"),
    ],
)
def test_bounds_have_units(parameter: Parameter, words: str) -> None:
    assert bounds(parameter) == words


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (SHARE, " 0.25 ", 0.25),
        (SHARE, "25 %", 0.25),
        (SHARE, "0,25", 0.25),
        (SHARE, "1e-1", 0.1),
        (GAIN, "-6dB", -6.0),
        (GAIN, f"{MINUS}6 db", -6.0),
        (GAIN, "-inf", -60.0),
        (GAIN, f"{MINUS}∞ dB", -60.0),
        (CUTOFF, "2 kHz", 2000.0),
        (CUTOFF, "2.5k", 2500.0),
        (CUTOFF, "4e2 Hz", 400.0),
        (CUTOFF, "440 Hz", 440.0),
        (DELAY, "250 ms", 0.25),
        (DELAY, ".5", 0.5),
        (STRAY, "0.01 s", 10.0),
        (OCTAVES, "-2", -2.0),
        (MODE, "Minor", 1.0),
        (HOLD, "on", 1.0),
    ],
)
def test_what_is_typed_may_have_units(parameter: Parameter, text: str, value: float) -> None:
    assert parameter.parse(plain(parameter, text)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "error"), [("3 Hz", UsageError), ("", UsageError), ("9", RangeError)]
)
def test_what_is_no_value_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        SHARE.parse(plain(SHARE, text))


@pytest.mark.parametrize(
    "parameter", [SHARE, GAIN, CUTOFF, DELAY, STRAY, OCTAVES, MODE, HOLD, SEED]
)
def test_what_typing_begins_with_is_the_value_itself(parameter: Parameter) -> None:
    for value in (parameter.minimum, parameter.default, parameter.maximum):
        assert parameter.parse(plain(parameter, typed_text(parameter, value))) == value


def test_addresses_are_worked_out_once_for_a_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[object] = []
    endpoints = Addresses.of.__globals__["endpoints"]
    monkeypatch.setattr("gui.words.endpoints", lambda s: worked.append(s) or endpoints(s))
    addresses, subject = Addresses(), subject_of()
    found = [addresses.of(subject, key) for key in ("tempo", "seed", "macro.bright", "cutoff", "?")]
    assert [each and each.address for each in found] == [
        "/tempo", "/seed", "/macro/bright", "/param/cutoff", None,
    ]  # fmt: skip
    addresses.of(subject_of("other"), "tempo")
    assert len(worked) == 2


def test_a_hint_has_address_range_value_and_description() -> None:
    subject = subject_of()
    hints = {key: hint_of(subject, subject.by_id[key], 0.5) for key in ("density", "hold")}
    assert hints["density"] == "/param/density   0 to 1   = 0.50   how many notes are played"
    assert hints["hold"] == "/param/hold   off | on   = on   Hold"
    cutoff = subject.by_id["cutoff"]
    expected = "/param/cutoff   0 to 1: 20 Hz to 20 kHz   = 440 Hz   Cutoff"
    assert hint_of(subject, cutoff, 440.0) == expected
    unknown = replace(cutoff, id="gone")
    assert hint_of(subject, unknown, 440.0).startswith("gone   20 Hz")
