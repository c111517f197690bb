from __future__ import annotations

import re

import pytest

from generator.control.status import MISHAPS, Status
from generator.terminal.line import View, digit_of, mute_line, status_line
from generator.terminal.text import columns_of

PARTS = ("bell", "pluck", "mallet", "pad", "bass", "kick", "snare", "hat")
VIEW = View(PARTS, "jack", 48_000, 2.67, realtime=True, events_per_second=14.2)


def status(**changes: object) -> Status:
    base = {"bar": 12, "beat": 3.4, "tempo_bpm": 120.0, "margin_ms": 9.87, "sample": 48_000}
    return Status(**(base | changes))  # type: ignore[arg-type]


def plain(line: str) -> str:
    return re.sub(r"\x1b\[\d*m", "", line)


def test_a_wide_terminal_shows_everything_in_words() -> None:
    assert plain(status_line(status(late=2, dropped=1), VIEW, 160)) == (
        " 12.3 120 BPM  bell pluck mallet pad bass kick snare hat  14 events/s  margin 9.9 ms  "
        "late 2  dropped 1  jack 2.7 ms  real-time"
    )


def test_eighty_columns_show_everything_in_short() -> None:
    assert plain(status_line(status(late=2, dropped=1), VIEW, 79)) == (
        " 12.3 120 BPM  b p m p b k s h  14/s +9.9ms late 2 dropped 1 jack 2.7ms rt"
    )


def test_a_quiet_run_has_a_short_line() -> None:
    assert plain(status_line(status(gap_ms=1.84), VIEW, 79)) == (
        " 12.3 120 BPM  be pl ma pa ba ki sn ha  14/s +9.9ms gap 1.8ms jack 2.7ms rt"
    )
    assert plain(status_line(status(xruns=0), VIEW, 160)).endswith(
        "  14 events/s  margin 9.9 ms  jack 2.7 ms  real-time"
    )


def test_all_that_goes_wrong_is_counted_in_the_line() -> None:
    wrong = {each.name: number for number, each in enumerate(MISHAPS, start=1)}
    assert plain(status_line(status(**wrong, gap_ms=12.3), VIEW, 240)).endswith(
        "margin 9.9 ms  gap 12.3 ms  late 1  dropped 2  refused 3  faults 4  clipped 5  NaN 6  "
        "xruns 7  shed 8  restarts 9  jack 2.7 ms  real-time"
    )


@pytest.mark.parametrize("columns", [0, 1, 10, 40, 79, 80, 100, 300])
def test_the_line_never_exceeds_the_columns(columns: int) -> None:
    for names in (PARTS, ("弦楽器", "打楽器"), tuple("abcdefghijklmnop"), ()):
        view = View(names, "portaudio", 48_000, 12.345, events_per_second=99_999.0)
        counts = dict.fromkeys((each.name for each in MISHAPS), 1234)
        busy = status(bar=123_456, tempo_bpm=999.0, paused=True, gap_ms=1234.5, **counts)
        assert columns_of(plain(status_line(busy, view, columns))) <= columns
        assert columns_of(plain(mute_line(names, columns))) <= columns


def test_parts_light_up_from_their_onset_for_a_moment() -> None:
    latest = {"bell": 48_000, "pluck": 48_001, "mallet": 43_000, "pad": 42_000}
    line = status_line(status(latest=latest), VIEW, 160)
    lit = re.findall(r"\x1b\[7m(\w+)", line)
    assert lit == ["bell", "mallet"]  # pluck is yet to come, pad is over


def test_muted_parts_are_dim() -> None:
    assert "\x1b[2mbass\x1b[0m" in status_line(status(muted=["bass"]), VIEW, 160)


def test_a_pause_and_a_refused_priority_are_shown() -> None:
    line = status_line(status(paused=True), View(PARTS, "null", 48_000), 160)
    assert "120 BPM paused" in line
    assert "no real-time" in line


def test_before_the_first_note_there_is_no_margin() -> None:
    assert "margin -" in status_line(status(margin_ms=None), VIEW, 160)


def test_a_name_cannot_steer_the_terminal() -> None:
    assert "\x1b[2J" not in status_line(status(), View(["\x1b[2Jx"], "null", 48_000), 160)


def test_ten_parts_have_digits() -> None:
    assert [digit_of(index) for index in (0, 8, 9)] == ["1", "9", "0"]
    assert mute_line(PARTS, 100).startswith("mute  1 bell  2 pluck")
