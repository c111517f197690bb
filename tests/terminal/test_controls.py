"""The tables of parameters and of OSC addresses, and the commands that print them."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pieces
from generator.cli import main
from generator.control.addresses import endpoints
from generator.session.setup import Choice, Setup, prepare, settled
from generator.session.subject import subject_of
from generator.terminal.controls import (
    address_lines,
    address_rows,
    parameter_lines,
    parameter_markdown,
    parameter_rows,
)
from generator.terminal.telling_options import FLAGSHIP

ROOT = Path(__file__).parents[2]
MARKED = re.compile(r"<!-- params -->\n(.*?)\n<!-- /params -->", re.DOTALL)
OWN_ORCHESTRA = """\
<CsoundSynthesizer>
<CsInstruments>
0dbfs = 1
chn_k "bright|dark", 3, 2, 1000, 20, 20000
instr Bell
  out oscili(p4, p5)
endin
</CsInstruments>
</CsoundSynthesizer>
"""
OWN_PIECE = """\
from generator.composition import Note, Piece

piece = Piece("own", title="My own")


@piece.part("my part", "Bell")
def ring(live):
    while True:
        yield Note(60, 1)


@piece.part("shadow", "Bell", sounding=False)
def steer(live):
    while True:
        yield Note(60, 1)
