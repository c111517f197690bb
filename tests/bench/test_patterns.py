"""The arithmetic of the bench of patterns; nothing here is timed."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.bench.pattern_rates import OURS, rates
from tests.bench.patterns import beside, text


@pytest.mark.parametrize("name", OURS)
def test_what_is_measured_does_not_end(name: str) -> None:
    assert len(list(islice(OURS[name](), 10_000))) == 10_000


def test_every_pattern_has_a_rate() -> None:
    found = rates({"coin": OURS["coin"]}, 100)
    assert found["coin"] > 0.0


def test_none_may_be_slower() -> None:
    ours = {"coin": 3e6, "walk": 2e6}
    assert beside(ours, {"coin": 1e6, "walk": 2e6}).reached
    slower = beside(ours, {"coin": 1e6, "walk": 4e6})
    assert not slower.reached
    assert slower.figure == "0.5 x (walk) to 3.0 x (coin)"


def test_without_isobar_it_says_how_to_get_it() -> None:
    verdict = beside({"coin": 1e6}, {})
    assert not verdict.reached
    assert "make bench-peers" in verdict.figure
    assert text({"coin": 1e6}, {}).splitlines()[1].split() == ["coin", "1.00", "-", "-"]
