"""What is installed, and what is said of what is not."""

from __future__ import annotations

import sys

import pytest

from generator.errors import WindowError
from generator.lab.checks import installation
from generator.lab.checks.finding import Finding, State
from generator.lab.checks.installation import Required
from tests.lab.checks.looking import only, refusing

OK, WARNING, MISSING = State.OK, State.WARNING, State.MISSING


def test_an_old_python_is_not_enough() -> None:
    assert only(installation.python((3, 13))).state is OK
    old = only(installation.python((3, 9)))
    assert old.fails
    assert ">=3.11 is needed" in old.fact


def test_packages_that_are_absent_are_named_with_the_command_that_installs_them() -> None:
    asked = [
        Required("numpy", "", "2.0"),
        Required("rich", "", None),
        Required("mido", "midi", None),
    ]
    finding = only(installation.packages(asked))
    assert finding.fails
    assert finding.fact == "without rich"
    assert finding.remedy.endswith("-m pip install rich")
    assert only(installation.packages(asked[:1])).state is OK


def test_what_is_required_comes_from_the_metadata() -> None:
    by_extra = {each.extra for each in installation.required()}
    names = {each.name for each in installation.required() if not each.extra}
    assert {"", "midi", "link", "picture"} <= by_extra
    assert {"numpy", "ctcsound"} <= names
    assert installation.version_of("no-such-package") is None


def test_extras_are_optional_and_those_of_developers_are_left_out() -> None:
    asked = [
        *(Required("numpy", "", "2.0"), Required("pytest", "dev", None)),
        *(Required("mido", "midi", "1.3"), Required("python-rtmidi", "midi", None)),
        Required("matplotlib", "picture", "3.9"),
    ]
    midi, picture = installation.extras(asked)
    assert (midi.name, midi.state, midi.fails) == ("extra midi", MISSING, False)
    assert midi.fact == "optional: without python-rtmidi"
    assert midi.remedy.endswith("pip install 'scoretime[midi]'")
    assert picture == Finding("extra picture", OK, "matplotlib 3.9")


def test_csound_that_does_not_load_is_told_with_its_remedy_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    remedy = installation.CSOUND["linux"]
    finding = only(installation.csound(refusing(f"Csound does not load (gone): {remedy}")))
    assert finding == Finding("Csound", MISSING, "Csound does not load (gone)", remedy, True)
    good = only(installation.csound(lambda what: {"csound": "6.18", "ctcsound": "6.17.1"}))
    assert (good.state, good.fact) == (OK, "6.18, by ctcsound 6.17.1")


def test_libraries_that_do_not_load_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    finding = only(installation.libraries(lambda what: {"a.so": "", "b.so": "no such file"}))
    assert (finding.state, finding.fact) == (MISSING, "b.so: no such file")
    assert finding.remedy == "sudo apt-get install libcsound64-dev libcsnd-dev"


@pytest.mark.parametrize(
    ("text", "fact", "remedy"),
    [
        ("no screen", "no screen", "--no-gui"),
        ("no window without Tk (apt install python3-tk)", "no window without Tk", "apt install"),
    ],
)
def test_no_window_is_a_warning_for_the_terminal_plays_as_well(
    text: str, fact: str, remedy: str
) -> None:
    def refuse() -> str:
        raise WindowError(text)

    finding = only(installation.window(refuse))
    assert (finding.state, finding.fact) == (WARNING, fact)
    assert remedy in finding.remedy
    assert not finding.remedy.endswith(")")
