"""Freeze: what was just heard becomes a loop."""

from __future__ import annotations

import sys

from generator.composition.live import Live, given
from generator.composition.loop import LONGEST_BARS, Bar, Choice, Loop, heard_loop, interrupted
from generator.composition.mutation import Scales, mutated
from generator.composition.piece import PartFunction
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value
from generator.patterns.run import Run


def freezable(
    function: PartFunction,
    freeze: Value,
    bars: Value = 1,
    *,
    mutation: Value = 0.0,
    source: str = "",
    scale: Scales = None,
    bar_beats: float | None = None,
) -> PartFunction:
    """Return a part that plays a loop of what was just heard while a button is on.

    freeze: the button; from the first bar line at which it is above 0.5, the last bars heard (1 to
    64, `bars`) are repeated; from the first at which it is not, the part is where it would have
    been. mutation: the chance of each note to change, for good, whenever the loop begins again,
    0 to 1; scale: as for `mutating`. source: the part whose notes make the loop; without one it is
    the part itself. bar_beats: the length of a bar, 0.001 to 10,000; None: by the piece's metre.
    Where nothing was heard, nothing is frozen. Live values are clipped; raises PatternError for
    constants out of range.

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> piece = Piece("ice")
    >>> hold = piece.parameter("tune.freeze", 0, 1, 0)
    >>> tune = notes(cycle(60, 62, 64, 67, 69))
    >>> part = piece.add("tune", freezable(tune, hold, bars=2), "Pluck")
    """
    buttons = number("freezable: freeze", freeze)
    sizes = whole("freezable: bars", bars, 1, LONGEST_BARS)
    shares = number("freezable: mutation", mutation, 0.0, 1.0)

    def chooser(live: Live, bar_beats: float) -> Choice:
        pressed, size = buttons(Run(live, "freeze")), sizes(Run(live, "bars"))
        share, random = shares(Run(live, "mutation")), live.draws("freeze")
        loop: Loop | None = None
        first = 0

        def choose(bar: int) -> Bar:
            nonlocal loop, first
            if pressed() <= 0.5:
                loop = None
                return None
            if loop is None and bar > 0:
                span = min(size(), bar)
                start = live.beat - span * bar_beats
                loop = heard_loop(live.heard, source or live.part, start, span, bar_beats)
                first = bar
            elif loop and (bar - first) % loop.bars == 0:
                loop = mutated(loop, share(), random, given(scale, live))
            if loop and not loop.notes:
                loop = None
            return loop and loop.bar(bar - first)

        return choose

    return interrupted(function, bar_beats, chooser, "freezable", sys._getframe(1))
