"""MIDI files read for measuring: each track a part, percussion apart from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from generator.composition.midi_files import MidiFile, midi_file
from generator.composition.midi_reading import PERCUSSION, MidiNote
from generator.composition.piece import Meter
from generator.measure.grid import gathered, written_beats
from generator.measure.material import Material, Sounded
from generator.measure.tempi import Tempi


def read_midi(path: Path) -> Material:
    """Return the notes of a MIDI file, timed by its tempi; its markers are the sections.

    A file of one track has a part for each channel. Notes on channel 10 are unpitched. The beats of
    a part are those that it is meant to be on (see written_beats); one that keeps none is free.
    Raises UsageError, with the file's name, for what is no MIDI file.
    """
    file = midi_file(path.absolute())
    notes: list[Sounded] = []
    unpitched, free = set[str](), set[str]()
    tempi, per_beat = Tempi(file.tempos), file.ticks_per_beat
    for part, is_drum, row in _parts(file):
        sounded, keeps_beat = _sounded(part, row, tempi, per_beat)
        notes += sounded
        if is_drum:
            unpitched.add(part)
        if not keeps_beat:
            free.add(part)
    return Material(
        tuple(sorted(notes)),
        tuple(beat for beat, _ in file.markers),
        _bar_beats(file.meters),
        frozenset(unpitched),
        frozenset(free),
        tempi,
    )


def _parts(file: MidiFile) -> Iterator[tuple[str, bool, list[MidiNote]]]:
    """Yield the name of each part, whether it is percussion, and its notes."""
    for number, track in enumerate(file.tracks, start=1):
        for is_drum, kind in ((False, ""), (True, " percussion")):
            notes = [note for note in track.notes if (note.channel == PERCUSSION) == is_drum]
            if notes:
                yield f"{number} {track.name}{kind}", is_drum, notes


def _sounded(
    part: str, notes: Sequence[MidiNote], tempi: Tempi, ticks_per_beat: int
) -> tuple[list[Sounded], bool]:
    """Return the notes of a part, and whether they keep a beat."""
    starts = np.array([note.start_beat for note in notes])
    seconds = tempi.seconds(starts)
    lengths = tempi.seconds(np.array([note.end_beat for note in notes])) - seconds
    written = written_beats(starts, ticks_per_beat)
    beats = gathered(starts, seconds) if written is None else written
    times = zip(seconds.tolist(), lengths.tolist(), beats.tolist(), strict=True)
    found = [
        Sounded(*time, note.duration_beats, part, note.pitch, note.amplitude)
        for note, time in zip(notes, times, strict=True)
    ]
    return found, written is not None


def _bar_beats(meters: Sequence[tuple[float, Meter]]) -> float:
    """Return the length of the bars in beats; 0 where it changes, or where one is cut short."""
    lengths = {meter.bar_beats for _, meter in meters}
    bar = min(lengths)
    return bar if len(lengths) == 1 and not any(beat % bar for beat, _ in meters) else 0.0
