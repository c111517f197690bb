"""Spread: how far random values lie apart, and on which pitches and beats they come to lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil

from generator.errors import PatternError
from generator.patterns.arguments import clipped, number
from generator.patterns.beta_quantile import quantile
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run
from generator.theory.any_scale import AnyScale

HIGHEST = 135.0
LONGEST_BEATS = 100_000.0
SHORTEST_SHARE = 0.125

# How firmly each semitone above a tonic stands: the greater of its two ratings, in major and in
# minor (Krumhansl and Kessler 1982).
FIRMNESS = (6.35, 2.68, 3.52, 5.38, 4.38, 4.09, 2.54, 5.19, 3.98, 3.66, 3.34, 3.17)


@pattern
def spread(values: Value, bias: Value = 0.5, width: Value = 0.58) -> Values[float]:
    """Return values from 0 to 1, spread evenly, as values of a beta distribution.

    bias: its mean, 0 to 1. width: its standard deviation as a share of the greatest possible: at 0
    all values are the bias, at 0.33 they form a bell, at 0.58 they are flat (at bias 0.5), at 1
    a coin falls on 1 with chance `bias`. The order of low and high stays, so a loop stays one.
    Live values are clipped; raises PatternError for constants outside 0 to 1. After the spread and
    bias of Marbles (Mutable Instruments, Gillet 2018).

    >>> from generator.patterns import seq
    >>> [round(value, 2) for value in spread(seq(0.1, 0.5, 0.9), bias=0.5, width=0.3)]
    [0.3, 0.5, 0.7]
    """
    means = number("spread: bias", bias, 0.0, 1.0)
    widths = number("spread: width", width, 0.0, 1.0)

    def spreads(run: Run) -> Iterator[float]:
        mean, share = means(run), widths(run)
        for value in run.iterate(values):
            yield quantile(float(clipped("spread: value", value, 0.0, 1.0)), mean(), share())

    return spreads


@pattern
def steps(
    values: Value,
    scale: AnyScale,
    amount: Value = 0.5,
    *,
    low: Value = 48.0,
    high: Value = 72.0,
    weights: Sequence[float] | None = None,
) -> Values[float]:
    """Return values from 0 to 1 as pitches from low to high, gliding or on degrees of a scale.

    amount: 0 to 1. Below 0.5 pitches lie between the degrees, and the lower it is, the more slowly
    they follow the values; at 0.5 all degrees are in use, above fewer and fewer, those of least
    weight first, down to the root alone. weights: one a degree; without them the firmness of its
    tone (Krumhansl and Kessler 1982). low, high: 0 to 135 semitones. Live values are clipped;
    raises PatternError for constants out of range, and for a wrong number of weights. After the
    steps of Marbles (Mutable Instruments, Gillet 2018).

    >>> from generator.patterns import cycle
    >>> from generator.theory import Scale
    >>> row, ionian = cycle(0.1, 0.4, 0.9), Scale.named("ionian", "C4")
    >>> [steps(row, ionian, amount)[:3].values() for amount in (0.5, 0.8, 1.0)]
    [[50, 57, 69], [52, 60, 72], [48, 60, 72]]
    """
    amounts = number("steps: amount", amount, 0.0, 1.0)
    ends = number("steps: low", low, 0.0, HIGHEST), number("steps: high", high, 0.0, HIGHEST)
    order = _by_weight(scale, weights)

    def pitches(run: Run) -> Iterator[float]:
        fader, bottom, top = amounts(run), ends[0](run), ends[1](run)
        place: float | None = None
        for value in run.iterate(values):
            floor, ceiling = bottom(), top()
            aim = floor + float(clipped("steps: value", value, 0.0, 1.0)) * (ceiling - floor)
            step = 2.0 * fader()
            place = aim if place is None or step >= 1.0 else place + (aim - place) * _pace(step)
            if step < 1.0:
                yield place
            else:
                kept = order[: max(1, ceil(len(order) * (2.0 - step)))]
                yield _nearest(scale, tuple(sorted(kept)), aim, floor, ceiling)

    return pitches


@pattern
def jitter(step: Value = 1.0, amount: Value = 0.2) -> Values[float]:
    """Return steps in beats that put each onset a little off its beat, and never drift.

    step: the even steps, above 0. amount: 0 to 1; at 1 an onset lies anywhere up to half a step
    before or after its beat. Deviations do not add up. Live values are clipped; raises PatternError
    for constants out of range. After the jitter of Marbles (Mutable Instruments, Gillet 2018).

    >>> from itertools import accumulate
    >>> onsets = accumulate(jitter(0.5, 0.2)[:1000])
    >>> max(abs(onset - 0.5 * beat) for beat, onset in enumerate(onsets, 1)) < 0.05
    True
    """
    beat = number("jitter: step", step, 1e-6, LONGEST_BEATS)
    amounts = number("jitter: amount", amount, 0.0, 1.0)

    def values(run: Run) -> Iterator[float]:
        even, share, draw = beat(run), amounts(run), run.random.random
        late = 0.0
        while True:
            beats = even()
            aim = beats * share() * (draw() - 0.5)
            taken = max(beats * SHORTEST_SHARE, beats + aim - late)
            late += taken - beats
            yield taken

    return values


def _pace(step: float) -> float:
    """Return the share of the way that a gliding pitch goes at once, for steps from 0 to 1."""
    return 0.2 + 0.8 * step * step


def _by_weight(scale: AnyScale, weights: Sequence[float] | None) -> list[int]:
    """Return the degrees of an octave, the weightiest first, the root before all."""
    degrees = range(len(scale))
    given = weights or [FIRMNESS[round(scale.pitch(k) - scale.pitch(0)) % 12] for k in degrees]
    if len(given) != len(scale):
        raise PatternError(f"steps: {len(given)} weights for {len(scale)} degrees: give one each")
    return sorted(degrees, key=lambda degree: (degree != 0, -given[degree], degree))


def _nearest(scale: AnyScale, kept: tuple[int, ...], aim: float, low: float, high: float) -> float:
    """Return the pitch nearest to an aim, from low to high if there is one, of the degrees kept."""
    octave = scale.degree(aim) // len(scale)
    near = (scale.pitch(degree) for degree in _around(kept, octave, len(scale)))
    return min(near, key=lambda pitch: (not low <= pitch <= high, abs(pitch - aim), pitch))


@lru_cache(maxsize=256)
def _around(kept: tuple[int, ...], octave: int, size: int) -> tuple[int, ...]:
    spans = (octave - 1, octave, octave + 1)
    return tuple(degree + size * each for each in spans for degree in kept)
