"""How many events a second go through, for how long, without a late one."""

from __future__ import annotations

from tests.bench.exactness import expected_onsets, plan, play
from tests.bench.loads import load
from tests.bench.results import Result

LOOK_AHEAD_SECONDS = 0.050


def results(seconds: float) -> list[Result]:
    """Return the lines of the table on sustained rates."""
    return [
        sustained(10_000, seconds),
        sustained(2_000, seconds, front_load="threads"),
        sustained(2_000, seconds, engine_threads=4),
    ]


def sustained(
    per_second: int, seconds: float, *, front_load: str = "idle", engine_threads: int = 0
) -> Result:
    """Play ten parts at a rate beside a load; count what came late or was lost."""
    settings = {"rate": per_second / 10, "threads": engine_threads}
    asked = plan("swarm", settings, seconds=seconds, look_ahead_seconds=LOOK_AHEAD_SECONDS)
    with load(front_load):
        front = play(asked)
    status = front.status()
    wanted = len(expected_onsets(asked, []))
    beside = f"{engine_threads} busy threads in the engine" if engine_threads else front_load
    return Result(
        f"{per_second} a second for {seconds:g} s, 50 ms, {beside}",
        f"{status.events} of {wanted} events, {status.late} late, {status.dropped} dropped, "
        f"margin {status.margin_ms or 0.0:.1f} ms",
        "all, 0 late",
        status.events == wanted and not (status.late or status.dropped),
    )
