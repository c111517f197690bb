from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.control.commands import Action
from generator.control.link.following import Follower
from generator.control.link.timeline import neat_tempo, same_tempo
from tests.control.link.sharing import FakeShared, PlayingSurface, taken
from tests.control.surface import desk_of

FRAME_SECONDS = 1.0 / 30.0


class Room:
    """A performance and a session side by side, thirty frames a second."""

    def __init__(
        self, folder: Path, shared: FakeShared, tempo_bpm: float = 120.0, quantum: float = 4.0
    ) -> None:
        self.surface = PlayingSurface(tempo_bpm)
        self.surface.subject = replace(self.surface.subject, bar_beats=quantum)
        self.shared = shared
        self.desk = desk_of(self.surface, folder)
        self.follower = Follower(self.desk, shared)
        self.quantum = quantum

    def pass_time(self, seconds: float, each: Callable[[], None] = lambda: None) -> None:
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.shared.now += FRAME_SECONDS
            status = self.surface.frame(self.shared.now)
            self.follower.changed(taken(self.surface))
            self.follower.tell(status)
            each()

    @property
    def off_ms(self) -> float:
        """How far the performance truly is from the session's phase."""
        beats = self.shared.beat_at(self.shared.now) - self.surface.beat_at(self.shared.now)
        half = self.quantum / 2.0
        return ((beats + half) % self.quantum - half) * 60_000.0 / self.shared.tempo_bpm

    def of(self, action: Action) -> list[object]:
        return [each for each in self.surface.commands if each.action is action]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path, FakeShared(anchor=(0.0, 1.7), tempo_bpm=120.0))


@pytest.mark.parametrize("quantum", [4.0, 3.0, 3.5, 1.0])
@pytest.mark.parametrize("tempo_bpm", [60.0, 97.3, 240.0])
@pytest.mark.parametrize("ahead", [0.0, 0.013, 0.9, 1.49, -0.4])
def test_who_joins_is_in_tempo_and_in_phase_after_five_seconds(
    tmp_path: Path, quantum: float, tempo_bpm: float, ahead: float
) -> None:
    room = Room(tmp_path, FakeShared(tempo_bpm=tempo_bpm, anchor=(0.0, ahead)), quantum=quantum)
    room.surface.jitter_seconds = 0.0001
    room.pass_time(5.5)
    assert room.surface.values["tempo"] == neat_tempo(tempo_bpm)
    assert abs(room.off_ms) < 1.0
    seen: list[float] = []
    room.pass_time(10.0, lambda: seen.append(abs(room.off_ms)))
    assert max(seen) < 1.0


def test_a_tempo_change_of_others_is_taken_over_and_met_in_phase(room: Room) -> None:
    room.pass_time(5.0)
    beats: list[float] = []
    for tempo_bpm in (133.0, 71.5, 180.0):
        room.shared.change_tempo(tempo_bpm)
        room.pass_time(5.0, lambda: beats.append(room.surface.beat_at(room.shared.now)))
        assert room.surface.values["tempo"] == tempo_bpm
        assert abs(room.off_ms) < 1.0
        assert room.follower.phase_error_ms == pytest.approx(room.off_ms, abs=0.2)
    assert all(later > earlier for earlier, later in pairwise(beats))
    assert room.shared.told == []  # what came from there is not sent back


def test_the_tempo_is_hardly_bent_for_a_small_error(room: Room) -> None:
    room.pass_time(6.0)
    moment, beat = room.shared.anchor
    room.shared.anchor = (moment, beat + 0.01)  # 5 ms
    tempos: list[float] = []

    def read() -> None:
        sample = round(room.surface.true_sample(room.shared.now))
        tempos.append(room.surface.transport.tempo_at(sample))

    room.pass_time(3.0, read)
    assert abs(room.off_ms) < 0.3
    assert max(tempos) == pytest.approx(120.6, abs=0.1)
    assert tempos[-1] == 120.0


def test_a_clock_that_drifts_is_held_within_a_millisecond(room: Room) -> None:
    room.surface.drift = 100e-6
    room.pass_time(6.0)
    seen: list[float] = []
    room.pass_time(60.0, lambda: seen.append(abs(room.off_ms)))
    assert max(seen) < 1.0
    assert len(room.of(Action.ALIGN)) < 30


def test_a_clock_that_is_known_badly_is_not_chased(room: Room) -> None:
    room.pass_time(6.0)
    before = len(room.of(Action.ALIGN))
    for jitter_seconds in (0.0002, -0.0002) * 20:
        room.surface.jitter_seconds = jitter_seconds
        room.pass_time(0.5)
    assert len(room.of(Action.ALIGN)) - before <= 2
    assert abs(room.off_ms) < 1.0


