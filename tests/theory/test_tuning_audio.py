"""Tunings in rendered sound: every tone within a tenth of a cent of its exact ratio.

A tone's frequency is read from its phase. The middle of the tone is multiplied by a complex
oscillator near its frequency, summed under Hann windows of 0.1 s, 10 ms apart, and the phases of
the sums are fitted by a line of least squares, whose slope is how far the oscillator is off. The
windows hold ten periods or more, so the mirror image of a real signal is 100 dB down.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.rendering import render
from generator.session.setup import Choice

RATE = 48_000
TONE = RATE // 4
CENTS = 0.1

ORCHESTRA = """<CsoundSynthesizer>
<CsOptions>
-n -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 1
0dbfs = 1
instr Sine
  out linen(p4, 0.005, p3, 0.005) * oscili(1, p5)
endin
</CsInstruments>
<CsScore>
e 1
</CsScore>
</CsoundSynthesizer>
"""
SCL = "! own.scl\nOdd ratios and cents\n 4\n 9/7\n 500.25\n 11/7 a wide fifth\n 13/6\n"
KBM = "! A reference of its own\n5\n0\n127\n62\n64\n301.5\n4\n0\n1\n2\nx\n3\n"
PIECE = """
from pathlib import Path

from generator.composition import Note, Piece
from generator.theory.kbm import load_kbm
from generator.theory.scala import load_scl
from generator.theory.tuned_scale import TunedScale
from generator.theory.tunings import tuning_named

HERE = Path(__file__).parent
piece = Piece("tunings", tempo_bpm=240.0, ends=True)
own, keys = load_scl(HERE / "own.scl"), load_kbm(HERE / "own.kbm")
meantone = tuning_named("quarter comma meantone").at(9, 440.0)
PITCHES = [
    *(tuning_named("bohlen-pierce").pitch(degree) for degree in (-13, 6, 10)),
    *(tuning_named("bohlen-pierce equal").pitch(degree) for degree in (7, 20)),
    *(tuning_named("31-edo").on("A2").pitch(degree) for degree in (0, 10, 18, 80)),
    *(keys.pitch(key, own) for key in (64, 62, 66, 67, 57)),
    *TunedScale.named("dorian", "D4", meantone).chord(0),
    *(TunedScale.named("maqam rast", "C3").pitch(degree) for degree in (2, 6)),
]


@piece.part("line", "Sine")
def line(live):
    for pitch in PITCHES:
        yield Note(pitch, 1.0, 0.5)
"""
MIDDLE_C = 440.0 * 2 ** (-9 / 12)
D_IN_MEANTONE = 440.0 / 5 ** (1 / 4)  # a fifth below A
EXACT = [
    *(MIDDLE_C * float(Fraction(ratio)) for ratio in ("1/3", "5/3", "7/3")),
    *(MIDDLE_C * 3 ** (steps / 13) for steps in (7, 20)),
    *(110.0 * 2 ** (steps / 31) for steps in (0, 10, 18, 80)),
    301.5,
    301.5 / 2 ** (500.25 / 1200),
    301.5 / 2 ** (500.25 / 1200) * 11 / 7,
    301.5 / 2 ** (500.25 / 1200) * 13 / 6,  # the next pattern, its interval higher
    301.5 / 2 ** (500.25 / 1200) * 6 / 13,
    *(D_IN_MEANTONE * ratio for ratio in (1, 4 / 5 ** (3 / 4), 5 ** (1 / 4))),
    *(MIDDLE_C / 2 * 2 ** (quarters / 24) for quarters in (7, 21)),
]


def measured(tone: npt.NDArray[np.float64]) -> float:
    """Return the frequency of a tone in Hz."""
    middle = tone[TONE // 8 : -TONE // 8]
    size, hop = RATE // 10, RATE // 100
    seconds = np.arange(len(middle)) / RATE
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 16))
    frequency = float(spectrum.argmax()) * RATE / (1 << 16)
    starts = np.arange(0, len(middle) - size, hop)
    for _ in range(2):
        turned = middle * np.exp(-2j * np.pi * frequency * seconds)
        sums = [np.dot(turned[at : at + size], np.hanning(size)) for at in starts]
        slope = np.polyfit(starts / RATE, np.unwrap(np.angle(sums)), 1)[0]
        frequency += float(slope) / (2 * np.pi)
    return frequency


def cents_between(first: float, second: float) -> float:
    return float(1200 * np.log2(first / second))


@pytest.mark.parametrize("frequency", [80.0, 123.456, 440.0, 1234.5])
def test_the_measure_is_ten_times_finer_than_the_target(frequency: float) -> None:
    """In the presence of noise 80 dB below the tone, too."""
    noise = np.random.default_rng(1).standard_normal(TONE) * 1e-4
    tone = np.sin(2 * np.pi * frequency * np.arange(TONE) / RATE + 0.3) + noise
    assert abs(cents_between(measured(tone), frequency)) < CENTS / 10


def test_rendered_tones_are_within_a_tenth_of_a_cent(tmp_path: Path) -> None:
    for name, text in (("own.scl", SCL), ("own.kbm", KBM), ("p.py", PIECE), ("s.csd", ORCHESTRA)):
        (tmp_path / name).write_text(text)
    choice = Choice(str(tmp_path / "p.py"), 0, csd=str(tmp_path / "s.csd"))
    wave = tmp_path / "tones.wav"
    render(choice, Extent(tail_seconds=0.1), RenderOptions(wave, bits="32f", quiet=True))
    samples, rate = soundfile.read(wave)
    assert rate == RATE
    tones = [samples[TONE * place : TONE * (place + 1)] for place in range(len(EXACT))]
    off = [cents_between(measured(t), exact) for t, exact in zip(tones, EXACT, strict=True)]
    assert max(map(abs, off)) < CENTS, off
