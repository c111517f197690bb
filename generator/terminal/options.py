"""The options of `scoretime` and its subcommands."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from generator import __version__
from generator.errors import UsageError
from generator.terminal.lab_options import AUDIO_MODULES, add_doctor, add_timing
from generator.terminal.numbers import endpoint, number, setting, whole
from generator.terminal.piece_options import add_new, add_own_piece
from generator.terminal.telling_options import (
    add_check,
    add_devices,
    add_journal,
    add_list,
    add_measure,
    add_osc_map,
    add_params,
    add_patterns,
    add_piece,
)
from generator.timing.strategies import SCHEDULED, STRATEGIES

CHOICE = ("piece", "seed", "tempo", "set", "csd")
SHELLS = ("bash", "zsh", "tcsh")
SHORTEST_SECONDS, LONGEST_SECONDS = 0.001, 2_592_000
MAXIMUM_SEED = 2**53 - 1  # that of patterns.streams, whose import --help does without
PLAYING = """\
Where there is a screen a window opens, with the piece ready: space starts it, ?
shows all keys. With --duration it plays at once, and the window closes at the end.

Keys in the terminal: space pauses, + and - change the tempo by 2 BPM, t taps it,
m and a digit mutes a part or lets it sound, r draws a new seed, p is panic, a goes
back to audio that had failed, q quits.

The line shows bar.beat, tempo, the parts (those that sound are lit), events a
second, the smallest margin so far between a commit and its onset, the largest gap
between two commits, the audio module with the step of its clock, and whether the
system grants real-time priority (rt). What goes wrong is counted in it, once it does:
notes late, dropped or refused, faults of parts, samples clipped, blocks of NaN, xruns,
voices shed, restarts of the engine.

Exit codes: 0; 1 failed while running; 2 usage; 3 bad piece or orchestra; 4 no
such audio device; 129 terminal closed; 130 Ctrl-C; 143 SIGTERM."""
Command = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{message} (see `{self.prog} --help`)")


class PrintCompletion(argparse.Action):
    """Prints a shell's completion of the whole command, made by shtab."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Print it and end."""
        import shtab

        files = {"FILE": shtab.FILE, "PIECE": shtab.FILE, "DIR": shtab.DIRECTORY}
        for action in _actions(parser):
            if action.metavar in files:
                action.complete = files[action.metavar]  # type: ignore[attr-defined]
        print(shtab.complete(parser, str(values)))
        parser.exit()


def parser(commands: Mapping[str, Command]) -> Parser:
    """Return the parser; the namespace it returns holds its command as `run`."""
    top = Parser(prog="scoretime", description="An instrument that composes while it plays.")
    top.add_argument("--version", action="version", version=f"scoretime {__version__}")
    top.add_argument(
        "--print-completion",
        action=PrintCompletion,
        choices=SHELLS,
        help="print a completion script for this shell",
    )
    subparsers = top.add_subparsers(metavar="COMMAND", dest="command", required=True)
    options = {"play": _play, "render": _render, "list": add_list, "devices": add_devices}
    options |= {"journal": add_journal, "params": add_params, "osc-map": add_osc_map}
    options |= {"timing": add_timing, "doctor": add_doctor, "new": add_new}
    options |= {"measure": add_measure, "patterns": add_patterns}
    for name, command in commands.items():
        sub = subparsers.add_parser(
            name,
            help=(command.__doc__ or "").rstrip("."),
            description=command.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=command)
        options.get(name, add_check)(sub)
    return top


