"""A session rendered to file: the same performance as live, on a clock that never waits."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from generator.control.journal import Journal
from generator.engine.csound import versions
from generator.engine.guard import in_words
from generator.engine.offline_csound import OfflineCsound
from generator.engine.profiled import ProfiledCsound
from generator.engine.startup import MIX_STEMS
from generator.errors import UsageError
from generator.render.about import About
from generator.render.csd import Start
from generator.render.offline import Render
from generator.render.options import RenderOptions
from generator.render.profile import COMMITTING, STARTING, Profiler, untimed
from generator.render.report import RenderReport
from generator.session.channels import bound_channels
from generator.session.ending import Extent
from generator.session.kept import edits_of, versions_of
from generator.session.replaying import check_unchanged, extent_of, prepared
from generator.session.session import Session
from generator.session.setup import Choice, Setup, prepare
from generator.timing.clock import VirtualClock

PATIENT_LOOKS = 300  # three seconds: nobody waits for the sound


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
    return _rendered(setup, extent, options, sample_rate, ksmps)


def render_journal(
    journal: Journal,
    options: RenderOptions,
    *,
    sample_rate: int | None = None,
    ksmps: int | None = None,
) -> tuple[RenderReport, list[str]]:
    """Render a performance from its journal, by default the samples that were heard.

    Raises PieceError where piece or orchestra have changed since, unless options.force; and what
    `render` raises.
    """
    notices = [*check_unchanged(journal, force=options.force), *journal.notices]
    if options.stems and edits_of(journal):
        notices.append("the stems are those of the parts at the beginning; the mix has them all")
    report, reports = _rendered(
        prepared(journal),
        extent_of(journal),
        options,
        sample_rate or journal.header.sample_rate,
        ksmps,
        journal,
    )
    return replace(report, notices=(*notices, *report.notices)), reports


def _rendered(
    setup: Setup,
    extent: Extent,
    options: RenderOptions,
    sample_rate: int | None,
    ksmps: int | None,
    journal: Journal | None = None,
) -> tuple[RenderReport, list[str]]:
    stems = stem_numbers(setup) if options.stems else {}
    profiler = Profiler() if options.profile else None
    timed = untimed if profiler is None else profiler.timed
    csound = OfflineCsound if profiler is None else ProfiledCsound
    with Render(options, about(setup), profiler) as run:
        engine = timed(STARTING, csound)(
            setup.orchestra,
            bound_channels(setup),
            sample_rate=sample_rate,
            ksmps=ksmps,
            stems=stems,
            log=run.commit_log,
        )
        with closing(engine):
            run.attach(engine, Start(engine.text, engine.score, engine.start_options))
            known = journal.at_rate(engine.sample_rate) if journal is not None else None
            late = known.late if known is not None else None
            session = timed(COMMITTING, Session)(
                *(setup, engine, VirtualClock(), extent, run.log, late),
                explains=options.explain is not None,
            )
            if known is not None:
                session.versions.know(versions_of(known))
                session.replay(known.applied)
            if profiler is not None:
                session.watch_steps(profiler.watch)
            with session.step_watch.watching(PATIENT_LOOKS):
                report = run.run(session)
            if profiler is not None and isinstance(engine, ProfiledCsound):
                report = replace(report, profile=profiler.profile(engine.times))
            reports = [*session.reports, *in_words(engine.faults())]
    return report, reports


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
        meter=(piece.meter.numerator, piece.meter.denominator),
        unpitched=tuple(part.name for part in piece.parts if part.sounding and not part.pitched),
    )


def stem_numbers(setup: Setup) -> dict[str, int]:
    """Return the stems of a piece by name: its parts, the dry mix and the effects' returns."""
    if not setup.orchestra.bundled:
        raise UsageError(f"{setup.orchestra.path.name} has no channel strips: leave out --stems")
    parts = {part.name: part.number for part in setup.piece.parts if part.sounding}
    return parts | MIX_STEMS
