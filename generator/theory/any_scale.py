"""What all scales have in common, whatever they are tuned to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class AnyScale(Protocol):
    """What has degrees with pitches: a Scale, a Tuning or a TunedScale.

    >>> from generator.theory.scale import Scale
    >>> from generator.theory.tuning import Tuning
    >>> def third(scale: AnyScale) -> float:
    ...     return scale.pitch(2) - scale.pitch(0)
    >>> third(Scale.named("major")), third(Tuning("quarter tones", (50.0,)))
    (4, 1.0)
    """

    @property
    def tonic(self) -> float:
        """The pitch of degree 0."""

    def __len__(self) -> int: ...
    def __contains__(self, pitch: float) -> bool: ...
    def pitch(self, degree: int) -> float:
        """Return the pitch of a degree."""

    def degree(self, pitch: float) -> int:
        """Return the degree nearest to a pitch."""

    def nearest(self, pitch: float) -> float:
        """Return the pitch of the scale nearest to a pitch."""

    def on(self, tonic: int) -> AnyScale:
        """Return the scale on another tonic."""

    def pitches(self, low: int, high: int) -> Sequence[float]:
        """Return the pitches of the scale from low to high."""
