"""Drum map: beats between one pattern and another, by a place on a plane."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from generator.patterns.arguments import number, one_of
from generator.patterns.drum_levels import PARTS, STEPS, level
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run
from generator.patterns.streams import stream

ACCENTED, PLAIN = 1.0, 0.6
HIGHEST_LEVEL = 0.999


@pattern
def drum_map(
    part: str,
    x: Value = 0.0,
    y: Value = 0.0,
    density: Value = 0.5,
    *,
    chaos: Value = 0.0,
    accent: Value = 0.75,
    ring: str = "drum map",
) -> Values[float]:
    """Return a drum's hits, step by step, as loudness: 1 for an accent, 0.6 for a hit, 0 for none.

    part: "kick", "snare" or "hat". A step is a sixteenth; a row has 32. x: from four to the bar
    through backbeat and break to clave; y: from plain through pushed and busy to turned round. A
    step is hit where its level on the map is above 1 - density, and has an accent where it is above
    `accent`. chaos: how far chance moves the levels at each step. All from 0 to 1; live values are
    clipped. Rows of one part and one ring draw alike, so pitch and loudness may each read one.
    Raises UnknownNameError for another part, PatternError for constants out of range. After Grids
    (Mutable Instruments, Gillet 2012), with a map of our own.

    >>> [round(hit, 1) for hit in drum_map("kick", 0, 0, density=0.3)[:8]]
    [1.0, 0, 0, 0, 1.0, 0, 0, 0]
    """
    one_of("part of the drum map", part, PARTS)
    given = {"x": x, "y": y, "density": density, "chaos": chaos, "accent": accent}
    faders = [number(f"drum_map: {name}", value, 0.0, 1.0) for name, value in given.items()]

    def values(run: Run) -> Iterator[float]:
        reads = [fader(run) for fader in faders]
        draw = stream(run.player.seed, f"ring/{ring}/{part}").random
        for step in count():
            across, up, share, wild, loud = (read() for read in reads)
            height = level(part, step % STEPS, across, up) + wild * (draw() - 0.5)
            if min(height, HIGHEST_LEVEL) <= 1.0 - share:
                yield 0
            else:
                yield ACCENTED if height > loud else PLAIN

    return values
