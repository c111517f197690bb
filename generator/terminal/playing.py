"""From a plan to an exit code: one performance in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.terminal.keys import Keys
from generator.terminal.player import Player
from generator.terminal.screen import Screen
from generator.terminal.signals import Signals
from generator.terminal.summary import Performed, summary, summary_line

BAD_PIECE = 3


def perform(plan: Plan, ways: Ways, notice: str = "", *, as_json: bool = False) -> int:
    """Play a plan and return the exit code; raises what the engine could not do.

    notice: what to tell the player first.
    """
    screen = Screen()
    with Keys() as keys:

        def give_back() -> None:
            screen.close()
            keys.give_back()

        def take() -> None:
            keys.take()
            screen.redraw()

        with Signals(give_back, take) as signals:
            player = Player(plan, ways, screen, keys, notice)
            player.play(signals)
    return conclude(player, signals.exit_code, screen.notice, as_json=as_json)


def conclude(
    performed: Performed, exit_code: int, tell: Callable[[str], None], *, as_json: bool = False
) -> int:
    """Sum a performance up and return its exit code; raises what the engine could not do."""
    facts = summary(performed)
    if as_json:
        print(json.dumps(facts, indent=2))
    elif performed.failure is None:
        tell(summary_line(facts))
    if performed.failure is not None:
        raise performed.failure
    failed = facts["faults"] or facts["refused"]
    return exit_code or (BAD_PIECE if failed else 0)
