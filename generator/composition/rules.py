"""Rules: what a piece may do to itself while it plays, how likely, and what that forbids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.composition.live import Live
from generator.errors import PieceError


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a piece may do.

    act: does it; it returns False where there was nothing to do. chance: the probability, 0 to 1,
    that it acts when tried, given the live state. opposite: the rule that it blocks for
    `cooldown` steps once it has acted.
    """

    name: str
    act: Callable[[Live], bool | None]
    chance: Callable[[Live], float]
    opposite: str = ""
    cooldown: int = 0


class Rules:
    """Rules in performance: which of them are blocked, and how often each has acted.

    Raises PieceError for an opposite that is no rule.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self.acted: Counter[str] = Counter()
        self.blocked_until: dict[str, int] = {rule.name: 0 for rule in self._rules}
        for rule in self._rules:
            if rule.opposite and rule.opposite not in self.blocked_until:
                raise PieceError(f"rule {rule.name!r} opposes {rule.opposite!r}, which is no rule")

    def apply(self, live: Live, step: int) -> list[str]:
        """Try every rule in its order; return the names of those that acted at this step."""
        return [rule.name for rule in self._rules if self._try(rule, live, step)]

    def _try(self, rule: Rule, live: Live, step: int) -> bool:
        if step < self.blocked_until[rule.name] or live.random.random() >= rule.chance(live):
            return False
        if rule.act(live) is False:
            return False
        self.acted[rule.name] += 1
        if rule.opposite:
            self.blocked_until[rule.opposite] = step + rule.cooldown
        return True
