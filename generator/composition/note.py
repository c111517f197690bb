"""What a part yields: notes and rests, measured in beats."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from generator.errors import NoteError

MAXIMUM_PITCH = 135.0
MINIMUM_DURATION_BEATS = 1e-6
MAXIMUM_DURATION_BEATS = 100_000.0
MAXIMUM_DELAY_SECONDS = 1.0
MAXIMUM_CONTROLS = 8
MAXIMUM_CONTROL = 1e9


class Note(NamedTuple):
    """One note of a part.

    pitch: semitones, 60 is middle C, fractions are microtones, 0 to 135.
    duration_beats: how long it sounds, 0.000001 to 100,000. step_beats: how long until the part's
    next step, 0 or more; None means the duration. amplitude: 0 to 1. pan: 0 (left) to 1 (right).
    delay_seconds: how much later than its beat it starts, 0 to 1. controls: the instrument's
    p-fields from p8 on, at most 8. instrument: another instrument than the part's own.
    """

    pitch: float
    duration_beats: float = 1.0
    amplitude: float = 0.5
    pan: float = 0.5
    step_beats: float | None = None
    delay_seconds: float = 0.0
    controls: tuple[float, ...] = ()
    instrument: str | None = None


class Rest(NamedTuple):
    """Silence of a part for a number of beats, 0 or more."""

    beats: float


def check_note(note: Note) -> None:
    """Raise NoteError, naming value, bounds and unit, where a note cannot be played."""
    if not isinstance(note, Note):
        raise NoteError(f"{note!r:.80} is no Note")
    pitch, duration_beats, amplitude, pan, _, delay_seconds, controls, _ = note
    try:
        if (
            0.0 <= pitch <= MAXIMUM_PITCH
            and MINIMUM_DURATION_BEATS <= duration_beats <= MAXIMUM_DURATION_BEATS
            and 0.0 <= amplitude <= 1.0
            and 0.0 <= pan <= 1.0
            and 0.0 <= delay_seconds <= MAXIMUM_DELAY_SECONDS
            and (not controls or _are_playable(controls))
        ):
            return
    except TypeError:
        pass  # the same checks, one by one, name the value
    _explain(note)


def _are_playable(controls: tuple[float, ...]) -> bool:
    for value in controls:
        if not -MAXIMUM_CONTROL <= value <= MAXIMUM_CONTROL:
            return False
    return len(controls) <= MAXIMUM_CONTROLS


def _explain(note: Note) -> None:
    """Raise NoteError for the first of a note's values that cannot be played."""
    _check("pitch", note.pitch, 0.0, MAXIMUM_PITCH, "semitones")
    _check("duration", note.duration_beats, MINIMUM_DURATION_BEATS, MAXIMUM_DURATION_BEATS, "beats")
    _check("amplitude", note.amplitude, 0.0, 1.0, "of full scale")
    _check("pan", note.pan, 0.0, 1.0, "(left to right)")
    _check("delay", note.delay_seconds, 0.0, MAXIMUM_DELAY_SECONDS, "seconds")
    if not isinstance(note.controls, tuple | list) or len(note.controls) > MAXIMUM_CONTROLS:
        most = f"give at most {MAXIMUM_CONTROLS} p-fields from p8 on"
        raise NoteError(f"controls {note.controls!r:.80} are not playable: {most}")
    for index, value in enumerate(note.controls, start=8):
        _check(f"p{index}", value, -MAXIMUM_CONTROL, MAXIMUM_CONTROL, "")


def check_step(beats: float) -> float:
    """Return a step in beats; raises NoteError unless it is 0 to 100,000."""
    try:
        if 0.0 <= beats <= MAXIMUM_DURATION_BEATS:
            return beats
    except TypeError:
        pass
    _check("step", beats, 0.0, MAXIMUM_DURATION_BEATS, "beats")
    return beats


def _check(what: str, value: object, low: float, high: float, unit: str) -> None:
    if isinstance(value, int | float) and isfinite(value) and low <= value <= high:
        return
    raise NoteError(f"{what} {value!r} is not playable: give {low:g} to {high:g} {unit}".rstrip())
