"""Signals that ask for the end, in this process."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import cli
from generator.terminal.signals import ECHO_SECONDS, ENDING, Signals

HANDLED = (*ENDING, signal.SIGTSTP, signal.SIGCONT)
PATIENCE_SECONDS = 20.0


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in HANDLED}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Left:
    """The end of the process, which does not take place."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.came = threading.Event()
        self.now_seconds = 100.0

    def __call__(self, exit_code: int) -> None:
        self.codes.append(exit_code)
        self.came.set()

    def signals(self, patience_seconds: float = PATIENCE_SECONDS) -> Signals:
        return Signals(patience_seconds, self, lambda: self.now_seconds)


@pytest.fixture
def left() -> Left:
    return Left()


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_is_raised_and_tells_in_the_exit_code(left: Left, number: signal.Signals) -> None:
    passed = []
    with left.signals() as signals:
        signal.raise_signal(number)
        passed.append("it went on")
    assert signals.received is number
    assert signals.exit_code == 128 + number
    assert (passed, left.codes) == ([], [])


@pytest.mark.parametrize("number", ENDING)
def test_where_it_is_noted_it_is_only_remembered(left: Left, number: signal.Signals) -> None:
    with left.signals() as signals, signals.noted():
        signal.raise_signal(number)
        assert signals.received is number
        signal.raise_signal(signal.SIGTERM)
        assert signals.received is number, "the first one counts"
    assert left.codes == []


def test_without_a_signal_everything_is_as_before(left: Left) -> None:
    before = [signal.getsignal(number) for number in HANDLED]
    hook, descriptors, threads = sys.unraisablehook, opened(), threading.active_count()
    with left.signals() as signals:
        with signals.noted():
            assert signal.getsignal(signal.SIGTERM) is not before[1]
        assert threading.active_count() == threads + 1
    assert [signal.getsignal(number) for number in HANDLED] == before
    assert (sys.unraisablehook, opened(), threading.active_count()) == (hook, descriptors, threads)
    assert signals.exit_code == 0


def opened() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("number", ENDING)
def test_what_was_ignored_stays_ignored(left: Left, number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_IGN)
    with left.signals() as signals:
        signal.raise_signal(number)
        with signals.noted():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_IGN
    assert signals.received is None
    assert left.codes == []


@pytest.mark.parametrize(
    ("second", "seconds_later", "codes"),
    [
        (signal.SIGINT, 2.0 * ECHO_SECONDS, [130]),
        (signal.SIGINT, 0.5 * ECHO_SECONDS, []),
        (signal.SIGTERM, 2.0 * ECHO_SECONDS, []),
    ],
)
def test_a_second_ctrl_c_leaves_at_once_but_no_echo_of_the_first(
    left: Left, second: signal.Signals, seconds_later: float, codes: list[int]
) -> None:
    with left.signals() as signals, signals.noted():
        signal.raise_signal(signal.SIGINT)
        left.now_seconds += seconds_later
        signal.raise_signal(second)
        assert left.codes == codes


def test_the_terminal_is_given_back_first(left: Left) -> None:
    given: list[list[int]] = []
    with left.signals() as signals, signals.noted(lambda: given.append(list(left.codes))):
        signal.raise_signal(signal.SIGTERM)
        left.now_seconds += 1.0
        signal.raise_signal(signal.SIGINT)
    assert (given, left.codes) == ([[]], [143])


@pytest.mark.parametrize("number", ENDING)
def test_patience_comes_to_an_end(left: Left, number: signal.Signals) -> None:
    with left.signals(patience_seconds=0.0) as signals, signals.noted():
        signal.raise_signal(number)
        assert left.came.wait(PATIENCE_SECONDS)
    assert left.codes == [128 + number]


def test_after_a_signal_another_one_ends_the_process_as_the_system_does(left: Left) -> None:
    with left.signals():
        signal.raise_signal(signal.SIGTERM)
    assert [signal.getsignal(number) for number in ENDING] == [signal.SIG_DFL] * 3


def test_what_python_makes_of_it_inside_a_class_is_no_error(left: Left) -> None:
    class Named:
        def __set_name__(self, owner: type, name: str) -> None:
            signal.raise_signal(signal.SIGINT)

    with left.signals() as signals:
        type("Owner", (), {"named": Named()})
    assert signals.exit_code == 130


def test_where_it_cannot_be_raised_nothing_is_printed(
    left: Left, capsys: pytest.CaptureFixture[str]
) -> None:
    class Freed:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with left.signals() as signals:
        Freed()
    assert signals.exit_code == 130
    assert capsys.readouterr().err == ""


def test_other_errors_are_told(left: Left) -> None:
    with pytest.raises(ValueError, match="no"), left.signals():
        raise ValueError("no")


# -- the command


def interrupted(after: Callable[[], object] = bool) -> Callable[[Namespace], int]:
    """Return a command during which the terminal goes away; then something else happens."""

    def command(arguments: Namespace) -> int:
        try:
            os.kill(os.getpid(), signal.SIGHUP)
        finally:
            after()
        return 0

    return command


def broken() -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("after", [bool, broken])
def test_the_exit_code_of_a_command_tells_of_the_signal(
    after: Callable[[], object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "list", interrupted(after))
    assert cli.main(["list"]) == 129
    assert "Traceback" not in capsys.readouterr().err
