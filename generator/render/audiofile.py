"""Audio files of every format that a render can write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from generator.engine.ring import Frames
from generator.errors import OutputError
from generator.render.formats import FORMATS, bits_of, check_fit, check_size, format_of
from generator.render.samples import Bits, Quantiser, floats
from generator.render.wav import WavWriter

CHUNK_FRAMES = 16_384  # longer writes overflow the stack in libsndfile's Vorbis encoder


class AudioFile(Protocol):
    """What takes the frames of one file."""

    def write(self, frames: Frames) -> None:
        """Append frames of shape (frames, channels)."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


def open_audio(
    path: Path,
    sample_rate: int,
    channels: int,
    *,
    bits: str | None = None,
    tags: Mapping[str, str] | None = None,
    shown: Path | None = None,
) -> AudioFile:
    """Start an audio file in the format that its extension asks for, replacing what is there.

    bits: 16, 24 or 32f; None for the best that the format can hold. tags: title, artist, album,
    software, comment. shown: what errors call the file, where that is not its path. Raises
    UsageError for what the format cannot hold, OutputError where the file cannot be written.
    """
    shown = shown or path
    width = bits_of(path, bits)
    check_fit(path, sample_rate, channels)
    if format_of(path) is FORMATS[".wav"] and width is not None:
        return WavWriter.create(
            path, sample_rate, channels, bits=width, tags=tags, force=True, shown=shown
        )
    return EncodedFile(path, sample_rate, channels, width, tags or {}, shown)


class EncodedFile:
    """A file that libsndfile writes: W64, FLAC, AIFF, Ogg Vorbis, Opus or MP3.

    16 and 24 bits are rounded here, not by libsndfile, so they are the same in every format.
    """

    def __init__(
        self,
        path: Path,
        sample_rate: int,
        channels: int,
        bits: Bits | None,
        tags: Mapping[str, str],
        shown: Path,
    ) -> None:
        import soundfile  # only here: a WAV file needs no libsndfile

        self._shown = shown
        self._failures = (soundfile.SoundFileError, AssertionError, OSError)
        self._frame_bytes = channels * {"16": 2, "24": 3}.get(bits or "", 4)
        self._frames = 0
        self._shift = 32 - int(bits) if bits in ("16", "24") else 0
        self._quantise = Quantiser(32 - self._shift, channels) if self._shift else None
        form = format_of(path)
        with self._refusals():
            self._file = soundfile.SoundFile(
                path,
                "w",
                sample_rate,
                channels,
                subtype=form.subtypes[bits] if bits else form.subtype,
                format=form.container,
                compression_level=form.compression,
            )
            for name, text in tags.items() if form.tagged else ():
                setattr(self._file, name, text)

    def write(self, frames: Frames) -> None:
        """Append frames of shape (frames, channels); raises OutputError."""
        self._frames += len(frames)
        check_size(self._shown, self._frames * self._frame_bytes)
        data = self._encode(frames)
        with self._refusals():
            for start in range(0, len(data), CHUNK_FRAMES):
                self._file.write(data[start : start + CHUNK_FRAMES])

    def close(self) -> None:
        """Finish the file; raises OutputError."""
        with self._refusals():
            self._file.close()

    def _encode(self, frames: Frames) -> NDArray[np.int32] | NDArray[np.float32]:
        """Return what libsndfile stores without changing a bit."""
        if self._quantise is None:
            return floats(frames)
        return self._quantise(frames) << self._shift

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            said = f"cannot write {self._shown}: the disk is full or refuses"
            raise OutputError(f"{said} ({str(error).strip(' .')})") from None
