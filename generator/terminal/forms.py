"""Forms from the parser: each option of a subcommand is declared there, and nowhere else."""

from __future__ import annotations

import re
from argparse import Action, ArgumentTypeError, _SubParsersAction
from dataclasses import replace

from generator.errors import UsageError
from generator.session.forms import FormField, Kind
from generator.terminal.numbers import setting
from generator.terminal.options import Parser, parser

KINDS: dict[str, Kind] = {"FILE": "file", "DIR": "folder"}
DEFAULT = re.compile(r" *\(default: (.*)\)$")  # at the end of a help
TOLD = ("help", "json", "profile", "progress", "quiet")  # how a subcommand tells of itself


def form_fields(command: str) -> list[FormField]:
    """Return the options of a subcommand that say what it does, in the order of its help.

    What stands under argparse's own headings has no group.
    """
    sub = _subparser(command)
    own = (sub._positionals, sub._optionals)
    return [
        _field(action, "" if group in own else group.title or "")
        for group in sub._action_groups
        for action in group._group_actions
        if action.dest not in TOLD
    ]


def _subparser(command: str) -> Parser:
    top = parser({command: lambda _: 0})
    subs = next(each for each in top._actions if isinstance(each, _SubParsersAction))
    found: Parser = subs.choices[command]
    return found


def _field(action: Action, group: str) -> FormField:
    flag = action.option_strings[-1] if action.option_strings else ""
    told = DEFAULT.search(action.help or "")
    field = FormField(
        flag=flag,
        kind=_kind(action),
        label=flag.removeprefix("--") or action.dest,
        help=DEFAULT.sub("", action.help or ""),
        choices=tuple(map(str, action.choices or ())),
        default=told[1] if told else str(action.default or ""),
        group=group,
        unit=str(action.metavar or ""),
        repeatable=isinstance(action.default, list),
    )
    read = action.type if callable(action.type) else str

    def check(text: str) -> None:
        try:
            for each in field.texts(text):
                read(each)
        except ArgumentTypeError as error:
            raise UsageError(str(error)) from None

    return replace(field, check=check)


def _kind(action: Action) -> Kind:
    if action.nargs == 0:
        return "switch"
    if action.choices:
        return "choice"
    if action.type not in (None, setting):
        return "number"
    return KINDS.get(str(action.metavar), "text")
