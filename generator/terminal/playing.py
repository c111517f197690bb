"""From a plan to an exit code: one performance in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

from generator.session.unfinished import Beginning
from generator.terminal.keys import Keys
from generator.terminal.player import Player
from generator.terminal.screen import Screen
from generator.terminal.signals import Signals
from generator.terminal.summary import Performed, summary, summary_line

BAD_PIECE = 3


def perform(beginning: Beginning, signals: Signals, *, as_json: bool = False) -> int:
    """Play what is to begin and return the exit code; raises what the engine could not do."""
    if beginning.offer is not None:
        beginning.notices += beginning.offer.offer
        beginning.offer.entry.close()
    screen = Screen()
    with Keys() as keys:

        def give_back() -> None:
            screen.close()
            keys.give_back()

        def take() -> None:
            keys.take()
            screen.redraw()

        with signals.noted(give_back, take):
            player = Player(beginning, screen, keys)
            player.play(signals)
    return conclude(player, screen.notice, as_json=as_json)


def conclude(performed: Performed, tell: Callable[[str], None], *, as_json: bool = False) -> int:
    """Sum a performance up and return its exit code; raises what the engine could not do."""
    facts = summary(performed)
    if as_json:
        print(json.dumps(facts, indent=2))
    elif performed.failure is None:
        tell(summary_line(facts))
    if performed.failure is not None:
        raise performed.failure
    return BAD_PIECE if facts["faults"] or facts["refused"] else 0
