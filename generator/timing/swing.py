"""Swing: off-beat eighths come late, and everything between is stretched to fit."""

from __future__ import annotations

from math import floor

PAIR_BEATS = 1.0
STRAIGHT = 0.5
FULL = 2.0 / 3.0


def swung(beat: float, swing: float) -> float:
    """Return the beat at which a written beat sounds; swing is 0 (straight) to 1 (triplet).

    The map is continuous and rising, so the order of events never changes, and every whole beat
    stays where it is.
    """
    if swing == 0.0:
        return beat
    start = floor(beat / PAIR_BEATS) * PAIR_BEATS
    place = (beat - start) / PAIR_BEATS
    middle = STRAIGHT + swing * (FULL - STRAIGHT)
    if place < STRAIGHT:
        return start + PAIR_BEATS * place * middle / STRAIGHT
    return start + PAIR_BEATS * (middle + (place - STRAIGHT) * (1.0 - middle) / (1.0 - STRAIGHT))
