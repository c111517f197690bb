"""Is a piece or an orchestra fit to play? Found out in a process of its own.

A file under test may crash Csound or never come back; what watches it is not in the same process
(`python -m generator.session.checking FD FILE [CHOICE]`).
"""

from __future__ import annotations

import faulthandler
import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.engine.isolation import Outcome, Work, isolated, reply
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.session.setup import Choice
    from generator.session.version import Version

BARS = 64
TRIAL_SECONDS = 8.0
FIRST_BARS, FIRST_SECONDS = 8, 1.0  # of a version that is waited for
STUCK_SECONDS = 3
PATIENCE_SECONDS = 30.0
SEED = 1
NICENESS = 10
BESIDE = "beside"

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


class Trial:
    """A check, under way in the background, of whether what was chosen could be played now.

    version: of a piece of one's own, of which only the first bars are played.
    """

    def __init__(self, choice: Choice, version: Version | None = None) -> None:
        self._path = Path(choice.piece)
        told = None if version is None else version.to_message()
        given = json.dumps({"choice": asdict(choice), "version": told}).encode()
        self._work = Work(
            *(__name__, choice.piece, BESIDE), patience_seconds=PATIENCE_SECONDS, given=given
        )

    def verdict(self) -> Verdict | None:
        """Return what came of it; None while it goes on. It is not asked again afterwards."""
        if not self._work.done:
            return None
        outcome = self._work.finish()
        if outcome.answer is None:
            return Verdict([_unanswered(self._path, outcome)])
        return Verdict(**outcome.answer)

    def close(self) -> None:
        """Give it up."""
        self._work.close()


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


def examine(path: Path, choice: Choice | None = None, version: Version | None = None) -> Verdict:
    """Check a file, or what was chosen, in this process, which it may crash or hang."""
    from generator.errors import ScoretimeError
    from generator.session.setup import Choice

    try:
        if path.suffix == ".csd":
            return _examine_orchestra(path)
        verdict = _examine_piece(choice or Choice(str(path), SEED), version)
        if choice is not None and choice.csd is not None:
            faulthandler.cancel_dump_traceback_later()
            verdict.faults += _examine_orchestra(Path(choice.csd)).faults
        return verdict
    except ScoretimeError as error:
        return Verdict([str(error)])


def _examine_piece(choice: Choice, version: Version | None) -> Verdict:
    from generator.session.rehearsal import Rehearsal

    _watch()
    rehearsal = Rehearsal(choice, version)
    verdict = Verdict(facts=rehearsal.facts)
    bars, seconds = (BARS, TRIAL_SECONDS) if version is None else (FIRST_BARS, FIRST_SECONDS)
    deadline = time.monotonic() + seconds
    while rehearsal.bars < bars and not rehearsal.ended and time.monotonic() < deadline:
        _watch()
        rehearsal.play_bar()
    verdict.faults += dict.fromkeys(rehearsal.reports)  # each once
    verdict.facts["tried"] = f"{rehearsal.bars} bars, {rehearsal.notes} notes, seed {choice.seed}"
    if not rehearsal.notes and verdict.fit:
        verdict.warnings.append(f"{choice.piece}:1: no note in {rehearsal.bars} bars")
    return verdict


def _watch() -> None:
    """End this process, and say where it is, unless it comes here again in time."""
    faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)


def _examine_orchestra(path: Path) -> Verdict:
    from generator.engine import orchestra
    from generator.engine.offline_csound import OfflineCsound
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


def main(descriptor: int, path: str, beside: str = "") -> None:
    """Check a file and reply; beside music that plays, what was chosen for it."""
    if beside:
        os.nice(NICENESS)
    from generator.session.setup import Choice
    from generator.session.version import Version

    given = json.load(sys.stdin) if beside else {"choice": None, "version": None}
    choice, version = given["choice"], given["version"]
    verdict = examine(
        Path(path),
        choice and Choice.from_message(choice),
        version and Version.from_message(version),
    )
    faulthandler.cancel_dump_traceback_later()
    reply(descriptor, asdict(verdict))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
