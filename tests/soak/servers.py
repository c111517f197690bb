"""Audio servers die, stand still and come back, while music plays and is recorded."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import soundfile

from generator.control.commands import Action, Command
from generator.control.journal_reading import read
from generator.session.front import Front
from generator.session.plan import Plan
from tests.bench.exactness import expected_onsets, plan
from tests.servers import Jack, Pulse, Server, opened
from tests.soak.results import Held

TIMES = 10
LONGEST_SECONDS = 1000.0
SETTINGS = {"tempo": 480.0, "division": 4.0}
PLAYED_SECONDS = 1.0  # between two misfortunes
PATIENCE_SECONDS = 20.0
MISSING_SECONDS = 0.5  # of the recording, in the end
BACK_SECONDS, MOST_STRAYS, LONGEST_TURN_SECONDS = 2.0, 10, 0.25
TARGET = "back within 2 s, at most 10 stray events, no command lost, no turn over 0.25 s"

DEEDS: dict[str, Callable[[Server], None]] = {"killed": Server.kill, "stopped": Server.stop}


@dataclass
class Fate:
    """What became of a performance whose server was taken away, so many times.

    back_seconds and returned_seconds: from the deed and from the wish to return until the music
    plays. longest_seconds: the longest turn of the front, in which a window would not answer.
    """

    back_seconds: list[float] = field(default_factory=list)
    returned_seconds: list[float] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    longest_seconds: float = 0.0
    strays: int = 0
    heard: int = 0
    missing_seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether all of it is as it is to be."""
        return (
            max(self.back_seconds) <= BACK_SECONDS
            and self.strays <= MOST_STRAYS
            and self.missing_seconds <= MISSING_SECONDS
            and self.written == self.asked
            and self.longest_seconds <= LONGEST_TURN_SECONDS
        )


def run(quick: bool) -> list[Held]:
    """Take each server away, by each deed, ten times."""
    times = 1 if quick else TIMES
    return [told(kind, deed, times) for kind in (Jack, Pulse) for deed in DEEDS]


def told(kind: type[Server], deed: str, times: int) -> Held:
    """Return what became of one, in words."""
    fate = suffered(kind, [deed] * times)
    figure = (
        f"back after {min(fate.back_seconds):.2f} to {max(fate.back_seconds):.2f} s, on the server "
        f"again {max(fate.returned_seconds):.2f} s after being asked at the most, {fate.strays} "
        f"stray of {fate.heard}, {len(fate.written)} of {len(fate.asked)} commands in the journal, "
        f"longest turn {1000.0 * fate.longest_seconds:.0f} ms"
    )
    what = f"{kind.__name__} {deed} and brought back, {times} times, playing and recording"
    return Held(what, figure, TARGET, fate.holds)


def suffered(kind: type[Server], deeds: list[str], played: float = PLAYED_SECONDS) -> Fate:
    """Play on a server, do each of these to it, and return to it each time.

    played: for how many seconds before and after each.
    """
    fate = Fate()
    with opened(kind) as server, tempfile.TemporaryDirectory() as folder:
        wav, journal = Path(folder, "take.wav"), Path(folder, "take.jsonl")
        asked = plan("pulse", SETTINGS, seconds=LONGEST_SECONDS, module=kind.module)
        asked = replace(asked, recording=str(wav), journal=str(journal))
        follower = Follower(Front(asked), fate, played)
        try:
            for deed in deeds:
                follower.suffer(server, DEEDS[deed])
        finally:
            follower.front.stop()
        judge(asked, follower.front, wav, journal, fate)
    return fate


class Follower:
    """Polls a front, and takes note of what it says and how long each turn is."""

    def __init__(self, front: Front, fate: Fate, played_seconds: float) -> None:
        self.front = front
        self._fate = fate
        self._played_seconds = played_seconds

    def suffer(self, server: Server, deed: Callable[[Server], None]) -> None:
        """Do something to the server that plays, and go back to it."""
        fate, front = self._fate, self.front
        self._steer()
        self._play_on(self._played_seconds)
        deed(server)
        start = time.monotonic()
        self._steer()
        self._until_another_plays(len(fate.modules))
        fate.back_seconds.append(time.monotonic() - start)
        assert fate.modules[-1] != server.module, fate.reports
        self._play_on(self._played_seconds)
        server.come_back()
        start, engines = time.monotonic(), len(fate.modules)
        front.return_to_audio()
        self._until_another_plays(engines)
        fate.returned_seconds.append(time.monotonic() - start)
        self._play_on(self._played_seconds / 2.0)
        assert fate.modules[-1] == server.module, fate.reports

    def _steer(self) -> None:
        """Ask for another tempo, one after the other."""
        tempo_bpm = 400.0 + len(self._fate.asked)
        self._fate.asked.append(tempo_bpm)
        self.front.submit(Command(Action.SET, "tempo", tempo_bpm))

    def _until_another_plays(self, engines: int) -> None:
        self._until(lambda: len(self._fate.modules) > engines and self.front.playing)
        self._play_on(0.0)

    def _play_on(self, seconds: float) -> None:
        """Let the music play for so long."""
        self._until(lambda: self.front.playing)
        end_seconds = self.front.status().seconds + seconds
        self._until(lambda: self.front.status().seconds > end_seconds)

    def _until(self, so: Callable[[], bool]) -> None:
        fate, deadline = self._fate, time.monotonic() + PATIENCE_SECONDS
        while not so():
            assert time.monotonic() < deadline, f"nothing more came: {fate.reports}"
            start = time.monotonic()
            messages = self.front.poll(0.0)
            fate.longest_seconds = max(fate.longest_seconds, time.monotonic() - start)
            fate.modules += [each["hello"]["module"] for each in messages if "hello" in each]
            fate.reports += [each["report"] for each in messages if "report" in each]
            time.sleep(0.01)


def judge(asked: Plan, front: Front, wav: Path, journal: Path, fate: Fate) -> None:
    """Compare what was recorded and written down with what was to be."""
    written = read(journal)
    fate.written = [
        each.command.value for each in written.applied if each.command.action is Action.SET
    ]
    samples, rate = soundfile.read(wav, dtype="float32")
    fate.missing_seconds = front.status().seconds - len(samples) / rate
    found = set(np.flatnonzero(samples).tolist())
    moved = {at for at in written.late.values() if at is not None}
    fate.heard = len(found)
    fate.strays = len(found - set(expected_onsets(asked, front.applied)) - moved)