def _play(sub: Parser) -> None:
    sub.epilog = PLAYING
    _add_choice(sub)
    add_own_piece(sub)
    _add_duration(sub)
    audio = sub.add_argument_group("audio")
    audio.add_argument("--audio", choices=AUDIO_MODULES, default="auto", help="audio module")
    audio.add_argument("--device", metavar="NAME", help="a device that `scoretime devices` lists")
    audio.add_argument(
        "--look-ahead",
        metavar="MS",
        type=number(4, 10_000, "ms"),
        help="how far ahead of the clock notes are committed (default: the clock's step and 10, "
        "or 50 without real-time priority, and more where ksmps is over 96)",
    )
    audio.add_argument(
        "--clock",
        metavar="NAME",
        choices=STRATEGIES,
        default=SCHEDULED,
        help=f"hear how another way to keep time does: {', '.join(STRATEGIES)} (the default)",
    )
    output = sub.add_argument_group("output")
    output.add_argument("--record", metavar="FILE", help="record what is heard to a .wav file")
    output.add_argument("--score", metavar="FILE", help="write the notes as a Csound score (.sco)")
    output.add_argument(
        "--journal", metavar="FILE", help="write down what `render --journal` plays again (.jsonl)"
    )
    output.add_argument("--force", action="store_true", help="overwrite files that exist")
    window = sub.add_argument_group("window")
    window.add_argument("--no-gui", action="store_true", help="play in the terminal, no window")
    window.add_argument(
        "--scale", metavar="N", type=number(1, 2), help="size of all in it (default: the screen's)"
    )
    output.add_argument("--json", action="store_true", help="print a summary as JSON at the end")

    _add_control(sub)


def _add_control(sub: Parser) -> None:
    _add_osc(sub)
    midi = sub.add_argument_group("MIDI and Link (extras `midi` and `link`)")
    for name, what in (("--midi-in", "be steered from"), ("--midi-out", "send the notes to")):
        midi.add_argument(
            name,
            metavar="NAME",
            action="append",
            default=[],
            help=f"{what} this port; `virtual` makes one (repeatable)",
        )
    midi.add_argument("--midi-clock", choices=("in", "out"), help="follow MIDI clock, or send it")
    midi.add_argument("--link", action="store_true", help="join the Ableton Link session")
    snapshots = sub.add_argument_group("snapshots")
    snapshots.add_argument("--snapshot", metavar="NAME", help="start with this snapshot")
    snapshots.add_argument("--snapshots", metavar="FILE", help="keep snapshots in this file")


def _add_osc(sub: Parser) -> None:
    osc = sub.add_argument_group("OSC")
    osc.add_argument(
        "--osc-port",
        metavar="N",
        type=whole(0, 65_535),
        help="UDP port (default: 9000; 0: any free one)",
    )
    osc.add_argument(
        "--osc-host",
        metavar="HOST",
        default="127.0.0.1",
        help="address to listen on (default: this machine only; 0.0.0.0: everywhere)",
    )
    osc.add_argument(
        "--osc-token",
        metavar="TEXT",
        help="other machines that send /token TEXT may also record, store, learn, and change "
        "the piece (better: SCORETIME_OSC_TOKEN, as others see command lines)",
    )
    osc.add_argument("--osc-tcp", metavar="N", type=whole(1, 65_535), help="a TCP port as well")
    osc.add_argument(
        "--osc-out",
        metavar="HOST:PORT",
        type=endpoint,
        action="append",
        default=[],
        help="tell this controller of every change (repeatable)",
    )
    osc.add_argument("--no-osc", action="store_true", help="listen to no OSC")
    osc.add_argument(
        "--oscquery-port",
        metavar="N",
        type=whole(0, 65_535),
        default=9001,
        help="TCP port on which OSCQuery describes it all (default: 9001)",
    )
    osc.add_argument("--no-oscquery", action="store_true", help="announce and describe nothing")


def _render(sub: Parser) -> None:
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help=".wav .w64 .flac .ogg .opus .mp3 .aiff",
    )
    _add_choice(sub)
    sub.add_argument("--journal", metavar="FILE", help="render the performance written down there")
    extent = _add_duration(sub)
    extent.add_argument("--bars", metavar="N", type=whole(1, 1_000_000, "bars"), help="length")
    _add_form(sub)
    _add_files(sub)


