"""Tables of named things, looked up as people write names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Generic, TypeVar

from generator.errors import LETTERS_COMPARED, UnknownNameError

T = TypeVar("T")

PASSED_OVER = str.maketrans({" ": "", "_": "", "-": "", "'": "", "♯": "#", "♭": "b"})
NAMES_SUGGESTED = 3


def plain(name: str) -> str:
    """Return a name without what people write differently: case, spaces, hyphens, underscores.

    >>> plain("Harmonic_Minor") == plain("harmonicMinor") == plain("harmonic-minor")
    True
    """
    return name.lower().translate(PASSED_OVER)


@dataclass(frozen=True)
class Names(Generic[T]):
    """Rows by name and by synonym; `kind` says in errors what a row is.

    >>> Names("colour", {"dark red": 1}, {"maroon": "dark red"})["Dark_Red"]
    1
    """

    kind: str
    rows: Mapping[str, T]
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, text: str) -> T:
        """Return the row of a name; raises UnknownNameError."""
        return self.rows[self.name(text)]

    def __contains__(self, text: str) -> bool:
        return plain(text) in self._spelled

    def name(self, text: str) -> str:
        """Return the name under which a row stands; raises UnknownNameError with the nearest three.

        >>> Names("colour", {"dark red": 1}, {"maroon": "dark red"}).name("Maroon")
        'dark red'
        """
        spelled = self._spelled.get(plain(str(text)))
        if spelled is None:
            raise UnknownNameError(self.kind, str(text).lower(), self._nearest(str(text)))
        return self.synonyms.get(spelled, spelled)

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {plain(name): name for name in (*self.synonyms, *self.rows)}

    def _nearest(self, text: str) -> list[str]:
        known = self._spelled
        close = get_close_matches(
            plain(text)[:LETTERS_COMPARED], list(known), NAMES_SUGGESTED, cutoff=0.4
        )
        return [known[key] for key in close] or list(self.rows)
