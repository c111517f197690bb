"""What `scoretime doctor` prints, a line as soon as it is known, and its exit code."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from textwrap import wrap

from generator.lab.checks.finding import Finding, State
from generator.lab.doctor import Examination
from generator.terminal.tables import COLUMNS
from generator.terminal.text import printable

STATE_COLUMNS, NAME_COLUMNS, GAP = 7, 15, "  "
ABSENT = "absent"  # what is missing and need not be there
ARROW = "-> "
TIMING = {
    True: "The timing held: what Scoretime plays here is exact to the sample.",
    False: "The timing did not hold everywhere: a longer look-ahead mends that.",
    None: "The timing was not measured.",
}


def perform(arguments: Namespace, try_screen: Callable[[], str]) -> int:
    """Examine the machine, print what is found and return the exit code: 0 where it can play.

    try_screen: see Examination.carry_out.
    """
    examination = Examination(arguments.audio, arguments.quick)
    name = ""
    for finding in examination.carry_out(try_screen):
        if not arguments.json:
            print("\n".join(finding_lines(finding, named=finding.name != name)), flush=True)
        name = finding.name
    if arguments.json:
        print(json.dumps(examination.as_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(["", *wrap(closing(examination), COLUMNS)]))
    return 0 if examination.fit else 1


def finding_lines(finding: Finding, *, named: bool = True) -> Iterator[str]:
    """Yield the lines of a finding, and under it what to do."""
    state = ABSENT if finding.state is State.MISSING and not finding.needed else finding.state
    name = finding.name if named else ""
    head = f"{state:{STATE_COLUMNS}}{GAP}{name:{NAME_COLUMNS}}{GAP}"
    yield from _wrapped(finding.fact, head, " " * len(head))
    if finding.remedy:
        indent = " " * STATE_COLUMNS + GAP
        yield from _wrapped(finding.remedy, indent + ARROW, indent + " " * len(ARROW))


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return wrap(
        printable(text),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
        break_long_words=False,
    )


def closing(examination: Examination) -> str:
    """Return in words what all of it comes to."""
    findings = examination.findings
    fails = [each.name for each in findings if each.fails]
    if fails:
        return f"This machine cannot play yet. Missing: {', '.join(fails)}."
    warnings = sum(each.state is State.WARNING for each in findings)
    told = {0: "no warnings", 1: "1 warning"}.get(warnings, f"{warnings} warnings")
    return f"All that is needed is there, {told}. {TIMING[examination.exact]}"
