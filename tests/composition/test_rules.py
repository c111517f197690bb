"""Rules: chances that act, opposites that wait."""

from __future__ import annotations

from random import Random

import pytest

from generator.composition import Live, Rule, Rules
from generator.errors import PieceError


def live_at(**parameters: float) -> Live:
    return Live(parameters, Random(3), 0, [])


def noting(name: str, result: bool | None = None, **options: object) -> Rule:
    """Return a rule that writes its name into the state and acts with chance `p`."""

    def act(live: Live) -> bool | None:
        live.state.append(name)
        return result

    return Rule(name, act, lambda live: live["p"], **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_a_rule_acts_with_its_chance(chance: float) -> None:
    """Within four standard deviations over 4,000 tries."""
    live, rules = live_at(p=chance), Rules([noting("act")])
    for step in range(4000):
        rules.apply(live, step)
    spread = (4000 * chance * (1.0 - chance)) ** 0.5
    assert abs(rules.acted["act"] - 4000 * chance) <= 4.0 * spread
    assert len(live.state) == rules.acted["act"]


def test_a_rule_that_acted_blocks_its_opposite_for_a_while() -> None:
    live, rules = live_at(p=1.0), Rules([noting("up", opposite="down", cooldown=3), noting("down")])
    assert [rules.apply(live, step) for step in (0, 1, 2)] == [["up"]] * 3
    assert rules.apply(live_at(p=0.0), 4) == []
    only_down = Rules([noting("up", opposite="down", cooldown=3), noting("down")])
    only_down.blocked_until["up"] = 100
    only_down.blocked_until["down"] = 3
    assert [only_down.apply(live, step) for step in (2, 3, 4)] == [[], ["down"], ["down"]]


def test_opposites_take_turns() -> None:
    """Each lets the other wait four steps, so neither undoes the other at once."""
    pair = [
        noting("up", opposite="down", cooldown=4),
        noting("down", opposite="up", cooldown=4),
    ]
    live, rules = live_at(p=0.3), Rules(pair)
    acted = [(step, name) for step in range(2000) for name in rules.apply(live, step)]
    last = {"up": -4, "down": -4}
    for step, name in acted:
        assert step - last["down" if name == "up" else "up"] >= 4
        last[name] = step
    assert min(rules.acted.values()) > 50


def test_a_rule_with_nothing_to_do_has_not_acted() -> None:
    """It neither counts nor blocks its opposite."""
    live = live_at(p=1.0)
    rules = Rules([noting("up", False, opposite="down", cooldown=9), noting("down")])
    assert rules.apply(live, 0) == ["down"]
    assert live.state == ["up", "down"]


def test_an_opposite_must_exist() -> None:
    with pytest.raises(PieceError, match="'up' opposes 'dwon'"):
        Rules([noting("up", opposite="dwon"), noting("down")])
