"""Boids: a flock of voices."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from random import Random

from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_BIRDS = 32
SLOWEST, FASTEST = 0.01, 0.06  # of the plane's side in a step
NEAR = 0.15


class Bird:
    """One bird: its place on a plane of side 1, and its motion in a step."""

    __slots__ = ("across", "along", "height", "rise")

    def __init__(self, random: Random) -> None:
        self.along, self.height = random.random(), random.random()
        self.across, self.rise = (random.uniform(-FASTEST, FASTEST) for _ in range(2))

    def steer(
        self, flock: list[Bird], cohesion: float, separation: float, alignment: float
    ) -> None:
        """Turn towards the flock's middle and its heading, and away from those who are near."""
        others = len(flock) - 1 or 1
        for other in flock:
            apart_along, apart_height = other.along - self.along, other.height - self.height
            near = NEAR - sqrt(apart_along * apart_along + apart_height * apart_height)
            pull = 0.02 * cohesion / others - (0.5 * separation if near > 0.0 else 0.0)
            follow = 0.25 * alignment / others
            self.across += pull * apart_along + follow * (other.across - self.across)
            self.rise += pull * apart_height + follow * (other.rise - self.rise)
        speed = sqrt(self.across * self.across + self.rise * self.rise) or SLOWEST
        factor = min(max(speed, SLOWEST), FASTEST) / speed
        self.across, self.rise = self.across * factor, self.rise * factor

    def fly(self) -> None:
        """Move on by a step; the plane's edges turn a bird back."""
        self.along, self.across = _bounced(self.along + self.across, self.across)
        self.height, self.rise = _bounced(self.height + self.rise, self.rise)


@pattern
def boids(
    birds: int = 4,
    low: Value = 48.0,
    high: Value = 84.0,
    cohesion: Value = 0.5,
    separation: Value = 0.5,
    alignment: Value = 0.5,
) -> Values[tuple[float, ...]]:
    """Return the heights of a flock as a chord at each step, from low to high, for ever.

    birds: 1 to 32. cohesion draws them together, separation keeps them apart, alignment gives them
    one heading: 0 to 1 each, read at each step, as are low and high (any unit, semitones if
    pitches: quantise them). Reynolds (1987), on a plane that the birds cross sideways unheard.

    >>> chords = boids(3, 60, 72)[:100].values()
    >>> len(chords[0]), min(map(min, chords)) >= 60, max(map(max, chords)) <= 72
    (3, True, True)
    """
    numbers = whole("boids: birds", birds, 1, MOST_BIRDS)
    bounds = number("boids: low", low), number("boids: high", high)
    wills = {"cohesion": cohesion, "separation": separation, "alignment": alignment}
    strengths = [number(f"boids: {what}", will, 0.0, 1.0) for what, will in wills.items()]

    def values(run: Run) -> Iterator[tuple[float, ...]]:
        read_low, read_high = (bound(run) for bound in bounds)
        read = [strength(run) for strength in strengths]
        flock = [Bird(run.random) for _ in range(numbers(run)())]
        while True:
            least, most = read_low(), read_high()
            yield tuple(least + bird.height * (most - least) for bird in flock)
            present = [each() for each in read]
            for bird in flock:
                bird.steer(flock, *present)
            for bird in flock:
                bird.fly()

    return values


def _bounced(place: float, motion: float) -> tuple[float, float]:
    if 0.0 <= place <= 1.0:
        return place, motion
    return (-place, -motion) if place < 0.0 else (2.0 - place, -motion)
