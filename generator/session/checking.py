"""Is a piece or an orchestra fit to play? Found out in a process of its own.

A file under test may crash Csound or never come back; what watches it is not in the same process
(`python -m generator.session.checking FD FILE`).
"""

from __future__ import annotations

import faulthandler
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator.engine.isolation import Outcome, isolated, reply
from generator.errors import UsageError

BARS = 64
TRIAL_SECONDS = 8.0
STUCK_SECONDS = 3
PATIENCE_SECONDS = 30.0
SEED = 1

_PLACE = re.compile(r'File "(.+)", line (\d+) in (\S+)')


@dataclass(slots=True)
class Verdict:
    """What came of a check.

    faults: why the file is not fit to play, with file:line; none if it is. warnings: what its
    player should know. facts: what is in it, by heading.
    """

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def fit(self) -> bool:
        """Whether the file is fit to play."""
        return not self.faults


def check(path: Path) -> Verdict:
    """Check a piece (.py) or an orchestra (.csd); raises UsageError for any other file.

    Both are run for it: 64 bars of the piece, the header of the orchestra.
    """
    if path.suffix not in (".py", ".csd"):
        raise UsageError(f"cannot check {path}: give a piece (.py) or an orchestra (.csd)")
    if not path.is_file():
        raise UsageError(f"cannot check {path}: there is no such file")
    outcome = isolated(__name__, str(path), patience_seconds=PATIENCE_SECONDS)
    if outcome.answer is None:
        return Verdict([_unanswered(path, outcome)])
    return Verdict(**outcome.answer)


def _unanswered(path: Path, outcome: Outcome) -> str:
    """Return why there was no answer, with the line where a watchdog found a piece stuck."""
    for file, line, function in _PLACE.findall(outcome.complaints):
        if file == str(path):
            if function == "<module>":
                return f"{file}:{line}: loading the file takes more than {STUCK_SECONDS} s"
            return (
                f"{file}:{line}: {function} runs for {STUCK_SECONDS} s without yielding: "
                "yield a Note or a Rest in every loop"
            )
    return f"{path}:1: it cannot be tried out: {outcome.ending}"


def examine(path: Path) -> Verdict:
    """Check a file in this process, which it may crash or hang."""
    from generator.errors import ScoretimeError

    try:
        return _examine_piece(path) if path.suffix == ".py" else _examine_orchestra(path)
    except ScoretimeError as error:
        return Verdict([str(error)])


def _examine_piece(path: Path) -> Verdict:
    from generator.session.rehearsal import Rehearsal

    _watch()
    rehearsal = Rehearsal(str(path), SEED)
    verdict = Verdict(facts=rehearsal.facts)
    deadline = time.monotonic() + TRIAL_SECONDS
    while rehearsal.bars < BARS and not rehearsal.ended and time.monotonic() < deadline:
        _watch()
        rehearsal.play_bar()
    verdict.faults += dict.fromkeys(rehearsal.reports)  # each once
    verdict.facts["tried"] = f"{rehearsal.bars} bars, {rehearsal.notes} notes, seed {SEED}"
    if not rehearsal.notes and verdict.fit:
        verdict.warnings.append(f"{path}:1: no note in {rehearsal.bars} bars")
    return verdict


def _watch() -> None:
    """End this process, and say where it is, unless it comes here again in time."""
    faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)


def _examine_orchestra(path: Path) -> Verdict:
    from generator.engine import orchestra
    from generator.engine.csound import OfflineCsound
    from generator.session.outside import reaching_outside

    sound = orchestra.load(path)
    verdict = Verdict(warnings=reaching_outside(sound))
    engine = OfflineCsound(sound, {})
    header = f"sr {engine.sample_rate}, ksmps {engine.ksmps}, {engine.channels} channels"
    ranges = (f"{each.id} {each.minimum:g} to {each.maximum:g}" for each in sound.parameters)
    verdict.facts = {
        "header": header,
        "instruments": ", ".join(sound.instruments),
        "parameters": ", ".join(ranges) or "none: it declares no channel with a range (chn_k)",
        "left out": ", ".join(sound.dropped) or "nothing",
    }
    if not sound.instruments:
        verdict.faults.append(f"{path}:1: it has no instrument")
    return verdict


if __name__ == "__main__":
    verdict = examine(Path(sys.argv[2]))
    faulthandler.cancel_dump_traceback_later()
    reply(int(sys.argv[1]), asdict(verdict))
