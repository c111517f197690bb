"""Instruments as General MIDI has them (level 1, 1991): the nearest program and percussion key."""

from __future__ import annotations

from collections.abc import Mapping

PROGRAMS: Mapping[str, int] = {  # counted from 0
    "Bass": 38, "Bell": 14, "Bow": 42, "Brass": 61, "Flute": 73, "Glass": 92, "Gong": 14,
    "Grain": 99, "Harp": 46, "Keys": 4, "Koto": 107, "Mallet": 12, "Organ": 19, "Pad": 89,
    "Pluck": 24, "Reed": 71, "Tom": 117, "Wind": 122, "Wood": 115,
}  # fmt: skip
DRUM_KEYS: Mapping[str, int] = {
    "Clap": 39, "Gong": 52, "Hat": 42, "Kick": 36, "Shaker": 82, "Snare": 38, "Tom": 47, "Wood": 76,
}  # fmt: skip
PIANO = 0
LOWEST_DRUM, HIGHEST_DRUM = 35, 81


def program(instrument: str) -> int:
    """Return the program nearest to an instrument, from 0; a piano for one that is not known.

    >>> program("Mallet")
    12
    """
    return PROGRAMS.get(instrument, PIANO)


def drum_key(instrument: str, pitch: float) -> int:
    """Return the key of a percussion instrument; for an unknown one that of its pitch, 35 to 81.

    >>> drum_key("Snare", 50.0), drum_key("Anvil", 50.4)
    (38, 50)
    """
    nearest = min(HIGHEST_DRUM, max(LOWEST_DRUM, round(pitch)))
    return DRUM_KEYS.get(instrument, nearest)
