"""Strips, sends, effects and stems, heard at the output of the bundled orchestra."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

RATE = 48_000
DEFAULTS = {"level_db": 0.0, "pan": 0.5, "audible": 1.0, "reverb": 0.2, "delay": 0.0}
MASTER = {
    "master.level_db": 0.0,
    "reverb.size": 0.7,
    "reverb.cutoff_hz": 7000.0,
    "reverb.level_db": 0.0,
    "delay.seconds": 0.375,
    "delay.feedback": 0.35,
    "delay.level_db": 0.0,
    "filter.cutoff_hz": 20000.0,
    "drive.amount": 0.0,
    "chorus.mix": 0.0,
    "chorus.rate_hz": 0.6,
    "compressor.depth": 0.0,
}
TONE = """
instr Tone
  aTone = oscili:a(0.2, 1000) * linsegr:a(0, 0.01, 1, 0.01, 0)
  ToPart aTone, aTone, 1, 0.5, p4
endin
"""
DRY = 'chnset 0, "part.1.reverb"\n'

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]
Heard = Callable[..., Samples]


@pytest.fixture
def heard(perform: Perform, bundled: str) -> Heard:
    """A tone of 0.4 s in part 1 through the mixer, with channels set beforehand."""

    def play(**channels: float) -> Samples:
        settings = "".join(
            f'chnset {value}, "{name.replace("__", ".")}"\n' for name, value in channels.items()
        )
        return perform(bundled + TONE + DRY + settings, 'i "Tone" 0 0.4 1\ne 1')

    return play


def rms(samples: Samples, start_seconds: float = 0.1, end_seconds: float = 0.3) -> Samples:
    part = samples[int(start_seconds * RATE) : int(end_seconds * RATE)]
    return np.sqrt((part**2).mean(axis=0))


def test_channels_left_alone_are_at_their_defaults(perform: Perform, bundled: str) -> None:
    part = {f"part.{n}.{key}": value for n in range(1, 17) for key, value in DEFAULTS.items()}
    settings = "".join(f'chnset {value}, "{name}"\n' for name, value in (part | MASTER).items())
    score = 'i "Pluck" 0 0.5 0.5 220 0.3 1\ni "Keys" 0.2 0.5 0.5 330 0.6 16\ne 2'
    assert np.array_equal(perform(bundled, score), perform(bundled + settings, score))


@pytest.mark.parametrize("channel", ["part.1.level_db", "master.level_db"])
@pytest.mark.parametrize(("level_db", "gain"), [(-6, 0.5012), (6, 1.9953), (-60, 0), (-90, 0)])
def test_levels_act(heard: Heard, channel: str, level_db: float, gain: float) -> None:
    changed = rms(heard(**{channel: level_db}))
    assert changed == pytest.approx(gain * rms(heard()), rel=0.001, abs=1e-9)


@pytest.mark.parametrize(
    ("pan", "left", "right"), [(0, 2**0.5, 0), (0.5, 1, 1), (1, 0, 2**0.5), (0.25, 1.3066, 0.5412)]
)
def test_pan_moves_a_part_at_equal_power(
    heard: Heard, pan: float, left: float, right: float
) -> None:
    plain = rms(heard())
    assert rms(heard(part__1__pan=pan)) == pytest.approx(plain * [left, right], rel=0.001, abs=1e-9)


def test_a_muted_part_is_silent_in_every_bus(heard: Heard) -> None:
    samples = heard(part__1__audible=0, part__1__reverb=1, part__1__delay=1)
    assert np.abs(samples).max() == 0


def test_a_part_changes_no_other(perform: Perform, bundled: str) -> None:
    mute = 'chnset 0, "part.2.audible"\n'
    alone = perform(bundled + TONE, 'i "Tone" 0 0.4 1\ne 1')
    beside = perform(bundled + TONE + mute, 'i "Tone" 0 0.4 1\ni "Tone" 0 0.4 2\ne 1')
    assert np.array_equal(alone, beside)


def test_the_reverb_rings_on_and_its_channels_act(heard: Heard) -> None:
    dry, wet = heard(), heard(part__1__reverb=1)
    tail = rms(wet, 0.5, 0.9)
    assert rms(dry, 0.5, 0.9).max() < 1e-5 < 0.001 < tail.min()
    assert (rms(heard(part__1__reverb=1, reverb__size=0.2), 0.5, 0.9) < 0.5 * tail).all()
    assert (rms(heard(part__1__reverb=1, reverb__cutoff_hz=300), 0.5, 0.9) < 0.5 * tail).all()
    assert rms(heard(part__1__reverb=1, reverb__level_db=-60)) == pytest.approx(rms(dry))


def test_the_delay_repeats_after_its_time(heard: Heard) -> None:
    settings = {"part__1__delay": 1, "delay__seconds": 0.45, "delay__feedback": 0.5}
    echo = heard(**settings)
    assert rms(echo, 0.42, 0.45).max() < 1e-5
    assert rms(echo, 0.55, 0.8).min() > 0.5 * rms(echo).min()
    assert rms(heard(**settings, delay__level_db=-20), 0.55, 0.8) == pytest.approx(
        0.1 * rms(echo, 0.55, 0.8), rel=0.02, abs=1e-5
    )


def test_the_filter_takes_the_treble_and_leaves_none_of_itself_when_open(heard: Heard) -> None:
    assert (rms(heard(filter__cutoff_hz=100)) < 0.02 * rms(heard())).all()
    assert rms(heard(filter__cutoff_hz=5000)) == pytest.approx(rms(heard()), rel=0.05)


@pytest.mark.parametrize("channel", ["part.1.level_db", "master.level_db"])
def test_a_jump_of_a_level_makes_no_step(
    perform: Perform, bundled: str, host: str, channel: str
) -> None:
    low = TONE.replace("1000", "100").replace("Tone\n", "Low\n")
    score = f'i 30001 0 0 7 "{channel}"\ni "Low" 0 1 1\n'
    jumps = "".join(f"i 30002 {0.2 + 0.1 * i} 0 7 {(-60, 0)[i % 2]}\n" for i in range(5))
    samples = perform(bundled + low + DRY + host, score + jumps + "e 1")
    assert rms(samples, 0.29, 0.3).max() < 0.002
    assert np.abs(np.diff(samples, axis=0)).max() < 1.6 * 0.2 * 2 * np.pi * 100 / RATE


STEMS = """
instr +Reader
  aRamp BlockRamp 2
  kBase = (timeinstk() - 1) * ksmps * 2 % (chnget:i("stem.dry.frames") * 2)
  iTables[] fillarray chnget:i("stem.1.table"), chnget:i("stem.2.table"), \\
    chnget:i("stem.dry.table"), chnget:i("stem.reverb.table"), chnget:i("stem.delay.table")
  kTable = 0
  while kTable < 5 do
    outch kTable + 3, tablekt:a(aRamp + kBase, iTables[kTable])
    kTable += 1
  od
