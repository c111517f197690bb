"""What was asked for on the command line, as the session and the render want it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from random import SystemRandom

from generator.control.journal_reading import read
from generator.control.surface import Subject
from generator.engine.audio import AudioSettings
from generator.render.normalise import Normalisation
from generator.render.options import RenderOptions
from generator.render.report import RenderReport
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.rendering import render, render_journal
from generator.session.setup import Choice, Setup, prepare
from generator.session.subject import subject_of
from generator.session.unfinished import Beginning, begin, resume
from generator.terminal.options import refuse_beside_journal, refuse_beside_resume
from generator.terminal.telling_options import FLAGSHIP
from generator.terminal.ways import ways_of


def asked_beginning(arguments: Namespace) -> Beginning:
    """Return what is to be played: what was chosen, or what broke off."""
    plan, ways = _plan(arguments), ways_of(arguments)
    if not arguments.resume:
        return begin(plan, ways)
    refuse_beside_resume(arguments)
    return resume(plan, ways)


def asked_choice(arguments: Namespace) -> Choice:
    """Return the piece that is asked for, with its settings."""
    return Choice(
        piece=arguments.piece or FLAGSHIP,
        seed=_seed(arguments),
        tempo_bpm=arguments.tempo,
        settings=tuple(arguments.set),
        csd=arguments.csd,
    )


def asked_setup(arguments: Namespace) -> tuple[Setup, Subject]:
    """Return a piece as it starts, and what controllers are told of it."""
    setup = prepare(Choice(arguments.piece or FLAGSHIP, seed=0, csd=arguments.csd))
    return setup, subject_of(setup)


def rendered(arguments: Namespace) -> tuple[RenderReport, int, list[str]]:
    """Render what was chosen, or a journal; return the report, the seed and what went wrong."""
    options = _render_options(arguments)
    rates = {"sample_rate": arguments.sr, "ksmps": arguments.ksmps}
    if arguments.journal is not None:
        refuse_beside_journal(arguments)
        journal = read(Path(arguments.journal))
        report, reports = render_journal(journal, options, **rates)
        return report, journal.header.seed, reports
    choice = asked_choice(arguments)
    extent = Extent(arguments.duration, arguments.bars, arguments.tail)
    report, reports = render(choice, extent, options, **rates)
    return report, choice.seed, reports


def _plan(arguments: Namespace) -> Plan:
    return Plan(
        choice=asked_choice(arguments),
        extent=Extent(arguments.duration, tail_seconds=arguments.tail),
        audio=AudioSettings(arguments.audio, arguments.device or ""),
        look_ahead_seconds=arguments.look_ahead and arguments.look_ahead / 1000.0,
        recording=arguments.record,
        score=arguments.score,
        journal=arguments.journal,
        force=arguments.force,
        tells_notes=bool(arguments.midi_out),
        clock=arguments.clock,
        reload=arguments.reload,
    )


def _seed(arguments: Namespace) -> int:
    """Return the seed that was given, in either way, or any."""
    typed = dict(arguments.set).get("seed", "")
    if typed.isdecimal():  # what else was typed, `prepare` refuses
        return int(typed)
    return SystemRandom().randrange(1_000_000) if arguments.seed is None else arguments.seed


def _render_options(arguments: Namespace) -> RenderOptions:
    wanted = arguments.normalize
    return RenderOptions(
        path=Path(arguments.output),
        bits=arguments.bits,
        normalise=None if wanted is None else Normalisation.parse(wanted),
        stems=_path(arguments.stems),
        score=_path(arguments.score),
        csd=_path(arguments.export_csd),
        picture=_path(arguments.picture),
        force=arguments.force,
        quiet=arguments.quiet or arguments.json,
        expected_seconds=arguments.duration,
        progress=arguments.progress,
        profile=arguments.profile,
        explain=_path(arguments.explain),
        midi=_path(arguments.midi),
        musicxml=_path(arguments.musicxml),
    )


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)
