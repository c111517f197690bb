"""The command `scoretime`: what it answers, and how it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

from generator import __version__, pieces
from generator.cli import COMMANDS, main
from generator.engine import devices
from generator.terminal.asked import asked_choice
from generator.terminal.options import SHELLS, parser
from tests.terminal.running import COMMAND, PIECE, run, written

OWN = """\
<CsoundSynthesizer>
<CsInstruments>
0dbfs = 1
instr Pluck
  out oscili(p4, p5) +
endin
</CsInstruments>
</CsoundSynthesizer>
"""


@pytest.fixture
def piece(tmp_path: Path) -> str:
    return written(tmp_path / "rain.py")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command that fails; return its exit code and its one line."""
    code = main(arguments)
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("scoretime: ")
    return code, line.removeprefix("scoretime: ")


# -- the parser


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    start = time.perf_counter()
    shown = run("--help").stdout
    seconds = time.perf_counter() - start
    assert all(command in shown for command in COMMANDS)
    assert seconds < 0.6  # 0.15 on a machine that does nothing else
    heavy = "{'numpy', 'ctcsound', 'rich', 'scipy', 'shtab', 'generator.session'}"
    code = f"import sys, generator.cli; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: scoretime {command}")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"scoretime {__version__}\n"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--print-completion", shell]) == 0
    script = capsys.readouterr().out
    assert "look-ahead" in script
    assert "export-csd" in script


