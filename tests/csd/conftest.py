"""Plain Csound as a test instrument: an orchestra and a score go in, samples come out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]

CSD = Path(__file__).resolve().parents[2] / "csd"
HEADER = "sr = {rate}\nksmps = {ksmps}\nnchnls = {channels}\n0dbfs = {full_scale}\n"
TEMPLATE = """<CsoundSynthesizer>
<CsOptions>
-W --format={sample} -o out.wav -d -m0 --sample-accurate
</CsOptions>
<CsInstruments>
{orchestra}
</CsInstruments>
<CsScore>
{score}
</CsScore>
</CsoundSynthesizer>
"""


def main_orchestra() -> str:
    section = re.search(r"0dbfs = 1\n(.*?)</CsInstruments>", (CSD / "main.csd").read_text(), re.S)
    assert section
    return section[1].replace('#include "', f'#include "{CSD}/')


@pytest.fixture
def perform(tmp_path: Path) -> Perform:
    """Plays a score on an orchestra with plain `csound`; frames by channels, full scale 1."""

    def play(
        orchestra: str,
        score: str,
        *,
        rate: int = 48_000,
        ksmps: int = 32,
        channels: int = 2,
        full_scale: float = 1,
        sample: str = "double",
    ) -> Samples:
        header = HEADER.format(rate=rate, ksmps=ksmps, channels=channels, full_scale=full_scale)
        text = TEMPLATE.format(sample=sample, orchestra=header + orchestra, score=score)
        (tmp_path / "test.csd").write_text(text)
        command = ["csound", "test.csd"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert not re.search(r"(?i)(?<!\b0 )error", done.stderr), done.stderr
        frames, _ = soundfile.read(tmp_path / "out.wav", always_2d=True)
        return np.asarray(frames, dtype=np.float64)

    return play


@pytest.fixture
def bundled() -> str:
    """The orchestra of main.csd, without its header."""
    return main_orchestra()


@pytest.fixture
def bare() -> str:
    """The same without effects: what notes add to part 1 is the output."""
    notes = re.sub(r'#include ".*/effects/.*\n', "", main_orchestra())
    return notes + (
        'instr +Sink\n  outs zar(2), zar(3)\n  zacl 0, 33\nendin\nschedule "Sink", 0, -1\n'
    )


@pytest.fixture
def host() -> str:
    """The line that adds host.orc."""
    return f'\n#include "{CSD}/host.orc"\n'


@pytest.fixture
def placed() -> Callable[[int, float], str]:
    """Gives p2 and p3 that start a real-time event on exactly this sample (sr 48000, ksmps 32)."""

    def fields(onset_sample: int, duration_seconds: float) -> str:
        late = 32 / 48_000 if onset_sample % 32 >= 16 else 0.0
        return f"{(onset_sample + 0.5) / 48_000 - late!r} {duration_seconds + late!r}"

    return fields
