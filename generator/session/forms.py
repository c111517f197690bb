"""Forms: the options of a subcommand as plain fields, for those who ask for them on a screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "choice", "switch", "file", "folder"]
BETWEEN_SETTINGS = re.compile(r"[\s,;]+(?=[^\s,;=]+=)")


@dataclass(frozen=True, slots=True)
class FormField:
    """One option.

    flag: `--bits`, "" for what is given without one. label: its name without dashes. help: what it
    does. choices: what it may be, if that is settled. default: what it is when left out, in words.
    group: the heading it stands under, "" for the first. unit: what stands for its value in the
    help, "" for a choice or a switch. repeatable: whether several settings, ID=VALUE, may be given.
    check: raises UsageError for a text that it cannot be.
    """

    flag: str
    kind: Kind
    label: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    group: str = ""
    unit: str = ""
    repeatable: bool = False
    check: Callable[[str], object] = str

    def texts(self, text: str) -> list[str]:
        """Return what was typed, one by one; "" is nothing."""
        text = text.strip()
        if not self.repeatable:
            return [text] if text else []
        return [each for each in BETWEEN_SETTINGS.split(text) if each]

    def arguments(self, text: str) -> list[str]:
        """Return what asks for this on a command line; "" asks for nothing."""
        if self.kind == "switch":
            return [self.flag] if text else []
        return [f"{self.flag}={each}" if self.flag else each for each in self.texts(text)]
