"""NaN, infinity and absurd levels: kept from every bus, and their instrument muted and told of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

RATE, KSMPS = 48_000, 32
NOTES = """
instr Good, Other
  aTone = oscili:a(0.2, p5) * linsegr:a(0, 0.01, 1, 0.01, 0)
  PlaceInPart aTone, 1, 0.5, p4
endin
instr Broken
  kBad init {value}
  aBad = oscili:a(0.1, 500) + (timeinsts() > p5 ? kBad : 0)
  ToPart aBad, aBad, 1, 0.5, p4
endin
instr Stem
  iDone ftaudio chnget:i("stem.1.table"), "stem.raw", 0
endin
instr Told
  fprints "told.txt", "%g %g %g %g", chnget:i("fault.blocks"), chnget:i("fault.instruments"), \\
    chnget:i("fault.instrument.1"), nstrnum("Broken")
endin
"""
DRY = 'chnset 0, "part.1.reverb"\n'
HELD = "i 30006 0 -1\ni 30007 0 -1\n"
KINDS = ["log(-1)", "exp(1000)", "-exp(1000)", "1e30", "-300"]

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]


def told(folder: Path) -> list[float]:
    return [float(word) for word in (folder / "told.txt").read_text().split()]


def cycles_that_differ(one: Samples, other: Samples) -> npt.NDArray[np.intp]:
    differ = (one != other).any(axis=1)
    return np.flatnonzero(differ[: len(differ) // KSMPS * KSMPS].reshape(-1, KSMPS).any(axis=1))


@pytest.mark.parametrize("value", KINDS)
def test_a_broken_note_silences_no_other_part(
    perform: Perform, bundled: str, tmp_path: Path, value: str
) -> None:
    orchestra = bundled + NOTES.format(value=value)
    score = 'i "Good" 0 1.5 2 700\ni "Good" 0.8 0.5 1 700\ne 2\n'
    broken = 'i "Broken" 0.2 0.3 1 0\ni "Told" 1 0\n'
    assert np.array_equal(perform(orchestra, broken + score), perform(orchestra, score))
    blocks, count, number, wanted = told(tmp_path)
    assert blocks == 2
    assert (count, number) == (1, wanted)


def test_a_part_loses_one_cycle_and_the_broken_instrument(
    perform: Perform, bundled: str, tmp_path: Path
) -> None:
    orchestra = bundled + DRY + NOTES.format(value="log(-1)")
    score = 'i "Good" 0 1.5 1 300\ni "Other" 0.6 0.3 1 500\ne 2\n'
    broken = 2 * 'i "Broken" 0.2 0.5 1 0\n' + 'i "Broken" 0.7 0.5 1 0\ni "Told" 1 0\n'
    stem = 'i "StemTap.01" 0 -1 1\ni "Stem" 1 0\n'
    left = perform(orchestra, broken + stem + score)
    assert np.isfinite(np.fromfile(tmp_path / "stem.raw", dtype=np.float32)).all()
    first = round(0.2 * RATE / KSMPS)
    differ = cycles_that_differ(left, perform(orchestra, score))
    assert first <= differ[0] < first + 5
    assert (
        np.abs(left[int(0.21 * RATE) :] - perform(orchestra, score)[int(0.21 * RATE) :]).max()
        < 0.01
    )
    assert told(tmp_path)[:2] == [3, 1]


def test_after_the_first_fault_not_even_one_cycle_is_lost(perform: Perform, bundled: str) -> None:
    orchestra = bundled + NOTES.format(value="log(-1)") + "gkGuardFaults init 1\n"
    score = 'i "Good" 0 1.5 1 300\ne 2\n'
    broken = 'i "Broken" 0.2 0.5 1 0\n'
    assert np.array_equal(perform(orchestra, broken + score), perform(orchestra, score))


def test_a_note_that_breaks_while_it_sounds_ends_there(
    perform: Perform, bundled: str, tmp_path: Path
) -> None:
    orchestra = bundled + DRY + NOTES.format(value="log(-1)")
    broken = 'i "Broken" 0 1.5 1 0.5\ni "Broken" 0 1.5 1 9\ni "Told" 1 0\n'
    left = np.abs(perform(orchestra, broken + "e 2")).max(axis=1)
    assert left[int(0.4 * RATE) : int(0.49 * RATE)].max() > 0.1
    assert left[int(1.2 * RATE) :].max() < 0.01
    assert told(tmp_path)[:2] == [2, 1]


def test_the_looks_of_the_guard_change_no_bit(perform: Perform, bundled: str) -> None:
    """With a fault behind it, it looks at every note; without one, at none."""
    score = "".join(
        f'i "{name}" {0.1 * i} 0.5 0.5 {150 + 50 * i} {i / 8} {1 + i}\n'
        for i, name in enumerate(("Pluck", "Pad", "Bass", "Bell", "Glass", "Reed", "Snare", "Keys"))
    )
    never = perform(bundled, score + "e 2")
    assert np.abs(never).max() > 0.1
    assert np.array_equal(never, perform(bundled + "gkGuardFaults init 1\n", score + "e 2"))


@pytest.mark.parametrize("send", ["gaReverbSendLeft", "gaDelaySendRight", "gaDryLeft"])
@pytest.mark.parametrize("value", ["log(-1)", "1e30"])
def test_a_poisoned_effect_starts_from_empty(
    perform: Perform, bundled: str, tmp_path: Path, send: str, value: str
) -> None:
    wet = 'chnset 0.8, "part.1.reverb"\nchnset 0.8, "part.1.delay"\n'
    poison = f"instr Poison\n  {send} = {send} + {value} * k(1)\nendin\n"
    orchestra = bundled + wet + NOTES.format(value=0) + poison
    score = 'i "Good" 0 0.3 1 440\ni "Good" 1 0.3 1 440\ne 2\n'
    samples = perform(orchestra, f'i "Poison" 0.5 {KSMPS / RATE}\ni "Told" 0.9 0\n' + score)
    second = perform(orchestra, 'i "Good" 1 0.3 1 440\ne 2\n')
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() < 1
    assert np.abs(samples[int(0.95 * RATE) : RATE]).max() < 0.001
    tails = [np.abs(heard[int(1.4 * RATE) :]).mean() for heard in (samples, second)]
    assert tails[0] > 0.4 * tails[1] > 0.02  # the reverb's lines move, so not the same
    blocks, instruments, *_ = told(tmp_path)
    assert 1 <= blocks <= 2
    assert instruments == 0


STRANGE = """
instr 1
  kBad = (times:k() > 0.2 && p4 == 1 ? VALUE : 0)
  outs oscili:a(0.2 * 0dbfs, 440), oscili:a(0.2 * 0dbfs, 550) + kBad
