"""The command `scoretime`: one function for each of its subcommands.

Whatever takes time to import is imported where it is used: `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from generator.errors import ScoretimeError, WindowError
from generator.terminal.options import parser
from generator.terminal.signals import Signals
from generator.terminal.text import printable

if TYPE_CHECKING:
    from generator.session.unfinished import Beginning

BAD_PIECE, INTERRUPTED, BROKEN_PIPE = 3, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; errors become one line on standard error."""
    _settle_streams()
    code = 0
    with Signals() as signals:
        if signals.received is None:  # one may come before it can be raised
            code = _answered(argv, signals)
    _drop_output()
    return signals.exit_code or code


def _answered(argv: Sequence[str] | None, signals: Signals) -> int:
    try:
        code = _run(argv, signals)
        sys.stdout.flush()
        return code
    except ScoretimeError as error:
        return _complain(str(error), error.exit_code)
    except KeyboardInterrupt as stop:
        return _complain(str(stop), INTERRUPTED)
    except BrokenPipeError:
        return BROKEN_PIPE
    except (OSError, UnicodeError) as error:
        _drop_output()
        return _complain(str(error), 1)


def _settle_streams() -> None:
    """Stand in for standard streams that are closed; let odd file names pass through the others.

    No file of ours may get the number of a standard stream.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - for good
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _run(argv: Sequence[str] | None, signals: Signals) -> int:
    try:
        arguments = parser(COMMANDS).parse_args(argv)
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    arguments.signals = signals
    run: Callable[[Namespace], int] = arguments.run
    return run(arguments)


def _drop_output() -> None:
    """Print what can still be printed; the rest must not fail once more at the very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(text: str, exit_code: int) -> int:
    if text:
        with suppress(OSError):  # where nobody reads any more
            print(f"scoretime: {printable(text)}", file=sys.stderr)
    return exit_code


# -- the subcommands


def play(arguments: Namespace) -> int:
    """Play a piece live, in a window where there is a screen."""
    from generator.terminal.asked import asked_beginning
    from generator.terminal.playing import perform

    beginning = asked_beginning(arguments)
    if not (arguments.no_gui or arguments.json):
        from gui.screen import check_screen

        try:
            check_screen()
            return _play_in_window(arguments, beginning)
        except WindowError as error:
            beginning.notices.insert(0, f"{error}: playing in the terminal")
    return perform(beginning, arguments.signals, as_json=arguments.json)


def _play_in_window(arguments: Namespace, beginning: Beginning) -> int:
    from generator.terminal.forms import form_fields
    from generator.terminal.playing import conclude
    from generator.terminal.screen import Screen
    from gui.app import perform

    with arguments.signals.noted():
        live = perform(beginning, arguments.signals, form_fields("render"), arguments.scale)
    return conclude(live, Screen().notice)


def new(arguments: Namespace) -> int:
    """Write a commented piece to begin with."""
    from pathlib import Path

    from generator.terminal.starting import write_starting_point

    _print_lines(write_starting_point(Path(arguments.file), force=arguments.force))
    return 0


def render(arguments: Namespace) -> int:
    """Render a piece, or a performance from its journal, to file."""
    from generator.terminal.asked import rendered
    from generator.terminal.profile_table import profile_lines

    report, seed, reports = rendered(arguments)
    for text in [*reports, *report.notices]:
        _complain(text, 0)
    if arguments.json:
        _print_json(report.as_json() | {"seed": seed, "reports": reports})
    elif not arguments.quiet:
        print(
            f"{report.path}: {report.seconds:.1f} s, seed {seed}, {report.events} events, "
            f"{report.loudness_lufs:.1f} LUFS, true peak {report.true_peak_db:.1f} dBTP, "
            f"{report.speed:.0f} times real time"
        )
        _print_lines(profile_lines(report.profile))
    return BAD_PIECE if reports else 0


def list_pieces(arguments: Namespace) -> int:
    """List the bundled pieces with their parts, instruments and parameters."""
    from generator.session.catalogue import EXAMPLES, catalogue
    from generator.terminal.tables import example_lines, piece_lines

    pieces = catalogue()
    if arguments.json:
        _print_json(pieces)
    else:
        _print_lines(line for piece in pieces for line in (*piece_lines(piece), ""))
        _print_lines(example_lines(EXAMPLES))
    return 0


def devices(arguments: Namespace) -> int:
    """List audio modules and devices, with the measured step of each clock."""
    from dataclasses import asdict

    from generator.engine.devices import survey
    from generator.terminal.tables import module_lines

    modules = survey()
    if arguments.json:
        _print_json([asdict(module) for module in modules])
    else:
        _print_lines(module_lines(modules))
    return 0


