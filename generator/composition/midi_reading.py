"""What the messages of a MIDI file mean: notes, tempi, meters and markers, in beats."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from generator.composition.midi_bytes import Decoded, text_of
from generator.composition.note import MAXIMUM_DURATION_BEATS
from generator.composition.piece import Meter
from generator.errors import PieceError, UsageError

LOUDEST = 127
PERCUSSION = 10
MICROSECONDS_A_MINUTE = 60_000_000
WHEEL_REACH = 8192
USUAL_BEND_RANGE = 2
RPN_FINE, RPN_COARSE, ENTRY = 100, 101, 6

Placed = list[tuple[int, Any]]
T = TypeVar("T")


class MidiNote(NamedTuple):
    """One note of a MIDI file.

    pitch: semitones, 60 is middle C, with the bend in force at its onset. velocity: 1 to 127.
    channel: 1 to 16, 10 is percussion.
    """

    start_beat: float
    duration_beats: float
    pitch: float
    velocity: int
    channel: int

    @property
    def end_beat(self) -> float:
        """Where it ends."""
        return self.start_beat + self.duration_beats

    @property
    def amplitude(self) -> float:
        """Its velocity as an amplitude, 0 to 1: the square, as synthesisers have it (DLS 1997)."""
        return (self.velocity / LOUDEST) ** 2


class MidiTrack(NamedTuple):
    """The notes of one track, in order of onset and pitch."""

    name: str
    notes: tuple[MidiNote, ...]


class Frame(NamedTuple):
    """What stands beside the notes, each with its beat: tempi in BPM, meters, markers."""

    title: str
    tempos: tuple[tuple[float, float], ...]
    meters: tuple[tuple[float, Meter], ...]
    markers: tuple[tuple[float, str], ...]


class _Channel:
    """What a channel's controllers have set: the wheel, its range, and what an entry is for."""

    def __init__(self) -> None:
        self.wheel = 0
        self.range = USUAL_BEND_RANGE
        self.chosen = {RPN_FINE: LOUDEST, RPN_COARSE: LOUDEST}

    @property
    def bend(self) -> float:
        """The bend in semitones."""
        return self.wheel * self.range / WHEEL_REACH

    def control(self, number: int, value: int) -> None:
        """Take a controller: the one parameter that counts is RPN 0, the range of the wheel."""
        if number in self.chosen:
            self.chosen[number] = value
        elif number == ENTRY and not any(self.chosen.values()):
            self.range = value


def tracks_of(decoded: Decoded) -> tuple[MidiTrack, ...]:
    """Return the tracks that have notes; a single track is taken apart by its channels.

    Raises UsageError for a file without notes, and for one longer than 100,000 beats.
    """
    per_beat = decoded.ticks_per_beat
    last = max((track[-1][0] for track in decoded.tracks if track), default=0)
    if last > MAXIMUM_DURATION_BEATS * per_beat:
        raise UsageError(f"it is longer than {MAXIMUM_DURATION_BEATS:,.0f} beats")
    tracks = [_track(track, per_beat) for track in decoded.tracks]
    if len(tracks) == 1:
        tracks = list(_by_channel(tracks[0]))
    found = tuple(track for track in tracks if track.notes)
    if not found:
        raise UsageError("there is no note in it")
    return found


def _track(track: Placed, per_beat: int) -> MidiTrack:
    names = (message.name for _, message in track if message.type == "track_name")
    notes = sorted(_notes(track, per_beat), key=lambda note: (note.start_beat, note.pitch))
    return MidiTrack(text_of(next(names, "")), tuple(notes))


def _by_channel(track: MidiTrack) -> Iterator[MidiTrack]:
    channels = sorted({note.channel for note in track.notes})
    for channel in channels:
        notes = tuple(note for note in track.notes if note.channel == channel)
        yield MidiTrack(track.name if len(channels) == 1 else f"channel {channel}", notes)


def _notes(track: Placed, per_beat: int) -> Iterator[MidiNote]:
    """Yield a track's notes as they end: the oldest of a key first, at the latest with the track.

    Ends that nothing began are left out; what ends at its onset lasts a tick.
    """
    channels = [_Channel() for _ in range(16)]
    sounding: defaultdict[tuple[int, int], deque[tuple[int, float, int]]] = defaultdict(deque)
    tick = 0

    def note(onset: int, pitch: float, velocity: int, channel: int) -> MidiNote:
        ticks = max(1, tick - onset)
        return MidiNote(onset / per_beat, ticks / per_beat, pitch, velocity, channel + 1)

    for tick, message in track:
        kind = message.type
        if kind == "control_change":
            channels[message.channel].control(message.control, message.value)
        elif kind == "pitchwheel":
            channels[message.channel].wheel = message.pitch
        elif kind in ("note_on", "note_off"):
            held = sounding[message.channel, message.note]
            if kind == "note_on" and message.velocity:
                bend = channels[message.channel].bend
                held.append((tick, message.note + bend if bend else message.note, message.velocity))
            elif held:
                yield note(*held.popleft(), message.channel)
    for (channel, _), held in sounding.items():
        for each in held:
            yield note(*each, channel)


def frame_of(decoded: Decoded) -> Frame:
    """Return what stands beside the notes; raises UsageError for a tempo or a metre of nothing.

    Without a tempo it is 120 BPM, without a meter 4/4, as the format has it.
    """
    per_beat = decoded.ticks_per_beat
    messages = sorted(
        (each for track in decoded.tracks for each in track), key=lambda each: each[0]
    )
    placed = [(tick / per_beat, message) for tick, message in messages if message.is_meta]
    names = (message.name for _, message in decoded.tracks[0] if message.type == "track_name")
    return Frame(
        text_of(next(names, "")),
        _complete(((beat, _bpm(each)) for beat, each in placed if each.type == "set_tempo"), 120.0),
        _complete(
            ((beat, _meter(each)) for beat, each in placed if each.type == "time_signature"),
            Meter(),
        ),
        tuple((beat, text_of(each.text)) for beat, each in placed if each.type == "marker"),
    )


def _complete(changes: Iterable[tuple[float, T]], usual: T) -> tuple[tuple[float, T], ...]:
    found = tuple(changes)
    return found if found and found[0][0] == 0.0 else ((0.0, usual), *found)


def _bpm(message: Any) -> float:
    if not message.tempo:
        raise UsageError("a tempo in it has no length")
    return MICROSECONDS_A_MINUTE / int(message.tempo)


def _meter(message: Any) -> Meter:
    try:
        return Meter(message.numerator, message.denominator)
    except PieceError as error:
        raise UsageError(str(error)) from None
