"""`scoretime play` as a process, on null audio, with its output in pipes."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from tests.terminal.running import COMMAND, ENDINGS, PIECE, SILENT, Running, gone, run, written

pytestmark = pytest.mark.live

FALLING = (
    PIECE
    + """

@piece.part("falling", instrument="Bell")
def falling(live):
    for step in range(9):
        yield Note(72 // (8 - step), 0.25)
"""
)
ON_TIME_SECONDS = 1.5  # a second, and what a busy machine may add


@pytest.fixture
def piece(tmp_path: Path) -> str:
    return written(tmp_path / "rain.py")


def test_a_performance_is_summed_up_as_json(piece: str, tmp_path: Path) -> None:
    score = tmp_path / "rain.sco"
    played = Running(piece, "--seed", "7", "--duration", "1", "--score", str(score))
    code, _, notices = played.end()
    summary = played.summary
    assert code == 0
    assert summary["events"] == 40
    assert summary["seed"] == 7
    assert summary["exit_reason"] == "duration"
    assert (summary["late"], summary["dropped"], summary["faults"]) == (0, 0, 0)
    assert (summary["refused"], summary["clipped"], summary["nan"], summary["shed"]) == (0, 0, 0, 0)
    assert summary["smallest_margin_ms"] > 4.0
    assert summary["largest_gap_ms"] > 0.0
    assert (summary["audio"], summary["restarts"], summary["error"]) == ("null", 0, None)
    assert score.read_text().count("\ni ") == 40
    assert notices == "playing rain, seed 7, on null audio\n"


def test_the_end_of_the_piece_is_the_end(tmp_path: Path) -> None:
    short = PIECE.replace("while True", "for _ in range(4)")
    played = Running(written(tmp_path / "short.py", short))
    assert played.end()[0] == 0
    assert played.summary["exit_reason"] == "end"


def test_without_json_the_end_is_one_line(piece: str) -> None:
    done = run(*SILENT, piece, "--duration", "0.2", "--no-gui")
    assert done.stdout == ""
    start, end = done.stderr.splitlines()
    assert start.startswith("playing rain, seed ")
    assert re.match(r"played 0\.[2-9] s: 9 events, 0 late, 0 dropped", end)
    assert "\x1b" not in done.stderr


def test_no_sound_device_is_said_with_what_to_do(piece: str, tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name != "PULSE_SERVER"}
    bare |= {"JACK_DEFAULT_SERVER": "there-is-none", "XDG_RUNTIME_DIR": str(tmp_path)}
    if Path("/proc/asound/cards").exists():
        pytest.skip("this machine has sound cards")
    done = run("play", piece, "--seed", "3", "--duration", "0.1", "--tail", "0", env=bare)
    assert done.returncode == 0
    assert f"scoretime render {piece} --seed 3 -o rain.wav" in done.stderr


@pytest.mark.parametrize(("number", "exit_code", "reason"), ENDINGS)
def test_a_signal_ends_with_a_fade_and_closed_files(
    piece: str, tmp_path: Path, number: int, exit_code: int, reason: str
) -> None:
    take = tmp_path / "take.wav"
    played = Running(piece, "--record", str(take))
    engine = played.engine
    time.sleep(0.5)
    code, seconds, _ = played.end(number)
    assert code == exit_code
    assert seconds < ON_TIME_SECONDS
    assert gone(engine)
    assert played.summary["exit_reason"] == reason
    frames, rate = soundfile.read(take)
    assert len(frames) / rate == pytest.approx(played.summary["recorded_seconds"])
    assert abs(frames).max() > 0.01
    assert abs(frames[-1]).max() < 0.001


def test_a_hang_up_ends_it_too(piece: str) -> None:
    played = Running(piece)
    code, seconds, _ = played.end(signal.SIGHUP)
    assert code == 129
    assert seconds < ON_TIME_SECONDS
    assert played.summary["exit_reason"] == "terminated"


def test_a_second_interrupt_ends_at_once(piece: str) -> None:
    played = Running(piece)
    engine = played.engine
    os.kill(engine, signal.SIGSTOP)  # it cannot fade
    played.process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    code, seconds, _ = played.end(signal.SIGINT)
    os.kill(engine, signal.SIGCONT)
    assert code == 130
    assert seconds < 0.4
    assert gone(engine)


def test_an_interrupt_while_the_piece_loads_ends_it(tmp_path: Path) -> None:
    slow = written(tmp_path / "slow.py", "import time\ntime.sleep(60)")
    process = subprocess.Popen([*COMMAND, *SILENT, slow], stderr=subprocess.PIPE, text=True)
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=5)
    assert process.returncode == 130
    assert "Traceback" not in complaints


def test_an_engine_that_dies_is_started_again(piece: str, tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    played = Running(piece, "--duration", "2.5", "--record", str(take))
    time.sleep(1.0)
    os.kill(played.engine, signal.SIGKILL)
    code, _, notices = played.end()
    assert code == 0
    assert "the engine died (exit -9) and was started again" in notices
    assert played.summary["restarts"] == 1
    assert 60 <= played.summary["events"] <= 100
    frames, rate = soundfile.read(take)
    assert len(frames) == 2.5 * rate
    assert abs(frames[-rate // 2 :]).max() > 0.01


def test_an_engine_without_its_front_ends_itself(piece: str, tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    played = Running(piece, "--record", str(take))
    engine = played.engine
    time.sleep(0.7)
    played.end(signal.SIGKILL)
    assert gone(engine)
    frames, rate = soundfile.read(take)
    assert len(frames) > 0.5 * rate
    assert abs(frames[-1]).max() < 0.001


def test_a_part_that_raises_stops_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "falling.py", FALLING)
    played = Running(path, "--duration", "0.5")
    code, _, notices = played.end()
    line = FALLING.splitlines().index("        yield Note(72 // (8 - step), 0.25)") + 1
    assert code == 3
    assert f"part 'falling' stopped at {path}:{line}: ZeroDivisionError" in notices
    assert played.summary["faults"] == 1
    assert played.summary["events"] == 20 + 8


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", disk]).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_stops_the_recording_not_the_music(piece: str, small_disk: Path) -> None:
    take = small_disk / "take.wav"
    played = Running(piece, "--duration", "0.75", "--record", str(take))
    code, _, notices = played.end()
    assert code == 0
    assert "recording stopped: cannot write" in notices
    assert "the disk is full" in notices
    assert played.summary["events"] == 30
    frames, rate = soundfile.read(take)
    assert 0.3 < len(frames) / rate < 0.6


def test_a_file_that_may_grow_no_more_is_as_a_full_disk(piece: str, tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    score = tmp_path / "rain.sco"
    played = Running(piece, "--duration", "0.75", "--score", str(score), preexec_fn=limit)
    code, _, notices = played.end()
    assert code == 0
    assert "the score is not complete: cannot write" in notices
    assert played.summary["events"] == 30


def test_an_orchestra_of_ones_own_says_what_is_left_out(piece: str, tmp_path: Path) -> None:
    own = tmp_path / "own.csd"
    own.write_text(OWN)
    played = Running(piece, "--duration", "0.3", "--csd", str(own))
    code, _, notices = played.end()
    assert code == 0
    assert "own.csd: left out option -odac" in notices


OWN = """\
<CsoundSynthesizer>
<CsOptions>
-odac
</CsOptions>
<CsInstruments>
0dbfs = 1
instr Pluck, Bass
  out linen(oscili(p4, p5), 0.01, p3, 0.01)
endin
</CsInstruments>
</CsoundSynthesizer>
"""
