from __future__ import annotations

import pytest

from generator.engine import devices
from generator.engine.audio import MODULES
from generator.engine.devices import Device, Module, survey
from generator.engine.isolation import Outcome
from generator.timing.clock import clock_step_samples
from tests.jack import jack_server


def test_the_step_of_a_clock_is_nearly_its_largest() -> None:
    assert clock_step_samples([128] * 100) == 128
    assert clock_step_samples([128] * 80 + [512] * 20) == 512
    assert clock_step_samples([128] * 99 + [48_000]) == 128


def test_a_module_that_crashes_does_not_take_us_down(monkeypatch: pytest.MonkeyPatch) -> None:
    crash = Outcome(None, -11, "")
    monkeypatch.setattr(devices, "isolated", lambda *_, **__: crash)
    assert survey(["alsa"]) == [Module("alsa", refusal="it crashed (signal 11)")]


@pytest.mark.live
def test_every_module_opens_or_says_why_not() -> None:
    found = survey()
    assert [module.name for module in found] == list(MODULES)
    assert all((module.clock_step_ms is None) == bool(module.refusal) for module in found)
    null = found[-1]
    assert null.devices == ()
    assert null.clock_step_ms == pytest.approx(128 / 48, rel=1.0)


@pytest.mark.live
def test_jack_lists_its_ports_by_the_name_that_connects() -> None:
    with jack_server():
        (jack,) = survey(["jack"])
    assert jack.refusal is None
    assert jack.devices == (Device("system:playback_", "system:playback_1"),)
    assert jack.clock_step_ms is not None
    assert 0.5 < jack.clock_step_ms < 30.0
