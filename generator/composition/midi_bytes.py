"""MIDI files as bytes: to messages and back; the only importer of mido for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from operator import attrgetter
from typing import Any, BinaryIO, NamedTuple

from generator.errors import UsageError
from generator.files import MEGABYTE

MOST_BYTES = MEGABYTE
LONGEST_RUN = 4096
LONGEST_DELTA = 0x0FFF_FFFF
INDEPENDENT = 2
META = frozenset({"track_name", "text", "marker", "set_tempo", "time_signature", "end_of_track"})

Timed = tuple[int, str, dict[str, Any]]
"""A message: its tick from the start, its type and its fields, as mido names them."""


class Decoded(NamedTuple):
    """What a file holds. tracks: of each, every message (mido's) with its tick from the start."""

    ticks_per_beat: int
    tracks: list[list[tuple[int, Any]]]


class _Bounded(BytesIO):
    """Bytes that refuse a number without end: reading it would take the square of its length."""

    _run = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._run = self._run + 1 if size == 1 and data >= b"\x80" else 0
        if self._run > LONGEST_RUN:
            raise ValueError("a number in it has no end")
        return data


def decoded(data: bytes) -> Decoded:
    """Return the messages of a MIDI file; raises UsageError, saying why, for what is none."""
    if data[:4] != b"MThd":
        raise UsageError("it does not begin as a MIDI file does")
    file = _parsed(data)
    if file.ticks_per_beat <= 0:
        raise UsageError("it counts time in frames, not in beats")
    if file.type == INDEPENDENT:
        raise UsageError("its tracks are independent of each other (format 2)")
    return Decoded(file.ticks_per_beat, [_placed(track) for track in file.tracks])


def _parsed(data: bytes) -> Any:
    from mido import MidiFile

    try:
        return MidiFile(file=_Bounded(data))
    except EOFError:
        raise UsageError("it is cut short") from None
    except Exception as error:  # mido lets out whatever it stumbles over
        raise UsageError(f"it is damaged: {' '.join(str(error).split()):.80}") from None


def _placed(track: Iterable[Any]) -> list[tuple[int, Any]]:
    messages = list(track)
    deltas = list(map(attrgetter("time"), messages))
    if max(deltas, default=0) > LONGEST_DELTA:
        raise UsageError("a time in it is longer than a MIDI file can hold")
    return list(zip(accumulate(deltas), messages, strict=True))


def text_of(text: str) -> str:
    """Return a text as it was meant: UTF-8, or else Latin-1, as mido has read it."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except ValueError:
        return text


def encode(file: BinaryIO, ticks_per_beat: int, tracks: Sequence[Iterable[Timed]]) -> None:
    """Write a MIDI file of format 1: each track's messages in order of their ticks, as they come.

    Of a track, only its bytes are kept until it is written.
    """
    from mido import MidiFile

    rows = [_messages(track) for track in tracks]
    MidiFile(type=1, ticks_per_beat=ticks_per_beat, charset="utf-8", tracks=rows).save(file=file)


def _messages(track: Iterable[Timed]) -> Iterator[Any]:
    from mido import Message, MetaMessage

    reached = 0
    for tick, kind, fields in track:
        while tick - reached > LONGEST_DELTA:
            reached += LONGEST_DELTA
            yield MetaMessage("text", text="", time=LONGEST_DELTA)
        make = MetaMessage if kind in META else Message
        yield make(kind, time=tick - reached, **fields)
        reached = tick
