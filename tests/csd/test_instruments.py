"""What the note instruments sound like, measured before strips and effects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest

RATE = 48_000
DRUMS: dict[str, float] = {"Kick": 50, "Snare": 185, "Hat": 7000}
DRUMS |= {"Tom": 110, "Clap": 1150, "Shaker": 5000, "Wood": 850}
WIDE_CENTS = {"Pad": 8, "Glass": 8, "Grain": 15, "Wind": 40}  # they are not on one frequency
FOLDER = Path(__file__).resolve().parents[2] / "csd" / "instruments"
NAMES = sorted({path.stem.capitalize() for path in FOLDER.glob("*.orc")} - {"Noise"})
MAIN = (FOLDER.parent / "main.csd").read_text()
NUMBERED = [stem.capitalize() for stem in re.findall(r"instruments/(\w+)\.orc", MAIN)]
MELODIC = [name for name in NAMES if name not in DRUMS]
LATEST = {"Pluck": RATE / 220}  # its string speaks when the pick has gone round it once
LENGTHS = (0.001, 0.05, 0.5)
AMPLITUDES = (0.25, 0.5, 1)

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]
Heard = Callable[..., Iterator[tuple[str, Samples]]]


def frequency(name: str) -> float:
    return 55 if name == "Bass" else DRUMS.get(name, 220)


def note(name: str, onset: float, length: float, amplitude: float = 0.5, part: int = 1) -> str:
    return f'i "{name}" {onset} {length} {amplitude} {frequency(name)} 0.5 {part}\n'


@pytest.fixture
def heard(perform: Perform, bare: str) -> Heard:
    """Performs every instrument in a part of its own; gives names and left sides."""
    outs = "".join(f"outch {part}, zar({2 * part})\n" for part in range(1, 17))
    orchestra = bare.replace("outs zar(2), zar(3)\n", outs)

    def play(
        score: Callable[[str, int], str], seconds: float, names: list[str] = NAMES, more: str = ""
    ) -> Iterator[tuple[str, Samples]]:
        for some in (names[:15], names[15:]):
            notes = "".join(score(name, part) for part, name in enumerate(some, start=1))
            lines = f"{notes}e {seconds}"
            samples = perform(orchestra + more, lines, channels=16, sample="float")
            yield from zip(some, samples.T, strict=False)

    return play


def held(name: str, part: int) -> str:
    return note(name, 0, 2, part=part)


def test_notes_of_any_length_start_and_end_without_a_click(heard: Heard) -> None:
    onsets = [4 * i * RATE + 7 * i for i in range(len(LENGTHS))]

    def notes(name: str, part: int) -> str:
        pairs = zip(onsets, LENGTHS, strict=True)
        return "".join(note(name, (n + 0.5) / RATE, length, part=part) for n, length in pairs)

    for name, samples in heard(notes, 12):
        for onset in onsets:
            left = samples[onset : onset + 4 * RATE - 7]
            peak = np.abs(left).max()
            first, *_, last = np.flatnonzero(left)
            assert peak > 0.001, name
            assert first <= LATEST.get(name, 1), name
            assert abs(left[0]) < 0.001 * peak, name
            assert np.abs(left[:5]).max() < 0.3 * peak, name
            assert last < 3.5 * RATE, name
            assert np.abs(left[last - 4 :]).max() < 0.01 * peak, name


def test_a_note_has_no_dc(heard: Heard) -> None:
    for name, samples in heard(held, 1):
        left = samples[:RATE] * np.hanning(RATE)
        assert abs(left.sum()) < 0.002 * np.abs(left).sum(), name


def test_a_very_long_note_stays_finite_and_bounded(heard: Heard) -> None:
    for length in (12, -1):
        for name, left in heard(lambda name, part, p3=length: note(name, 0, p3, 1, part), 12):
            assert np.isfinite(left).all(), name
            assert 0.05 < np.abs(left).max() < 1.5, name


def test_a_note_sounds_at_its_frequency(heard: Heard) -> None:
    for name, samples in heard(held, 2, MELODIC):
        left = samples[RATE // 10 :]
        spectrum = np.abs(np.fft.rfft(left * np.hanning(len(left)), 1 << 20))
        hertz = np.fft.rfftfreq(1 << 20, 1 / RATE)
        near = np.abs(hertz / frequency(name) - 1) < 0.06
        found = hertz[near][spectrum[near].argmax()]
        assert abs(1200 * np.log2(found / frequency(name))) < WIDE_CENTS.get(name, 1.5), name


def test_notes_are_equally_loud_in_all_instruments(heard: Heard) -> None:
    for name, left in heard(held, 2, MELODIC):
        both = np.column_stack([left, left])
        assert -29 < pyloudnorm.Meter(RATE).integrated_loudness(both) < -22, name


def test_amplitude_acts(heard: Heard) -> None:
    def notes(name: str, part: int) -> str:
        return "".join(note(name, 2 * i, 0.5, each, part) for i, each in enumerate(AMPLITUDES))

    for name, left in heard(notes, 6):
        soft, middle, loud = np.sqrt((left[: 6 * RATE].reshape(3, -1) ** 2).mean(axis=1))
        assert 1.7 < middle / soft < 3.2, name
        assert 1.7 < loud / middle < 3.2, name


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


def test_a_field_left_out_is_its_default_whatever_came_before(heard: Heard, host: str) -> None:
    def plain(name: str, part: int) -> str:
        number = 1 + NUMBERED.index(name)
        return f"i 30003 1 0 {number} 1.02 0.3 0.5 {frequency(name)} 0.5 {part}\n"

    def after(name: str, part: int) -> str:
        number = 1 + NUMBERED.index(name)
        before = f"i 30003 0 0 {number} 0.02 0.1 0.5 {frequency(name)} 0.5 16 0.9 0.9 0.9 0.9\n"
        return ("C 0\n" if part == 1 else "") + before + plain(name, part)

    alone = dict(heard(plain, 2, more=host))
    for name, left in heard(after, 2, more=host):
        assert np.abs(left).max() > 0.01, name
        assert np.array_equal(left, alone[name]), name
