"""Orchestras read as data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.engine.orchestra import BUNDLED, load
from generator.errors import OrchestraError

CSD = """<CsoundSynthesizer>
<CsOptions>
-odac -b 512 --omacro:DEPTH=3 --env:SSDIR=sounds ; a comment
</CsOptions>
<CsInstruments>
sr = 44100 ; not 48000
ksmps = 16
/* instr Hidden */
chn_k "cutoff", 1, 3, 1000, 100, 8000
chn_k "plain", 1
chn_k "meter", 2, 2, 0, 0, 1
#include "inner.inc"
instr 1, Lead
endin
instr +Late
endin
</CsInstruments>
<CsScore>
f 1 0 4096 10 1
f 0 60
i "Reverb" 0 -1
i 99 0 7200 0.5
i 1 0 1
i 1 2 -1
e
</CsScore>
</CsoundSynthesizer>
"""


@pytest.fixture
def csd(tmp_path: Path) -> Path:
    """A csd with an include beside it."""
    (tmp_path / "inner.inc").write_text("; line one\ninstr Inner\nendin\n")
    path = tmp_path / "own.csd"
    path.write_text(CSD)
    return path


def test_instruments_come_from_includes_and_not_from_comments(csd: Path) -> None:
    """In the order of the file."""
    assert load(csd).instruments == ("Inner", "1", "Lead", "Late")


def test_the_header_is_read(csd: Path) -> None:
    """Rates and control cycles."""
    assert (load(csd).sample_rate, load(csd).ksmps) == (44_100, 16)


@pytest.mark.parametrize(
    ("header", "rates"),
    [
        ("", (44_100, 10)),
        ("sr = 48000", (48_000, 11)),
        ("sr=48000;\n kr = 4800 // fine", (48_000, 10)),
        ("ksmps = 64 /* sr = 8000 */", (44_100, 64)),
        ("sr = 96000 / 2\nksmps = 1 + 1", (44_100, 10)),
        ("/*\nsr = 8000\n*/\nsr = 48000.0", (44_100, 10)),
    ],
)
def test_what_a_header_does_not_say_is_as_csound_has_it(
    tmp_path: Path, header: str, rates: tuple[int, int]
) -> None:
    """And what it does not say in figures."""
    path = tmp_path / "own.csd"
    path.write_text(f"<CsInstruments>\n{header}\ninstr 1\nendin\n</CsInstruments>")
    assert (load(path).sample_rate, load(path).ksmps) == rates


def test_other_rates_are_put_into_its_header(tmp_path: Path) -> None:
    """Whatever it says of them; its instruments, comments and the origins of lines stay."""
    path = tmp_path / "odd.csd"
    header = "  sr=96000/2 ; fine\n; sr = 1\nkr = 4800\nnchnls = 2\nksmps = 10 /* a\nb */"
    body = "instr 1\nprints {{\nsr = 2\n}}\nendin"
    path.write_text(f"<CsInstruments>\n{header}\n{body}\n</CsInstruments>")
    plain = load(path)
    other = plain.at_rates(44_100, 13)
    assert (other.sample_rate, other.ksmps) == (44_100, 13)
    assert other.instruments == plain.instruments == ("1",)
    lines = other.text.split("\n")
    place = lines.index("; fine")
    assert lines[place : place + 6] == ["; fine", "; sr = 1", "", "nchnls = 2", "/* a", "b */"]
    assert "sr = 2" in lines
    assert other.origin(lines.index("nchnls = 2") + 1) == f"{path}:5"


@pytest.mark.parametrize(
    "option",
    [
        *("--omacro:", "--omacro:=1", "--smacro:", "--omacro:1=2", "--env:SSDIR", "--env:SSDIR="),
        *("--env:INCDIR", "--env:SSDIRX=1", "--env:SSDIR/../x=1", "--env:PATH=x", "--env:=1"),
    ],
)
def test_options_that_crash_csound_are_left_out(tmp_path: Path, option: str) -> None:
    path = tmp_path / "own.csd"
    path.write_text(f"<CsOptions>{option}</CsOptions><CsInstruments>\n</CsInstruments>")
    orchestra = load(path)
    assert (orchestra.options, orchestra.dropped) == ((), (f"option {option}",))


def test_a_pipe_is_no_orchestra(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "own.csd")
    with pytest.raises(OrchestraError, match="no ordinary file"):
        load(tmp_path / "own.csd")
    (tmp_path / "other.csd").write_text('<CsInstruments>\n#include "own.csd"\n</CsInstruments>')
    with pytest.raises(OrchestraError, match=r"cannot be included .it is no ordinary file"):
        load(tmp_path / "other.csd")


def test_harmless_options_are_kept_and_the_others_named(csd: Path) -> None:
    """Where sound goes is the host's business."""
    orchestra = load(csd)
    assert orchestra.options == ("--omacro:DEPTH=3", "--env:SSDIR=sounds")
    assert orchestra.dropped == ("option -odac", "option -b 512", "4 score lines")


def test_tables_and_endless_instruments_of_the_score_are_kept(csd: Path) -> None:
    """They set the orchestra up; the notes are the piece's."""
    assert load(csd).setup == ("f 1 0 4096 10 1", 'i "Reverb" 0 -1', "i 99 0 7200 0.5")


def test_declared_channels_with_a_range_are_parameters(csd: Path) -> None:
    """With their default."""
    (parameter,) = load(csd).parameters
    assert (parameter.id, parameter.channel) == ("cutoff", "cutoff")
    assert (parameter.default, parameter.minimum, parameter.maximum) == (1000, 100, 8000)


def test_every_line_knows_its_file(csd: Path) -> None:
    """Also behind an include."""
    orchestra = load(csd)
    number = orchestra.text.splitlines().index("instr Inner") + 1
    assert orchestra.origin(number) == f"{csd.parent / 'inner.inc'}:2"
    number = orchestra.text.splitlines().index("instr 1, Lead") + 1
    assert orchestra.origin(number) == f"{csd}:13"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", r"own\.csd:1: no <CsInstruments>"),
        ('<CsInstruments>\n#include "gone.inc"\n</CsInstruments>', r"own\.csd:2: .*gone\.inc"),
        ('<CsInstruments>\n#include "own.csd"\n</CsInstruments>', "deep"),
    ],
)
def test_what_cannot_be_loaded_is_said_with_file_and_line(
    tmp_path: Path, source: str, said: str
) -> None:
    """One clear message each."""
    path = tmp_path / "own.csd"
    path.write_text(source)
    with pytest.raises(OrchestraError, match=said):
        load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The system's reason is passed on."""
    with pytest.raises(OrchestraError, match="cannot be read"):
        load(tmp_path / "none.csd")


def test_the_bundled_orchestra_has_the_instruments_of_the_contract() -> None:
    """And nothing of it is reported as left out."""
    orchestra = load()
    wanted = {"Pluck", "Pad", "Bass", "Bell", "Kick", "Snare", "Hat"}
    assert wanted <= set(orchestra.instruments)
    assert orchestra.path == BUNDLED
    assert orchestra.bundled
    assert orchestra.dropped == ()
