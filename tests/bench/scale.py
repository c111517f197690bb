"""How far one machine goes, and plain Csound with it: events, parts, parameters, voices.

Ours holds while nothing is late, dropped, refused, shed or interrupted and the clock keeps time;
plain Csound, which is never late by itself, while it keeps time. Both play live on null audio, with
the same priority, orchestra and notes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.engine.gate import BURST_EVENTS, BURST_SAMPLES
from generator.engine.startup import Host
from generator.engine.voices import MAXIMUM_VOICES
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.setup import Choice, prepare
from tests.bench.exactness import CLICK, PIECES
from tests.bench.ours import RATE, Steering, trouble
from tests.bench.pieces.choir import MOST_VOICES, SUSTAINED
from tests.bench.plain import lag, score
from tests.bench.results import Result
from tests.bench.search import Limit, limit, ratio

LOOK_AHEAD_SECONDS = 0.050
TAIL_SECONDS = 0.2
TRIES = 3  # neighbours on a shared machine may spoil one or the other
SWARM = 10  # parts
MOST_EVENTS = BURST_EVENTS * RATE // BURST_SAMPLES
MOST_PLAIN_EVENTS = 1_000_000
MOST_PARTS = 10_000
MOST_PARAMETERS = 4000  # csd/host.orc has room for 4096 channels
MOVES_A_SECOND = 30
INSTRUMENTS_VOICES = 64  # the maxalloc of each bundled instrument
MOST_BUNDLED = INSTRUMENTS_VOICES * len(SUSTAINED)
PLAIN_SECONDS = 2.0  # of clicks: the score has a line for each
HUM, HUM_CSD = str(PIECES / "hum.py"), str(PIECES / "hum.csd")
CHOIR = str(PIECES / "choir.py")
PULSE, PULSES_A_SECOND = str(PIECES / "pulse.py"), 8
CHANNEL = 'chn_k "dial{}", 1, 2, 0.5, 0, 1'
HEADER = "0dbfs = 1\n"

Search = Callable[..., Limit]


class Row(NamedTuple):
    """A count to be found: the searches for ours and for plain Csound's, and what caps ours."""

    what: str
    ours: Search
    cap: str
    plain: Search


def results(seconds: float, precision: float = 1.1) -> list[Result]:
    """Return the limits, found in runs of so many seconds, each down to this ratio."""
    with tempfile.TemporaryDirectory() as folder:
        return [told(row, precision) for row in rows(seconds, Path(folder))]


def told(row: Row, precision: float) -> Result:
    """Search both limits and return them as a line."""
    ours, plain = (each(precision=precision, tries=TRIES) for each in (row.ours, row.plain))
    return line(row.what, ours, row.cap, plain)


def rows(seconds: float, folder: Path) -> list[Row]:
    """Return what there is to find; folder: where pieces may be written."""
    clicks_of_csound = cache(partial(limit, plain_events, 50_000, MOST_PLAIN_EVENTS))
    return [
        Row(
            f"events a second, {SWARM} parts",
            partial(limit, partial(swarm, seconds), 1000, MOST_EVENTS),
            f"the gate: {BURST_EVENTS:,} notes in {1000 * BURST_SAMPLES // RATE} ms",
            clicks_of_csound,
        ),
        Row(
            "parts with an event a second each",
            partial(limit, partial(crowd, seconds, folder), 100, MOST_PARTS),
            "this benchmark",
            clicks_of_csound,
        ),
        Row(
            f"parameters moved {MOVES_A_SECOND} times a second each",
            partial(limit, partial(dials, seconds, folder), 10, MOST_PARAMETERS),
            "the host's table of channels",
            partial(limit, partial(plain_dials, seconds, folder), 1000, MOST_PARAMETERS),
        ),
        Row(
            "voices of one sine each",
            partial(limit, partial(voices, seconds, HUM, HUM_CSD), 100, MAXIMUM_VOICES),
            "the gate",
            partial(limit, partial(plain_voices, seconds, HUM, HUM_CSD), 1000, MOST_VOICES),
        ),
        Row(
            f"voices of {len(SUSTAINED)} bundled instruments, mixer and effects",
            partial(limit, partial(voices, seconds, CHOIR, None), 16, MOST_BUNDLED),
            f"the instruments: {INSTRUMENTS_VOICES} each",
            partial(limit, partial(plain_voices, seconds, CHOIR, None), 16, MOST_BUNDLED),
        ),
    ]


