"""Renders of whole pieces with the real Csound: the same samples by every way."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from generator.errors import OrchestraError, UsageError
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.rendering import render
from generator.session.setup import Choice

PIECE = """
from generator.composition import Note, Piece, Rest

piece = Piece("four", tempo_bpm=132.0)

def line(register, step):
    def part(live):
        while True:
            if live.random.random() < 0.2:
                yield Rest(step)
            pitch = register + live.random.choice([0, 2, 3, 5, 7, 10, 12])
            yield Note(pitch, step, live.random.uniform(0.2, 0.5), live.random.random(),
                       delay_seconds=live.random.random() * 0.02)
    return part

piece.add("pluck", line(60, 1 / 3), "Pluck", delay=0.3)
piece.add("pad", line(55, 2.0), "Pad", reverb=0.6)
piece.add("bass", line(36, 0.5), "Bass")
piece.add("hat", line(100, 0.25), "Hat", pan=0.3)
"""


@pytest.fixture
def choice(tmp_path: Path) -> Choice:
    """A piece of four parts that use chance, sends and delays."""
    path = tmp_path / "four.py"
    path.write_text(PIECE)
    return Choice(str(path), seed=7, settings=(("reverb.size", "0.9"),))


def samples(path: Path) -> NDArray[np.float32]:
    """Return the samples of a 32-bit float file."""
    frames, _ = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(frames)


def test_two_renders_are_the_same(choice: Choice, tmp_path: Path) -> None:
    """Bit for bit, explained or not; another seed is another piece."""
    digests = []
    explained = tmp_path / "b.jsonl"
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        path = tmp_path / f"{name}.wav"
        other = Choice(choice.piece, seed, settings=choice.settings)
        options = RenderOptions(path, quiet=True, explain=explained if name == "b" else None)
        report, reports = render(other, Extent(duration_seconds=3.0), options)
        digests.append(samples(path).tobytes())
        assert reports == []
        assert report.events > 20
        if name == "b":
            lines = map(json.loads, explained.read_text(encoding="utf-8").splitlines())
            assert sum(1 for line in lines if line.get("rule")) == report.events
    assert digests[0] == digests[1] != digests[2]


def test_the_exported_csd_gives_the_samples_of_the_render(choice: Choice, tmp_path: Path) -> None:
    """Played by plain `csound`, in the same length."""
    options = RenderOptions(tmp_path / "ours.wav", csd=tmp_path / "theirs.csd", quiet=True)
    render(choice, Extent(duration_seconds=4.0), options)
    run = subprocess.run(["csound", "theirs.csd"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    written = next(path for path in tmp_path.glob("*.wav") if path.name != "ours.wav")
    ours, theirs = samples(tmp_path / "ours.wav"), samples(written)
    assert np.abs(ours).max() > 0.01
    assert np.array_equal(ours, theirs)


def test_stems_sum_to_the_dry_mix(choice: Choice, tmp_path: Path) -> None:
    """Within -120 dBFS, of one pass."""
    stems = tmp_path / "stems"
    options = RenderOptions(tmp_path / "mix.wav", stems=stems, quiet=True)
    render(choice, Extent(duration_seconds=3.0), options)
    names = {path.stem for path in stems.glob("*.wav")}
    assert names == {"pluck", "pad", "bass", "hat", "dry", "reverb", "delay"}
    parts = [samples(stems / f"{name}.wav") for name in ("pluck", "pad", "bass", "hat")]
    dry = samples(stems / "dry.wav")
    assert np.abs(dry).max() > 0.01
    assert np.abs(np.sum(parts, axis=0, dtype=np.float64) - dry).max() < 1e-6


def test_stems_do_not_change_the_mix(choice: Choice, tmp_path: Path) -> None:
    """They only listen."""
    extent = Extent(duration_seconds=2.0)
    render(choice, extent, RenderOptions(tmp_path / "a.wav", quiet=True))
    render(choice, extent, RenderOptions(tmp_path / "b.wav", stems=tmp_path / "s", quiet=True))
    assert np.array_equal(samples(tmp_path / "a.wav"), samples(tmp_path / "b.wav"))


def test_the_sidecar_tells_how_the_file_came_about(choice: Choice, tmp_path: Path) -> None:
    """Seed, parameters, versions, loudness and the digest of the file."""
    path = tmp_path / "take.flac"
    report, _ = render(choice, Extent(duration_seconds=2.0), RenderOptions(path, quiet=True))
    told = json.loads((tmp_path / "take.flac.json").read_text())
    assert told["seed"] == 7
    assert told["parameters"]["reverb.size"] == 0.9
    assert told["sha256"] == report.sha256
    assert -60.0 < report.loudness_lufs < 0.0
    assert report.true_peak_db <= -1.0


def test_rates_of_ones_own(choice: Choice, tmp_path: Path) -> None:
    """96 kHz and longer control cycles."""
    path = tmp_path / "fine.wav"
    options = RenderOptions(path, quiet=True)
    render(choice, Extent(duration_seconds=1.0), options, sample_rate=96_000, ksmps=64)
    assert soundfile.info(path).samplerate == 96_000


def test_a_duration_without_tail_is_exact(choice: Choice, tmp_path: Path) -> None:
    """To the sample, ending in silence."""
    path = tmp_path / "short.wav"
    render(choice, Extent(duration_seconds=1.0, tail_seconds=0.0), RenderOptions(path, quiet=True))
    frames = samples(path)
    assert len(frames) == 48_000
    assert np.abs(frames[-4:]).max() < 1e-3


def test_an_endless_piece_needs_an_end(choice: Choice, tmp_path: Path) -> None:
    """It says what to give."""
    with pytest.raises(UsageError, match="give --duration or --bars"):
        render(choice, Extent(), RenderOptions(tmp_path / "never.wav", quiet=True))


OWN = """<CsoundSynthesizer>
<CsOptions>
-odac --nosound -b 9999 --omacro:GAIN=0.5
</CsOptions>
<CsInstruments>
sr = 44100
ksmps = 10
nchnls = 1
0dbfs = 32768
chn_k "tone", 1, 2, 0.25, 0, 1
chnset 0.25, "tone"
#include "voice.inc"
instr Pad, Bass
  out linen(oscili(p4 * $GAIN, p5), 0.01, p3, 0.01)
