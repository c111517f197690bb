"""A map of drum patterns: how soon each step of each part is heard as its density rises.

Drawn for this project. From left to right: four to the bar, backbeat, break beat, clave. From the
bottom upwards: plain, pushed, busy, turned round. A row is two bars of sixteenths; 9 is heard
first, 0 last.
"""

from __future__ import annotations

from generator.theory.metre import indispensability

STEPS = 32
COLUMNS = ROWS = 4

_DRAWN = {
    "kick": (
        (
            "9010 8010 9010 8020 9010 8010 9010 8130",
            "9000 0010 8040 0010 9000 0020 8050 0030",
            "9080 0000 0074 0000 9070 0001 0086 0000",
            "9006 7000 9006 7002 9006 7000 9007 7013",
        ),
        (
            "9002 8003 9002 8070 9002 8003 9027 8061",
            "9000 0071 8060 0002 9000 0071 8076 0013",
            "9070 0070 0287 0000 8070 0040 0287 0006",
            "9000 7010 9000 7020 9001 7010 9000 7031",
        ),
        (
            "9106 8207 9103 8171 9106 8207 9205 8272",
            "9020 0071 7080 0720 9030 0081 6080 0740",
            "9071 0270 0387 0703 8173 0270 0387 1706",
            "9006 8103 9006 8204 9016 8103 9107 8305",
        ),
        (
            "9003 4060 2805 3070 9004 2061 1706 5043",
            "8004 0070 0905 0030 7050 0080 0806 2040",
            "7005 0803 0060 0400 6040 0905 0070 0360",
            "8003 0060 0504 0070 7004 0080 0605 0340",
        ),
    ),
    "snare": (
        (
            "0000 9000 0001 9001 0000 9000 0011 9013",
            "0000 9000 0000 9000 0000 9000 0000 9002",
            "0000 9003 0300 9003 0000 9004 0300 9020",
            "9008 0080 0080 8000 9007 0080 0080 8002",
        ),
        (
            "0001 9003 0010 9007 0002 9001 0037 9034",
            "0000 9001 0100 9003 0000 9001 0700 9017",
            "0002 9007 0701 9006 0003 9007 0702 0907",
            "0009 0180 0009 0081 0009 0170 0108 0293",
        ),
        (
            "0103 9027 0703 9016 0103 9037 0713 9164",
            "0001 9007 0702 9013 0001 9007 0703 9076",
            "0103 9027 0703 9027 0704 9037 0704 2917",
            "8208 1083 0280 8203 7108 2083 0381 8214",
        ),
        (
            "0010 8004 0300 7015 0020 8003 0400 6257",
            "0020 8005 0030 7106 0030 8004 0061 5278",
            "0030 4906 0503 0847 0040 3807 0605 2869",
            "7106 0270 3080 0706 2810 6030 0750 0827",
        ),
    ),
    "hat": (
        (
            "4192 3192 4192 3193 4192 3192 4193 3194",
            "8060 7060 8060 7060 8060 7060 8061 7062",
            "8161 7161 8161 7161 8161 7162 8161 7263",
            "9070 7806 0806 7070 9070 7806 0807 7160",
        ),
        (
            "5272 5283 5272 5294 5272 5283 5273 5295",
            "8171 7161 8171 7262 8171 7161 8271 7363",
            "8070 7173 6080 7172 8070 7274 6080 7373",
            "7050 6151 7050 6152 7051 6151 7150 6253",
        ),
        (
            "7483 6492 7483 6494 7483 6492 7493 7585",
            "8363 7463 8363 7464 8363 7463 8464 7565",
            "7474 7375 7474 7376 7475 7375 7574 7477",
            "8576 8576 8577 8586 8576 8577 8586 8687",
        ),
        (
            "6092 7193 5284 6391 7193 6092 4285 7492",
            "7182 6273 7184 5363 6283 7172 5384 6475",
            "6352 7264 5373 6282 7263 5354 6382 5476",
            "6170 4806 3706 4807 7060 3807 4716 3828",
        ),
    ),
}

PARTS = tuple(_DRAWN)

Levels = tuple[float, ...]


def _levels(drawn: str) -> Levels:
    """Return the levels of a row, 0 to 1; of two alike, the step that is less dispensable first."""
    ranks = indispensability((2, 2, 2, 2, 2))
    digits = drawn.replace(" ", "")
    return tuple(
        (int(digit) + (rank + 0.5) / STEPS) / 10.0
        for digit, rank in zip(digits, ranks, strict=True)
    )


LEVELS: dict[str, tuple[tuple[Levels, ...], ...]] = {
    part: tuple(tuple(map(_levels, row)) for row in rows) for part, rows in _DRAWN.items()
}


def level(part: str, step: int, x: float, y: float) -> float:
    """Return the level of a part's step, 0 to 1, at a place on the map, x and y from 0 to 1.

    Bilinear between the four patterns around the place.

    >>> round(level("kick", 0, 0.0, 0.0), 3), round(level("kick", 5, 0.0, 0.0), 3)
    (0.998, 0.014)
    """
    left, across = divmod(min(x * (COLUMNS - 1), COLUMNS - 1 - 1e-9), 1.0)
    below, up = divmod(min(y * (ROWS - 1), ROWS - 1 - 1e-9), 1.0)
    column, row = int(left), int(below)
    lower, upper = LEVELS[part][row : row + 2]
    low = lower[column][step] * (1.0 - across) + lower[column + 1][step] * across
    high = upper[column][step] * (1.0 - across) + upper[column + 1][step] * across
    return low * (1.0 - up) + high * up
