from __future__ import annotations

from generator.control.worth import rounded, worth
from tests.control.surface import subject_of


def test_values_are_read_with_their_units() -> None:
    by_id = subject_of().by_id
    assert worth(by_id["lead.level"], -12.3456) == "-12.35 dB"
    assert worth(by_id["cutoff"], 20_000.0) == "20000 Hz"
    assert worth(by_id["seed"], 123_456_789.0) == "123456789"
    assert [worth(by_id["mode"], value) for value in (1.0, 9.0, -1.0)] == ["minor", "9", "-1"]
    assert [worth(by_id["hold"], value) for value in (0.0, 1.0)] == ["off", "on"]
    assert worth(None, 2 / 3) == "0.6667"


def test_numbers_have_four_digits_that_count() -> None:
    numbers = [rounded(value) for value in (133.333, 1e-9, 0.0, 1e15)]
    assert numbers == ["133.3", "1e-09", "0", "1e+15"]
