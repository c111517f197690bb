"""Checks that fail, and what counts as missing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lab.checks.finding import Check, Finding, State, found

WARNING = State.WARNING


def test_a_check_that_fails_is_a_finding() -> None:
    def look() -> Iterator[Finding]:
        raise ZeroDivisionError("by\nzero")
        yield

    assert found(Check("sum", look)) == [
        Finding("sum", WARNING, "the check failed (ZeroDivisionError: by zero)")
    ]
    assert found(Check("sum", look, needed=True))[0].fails


def test_only_what_is_needed_and_missing_fails() -> None:
    assert [
        Finding("x", state, "", needed=needed).fails for state in State for needed in (True, False)
    ] == [False, False, False, False, True, False]