def _add_form(sub: Parser) -> None:
    form = sub.add_argument_group("form")
    form.add_argument(
        "--sr",
        metavar="HZ",
        type=whole(8_000, 384_000, "Hz"),
        help="sample rate (default: the orchestra's)",
    )
    form.add_argument(
        "--ksmps",
        metavar="N",
        type=whole(1, 4096, "samples"),
        help="samples in a control cycle (default: the orchestra's)",
    )
    form.add_argument(
        "--bits",
        choices=("16", "24", "32f"),
        help="width of a sample (default: the format's best)",
    )
    form.add_argument("--normalize", metavar="TO", help="peak:-1 (dBFS) or lufs:-16, say")


def _add_files(sub: Parser) -> None:
    output = sub.add_argument_group("output")
    output.add_argument("--stems", metavar="DIR", help="write each part to a file of its own")
    output.add_argument("--score", metavar="FILE", help="write the notes as a Csound score (.sco)")
    output.add_argument("--export-csd", metavar="FILE", help="write a .csd that plays by itself")
    output.add_argument("--midi", metavar="FILE", help="write the notes as a MIDI file (.mid)")
    output.add_argument(
        "--musicxml", metavar="FILE", help="write the notes as notation (.musicxml)"
    )
    output.add_argument("--picture", metavar="FILE", help="draw the run (.png, .svg, .pdf)")
    output.add_argument("--explain", metavar="FILE", help="write what made each note (.jsonl)")
    output.add_argument("--force", action="store_true", help="overwrite files that exist")
    output.add_argument("--json", action="store_true", help="print a report as JSON")
    output.add_argument("--quiet", action="store_true", help="print nothing but problems")
    profiled = "tell what each instrument and each part takes of the processor's time"
    output.add_argument("--profile", action="store_true", help=profiled)
    output.add_argument(
        "--progress",
        action="store_true",
        help="print how far it is, a line of JSON a tenth of a second, on standard error; "
        "then Ctrl-C keeps nothing",
    )


def refuse_beside_journal(arguments: argparse.Namespace) -> None:
    """Raise UsageError where something is chosen that the journal settles."""
    settled = (*CHOICE, "duration", "bars", "tail")
    _refuse(arguments, settled, "the journal says what was played")


def refuse_beside_resume(arguments: argparse.Namespace) -> None:
    """Raise UsageError where something is chosen that `--resume` settles."""
    _refuse(arguments, CHOICE, "--resume goes on with what was played")


def _refuse(arguments: argparse.Namespace, settled: Sequence[str], why: str) -> None:
    for name in settled:
        if getattr(arguments, name) not in (None, []):
            shown = "a piece" if name == "piece" else f"--{name}"
            raise UsageError(f"leave out {shown}: {why}")


def _add_choice(sub: Parser) -> None:
    add_piece(sub)
    sub.add_argument(
        "--seed",
        metavar="N",
        type=whole(0, MAXIMUM_SEED),
        help="what to compose from (default: any)",
    )
    sub.add_argument("--tempo", metavar="BPM", type=number(20, 999, "BPM"), help="beats a minute")
    sub.add_argument(
        "--set",
        metavar="ID=VALUE",
        type=setting,
        action="append",
        default=[],
        help="start a parameter at a value; `scoretime list` names them (repeatable)",
    )
    sub.add_argument("--csd", metavar="FILE", help="play with the instruments of this orchestra")


def _add_duration(sub: Parser) -> argparse._MutuallyExclusiveGroup:
    extent = sub.add_mutually_exclusive_group()
    extent.add_argument(
        "--duration",
        metavar="S",
        type=number(SHORTEST_SECONDS, LONGEST_SECONDS, "seconds"),
        help="length in seconds (default: until the piece ends)",
    )
    sub.add_argument(
        "--tail",
        metavar="S",
        type=number(0, 3_600, "seconds"),
        help="how long effects ring out (default: until silence, at most 10 s)",
    )
    return extent


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the actions of a parser and of its subcommands."""
    found: list[argparse.Action] = []
    for action in parser._actions:
        found.append(action)
        if isinstance(action, argparse._SubParsersAction):
            found += [inner for sub in action.choices.values() for inner in _actions(sub)]
    return found
