from __future__ import annotations

import builtins
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.control.link.peer import Link, LinkSession, Moment
from generator.errors import ControlError
from tests.control.link.sharing import PlayingSurface
from tests.control.surface import desk_of
from tests.own_network import output_of, own_network


@dataclass
class FakeState:
    """A session of the library whose beat 0 is a quarter minute of its clock."""

    bpm: float = 120.0
    playing: bool = False
    since: int = 0
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def tempo(self) -> float:
        return self.bpm

    def isPlaying(self) -> bool:  # noqa: N802 - the library's names
        return self.playing

    def timeForIsPlaying(self) -> int:  # noqa: N802
        return self.since

    def beatAtTime(self, micros: int, quantum: float) -> float:  # noqa: N802
        return (micros - 15_000_000) * self.bpm / 60e6

    def setTempo(self, bpm: float, micros: int) -> None:  # noqa: N802
        self.bpm = bpm
        self.asked.append(("tempo", bpm, micros))

    def setIsPlaying(self, playing: bool, micros: int) -> None:  # noqa: N802
        self.playing, self.since = playing, micros

    def requestBeatAtTime(self, beat: float, micros: int, quantum: float) -> None:  # noqa: N802
        self.asked.append(("beat", beat, micros, quantum))


class FakeLibrary:
    """The library, with a clock a thousand seconds before `time.monotonic`."""

    def __init__(self) -> None:
        self.state = FakeState()
        self.enabled = False
        self.startStopSyncEnabled = False
        self.committed = 0

    def clock(self) -> FakeLibrary:
        return self

    def micros(self) -> int:
        return round((time.monotonic() - 1000.0) * 1e6)

    def captureSessionState(self) -> FakeState:  # noqa: N802
        return self.state

    def commitSessionState(self, state: FakeState) -> None:  # noqa: N802
        assert not self.enabled or state.asked
        self.committed += 1

    def numPeers(self) -> int:  # noqa: N802
        return 3


def session_of(library: FakeLibrary, *, playing: bool = True) -> LinkSession:
    return LinkSession(library, playing=playing)  # type: ignore[arg-type]


def test_the_session_is_read_by_the_monotonic_clock() -> None:
    library = FakeLibrary()
    session = session_of(library)
    before = time.monotonic()
    line = session.timeline(4.0)
    assert before <= line.seconds <= time.monotonic()
    assert line.beat == pytest.approx((line.seconds - 1015.0) * 2.0, abs=1e-3)
    assert (line.tempo_bpm, line.playing, line.peers) == (120.0, True, 3)
    assert 0.0 <= line.seconds - line.playing_since < 1.0


def test_that_it_plays_is_said_before_it_joins() -> None:
    library = FakeLibrary()
    session = session_of(library)
    assert library.state.playing
    assert library.committed == 1
    assert library.enabled
    assert library.startStopSyncEnabled
    session.close()
    assert not library.enabled


def test_what_is_asked_for_is_put_on_links_clock() -> None:
    library = FakeLibrary()
    session = session_of(library)
    session.set_tempo(133.0)
    session.place(7.5, time.monotonic() + 2.0, 3.0)
    (_, bpm, now_micros), (_, beat, later_micros, quantum) = library.state.asked
    assert (bpm, beat, quantum) == (133.0, 7.5, 3.0)
    assert later_micros - now_micros == pytest.approx(2e6, abs=100_000)
    session.set_playing(False)
    assert not library.state.playing
    assert library.committed == 4


def test_a_moment_is_one_on_both_clocks() -> None:
    moment = Moment(5_000_000, 17.0)
    assert moment.micros_at(17.5) == 5_500_000
    assert moment.seconds_at(4_000_000) == 16.0


def test_without_the_library_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def absent(name: str, *arguments: Any) -> Any:
        if name == "link":
            raise ModuleNotFoundError("No module named 'link'")
        return found(name, *arguments)

    monkeypatch.delitem(sys.modules, "link", raising=False)
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ControlError, match=r"pip install 'scoretime\[link\]'"):
        Link(desk_of(PlayingSurface(), tmp_path))


def test_before_it_starts_and_after_it_closes_nothing_happens(tmp_path: Path) -> None:
    pytest.importorskip("link")
    surface = PlayingSurface()
    link = Link(desk_of(surface, tmp_path))
    link.changed([])
    link.tell(surface.frame(1.0))
    assert (link.peers, link.phase_error_ms, link.notice) == (0, None, "Link: nobody else yet")
    link.close()
    link.close()
    assert surface.commands == []


@pytest.mark.live
@pytest.mark.skipif(not own_network(), reason="no network of its own: others would join")
def test_two_programs_play_together() -> None:
    pytest.importorskip("link")
    pytest.importorskip("aalink")
    outcome = json.loads(output_of("tests.control.link.scene"))
    offs = {key: abs(value) for key, value in outcome.items() if key.startswith("off")}
    assert len(offs) == 4
    assert max(offs.values()) < 1.0, offs
    assert outcome.pop("our tempo stayed") == 90.5
    assert outcome.pop("said").startswith("Link: 1 peer, phase ")
    assert all(value is True for key, value in outcome.items() if key not in offs), outcome