endin
instr 30100
  iDone ftaudio chnget:i("tap.table"), "ring.raw", 0
  fprints "told.txt", "%g %g 0 0", chnget:i("fault.blocks"), chnget:i("tap.written")
endin
"""


@pytest.mark.parametrize("full_scale", [1, 32768])
@pytest.mark.parametrize("value", ["log(-1)", "exp(1000)", "1e30"])
def test_the_tap_writes_silence_for_what_is_unfit(
    perform: Perform, host: str, tmp_path: Path, value: str, full_scale: int
) -> None:
    orchestra = STRANGE.replace("VALUE", value) + host
    score = HELD + "i 1 0 0.4 1\ni 1 0 1 0\ni 30100 1 0\ne 1.1"
    perform(orchestra, score, full_scale=full_scale)
    tapped = np.fromfile(tmp_path / "ring.raw", dtype=np.float32).reshape(-1, 2)
    blocks, written, *_ = told(tmp_path)
    heard = tapped[: int(written)]
    assert np.isfinite(heard).all()
    assert blocks == pytest.approx(0.2 * RATE / KSMPS, abs=2)
    left, right = np.abs(heard[int(0.21 * RATE) : int(0.39 * RATE)]).max(axis=0)
    assert right == 0 < 0.1 < left
    assert 0.1 < np.abs(heard[int(0.41 * RATE) :]).max() < 0.5
