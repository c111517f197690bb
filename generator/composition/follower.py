"""Followers: parts that play after another part, at an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from math import floor, inf
from typing import Any, NamedTuple

from generator.composition.layers import ending
from generator.composition.live import Live, given
from generator.composition.loop import CLOSE_BEATS
from generator.composition.mutation import Scales
from generator.composition.note import MAXIMUM_PITCH, Note, Rest
from generator.composition.piece import Part, PartFunction, Piece, Step
from generator.errors import PieceError
from generator.patterns.arguments import Argument, number
from generator.patterns.pattern import Value
from generator.patterns.run import Run
from generator.theory.any_scale import AnyScale
from generator.theory.chord import Chord

WATCHES = 4  # a beat, at which a follower looks for a leader that begins anew
AFTER_BEATS = 1e-9  # so that a follower steps after its leader, on the same sample
OCTAVE = 12.0
FARTHEST = 128
LONGEST_BEATS = 10_000.0

Tones = Chord | Sequence[float]
Chords = Tones | Callable[[Live], Tones] | None
Answer = Callable[[Note], tuple[float, Note] | None]


def follow(
    piece: Piece,
    name: str,
    leader: str,
    instrument: str,
    *,
    interval: Value = 2,
    scale: Scales = None,
    chord: Chords = None,
    chance: Value = 1.0,
    delay_beats: Value = 0.0,
    loudness: Value = 0.8,
    low: float = 0.0,
    high: float = MAXIMUM_PITCH,
    controls: tuple[float, ...] = (),
    **options: Any,
) -> Part:
    """Add a part that follows another one, which has to be declared before it.

    interval: how far above each note of the leader (below: negative) it plays, -128 to 128, counted
    in tones of `chord` (pitches or their classes) where one is given, else in degrees of `scale`,
    else in semitones; scale and chord may be functions of the live state. chance: that it follows a
    note, 0 to 1. delay_beats: 0 to 10,000; without one it plays on the very samples of its leader
    (a leader that an edit begins off the grid of 1/4 beat is caught up with within that). loudness:
    factor of the amplitude, 0 to 1. low, high: the range in semitones, an octave at least; notes
    come into it by octaves. controls, options: as Note and Part have them. Live values are clipped.
    Raises PieceError for a leader that is not declared yet, so no part can follow itself through
    others; PatternError for constants out of range. After the follower voices of Noatikl
    (Intermorphic; Cole 2007).

    >>> from generator.composition import notes
    >>> from generator.patterns import cycle
    >>> piece = Piece("thirds")
    >>> tune = piece.add("tune", notes(cycle(60, 62, 64)), "Flute")
    >>> alto = follow(piece, "alto", "tune", "Reed", interval=-3, delay_beats=0.5)
    """
    start_beat = _leader(piece, name, leader).start_beat
    if high - low < OCTAVE:
        raise PieceError(f"part {name!r}: a range of {low:g} to {high:g}: give an octave or more")
    faders = (
        number("follow: interval", interval, -FARTHEST, FARTHEST),
        number("follow: chance", chance, 0.0, 1.0),
        number("follow: delay_beats", delay_beats, 0.0, LONGEST_BEATS),
        number("follow: loudness", loudness, 0.0, 1.0),
    )

    answers = _Answers(faders, scale, chord, low, high, controls)
    return piece.add(name, _following(leader, start_beat, answers), instrument, **options)


class _Answers(NamedTuple):
    """What a follower makes of the notes of its leader."""

    faders: Sequence[Argument]
    scale: Scales
    chord: Chords
    low: float
    high: float
    controls: tuple[float, ...]

    def begin(self, live: Live) -> Answer:
        """Return what says, for a note, how much later what is played; or None."""
        run = Run(live, "follow")
        away, odds, delay, factor = (fader(run) for fader in self.faders)

        def answer(note: Note) -> tuple[float, Note] | None:
            if run.random.random() >= odds():
                return None
            scale, tones = given(self.scale, live), given(self.chord, live)
            pitch = _moved(note.pitch, round(away()), scale, tones)
            return delay(), note._replace(
                pitch=_within(pitch, self.low, self.high),
                amplitude=note.amplitude * factor(),
                step_beats=None,
                controls=self.controls,
                instrument=None,
            )

        return answer


def _following(leader: str, start_beat: float, answers: _Answers) -> PartFunction:
    """Return a part that plays what is answered to the notes of another one, each at its time."""

    def play(live: Live) -> Iterator[Step]:
        answer = answers.begin(live)
        waiting: list[tuple[float, int, Note]] = []
        order, seen_beat, row = count(), live.beat - CLOSE_BEATS, live.heard.row(leader)
        while True:
            now = live.beat
            for beat, note in live.heard.since(leader, seen_beat):
                if beat > seen_beat and (reply := answer(note)) is not None:
                    heappush(waiting, (beat + reply[0], next(order), reply[1]))
            seen_beat = max(seen_beat, now)
            sounding = []
            while waiting and waiting[0][0] <= now + CLOSE_BEATS:
                sounding.append(heappop(waiting)[2])
            look_beat = _look_beat(now, max(row.due_beat, start_beat))
            beats = min(look_beat, waiting[0][0] if waiting else look_beat) - now
            yield [note._replace(step_beats=beats) for note in sounding] or Rest(beats)

    return ending(play)


def _look_beat(now: float, due_beat: float) -> float:
    """Return when to look at a leader again: when it is due, or might begin anew."""
    watch_beat = (floor((now + CLOSE_BEATS) * WATCHES) + 1) / WATCHES
    return min(due_beat if due_beat > now else inf, watch_beat) + AFTER_BEATS


def _moved(pitch: float, interval: int, scale: AnyScale | None, tones: Tones | None) -> float:
    """Return the pitch at an interval, in tones of a chord, degrees of a scale or semitones."""
    classes = tones.classes if isinstance(tones, Chord) else tones
    if classes:
        return _chord_tone(pitch, interval, {round(tone) % 12 for tone in classes})
    if scale is not None:
        return scale.pitch(scale.degree(pitch) + interval)
    return pitch + interval


def _chord_tone(pitch: float, interval: int, classes: set[int]) -> float:
    found, step = round(pitch), 1 if interval >= 0 else -1
    if interval == 0:
        return min(
            range(found - 6, found + 7), key=lambda p: (p % 12 not in classes, abs(p - found))
        )
    for _ in range(abs(interval)):
        found += step
        while found % 12 not in classes:
            found += step
    return found


def _within(pitch: float, low: float, high: float) -> float:
    """Return a pitch brought into a range of an octave or more by octaves."""
    if pitch < low:
        return low + (pitch - low) % OCTAVE
    return pitch if pitch <= high else high - (high - pitch) % OCTAVE


def _leader(piece: Piece, name: str, leader: str) -> Part:
    if name == leader:
        raise PieceError(f"part {name!r} follows itself: give it another leader")
    for part in piece.parts:
        if part.name == leader:
            return part
    raise PieceError(
        f"part {name!r} follows {leader!r}, which is not declared before it: declare leaders "
        "first; no part can follow a follower of itself"
    )
