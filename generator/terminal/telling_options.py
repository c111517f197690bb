"""The options of the commands that tell: of pieces, patterns, files and devices."""

from __future__ import annotations

from argparse import ArgumentParser

FLAGSHIP = "lattice"
LAYOUTS = """\
Both layouts send to the port on which `scoretime play` listens, 9000, and
subscribe to what changes by themselves, every 30 seconds.

Open Stage Control:  open-stage-control --load FILE --send 127.0.0.1:9000
TouchOSC:  open the file, and in Connections > OSC give the host that plays and
the port 9000. On another device, play with --osc-host 0.0.0.0. If its faders do
not follow, play with --osc-out HOST:PORT as well: its host and receive port.

What is marked (token) writes a file or changes the piece: another machine may do it
once it has sent /token TEXT, with the TEXT of `scoretime play --osc-token`. It
counts for that sender until nothing has come from it for ten minutes; layouts
written with the same --osc-token send it by themselves."""
MEASURES = """\
A mirror, not a mark: beside each figure stands what music that people like tends to have,
and whose measure it is. A score is measured best from `render --explain FILE.jsonl`: a MIDI
file does not say which beat a note is meant to be on, so that is inferred."""


def add_piece(sub: ArgumentParser) -> None:
    """Add the piece that a command is about."""
    sub.add_argument(
        "piece",
        metavar="PIECE",
        nargs="?",
        help=f"a bundled piece or a Python file (default: {FLAGSHIP})",
    )


def add_journal(sub: ArgumentParser) -> None:
    """Add the options of `scoretime journal`."""
    sub.add_argument("file", metavar="FILE", help="what `play --journal` wrote")
    sub.add_argument("--all", action="store_true", help="list each step of a fader's way")
    sub.add_argument("--json", action="store_true", help="print it as JSON")
    sub.add_argument("--picture", metavar="FILE", help="draw the parameters under the piano roll")
    sub.add_argument("--force", action="store_true", help="overwrite; draw what has changed since")


def add_list(sub: ArgumentParser) -> None:
    """Add the options of `scoretime list`."""
    sub.add_argument("--json", action="store_true", help="print it as JSON")


def add_devices(sub: ArgumentParser) -> None:
    """Add the options of `scoretime devices`."""
    sub.add_argument("--json", action="store_true", help="print it as JSON")


def add_params(sub: ArgumentParser) -> None:
    """Add the options of `scoretime params`."""
    _add_source(sub)
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print all of it as JSON")
    form.add_argument("--markdown", action="store_true", help="print the table as Markdown")


def add_osc_map(sub: ArgumentParser) -> None:
    """Add the options of `scoretime osc-map`."""
    sub.epilog = LAYOUTS
    _add_source(sub)
    sub.add_argument("--json", action="store_true", help="print all of it as JSON")
    output = sub.add_argument_group("layouts, with every parameter of the piece")
    output.add_argument("--touchosc", metavar="FILE", help="write one for TouchOSC (.tosc)")
    output.add_argument(
        "--open-stage-control", metavar="FILE", help="write one for Open Stage Control (.json)"
    )
    output.add_argument(
        "--osc-token", metavar="TEXT", default="", help="let them send this token by themselves"
    )
    output.add_argument("--force", action="store_true", help="overwrite files that exist")


def _add_source(sub: ArgumentParser) -> None:
    add_piece(sub)
    sub.add_argument("--csd", metavar="FILE", help="with the instruments of this orchestra")


def add_check(sub: ArgumentParser) -> None:
    """Add the options of `scoretime check`."""
    sub.add_argument(
        "file", metavar="FILE", help="64 bars of a piece, or the header of an orchestra, are run"
    )


def add_measure(sub: ArgumentParser) -> None:
    """Add the options of `scoretime measure`."""
    sub.epilog = MEASURES
    sub.add_argument(
        "file", metavar="FILE", help=".jsonl or .sco of `render`, .mid, or an audio file"
    )
    sub.add_argument("--json", action="store_true", help="print it as JSON")


def add_patterns(sub: ArgumentParser) -> None:
    """Add the options of `scoretime patterns`."""
    sub.add_argument("name", metavar="NAME", nargs="?", help="tell all of one pattern")
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print it as JSON")
    form.add_argument("--markdown", action="store_true", help="print the table as Markdown")
