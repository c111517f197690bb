"""Csound performed on demand, for renders."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.csound import CommitLog, CsoundEngine
from generator.engine.orchestra import Orchestra
from generator.engine.ring import Frames, Ring
from generator.engine.startup import MIX_STEMS

CYCLES_AT_ONCE = 32


class OfflineCsound(CsoundEngine):
    """Csound performed on demand, faster than real time.

    start_options: those that an export of what is performed needs.
    """

    def __init__(
        self,
        orchestra: Orchestra,
        channels: Mapping[str, float],
        *,
        sample_rate: int | None = None,
        ksmps: int | None = None,
        stems: Mapping[str, int] | None = None,
        log: CommitLog | None = None,
    ) -> None:
        cycle = ksmps or orchestra.ksmps
        rates = list[str]()
        if sample_rate and ksmps:
            orchestra = orchestra.at_rates(sample_rate, ksmps)
        elif sample_rate:
            rates.append(f"--sample-rate={sample_rate}")
        elif ksmps:
            rates.append(f"--ksmps={ksmps}")
        self.start_options = (*orchestra.options, *rates)
        options = ["-n", f"-b{CYCLES_AT_ONCE * cycle}", *rates]
        super().__init__(orchestra, channels, options, stems=list((stems or {}).values()), log=log)
        self.stem_names = tuple(stems or ())
        whole, odd = divmod(self._csound.outputBufferSize(), self.channels * self.ksmps)
        self._cycles_at_once = 0 if odd else whole
        self._stem_numbers = dict(stems or {})
        self._rings: dict[str, Ring] = {}

    def perform(self, frames: int) -> None:
        """Perform whole control cycles until at least this many further frames are done.

        Many cycles a call: each call lets go of the interpreter and must win it back.
        """
        cycles = -(-frames // self.ksmps)
        many = cycles // self._cycles_at_once if self._cycles_at_once else 0
        for _ in range(many):
            self._csound.performBuffer()
        for _ in range(cycles - many * self._cycles_at_once):
            self._csound.performKsmps()

    def read(self) -> Frames:
        """Return the frames performed since the last read, shape (frames, channels)."""
        return self._reader("tap").read()

    def read_stem(self, name: str) -> Frames:
        """Return a stem's stereo frames performed since the last read."""
        mixed = name in MIX_STEMS
        return self._reader(f"stem.{name if mixed else self._stem_numbers[name]}").read()

    def _reader(self, prefix: str) -> Ring:
        if prefix not in self._rings:
            self._rings[prefix] = self._ring(prefix)
        return self._rings[prefix]
