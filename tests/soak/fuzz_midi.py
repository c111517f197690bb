"""Damaged .mid files: headers, chunks, times, statuses and lengths that are odd."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from generator.composition import midi_file
from generator.composition.midi_bytes import Timed, encode
from generator.composition.midi_files import TUNES
from generator.composition.midi_reading import MidiNote
from generator.errors import UsageError
from tests.soak.fuzz_damage import Damaged
from tests.soak.fuzz_files import Kind

MADE = ("a.mid",)
MOST_SECONDS = 0.05
CHORDS = 1000
END = b"\xff\x2f\0"
EXCERPT = 60
ODD_TIMES = [
    *(b"\0", b"\x7f", b"\x80\0", b"\x81\0", b"\xff\x7f", b"\xff\xff\x7f", b"\xff\xff\xff\x7f"),
    *(
        b"\x80\x80\x80\0",
        b"\x8f\xff\xff\xff\x7f",
        b"\xff" * 9 + b"\0",
        b"\x80" * 4000 + b"\1",
        b"\xff" * 9000,
    ),
]
ODD_LENGTHS = [
    b"\0",
    b"\1",
    b"\3",
    b"\x7f",
    b"\x83\x60",
    b"\xff\x7f",
    b"\xbd\x84\x40",
    b"\xff\xff\xff\x7f",
]
ODD_DATA = [
    *(b"", b"\0\0\0", b"\xff\xff\xff", b"\4\2\x18\x08", b"\1\xff\0\0", b"\0\2\x18\x08"),
    *(b"\n\x1b[31m\0", b"\xc3\xa9", b"x" * 99),
]
ODD_SIZES = [0, 1, 5, 6, 7, 14, 255, 65_535, 999_999, 2**31 - 1, 2**31, 2**32 - 1]
ODD_WORDS = [0, 1, 2, 3, 24, 96, 480, 32_767, 32_768, 59_176, 58_372, 65_535]
CHUNKS = [b"MTrk", b"MThd", b"XFIH", b"RIFF", b"\0\0\0\0", b"mtrk"]
DATA_BYTES = {0xC: 1, 0xD: 1}


Read = Callable[[bytes], object]


class Event(NamedTuple):
    """A time, a status (nothing where it runs on) and what follows, as they stand in a file."""

    time: bytes
    status: bytes
    data: bytes


class DamagedMidi(Damaged):
    """Damages the header, the chunks and the events of tracks."""

    def __init__(self, seed: int, samples: list[bytes]) -> None:
        super().__init__(seed, samples)
        self._tracks = [[events(track) for track in tracks_of(sample)] for sample in samples]

    def whole(self) -> bytes:
        """Return a file of some of the events of each track, or of all."""
        return _file(self._excerpt())

    def ways(self) -> list[Callable[[], bytes]]:
        """Return those that know what the bytes mean, too."""
        return [*super().ways(), *[self._evented] * 6, self._headed, *[self._chunked] * 2]

    def _excerpt(self) -> list[list[Event]]:
        tracks = self.random.choice(self._tracks)
        found = []
        for track in tracks:
            first = self.random.randrange(max(1, len(track) - EXCERPT))
            found.append(track[first : first + self.random.randrange(1, EXCERPT)])
        found = found if self.random.random() < 0.98 else tracks
        return [self.random.choice((list, running))(track) for track in found]

    def _evented(self) -> bytes:
        tracks = self._excerpt()
        for _ in range(self.random.randrange(1, 6)):
            track = self.random.choice(tracks)
            at = self.random.randrange(len(track) + 1)
            track[at : at + 1] = self._odd(
                track[at] if at < len(track) else Event(b"\0", b"\x90", b"\x3c\x40")
            )
        return _file(tracks)

    def _odd(self, event: Event) -> list[Event]:
        """Return what stands in place of an event."""
        random = self.random
        odd = random.choice(ODD_TIMES)
        return random.choice(
            [
                list,
                lambda: [event] * random.choice((2, 3, 200 if len(event.time) < 9 else 1)),
                lambda: [event._replace(time=odd)],
                lambda: [event._replace(time=odd), event],
                lambda: [event._replace(status=b"")],
                lambda: [event._replace(status=bytes([random.randrange(128, 256)]))],
                lambda: [event._replace(data=random.randbytes(random.randrange(4)))],
                lambda: [event._replace(data=bytes(value & 127 for value in random.randbytes(2)))],
                lambda: [event, self._system(event), event],
                lambda: [event, self._meta(event), event],
                lambda: [event, self._meta(event)._replace(time=odd)],
            ]
        )()

    def _system(self, event: Event) -> Event:
        """Return a system exclusive message, or one of the other system messages."""
        status = self.random.choice((b"\xf0", b"\xf7", b"\xf0", b"\xf1", b"\xf2", b"\xf8", b"\xfe"))
        return Event(event.time, status, self._lengthy())

    def _meta(self, event: Event) -> Event:
        kinds = (*range(10), 0x20, 0x21, 0x2F, 0x51, 0x51, 0x54, 0x58, 0x58, 0x59, 0x7F, 0x60, 0xFF)
        return Event(event.time, b"\xff" + bytes([self.random.choice(kinds)]), self._lengthy())

    def _lengthy(self) -> bytes:
        """Return data after its length, which now and then is not its length."""
        noise = self.random.randbytes(self.random.randrange(9))
        data = self.random.choice((*ODD_DATA, noise))
        honest = self.random.random() < 0.7
        return (bytes([len(data)]) if honest else self.random.choice(ODD_LENGTHS)) + data

    def _headed(self) -> bytes:
        """Change what the header says."""
        data, random = self.whole(), self.random
        words = list(struct.unpack(">HHH", data[8:14]))
        words[random.randrange(3)] = random.choice(ODD_WORDS)
        size = random.choice(ODD_SIZES) if random.random() < 0.3 else 6
        return data[:4] + struct.pack(">LHHH", size, *words) + data[14:]

    def _chunked(self) -> bytes:
        """Change the names, lengths and order of chunks."""
        random = self.random
        data = self.whole()
        chunks = [(b"MTrk", len(track), track) for track in tracks_of(data)]
        for _ in range(random.randrange(1, 3)):
            at = random.randrange(len(chunks))
            name, size, track = chunks[at]
            chunks[at : at + 1] = random.choice(
                [
                    [],
                    [chunks[at]] * random.choice((2, 40)),
                    [(random.choice(CHUNKS), size, track)],
                    [(random.choice(CHUNKS), 3, b"abc"), chunks[at]],
                    [(name, random.choice(ODD_SIZES), track)],
                    [(name, max(0, size + random.randrange(-4, 5)), track)],
                    [(name, size, track[: random.randrange(size + 1)])],
                    [(name, size - 4, track[:-4])] if size > 4 else [],
                ]
            ) or [(name, 0, b"")]
        return data[:14] + b"".join(_chunk(*chunk) for chunk in chunks)


def _file(tracks: list[list[Event]]) -> bytes:
    bodies = [b"".join(b"".join(event) for event in track) for track in tracks]
    return header_and([body if body.endswith(END) else body + b"\0" + END for body in bodies])


def header_and(bodies: list[bytes]) -> bytes:
    """Return a file of these tracks."""
    head = _chunk(b"MThd", 6, struct.pack(">HHH", 1, len(bodies), 96))
    return head + b"".join(_chunk(b"MTrk", len(body), body) for body in bodies)


def _chunk(name: bytes, size: int, data: bytes) -> bytes:
    return name + struct.pack(">L", size % 2**32) + data


def tracks_of(data: bytes) -> Iterator[bytes]:
    """Yield what is in the tracks of a file that is whole."""
    at = 14
    while at < len(data):
        (size,) = struct.unpack(">L", data[at + 4 : at + 8])
        yield data[at + 8 : at + 8 + size]
        at += 8 + size


def events(track: bytes) -> list[Event]:
    """Return the events of a track that is whole, each with its status."""
    found, at, status = [], 0, b""
    while at < len(track):
        _, after = _number(track, at)
        time = track[at:after]
        if track[after] >= 0x80:
            status = track[after : after + 1 + (track[after] == 0xFF)]
            after += len(status)
        size, at = DATA_BYTES.get(status[0] >> 4, 2), after
        if status >= b"\xf0":
            size, at = _number(track, after)
        at += size
        found.append(Event(time, status, track[after:at]))
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and where it ends."""
    number = 0
    while data[at] >= 0x80:
        number, at = number << 7 | data[at] & 0x7F, at + 1
    return number << 7 | data[at], at + 1


