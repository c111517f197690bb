from __future__ import annotations

from pathlib import Path

import pytest

from generator.engine.isolation import Outcome
from generator.errors import UsageError
from generator.session import checking
from generator.session.checking import Verdict, check

HEAD = """\
from generator.composition import Note, Piece, Rest
piece = Piece("rain")
@piece.part("drops", instrument="Pluck")
def drops(live):
"""


def verdict_of(tmp_path: Path, text: str, name: str = "rain.py") -> tuple[Path, Verdict]:
    path = tmp_path / name
    path.write_text(text)
    return path, check(path)


def orchestra_of(code: str, options: str = "") -> str:
    return (
        f"<CsoundSynthesizer>\n<CsOptions>{options}</CsOptions>\n<CsInstruments>\n{code}\n"
        "</CsInstruments>\n</CsoundSynthesizer>\n"
    )


def test_a_good_piece_is_fit() -> None:
    verdict = check(Path(__file__).parents[2] / "generator/pieces/lattice/__init__.py")
    assert verdict.fit
    assert verdict.warnings == []


def test_a_piece_says_what_is_in_it(tmp_path: Path) -> None:
    _, verdict = verdict_of(tmp_path, HEAD + "    while True: yield Note(60)\n")
    assert verdict.fit
    assert verdict.facts == {
        "piece": "rain",
        "parts": "drops (Pluck)",
        "parameters": "none",
        "tried": "64 bars, 256 notes, seed 1",
    }


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("    yield Note(60)\n    1 / 0\n", "{path}:6: ZeroDivisionError: division by zero"),
        ("    yield Note(float('nan'))\n", "{path}:5: pitch nan is not playable"),
        ("    yield 'C4'\n", "{path}:5: 'C4' is no step"),
        ("    yield Note(60, instrument='Tuba')\n", "no instrument named 'Tuba'"),
        ("    while True: yield Rest(0)\n", "{path}:5: 10001 steps at beat 0"),
        ("    yield Note(60\n", "{path}:5: SyntaxError"),
    ],
)
def test_a_piece_that_fails_is_told_with_its_line(tmp_path: Path, body: str, fault: str) -> None:
    path, verdict = verdict_of(tmp_path, HEAD + body)
    assert not verdict.fit
    assert fault.format(path=path) in verdict.faults[0]


def test_the_same_fault_is_told_once(tmp_path: Path) -> None:
    _, verdict = verdict_of(tmp_path, HEAD + "    while True: yield Note(999)\n")
    assert len(verdict.faults) == 1


def test_an_unknown_instrument_is_named(tmp_path: Path) -> None:
    _, verdict = verdict_of(tmp_path, HEAD.replace("Pluck", "Tuba") + "    yield Note(60)\n")
    assert "part 'drops' plays instrument 'Tuba'" in verdict.faults[0]


def test_a_piece_without_a_note_is_warned_of(tmp_path: Path) -> None:
    path, verdict = verdict_of(tmp_path, HEAD + "    yield Rest(4)\n")
    assert verdict.fit
    assert verdict.warnings == [f"{path}:1: no note in 2 bars"]


def test_a_part_that_never_yields_is_found_with_its_line(tmp_path: Path) -> None:
    path, verdict = verdict_of(tmp_path, HEAD + "    yield Note(60)\n    while True:\n        1\n")
    assert len(verdict.faults) == 1
    assert f"{path}:" in verdict.faults[0]
    assert "drops runs for 3 s without yielding" in verdict.faults[0]


def test_what_crashes_csound_does_not_take_us_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "isolated", lambda *_, **__: Outcome(None, -11, ""))
    path, verdict = verdict_of(tmp_path, "", "own.csd")
    assert verdict.faults == [f"{path}:1: it cannot be tried out: it crashed (signal 11)"]


def test_a_good_orchestra_says_what_is_in_it(tmp_path: Path) -> None:
    code = (
        'sr = 44100\nksmps = 10\nnchnls = 2\n0dbfs = 1\nchn_k "wet", 3, 2, 0.5, 0, 1\n'
        'instr Foo\n  outs oscili:a(p4, p5), a(0)\n  fout "x.wav", 4, a(0)\nendin'
    )
    path, verdict = verdict_of(tmp_path, orchestra_of(code, "-odac -d"), "own.csd")
    assert verdict.fit
    assert verdict.warnings == [f"{path}:11: fout writes files"]
    assert verdict.facts["header"] == "sr 44100, ksmps 10, 2 channels"
    assert verdict.facts["instruments"] == "Foo"
    assert verdict.facts["parameters"] == "wet 0 to 1"
    assert verdict.facts["left out"] == "option -odac, option -d"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("0dbfs = 1\ninstr Foo\n  a1 nosuchopcode 1\n  out a1\nendin", "nosuchopcode"),
        ("0dbfs = 1", "it has no instrument"),
        ('#include "nowhere.inc"', "own.csd:4: "),
    ],
)
def test_an_orchestra_that_fails_is_told_with_its_line(
    tmp_path: Path, code: str, fault: str
) -> None:
    path, verdict = verdict_of(tmp_path, orchestra_of(code), "own.csd")
    assert not verdict.fit
    assert verdict.faults[0].startswith(f"{path}:")
    assert fault in verdict.faults[0]


def test_a_file_without_instruments_section_is_no_orchestra(tmp_path: Path) -> None:
    path, verdict = verdict_of(tmp_path, "hello", "own.csd")
    assert verdict.faults == [f"{path}:1: no <CsInstruments> section: give a Csound .csd file"]


@pytest.mark.parametrize(("name", "said"), [("x.txt", "give a piece"), ("x.py", "no such file")])
def test_other_files_are_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check(tmp_path / name)
