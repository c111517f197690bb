from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import pairwise
from math import ceil
from pathlib import Path
from random import Random
from statistics import fmean

import pytest

from generator.control.commands import Action, Command
from generator.control.midi.clock import STEEPEST, ClockIn, frame_of, monotonic_of
from generator.control.status import Status
from tests.control.link.sharing import PlayingSurface
from tests.control.surface import KeepingSurface, desk_of

FRAME_SECONDS = 1.0 / 30.0
Noise = Callable[[float], float | None]


class PlayedSurface(PlayingSurface):
    """Goes back to the beginning too."""

    def _carry_out(self, command: Command, sample: int) -> None:
        if command.action is Action.REWIND:
            self.transport.stop(sample)
        elif command.action is Action.RESUME and self.transport.stopped:
            self.transport.begin(sample)
        else:
            super()._carry_out(command, sample)

    def asked(self, action: Action) -> list[Command]:
        return [each for each in self.commands if each.action is action]


class Following:
    """A master whose ticks arrive with noise, and a performance that follows it, in quick time."""

    def __init__(self, folder: Path, noise: Noise = lambda seconds: seconds) -> None:
        self.surface = PlayedSurface()
        self.notices: deque[str] = deque()
        self.clock = ClockIn(desk_of(self.surface, folder), self.notices)
        self.noise = noise
        self.tempo_bpm = 120.0
        self.seconds = 1.0
        self.beats = 0.0
        self.errors_ms: list[float] = []
        self.tempos_bpm: list[float] = []
        self.played: list[tuple[float, float]] = []
        self._frame_seconds = self.seconds

    def say(self, word: str, sixteenths: int = 0, early_seconds: float = 0.0) -> None:
        """Let the master say something, so long before its next tick."""
        seconds = self.seconds - early_seconds
        self.surface.frame(seconds)
        self.clock.hear(word, seconds, sixteenths)

    def run(self, beats: float) -> None:
        """Let the master tick for so many beats from here."""
        for _ in range(round(beats * 24)):
            came = self.noise(self.seconds)
            self._frames_until(self.seconds)
            if came is not None:
                self.surface.frame(self.seconds)
                self.clock.hear("clock", came)
            self.seconds += 60.0 / self.tempo_bpm / 24.0
            self.beats += 1 / 24
        self._frames_until(self.seconds)

    def wait(self, seconds: float) -> None:
        """Let time pass without ticks."""
        self.seconds += seconds
        self._frames_until(self.seconds)

    def _frames_until(self, seconds: float) -> None:
        while self._frame_seconds < seconds:
            self.surface.frame(self._frame_seconds)
            frame = frame_of(self.surface, self.surface.status(), self._frame_seconds)
            assert frame is not None
            self.clock.tell(frame, self._frame_seconds)
            self.errors_ms.append(self.error_ms(self._frame_seconds))
            self.tempos_bpm.append(self.surface.values["tempo"])
            self.played.append((frame.seconds, frame.beats))
            self._frame_seconds += FRAME_SECONDS

    def error_ms(self, seconds: float) -> float:
        """Return how far the performance truly is ahead of the master."""
        master = self.beats + (seconds - self.seconds) * self.tempo_bpm / 60.0
        return (self.surface.beat_at(seconds) - master) * 60_000.0 / self.tempo_bpm

    def momentary_bpm(self) -> list[float]:
        """Return the tempo from frame to frame, where the beat was not held or sent back."""
        pairs = [
            (later[0] - earlier[0], later[1] - earlier[1])
            for earlier, later in pairwise(self.played)
        ]
        return [60.0 * beats / seconds for seconds, beats in pairs[-200:] if beats > 0.01]


def uniform(seed: int) -> Noise:
    random = Random(seed)
    return lambda seconds: seconds + random.uniform(-0.001, 0.001)


def usb(seed: int) -> Noise:
    """Whole milliseconds and a jitter; the mean delay, which nobody can know, is left out."""
    random = Random(seed)
    return lambda seconds: ceil((seconds + random.uniform(0.0, 0.001)) * 1000.0 - 1.0) / 1000.0


def lossy(seed: int) -> Noise:
    random = Random(seed)

    def noise(seconds: float) -> float | None:
        return None if random.random() < 0.02 else seconds + random.uniform(-0.001, 0.001)

    return noise


def started(following: Following, lead_beats: float = 8.0, early_seconds: float = 0.0) -> Following:
    """Let the clock run for a while, then start."""
    following.run(lead_beats)
    following.beats = 0.0
    following.say("start", early_seconds=early_seconds)
    return following


@pytest.mark.parametrize("noise", [uniform, usb, lossy])
@pytest.mark.parametrize("tempo_bpm", [75.0, 120.0, 171.7])
def test_a_noisy_clock_is_followed_within_two_milliseconds(
    noise: Callable[[int], Noise], tempo_bpm: float, tmp_path: Path
) -> None:
    following = Following(tmp_path, noise(3))
    following.tempo_bpm = tempo_bpm
    started(following).run(8)
    following.errors_ms.clear()
    following.tempos_bpm.clear()
    following.run(120)
    assert max(map(abs, following.errors_ms)) < 2.0
    assert fmean(map(abs, following.errors_ms)) < 1.0
    assert max(abs(each / tempo_bpm - 1.0) for each in following.tempos_bpm) < 0.001
    assert following.clock.phase_error_ms == pytest.approx(0.0, abs=2.0)
    assert following.notices[-1].startswith(f"follows the MIDI clock at {tempo_bpm:.0f}"[:-1])
    asked = following.surface.commands
    assert len(asked) < 60  # it does not fidget, and fills no journal


