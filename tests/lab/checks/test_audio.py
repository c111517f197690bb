"""Which audio module is taken, and what is said of the others."""

from __future__ import annotations

import pytest

from generator.engine.devices import Module
from generator.lab.checks import audio
from generator.lab.checks.finding import Finding, State
from tests.lab.checks.looking import modules, only

OK, WARNING, MISSING = State.OK, State.WARNING, State.MISSING


def heard(looked: audio.Audio) -> list[Finding]:
    return [finding for check in looked.checks for finding in check.look()]


def test_the_first_module_that_opens_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "candidates", lambda wanted: ["jack", "pulse", "null"])
    looked = audio.Audio("auto", modules(pulse=120.0, null=2.7))
    states = {each.name: each.state for each in heard(looked)}
    assert states["audio jack"] is MISSING
    assert states["audio pulse"] is WARNING, "its clock is coarse"
    assert states["audio null"] is OK
    assert only(looked.verdict()) == Finding("audio", OK, "auto takes pulse")


def test_silence_is_a_warning_unless_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted, state in (("auto", WARNING), ("null", OK)):
        looked = audio.Audio(wanted, modules(null=2.7))
        heard(looked)
        assert only(looked.verdict()).state is state


def test_a_module_that_was_asked_for_has_to_open() -> None:
    looked = audio.Audio("jack", modules())
    (finding,) = heard(looked)
    assert finding.fails
    assert finding.fact == "not here"
    assert only(looked.verdict()).fails
    assert looked.taken is None


def test_a_clock_that_stands_still_is_a_warning() -> None:
    assert audio.finding(Module("pulse")).state is WARNING
