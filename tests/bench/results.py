"""What a benchmark says: a figure, its target and whether it was reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    what: str
    figure: str
    target: str
    reached: bool


def table(results: list[Result]) -> str:
    """Return results as an aligned text."""
    rows = [("what", "measured", "target", "")]
    rows += [(r.what, r.figure, r.target, "yes" if r.reached else "NO") for r in results]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)
