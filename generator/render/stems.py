"""Stems: one file for each part and effect, from the same pass as the mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.engine.ring import Frames
from generator.render.targets import Targets
from generator.render.wav import WavWriter

STEM_CHANNELS = 2
FORBIDDEN = '/\\:*?"<>|\0'


class Stems:
    """Files of 32-bit float, so that they add up to what they were taken from.

    They are never normalised: their balance is that of the mix.
    """

    def __init__(
        self,
        folder: Path,
        names: Sequence[str],
        targets: Targets,
        sample_rate: int,
        tags: Mapping[str, str],
    ) -> None:
        targets.add_folder(folder)
        title = tags.get("title", "")
        self._files = []
        for name in names:
            path = folder / f"{file_name(name)}.wav"
            tagged = dict(tags) | {"title": f"{title}: {name}"}
            partial, width = targets.add(path), STEM_CHANNELS
            self._files.append(
                WavWriter.create(partial, sample_rate, width, tags=tagged, force=True, shown=path)
            )

    def write(self, stems: Sequence[Frames]) -> None:
        """Append frames to each stem, in the order of the names."""
        for file, frames in zip(self._files, stems, strict=True):
            file.write(frames)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files:
            file.close()


def file_name(name: str) -> str:
    """Return a stem's name as the name of a file."""
    cleaned = "".join("-" if letter in FORBIDDEN else letter for letter in name)
    return cleaned.strip(". ") or "stem"
