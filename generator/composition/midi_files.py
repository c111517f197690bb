"""A MIDI file as material: its notes, and what of them patterns can take."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from generator.composition.midi_bytes import MOST_BYTES, decoded
from generator.composition.midi_reading import (
    PERCUSSION,
    MidiNote,
    MidiTrack,
    frame_of,
    tracks_of,
)
from generator.composition.piece import Meter
from generator.errors import RangeError, UnknownNameError, UsageError
from generator.files import read_limited, reason

TUNES = Path(__file__).parents[1] / "pieces" / "tunes"
SUFFIX = ".mid"
TOGETHER_BEATS = 0.05
SHORTEST_WINDOW_BEATS, LONGEST_WINDOW_BEATS = 0.0625, 1000.0
OCTAVE = 12


@dataclass(frozen=True, slots=True)
class MidiFile:
    """What a MIDI file holds, in beats from its start; a beat is a quarter note.

    tracks: those with notes. tempos, meters, markers: each with its beat; tempos in BPM. A track is
    asked for by its place from 0 or its name; UsageError for one that there is not.
    """

    title: str
    ticks_per_beat: int
    tracks: tuple[MidiTrack, ...]
    tempos: tuple[tuple[float, float], ...] = ((0.0, 120.0),)
    meters: tuple[tuple[float, Meter], ...] = ((0.0, Meter()),)
    markers: tuple[tuple[float, str], ...] = ()

    @property
    def end_beat(self) -> float:
        """Where its last note ends."""
        return max(note.end_beat for track in self.tracks for note in track.notes)

    def track(self, which: int | str = 0) -> MidiTrack:
        """Return a track.

        >>> midi_file("invention").track("left hand").notes[0].pitch
        48
        """
        if isinstance(which, int) and 0 <= which < len(self.tracks):
            return self.tracks[which]
        found = [track for track in self.tracks if track.name == which]
        if found:
            return found[0]
        there = ", ".join(f"{n} {track.name!r}" for n, track in enumerate(self.tracks))
        raise UsageError(f"no track {which!r} has notes: there are {there}")

    def line(self, which: int | str = 0) -> tuple[MidiNote, ...]:
        """Return the top line of a track: at each onset the highest note.

        Notes within 0.05 beats begin together. One that lies, for half its length or more, under
        the last of the line is left out. After the skyline of Uitdenbogerd and Zobel (1998).

        >>> midi_file("invention").line()[0].start_beat
        0.25
        """
        return tuple(_top_line(self.track(which).notes))

    def melody(self, which: int | str = 0) -> tuple[float, ...]:
        """Return the pitches of the top line of a track, in semitones.

        >>> midi_file("invention").melody()[:8]
        (60, 62, 64, 65, 62, 64, 60, 67)
        """
        return tuple(note.pitch for note in self.line(which))

    def rhythm(self, which: int | str = 0, grid_beats: float = 0.0) -> tuple[float, ...]:
        """Return the steps in beats from note to note of the top line, its last note's length last.

        As many as `melody` has pitches. grid_beats: what the steps are rounded to, to at least
        one; 0 leaves them.

        >>> midi_file("invention").rhythm()[:9]
        (0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5)
        """
        line, unit = self.line(which), grid_beats or 1.0 / self.ticks_per_beat
        ends = [note.start_beat for note in line[1:]] + [line[-1].end_beat]
        steps = (end - note.start_beat for note, end in zip(line, ends, strict=True))
        return tuple(_in_units(step, unit) for step in steps)

    def chords(
        self, per_beats: float = 1.0, which: int | str | None = None, share: float = 0.5
    ) -> tuple[tuple[int, ...], ...]:
        """Return the pitch classes of every stretch of so many beats (0.0625 to 1000), rising.

        Those that sound, all tracks together or one, at least `share` (0 to 1) as long as the one
        that sounds longest; percussion does not count, and silence is ().

        >>> midi_file("invention").chords(4.0)[-1]
        (0, 4, 7)
        """
        if not SHORTEST_WINDOW_BEATS <= per_beats <= LONGEST_WINDOW_BEATS:
            raise RangeError(
                f"chords of {per_beats:g} beats: "
                f"give {SHORTEST_WINDOW_BEATS:g} to {LONGEST_WINDOW_BEATS:g}"
            )
        tracks = self.tracks if which is None else (self.track(which),)
        notes = [each for track in tracks for each in track.notes if each.channel != PERCUSSION]
        return tuple(_chords(notes, per_beats, share))


def midi_file(name: str | Path) -> MidiFile:
    """Return what a MIDI file holds: a bundled tune by its name, or a file by its path.

    A path that is not absolute begins in the folder of the Python file that calls, a piece's own.
    At most 1 MB and 100,000 beats. Raises UsageError, with the file's name, for one that is broken
    or has no notes.

    >>> [track.name for track in midi_file("invention").tracks]
    ['right hand', 'left hand']
    """
    path = Path(name).expanduser()
    if not path.suffix and path.name == str(name):
        path = _bundled(path.name)
    elif not path.is_absolute():
        path = _folder_of(sys._getframe(1).f_globals.get("__file__")) / path
    try:
        found = decoded(_read(path))
        return MidiFile(
            tracks=tracks_of(found),
            ticks_per_beat=found.ticks_per_beat,
            **frame_of(found)._asdict(),
        )
    except UsageError as error:
        raise UsageError(f"{path}: no MIDI file that can be read: {error}") from None


def _bundled(name: str) -> Path:
    known = [path.stem for path in TUNES.glob(f"*{SUFFIX}")]
    if name not in known:
        raise UnknownNameError("bundled tune", name, known)
    return TUNES / f"{name}{SUFFIX}"


def _folder_of(file: str | None) -> Path:
    return Path(file).resolve().parent if file else Path.cwd()


def _read(path: Path) -> bytes:
    try:
        return read_limited(path, MOST_BYTES)
    except (OSError, ValueError) as error:
        raise UsageError(reason(error)) from None


def _top_line(notes: Sequence[MidiNote]) -> Iterator[MidiNote]:
    """Yield the top line of notes in order of onset."""
    last: MidiNote | None = None
    for group in _together(notes):
        highest = max(group, key=lambda note: note.pitch)
        if last is None or not _covers(last, highest):
            yield highest
            last = highest


def _together(notes: Sequence[MidiNote]) -> Iterator[list[MidiNote]]:
    group: list[MidiNote] = []
    for note in notes:
        if group and note.start_beat - group[0].start_beat > TOGETHER_BEATS:
            yield group
            group = []
        group.append(note)
    yield group


def _covers(upper: MidiNote, lower: MidiNote) -> bool:
    middle_beat = lower.start_beat + 0.5 * lower.duration_beats
    higher = upper.pitch > lower.pitch
    return higher and upper.end_beat >= middle_beat and upper.channel != PERCUSSION


def _in_units(beats: float, unit: float) -> float:
    count = max(1, round(beats / unit))
    whole = round(1.0 / unit)
    return count / whole if whole and abs(whole * unit - 1.0) < 1e-9 else count * unit


def _chords(notes: Sequence[MidiNote], per_beats: float, share: float) -> Iterator[tuple[int, ...]]:
    """Yield what sounds in each window from beat 0 to the last end."""
    last = max((note.end_beat for note in notes), default=0.0)
    windows = [[0.0] * OCTAVE for _ in range(ceil(last / per_beats))]
    full = [0] * OCTAVE  # the window up to which each has sounded all the time since its last note
    for note in sorted(notes):
        place, each = int(note.start_beat / per_beats), round(note.pitch) % OCTAVE
        while place < len(windows) and place * per_beats < note.end_beat:
            start, end = place * per_beats, (place + 1) * per_beats
            heard = min(end, note.end_beat) - max(start, note.start_beat)
            window = windows[place]
            window[each] = min(per_beats, window[each] + heard)  # an octave is no second voice
            place = max(place + 1, full[each])
        full[each] = max(full[each], place - 1)
    for beats in windows:
        least = max(share * max(beats), 1e-9)
        yield tuple(each for each, sounds in enumerate(beats) if sounds >= least)
