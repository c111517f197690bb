"""Rows of degrees that belong to a tuning: maqamat, makams, a Bohlen-Pierce mode.

The maqamat and their ajnas in quarter tones, the notation agreed on at the Congress of Cairo
(1932), as Farraj's maqamworld.com and Farraj and Abu Shumays, Inside Arabic Music (2019), have
them; players tune the neutral steps by ear. Where a maqam has two upper ajnas to choose from, this
is one of them: hijaz with nahawand, saba with hijaz and ajam. The makams in commas, 53 to the
octave, made of the tetrachords and pentachords of Arel, Ezgi and Uzdilek (1930s); hicaz is 5 12 5
everywhere, though the staff gives 5 13 4 for it in saba and segah. Where the way up and the way
down differ, this is the way up. The Bohlen-Pierce mode after Bohlen (1978).
"""

from __future__ import annotations

from itertools import accumulate

# Steps in quarter tones, the lower jins first.
AJNAS: dict[str, tuple[int, ...]] = {
    "ajam": (4, 4, 2),
    "bayati": (3, 3, 4),
    "hijaz": (2, 6, 2),
    "kurd": (2, 4, 4),
    "nahawand": (4, 2, 4),
    "nikriz": (4, 2, 6, 2),
    "rast": (4, 3, 3),
    "saba": (3, 3, 2),
    "sikah": (3, 4),
}
_WHOLE_TONE = (4,)
MAQAMAT: dict[str, tuple[int, ...]] = {
    "maqam ajam": (*AJNAS["ajam"], *_WHOLE_TONE, *AJNAS["ajam"]),
    "maqam athar kurd": (2, 4, 6, 2, *AJNAS["hijaz"]),
    "maqam bayati": (*AJNAS["bayati"], *AJNAS["nahawand"], *_WHOLE_TONE),
    "maqam bayati shuri": (*AJNAS["bayati"], *AJNAS["hijaz"], *_WHOLE_TONE),
    "maqam hijaz": (*AJNAS["hijaz"], *AJNAS["nahawand"], *_WHOLE_TONE),
    "maqam hijaz kar": (*AJNAS["hijaz"], *_WHOLE_TONE, *AJNAS["hijaz"]),
    "maqam husayni": (*AJNAS["bayati"], *_WHOLE_TONE, *AJNAS["bayati"]),
    "maqam huzam": (*AJNAS["sikah"], *AJNAS["hijaz"], *_WHOLE_TONE, 3),
    "maqam iraq": (*AJNAS["sikah"], *AJNAS["bayati"], *_WHOLE_TONE, 3),
    "maqam jiharkah": (*AJNAS["ajam"], *_WHOLE_TONE, *AJNAS["rast"]),
    "maqam kurd": (*AJNAS["kurd"], *AJNAS["nahawand"], *_WHOLE_TONE),
    "maqam nahawand": (*AJNAS["nahawand"], *_WHOLE_TONE, *AJNAS["hijaz"]),
    "maqam nawa athar": (*AJNAS["nikriz"], *AJNAS["hijaz"]),
    "maqam nikriz": (*AJNAS["nikriz"], *AJNAS["nahawand"]),
    "maqam rast": (*AJNAS["rast"], *_WHOLE_TONE, *AJNAS["rast"]),
    "maqam saba": (*AJNAS["saba"], 6, 2, 4, 4),
    "maqam sikah": (*AJNAS["sikah"], *AJNAS["rast"], *_WHOLE_TONE, 3),
    "maqam suznak": (*AJNAS["rast"], *_WHOLE_TONE, *AJNAS["hijaz"]),
    "maqam zanjaran": (*AJNAS["hijaz"], *AJNAS["ajam"], *_WHOLE_TONE),
}  # fmt: skip
# Steps in commas.
MAKAMS: dict[str, tuple[int, ...]] = {
    "makam buselik": (9, 4, 9, 9, 4, 9, 9),
    "makam cargah": (9, 9, 4, 9, 9, 9, 4),
    "makam hicaz": (5, 12, 5, 9, 8, 5, 9),
    "makam humayun": (5, 12, 5, 9, 4, 9, 9),
    "makam huseyni": (8, 5, 9, 9, 8, 5, 9),
    "makam huzzam": (5, 9, 5, 12, 5, 12, 5),
    "makam karcigar": (8, 5, 9, 5, 12, 5, 9),
    "makam kurdi": (4, 9, 9, 9, 4, 9, 9),
    "makam nikriz": (9, 5, 12, 5, 9, 8, 5),
    "makam rast": (9, 8, 5, 9, 9, 8, 5),
    "makam saba": (8, 5, 5, 12, 5, 9, 9),
    "makam segah": (5, 9, 8, 9, 5, 12, 5),
    "makam suzinak": (9, 8, 5, 9, 5, 12, 5),
    "makam ussak": (8, 5, 9, 9, 4, 9, 9),
    "makam zirguleli hicaz": (5, 12, 5, 9, 5, 12, 5),
}
BOHLEN_PIERCE: dict[str, tuple[int, ...]] = {"bohlen pierce lambda": (2, 1, 1, 2, 1, 2, 1, 2, 1)}


def degrees_of(steps: tuple[int, ...]) -> tuple[int, ...]:
    """Return the degrees that steps lead to from 0; the last step leads back to the first degree.

    >>> degrees_of(MAQAMAT["maqam rast"])
    (0, 4, 7, 10, 14, 18, 21)
    """
    return (0, *accumulate(steps[:-1]))


# The degrees of every row, and the name of the tuning that it is written in.
HOMES: dict[str, tuple[str, tuple[int, ...]]] = {
    name: (home, degrees_of(steps))
    for home, rows in (("arabic", MAQAMAT), ("makam", MAKAMS), ("bohlen pierce", BOHLEN_PIERCE))
    for name, steps in rows.items()
}