def test_our_tempo_leads_and_comes_back_to_nobody(room: Room) -> None:
    room.pass_time(5.0)
    room.desk.set("tempo", 133.333, "osc")
    room.pass_time(5.0)
    assert room.shared.told == [133.333]
    assert room.surface.values["tempo"] == 133.333  # not the tempo that Link made of it
    assert abs(room.off_ms) < 1.0
    sources = [each.source for each in room.of(Action.SET)]
    assert sources == ["osc"]


def test_a_fader_is_followed_all_the_way_and_the_phase_found_after_it(room: Room) -> None:
    room.pass_time(5.0)
    before = len(room.of(Action.ALIGN))
    tempos = [120.0 + 0.5 * step for step in range(1, 61)]
    for tempo_bpm in tempos:
        room.desk.set("tempo", tempo_bpm, "osc")
        room.pass_time(FRAME_SECONDS)
    assert room.shared.told == tempos
    assert len(room.of(Action.ALIGN)) == before  # nothing bends what the fader does
    room.pass_time(5.0)
    assert abs(room.off_ms) < 1.0


def test_a_tempo_beyond_our_range_is_followed_as_far_as_it_goes(room: Room) -> None:
    room.pass_time(5.0)
    room.shared.change_tempo(500.0)
    room.pass_time(5.0)
    assert room.surface.values["tempo"] == 400.0
    assert room.shared.told == []
    assert len(room.of(Action.SET)) == 1


def test_alone_the_session_is_put_where_we_are_and_nothing_is_bent(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeShared(anchor=(0.0, 1.7), peers=0))
    room.surface.drift = 30e-6
    room.pass_time(2.0)
    assert abs(room.off_ms) < 0.5
    room.desk.set("tempo", 90.0, "keys")
    room.pass_time(10.0)
    assert room.shared.told == [90.0]
    assert abs(room.off_ms) < 0.5
    assert len(room.surface.commands) == 1
    room.shared.peers = 1
    room.surface.drift = 0.0
    room.pass_time(3.0)
    assert len(room.surface.commands) == 1  # who joins us finds us in phase


def test_another_piece_keeps_the_tempo_of_the_session(room: Room) -> None:
    room.pass_time(5.0)
    room.surface.play(replace(room.surface.subject, piece="other"))
    room.surface.values["tempo"] = 90.0
    room.surface.transport.set_tempo(90.0, 0)
    room.pass_time(6.0)
    assert room.surface.values["tempo"] == 120.0
    assert room.shared.told == []
    assert abs(room.off_ms) < 1.0


def test_alone_another_piece_brings_its_tempo(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeShared(peers=0))
    room.pass_time(1.0)
    room.surface.play(replace(room.surface.subject, piece="other"))
    room.surface.values["tempo"] = 90.0
    room.pass_time(1.0)
    assert room.shared.told == [90.0]
    assert room.of(Action.SET) == []


def test_nothing_is_done_before_we_play(room: Room) -> None:
    room.surface.epoch_seconds = None
    room.shared.change_tempo(90.0)
    room.shared.change_playing(False)
    room.follower.tell(room.surface.told)
    assert room.surface.commands == []


# -- start and stop


def test_who_joins_starts_and_stops_nobody(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeShared(playing=False))
    room.pass_time(5.0)
    assert not room.surface.transport.paused
    assert room.shared.told == []
    assert not room.of(Action.PAUSE)


def test_we_pause_when_others_stop_and_start_in_phase_when_they_start(room: Room) -> None:
    room.pass_time(6.0)
    room.shared.change_playing(False)
    room.pass_time(1.3)
    assert room.surface.transport.paused
    held = room.surface.beat_at(room.shared.now)
    room.shared.change_playing(True)
    room.pass_time(FRAME_SECONDS)
    assert not room.of(Action.RESUME)
    room.pass_time(2.3)
    assert not room.surface.transport.paused
    assert abs(room.off_ms) < 0.2  # at once, not bent into it
    assert 0.0 < room.surface.beat_at(room.shared.now) - held <= 4.6
    assert room.shared.told == []


@pytest.mark.parametrize("wait_seconds", [0.03, 0.07, 0.1, 0.2])
def test_a_start_soon_after_a_stop_is_in_phase_too(tmp_path: Path, wait_seconds: float) -> None:
    room = Room(tmp_path, FakeShared(tempo_bpm=240.0), quantum=1.0)
    room.surface.ahead_samples = 4_800  # the pause shows long before the beat stands
    room.pass_time(6.0)
    room.shared.change_playing(False)
    room.pass_time(wait_seconds)
    room.shared.change_playing(True)
    while not room.of(Action.RESUME) or room.surface.transport.paused:
        room.pass_time(FRAME_SECONDS)
    room.pass_time(0.1)
    assert abs(room.off_ms) < 0.2
    assert room.shared.told == []


