"""What a window needs of an engine that plays: its notes, its sound, other audio, mended pieces."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.control.commands import Action, Command
from generator.control.journal_reading import read
from generator.errors import RangeError
from generator.render.options import RenderOptions
from generator.session.edits import OFF
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import AudioSettings, Plan
from generator.session.rendering import render_journal
from generator.session.setup import Choice
from tests.jack import jack_server
from tests.terminal.running import PIECE, written
from tests.trying import in_three_tries

pytestmark = pytest.mark.live

PATIENCE_SECONDS = 20.0
NULL = AudioSettings("null")


class Shown:
    """A front, polled until something is so; keeps what was reported."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.reports: list[str] = []
        self.hellos: list[dict[str, object]] = []

    def until(self, so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not so():
            assert time.monotonic() < deadline, self.reports
            self._poll()

    def goes_on(self, seconds: float = 0.3) -> None:
        """Let the session play for so long."""
        end = self.front.status().seconds + seconds
        self.until(lambda: self.front.status().seconds > end)

    def _poll(self) -> None:
        for message in self.front.poll(0.02):
            if "report" in message:
                self.reports.append(message["report"])
            if "hello" in message:
                self.hellos.append(message["hello"])

    @property
    def module(self) -> object:
        return self.hellos[-1]["module"]

    def plays_anew(self, act: Callable[[], object], times: int = 1) -> None:
        """Do something, and wait for another engine to play."""
        greeted = len(self.hellos)
        act()
        self.until(lambda: len(self.hellos) >= greeted + times)
        self.goes_on(0.1)


@contextmanager
def shown(plan: Plan) -> Iterator[Shown]:
    front = Front(plan)
    try:
        yield Shown(front)
    finally:
        front.stop()


def plan_of(piece: str = "lattice", **changes: object) -> Plan:
    return replace(Plan(Choice(piece, 7), Extent(), NULL, shows=True), **changes)  # type: ignore[arg-type]


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    return Path(written(tmp_path / "rain.py"))


def test_notes_come_with_what_made_them_and_the_log_with_csounds_lines(rain: Path) -> None:
    with shown(plan_of(str(rain))) as seen:
        front = seen.front
        seen.until(lambda: front.status().events > 10)
        notes = [front.heard(), front.heard()]
        assert notes[1] == []
        assert {note.rule for note in notes[0]} == {"drops, rain.py:10", "low, rain.py:16"}
        onsets = [note.event.onset_sample for note in notes[0] if note.event.part == "drops"]
        assert onsets == [6000 * count // 4 for count in range(len(onsets))]
        assert notes[0][0].line(48_000).startswith('i "Pluck"        0.000005 ')
        assert any("Csound version 6" in line for line in front.log())
        seen.goes_on(0.8)
        values = (("pitch", 71.0), ("amplitude", 0.1), ("beats", 1.0))
        front.submit(Command(Action.NOTE, "drops", values=values))
        heard = front.heard()
        seen.until(lambda: heard.extend(front.heard()) or "by hand" in {n.rule for n in heard})
        assert sum(front.extra["margins"]) > 0
        assert front.extra["recording"] is None
        assert front.hello is not None
        assert (front.hello["buffer_frames"], front.hello["hardware_frames"]) == (128, 512)


def test_what_nobody_shows_is_not_told(rain: Path) -> None:
    with shown(plan_of(str(rain), shows=False)) as seen:
        seen.until(lambda: seen.front.status().events > 10)
        assert seen.front.heard() == []
        assert seen.front.log() == []
        assert seen.front.listening is None
        assert "margins" not in seen.front.extra


def test_the_sound_is_heard_as_it_is_recorded(tmp_path: Path) -> None:
    """What the front hears has the level of the file; it goes on through another engine."""
    path = tmp_path / "a.wav"
    with shown(plan_of(recording=str(path))) as seen:
        front = seen.front
        peaks = []

        def listened(seconds: float) -> bool:
            sound = front.listening and front.listening.read(time.monotonic())
            if sound:
                peaks.append(max(sound.peaks_db))
            return front.status().seconds > seconds

        seen.until(lambda: listened(2.0))
        sound = front.listening.read(time.monotonic()) if front.listening else None
        assert sound is not None
        assert np.abs(sound.wave).max() > 0.0
        assert sound.spectrum.max() > -60.0
        assert -60.0 < sound.loudness_lufs < 0.0
        os.kill(front._process.pid, signal.SIGKILL)
        heard = len(peaks)
        seen.until(lambda: front.restarts and listened(4.0))
        assert len(peaks) > heard + 10
    frames = soundfile.read(path)[0]
    assert max(peaks) == pytest.approx(20 * np.log10(np.abs(frames).max()), abs=0.1)


def test_a_piece_waits_for_its_player_and_the_journal_repeats_it(tmp_path: Path) -> None:
    files = {"recording": str(tmp_path / "a.wav"), "journal": str(tmp_path / "a.jsonl")}
    extent = Extent(1.5, tail_seconds=0.2)
    with shown(plan_of(waits=True, extent=extent, **files)) as seen:
        front = seen.front
        seen.until(lambda: front.status().seconds > 1.6)
        assert (front.status().paused, front.status().events, front.over) == (True, 0, False)
        front.submit(Command(Action.TOGGLE))
        seen.until(lambda: front.over)
        assert front.status().events > 0
        assert [each.command.action for each in front.applied] == [Action.REWIND, Action.TOGGLE]
    again = tmp_path / "again.wav"
    render_journal(read(tmp_path / "a.jsonl"), RenderOptions(again, quiet=True))
    ours, theirs = (soundfile.read(path)[0] for path in (tmp_path / "a.wav", again))
    assert len(ours) / 48_000 > 3.1
    assert np.abs(ours).max() > 0.01
    assert np.array_equal(ours, theirs)


def test_audio_is_changed_while_it_plays(rain: Path, tmp_path: Path) -> None:
    """From JACK to null, to a device that does not exist, and back; a recording goes on."""
    path = tmp_path / "a.wav"
    nobody = AudioSettings("jack", device="nobody:playback_")
    with jack_server(), shown(plan_of(str(rain), audio=AudioSettings("jack"))) as seen:
        front = seen.front
        seen.until(lambda: front.status().events)
        front.submit(Command(Action.SET, "tempo", 240.0))
        front.submit(Command(Action.RECORD, str(path), 1.0))
        seen.until(lambda: front.extra["recording"])
        begun = front.extra["recording"]["start_sample"]
        seen.plays_anew(lambda: front.reopen(replace(NULL, hardware_frames=1024), None))
        assert seen.module == "null"
        assert seen.hellos[-1]["hardware_frames"] == 1024
        assert front.status().tempo_bpm == 240.0
        assert seen.reports == [f"recording to {path}"]
        seen.plays_anew(lambda: front.reopen(nobody, None))
        assert seen.module == "null"
        assert "has no device 'nobody:playback_'" in seen.reports[-1]
        assert seen.reports[-1].startswith("playing on null audio instead: ")
        seen.plays_anew(lambda: front.reopen(AudioSettings("jack", buffer_frames=256), 0.5))
        assert (seen.module, seen.hellos[-1]["buffer_frames"]) == ("jack", 256)
        seen.until(lambda: front.extra["look_ahead_ms"] == 500.0)
        assert front.extra["recording"]["start_sample"] == begun
        assert front.restarts == 0
        assert front.status().beats == pytest.approx(_beats_of(front), abs=0.2)
    frames, rate = soundfile.read(path)
    assert len(frames) / rate == pytest.approx(front.status().seconds - begun / rate, abs=0.3)


def test_a_command_of_the_first_moment_is_told_of_once(rain: Path) -> None:
    """It acts half a second later; by then another engine plays, which acts on it again."""
    with shown(plan_of(str(rain), audio=NULL)) as seen:
        front = seen.front
        seen.until(lambda: front.hello)
        front.submit(Command(Action.SET, "tempo", 240.0))
        seen.until(lambda: [each for each in front.applied if each.command.subject == "tempo"])
        seen.plays_anew(lambda: front.reopen(NULL, None))
        seen.goes_on(1.0)
        tempos = [each.command.value for each in front.applied if each.command.subject == "tempo"]
        assert tempos == [240.0]
        assert front.status().tempo_bpm == 240.0


def _beats_of(front: Front) -> float:
    """Return the beat at which the music would be had it never been interrupted."""
    (tempo,) = [each for each in front.applied if each.command.subject == "tempo"]
    return tempo.beat + (front.status().sample - tempo.onset_sample) / 48_000 * 4.0


def test_a_server_at_another_rate_is_not_taken(rain: Path) -> None:
    with shown(plan_of(str(rain))) as seen, jack_server(rate=44_100):
        seen.until(lambda: seen.front.status().events)
        seen.plays_anew(lambda: seen.front.reopen(AudioSettings("jack"), None))
        assert seen.module == "null"
        assert "44100" in seen.reports[-1]


def test_a_server_that_dies_leaves_the_music_playing(rain: Path) -> None:
    with jack_server():
        front = Front(plan_of(str(rain), shows=False, audio=AudioSettings("jack")))
        seen = Shown(front)
        seen.until(lambda: front.status().events)
    try:
        seen.until(lambda: len(seen.hellos) > 1)
        seen.goes_on()
        assert seen.module == "null"
        assert front.restarts >= 1
    finally:
        front.stop()


@in_three_tries
def test_look_ahead_is_changed_while_it_plays(rain: Path) -> None:
    with shown(plan_of(str(rain))) as seen:
        front = seen.front
        seen.until(lambda: front.status().seconds > 0.6)
        usual_ms = front.extra["look_ahead_ms"]
        assert front.extra["look_ahead_by_clock"]
        front.look_ahead(0.2)
        seen.until(lambda: front.extra["look_ahead_ms"] == 200.0)
        assert not front.extra["look_ahead_by_clock"]
        before = front.extra["margins"][-1]
        seen.goes_on(0.5)
        assert front.extra["margins"][-1] > before
        front.look_ahead(None)
        seen.until(lambda: front.extra["look_ahead_ms"] == usual_ms)
        assert front.extra["look_ahead_by_clock"]
        assert len(seen.hellos) == 1
        assert (front.status().late, front.status().dropped) == (0, 0)
        with pytest.raises(RangeError, match="look-ahead 3 ms is out of range: give 4 to 10,000"):
            front.look_ahead(0.003)


WRONG = PIECE.replace("        yield Note(36, 1, amplitude=0.5)", "        yield Note(36 / 0, 1)")


def test_a_part_that_failed_plays_again_once_it_is_mended(tmp_path: Path) -> None:
    path = Path(written(tmp_path / "rain.py", WRONG))
    with shown(plan_of(str(path))) as seen:
        front = seen.front
        seen.until(lambda: front.troubles)
        (trouble,) = front.troubles
        assert f"part 'low' stopped at {path}:16: ZeroDivisionError" in trouble
        written(path, PIECE)
        seen.until(lambda: not front.troubles)
        seen.until(lambda: any(note.event.part == "low" for note in front.heard()))
        assert "rain.py: new version from bar" in seen.reports[-1]
        assert seen.reports[-1].endswith("(low anew)")
        assert len(seen.hellos) == 1


def test_a_change_that_is_not_fit_does_not_stop_the_music(rain: Path) -> None:
    with shown(plan_of(str(rain))) as seen:
        front = seen.front
        seen.until(lambda: front.status().events)
        written(rain, "piece = (")
        seen.until(lambda: front.troubles)
        assert front.troubles == [f"{rain}:1: SyntaxError: '(' was never closed"]
        seen.goes_on()
        assert f"{front.troubles[0]}; the version before plays on" in seen.reports
        written(rain, PIECE.replace("480", "240"))
        seen.until(lambda: front.status().tempo_bpm == 240.0)
        assert front.troubles == []
        assert len(seen.hellos) == 1


def test_a_piece_that_is_not_watched_is_loaded_when_asked_for(rain: Path) -> None:
    """And by itself from when that is wanted."""
    with shown(replace(plan_of(str(rain)), reload=OFF)) as seen:
        front = seen.front
        seen.until(lambda: front.status().events)
        written(rain, PIECE.replace("480", "240"))
        seen.goes_on(0.5)
        assert front.status().tempo_bpm == 480.0
        front.reload()
        seen.until(lambda: front.status().tempo_bpm == 240.0)
        front.reload_at("beat")
        assert front.moment == "beat"
        written(rain, PIECE.replace("480", "360"))
        seen.until(lambda: front.status().tempo_bpm == 360.0)


def test_an_engine_that_dies_comes_back_with_the_versions_that_played(rain: Path) -> None:
    """Also where the file is broken meanwhile."""
    with shown(plan_of(str(rain))) as seen:
        front = seen.front
        seen.until(lambda: front.status().events)
        written(rain, PIECE.replace("Note(36, 1", "Note(48, 1"))
        seen.until(lambda: "rain.py: new version" in "".join(seen.reports))
        version = front.version
        written(rain, "piece = (")
        seen.until(lambda: front.troubles)
        seen.plays_anew(lambda: os.kill(front._process.pid, signal.SIGKILL))
        assert front.version == version
        front.heard()
        seen.goes_on(0.6)
        heard = [note.event.pitch for note in front.heard() if note.event.part == "low"]
        assert set(heard) == {48.0}
        assert "SyntaxError" in front.troubles[0]
        written(rain, PIECE)
        seen.until(lambda: not front.troubles)