endin
"""


def test_stems_add_up_to_the_dry_mix_and_with_the_returns_to_the_output(
    perform: Perform, bundled: str
) -> None:
    score = "".join(f'i "StemTap.{n:02d}" 0 -1 {n}\n' for n in (1, 2, 17, 18, 19))
    score += 'i "Reader" 0 -1\n'
    score += "".join(
        f'i "Pluck" {0.25 * i} 0.5 0.3 {220 + 20 * i} 0.3 {1 + i % 2}\n' for i in range(12)
    )
    wet = 'chnset 0.6, "part.1.delay"\nchnset 0.5, "part.2.reverb"\nchnset -3, "part.2.level_db"\n'
    samples = perform(bundled + wet + STEMS, score + "e 4", channels=7)
    output, first, second, dry, reverb, delay = samples[:, [0, 2, 3, 4, 5, 6]].T
    assert min(np.abs(stem).max() for stem in (first, second, reverb, delay)) > 0.005
    assert np.abs(first + second - dry).max() < 1e-6 * np.abs(dry).max()
    late = (dry + reverb + delay)[:-72]
    assert np.abs(output[72:] - late).max() < 0.03 * np.abs(late).max()


METERS = """
instr Meters
  fprints p4, "%f %f %f\\n", chnget:i("meter.1"), chnget:i("meter.2"), chnget:i("meter.left")
endin
"""


def test_meters_show_the_peak_and_fall_back(perform: Perform, bundled: str, tmp_path: Path) -> None:
    score = 'i "Tone" 0 0.5 1\ni "Meters" 0.3 0 "early.txt"\ni "Meters" 0.9 0 "late.txt"\ne 1'
    perform(bundled + TONE + DRY + METERS, score)
    first, other, left = map(float, (tmp_path / "early.txt").read_text().split())
    assert (first, other, left) == pytest.approx((0.2, 0, 0.2), abs=0.002)
    first, _, left = map(float, (tmp_path / "late.txt").read_text().split())
    assert 0.02 < first < 0.1
    assert first == pytest.approx(left, abs=0.005)


def test_a_host_that_sets_nonsense_hurts_nothing(perform: Perform, bundled: str) -> None:
    names = [*MASTER, *(f"part.1.{key}" for key in DEFAULTS)]
    score = 'i "Tone" 0 1.5 1\ni "Tone" 0 1.5 2\n'
    for value in ("log(-1)", "exp(1000)", "-1e9", "1e9"):
        sets = "".join(f'  chnset {value}, "{name}"\n' for name in names)
        restore = "".join(
            f'  chnset {value}, "{name}"\n'
            for name, value in (MASTER | {f"part.1.{k}": v for k, v in DEFAULTS.items()}).items()
        )
        orchestra = f"{bundled}{TONE}instr Set\n{sets}endin\ninstr Reset\n{restore}endin\n"
        samples = perform(orchestra, score + 'i "Set" 0.2 0\ni "Reset" 0.5 0\ne 1.5')
        assert np.isfinite(samples).all()
        assert np.abs(samples).max() < 1
        assert rms(samples, 1.2, 1.4).min() > 0.1


@pytest.mark.parametrize(("rate", "ksmps"), [(44_100, 1), (96_000, 128), (22_050, 10)])
def test_it_plays_at_other_rates(perform: Perform, bundled: str, rate: int, ksmps: int) -> None:
    notes = "".join(
        f'i "{name}" {0.1 * i} 0.2 0.5 {hertz} 0.5 1\n'
        for i, (name, hertz) in enumerate(
            [("Pluck", 3000), ("Pad", 3000), ("Bell", 3000), ("Glass", 3000), ("Hat", 12000)]
        )
    )
    filters = 'chnset 15000, "filter.cutoff_hz"\nchnset 16000, "reverb.cutoff_hz"\n'
    samples = perform(bundled + filters, notes + "e 1", rate=rate, ksmps=ksmps)
    assert np.isfinite(samples).all()
    assert 0.02 < np.abs(samples).max() < 1
