"""The beta distribution, by its mean and its spread."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

TINY = 1e-300
CLOSE = 1e-12
MOST_TERMS = 200
MOST_HALVINGS = 60


def quantile(chance: float, mean: float, spread: float) -> float:
    """Return the value from 0 to 1 below which a share `chance` of a beta distribution lies.

    spread: its standard deviation as a share of the greatest that the mean allows: 0 is constant,
    0.33 a bell, 0.58 flat (at mean 0.5), 1 a coin that falls on 1 with chance `mean`. Newton's
    method on the incomplete beta function, kept between bounds. All from 0 to 1.

    >>> [round(quantile(0.25, 0.5, spread), 3) for spread in (0.0, 0.3, 3**-0.5, 1.0)]
    [0.5, 0.393, 0.25, 0.0]
    """
    if spread < 1e-3 or not 0.0 < mean < 1.0:
        return mean
    if spread > 0.99:
        return float(chance >= 1.0 - mean)
    count = 1.0 / (spread * spread) - 1.0
    a, b = mean * count, (1.0 - mean) * count
    low, high, place = 0.0, 1.0, mean
    for _ in range(MOST_HALVINGS):
        miss = share_below(place, a, b) - chance
        low, high = (low, place) if miss > 0.0 else (place, high)
        slope = exp(_log_density(place, a, b))
        former, place = place, place - miss / slope if slope > TINY else -1.0
        if not low < place < high:
            place = 0.5 * (low + high)
        if abs(place - former) < CLOSE:
            break
    return place


def share_below(place: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function of a place from 0 to 1, a and b above 0.

    By its continued fraction (DLMF 8.17.22), evaluated as Lentz (1976) did.

    >>> round(share_below(0.3, 1.0, 1.0), 9), round(share_below(0.5, 4.0, 4.0), 9)
    (0.3, 0.5)
    """
    if place <= 0.0 or place >= 1.0:
        return float(place >= 1.0)
    if place > (a + 1.0) / (a + b + 2.0):
        return 1.0 - share_below(1.0 - place, b, a)
    front = exp(_log_density(place, a, b) + log(place) + log1p(-place)) / a
    return front * _fraction(place, a, b)


def _log_density(place: float, a: float, b: float) -> float:
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    return scale + (a - 1.0) * log(place) + (b - 1.0) * log1p(-place)


def _fraction(place: float, a: float, b: float) -> float:
    upper, lower, whole = 1.0, 0.0, 1.0
    for term in range(1, MOST_TERMS):
        half, odd = divmod(term, 2)
        above = -(a + half) * (a + b + half) if odd else half * (b - half)
        part = above * place / ((a + term - 1) * (a + term))
        lower = 1.0 / (1.0 + part * lower or TINY)
        upper = 1.0 + part / upper or TINY
        whole *= upper * lower
        if abs(upper * lower - 1.0) < CLOSE:
            break
    return 1.0 / whole