def test_the_bash_completion_completes() -> None:
    script = run("--print-completion", "bash").stdout
    asked = "COMP_WORDS=(scoretime play --au); COMP_CWORD=2; _shtab_scoretime"
    lines = f'{script}\n{asked}\necho "${{COMPREPLY[@]}}"'
    assert subprocess.check_output(["bash", "-c", lines], text=True).strip() == "--audio"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "the following arguments are required: COMMAND"),
        ("sing", "invalid choice: 'sing'"),
        ("play --duration 0", "argument --duration: 0 is out of range: give 0.001 to 2592000 s"),
        ("play --duration nan", "argument --duration: nan is out of range"),
        ("play --duration=-1", "argument --duration: -1 is out of range"),
        ("play --duration long", "argument --duration: 'long' is no number"),
        ("play --tail -1", "argument --tail: -1 is out of range: give 0 to 3600 seconds"),
        ("play --tempo 5", "argument --tempo: 5 is out of range: give 20 to 999 BPM"),
        ("play --look-ahead 1", "argument --look-ahead: 1 is out of range: give 4 to 10000 ms"),
        ("play --seed 1.5", "argument --seed: '1.5' is no whole number"),
        ("play --seed -1", "argument --seed: -1 is out of range"),
        ("play --audio loud", "argument --audio: invalid choice: 'loud'"),
        ("play --set density", "argument --set: 'density' is no setting: give ID=VALUE"),
        ("play --reverse", "unrecognized arguments: --reverse"),
        ("render", "the following arguments are required: -o/--output"),
        ("render -o x.wav --bars 0", "argument --bars: 0 is out of range: give 1 to"),
        ("render -o x.wav --bars 1 --duration 1", "not allowed with argument --"),
        ("render -o x.wav --bits 12", "argument --bits: invalid choice: '12'"),
        ("render -o x.wav --sr 1", "argument --sr: 1 is out of range: give 8000 to 384000 Hz"),
    ],
)
def test_usage_errors_are_one_line(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = refused(capsys, *line.split())
    assert code == 2
    assert said in text
    assert re.search(r"\(see `scoretime.* --help`\)$", text)


def test_a_seed_is_chosen_where_none_is_given() -> None:
    read = parser(COMMANDS).parse_args
    assert asked_choice(read(["play", "--seed", "7"])).seed == 7
    assert len({asked_choice(read(["play"])).seed for _ in range(8)}) > 1


def test_settings_repeat() -> None:
    arguments = parser(COMMANDS).parse_args(["play", "--set", "a=1", "--set", "b=on"])
    assert asked_choice(arguments).settings == (("a", "1"), ("b", "on"))


# -- list, check, devices


def test_the_list_names_every_piece(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{name}  " in shown for name in pieces.names())
    assert "\x1b" not in shown


def test_the_list_as_json_names_parts_and_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    listed = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert sorted(listed) == pieces.names()
    lattice = listed["lattice"]
    assert {"name": "bass", "instrument": "Bass", "start_beat": 0.0} in lattice["parts"]
    tempo = next(each for each in lattice["parameters"] if each["id"] == "tempo")
    assert (tempo["minimum"], tempo["maximum"], tempo["unit"]) == (20.0, 999.0, "BPM")


def test_check_says_fit_and_what_is_in_it(piece: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", piece]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{piece}: fit to play\n")
    assert "drops (Pluck), low (Bass)" in shown


def test_check_says_file_line_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.csd"
    path.write_text(OWN)
    assert main(["check", str(path)]) == 3
    assert re.match(rf"{path}:[67]: .*syntax error", capsys.readouterr().out)


def test_devices_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [devices.Module("null", clock_step_ms=2.7), devices.Module("jack", refusal="no")]
    monkeypatch.setattr(devices, "survey", lambda: found)
    assert main(["devices"]) == 0
    assert capsys.readouterr().out == "null  clock step 2.7 ms\njack  no\n"
    assert main(["devices", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(each["name"], each["clock_step_ms"]) for each in listed] == [
        ("null", 2.7),
        ("jack", None),
    ]


# -- render


def test_a_render_is_reported(piece: str, tmp_path: Path) -> None:
    target = tmp_path / "rain.flac"
    options = [
        "--seed",
        "7",
        "--bars",
        "2",
        "--tail",
        "0",
        "--bits",
        "16",
        "--normalize",
        "peak:-1",
    ]
    done = run("render", piece, "-o", str(target), *options, "--set", "master.level=-3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{target}: 1.0 s, seed 7, 40 events, ")
    assert soundfile.info(target).duration == pytest.approx(1.0, abs=0.01)


def test_a_render_as_json_names_its_files(piece: str, tmp_path: Path) -> None:
    target, score = tmp_path / "rain.wav", tmp_path / "rain.sco"
    done = run(
        *("render", piece, "-o", str(target), "--seed", "7", "--duration", "0.5", "--tail", "0"),
        *("--sr", "44100", "--ksmps", "10", "--score", str(score), "--json"),
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert (report["sample_rate"], report["ksmps"], report["seed"]) == (44_100, 10, 7)
    assert set(report["files"]) >= {str(target), str(score)}


def test_a_quiet_render_says_nothing(piece: str, tmp_path: Path) -> None:
    target = tmp_path / "rain.wav"
    done = run("render", piece, "-o", str(target), "--duration", "0.2", "--tail", "0", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_endless_piece_needs_an_extent(piece: str, tmp_path: Path) -> None:
    done = run("render", piece, "-o", str(tmp_path / "rain.wav"))
    assert done.returncode == 2
    assert "does not end by itself: give --duration or --bars" in done.stderr


def test_a_part_that_fails_is_told_after_the_render(tmp_path: Path) -> None:
    path = written(tmp_path / "rain.py", f"{PIECE}        1 / 0\n")
    done = run("render", path, "-o", str(tmp_path / "rain.wav"), "--duration", "0.5")
    assert done.returncode == 3
    assert f"part 'low' stopped at {path}:" in done.stderr
    assert (tmp_path / "rain.wav").exists()


# -- errors that only the engine can find


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["nopiece"], 2, "no piece named 'nopiece'"),
        (["{folder}/nofile.py"], 3, "nofile.py: cannot be read: No such file or directory"),
        (["--set", "density=3"], 2, "density = 3 is out of range: give 0 to 1"),
        (["--set", "dencity=1"], 2, "no parameter named 'dencity': did you mean density"),
        (["--csd", "{folder}/no.csd"], 3, "no.csd: cannot be read"),
        (["--csd", "{folder}/own.csd"], 3, "part 'bell' plays instrument 'Bell', which is not"),
        (["{folder}/pluck.py", "--csd", "{folder}/own.csd"], 3, "own.csd:6: "),
        (["--device", "nowhere"], 4, "no audio module is there to open device 'nowhere'"),
        (["--record", "/no/folder/x.wav"], 1, "/no/folder/x.wav: the folder does not exist"),
        (["--record", "{folder}"], 2, "a recording must survive a crash, which only .wav can"),
        (["--record", "{folder}/old.wav"], 1, "old.wav exists: give --force to overwrite it"),
        (["--score", "{folder}/old.wav"], 1, "old.wav exists: give --force to overwrite it"),
    ],
)
def test_what_cannot_be_played_is_told_in_one_line(
    options: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.csd").write_text(OWN)
    (tmp_path / "old.wav").write_bytes(b"old")
    written(tmp_path / "pluck.py", PIECE.replace("Bass", "Pluck"))
    filled = [option.format(folder=tmp_path) for option in options]
    found, line = refused(capsys, "play", "--audio", "null", *filled)
    assert (found, said in line) == (code, True), line
    assert (tmp_path / "old.wav").read_bytes() == b"old"


def test_json_tells_of_an_error_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "nopiece", "--audio", "null", "--json"]) == 2
    summary = json.loads(capsys.readouterr().out)
    assert summary["exit_reason"] == "error"
    assert summary["error"].startswith("no piece named 'nopiece'")


# -- where the output goes


def test_a_reader_that_stops_reading_is_no_error() -> None:
    shown = f"{' '.join(COMMAND)} list --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shown], capture_output=True, text=True)
    assert done.stdout in ("[141\n", "[0\n")
    assert done.stderr == ""


def test_a_full_disk_behind_the_output_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, "list"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("scoretime: ")
    assert "No space left" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_error(piece: str, closed: str) -> None:
    play = f"play {piece} --audio null --duration 0.1 --tail 0 --json"
    done = subprocess.run(["bash", "-c", f"{' '.join(COMMAND)} {play} {closed}"])
    assert done.returncode == 0


def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    name = written(tmp_path / "r\udcffin.py")
    done = run("check", name)
    assert done.returncode == 0
    assert "r\\udcffin.py: fit to play" in done.stdout
