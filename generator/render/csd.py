"""A performance as one .csd file that plain `csound` plays to the same samples."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from generator.composition.note import MAXIMUM_CONTROLS
from generator.engine.startup import Host
from generator.render.about import About
from generator.render.targets import TextFile

RELAY_SECONDS = 0.010
NOTE_FIELDS = 7 + MAXIMUM_CONTROLS
STEPS_IN_A_CYCLE = 2**20
NO_CARRY = "C 0 ; p-fields that a line leaves out are not those of the line before\n"
LONGEST_SAFE_NAME = 100


class Start(NamedTuple):
    """What an engine was started with: orchestra text, score lines, options of Csound."""

    orchestra: str = ""
    score: Sequence[str] = ()
    options: Sequence[str] = ()


class CsdFile:
    """Writes orchestra, start and every raw event as it is committed.

    An event becomes a line for the relay instrument `Commit`, which hands it to Csound's
    real-time path 10 ms ahead, as Scoretime does: Csound rounds a score line and a real-time
    event differently. Csound's sorting shuffles lines of one time, so events that start in one
    control cycle are relayed at times a tiny step apart, in the order of commitment.
    """

    def __init__(self, about: About) -> None:
        self._about = about
        self._rate = 0
        self._ksmps = 1
        self._committed = 0

    def begin(self, file: TextFile, start: Start, sample_rate: int, ksmps: int, name: str) -> None:
        """Write all that comes before the events; name: what the .csd file is called."""
        self._file = file
        self._rate, self._ksmps = sample_rate, ksmps
        options = "".join(f" {option}" for option in start.options)
        self._file.write(
            f"<CsoundSynthesizer>\n"
            f"; {self._about.line}\n"
            f"; `csound {name}` writes {safe(name)}.wav: the samples of the render.\n"
            f"; i {int(Host.COMMIT)} is a relay: its p4, p5, p6... are p1, p2, p3... of an event\n"
            f"; that it hands to Csound's real-time path in time for its onset, p5. There an\n"
            f"; event starts on its exact sample; as a line of the score it would be rounded.\n"
            f"<CsOptions>\n"
            f"-W -f -o {safe(name)}.wav -d -m0 --sample-accurate{options}\n"
            f"</CsOptions>\n"
            f"<CsInstruments>\n{start.orchestra}\n</CsInstruments>\n"
            f"<CsScore>\n" + "".join(f"{line}\n" for line in start.score) + NO_CARRY
        )

    def commit(self, pfields: Sequence[float]) -> None:
        """Write one raw event (instrument number, onset p2 in seconds, p3, p4...).

        A note gets all the p-fields that a note can have: in an event that `schedule` makes, the
        opcode `p(n)` would find what lies in memory in place of a missing one, not 0.
        """
        missing = 0 if pfields[0] >= Host.BIND_CHANNEL else NOTE_FIELDS - len(pfields)
        fields = " ".join([*(repr(float(field)) for field in pfields), *(["0"] * missing)])
        self._file.write(f"i {int(Host.COMMIT)} {self._relay_seconds(pfields[1])!r} 0 {fields}\n")

    def close(self, frames: int) -> None:
        """End after this many frames; raises OutputError if any of it could not be written.

        Csound performs whole control cycles: a last one that is not full is completed.
        """
        cycle_seconds = self._ksmps / self._rate
        cycles = ceil(frames / self._ksmps)
        self._file.write(
            f"i {int(Host.END)} {(cycles + 0.25) * cycle_seconds!r} 0\n"
            f"f 0 {(cycles + 0.5) * cycle_seconds!r}\ne\n</CsScore>\n</CsoundSynthesizer>\n"
        )
        self._file.close()

    def _relay_seconds(self, onset_seconds: float) -> float:
        cycle_seconds = self._ksmps / self._rate
        cycle = round(onset_seconds / cycle_seconds) - ceil(RELAY_SECONDS / cycle_seconds)
        step = self._committed % STEPS_IN_A_CYCLE / STEPS_IN_A_CYCLE
        self._committed += 1
        return (max(0, cycle) + step) * cycle_seconds


def safe(name: str) -> str:
    """Return a file name without the characters that Csound's options would trip over."""
    kept = (letter if letter.isalnum() or letter in "._-" else "-" for letter in name)
    return "".join(kept).lstrip("-")[:LONGEST_SAFE_NAME] or "scoretime"