"""


@pytest.fixture(params=("lattice", "loops", "phase"))
def setup(request: pytest.FixtureRequest) -> Setup:
    return prepare(Choice(request.param, 0))


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, str]:
    piece, orchestra = tmp_path / "own.py", tmp_path / "own.csd"
    piece.write_text(OWN_PIECE)
    orchestra.write_text(OWN_ORCHESTRA)
    return str(piece), str(orchestra)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


# -- what is being played


def test_the_subject_is_what_the_setup_plays(setup: Setup) -> None:
    subject = subject_of(setup)
    assert subject.piece == setup.piece.name
    assert subject.parts == tuple(part.name for part in setup.piece.parts if part.sounding)
    assert subject.pieces == tuple(pieces.names())
    begun = settled(setup.piece, setup.orchestra).parameters
    assert subject.declared == tuple(
        replace(each, default=begun[each.id]) for each in begun.declared
    )
    assert subject.bar_beats == setup.piece.meter.bar_beats


@pytest.mark.parametrize(
    ("piece", "key", "default"), [("lattice", "reverb.size", 0.75), ("phase", "master.level", -1.0)]
)
def test_the_default_is_that_of_the_piece_whatever_a_user_starts_with(
    piece: str, key: str, default: float
) -> None:
    chosen = prepare(Choice(piece, 0, settings=((key, "0.25"),)))
    assert chosen.parameters[key] == 0.25
    assert subject_of(chosen).by_id[key].default == default


def test_a_part_that_does_not_sound_is_no_track(own: tuple[str, str]) -> None:
    subject = subject_of(prepare(Choice(own[0], 0, csd=own[1])))
    assert (subject.piece, subject.title, subject.parts) == ("own", "My own", ("my part",))


# -- parameters


def test_every_parameter_is_told_with_all_there_is_to_say(setup: Setup) -> None:
    subject = subject_of(setup)
    known = endpoints(subject)
    rows = parameter_rows(subject, setup.parameters)
    assert [row["id"] for row in rows] == [each.id for each in subject.declared]
    for row, parameter in zip(rows, subject.declared, strict=True):
        assert {known[address].parameter for address in row["addresses"]} == {row["id"]}
        assert row["address"] == row["addresses"][0]
        assert (row["minimum"], row["maximum"]) == (parameter.minimum, parameter.maximum)
        assert (row["unit"], row["warp"]) == (parameter.unit, parameter.warp.value)
        assert row["default"] == (None if row["id"] == "seed" else setup.parameters[row["id"]])
        assert row["description"]


def test_the_default_is_the_value_with_which_the_piece_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = {
        name: json.loads(printed(capsys, "params", name, "--json")) for name in pieces.names()
    }
    tempos = {
        name: next(row for row in rows if row["id"] == "tempo") for name, rows in listed.items()
    }
    assert {name: tempo["default"] for name, tempo in tempos.items()} == {
        name: pieces.load(name).tempo_bpm for name in pieces.names()
    }


def test_a_table_shows_a_strip_once(setup: Setup) -> None:
    subject = subject_of(setup)
    rows = parameter_rows(subject, setup.parameters)
    parts = subject.parts
    ids = [line.split()[0] for line in parameter_lines(rows, parts) if line[:1].isalpha()]
    shared = [each.id for each in subject.declared if each.id.partition(".")[0] not in parts]
    strip = [
        each.id.partition(".")[2] for each in subject.declared if each.id.startswith(f"{parts[0]}.")
    ]
    assert ids[1 : 1 + len(shared) + len(strip)] == [*shared, *(f"PART.{key}" for key in strip)]
    (level,) = (
        line for line in parameter_markdown(rows, parts) if line.startswith("| `PART.level`")
    )
    assert "| `/param/PART.level` | -60 to 12 | dB | decibel | by part |" in level


def test_the_table_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert max(map(len, printed(capsys, "params").splitlines())) <= 80


def test_markdown_is_a_table(capsys: pytest.CaptureFixture[str], own: tuple[str, str]) -> None:
    lines = printed(capsys, "params", own[0], "--csd", own[1], "--markdown").splitlines()
    table = [line for line in lines if line.startswith("|")]
    heading = "| id | OSC address | range | unit | warp | default | description |"
    assert table[:2] == [heading, "| --- | --- | --- | --- | --- | --- | --- |"]
    assert {line.replace("\\|", "").count("|") for line in table} == {8}
    assert (
        "| `bright\\|dark` | `/param/bright\\|dark` | 20 to 20000 |  | linear | 1000 |" in table[-2]
    )
    assert "| `PART.density` | `/param/PART.density` |" in table[-1]


def test_the_readme_has_this_table(capsys: pytest.CaptureFixture[str]) -> None:
    found = MARKED.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None, "README.md has no table between <!-- params --> and <!-- /params -->"
    assert found.group(1).strip() == printed(capsys, "params", FLAGSHIP, "--markdown").strip()


# -- addresses


def test_every_address_is_told_but_those_by_number_once(setup: Setup) -> None:
    subject = subject_of(setup)
    known = endpoints(subject)
    assert [row["address"] for row in address_rows(subject)] == list(known)
    lines = list(address_lines(subject))
    numbered = re.compile(r"/track/\d\d/")
    told = [line.split()[0] for line in lines[1:] if line.startswith("/")]
    assert told[:-1] == [address for address in known if not numbered.match(address)]
    assert lines[-3].startswith(f"/track/NUMBER/… is the same by number: 01 {subject.parts[0]}")


def test_what_an_address_takes_is_told() -> None:
    subject = subject_of(prepare(Choice(FLAGSHIP, 0)))
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in address_lines(subject) if line}
    assert lines["/tempo"] == "f 20 to 999 beats a minute"
    assert lines["/param/filter.cutoff/ramp"].startswith("ff 0 to 1, 0 to 3600 ")
    assert lines["/snapshot/recall"].startswith("x[f] bring a snapshot back")
    assert lines["/note"].startswith("sfff 8 names, any, 0 to 1, any play a note")
    assert lines["/track/bell/mute"].startswith("T silence the part")
    guarded = [address for address, said in lines.items() if said.endswith(" (token)")]
    assert guarded == [
        *("/transport/record", "/audio/return", "/piece", "/snapshot/store"),
        *("/midi/learn", "/midi/forget", "/osc/learn", "/osc/forget"),
    ]


def test_addresses_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["address"]: row for row in json.loads(printed(capsys, "osc-map", "--json"))}
    assert rows["/tempo"] == {
        "address": "/tempo",
        "types": "f",
        "optional": "",
        "form": "native",
        "writable": True,
        "readable": True,
        "ranges": [{"minimum": 20.0, "maximum": 999.0, "values": []}],
        "guarded": False,
        "parameter": "tempo",
        "description": "beats a minute",
    }
    assert rows["/piece"]["guarded"] is True
    assert rows["/piece"]["ranges"] == [
        {"minimum": None, "maximum": None, "values": pieces.names()}
    ]
    assert rows["/status/late"]["writable"] is False
    assert "/track/01/level" in rows


# -- layouts


def test_layouts_are_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tosc, session = tmp_path / "a.tosc", tmp_path / "a.json"
    options = ["--touchosc", str(tosc), "--open-stage-control", str(session)]
    said = printed(capsys, "osc-map", "phase", *options)
    count = len(subject_of(prepare(Choice("phase", 0))).declared)
    assert said == (
        f"{tosc}: a layout for TouchOSC with {count} parameters of phase\n"
        f"{session}: a layout for Open Stage Control with {count} parameters of phase\n"
    )
    assert b"<lexml" in zlib.decompress(tosc.read_bytes())
    assert json.loads(session.read_bytes())["type"] == "session"
    assert sorted(tmp_path.iterdir()) == [session, tosc]


def test_a_file_that_is_there_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tosc, session = tmp_path / "a.tosc", tmp_path / "a.json"
    session.write_text("mine")
    options = ["--touchosc", str(tosc), "--open-stage-control", str(session)]
    assert main(["osc-map", *options]) == 1
    assert capsys.readouterr().err == f"scoretime: {session} exists: give --force to overwrite it\n"
    assert (session.read_text(), sorted(tmp_path.iterdir())) == ("mine", [session])
    printed(capsys, "osc-map", *options, "--force")
    assert session.read_text() != "mine"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("params nopiece", 2, "no piece named 'nopiece'"),
        ("params --json --markdown", 2, "not allowed with argument"),
        ("params {folder}/no.py", 3, "no.py: cannot be read"),
        ("params --csd {folder}/no.csd", 3, "no.csd: cannot be read"),
        ("osc-map nopiece", 2, "no piece named 'nopiece'"),
        ("osc-map --touchosc {folder}/no/a.tosc", 1, "the folder does not exist"),
        ("osc-map --touchosc {folder}", 1, "this is a folder: give a file name"),
        ("osc-map --touchosc {folder}/a --open-stage-control {folder}/a", 1, "asked for twice"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    line: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.format(folder=tmp_path).split()) == code
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines()), said in err) == ("", 1, True), err
    assert list(tmp_path.iterdir()) == []
