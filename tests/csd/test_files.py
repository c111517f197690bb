"""Every file of csd/ on its own, and main.csd as a user plays it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

CSD = Path(__file__).resolve().parents[2] / "csd"
INCLUDED = re.findall(r'#include "(.*)"', (CSD / "main.csd").read_text())
INSTRUMENTS = sorted(path.stem for path in (CSD / "instruments").glob("*.orc"))
EFFECTS = sorted(path.stem for path in (CSD / "effects").glob("*.orc"))
BASE = [name for name in INCLUDED if "/" not in name or name.startswith("udo/")]
INSERTS = ["effects/drive.orc", "effects/chorus.orc", "effects/compressor.orc"]
NEEDED = {"strip": ["effects/faders.orc"], "master": INSERTS}


def includes(names: list[str]) -> str:
    return "".join(f'#include "{CSD / name}"\n' for name in names)


def test_main_includes_every_file() -> None:
    folders = ("instruments/*.orc", "effects/*.orc", "udo/*.udo")
    found = {str(path.relative_to(CSD)) for glob in folders for path in CSD.glob(glob)}
    assert found | {"channels.orc", "buses.orc", "guard.orc"} == set(INCLUDED)
    assert len(INCLUDED) == len(set(INCLUDED))


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_compiles_and_plays_alone(
    perform: Callable[..., np.ndarray], name: str
) -> None:
    orchestra = includes([*BASE, f"instruments/{name}.orc"])
    perform(orchestra, f'i "{name.capitalize()}" 0 0.01 0.5 200 0.5 1')


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_compiles_and_runs_alone(perform: Callable[..., np.ndarray], name: str) -> None:
    orchestra = includes([*BASE, *NEEDED.get(name, []), f"effects/{name}.orc"])
    perform(orchestra, "e 0.01")


ALONE = ["channels.orc", "host.orc", "numbers.orc", "guard.orc", "ticks.orc", "profile.orc"]


@pytest.mark.parametrize("name", ALONE)
def test_a_file_that_stands_alone_does(perform: Callable[..., np.ndarray], name: str) -> None:
    perform(includes([name]), "e 0.01")


@pytest.mark.parametrize("name", ["click.csd", "silent.csd", "metronome.csd"])
def test_an_orchestra_for_measuring_plays(tmp_path: Path, name: str) -> None:
    command = ["csound", str(CSD / name), "-o", str(tmp_path / "out.wav")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "\n0 errors in performance" in done.stderr


@pytest.mark.parametrize("path", sorted((CSD / "instruments").glob("*.orc")), ids=lambda p: p.stem)
def test_an_instrument_bears_the_name_of_its_file_and_says_its_fields(path: Path) -> None:
    text = path.read_text()
    name = path.stem.capitalize()
    head = text[: text.index("instr ")]
    assert re.findall(r"^instr (\w+)", text, re.M) == [name]
    assert head.startswith(f"; {name}: ")
    used = {int(number) for number in re.findall(r"(?:\bp|Optional )(\d+)", text)} - {3}
    assert used <= {int(number) for number in re.findall(r"p(\d+)", head)}


@pytest.mark.parametrize("folder", [CSD.parent, CSD], ids=["root", "csd"])
def test_plain_csound_plays_main_from(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "demo.wav"
    file = (CSD / "main.csd").relative_to(folder)
    command = ["csound", str(file), "-o", str(out)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    frames, rate = soundfile.read(out)
    assert 20 <= len(frames) / rate <= 30
    loudness = 20 * np.log10(np.sqrt(np.mean(frames[: 20 * rate] ** 2)))
    assert -24 < loudness < -12
    assert np.abs(frames[-rate // 2 :]).max() < 0.001


def test_the_metronome_clicks_at_its_tempo_to_a_control_cycle(tmp_path: Path) -> None:
    """120 BPM unless told: a click each 24,000 samples, as cycles of 32 allow."""
    out = tmp_path / "clicks.wav"
    command = ["csound", str(CSD / "metronome.csd"), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    clicks = np.flatnonzero(soundfile.read(out)[0])
    assert len(clicks) >= 19
    assert np.abs(np.diff(clicks) - 24_000).max() <= 32
