"""`make soak`: whether it survives, in runs of minutes and hours, as a table and as soak.json."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from tests.bench.results import Result, table
from tests.soak.results import Held, kept, markdown, placed, record

NAMES = (
    *("loads", "held", "starts", "edits", "servers", "disk", "killed", "fuzz", "overload"),
    "night",
)
KEPT, PAGE = Path("soak.json"), Path("SECURITY.md")


def main() -> int:
    """Run the soaks that were asked for; the exit code says whether all held."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="some seconds of each")
    parser.add_argument("--minutes", type=float, help="how long each load lasts; 10 unless told")
    parser.add_argument("--hours", type=float, help="how long the night is; 8 unless told")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    arguments = parser.parse_args()
    if strange := set(arguments.names) - set(NAMES):
        parser.error(f"no such soak: {', '.join(sorted(strange))}")
    records, lines = kept(KEPT), list[Held]()
    for name in arguments.names or NAMES:
        print(f"{name}…", file=sys.stderr, flush=True)
        said = held(name, arguments.quick, arguments.minutes, arguments.hours)
        print(told(said), flush=True)
        records[name] = record(said, quick=arguments.quick)
        KEPT.write_text(json.dumps(records, indent=2, ensure_ascii=False) + "\n")
        lines += said
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Security\n"
        PAGE.write_text(placed(page, markdown(records)), encoding="utf-8")
    return 0 if all(line.holds for line in lines) else 1


def held(
    name: str, quick: bool, minutes: float | None = None, hours: float | None = None
) -> list[Held]:
    """Return what a soak said; one that fails is a line of its own, never the end."""
    try:
        soak = import_module(f"tests.soak.{name}")
        if name == "loads" and minutes is not None:
            return list(soak.lasting(minutes * 60.0))
        if name == "night" and hours is not None:
            return list(soak.nights(hours * 3600.0))
        return list(soak.run(quick))
    except Exception as error:
        return [Held(name, f"failed: {type(error).__name__}: {error}", "", False)]


def told(lines: Iterable[Held]) -> str:
    """Return the lines as a text in columns."""
    return table([Result(*line) for line in lines])


if __name__ == "__main__":
    sys.exit(main())
