"""Notes that are asked for one by one."""

from __future__ import annotations

from generator.composition.event import Event
from generator.composition.note import Note, check_note
from generator.composition.piece import Part
from generator.control.commands import Command
from generator.timing.tempo import TempoMap
from generator.units import frequency_hz

BY_HAND = "by hand"


def event_by_hand(
    part: Part, command: Command, sample: int, tempo_map: TempoMap, sample_rate: int
) -> Event:
    """Return the note that a command asks for, at a sample, on a part's instrument.

    Raises NoteError for one that cannot be played.
    """
    pitch, amplitude = command.number("pitch"), command.number("amplitude")
    note = Note(pitch, command.number("beats"), amplitude)
    check_note(note)
    seconds = sample / sample_rate
    beat = tempo_map.beat_at(seconds)
    length = note.duration_beats * 60.0 / tempo_map.tempo_at(seconds)
    return Event(
        sample,
        round(length * sample_rate) or 1,
        part.instrument,
        note.amplitude,
        frequency_hz(note.pitch),
        note.pan,
        part.number,
        note.controls,
        part.name,
        beat,
        note.pitch,
        note.duration_beats,
        BY_HAND,
    )
