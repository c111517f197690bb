"""A stranger's orchestra with an instrument that breaks: it is found, muted and named."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.composition import Event
from generator.engine import orchestra
from generator.engine.guard import Faults, guarded, in_words
from generator.engine.offline_csound import OfflineCsound
from generator.engine.orchestra import BUNDLED, load

RATE = 48_000
HEADER = "sr = 48000\nksmps = 32\nnchnls = 2\n0dbfs = 1\n"
DIRECT = """
instr Good
  outs oscili:a(p4, p5), oscili:a(p4, p5)
endin
instr Bad
  aBad = oscili:a(p4, p5) {broken}
  outs aBad, aBad
endin
"""
BUS = """
gaLeft init 0
gaRight init 0
instr Good
  aTone oscili p4, p5
  gaLeft += aTone
  gaRight += aTone
endin
instr Bad
  aBad = oscili:a(p4, p5) {broken}
  gaLeft += aBad
  gaRight += aBad
endin
instr Mixer
  aLeft, aRight reverbsc gaLeft, gaRight, 0.5, 8000
  outs gaLeft + aLeft, gaRight + aRight
  clear gaLeft, gaRight
endin
"""
ARRAY = """
gaBus[] init 2
instr Good
  gaBus[0] = gaBus[0] + oscili:a(p4, p5)
endin
instr Bad
  gaBus[0] = gaBus[0] + oscili:a(p4, p5) {broken}
endin
instr Mixer
  aLow butterlp gaBus[0], 5000
  outs aLow, aLow
  aSilence = 0
  gaBus[0] = aSilence
endin
schedule "Mixer", 0, -1
"""
ZAK = """
zakinit 2, 1
instr Good
  zawm oscili:a(p4, p5), 1
endin
instr Bad
  zawm oscili:a(p4, p5) {broken}, 1
endin
instr Mixer
  aLow butterlp zar:a(1), 5000
  outs aLow, aLow
  zacl 0, 2
endin
alwayson "Mixer"
"""
LATER = """
instr Later
  aTone oscili p4, p5
  gaLeft += aTone
  gaRight += aTone