def running(track: list[Event]) -> list[Event]:
    """Return events without statuses that are those of the event before."""
    pairs = zip(track, [None, *track], strict=False)
    return [
        event._replace(status=b"") if last and last.status == event.status < b"\xf0" else event
        for event, last in pairs
    ]


def kinds(folder: Path) -> list[Kind]:
    """Return MIDI files."""
    samples = [(TUNES / "invention.mid").read_bytes(), _everything()]
    return [Kind("MIDI files", samples, reading(folder), (UsageError,), DamagedMidi, MOST_SECONDS)]


def _everything() -> bytes:
    """Return a file in which there is one of everything that is read."""
    conductor: list[Timed] = [
        (0, "track_name", {"name": "Élan"}),
        (0, "time_signature", {"numerator": 6, "denominator": 8}),
        *((96 * beat, "set_tempo", {"tempo": 400_000 + 10_000 * beat}) for beat in range(20)),
        (2000, "marker", {"text": "♭"}),
    ]
    bends: list[Timed] = [
        *((0, "control_change", {"control": each, "value": 0}) for each in (100, 101)),
        (0, "control_change", {"control": 6, "value": 12}),
    ]
    for beat in range(30):
        key = {"channel": beat % 3, "note": 48 + beat}
        bends += [
            (96 * beat, "pitchwheel", {"channel": beat % 3, "pitch": 270 * beat}),
            (96 * beat, "note_on", key | {"velocity": 1 + 4 * beat}),
            (96 * beat + 90, "note_off", key),
            (96 * beat + 91, "program_change", {"program": beat}),
        ]
    drums: list[Timed] = [
        (24 * place, "note_on", {"channel": 9, "note": 36, "velocity": place % 2 * 100})
        for place in range(80)
    ]
    file = BytesIO()
    encode(file, 96, [conductor, bends, drums])
    return file.getvalue()


def reading(folder: Path) -> Callable[[bytes], object]:
    """Return what reads a MIDI file and takes from it what patterns take."""
    path = folder / "a.mid"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        file = midi_file(path)
        for place, track in enumerate(file.tracks):
            assert all(map(_is_sound, track.notes)), "a note is out of range"
            assert len(file.melody(place)) == len(file.rhythm(place)), "a melody without a rhythm"
        assert len(file.chords(max(1.0, file.end_beat / CHORDS))) <= CHORDS + 1, "too many chords"
        assert all(0.0 < tempo <= 60e6 for _, tempo in file.tempos), "a tempo is out of range"
        assert all(1e-3 < meter.bar_beats < 1e3 for _, meter in file.meters), "a bar is too short"
        beats = [beat for row in (file.tempos, file.meters, file.markers) for beat, _ in row]
        assert all(map(isfinite, beats)), "a beat is not finite"

    return read


def _is_sound(note: MidiNote) -> bool:
    return (
        0.0 <= note.start_beat <= 1e5
        and 0.0 < note.duration_beats <= 1e5
        and -128.0 <= note.pitch <= 255.0
        and 1 <= note.velocity <= 127
        and 1 <= note.channel <= 16
    )
