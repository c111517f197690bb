"""MIDI files as material: what is read of them, and what is said of those that are broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.composition import Meter, MidiFile, midi_file
from generator.composition.midi_bytes import MOST_BYTES, Timed, encode
from generator.composition.midi_files import TUNES
from generator.composition.midi_reading import MidiNote, MidiTrack
from generator.errors import PieceError, RangeError, UnknownNameError, UsageError
from generator.pieces import load

Write = Callable[..., Path]


def key(tick: int, note: int, velocity: int = 80, channel: int = 0) -> Timed:
    return tick, "note_on", {"channel": channel, "note": note, "velocity": velocity}


def keys(*notes: tuple[int, int, int], channel: int = 0) -> list[Timed]:
    """Return the messages of notes: onset and end in ticks, and the key."""
    downs = [key(onset, note, channel=channel) for onset, _, note in notes]
    return sorted(
        downs + [key(end, note, 0, channel) for _, end, note in notes], key=lambda m: m[0]
    )


def encoded(*tracks: Iterable[Timed], per_beat: int = 96) -> bytes:
    file = BytesIO()
    encode(file, per_beat, tracks)
    return file.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., MidiFile]:
    """Write tracks to a file, and read it."""

    def through_file(*tracks: Iterable[Timed], per_beat: int = 96) -> MidiFile:
        path = tmp_path / "a.mid"
        path.write_bytes(encoded(*tracks, per_beat=per_beat))
        return midi_file(path)

    return through_file


def test_the_bundled_tune_is_long_enough_to_learn_from() -> None:
    tune = midi_file("invention")
    assert (tune.title, tune.tempos, tune.end_beat) == ("Invention in C", ((0.0, 75.0),), 88.0)
    assert [(track.name, len(track.notes)) for track in tune.tracks] == [
        ("right hand", 240),
        ("left hand", 218),
    ]
    assert len(tune.melody()) == len(tune.rhythm()) == 238
    assert sum(tune.rhythm("left hand")) == 85.75
    assert b"Bach" in (TUNES / "invention.mid").read_bytes()
    assert b"public domain" in (TUNES / "invention.mid").read_bytes()


def test_notes_tempi_meters_and_markers_are_read_in_beats(read: Callable[..., MidiFile]) -> None:
    conductor: list[Timed] = [
        (0, "track_name", {"name": "Élan"}),
        (0, "time_signature", {"numerator": 6, "denominator": 8}),
        (96, "set_tempo", {"tempo": 1_000_000}),
        (192, "marker", {"text": "B♭ · 変ロ"}),
    ]
    found = read(conductor, [(0, "track_name", {"name": "flute"}), *keys((24, 120, 60))])
    assert (found.title, found.tempos) == ("Élan", ((0.0, 120.0), (1.0, 60.0)))
    assert (found.meters, found.markers) == (((0.0, Meter(6, 8)),), ((2.0, "B♭ · 変ロ"),))
    assert found.track("flute").notes == ((0.25, 1.0, 60, 80, 1),)
    assert found.tracks[0].notes[0].amplitude == pytest.approx((80 / 127) ** 2)
    assert found.tracks[0].notes[0].end_beat == 1.25


def test_ends_go_to_the_oldest_note_and_none_is_left_hanging(
    read: Callable[..., MidiFile],
) -> None:
    track = [key(0, 60), key(48, 60, 70), key(48, 62, 0), key(96, 60, 0), key(192, 64)]
    found = read([*track, (288, "text", {"text": ""})])
    assert found.tracks[0].notes == (
        (0.0, 1.0, 60, 80, 1),
        (0.5, 2.5, 60, 70, 1),
        (2.0, 1.0, 64, 80, 1),
    )


def test_a_note_that_ends_where_it_begins_lasts_a_tick(read: Callable[..., MidiFile]) -> None:
    assert read([key(96, 60), key(96, 60, 0)]).tracks[0].notes == ((1.0, 1 / 96, 60, 80, 1),)


def test_a_pitch_has_the_bend_of_its_onset(read: Callable[..., MidiFile]) -> None:
    def control(number: int, value: int) -> Timed:
        return 0, "control_change", {"channel": 0, "control": number, "value": value}

    bends: list[Timed] = [(0, "pitchwheel", {"channel": 0, "pitch": 2048})]
    track = keys((0, 96, 60))
    assert read([*bends, *track]).melody() == (60.5,)
    wide = [control(101, 0), control(100, 0), control(6, 12)]
    assert read([*wide, *bends, *track]).melody() == (63.0,)
    other = [control(101, 0), control(100, 1), control(6, 12)]
    assert read([*other, *bends, *track]).melody() == (60.5,)


def test_a_single_track_is_taken_apart_by_channels(read: Callable[..., MidiFile]) -> None:
    both = sorted([*keys((0, 96, 60)), *keys((0, 96, 36), channel=9)], key=lambda m: m[0])
    assert [track.name for track in read(both).tracks] == ["channel 1", "channel 10"]
    assert read(both).melody("channel 10") == (36,)
    assert read(both).chords() == ((0,),)
    assert [len(track.notes) for track in read([], both).tracks] == [2]


def test_the_top_line_leaves_out_what_lies_under_it(read: Callable[..., MidiFile]) -> None:
    held = read(keys((0, 96, 72), (2, 96, 64), (48, 60, 60), (90, 192, 65), (192, 288, 67)))
    assert held.melody() == (72, 65, 67)
    assert held.rhythm(grid_beats=0.25) == (1.0, 1.0, 1.0)
    drums = read([], keys((0, 192, 46), (96, 120, 36), (192, 200, 46), channel=9))
    assert drums.rhythm() == (1.0, 1.0, pytest.approx(8 / 96))


def test_steps_are_the_same_number_wherever_they_are(read: Callable[..., MidiFile]) -> None:
    thirds = read(keys(*((32 * place, 32 * place + 32, 60) for place in range(300))))
    assert set(thirds.rhythm()) == {1 / 3}
    assert set(thirds.rhythm(grid_beats=0.25)) == {0.25}
    assert set(thirds.rhythm(grid_beats=1 / 3)) == {1 / 3}


def test_chords_are_what_sounds_longest_in_each_stretch(read: Callable[..., MidiFile]) -> None:
    triad = keys((0, 192, 60), (0, 192, 64), (0, 192, 67), (0, 192, 72), (96, 120, 74))
    found = read(triad, keys((288, 384, 57)))
    assert found.chords(2.0) == ((0, 4, 7), (9,))
    assert found.chords(1.0, share=0.25) == ((0, 4, 7), (0, 2, 4, 7), (), (9,))
    assert found.chords(1.0, which=1)[0] == ()
    with pytest.raises(RangeError, match=r"chords of 0 beats: give 0\.0625 to 1000"):
        found.chords(0)


def test_a_track_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="no track 'alto' has notes: there are 0 'right hand', 1"):
        midi_file("invention").melody("alto")
    with pytest.raises(UsageError, match="no track 2 has notes"):
        midi_file("invention").line(2)


def test_a_path_begins_in_the_folder_of_the_piece(tmp_path: Path) -> None:
    (tmp_path / "tunes").mkdir()
    (tmp_path / "tunes" / "own.mid").write_bytes(encoded(keys((0, 96, 61))))
    lines = [
        "from generator.composition import Note, Piece, midi_file",
        "piece = Piece(str(midi_file('tunes/own.mid').melody()))",
    ]
    (tmp_path / "own.py").write_text("\n".join(lines))
    assert load(str(tmp_path / "own.py")).name == "(61,)"
    (tmp_path / "tunes" / "own.mid").write_bytes(b"MThd")
    with pytest.raises(PieceError, match=r"own\.py:2: UsageError: .*own\.mid: no MIDI file"):
        load(str(tmp_path / "own.py"))


HEADER = b"MThd\0\0\0\6\0\1\0\1\0\x60"
BROKEN = {
    b"": "it does not begin as a MIDI file does",
    b"RIFF" * 9: "it does not begin",
    HEADER: "it is cut short",
    HEADER + b"MTrk\0\0\0\4\0\x90\x3c": "it is cut short",
    HEADER + b"MTrk\0\0\0\4\0\x90\xbc\x40": "it is damaged: data byte must be in range",
    HEADER + b"MTrk\0\0\0\4\0\xf4\x3c\x40": "it is damaged: undefined status byte 0xf4",
    HEADER + b"MTrk\0\0\0\3\0\x3c\x40": "it is damaged: running status",
    HEADER + b"MTrk\0\0\0\4\0\xff\x2f\0": "there is no note in it",
    HEADER[:9] + b"\2" + HEADER[10:] + b"MTrk\0\0\0\0": "independent of each other",
    HEADER[:-2] + b"\xe7\x28MTrk\0\0\0\0": "it counts time in frames",
    HEADER[:-2] + b"\0\0MTrk\0\0\0\0": "it counts time in frames",
    HEADER + b"MTrk\0\x0f\0\0" + b"\xff" * 900_000: "a number in it has no end",
    HEADER + b"MTrk\0\0\0\7\xff\xff\xff\x7f\x90\x3c\x40": "it is longer than 100,000 beats",
    HEADER + b"MTrk\0\0\0\x08\xff\xff\xff\xff\x7f\x90\x3c\x40": "longer than a MIDI file can hold",
    HEADER + b"MTrk\0\0\0\x0b\0\x90\x3c\x40\0\xff\x51\x03\0\0\0": "a tempo in it has no length",
    HEADER + b"MTrk\0\0\0\x0c\0\x90\x3c\x40\0\xff\x58\x04\0\2\x18\x08": "metre 0/4: give 1 to 255",
    HEADER + b"MTrk\0\0\0\x0c\0\x90\x3c\x40\0\xff\x58\x04\4\xff\x18\x08": "metre 4/57896",
    HEADER + b"MTrk\0\0\0\x06\0\xff\x59\x02\x50\1": "it is damaged: ",
    bytes(MOST_BYTES + 1): "it is larger than 1 MB",
}


@pytest.mark.parametrize(("data", "complaint"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_file_is_one_clear_message(tmp_path: Path, data: bytes, complaint: str) -> None:
    path = tmp_path / "broken.mid"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=complaint) as raised:
        midi_file(path)
    assert str(raised.value).startswith(f"{path}: no MIDI file that can be read: ")
    assert "\n" not in str(raised.value)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.mid: no MIDI file that can be read: No such file"):
        midi_file(tmp_path / "gone.mid")
    with pytest.raises(UsageError, match="Is a directory"):
        midi_file(tmp_path)
    with pytest.raises(
        UnknownNameError, match="no bundled tune named 'inventio': did you mean inv"
    ):
        midi_file("inventio")


WHOLE = encoded(
    [(0, "track_name", {"name": "t"}), (0, "set_tempo", {"tempo": 500_000})],
    keys(*((48 * place, 48 * place + 40, 60 + place % 7) for place in range(12))),
)


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
def test_bytes_at_random_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int, changes: int
) -> None:
    random, data = Random(seed), bytearray(WHOLE)
    for _ in range(changes):
        place = random.randrange(len(data))
        data[place : place + random.randrange(3)] = random.randbytes(random.randrange(4))
    path = tmp_path_factory.getbasetemp() / "mutated.mid"
    path.write_bytes(data)
    found = refused_or_read(path)
    if isinstance(found, str):
        assert "mutated.mid: no MIDI file that can be read: " in found
        assert "\n" not in found
        return
    assert all(note.duration_beats > 0.0 for track in found.tracks for note in track.notes)
    assert len(found.melody()) == len(found.rhythm())
    assert all(step > 0.0 for step in found.rhythm())


@given(seed=st.integers(0, 2**32), per_beats=st.sampled_from((0.0625, 0.3, 1.0, 7.0)))
@settings(max_examples=50, deadline=None)
def test_chords_are_what_sounds_in_each_window(seed: int, per_beats: float) -> None:
    random = Random(seed)
    notes = [
        MidiNote(
            random.randrange(40) / 8, random.randrange(1, 80) / 8, random.randrange(128), 64, 1
        )
        for _ in range(random.randrange(1, 12))
    ]
    file = MidiFile("", 96, (MidiTrack("", tuple(sorted(notes))),))
    found = file.chords(per_beats, share=0.0)
    for place, chord in enumerate(found):
        start, end = place * per_beats, (place + 1) * per_beats
        within = [note for note in notes if note.start_beat < end and note.end_beat > start]
        assert chord == tuple(sorted({note.pitch % 12 for note in within}))


def test_long_chords_take_no_longer_for_having_many_notes() -> None:
    notes = tuple(
        MidiNote(0.0, 5000.0, key, 64, 1 + channel) for channel in range(9) for key in range(128)
    )
    began = process_time()
    assert MidiFile("", 96, (MidiTrack("", notes),)).chords()[-1] == tuple(range(12))
    assert process_time() - began < 1.0  # 3 s, if each note were looked at in each window


def refused_or_read(path: Path) -> MidiFile | str:
    try:
        return midi_file(path)
    except UsageError as error:
        return str(error)
