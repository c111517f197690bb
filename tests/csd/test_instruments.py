"""What the note instruments sound like, measured before strips and effects."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest

RATE = 48_000
DRUMS = {"Kick": 50, "Snare": 185, "Hat": 7000}
FOLDER = Path(__file__).resolve().parents[2] / "csd" / "instruments"
NAMES = sorted({path.stem.capitalize() for path in FOLDER.glob("*.orc")} - {"Noise"})
MAIN = (FOLDER.parent / "main.csd").read_text()
NUMBERED = [stem.capitalize() for stem in re.findall(r"instruments/(\w+)\.orc", MAIN)]
MELODIC = [name for name in NAMES if name not in DRUMS]
LENGTHS = (0.001, 0.05, 0.5)

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]


def frequency(name: str) -> float:
    return 55 if name == "Bass" else DRUMS.get(name, 220)


def note(name: str, onset: float, length: float, amplitude: float = 0.5, part: int = 1) -> str:
    return f'i "{name}" {onset} {length} {amplitude} {frequency(name)} 0.5 {part}\n'


@pytest.mark.parametrize("name", NAMES)
def test_notes_of_any_length_start_and_end_without_a_click(
    perform: Perform, bare: str, name: str
) -> None:
    score = "".join(note(name, 4 * i, length) for i, length in enumerate(LENGTHS))
    samples = perform(bare, score + "e 12")
    for i in range(len(LENGTHS)):
        left = samples[4 * i * RATE : 4 * (i + 1) * RATE, 0]
        peak = np.abs(left).max()
        last = int(np.flatnonzero(left)[-1])
        assert peak > 0.001
        assert abs(left[0]) < 0.001 * peak
        assert np.abs(left[:5]).max() < 0.3 * peak
        assert last < 3.5 * RATE
        assert np.abs(left[last - 4 :]).max() < 0.01 * peak


@pytest.mark.parametrize("name", NAMES)
def test_a_note_has_no_dc(perform: Perform, bare: str, name: str) -> None:
    left = perform(bare, note(name, 0, 1) + "e 1")[:RATE, 0] * np.hanning(RATE)
    assert abs(left.sum()) < 0.002 * np.abs(left).sum()


@pytest.mark.parametrize("name", NAMES)
def test_a_very_long_note_stays_finite_and_bounded(perform: Perform, bare: str, name: str) -> None:
    left = perform(bare, note(name, 0, 12, 1) + note(name, 0, -1, 1, 2) + "e 12")[:, 0]
    assert np.isfinite(left).all()
    assert 0.05 < np.abs(left).max() < 1.5


@pytest.mark.parametrize("name", MELODIC)
def test_a_note_sounds_at_its_frequency(perform: Perform, bare: str, name: str) -> None:
    left = perform(bare, note(name, 0, 2) + "e 2")[RATE // 10 :, 0]
    spectrum = np.abs(np.fft.rfft(left * np.hanning(len(left)), 1 << 20))
    hertz = np.fft.rfftfreq(1 << 20, 1 / RATE)
    near = np.abs(hertz / frequency(name) - 1) < 0.06
    found = hertz[near][spectrum[near].argmax()]
    wide = 8 if name in {"Pad", "Glass"} else 1.5
    assert abs(1200 * np.log2(found / frequency(name))) < wide


@pytest.mark.parametrize("name", MELODIC)
def test_notes_are_equally_loud_in_all_instruments(perform: Perform, bare: str, name: str) -> None:
    samples = perform(bare, note(name, 0, 2) + "e 2")
    loudness = pyloudnorm.Meter(RATE).integrated_loudness(samples)
    assert -29 < loudness < -22


@pytest.mark.parametrize("name", NAMES)
def test_amplitude_acts(perform: Perform, bare: str, name: str) -> None:
    score = note(name, 0, 0.5, 0.25) + note(name, 4, 0.5, 0.5) + note(name, 8, 0.5, 1)
    samples = perform(bare, score + "e 12").reshape(3, -1)
    soft, middle, loud = np.sqrt((samples**2).mean(axis=1))
    assert 1.7 < middle / soft < 3.2
    assert 1.7 < loud / middle < 3.2


@pytest.mark.parametrize("name", NAMES)
def test_no_field_can_do_harm(perform: Perform, bare: str, name: str) -> None:
    wrong = "instr Wrong\n" + "".join(
        f'  schedule "{name}", {0.1 * i}, 0.05, {fields}\n'
        for i, fields in enumerate(
            [
                "0.5, 0, 0.5, 1",
                "0.5, -100, -3, 1",
                "50, 1000000000, 9, 1",
                "0.5, 12000, 0.5, -4, -1, -1, -1",
                "1, 220, 0.5, 1, 1000000, 1000000, 1000000",
                "log(-1), log(-1), log(-1), log(-1), log(-1), log(-1), log(-1)",
                "0.5",
            ]
        )
    )
    samples = perform(bare + wrong + "endin\n", 'i "Wrong" 0 1\ne 2')
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() < 2


def test_other_parts_leave_a_part_as_it_was(perform: Perform, bare: str) -> None:
    own = "".join(note(name, 0.3 * i, 0.25) for i, name in enumerate(NAMES))
    other = "".join(note(name, 0.2 * i + 0.05, 0.2, part=2) for i, name in enumerate(NAMES))
    alone = perform(bare, own + "e 5")
    assert np.array_equal(alone, perform(bare, own + "e 5"))
    assert np.array_equal(alone, perform(bare, own + other + "e 5"))


def test_no_two_hits_are_the_same(perform: Perform, bare: str) -> None:
    left = perform(bare, note("Snare", 0, 0.2) + note("Snare", 1, 0.2) + "e 2")[:, 0]
    assert np.abs(left[:RATE] - left[RATE:]).max() > 0.05


def test_notes_start_on_their_sample_and_blank_nobody(
    perform: Perform, bare: str, host: str, placed: Callable[[int, float], str]
) -> None:
    onsets = [4811 + 1009 * i for i in range(40)]
    step = "instr 1\n  aOne linseg 0.01, 1, 0.01\n  ToPart aOne, aOne, 1, 0.5, 1\nendin\n"
    relays = [(max(0.0, n / RATE - 0.02), placed(n, 5)) for n in onsets]
    score = "".join(f"i 30003 {at!r} 0 1 {fields}\n" for at, fields in relays)
    left = perform(bare + step + host, score + "e 1")[:, 0]
    assert list(np.flatnonzero(np.diff(left) > 0.005) + 1) == onsets


@pytest.mark.parametrize("name", NAMES)
def test_a_field_left_out_is_its_default_whatever_came_before(
    perform: Perform, bare: str, host: str, name: str
) -> None:
    plain = f"i 30003 1 0 NUMBER 1.02 0.3 0.5 {frequency(name)} 0.5 1\n"
    before = f"i 30003 0 0 NUMBER 0.02 0.1 0.5 {frequency(name)} 0.5 2 0.9 0.9 0.9\n"
    number = str(1 + NUMBERED.index(name))
    score = plain + "e 2"
    alone = perform(bare + host, score.replace("NUMBER", number))
    after = perform(bare + host, ("C 0\n" + before + score).replace("NUMBER", number))
    assert np.abs(alone).max() > 0.01
    assert np.array_equal(alone, after)
