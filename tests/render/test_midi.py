"""Notes written as MIDI and read back: what each part's track holds, and on which channels."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.composition import MidiFile, MidiNote, midi_file
from generator.composition.event import Event
from generator.errors import OutputError
from generator.render import general_midi, notation_grid
from generator.render.about import About
from generator.render.keyboard import Keyboard, Pressed
from generator.render.midi import channels_of, key_of, write_midi
from generator.render.notebook import Notebook
from generator.timing.tempo import TempoMap

RATE = 48_000
BEAT = RATE // 2

MakeEvent = Callable[..., Event]


def notebook_of(*events: Event, tempo_map: TempoMap | None = None) -> Notebook:
    found = tempo_map or TempoMap(120.0)
    notebook = Notebook(4.0, RATE, lambda: found)
    for each in events:
        notebook.note(each)
    return notebook


@pytest.fixture
def written(tmp_path: Path, about: About) -> Callable[..., MidiFile]:
    def write(*events: Event, **changes: Any) -> MidiFile:
        path = tmp_path / "a.mid"
        write_midi(path, replace(about, **changes), notebook_of(*events), 8 * BEAT)
        return midi_file(path)

    return write


def test_a_part_is_a_track(written: Callable[..., MidiFile], event: MakeEvent) -> None:
    notes = [event(0, "bass", pitch=36.0, amplitude=1.0), event(BEAT, pitch=60.0, amplitude=0.0)]
    found = written(*notes, event(BEAT + 25, "more", pitch=127.0, duration_beats=1e-6))
    assert [track.name for track in found.tracks] == ["lead", "bass", "more"]
    assert [track.notes for track in found.tracks] == [
        (MidiNote(1.0, 0.25, 60, 1, 1),),
        (MidiNote(0.0, 0.25, 36, 127, 2),),
        (MidiNote(961 / 960, 1 / 960, 127, 64, 3),),
    ]


def test_the_first_track_tells_of_the_whole(tmp_path: Path, about: About, event: MakeEvent) -> None:
    tempo_map = TempoMap(120.0)
    notebook = notebook_of(event(0), tempo_map=tempo_map)
    tempo_map.set_tempo(90.0, 2.0)
    notebook.section("D♭ · 夜", 4.0, 2 * RATE)
    write_midi(tmp_path / "a.mid", replace(about, meter=(7, 8)), notebook, 5 * RATE)
    file = mido.MidiFile(tmp_path / "a.mid", charset="utf-8")
    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, 960, 3)
    told = [(each.type, each.time, each.dict()) for each in file.tracks[0]]
    assert [(kind, time) for kind, time, _ in told] == [
        *(("track_name", 0), ("text", 0), ("time_signature", 0), ("set_tempo", 0)),
        *(("set_tempo", 3840), ("marker", 0), ("end_of_track", 4320)),
    ]
    assert told[1][2]["text"] == about.line
    assert (told[2][2]["numerator"], told[2][2]["denominator"]) == (7, 8)
    assert [told[place][2]["tempo"] for place in (3, 4)] == [500_000, 666_667]
    assert told[5][2]["text"] == "D♭ · 夜"


def test_an_instrument_has_its_program_a_part_its_volume_and_place(
    tmp_path: Path, about: About, event: MakeEvent
) -> None:
    told = {"lead.level": -6.0, "lead.pan": 0.25}
    notes = [event(0, instrument="Bell", pan=1.0), event(BEAT, instrument="Bell", pan=0.5)]
    notes += [event(2 * BEAT, instrument="Horn of one's own", pan=0.5)]
    path = tmp_path / "a.mid"
    write_midi(path, replace(about, parameters=told), notebook_of(*notes), 8 * BEAT)
    track = mido.MidiFile(path).tracks[1]
    settings = [each for each in track if each.type in ("program_change", "control_change")]
    assert [str(each) for each in settings] == [
        "control_change channel=0 control=7 value=71 time=0",
        "program_change channel=0 program=14 time=0",
        "control_change channel=0 control=10 value=96 time=0",
        "control_change channel=0 control=10 value=32 time=720",
        "program_change channel=0 program=0 time=720",
    ]


def test_percussion_is_on_channel_10_on_its_keys(
    written: Callable[..., MidiFile], event: MakeEvent
) -> None:
    kick = event(0, instrument="Kick", pitch=31.3)
    found = written(kick, event(BEAT, instrument="Anvil", pitch=50.2), unpitched=("lead",))
    assert [(note.pitch, note.channel) for note in found.tracks[0].notes] == [(36, 10), (50, 10)]


def test_a_chord_between_the_keys_has_a_channel_for_each_bend(
    written: Callable[..., MidiFile], event: MakeEvent
) -> None:
    pitches = (60.0, 63.8631, 67.0196, 69.6883)
    notes = [event(0, pitch=pitch, duration_beats=4.0) for pitch in pitches]
    found = written(event(0, "bass", pitch=40.0), *notes)
    lead = found.track("lead").notes
    assert [note.pitch for note in lead] == pytest.approx(pitches, abs=1 / 8192)
    assert len({note.channel for note in lead}) == 4
    assert found.track("bass").notes[0].channel not in {note.channel for note in lead}


def test_without_channels_to_spare_the_newest_note_has_its_way() -> None:
    low, high = (Pressed(0, 960, 60, 1000, 80, 0, 64), Pressed(480, 960, 64, -500, 80, 0, 64))
    messages = list(Keyboard([3]).play([low, high]))
    assert [(tick, kind) for tick, kind, _ in messages] == [
        *((0, "program_change"), (0, "control_change"), (0, "pitchwheel"), (0, "note_on")),
        *((480, "pitchwheel"), (480, "note_on"), (960, "note_off"), (1440, "note_off")),
    ]
    assert messages[4][2] == {"channel": 3, "pitch": -500}


def test_a_key_pressed_again_is_let_go_first(
    written: Callable[..., MidiFile], event: MakeEvent
) -> None:
    long = {"pitch": 60.0, "duration_beats": 3.0}
    found = written(event(0, **long), event(BEAT, **long), event(BEAT, **long))
    spans = [(note.start_beat, note.duration_beats) for note in found.tracks[0].notes]
    assert spans == [(0.0, 1.0), (1.0, 3.0), (1.0, 3.0)]


def test_sixteen_parts_share_fifteen_channels() -> None:
    parts = [f"part {number}" for number in range(17)]
    found = channels_of(parts, ("part 3",), ())
    assert found["part 3"] == [9]
    assert [found[part][0] for part in parts if part != "part 3"] == [*range(9), *range(10, 16), 0]
    few = channels_of(["a", "b", "c"], ("c",), ("b",))
    assert few == {"a": [0], "b": [1, *range(2, 9), *range(10, 16)], "c": [9]}


@pytest.mark.parametrize(
    ("pitch", "key", "wheel"),
    [(60.0, 60, 0), (60.5, 60, 2048), (61.5, 62, -2048), (127.4, 127, 1638), (135.0, 123, 0)],
)
def test_the_nearest_key(pitch: float, key: int, wheel: int) -> None:
    assert key_of(pitch) == (key, wheel)


NOTE = st.tuples(st.integers(0, 20), st.integers(1, 12), st.integers(60, 63), st.integers(0, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(NOTE, min_size=1, max_size=30), st.integers(1, 3))
def test_whatever_is_played_every_key_is_let_go(
    notes: list[tuple[int, int, int, int]], channels: int
) -> None:
    pressed = [Pressed(tick, ticks, key, 300 * bend, 80, 0, 64)
               for tick, ticks, key, bend in sorted(notes)]  # fmt: skip
    down: list[tuple[int, int]] = []
    reached = 0
    for tick, kind, fields in Keyboard(range(channels)).play(pressed):
        assert tick >= reached
        reached = tick
        if kind == "note_on":
            down.append((fields["channel"], fields["note"]))
        elif kind == "note_off":
            down.remove((fields["channel"], fields["note"]))
    assert down == []


@pytest.mark.parametrize("module", [general_midi, notation_grid])
def test_examples_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0


def test_a_full_disk_is_said(
    tmp_path: Path, about: About, event: MakeEvent, file_limit: Callable[..., Any]
) -> None:
    notebook = notebook_of(*(event(100 * place) for place in range(9000)))
    with file_limit(4096), pytest.raises(OutputError, match=r"cannot write .*a\.mid: the file is"):
        write_midi(tmp_path / "a.mid", about, notebook, 8 * BEAT)


def test_an_hour_of_notes_is_small(event: MakeEvent) -> None:
    notebook = notebook_of(*(event(100 * place) for place in range(3600)))
    assert notebook.notes("lead").nbytes == 64 * 3600
