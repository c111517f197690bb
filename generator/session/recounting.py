"""The picture of a performance, from its journal: what was steered under what was played."""

from __future__ import annotations

from pathlib import Path

from generator.control.journal import Journal
from generator.engine.null import NullEngine
from generator.render.picture import Script, check_picture
from generator.render.steering import steering_of
from generator.render.steering_picture import draw_steering
from generator.render.targets import check_free
from generator.session.kept import versions_of
from generator.session.rendering import about
from generator.session.replaying import check_unchanged, extent_of, prepared
from generator.session.session import Session
from generator.session.subject import subject_of
from generator.timing.clock import VirtualClock

STEP_SAMPLES = 4800


def draw_journal(journal: Journal, path: Path, *, force: bool) -> list[str]:
    """Draw a performance, played through without sound; return what has changed, in words.

    Raises PieceError where piece or orchestra have changed since and OutputError for a file that
    exists, both unless forced; UsageError where matplotlib is not installed.
    """
    check_picture()
    check_free(path, force)
    notices = check_unchanged(journal, force=force)
    setup = prepared(journal)
    values, subject, seen = dict(setup.parameters), subject_of(setup), about(setup)
    script, rate = Script(), journal.header.sample_rate
    engine, clock = NullEngine(rate), VirtualClock()
    session = Session(setup, engine, clock, extent_of(journal), script, journal.late)
    session.versions.know(versions_of(journal))
    session.replay(journal.applied)
    end_sample = journal.played_sample
    for horizon_sample in range(STEP_SAMPLES, end_sample + STEP_SAMPLES, STEP_SAMPLES):
        session.advance(horizon_sample)
    sections, bar_beats = script.sections, subject.bar_beats
    steered = steering_of(subject.declared, values, journal.applied, rate, sections, bar_beats)
    draw_steering(path, seen, script, steered, rate, end_sample / rate)
    return notices
