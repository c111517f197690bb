"""The mix of a run on its way into its file: encoded, measured, and normalised if asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

import numpy as np

from generator.engine.ring import Frames
from generator.render.audiofile import AudioFile
from generator.render.loudness import Levels, Meter
from generator.render.normalise import Normalisation
from generator.render.overview import Overview
from generator.render.samples import floats
from generator.render.targets import writing
from generator.units import amplitude

SPOOL_FRAMES = 65_536


class Mix(Protocol):
    """What takes the mix of a run."""

    notices: list[str]

    def write(self, frames: Frames) -> None:
        """Append frames of shape (frames, channels)."""
        ...

    def close(self) -> Levels:
        """Finish the file and return what was measured in it."""
        ...

    def abandon(self) -> None:
        """Let go of the file, which nobody wants any more."""
        ...


class MeteredMix:
    """Writes a file and measures what goes into it."""

    def __init__(
        self, file: AudioFile, sample_rate: int, channels: int, overview: Overview | None = None
    ) -> None:
        self.notices: list[str] = []
        self._file = file
        self._overview = overview
        on_hops = overview.add_hops if overview else None
        self._meter = Meter(sample_rate, channels, on_hops)

    def write(self, frames: Frames) -> None:
        """Write and measure frames."""
        self._file.write(frames)
        self._meter.add(frames)
        if self._overview is not None:
            self._overview.add(frames)

    def close(self) -> Levels:
        """Finish the file."""
        self._file.close()
        if self._overview is not None:
            self._overview.close()
        return self._meter.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self._file.close()


class NormalisedMix:
    """Keeps the mix in a nameless file beside its target, then writes it with the right gain."""

    def __init__(
        self,
        mix: Mix,
        normalisation: Normalisation,
        path: Path,
        sample_rate: int,
        channels: int,
    ) -> None:
        self.notices = mix.notices
        self._mix = mix
        self._normalisation = normalisation
        self._path = path
        self._channels = channels
        self._meter = Meter(sample_rate, channels)
        with writing(path):
            self._spool = TemporaryFile(dir=path.parent)  # noqa: SIM115 - closed when it has been read

    def write(self, frames: Frames) -> None:
        """Keep and measure frames."""
        with writing(self._path):
            self._spool.write(floats(frames).tobytes())
        self._meter.add(frames)

    def close(self) -> Levels:
        """Write the file."""
        gain_db, notice = self._normalisation.gain_db(self._meter.close())
        self.notices += [notice] if notice else []
        gain = amplitude(gain_db)
        for frames in self._kept():
            self._mix.write(frames * gain)
        return self._mix.close()

    def abandon(self) -> None:
        """Let go of both files."""
        self._spool.close()
        self._mix.abandon()

    def _kept(self) -> Iterator[Frames]:
        frame_bytes = 4 * self._channels
        with writing(self._path), self._spool:
            self._spool.seek(0)
            while data := self._spool.read(SPOOL_FRAMES * frame_bytes):
                flat = np.frombuffer(data, "<f4").astype(np.float64)
                yield flat.reshape(-1, self._channels)
