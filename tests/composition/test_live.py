"""What a part sees while it plays."""

from __future__ import annotations

from random import Random

from generator.composition import Live


def test_a_section_that_was_asked_for_is_taken_once() -> None:
    live = Live({}, Random(1), 1, None)
    assert live.take_section() is None
    live.asked_section = "B"
    assert live.take_section() == "B"
    assert live.take_section() is None


def test_a_parameter_is_read_as_it_is_now() -> None:
    values = {"density": 0.2}
    live = Live(values, Random(1), 1, None)
    values["density"] = 0.8
    assert live["density"] == 0.8
