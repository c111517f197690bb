"""WAV files that are valid at any moment of their making."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from io import FileIO
from pathlib import Path

from generator.control.growing import check_there, moved
from generator.engine.ring import Frames
from generator.errors import OutputError, UsageError
from generator.render.samples import Bits, Quantiser, floats, pack
from generator.render.targets import check_free, reason, writing
from generator.render.wavheader import WavHeader, parse, tag_list

LONGEST_HEADER = 65_536
REFRESH_SECONDS = 0.5


class WavWriter:
    """Writes frames to a WAV file that any player opens, whenever the process dies.

    `write` hands whole frames to the system at once; `refresh` then brings the sizes in the
    header up to date, by itself at every half second of sound, so at a `kill -9` the frames since
    the last `refresh` are all that players may miss. A refusal of the system (a full disk, a
    removed folder) leaves the file valid with all whole frames, raises OutputError once and makes
    every later call do nothing. No other writer gets the file meanwhile. `path` is what errors call
    it; moved: whether it had another name at the last `refresh`.
    """

    def __init__(
        self, file: FileIO, place: Path, header: WavHeader, frames: int, shown: Path
    ) -> None:
        self.path = shown
        self.frames = frames
        self.moved = False
        self.sample_rate = header.sample_rate
        self.channels = header.channels
        self._file = file
        self._place = place.absolute()
        self._header = header
        self._data_start = len(header.pack(0))
        self._told_frames = 0
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
            writer = cls(_opened(path, anew=True), path, header, 0, shown or path)
            writer.refresh()
        return writer

    @classmethod
    def resume(cls, path: Path) -> WavWriter:
        """Go on with a file that a WavWriter began, after its last whole frame.

        The header may be older than the data, as a `kill -9` leaves it. Raises OutputError for
        any other file. A dithered 16-bit file goes on with its dither from the start.
        """
        with writing(path):
            file = _opened(path)
            found = parse(file.read(LONGEST_HEADER))
            if found is None:
                file.close()
                raise OutputError(f"{path} was not recorded by Scoretime: cannot continue it")
            header, length = found
            frames = (file.seek(0, os.SEEK_END) - length) // header.frame_bytes
            writer = cls(file, path, header, frames, path)
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

    def continue_at(self, frame: int) -> None:
        """Let the next frame written be this one, counted from 0: after silence, or over the rest.

        What was heard beyond it of an engine that was given up is heard again, from another.
        """
        if frame != self.frames:
            self._guard(lambda: self._resize(frame))

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
        if self.frames - self._told_frames >= REFRESH_SECONDS * self.sample_rate:
            self._refresh()

    def _resize(self, frame: int) -> None:
        self.frames = frame
        self._file.truncate(self._data_end)
        self._refresh()

    @property
    def _data_end(self) -> int:
        return self._data_start + self.frames * self._header.frame_bytes

    def _refresh(self) -> None:
        self._file.seek(0)
        self._file.write(self._header.pack(self.frames))
        self._told_frames = self.frames
        check_there(self._file)
        self.moved = moved(self._file, self._place)

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
        with suppress(OSError, ValueError):  # the first refusal is the one to report
            stored_bytes = os.fstat(self._file.fileno()).st_size - self._data_start
            self.frames = max(0, stored_bytes // self._header.frame_bytes)
            self._file.truncate(self._data_end)
            self._refresh()
        with suppress(OSError):
            self._file.close()


def _opened(path: Path, *, anew: bool = False) -> FileIO:
    """Open a file for one writer alone; raises OSError, and OutputError where another has it."""
    flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if anew else 0)
    file = FileIO(os.open(path, flags, 0o666), "r+")
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        file.close()
        raise OutputError(f"cannot write {path}: it is being written by another") from None
    except OSError:
        pass  # a disk that knows no locks
    if anew:
        file.truncate(0)
    return file


def completed_seconds(path: Path) -> float | None:
    """Return the length of a recording that broke off, all of which players will find from now on.

    None where it is no recording, or is there no more.
    """
    with suppress(OutputError):  # it is still being written, or may not be
        WavWriter.resume(path).close()
    with suppress(OSError), path.open("rb") as file:
        found = parse(file.read(LONGEST_HEADER))
        if found is not None:
            header, length = found
            frames = (file.seek(0, os.SEEK_END) - length) // header.frame_bytes
            return frames / header.sample_rate
    return None


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
