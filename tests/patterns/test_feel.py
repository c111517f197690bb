"""Feel: swing and deviation, of which neither drifts."""

from __future__ import annotations

from itertools import accumulate, pairwise
from statistics import correlation, pstdev

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, param, seq
from generator.patterns.feel import humanise, swing
from generator.patterns.player import Alone
from generator.timing.swing import swung


@pytest.mark.parametrize("amount", [0.0, 0.4, 1.0])
def test_swing_is_that_of_the_session(amount: float) -> None:
    steps = [0.5, 0.25, 0.25, 1.0, 1 / 3, 1 / 3, 1 / 3, 0.1]
    ends = list(accumulate(swing(cycle(*steps), amount)[:160]))
    known = [swung(beat, amount) for beat in accumulate(steps * 20)]
    assert ends == pytest.approx(known, abs=1e-9)


def test_swing_of_sixteenths() -> None:
    assert swing(0.25, 1, pair=0.5)[:2].values() == pytest.approx([1 / 3, 1 / 6])


def test_a_live_amount_never_takes_time_back() -> None:
    parameters = {"swing": 1.5}
    played = swing(0.05, param("swing")).stream(player=Alone(parameters=parameters))
    beat = 0.0
    for step in range(1, 401):
        parameters["swing"] = 1.5 * (step // 7 % 2)
        taken = next(played)
        assert taken >= 0.0
        beat += taken
        assert 0.05 * step - 1e-9 <= beat <= 0.05 * step + 0.26


def test_deviations_are_correlated_and_stay() -> None:
    steps = humanise(0.5, 0.02)[:20_000].values()
    late = [end - 0.5 * step for step, end in enumerate(accumulate(steps), 1)]
    assert 0.016 < pstdev(late) < 0.024
    assert max(map(abs, late)) < 0.1
    assert correlation(late[1:], late[:-1]) > 0.6  # white noise has 0
    assert 0.15 < correlation(late[8:], late[:-8]) < correlation(late[1:], late[:-1])


def test_deviations_by_seed_and_none_at_all() -> None:
    assert humanise(0.5)[:50].values(1) == humanise(0.5)[:50].values(1)
    assert humanise(0.5)[:50].values(1) != humanise(0.5)[:50].values(2)
    assert humanise(seq(1, 0.5), 0.0).values() == [1, 0.5]
    assert all(step >= 0.0 for step in humanise(0.01, 0.25)[:500])
    assert any(a != b for a, b in pairwise(humanise(0.5)[:9]))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match=r"swing: amount = 2 is out of range: give 0 to 1.5"):
        swing(0.5, 2)
    with pytest.raises(PatternError, match="humanise: spread = -1"):
        humanise(0.5, -1)
    for row in (swing(seq(None)), humanise(seq(None))):
        with pytest.raises(PatternError, match=r"steps from .* None is no number"):
            row.values()
