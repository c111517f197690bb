"""Where the time of a render went, as tables for a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import TypeVar

from generator.render.profile import Cost, InstrumentCost, PartCost, Profile
from generator.terminal.text import clipped, columns_of, printable

MOST_ROWS = 24
LEAST_SECONDS = 0.00005  # less would be shown as none
NAME_COLUMNS, BAR_COLUMNS = 28, 18
HEAD = f"{'seconds':>10}{'share':>9}  {'':{BAR_COLUMNS}}"

AnyCost = TypeVar("AnyCost", InstrumentCost, PartCost, Cost)


def profile_lines(profile: Profile | None) -> Iterator[str]:
    """Yield what instruments, parts and all else take, each from the dearest on, and their sum.

    Seconds are those of the processor. Yields nothing where there is no profile.
    """
    if profile is None:
        return
    instruments, parts, rest = profile.instruments, profile.parts, profile.rest
    top = max((cost.share for costs in (instruments, parts, rest) for cost in costs), default=0.0)
    yield ""
    yield _named("instrument", f"{HEAD}{'notes':>9}{'ms/voice s':>12}{'x real time':>12}")
    yield from _rows(instruments, top, _of_instrument, LEAST_SECONDS)
    yield ""
    yield _named("part", f"{HEAD}{'steps':>9}{'us/step':>12}")
    yield from _rows(parts, top, _of_part)
    yield ""
    yield _named("all else", HEAD)
    yield from _rows(rest, top, lambda _: "")
    yield ""
    yield _sum(profile)
    yield from _legend(profile)


def _rows(
    costs: Sequence[AnyCost],
    top: float,
    more: Callable[[AnyCost], str],
    least_seconds: float = -inf,
) -> Iterator[str]:
    count = sum(cost.seconds >= least_seconds for cost in costs[:MOST_ROWS])
    left = costs[count:]
    for cost in costs[:count]:
        yield _named(cost.name, f"{_spent(cost.seconds, cost.share, top)}{more(cost)}")
    if left:
        seconds, share = sum(cost.seconds for cost in left), sum(cost.share for cost in left)
        yield _named(f"({len(left)} more)", _spent(seconds, share, top))


def _spent(seconds: float, share: float, top: float) -> str:
    bar = "#" * round(BAR_COLUMNS * share / top) if top > 0.0 else ""
    return f"{seconds:10.4f}{share * 100.0:7.2f} %  {bar:{BAR_COLUMNS}}"


def _of_instrument(cost: InstrumentCost) -> str:
    notes = {"notes": f"{cost.notes}", "held": f"{cost.notes} held"}.get(cost.kind, cost.kind)
    voice = cost.seconds_per_voice_second
    return f"{notes:>9}{'' if voice is None else f'{voice * 1e3:.2f}':>12}{_speed(cost.speed):>12}"


def _speed(speed: float | None) -> str:
    return "" if speed is None else f"{speed:,.0f}" if speed >= 10.0 else f"{speed:.2f}"


def _of_part(cost: PartCost) -> str:
    return f"{cost.steps:9}{cost.microseconds_per_step:12.1f}"


def _sum(profile: Profile) -> str:
    explained = profile.sum_seconds / profile.seconds * 100.0
    speed = _speed(profile.audio_seconds / profile.seconds)
    text = f"{profile.sum_seconds:10.4f}{explained:7.2f} %  of all {profile.seconds:.4f} s"
    return _named("sum", f"{text}; {profile.audio_seconds:.1f} s of audio, {speed} x real time")


def _legend(profile: Profile) -> Iterator[str]:
    """Yield what the columns mean, by what is dearest."""
    yield _named("", f"{profile.clock_seconds:10.4f}{'':9}  more went into taking these times")
    yield ""
    yield "x real time: how fast a render would be if it had nothing else to do"
    voices = [each for each in profile.instruments if each.kind == "notes"]
    if voices and (dearest := voices[0]).seconds_per_voice_second:
        most = 1.0 / dearest.seconds_per_voice_second
        yield (
            f"ms/voice s: work for a second of one note; {most:,.0f} notes of "
            f"{printable(dearest.name)} at once fill a processor"
        )


def _named(name: str, rest: str) -> str:
    text = clipped(printable(name), NAME_COLUMNS)
    return f"{text}{' ' * (NAME_COLUMNS - columns_of(text))}{rest}".rstrip()
