"""The options that concern a piece of one's own: how it is begun, and when an edit takes over."""

from __future__ import annotations

from argparse import ArgumentParser

MOMENTS = ("bar", "beat", "section", "off")  # those of session.edits, without its imports
STARTING = """\
The file plays as it is. Play it, edit it and save it: parts that changed begin anew
at the next bar, the others go on; a mistake is shown with its line, and the version
before plays on."""


def add_own_piece(sub: ArgumentParser) -> None:
    """Add what is done with a piece that broke off, and with one that is saved while it plays."""
    sub.add_argument(
        "--resume",
        action="store_true",
        help="begin the performance anew that broke off last, as its parameters stood",
    )
    sub.add_argument(
        "--reload",
        choices=MOMENTS,
        default=MOMENTS[0],
        help="when a piece of your own that is saved while it plays takes over: at the next "
        "bar (the default), beat or section, or never",
    )


def add_new(sub: ArgumentParser) -> None:
    """Add what `scoretime new` takes."""
    sub.epilog = STARTING
    sub.add_argument("file", metavar="FILE", help="the Python file to write, as in my_piece.py")
    sub.add_argument("--force", action="store_true", help="overwrite a file that exists")
