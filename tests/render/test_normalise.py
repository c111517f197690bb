from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.render.loudness import Levels
from generator.render.normalise import Normalisation

SILENT = float("-inf")


def levels(loudness: float, peak: float, true_peak: float) -> Levels:
    return Levels(loudness, peak, true_peak, 0, 0)


def test_a_peak_is_reached_exactly() -> None:
    gain, notice = Normalisation.parse("peak:-1").gain_db(levels(-20.0, -7.5, -7.0))
    assert (gain, notice) == (6.5, None)


def test_a_loudness_is_reached_where_there_is_room() -> None:
    gain, notice = Normalisation.parse("LUFS:-16").gain_db(levels(-20.0, -7.5, -7.0))
    assert (gain, notice) == (4.0, None)


def test_a_loudness_stops_at_the_ceiling_and_says_so() -> None:
    gain, notice = Normalisation.parse("lufs:-10").gain_db(levels(-20.0, -7.5, -7.0))
    assert gain == 6.0
    assert notice == (
        "normalised to -14.0 LUFS, not -10: more would take the true peak over -1 dBTP"
    )


@pytest.mark.parametrize("text", ["peak:-1", "lufs:-16"])
def test_silence_stays_silent(text: str) -> None:
    gain, notice = Normalisation.parse(text).gain_db(levels(SILENT, SILENT, SILENT))
    assert gain == 0.0
    assert notice is not None


@pytest.mark.parametrize("text", ["", "peak", "peak:", "peak:1", "peak:nan", "rms:-20", "lufs:x"])
def test_what_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="give"):
        Normalisation.parse(text)
