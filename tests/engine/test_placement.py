"""Placing a note: the arithmetic that Csound does with p2 and p3, done here too."""

from __future__ import annotations

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from generator.engine.placement import first_startable, placed

RATES = st.sampled_from([44_100, 48_000, 96_000])
CYCLES = st.sampled_from([1, 8, 16, 32, 64, 100, 128])


def csound_start(p2: float, rate: int, ksmps: int) -> int:
    """Return the sample on which Csound 6 starts a real-time event: cycle rounded, rest floored."""
    cycle = round(p2 * rate / ksmps)
    return cycle * ksmps + int(p2 * rate) % ksmps


@given(st.integers(0, 10**10), RATES, CYCLES)
def test_a_note_starts_on_its_sample(onset: int, rate: int, ksmps: int) -> None:
    """Up to two days at 48 kHz, but for the upper half of the very first cycle."""
    p2, _ = placed(onset, 1000, rate, ksmps)
    assert csound_start(p2, rate, ksmps) == first_startable(onset, ksmps)
    assert p2 > 0.0


@given(st.integers(0, 10**9), st.integers(2, 10**7), RATES, st.sampled_from([16, 32, 64]))
def test_a_note_ends_on_its_sample(onset: int, length: int, rate: int, ksmps: int) -> None:
    """Or one before, where it would end on a cycle's boundary."""
    p2, p3 = placed(onset, length, rate, ksmps)
    last_cycle_end = ceil((p2 + p3) * rate / ksmps) * ksmps
    unused = -(int(p3 * rate) + int(p2 * rate) % ksmps) % ksmps
    end = first_startable(onset, ksmps) + length
    assert last_cycle_end - unused == (end - 1 if end % ksmps == 0 else end)