def timing(arguments: Namespace) -> int:
    """Measure how tight the timing is on this machine, beside other ways to keep time."""
    from generator.terminal.timing import perform
    from gui.measured import play

    return perform(arguments, play)


def doctor(arguments: Namespace) -> int:
    """Check the installation, and measure the timing for some seconds."""
    from generator.terminal.doctor_table import perform
    from gui.screen import try_screen

    return perform(arguments, try_screen)


def check(arguments: Namespace) -> int:
    """Check whether a piece (.py) or an orchestra (.csd) is fit to play."""
    from pathlib import Path

    from generator.session.checking import check as checked
    from generator.terminal.tables import fact_lines

    verdict = checked(Path(arguments.file))
    _print_lines([*verdict.faults, *(f"warning: {text}" for text in verdict.warnings)])
    if verdict.fit:
        print(f"{arguments.file}: fit to play")
    _print_lines(fact_lines(verdict.facts))
    return 0 if verdict.fit else BAD_PIECE


def journal(arguments: Namespace) -> int:
    """List, or draw, how a performance was steered."""
    from pathlib import Path

    from generator.control.journal_reading import read
    from generator.terminal.journal_list import journal_facts, journal_lines, lookup_with

    written = read(Path(arguments.file))
    lookup = lookup_with(written.header.csd)
    if arguments.picture is not None:
        from generator.session.recounting import draw_journal

        for notice in draw_journal(written, Path(arguments.picture), force=arguments.force):
            _complain(notice, 0)
    if arguments.json:
        _print_json(journal_facts(written, lookup, every=arguments.all))
    else:
        _print_lines(journal_lines(written, lookup, every=arguments.all))
    return 0


def params(arguments: Namespace) -> int:
    """Print the parameters of a piece: id, OSC address, range, unit, warp, default, description."""
    from generator.terminal import controls
    from generator.terminal.asked import asked_setup

    setup, subject = asked_setup(arguments)
    rows = controls.parameter_rows(subject, setup.parameters)
    if arguments.json:
        _print_json(rows)
    elif arguments.markdown:
        _print_lines(controls.parameter_markdown(rows, subject.parts))
    else:
        _print_lines(controls.parameter_lines(rows, subject.parts))
    return 0


def osc_map(arguments: Namespace) -> int:
    """Print the OSC addresses of a piece, or write layouts for controllers."""
    from generator.control.names import checked_token
    from generator.terminal import controls, layouts
    from generator.terminal.asked import asked_setup

    _, subject = asked_setup(arguments)
    paths = {"TouchOSC": arguments.touchosc, "Open Stage Control": arguments.open_stage_control}
    wanted = {program: path for program, path in paths.items() if path is not None}
    if wanted:
        token = arguments.osc_token and checked_token(arguments.osc_token)
        _print_lines(layouts.write_layouts(subject, wanted, arguments.force, token))
    elif arguments.json:
        _print_json(controls.address_rows(subject))
    else:
        _print_lines(controls.address_lines(subject))
    return 0


def measure(arguments: Namespace) -> int:
    """Measure the music of a score, a MIDI file or a render, beside what music tends to have."""
    from pathlib import Path

    from generator.measure.report import measured, untold
    from generator.terminal.measure_table import measure_lines

    path = Path(arguments.file)
    measures = measured(path)
    if arguments.json:
        _print_json([each._asdict() for each in measures])
    else:
        _print_lines(measure_lines(measures, untold(path)))
    return 0


def patterns(arguments: Namespace) -> int:
    """Tell what there is to compose with: patterns, parts, theory; or all of one NAME."""
    from generator.session.vocabulary import vocabulary, word_named
    from generator.terminal import word_table

    words = [word_named(arguments.name)] if arguments.name else vocabulary()
    if arguments.json:
        _print_json([word._asdict() for word in words])
    elif arguments.markdown:
        _print_lines(word_table.word_markdown(words))
    else:
        _print_lines(
            word_table.word_page(words[0]) if arguments.name else word_table.word_lines(words)
        )
    return 0


COMMANDS = {
    "play": play,
    "new": new,
    "render": render,
    "list": list_pieces,
    "journal": journal,
    "params": params,
    "osc-map": osc_map,
    "devices": devices,
    "check": check,
    "measure": measure,
    "patterns": patterns,
    "timing": timing,
    "doctor": doctor,
}


# -- what they share


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False))
