"""What a run comes to: its clicks against the grid that they should have been on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, pstdev

from .track import CLICKS_A_BEAT, Track

NEAR_SECONDS = 0.050  # as far off, a click is still that of the grid
SETTLED_CLICKS = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """Errors of the intervals between clicks in ms, and what the whole run has gained or lost.

    tempo_bpm, then_bpm: the mean tempo before and after the change; None where it never came.
    drift_ms: how much later the last clicks are than the first, by their number; negative is early.
    lost, extra: clicks of the grid that never came, and clicks that no place on it awaits.
    """

    tempo_bpm: float | None
    then_bpm: float | None
    mean_error_ms: float
    deviation_ms: float
    largest_error_ms: float
    drift_ms: float
    lost: int
    extra: int


def figures(track: Track, onsets: Sequence[float]) -> Figures:
    """Return the figures of a run; raises ValueError where fewer than two clicks came."""
    heard = [onset - onsets[0] for onset in onsets]
    kept = [onset for onset in heard if onset < track.seconds]
    if len(kept) < 2:
        raise ValueError(f"{len(kept)} clicks came")
    late = [onset - place for onset, place in zip(kept, track.grid(len(kept)), strict=True)]
    errors = [1000.0 * (after - before) for before, after in pairwise(late)]
    lost, extra = unmatched(track.due, heard)
    return Figures(
        tempo_bpm=tempo(kept[: track.change_click + 1]),
        then_bpm=tempo(kept[track.change_click :]),
        mean_error_ms=fmean(errors),
        deviation_ms=pstdev(errors),
        largest_error_ms=max(map(abs, errors)),
        drift_ms=drift_ms(late),
        lost=lost,
        extra=extra,
    )


def tempo(onsets: Sequence[float]) -> float | None:
    """Return the mean tempo of sixteenths; None of fewer than two."""
    if len(onsets) < 2 or onsets[-1] <= onsets[0]:
        return None
    return 60.0 / CLICKS_A_BEAT * (len(onsets) - 1) / (onsets[-1] - onsets[0])


def drift_ms(late: Sequence[float]) -> float:
    """Return how much later the last clicks are than the first: medians, so that one is none."""
    return 1000.0 * (median(late[-SETTLED_CLICKS:]) - median(late[:SETTLED_CLICKS]))


def unmatched(grid: Sequence[float], onsets: Sequence[float]) -> tuple[int, int]:
    """Return how many places of a grid and how many clicks have no counterpart nearby, in order.

    Clicks after the last place do not count.
    """
    place = click = lost = extra = 0
    while place < len(grid) and click < len(onsets):
        late = onsets[click] - grid[place]
        lost += late > NEAR_SECONDS
        extra += late < -NEAR_SECONDS
        place += late >= -NEAR_SECONDS
        click += late <= NEAR_SECONDS
    return lost + len(grid) - place, extra
