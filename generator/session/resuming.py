"""How another engine gets into music that has begun: it catches up with it, without sound."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from typing import Any

from generator.engine.csound import LiveCsound
from generator.session.channels import bound_channels
from generator.session.plan import Plan
from generator.session.session import Session

CATCH_UP_SECONDS, STARTING_SECONDS = 0.1, 0.03
LONGEST_WAIT_SECONDS = 0.3  # for the moment to go on from, with the largest buffers


class Resumption:
    """Brings a session to where the music is now; at the very beginning that is sample 0.

    told: what fills meanwhile with what an earlier engine has told already.
    """

    def __init__(self, session: Session, plan: Plan, told: Iterable[deque[Any]]) -> None:
        self._session = session
        self._epoch_seconds = plan.epoch_seconds
        self._told = list(told)
        session.replay(plan.script)

    def catch_up(self, rate: int, ksmps: int) -> int:
        """Come to a moment from now, in which a device opens; return its sample."""
        if self._epoch_seconds is None:
            return 0
        return self._go_on(time.monotonic() + CATCH_UP_SECONDS, rate, ksmps)

    def make_up(self, engine: LiveCsound) -> int:
        """Come to a later one where the device took longer; return the sample to go on from."""
        now, rate = time.monotonic(), engine.sample_rate
        epoch_seconds, origin_sample = self._epoch_seconds, engine.origin_sample
        if epoch_seconds is None or now < epoch_seconds + origin_sample / rate:
            return origin_sample
        before = bound_channels(self._session.setup)
        origin_sample = self._go_on(now + STARTING_SECONDS, rate, engine.ksmps)
        engine.origin_sample = origin_sample
        for channel, value in bound_channels(self._session.setup).items():
            if value != before.get(channel):
                engine.set_channel(origin_sample, channel, value)
        return origin_sample

    def wait(self, engine: LiveCsound) -> None:
        """Let that moment come.

        A device fills its buffer at once when it starts: so much later is early enough.
        """
        if self._epoch_seconds is not None:
            ahead_samples = engine.origin_sample + engine.audio.hardware_frames
            due_seconds = self._epoch_seconds + ahead_samples / engine.sample_rate
            time.sleep(min(max(due_seconds - time.monotonic(), 0.0), LONGEST_WAIT_SECONDS))

    def _go_on(self, seconds: float, rate: int, ksmps: int) -> int:
        """Come to a monotonic time; return the sample of the cycle that begins then."""
        assert self._epoch_seconds is not None
        cycles = -(-round((seconds - self._epoch_seconds) * rate) // ksmps)
        with self._session.step_watch.watching():
            self._session.advance(cycles * ksmps)
        for told in self._told:
            told.clear()
        return cycles * ksmps
