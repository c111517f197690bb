"""From options to the ways in: the token, from the command line or the environment."""

from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.session.panel import Ways
from generator.terminal.options import parser
from generator.terminal.ways import TOKEN_VARIABLE, ways_of


def ways(*options: str) -> Ways:
    return ways_of(parser({"play": lambda arguments: 0}).parse_args(["play", *options]))


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)


def test_without_a_token_no_other_machine_may() -> None:
    assert ways().osc_token == ""


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "from-outside")
    assert ways().osc_token == "from-outside"
    assert ways("--osc-token", "from-the-line").osc_token == "from-the-line"
    assert ways("--osc-token", "").osc_token == ""


def test_a_weak_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="8 to 128"):
        ways("--osc-token", "short")
    monkeypatch.setenv(TOKEN_VARIABLE, "two words")
    with pytest.raises(UsageError, match="8 to 128"):
        ways()


def test_the_token_is_not_in_what_is_printed() -> None:
    assert "from-the-line" not in repr(ways("--osc-token", "from-the-line"))
