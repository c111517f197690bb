"""From a plan to an exit code: one performance in the terminal."""

from __future__ import annotations

import json

from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.terminal.keys import Keys
from generator.terminal.player import Player
from generator.terminal.screen import Screen
from generator.terminal.signals import Signals
from generator.terminal.summary import summary, summary_line

BAD_PIECE = 3


def perform(plan: Plan, ways: Ways, *, as_json: bool = False) -> int:
    """Play a plan and return the exit code; raises what the engine could not do."""
    screen = Screen()
    with Keys() as keys:

        def give_back() -> None:
            screen.close()
            keys.give_back()

        def take() -> None:
            keys.take()
            screen.redraw()

        with Signals(give_back, take) as signals:
            player = Player(plan, ways, screen, keys)
            player.play(signals)
    facts = summary(player)
    if as_json:
        print(json.dumps(facts, indent=2))
    elif player.failure is None:
        screen.notice(summary_line(facts))
    if player.failure is not None:
        raise player.failure
    failed = facts["faults"] or facts["refused"]
    return signals.exit_code or (BAD_PIECE if failed else 0)
