"""A session rendered to file: the same performance as live, on a clock that never waits."""

from __future__ import annotations

from contextlib import closing

from generator.engine.csound import OfflineCsound, versions
from generator.engine.startup import MIX_STEMS
from generator.errors import UsageError
from generator.render.about import About
from generator.render.csd import Start
from generator.render.offline import Render
from generator.render.options import RenderOptions
from generator.render.report import RenderReport
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Choice, Setup, channel_values, prepare
from generator.timing.clock import VirtualClock


def render(
    choice: Choice,
    extent: Extent,
    options: RenderOptions,
    *,
    sample_rate: int | None = None,
    ksmps: int | None = None,
) -> tuple[RenderReport, list[str]]:
    """Render a piece; return the report and what went wrong in its parts, in words.

    sample_rate in Hz and ksmps override those of the orchestra. Raises the errors of `prepare`,
    UsageError for an endless piece without an extent, and OutputError.
    """
    setup = prepare(choice)
    if not setup.piece.ends and extent.duration_seconds is None and extent.bars is None:
        raise UsageError(
            f"piece {setup.piece.name!r} does not end by itself: give --duration or --bars"
        )
    stems = stem_numbers(setup) if options.stems else {}
    with Render(options, about(setup)) as run:
        engine = OfflineCsound(
            setup.orchestra,
            channel_values(setup),
            sample_rate=sample_rate,
            ksmps=ksmps,
            stems=stems,
            log=run.commit_log,
        )
        with closing(engine):
            start = Start(engine.text, engine.score, setup.orchestra.options)
            played = run.attach(engine, start)
            session = Session(setup, played, VirtualClock(), extent, run.log)
            report = run.run(session)
    return report, list(session.reports)


def about(setup: Setup) -> About:
    """Return what the files say of a piece."""
    piece = setup.piece
    return About(
        title=piece.title,
        piece=piece.name,
        seed=setup.seed,
        bar_beats=piece.meter.bar_beats,
        parts=tuple(part.name for part in piece.parts if part.sounding),
        parameters=dict(setup.parameters),
        versions=versions(),
    )


def stem_numbers(setup: Setup) -> dict[str, int]:
    """Return the stems of a piece by name: its parts, the dry mix and the effects' returns."""
    if not setup.orchestra.bundled:
        raise UsageError(f"{setup.orchestra.path.name} has no channel strips: leave out --stems")
    parts = {part.name: part.number for part in setup.piece.parts if part.sounding}
    return parts | MIX_STEMS