def test_from_the_beginning_we_start_with_a_bar_of_theirs(tmp_path: Path) -> None:
    room = Room(tmp_path, FakeShared(anchor=(0.0, 1.7), playing=False))
    room.surface.transport.stop(0)
    room.pass_time(1.0)
    room.shared.change_playing(True)
    room.pass_time(2.5)
    (resume,) = room.of(Action.RESUME)
    assert resume.due_sample is not None
    beat = room.shared.beat_at(resume.due_sample / 48_000.0)
    assert beat % 4.0 == pytest.approx(0.0, abs=1e-3) or beat % 4.0 == pytest.approx(4.0, abs=1e-3)


def test_a_start_in_the_future_is_waited_for(room: Room) -> None:
    room.pass_time(6.0)
    room.shared.change_playing(False)
    room.pass_time(1.0)
    room.shared.change_playing(True, ahead_seconds=3.0)
    room.pass_time(2.9)
    assert room.surface.transport.paused
    room.pass_time(2.2)
    assert not room.surface.transport.paused
    assert abs(room.off_ms) < 0.2


def test_a_stop_in_the_future_comes_at_its_sample(room: Room) -> None:
    room.pass_time(6.0)
    room.shared.change_playing(False, ahead_seconds=0.5)
    stop_seconds = room.shared.playing_since
    room.pass_time(1.0)
    (pause,) = room.of(Action.PAUSE)
    assert pause.due_sample == round(stop_seconds * 48_000)
    assert room.surface.transport.paused
    room.pass_time(1.0)
    assert room.shared.told == []


def test_a_stop_overtakes_a_start_that_waits(room: Room) -> None:
    room.pass_time(6.0)
    room.shared.change_playing(False)
    room.pass_time(0.5)
    room.shared.change_playing(True)
    while not room.of(Action.RESUME):
        room.pass_time(FRAME_SECONDS)
    room.shared.change_playing(False)
    room.pass_time(3.0)
    assert room.surface.transport.paused
    assert room.shared.told == []


def test_others_pause_and_start_with_us(room: Room) -> None:
    room.pass_time(6.0)
    room.desk.act(Action.PAUSE, "osc")
    room.pass_time(1.0)
    assert room.shared.told == [False]
    room.desk.act(Action.RESUME, "osc")
    room.pass_time(6.0)
    assert room.shared.told == [False, True]
    assert abs(room.off_ms) < 1.0
    assert [each.source for each in room.surface.commands if each.action is not Action.ALIGN] == [
        "osc",
        "osc",
    ]


doings = st.lists(
    st.tuples(
        st.sampled_from(["they start", "they stop", "we start", "we stop"]), st.floats(0.01, 2.0)
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(doings=doings)
def test_whatever_both_do_they_agree_soon_and_nobody_fights(
    tmp_path_factory: pytest.TempPathFactory, doings: list[tuple[str, float]]
) -> None:
    room = Room(tmp_path_factory.mktemp("room"), FakeShared(anchor=(0.0, 0.3)))
    room.pass_time(1.0)
    for what, seconds in doings:
        if what.startswith("they"):
            room.shared.change_playing(what == "they start")
        else:
            room.desk.act(Action.RESUME if what == "we start" else Action.PAUSE, "osc")
        room.pass_time(seconds)
    room.pass_time(4.0)
    assert room.shared.playing is not room.surface.transport.paused
    settled = (len(room.shared.told), len(room.surface.commands))
    room.pass_time(3.0)
    sent = [each for each in room.surface.commands[settled[1] :] if each.action is not Action.ALIGN]
    assert (len(room.shared.told), sent) == (settled[0], [])
    if room.shared.playing:
        room.pass_time(5.0)
        assert abs(room.off_ms) < 1.0


@given(tempo_bpm=st.integers(20_000, 999_000).map(lambda thousandths: thousandths / 1000.0))
def test_a_tempo_is_known_again_after_links_rounding(tempo_bpm: float) -> None:
    rounded = 60e6 / round(60e6 / tempo_bpm)
    assert same_tempo(rounded, tempo_bpm)
    assert same_tempo(neat_tempo(rounded), tempo_bpm)
    assert len(str(neat_tempo(rounded))) <= max(len(str(tempo_bpm)), len("120.123"))


def test_neat_tempos() -> None:
    assert [neat_tempo(60e6 / round(60e6 / each)) for each in (120.0, 133.3, 97.25, 20.0)] == [
        120.0,
        133.3,
        97.25,
        20.0,
    ]