endin
"""
MIXER_FIRST = BUS.replace("instr Mixer", "instr 1").replace("Good", "80").replace("Bad", "81")
ORCHESTRAS = {
    "straight to the output": (DIRECT, ""),
    "in two phases": (DIRECT.replace("outs aBad, aBad", "outs aBad, -aBad"), ""),
    "by variables to a mixer": (
        BUS.replace("instr Mixer", LATER + "instr Mixer"),
        'i "Mixer" 0 -1',
    ),
    "by variables to a mixer that runs before them": (MIXER_FIRST, "i 1 0 36000"),
    "by an array to a mixer": (ARRAY, ""),
    "by zak to a mixer": (ZAK, ""),
}
KINDS = {"NaN": "+ log(-1) * k(1)", "infinity": "/ k(0)", "an absurd level": "* 1e30"}


def csd(folder: Path, text: str, score: str = "", broken: str = KINDS["NaN"]) -> Path:
    body = HEADER + text.replace("{broken}", broken)
    path = folder / "own.csd"
    path.write_text(
        f"<CsoundSynthesizer>\n<CsInstruments>\n{body}</CsInstruments>\n"
        f"<CsScore>\n{score}\n</CsScore>\n</CsoundSynthesizer>\n"
    )
    return path


def event(onset_seconds: float, instrument: str, seconds: float, hertz: float = 500.0) -> Event:
    onset, length = round(onset_seconds * RATE), round(seconds * RATE)
    return Event(onset, length, instrument, 0.2, hertz, 0.5, 1, (), "a", 0.0, 57.0, 1.0)


def perform(path: Path, *events: Event, seconds: float = 1.0) -> tuple[NDArray[np.float64], Faults]:
    engine = OfflineCsound(load(path), {})
    try:
        for each in events:
            engine.note(each)
        engine.perform(round(seconds * RATE))
        return engine.read(), engine.faults()
    finally:
        engine.close()


def level(samples: NDArray[np.float64], start_seconds: float, end_seconds: float) -> float:
    return float(np.abs(samples[round(start_seconds * RATE) : round(end_seconds * RATE)]).mean())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ORCHESTRAS)
def test_the_broken_instrument_is_found_and_the_rest_sounds_on(
    tmp_path: Path, way: str, kind: str
) -> None:
    text, score = ORCHESTRAS[way]
    path = csd(tmp_path, text, score, KINDS[kind])
    good, bad = ("80", "81") if "81" in text else ("Good", "Bad")
    later = "Later" if "Later" in text else good
    notes = [event(0.1 * i, good, 0.1) for i in range(10)]
    notes += [event(0.05 + 0.1 * i, later, 0.1, 310.0) for i in range(10)]
    broken = [event(0.25, bad, 0.5), event(0.25, bad, 0.4), event(0.6, bad, 0.3, 700.0)]
    samples, faults = perform(path, *notes, *broken)
    clean, none = perform(path, *notes)
    assert (none, faults.instruments) == (Faults(), (bad,))
    assert 1 <= faults.blocks <= (20 if "zak" in way else 4)
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() < 2
    assert level(samples, 0.0, 0.25) == level(clean, 0.0, 0.25)
    for start in (0.3, 0.5, 0.7, 0.9):
        assert level(samples, start, start + 0.09) == pytest.approx(
            level(clean, start, start + 0.09), rel=0.2
        )
    assert np.array_equal(samples, perform(path, *notes, *broken)[0])


def test_a_note_that_is_not_to_blame_sounds_through(tmp_path: Path) -> None:
    """Two control cycles are lost, three at the most."""
    path = csd(tmp_path, DIRECT)
    long = event(0, "Good", 1.0)
    samples, _ = perform(path, long, event(0.5, "Bad", 0.2))
    clean, _ = perform(path, long)
    differ = np.flatnonzero((samples != clean).any(axis=1))
    assert 0.5 * RATE - 32 <= differ[0] <= differ[-1] < 0.5 * RATE + 96


def test_a_mixer_that_breaks_by_itself_is_named(tmp_path: Path) -> None:
    text = BUS.replace("0.5, 8000", "p4 * {broken}, 8000").replace("aTone = ", "")
    path = csd(tmp_path, text.replace("p4 * {broken}", "0.5 {broken}"), 'i "Mixer" 0 -1')
    _, faults = perform(path, event(0, "Good", 0.9))
    assert "Mixer" in faults.instruments


def test_the_probes_change_no_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, score = ORCHESTRAS["by variables to a mixer"]
    path = csd(tmp_path, text, score)
    notes = [event(0.0371 * i, "Good", 0.2, 200.0 + 31 * i) for i in range(20)]
    probed, _ = perform(path, *notes)
    monkeypatch.setattr(orchestra, "guarded", lambda lines: lines)
    plain, _ = perform(path, *notes)
    assert np.abs(plain).max() > 0.2
    assert np.array_equal(probed, plain)


def test_a_copy_of_the_bundled_orchestra_has_a_guard_of_its_own(tmp_path: Path) -> None:
    """Its parts share a bus, and lose one control cycle of it."""
    shutil.copytree(BUNDLED.parent, tmp_path / "csd")
    path = tmp_path / "csd" / "main.csd"
    own = "instr Own\n  aBad = oscili:a(0.1, 300) + log(-1) * k(1)\n  PlaceInPart aBad, 1, 0.5, 1\n"
    text = path.read_text().replace("</CsInstruments>", f"{own}endin\n</CsInstruments>")
    path.write_text(text)
    notes = [event(0.0, "Pad", 0.9), event(0.5, "Pluck", 0.4)]
    samples, faults = perform(path, *notes, event(0.3, "Own", 0.3), event(0.7, "Own", 0.2))
    clean, _ = perform(path, *notes)
    assert faults == Faults(2, ("Own",))
    assert np.abs(samples - clean).max() < 0.2 * np.abs(clean).max()


@pytest.mark.parametrize(
    ("line", "probed"),
    [
        ("gaBus init 0", True),
        ("gaBus[] init 2", True),
        ("  gaBus = oscili:a(0.1, 200)", True),
        ("  gaBus += oscili:a(0.1, 200)", True),
        ('  kGate chnget "gaBus"', False),
        ("; gaBus = 1", False),
        ("/* gaBus = 1 */", False),
        ("  if gaBus == 1 then", False),
    ],
)
def test_variables_are_told_from_what_only_looks_like_one(line: str, probed: bool) -> None:
    origin = (Path("own.csd"), 7)
    lines = [*line.splitlines(), "instr 1", "  aOut gatedverb gaBus", " endin ; gaBus"]
    result = list(guarded([(text, origin) for text in lines]))
    ours = [text for text, where in result if where == origin]
    bus = ["  ProbeBus gaBus"] if probed else []
    wanted = ["if gkGuardFaults > 0 then", *bus, "  Probe", "endif"]
    assert ours == [*lines[:-1], *wanted, lines[-1]]


def test_a_variable_that_is_not_made_is_not_looked_at(tmp_path: Path) -> None:
    text = (
        "#ifdef NEVER\ngaBus init 0\n#end\ninstr Own\n  {broken}\n  outs oscili:a(p4, p5)\nendin\n"
    )
    text = text.replace("  {broken}\n", "#ifdef NEVER\n  gaBus += 1\n#end\n")
    samples, faults = perform(csd(tmp_path, text), event(0.0, "Own", 0.5))
    assert level(samples, 0.1, 0.4) > 0.01
    assert faults == Faults()


def test_instruments_in_comments_and_strings_are_left_alone() -> None:
    origin = (Path("own.csd"), 7)
    text = '/*\ninstr 1\nendin */\nSCode = {{\ninstr 2\nendin\n}}\n;instr 3\nprints "instr 4"\n'
    lines = [(line, origin) for line in text.splitlines()]
    assert list(guarded(lines)) == lines


def test_what_is_told_of_a_run() -> None:
    assert in_words(Faults()) == []
    assert in_words(Faults(3, ("Bad", "2"))) == [
        f"instrument {name!r} makes no sound that can be played (NaN or infinite): "
        "it is muted, the rest plays on"
        for name in ("Bad", "2")
    ]
    assert in_words(Faults(3)) == [
        "3 control cycles were left out: something computes NaN or infinity"
    ]
