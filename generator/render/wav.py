"""WAV files that are valid at any moment of their making."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from io import FileIO
from pathlib import Path

from generator.engine.ring import Frames
from generator.errors import OutputError, UsageError
from generator.render.samples import Bits, Quantiser, floats, pack
from generator.render.targets import check_free, reason, writing
from generator.render.wavheader import WavHeader, parse, tag_list

LONGEST_HEADER = 65_536


class WavWriter:
    """Writes frames to a WAV file that any player opens, whenever the process dies.

    `write` hands whole frames to the system at once; `refresh` then brings the sizes in the
    header up to date, so at a `kill -9` the frames since the last `refresh` are all that players
    may miss. A refusal of the system (a full disk, a removed folder) leaves the file valid with
    all whole frames, raises OutputError once and makes every later call do nothing. `path` is
    what errors call the file.
    """

    def __init__(self, file: FileIO, path: Path, header: WavHeader, frames: int) -> None:
        self.path = path
        self.frames = frames
        self.sample_rate = header.sample_rate
        self.channels = header.channels
        self._file = file
        self._header = header
        self._data_start = len(header.pack(0))
        self._encode = encoder(header.bits, header.channels)

    @classmethod
    def create(
        cls,
        path: Path,
        sample_rate: int,
        channels: int,
        *,
        bits: Bits = "32f",
        tags: Mapping[str, str] | None = None,
        force: bool = False,
        shown: Path | None = None,
    ) -> WavWriter:
        """Start a file; raises OutputError where it exists (unless forced) or cannot be made.

        shown: what errors call the file, where that is not its path.
        """
        check_free(path, force)
        header = WavHeader(sample_rate, channels, bits, tag_list(tags or {}))
        with writing(shown or path):
            writer = cls(FileIO(path, "w+"), shown or path, header, 0)
            writer.refresh()
        return writer

    @classmethod
    def resume(cls, path: Path) -> WavWriter:
        """Go on with a file that a WavWriter began, after its last whole frame.

        The header may be older than the data, as a `kill -9` leaves it. Raises OutputError for
        any other file. A dithered 16-bit file goes on with its dither from the start.
        """
        with writing(path):
            file = FileIO(path, "r+")
            found = parse(file.read(LONGEST_HEADER))
            if found is None:
                file.close()
                raise OutputError(f"{path} was not recorded by Scoretime: cannot continue it")
            header, length = found
            frames = (file.seek(0, os.SEEK_END) - length) // header.frame_bytes
            writer = cls(file, path, header, frames)
            writer.refresh()
        return writer

    @property
    def open(self) -> bool:
        """Whether frames are still taken."""
        return not self._file.closed

    def write(self, frames: Frames) -> None:
        """Append frames of shape (frames, channels)."""
        data = memoryview(self._encode(frames))
        self._guard(lambda: self._append(data, len(frames)))

    def pad_to(self, frame: int) -> None:
        """Fill up with silence so that the next frame written is this one, counted from 0."""
        if frame > self.frames:
            self._guard(lambda: self._extend(frame))

    def refresh(self) -> None:
        """Bring the header up to date with what was written."""
        self._guard(self._refresh)

    def close(self) -> None:
        """Finish the file; closing twice does nothing."""
        self._guard(self._finish)

    def _append(self, data: memoryview, frames: int) -> None:
        self._file.seek(self._data_end)
        while data:
            data = data[self._file.write(data) :]
        self.frames += frames

    def _extend(self, frame: int) -> None:
        self.frames = frame
        self._file.truncate(self._data_end)

    @property
    def _data_end(self) -> int:
        return self._data_start + self.frames * self._header.frame_bytes

    def _refresh(self) -> None:
        self._file.seek(0)
        self._file.write(self._header.pack(self.frames))
        if os.fstat(self._file.fileno()).st_nlink == 0:
            raise FileNotFoundError(None, "the file was removed while it was being written")

    def _finish(self) -> None:
        self._refresh()
        data_bytes = self.frames * self._header.frame_bytes
        self._file.truncate(self._data_end + data_bytes % 2)
        self._file.close()

    def _guard(self, action: Callable[[], None]) -> None:
        if not self.open:
            return
        try:
            action()
        except OSError as error:
            self._abandon()
            seconds = self.frames / self.sample_rate
            said = f"cannot write {self.path} any further: {reason(error)}"
            raise OutputError(f"{said} ({seconds:.1f} s are written)") from None

    def _abandon(self) -> None:
        """Close the file with the whole frames that it holds."""
        try:
            stored_bytes = os.fstat(self._file.fileno()).st_size - self._data_start
            self.frames = max(0, stored_bytes // self._header.frame_bytes)
            self._file.truncate(self._data_end)
            self._refresh()
        except OSError:
            pass  # the first refusal is the one to report
        finally:
            self._file.close()


def encoder(bits: Bits, channels: int) -> Callable[[Frames], bytes]:
    """Return what turns frames into the bytes of a file."""
    if bits == "32f":
        return lambda frames: floats(frames).tobytes()
    quantise = Quantiser(int(bits), channels)
    return lambda frames: pack(quantise(frames), int(bits))


def recording(
    path: Path,
    sample_rate: int,
    channels: int,
    *,
    tags: Mapping[str, str] | None = None,
    force: bool = False,
) -> WavWriter:
    """Start a live recording in 32-bit float.

    Raises UsageError for another format than .wav: only that can be kept valid while it grows.
    """
    if path.suffix.lower() != ".wav":
        raise UsageError(
            f"cannot record to {path.name}: a recording must survive a crash, which only .wav "
            "can; record to .wav, or use `scoretime render` for other formats"
        )
    return WavWriter.create(path, sample_rate, channels, tags=tags, force=force)