endin
instr 7
  out linen(oscili(p4, p5 * 2), 0.01, p3, 0.01)
endin
</CsInstruments>
<CsScore>
f 1 0 1024 10 1
i 7 3 1 1000 440
</CsScore>
</CsoundSynthesizer>
"""
VOICE = """instr Pluck
  kTone chnget "tone"
  out linen(oscili(p4 * kTone, p5, 1), 0.01, p3, 0.01)
endin
"""


def test_an_orchestra_of_ones_own(choice: Choice, tmp_path: Path) -> None:
    """Mono, 44.1 kHz, another full scale, includes beside it, its channel a parameter."""
    csd = tmp_path / "orchestra" / "own.csd"
    csd.parent.mkdir()
    csd.write_text(OWN)
    (csd.parent / "voice.inc").write_text(VOICE)
    piece = Path(choice.piece)
    piece.write_text(PIECE.replace('"Hat"', '"7"'))
    peaks = []
    for tone in ("0.1", "1"):
        path = tmp_path / f"own-{tone}.wav"
        own = Choice(choice.piece, 7, settings=(("tone", tone),), csd=str(csd))
        report, _ = render(own, Extent(duration_seconds=2.0), RenderOptions(path, quiet=True))
        assert (report.sample_rate, report.channels) == (44_100, 1)
        peaks.append(np.abs(samples(path)).max())
    assert 0.05 < peaks[0] < peaks[1] < 2.0


def test_rates_that_are_asked_for_are_those_of_a_header(choice: Choice, tmp_path: Path) -> None:
    """Also where no 32-bit number holds the control rate, and a header of its own says another."""
    Path(choice.piece).write_text(PIECE.replace('"Hat"', '"7"'))
    (tmp_path / "voice.inc").write_text(VOICE)
    header, asked = "sr = 44100\nksmps = 10\n", "sr = 48000\nksmps = 13\n"
    takes = []
    for number, (said, rates) in enumerate(
        (
            (asked, {}),
            (asked, {"sample_rate": 48_000}),
            (header, {"sample_rate": 48_000, "ksmps": 13}),
            ("sr = 44100\nkr = 4410\n", {"sample_rate": 48_000, "ksmps": 13}),
        )
    ):
        csd, path = tmp_path / f"{number}.csd", tmp_path / f"{number}.wav"
        csd.write_text(OWN.replace(header, said))
        own = Choice(choice.piece, 7, csd=str(csd))
        options = RenderOptions(path, bits="32f", quiet=True)
        report, _ = render(own, Extent(duration_seconds=2.0), options, **rates)
        assert (report.sample_rate, report.ksmps) == (48_000, 13)
        takes.append(samples(path))
    assert np.abs(takes[0]).max() > 0.05
    assert all(np.array_equal(take, takes[0]) for take in takes[1:])


def test_a_missing_instrument_is_named_with_those_there_are(choice: Choice, tmp_path: Path) -> None:
    """Before anything sounds."""
    csd = tmp_path / "own.csd"
    csd.write_text(OWN.replace('#include "voice.inc"\n', ""))
    own = Choice(choice.piece, 7, csd=str(csd))
    with pytest.raises(OrchestraError, match=r"'Pluck'.*Pad, Bass, 7"):
        render(own, Extent(duration_seconds=1.0), RenderOptions(tmp_path / "x.wav", quiet=True))


@pytest.mark.parametrize(
    ("broken", "file", "line", "said"),
    [
        (("instr 7", "instr 7\n  aOut +"), "own.csd", 17, "unexpected"),
        (("instr 7", "instr 7\n  aOut = kNope * 2"), "own.csd", 17, "'kNope' used before defined"),
        (("instr 7", "instr 7\n  aOut poscil"), "own.csd", 17, "'poscil' .*: Found: a poscil"),
        (("instr 7", "instr 7\n  out $NOPE"), "own.csd", 17, r"Undefined macro: '\$NOPE'"),
        (("instr 7", 'instr 7\n  prints "a'), "own.csd", 17, 'unterminated string >>"a"<<'),
        (("instr Pluck", "instr Pluck\n  kTone nosuchopcode 3"), "voice.inc", 2, "nosuchopcode"),
    ],
)
def test_an_orchestra_that_does_not_compile(
    choice: Choice, tmp_path: Path, broken: tuple[str, str], file: str, line: int, said: str
) -> None:
    """Csound's own message, with the file and line, through includes."""
    (tmp_path / "own.csd").write_text(OWN.replace(*broken))
    (tmp_path / "voice.inc").write_text(VOICE.replace(*broken))
    Path(choice.piece).write_text(PIECE.replace('"Hat"', '"7"'))
    own = Choice(choice.piece, 7, csd=str(tmp_path / "own.csd"))
    with pytest.raises(OrchestraError, match=said) as caught:
        render(own, Extent(duration_seconds=1.0), RenderOptions(tmp_path / "x.wav", quiet=True))
    assert str(caught.value).startswith(f"{tmp_path / file}:{line}: ")
