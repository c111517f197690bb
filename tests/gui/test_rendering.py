from __future__ import annotations

import json
from typing import Any

import pytest

from gui.rendering import Rendering, told

REPORT: dict[str, Any] = {
    "path": "/music/a.wav",
    "seconds": 65.5,
    "loudness_lufs": -16.84,
    "true_peak_db": -1.55,
    "speed": 32.4,
    "notices": [],
    "reports": [],
}


def hearing(*lines: str) -> Rendering:
    rendering = Rendering()
    for line in lines:
        rendering._take(line.encode())
    return rendering


def line(seconds: float, expected_seconds: float | None, speed: float) -> str:
    return json.dumps({"seconds": seconds, "expected_seconds": expected_seconds, "speed": speed})


def test_before_it_has_begun_nothing_is_known() -> None:
    rendering = Rendering()
    assert (rendering.seconds, rendering.share, rendering.remaining_seconds) == (0.0, None, None)
    assert (rendering.result, rendering.error, rendering.running) == ("", "", False)
    assert rendering.poll() is False
    rendering.cancel()
    rendering.close()


def test_lines_tell_how_far_it_is() -> None:
    rendering = hearing(line(5.0, 60.0, 20.0), line(15.0, 60.0, 30.0))
    assert (rendering.seconds, rendering.share, rendering.speed) == (15.0, 0.25, 30.0)
    assert rendering.remaining_seconds == pytest.approx(1.5)


def test_without_an_end_there_is_no_share() -> None:
    rendering = hearing(line(15.0, None, 30.0))
    assert (rendering.seconds, rendering.share, rendering.remaining_seconds) == (15.0, None, None)


def test_more_than_was_expected_is_all_of_it() -> None:
    rendering = hearing(line(70.0, 60.0, 30.0))
    assert (rendering.share, rendering.remaining_seconds) == (1.0, 0.0)


@pytest.mark.parametrize(
    "odd", ["{}", "[]", "7", "null", '{"seconds": "x"}', "{", '{"seconds": 1}']
)
def test_what_is_no_progress_is_a_complaint(odd: str) -> None:
    rendering = hearing(line(5.0, 60.0, 20.0), odd)
    assert list(rendering.complaints) == [odd]
    assert rendering.seconds == 5.0


def test_lines_may_come_in_pieces() -> None:
    rendering = Rendering()
    rendering._rest = b""
    text = (line(5.0, 60.0, 20.0) + "\nscoretime: a b\n\nc").encode()
    for place in range(len(text)):
        rendering._split(text[place : place + 1])
    assert rendering.seconds == 5.0
    assert list(rendering.complaints) == ["a b"]


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        ({}, "/music/a.wav: 65.5 s, -16.8 LUFS, true peak -1.6 dBTP, 32 times real time"),
        (
            {"loudness_lufs": None, "true_peak_db": None},
            "/music/a.wav: 65.5 s, silent, 32 times real time",
        ),
        (
            {"notices": ["3 samples over full scale were clipped"]},
            "/music/a.wav: 65.5 s, -16.8 LUFS, true peak -1.6 dBTP, 32 times real time"
            " · 3 samples over full scale were clipped",
        ),
    ],
)
def test_a_report_is_one_line(differing: dict[str, Any], said: str) -> None:
    assert told(REPORT | differing) == said


def test_what_a_part_did_wrong_is_told_beside_the_result() -> None:
    rendering = Rendering()
    rendering.printed = json.dumps(REPORT | {"reports": ["part 'low': boom"]}).encode()
    rendering.ended(3)
    assert rendering.error == "part 'low': boom"
    assert rendering.result.startswith("/music/a.wav")
    assert rendering.share == 1.0


@pytest.mark.parametrize(
    ("complaints", "exit_code", "error"),
    [
        ((b"scoretime: /a.wav exists: give --force",), 1, "/a.wav exists: give --force"),
        (
            (b"scoretime: argument --bars: not allowed (see `scoretime render --help`)",),
            2,
            "argument --bars: not allowed",
        ),
        ((b"warning", b"scoretime: no"), 2, "no"),
        ((), -11, "the render ended with signal 11"),
        ((), 1, "the render ended with exit code 1"),
    ],
)
def test_a_failure_is_one_line(complaints: tuple[bytes, ...], exit_code: int, error: str) -> None:
    rendering = Rendering()
    for complaint in complaints:
        rendering._take(complaint)
    rendering.printed = b'{"path": "/mus'
    rendering.ended(exit_code)
    assert (rendering.error, rendering.result) == (error, "")
