"""One target for atheris: `python -m tests.soak.guided TARGET -atheris_runs=N`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["generator.control"]):
    from generator.control.files import DAMAGE, parsed_json
    from generator.control.journal_reading import read
    from generator.control.names import is_name
    from generator.control.osc.codec import OscError
    from generator.control.osc.stream import Stream
    from generator.control.snapshot_file import parsed
    from generator.errors import ScoretimeError
    from tests.control.osc.target import Target

Try = Callable[[bytes], object]


def tries(folder: Path) -> dict[str, Try]:
    """Return what is done with an input, by the name of the target."""
    target = Target(folder)
    path = folder / "a.jsonl"

    def packet(data: bytes) -> None:
        target.cost(data, len(data))

    def stream(data: bytes) -> None:
        with contextlib.suppress(OscError):
            for each in Stream().packets(data):
                target.cost(each)

    def journal(data: bytes) -> None:
        path.write_bytes(data)
        with contextlib.suppress(ScoretimeError):
            read(path)

    def damaged(act: Try) -> Try:
        def tried(data: bytes) -> None:
            with contextlib.suppress(*DAMAGE):
                act(data)

        return tried

    return {
        "packet": packet,
        "stream": stream,
        "json": damaged(parsed_json),
        "journal": journal,
        "snapshots": damaged(parsed),
        "name": lambda data: is_name(data.decode("utf-8", "replace")),
    }


def main() -> None:
    """Run one target; atheris ends the process."""
    name, *options = sys.argv[1:]
    with TemporaryDirectory() as folder:
        atheris.Setup([sys.argv[0], *options], tries(Path(folder))[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
