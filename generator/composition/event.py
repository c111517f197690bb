"""A note as the engine plays it: placed on an absolute sample."""

from __future__ import annotations

from typing import NamedTuple

from generator.composition.provenance import Draws, Readings


class Event(NamedTuple):
    """One committed note.

    onset_sample and duration_samples count the session's samples from its start; amplitude and
    pan are 0 to 1; controls are the p-fields from p8 on. part, beat, pitch and duration_beats say
    where it came from. Where that was asked for: rule, what made it (`melody, voices.py:57`);
    draws, what its part had drawn in that step, by stream; readings, the parameters it had read.
    """

    onset_sample: int
    duration_samples: int
    instrument: str
    amplitude: float
    frequency_hz: float
    pan: float
    part_number: int
    controls: tuple[float, ...]
    part: str
    beat: float
    pitch: float
    duration_beats: float
    rule: str = ""
    draws: Draws = ()
    readings: Readings = ()
