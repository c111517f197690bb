from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import soundfile

from generator.errors import UsageError
from gui.background import LOWEST_PRIORITY, PATIENCE_SECONDS, Background
from gui.rendering import Rendering
from gui.survey import Survey
from tests.terminal.running import gone, written

pytestmark = pytest.mark.live

LIMIT_SECONDS = 30.0
ENDLESS = "--duration=3600"


def until(task: Background, condition: Callable[[], object]) -> None:
    """Poll as frames do, until a condition holds."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, (task.complaints, task.exit_code)
        task.poll()
        time.sleep(0.01)


def done(task: Background) -> None:
    """Poll until it has come to its end."""
    until(task, lambda: not task.running)


def process_id(task: Background) -> int:
    assert task._process is not None
    return task._process.pid


@pytest.fixture
def rendering() -> Iterator[Rendering]:
    with closing(Rendering()) as made:
        yield made


@pytest.fixture
def survey() -> Iterator[Survey]:
    with closing(Survey()) as made:
        yield made


def test_a_render_is_followed_to_its_end(rendering: Rendering, tmp_path: Path) -> None:
    path, shares = tmp_path / "a.wav", []
    rendering.start([f"--output={path}", "--duration=40", "--tail=0", "--seed=1", "--", "lattice"])

    def ended() -> bool:
        shares.append(rendering.share)
        return not rendering.running

    until(rendering, ended)
    assert rendering.error == ""
    assert rendering.exit_code == 0
    assert rendering.result.startswith(f"{path}: 40.0 s, -")
    known = [share for share in shares if share is not None]
    assert known == sorted(known)
    assert len({share for share in known if 0.0 < share < 1.0}) > 1
    assert known[-1] == 1.0
    assert rendering.speed > 0.0
    assert soundfile.info(path).frames == 40 * 48_000


def test_it_gives_way_to_all_others(rendering: Rendering, tmp_path: Path) -> None:
    rendering.start([f"--output={tmp_path / 'a.wav'}", ENDLESS])
    until(rendering, lambda: rendering.seconds > 0.0)
    leader = process_id(rendering)
    assert os.getpgid(leader) == os.getsid(leader) == leader
    threads = [int(each.name) for each in Path(f"/proc/{leader}/task").iterdir()]
    assert {os.getpriority(os.PRIO_PROCESS, each) for each in threads} == {LOWEST_PRIORITY}
    group = Path(f"/proc/{leader}/autogroup")
    if group.exists():
        assert group.read_text().split()[-1] == f"{LOWEST_PRIORITY}"


def test_one_that_is_cancelled_leaves_no_file(rendering: Rendering, tmp_path: Path) -> None:
    kept = tmp_path / "stems" / "mine.partial.wav"
    kept.parent.mkdir()
    kept.write_text("mine")
    rendering.start(
        [
            f"--output={tmp_path / 'a.wav'}",
            f"--stems={kept.parent}",
            f"--score={tmp_path / 'a.sco'}",
            f"--export-csd={tmp_path / 'a.csd'}",
            "--normalize=peak:-1",
            ENDLESS,
        ]
    )
    until(rendering, lambda: rendering.seconds > 5.0)
    assert len(list(tmp_path.glob("**/*.partial.*"))) > 4
    leader = process_id(rendering)
    rendering.cancel()
    done(rendering)
    assert rendering.error == "cancelled: no file is left"
    assert rendering.result == ""
    assert [each for each in tmp_path.glob("**/*") if each.is_file()] == [kept]
    assert gone(leader)


def test_one_that_is_cancelled_at_once_leaves_no_file(rendering: Rendering, tmp_path: Path) -> None:
    rendering.start([f"--output={tmp_path / 'a.wav'}", ENDLESS])
    rendering.cancel()
    done(rendering)
    assert rendering.error == "cancelled: no file is left"
    assert list(tmp_path.iterdir()) == []


def test_closing_waits_until_it_is_gone(rendering: Rendering, tmp_path: Path) -> None:
    rendering.start([f"--output={tmp_path / 'a.wav'}", ENDLESS])
    until(rendering, lambda: rendering.seconds > 0.0)
    leader = process_id(rendering)
    rendering.close()
    assert not rendering.running
    assert gone(leader)
    assert list(tmp_path.iterdir()) == []


def test_one_whose_window_is_gone_ends_and_leaves_nothing(tmp_path: Path) -> None:
    arguments = ["render", "--json", "--progress", f"--output={tmp_path / 'a.wav'}", ENDLESS]
    with subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stderr is not None
            assert select.select([process.stderr], [], [], LIMIT_SECONDS)[0], "no line came"
            assert json.loads(process.stderr.readline())["expected_seconds"] == 3_610.0
            process.stderr.close()
            assert process.wait(LIMIT_SECONDS) == 128 + signal.SIGPIPE
        finally:
            process.kill()
    assert list(tmp_path.iterdir()) == []


def test_one_at_a_time(rendering: Rendering, tmp_path: Path) -> None:
    rendering.start([f"--output={tmp_path / 'a.wav'}", ENDLESS])
    with pytest.raises(UsageError, match="wait until it is done"):
        rendering.start([f"--output={tmp_path / 'b.wav'}", ENDLESS])
    rendering.close()
    rendering.start([f"--output={tmp_path / 'b.wav'}", "--duration=1", "--tail=0", "--seed=1"])
    done(rendering)
    assert (rendering.error, (tmp_path / "b.wav").exists()) == ("", True)


def test_what_is_refused_is_told_in_one_line(rendering: Rendering, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_text("old")
    rendering.start([f"--output={path}", "--duration=1"])
    done(rendering)
    assert rendering.error == f"{path} exists: give --force to overwrite it"
    assert path.read_text() == "old"
    rendering.start([f"--output={path}", "--duration=1", "--bars=1"])
    done(rendering)
    assert rendering.error == "argument --bars: not allowed with argument --duration"


def test_a_piece_that_fails_is_told_beside_its_result(rendering: Rendering, tmp_path: Path) -> None:
    piece = written(
        tmp_path / "broken.py",
        "from generator.composition import Note, Piece\n"
        "piece = Piece('broken')\n"
        "@piece.part('low', instrument='Bass')\n"
        "def low(live):\n"
        "    yield Note(36, 1)\n"
        "    raise ValueError('boom')\n",
    )
    rendering.start([f"--output={tmp_path / 'a.wav'}", "--duration=2", "--", piece])
    done(rendering)
    assert "boom" in rendering.error
    assert str(tmp_path / "a.wav") in rendering.result


def test_one_that_does_not_end_is_made_to(tmp_path: Path) -> None:
    now = [0.0]
    with closing(Background(lambda: now[0])) as task:
        task.start(["render", f"--output={tmp_path / 'a.wav'}", ENDLESS])
        leader = process_id(task)
        os.kill(leader, signal.SIGSTOP)
        os.waitid(os.P_PID, leader, os.WSTOPPED)  # a signal to end now waits
        task.cancel()
        assert task.poll() is False
        now[0] = PATIENCE_SECONDS + 1.0
        done(task)
        assert task.exit_code == -signal.SIGKILL
        assert gone(leader)


def test_a_survey_lists_the_modules_of_this_machine(survey: Survey) -> None:
    survey.look()
    with pytest.raises(UsageError):
        survey.look()
    done(survey)
    assert survey.error == ""
    assert [each.name for each in survey.modules] == ["jack", "pulse", "alsa", "portaudio", "null"]
    silent = survey.modules[-1]
    assert silent.refusal == ""
    assert "clock step" in silent.says
    assert all(each.says for each in survey.modules)


def test_a_survey_may_be_given_up(survey: Survey) -> None:
    survey.look()
    leader = process_id(survey)
    survey.cancel()
    done(survey)
    assert (survey.error, survey.modules) == ("given up", ())
    assert gone(leader)