def line(what: str, ours: Limit, cap: str, plain: Limit) -> Result:
    """Return a line; it is reached where there is a limit at all."""
    ended = f"capped by {cap}" if ours.capped else f"at {ours.why}"
    theirs = f"{plain.greatest:,}{' and more' if plain.capped else ''}"
    figure = f"{ours.greatest:,} ({ended}); plain csound {theirs}; ratio {ratio(ours, plain)}"
    return Result(what, figure, "a limit, its reason", ours.greatest > 0)


# -- ours


def played(seconds: float, choice: Choice, steering: Steering | None = None) -> str:
    """Play a choice for so long; return what went wrong."""
    extent = Extent(duration_seconds=seconds, tail_seconds=TAIL_SECONDS)
    return trouble(Plan(choice, extent, look_ahead_seconds=LOOK_AHEAD_SECONDS), steering)


def swarm(seconds: float, per_second: int) -> str:
    """Play so many events a second."""
    settings = (("rate", str(per_second / SWARM)),)
    choice = Choice(str(PIECES / "swarm.py"), 1, settings=settings, csd=CLICK)
    return played(seconds, choice)


def crowd(seconds: float, folder: Path, count: int) -> str:
    """Play so many parts, with an event a second each."""
    path = folder / "crowd.py"
    path.write_text(f"from tests.bench.pieces.many import crowd\n\npiece = crowd({count})\n")
    return played(seconds, Choice(str(path), 1, csd=CLICK))


def dials(seconds: float, folder: Path, count: int) -> str:
    """Steer so many parameters, each a channel of the orchestra, while clicks play."""
    choice = Choice(PULSE, 1, csd=dial_orchestra(folder, count))
    steering = Steering([f"dial{index}" for index in range(count)], MOVES_A_SECOND, seconds)
    wrong = played(seconds, choice, steering)
    return wrong or steering.trouble


def voices(seconds: float, piece: str, csd: str | None, count: int) -> str:
    """Hold so many voices."""
    return played(seconds, Choice(piece, 1, settings=(("voices", str(count)),), csd=csd))


def dial_orchestra(folder: Path, count: int) -> str:
    """Write an orchestra of clicks with so many channels; return its path."""
    path = folder / "dials.csd"
    channels = "".join(f"{CHANNEL.format(index)}\n" for index in range(count))
    path.write_text(Path(CLICK).read_text().replace(HEADER, HEADER + channels))
    return str(path)


# -- plain Csound


def plain_events(per_second: int) -> str:
    """Play so many clicks a second."""
    setup = prepare(Choice(PULSE, 1, csd=CLICK))
    return lag(setup, clicks(PLAIN_SECONDS, per_second), PLAIN_SECONDS)


def clicks(seconds: float, per_second: int) -> Iterator[str]:
    """Yield the score of so many clicks a second, evenly spread."""
    for index in range(round(seconds * per_second)):
        yield f'i "Click" {index / per_second:.7f} 0.0005 0.05 440 0.5 1'


def plain_dials(seconds: float, folder: Path, count: int) -> str:
    """Set so many channels over and over, while clicks play."""
    setup = prepare(Choice(PULSE, 1, csd=dial_orchestra(folder, count)))
    moves = (
        f"i {Host.SET_CHANNEL} {turn / MOVES_A_SECOND:.7f} 0 {index} {turn % 2}"
        for turn in range(round(seconds * MOVES_A_SECOND))
        for index in range(count)
    )
    return lag(setup, chain(clicks(seconds, PULSES_A_SECOND), moves), seconds)


def plain_voices(seconds: float, piece: str, csd: str | None, count: int) -> str:
    """Hold so many voices."""
    choice = Choice(piece, 1, settings=(("voices", str(count)),), csd=csd)
    return lag(prepare(choice), score(choice, seconds), seconds)
