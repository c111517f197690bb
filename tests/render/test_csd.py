"""The exported .csd against the render, both with the real Csound."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
import soundfile

from generator.composition.event import Event
from generator.engine.offline_csound import OfflineCsound
from generator.engine.orchestra import load
from generator.render.about import About
from generator.render.csd import CsdFile, Start, safe
from generator.render.offline import Render
from generator.render.options import RenderOptions
from generator.render.targets import TextFile

SECONDS = 2
CHANNELS = {"part.1.level_db": 0.0, "part.1.pan": 0.5, "filter.cutoff_hz": 20_000.0}


class Script:
    """A performance of notes, crowded channel changes, a panic and a fade, in order of onset."""

    def __init__(self, event: Callable[..., Event], ending: object, rate: int) -> None:
        random = Random(5)
        end = SECONDS * rate
        self.ending = ending
        self._actions: list[tuple[int, str, tuple[object, ...]]] = []
        for index in range(60):
            onset = random.randrange(end)
            name = random.choice(["Pluck", "Bell", "Kick", "Pad", "Mallet"])
            hertz = 110.0 * random.randint(1, 8)
            controls = random.choice([(), (0.3,), (0.3, 0.5)])
            note = event(onset, instrument=name, frequency_hz=hertz, controls=controls)
            self._actions.append((onset, "note", (note,)))
            if index % 10 == 0:  # several at one sample: the last must win
                for _ in range(9):
                    value = random.uniform(-20.0, 0.0)
                    self._actions.append((onset, "set_channel", (onset, "part.1.level_db", value)))
        self._actions.append((end // 2, "silence", (end // 2,)))
        self._actions.append((end - 4800, "fade", (end - 4800, 0.05)))
        self._actions.sort(key=lambda action: action[0])
        self.engine: object = None

    def advance(self, horizon_sample: int) -> None:
        while self._actions and self._actions[0][0] < horizon_sample:
            _, method, arguments = self._actions.pop(0)
            getattr(self.engine, method)(*arguments)


@pytest.mark.parametrize(("rate", "ksmps"), [(48_000, 32), (44_100, 13)])
def test_csound_plays_the_export_to_the_same_samples(
    tmp_path: Path,
    about: About,
    event: Callable[..., Event],
    ending: Callable[..., object],
    rate: int,
    ksmps: int,
) -> None:
    orchestra = load()
    options = RenderOptions(tmp_path / "a b.wav", csd=tmp_path / "a b.csd", quiet=True)
    final = SECONDS * rate // ksmps * ksmps
    performance = Script(event, ending(final, final, until_silence=False), rate)
    with Render(options, about) as render:
        engine = OfflineCsound(
            orchestra, CHANNELS, sample_rate=rate, ksmps=ksmps, log=render.commit_log
        )
        start = Start(engine.text, engine.score, engine.start_options)
        performance.engine = render.attach(engine, start)
        report = render.run(performance)
        engine.close()
    subprocess.run(["csound", "a b.csd"], cwd=tmp_path, check=True, capture_output=True)
    rendered, _ = soundfile.read(tmp_path / "a b.wav", dtype="float32")
    played, played_rate = soundfile.read(tmp_path / "a-b.csd.wav", dtype="float32")
    assert played_rate == rate
    assert len(played) == len(rendered) == report.frames
    assert np.array_equal(played, rendered)
    assert np.abs(rendered).max() > 0.05


def export(path: Path, about: About, *commits: tuple[float, ...], frames: int = 320) -> list[str]:
    file = CsdFile(about)
    file.begin(
        TextFile(path), Start("instr_text", ["i 1 0 -1"], ["--omacro:A=1"]), 48_000, 32, path.name
    )
    for pfields in commits:
        file.commit(pfields)
    file.close(frames)
    return path.read_text(encoding="utf-8").splitlines()


def test_events_of_one_cycle_are_relayed_in_order_of_commitment(
    tmp_path: Path, about: About
) -> None:
    onsets = [(9600 + sample + 0.5) / 48_000 for sample in (15, 0, 7, -16)]
    lines = export(tmp_path / "a.csd", about, *((5.0, onset, 1.0) for onset in onsets))
    relays = [line.split() for line in lines if line.startswith("i 30003")]
    times = [float(line[2]) * 48_000 / 32 for line in relays]
    assert [line[5] for line in relays] == [repr(onset) for onset in onsets]
    assert times == sorted(set(times))
    assert 285.0 <= times[0] < times[-1] < 285.001


def test_numbers_are_written_to_the_last_bit(tmp_path: Path, about: About) -> None:
    value = 0.1 + 0.2
    lines = export(tmp_path / "a.csd", about, (7.0, 1.0 / 3.0, 1e-5, value))
    relay = next(line for line in lines if line.startswith("i 30003"))
    assert [float(word) for word in relay.split()[4:8]] == [7.0, 1.0 / 3.0, 1e-5, value]


def test_a_note_has_all_its_fields_and_a_host_event_only_its_own(
    tmp_path: Path, about: About
) -> None:
    lines = export(tmp_path / "a.csd", about, (7.0, 1.0, 0.5, 0.25), (30_005.0, 1.0, 0.0, 7.0))
    note, silence = (line.split()[4:] for line in lines if line.startswith("i 30003"))
    assert note == ["7.0", "1.0", "0.5", "0.25", *(["0"] * 11)]
    assert silence == ["30005.0", "1.0", "0.0", "7.0"]


def test_the_file_says_what_it_is_and_keeps_harmless_options(tmp_path: Path, about: About) -> None:
    lines = export(tmp_path / "night.csd", about)
    assert "; Night Loops: piece loops, seed 7, Scoretime 0.1.0" in lines
    options = lines[lines.index("<CsOptions>") + 1]
    assert options == "-W -f -o night.csd.wav -d -m0 --sample-accurate --omacro:A=1"


def test_a_name_is_made_safe_for_csound() -> None:
    assert safe("a b;c.csd") == "a-b-c.csd"
    assert safe("--") == "scoretime"
