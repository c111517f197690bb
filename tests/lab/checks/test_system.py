"""What a system grants, and what to do where it does not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from generator.lab.checks import system
from generator.lab.checks.finding import State
from tests.lab.checks.looking import only

OK, WARNING = State.OK, State.WARNING


def grants(granted: bool) -> Any:
    return lambda what: {"granted": granted}


@pytest.mark.parametrize(
    ("rules", "member", "remedy"),
    [
        ("", False, [system.GRANT, system.JOIN, system.AGAIN]),
        ("", True, [system.GRANT, system.AGAIN]),
        ("@audio   -  rtprio     95\n", False, [system.JOIN, system.AGAIN]),
        ("# @audio - rtprio 95\n", True, [system.GRANT, system.AGAIN]),
        ("@audio - rtprio 95\n", True, [system.AGAIN]),
    ],
)
def test_what_lacks_for_priority_is_what_is_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: str, member: bool, remedy: list[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "audio.conf").write_text(rules)
    files = [str(tmp_path), str(tmp_path / "absent.conf")]
    finding = only(system.priority(grants(False), 0, member, files))
    assert finding.state is WARNING
    assert finding.remedy.replace(" && ", ", then ") == ", then ".join(remedy)
    assert only(system.priority(grants(True), 0, member, files)).state is OK


def test_little_locked_memory_matters_to_jack_alone() -> None:
    assert only(system.memory(8 << 20, tried=["jack", "null"])).state is WARNING
    assert only(system.memory(8 << 20, tried=["pulse", "null"])).state is OK
    assert only(system.memory(-1, tried=["jack"])).fact == "unlimited may be locked"


@pytest.mark.parametrize(
    ("governor", "driver", "state"),
    [
        ("performance", "acpi-cpufreq", OK),
        ("schedutil", "acpi-cpufreq", OK),
        ("powersave", "acpi-cpufreq", WARNING),
        ("powersave", "intel_pstate", OK),
    ],
)
def test_a_processor_that_is_kept_slow_is_a_warning(
    tmp_path: Path, governor: str, driver: str, state: State
) -> None:
    for core in ("cpu0", "cpu1"):
        folder = tmp_path / core / "cpufreq"
        folder.mkdir(parents=True)
        (folder / "scaling_governor").write_text(f"{governor}\n")
        (folder / "scaling_driver").write_text(f"{driver}\n")
    assert only(system.processor(tmp_path)).state is state


def test_a_governor_that_cannot_be_read_is_no_fault(tmp_path: Path) -> None:
    assert only(system.processor(tmp_path / "absent")).state is OK


def test_folders_that_cannot_be_written_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b"
    assert system.existing(folder) == tmp_path
    assert only(system.folders([folder])).state is OK
    monkeypatch.setattr(system.os, "access", lambda path, mode: False)
    assert str(folder) in only(system.folders([folder])).remedy


def test_a_disk_that_is_nearly_full_is_a_warning() -> None:
    assert only(system.disk(1 << 20)).state is WARNING
    assert "2.0 hours" in only(system.disk(2 * system.RECORDING_BYTES_AN_HOUR)).fact
