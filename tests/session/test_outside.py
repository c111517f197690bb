from __future__ import annotations

from pathlib import Path

import pytest

from generator.engine.orchestra import BUNDLED, load
from generator.session.outside import reaching_outside


def scanned(tmp_path: Path, code: str) -> list[str]:
    path = tmp_path / "own.csd"
    path.write_text(f"<CsoundSynthesizer>\n<CsInstruments>\n{code}\n</CsInstruments>\n")
    return [found.removeprefix(f"{path}:") for found in reaching_outside(load(path))]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ('i1 system_i 1, "ls"', "system_i runs commands of the system"),
        ("exitnow", "exitnow ends the whole process"),
        ('fout "x.wav", 4, a1', "fout writes files"),
        ('ftsavek "x", 1, 0, 1', "ftsavek writes files"),
        ('pyruni "pass"', "pyruni runs Python"),
        ("ires compileorc Sfile", "compileorc runs code that is not in this file"),
        ('OSCsend 1, "h", 9, "/x"', "OSCsend uses the network"),
    ],
)
def test_opcodes_that_reach_outside_are_named_with_their_line(
    tmp_path: Path, code: str, what: str
) -> None:
    assert scanned(tmp_path, f"instr 1\n  {code}\nendin") == [f"4: {what}"]


def test_comments_and_strings_are_not_code(tmp_path: Path) -> None:
    code = '; system\n/* fout\n */ // exitnow\nprints "system_i; \\" fout\\n"\nasystem = 1'
    assert scanned(tmp_path, code) == []


def test_a_line_after_a_long_comment_keeps_its_number(tmp_path: Path) -> None:
    assert scanned(tmp_path, "/*\n\n*/\nexitnow") == ["6: exitnow ends the whole process"]


def test_the_bundled_orchestra_stays_inside() -> None:
    assert reaching_outside(load(BUNDLED)) == []
