"""One target for atheris: `python -m tests.soak.guided TARGET -atheris_runs=N`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

MIDI = ("generator.composition.midi_bytes", "generator.composition.midi_reading", "mido")

with atheris.instrument_imports(include=["generator.control", "generator.theory", *MIDI]):
    import mido  # noqa: F401 - the readers import it as they are asked

    from generator.composition.midi_bytes import decoded
    from generator.composition.midi_reading import frame_of, tracks_of
    from generator.control.journal_reading import read
    from generator.control.names import is_name
    from generator.control.osc.codec import OscError
    from generator.control.osc.stream import Stream
    from generator.control.snapshot_file import parsed
    from generator.errors import ScoretimeError, UsageError
    from generator.files import DAMAGE, parsed_json
    from generator.theory.kbm import read_kbm
    from generator.theory.scala import read_scl
    from tests.control.osc.target import Target
    from tests.soak.fuzz_midi import header_and

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

    def midi(data: bytes) -> None:
        found = decoded(header_and([data]))
        tracks_of(found)
        frame_of(found)

    def text(read_text: Callable[[str], object]) -> Try:
        return refusing(lambda data: read_text(data.decode("latin-1")), UsageError)

    return {
        "packet": packet,
        "stream": stream,
        "json": refusing(parsed_json, *DAMAGE),
        "journal": journal,
        "snapshots": refusing(parsed, *DAMAGE),
        "name": lambda data: is_name(data.decode("utf-8", "replace")),
        "scl": text(read_scl),
        "kbm": text(read_kbm),
        "mid": refusing(midi, UsageError),
    }


def refusing(act: Try, *refusals: type[Exception]) -> Try:
    """Return what may refuse what it is given."""

    def tried(data: bytes) -> None:
        with contextlib.suppress(*refusals):
            act(data)

    return tried


def main() -> None:
    """Run one target; atheris ends the process."""
    name, *options = sys.argv[1:]
    with TemporaryDirectory() as folder:
        atheris.Setup([sys.argv[0], *options], tries(Path(folder))[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
