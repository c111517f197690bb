"""The clicks of each run as sound: one sample is hard to hear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.lab.conditions import Wanted
from generator.lab.experiment import Measured
from generator.lab.figures import Samples
from generator.render.targets import Targets
from generator.render.wav import WavWriter

CLICK_SECONDS, DECAY_SECONDS, CLICK_HZ, CLICK_PEAK = 0.03, 0.004, 2000.0, 0.7
REST_SECONDS = 0.5


class SavedClicks:
    """Files of clicks to come, in a folder, one for each run that is wanted.

    Raises OutputError at once where one of them cannot be written, or exists without force.
    """

    def __init__(self, folder: Path, wanted: Wanted, *, force: bool) -> None:
        self._targets = Targets(force)
        self._targets.add_folder(folder)
        try:
            self._partial = {
                run.name: self._targets.add(folder / f"{run.name}.wav") for run in wanted.runs
            }
        except BaseException:
            self.discard()
            raise

    def write(self, measured: list[Measured]) -> list[Path]:
        """Write them all and return their paths; raises OutputError."""
        for each in measured:
            rate = each.audio.sample_rate
            writer = WavWriter.create(
                self._partial[each.run.name], rate, 1, bits="24", tags={"title": str(each.run)}
            )
            writer.write(audible(each.onsets, rate)[:, np.newaxis])
            writer.close()
        self._targets.finish()
        return self._targets.paths

    def discard(self) -> None:
        """Leave nothing behind."""
        self._targets.discard()


def audible(onsets: Samples, sample_rate: int) -> NDArray[np.float64]:
    """Return clicks that begin on exactly these samples, of shape (frames,), 0.7 at most."""
    times = np.arange(round(CLICK_SECONDS * sample_rate)) / sample_rate
    click = np.cos(2.0 * np.pi * CLICK_HZ * times) * np.exp(-times / DECAY_SECONDS)
    last = int(onsets[-1]) if len(onsets) else 0
    sound = np.zeros(last + len(click) + round(REST_SECONDS * sample_rate))
    for onset in onsets:
        sound[onset : onset + len(click)] += CLICK_PEAK * click
    return np.clip(sound, -CLICK_PEAK, CLICK_PEAK)
