"""What is read out of Csound's own words."""

from __future__ import annotations

import pytest

from generator.engine.messages import device_error, system_rate
from generator.errors import SampleRateError

JACK = ["audio buffered in 128 sample-frame blocks", "system sr: 44100.000000", "SECTION 1:"]


def test_the_rate_of_a_server_is_found() -> None:
    assert system_rate(JACK) == 44_100
    assert system_rate(["sr = 48000.0, kr = 1500.000, ksmps = 32"]) is None


def test_a_server_that_insists_on_its_rate_says_which() -> None:
    error = device_error("jack", [" *** rtjack: sample rate does not match JACK sample rate 96000"])
    assert isinstance(error, SampleRateError)
    assert error.device_rate == 96_000
    with pytest.raises(SampleRateError, match="audio module jack cannot be opened"):
        raise error
