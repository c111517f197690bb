"""Names that may come from anywhere and end up as those of files."""

from __future__ import annotations

from generator.errors import UsageError

LONGEST_NAME = 64


def checked_name(name: str) -> str:
    """Return a name that can be that of a file and of nothing else; raises UsageError."""
    allowed = all(letter.isalnum() or letter in " _-+." for letter in name)
    if not (name.strip() and allowed and name[0] != "." and len(name) <= LONGEST_NAME):
        raise UsageError(
            f"{name!r:.80} is no name: give 1 to {LONGEST_NAME} letters, digits, "
            "spaces, or _ - + . but no path"
        )
    return name
