"""A performance, steered, as a MIDI file: read back, every note is where it was."""

from __future__ import annotations

from pathlib import Path

import mido
import pytest

from generator.composition import Live, Meter, Note, Piece, midi_file
from generator.composition.event import Event
from generator.control.commands import Action, Command, Over
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.render.log import Logs
from generator.render.midi import write_midi
from generator.render.notation import Page
from generator.render.notebook import Notebook
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.rendering import about, render
from generator.session.session import Session
from generator.session.setup import Choice, Setup, settled
from generator.timing.clock import VirtualClock

RATE = 48_000


def piece() -> Piece:
    """A part on the grid, one in triplets and one that comes late, with chords."""
    made = Piece("steered", title="Steered", tempo_bpm=110.0, meter=Meter(3, 4))

    def steady(live: Live):  # type: ignore[no-untyped-def]
        place = 0
        while True:
            if place % 12 == 0:
                live.begin_section(f"bar {place // 3 + 1}")
            yield Note(60 + place % 7, 0.9, 0.1 + 0.05 * (place % 9), step_beats=1.0)
            place += 1

    def thirds(live: Live):  # type: ignore[no-untyped-def]
        while True:
            yield [Note(48, 1 / 3, 0.7), Note(55, 1 / 3, 0.2)]

    def late(live: Live):  # type: ignore[no-untyped-def]
        while True:
            yield Note(70.25, 0.5, 0.5, delay_seconds=0.02 * live.random.random())

    made.add("steady", steady, "Keys")
    made.add("thirds", thirds, "Bass")
    made.add("late", late, "Pluck")
    return made


class Run:
    """A performance with its notes kept, block by block; commands come at their seconds."""

    def __init__(self, *commands: tuple[float, Command], seconds: float = 20.0) -> None:
        self.setup: Setup = settled(piece(), orchestra.load())
        self.engine = RecordingEngine(RATE)
        self.book = Notebook(3.0, RATE, lambda: self.session.tempo_map)
        clock = VirtualClock()
        log = Logs([self.book])
        self.session = Session(self.setup, self.engine, clock, Extent(), log)
        waiting = sorted(commands, key=lambda each: each[0])
        self.frames = round(seconds * RATE)
        for sample in range(0, self.frames, RATE // 4):
            while waiting and waiting[0][0] * RATE <= sample:
                self.session.submit(waiting.pop(0)[1])
            self.session.advance(sample)
            clock.move_to(sample)

    def file(self, folder: Path) -> mido.MidiFile:
        write_midi(folder / "a.mid", about(self.setup), self.book, self.frames)
        return mido.MidiFile(folder / "a.mid")

    def played(self) -> list[Event]:
        return self.engine.events


def set_to(parameter: str, value: float, ramp: float = 0.0) -> Command:
    return Command(Action.SET, parameter, value, ramp=ramp, over=Over.SECONDS)


def seconds_of_notes(file: mido.MidiFile) -> dict[int, list[float]]:
    """Return when a player of the file plays the notes of each channel."""
    seconds, found = 0.0, dict[int, list[float]]()
    for message in file:
        seconds += message.time
        if message.type == "note_on" and message.velocity:
            found.setdefault(message.channel, []).append(seconds)
    return found


def check_times(run: Run, file: mido.MidiFile) -> None:
    heard = seconds_of_notes(file)
    slowest_tick = 60.0 / 40.0 / 960
    for channel, part in enumerate(("steady", "thirds")):
        onsets = [event.onset_sample / RATE for event in run.played() if event.part == part]
        assert heard[channel] == pytest.approx(sorted(onsets), abs=1.1 * slowest_tick)
    late = sorted(each for channel in heard if channel > 1 for each in heard[channel])
    onsets = [event.onset_sample / RATE for event in run.played() if event.part == "late"]
    assert late == pytest.approx(sorted(onsets), abs=1.1 * slowest_tick)


def test_notes_are_on_their_ticks_through_steps_and_ramps(tmp_path: Path) -> None:
    steps = (3.0, set_to("tempo", 140.0)), (6.1, set_to("tempo", 50.0, ramp=4.0))
    run = Run(*steps, (14.2, set_to("tempo", 200.0)))
    file = run.file(tmp_path)
    check_times(run, file)
    found = midi_file(tmp_path / "a.mid")
    for track in (found.track("steady"), found.track("thirds")):
        played = [event for event in run.played() if event.part == track.name]
        assert len(track.notes) == len(played) > 30
        for note, event in zip(track.notes, played, strict=True):
            assert abs(note.start_beat - event.beat) * 960 <= 1.0
            assert note.pitch == event.pitch
            assert note.velocity == max(1, round(127 * event.amplitude**0.5))
    assert {round(bpm, 3) for _, bpm in found.tempos} > {110.0, 140.0, 200.0}
    assert found.markers[:2] == ((0.0, "bar 1"), (12.0, "bar 5"))
    assert found.meters == ((0.0, Meter(3, 4)),)


def test_swing_and_delay_are_as_they_sound(tmp_path: Path) -> None:
    run = Run((0.0, set_to("swing", 1.0)))
    check_times(run, run.file(tmp_path))
    late = midi_file(tmp_path / "a.mid").track("late")
    assert {note.pitch for note in late.notes} == {70.25}
    places = [note.start_beat % 1.0 for note in late.notes]
    assert all(0.0 <= place < 0.05 or 2 / 3 <= place + 1e-3 < 0.72 for place in places)


def test_after_a_pause_and_a_new_beginning_the_times_still_hold(tmp_path: Path) -> None:
    commands = [(4.0, Command(Action.PAUSE)), (9.0, Command(Action.RESUME))]
    commands += [(13.0, Command(Action.REWIND)), (15.0, Command(Action.RESUME))]
    run = Run(*commands)
    check_times(run, run.file(tmp_path))
    found = midi_file(tmp_path / "a.mid")
    bars = [beat / 3.0 for beat, text in found.markers if text == "bar 1"]
    assert len(bars) == 2
    assert [beat for beat, _ in found.meters][-1] == pytest.approx(bars[1] * 3.0, abs=1e-3)
    page = Page(about(run.setup), run.book)
    again = [beat for beat, name in page.sections() if name == "bar 1"]
    assert again[0] == 0
    assert again[1] > 0
    assert again[1] % 3 == 0
    assert page.tempos() == [(0, 110.0)]


def test_a_render_writes_them_when_all_is_whole(tmp_path: Path) -> None:
    options = RenderOptions(
        tmp_path / "a.wav", midi=tmp_path / "a.mid", musicxml=tmp_path / "a.musicxml", quiet=True
    )
    report, reports = render(Choice("phase", 1), Extent(duration_seconds=1.0), options)
    assert reports == []
    assert {tmp_path / "a.mid", tmp_path / "a.musicxml"} <= set(report.files)
    found = midi_file(tmp_path / "a.mid")
    assert sum(len(track.notes) for track in found.tracks) == report.events > 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("a.mid", "a.musicxml", "a.wav", "a.wav.json"),
    ]
