"""`make bench`: what Scoretime promises, measured in one run, as a table and as bench.json."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.bench import exactness, growth, link, patterns, scale, speed, steering, sustained, window
from tests.bench.results import Result, table
from tests.jack import jack_server

GROUPS = (
    *("exactness", "sustained", "steering", "link", "window", "speed", "scale", "growth"),
    "patterns",
)


def main() -> int:
    """Run the benchmarks that were asked for; the exit code says whether all targets were met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the time")
    arguments = parser.parse_args()
    results: list[Result] = []
    for group in arguments.groups or GROUPS:
        print(f"{group}…", file=sys.stderr, flush=True)
        results += run(group, quick=arguments.quick)
    print(table(results))
    Path("bench.json").write_text(json.dumps(document(results), indent=2) + "\n")
    return 0 if all(result.reached for result in results) else 1


def run(group: str, *, quick: bool) -> list[Result]:
    """Return the results of one group."""
    if group == "exactness":
        with jack_server():
            return exactness.results(3.0 if quick else 20.0, ["null", "jack"])
    if group == "sustained":
        return sustained.results(6.0 if quick else 60.0)
    if group == "steering":
        return steering.results(6.0 if quick else 60.0)
    if group == "link":
        return link.results()
    if group == "window":
        with jack_server():
            return window.results(*((5.0, 0.2) if quick else (30.0, 2.0)))
    if group == "scale":
        return scale.results(*((2.0, 1.5) if quick else (5.0, 1.1)))
    if group == "growth":
        return growth.results(*((20_000, 2.4) if quick else (200_000, 24.0)))
    if group == "patterns":
        return patterns.results(*((50_000, 20_000) if quick else (300_000, 100_000)))
    return speed.results(1 if quick else 3, 2.4 if quick else 24.0)


def document(results: list[Result]) -> dict[str, object]:
    """Return the results with the machine and the date."""
    machine = {"system": platform.platform(), "python": platform.python_version()}
    date = time.strftime("%Y-%m-%d")
    return {"date": date, "machine": machine, "results": [asdict(result) for result in results]}


if __name__ == "__main__":
    sys.exit(main())