def test_the_first_note_is_on_time_when_the_clock_ran_before(tmp_path: Path) -> None:
    following = Following(tmp_path, uniform(1))
    following.tempo_bpm = 90.0
    started(following, early_seconds=0.027)
    following.errors_ms.clear()
    following.run(4)
    assert max(map(abs, following.errors_ms[1:])) < 2.0


def test_a_clock_that_begins_with_its_start_is_caught_up_with_in_a_beat_or_two(
    tmp_path: Path,
) -> None:
    following = started(Following(tmp_path, uniform(1)), lead_beats=0.0)
    following.wait(0.5)
    assert not following.notices  # it is not silent, it has not begun
    following.run(0.25)
    assert following.error_ms(following.seconds) < -20.0  # no command acts before it is given
    following.run(1.75)
    assert abs(following.error_ms(following.seconds)) < 2.0


def test_start_begins_at_the_beginning_again(tmp_path: Path) -> None:
    following = started(Following(tmp_path))
    following.run(10)
    following.beats = 0.0
    following.say("start")
    following.run(4)
    assert following.surface.beat_at(following.seconds) == pytest.approx(4.0, abs=0.01)


def test_stop_pauses_and_continue_goes_on_with_the_next_tick(tmp_path: Path) -> None:
    following = started(Following(tmp_path, uniform(5)))
    following.run(10)
    following.say("stop")
    beats = following.beats
    following.run(3)
    assert following.surface.transport.paused
    assert following.clock.phase_error_ms is None
    following.beats = beats
    following.say("continue")
    following.run(4)
    assert not following.surface.transport.paused
    assert abs(following.error_ms(following.seconds)) < 2.0


def test_song_position_0_rewinds(tmp_path: Path) -> None:
    following = started(Following(tmp_path))
    following.run(10)
    following.say("stop")
    following.say("songpos", 0)
    assert following.surface.commands[-1].action is Action.REWIND
    following.beats = 0.0
    following.say("continue")
    following.run(3)
    assert following.surface.beat_at(following.seconds) == pytest.approx(3.0, abs=0.01)


def test_another_song_position_places_the_beat_within_the_bar(tmp_path: Path) -> None:
    following = started(Following(tmp_path))
    following.run(9.5)
    following.say("stop")
    following.say("songpos", 4 * (64 + 3))  # the fourth beat of a bar
    following.beats = 67.0
    following.say("continue")
    following.run(12)
    played = following.surface.beat_at(following.seconds)
    assert played % 4.0 == pytest.approx(following.beats % 4.0, abs=0.01)
    assert 20.0 < played < 24.0  # moved by less than a bar, not to bar 17
    tempos = [120.0 * (1 - STEEPEST), 120.0 * (1 + STEEPEST)]
    assert tempos[0] - 1 < min(following.momentary_bpm()) < max(following.momentary_bpm())
    assert max(following.momentary_bpm()) < tempos[1] + 1


def test_a_ramp_of_the_master_is_followed(tmp_path: Path) -> None:
    following = started(Following(tmp_path, uniform(2)))
    following.run(8)
    following.errors_ms.clear()
    for tempo_bpm in range(120, 141):  # 20 BPM in 10 beats, as a hand would turn it
        following.tempo_bpm = float(tempo_bpm)
        following.run(0.5)
    following.run(8)
    assert max(map(abs, following.errors_ms)) < 25.0
    assert abs(following.error_ms(following.seconds)) < 2.0
    assert following.surface.values["tempo"] == pytest.approx(140.0, rel=0.001)


def test_a_tempo_that_someone_else_sets_is_put_right(tmp_path: Path) -> None:
    following = started(Following(tmp_path))
    following.run(8)
    following.surface.submit(Command(Action.SET, "tempo", 97.0, source="window"))
    following.run(8)
    assert following.surface.values["tempo"] == pytest.approx(120.0, rel=0.001)
    assert abs(following.error_ms(following.seconds)) < 2.0


def test_a_tempo_beyond_the_range_is_asked_for_once(tmp_path: Path) -> None:
    following = Following(tmp_path)
    following.tempo_bpm = 450.0
    following.run(64)
    assert [each.value for each in following.surface.asked(Action.SET)] == [400.0]


def test_without_a_start_only_the_tempo_follows(tmp_path: Path) -> None:
    following = Following(tmp_path)
    following.tempo_bpm = 100.0
    following.run(16)
    assert {each.action for each in following.surface.commands} == {Action.SET}
    assert following.surface.values["tempo"] == pytest.approx(100.0, rel=0.001)
    assert following.clock.phase_error_ms is None


def test_a_clock_that_falls_silent_leaves_the_tempo_and_is_told_of_once(tmp_path: Path) -> None:
    following = started(Following(tmp_path))
    following.run(8)
    following.wait(3.0)
    assert following.surface.values["tempo"] == pytest.approx(120.0, rel=0.001)
    assert not following.surface.transport.paused
    assert following.clock.phase_error_ms is None
    assert [each for each in following.notices if "silent" in each] == [following.notices[-1]]
    following.run(1)
    assert "the MIDI clock is there again" in following.notices


def test_samples_have_a_time_once_it_plays() -> None:
    surface = KeepingSurface()
    surface.epoch_seconds = None
    assert monotonic_of(surface, 4800, 7.0) is None
    assert frame_of(surface, Status(tempo_bpm=120.0), 7.0) is None
    surface.epoch_seconds = 5.0
    assert monotonic_of(surface, 4800, 7.0) == pytest.approx(5.1)
