"""Performances in real time, with real Csound, on null audio and on a JACK server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.engine.audio import AudioSettings
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.rendering import render
from generator.session.setup import Choice
from tests.bench import exactness
from tests.jack import jack_server

pytestmark = pytest.mark.live
TRIES = 3


@pytest.fixture(params=["null", "jack"])
def module(request: pytest.FixtureRequest) -> Iterator[str]:
    """An audio module that runs on this machine."""
    if request.param == "null":
        yield "null"
    else:
        with jack_server():
            yield "jack"


@pytest.mark.parametrize("load_name", ["idle", "threads"])
def test_onsets_fall_on_their_exact_samples(module: str, load_name: str) -> None:
    """All but those that the engine itself counted late: a noisy machine may cause some."""
    asked = exactness.plan("pulse", {"tempo": 750, "division": 4}, seconds=3.0, module=module)
    heard = exactness.hear(asked, load_name)
    assert heard.expected == 150
    assert heard.accounted
    assert heard.stray <= heard.late  # two that are moved may meet


def test_onsets_are_exact_on_a_server_with_long_periods() -> None:
    """Longer than the usual hardware buffer."""
    with jack_server(frames=1024):
        heard = exactness.hear(exactness.plan("pulse", {"tempo": 640}, seconds=3.0, module="jack"))
    assert heard.expected == 32
    assert heard.accounted


@pytest.mark.parametrize(
    "header",
    [
        *("sr = 48000\nksmps = 1024", "sr = 44100\nksmps = 13"),
        *("ksmps = 24", "sr = 96000 / 2\nkr = 1500"),
    ],
)
def test_onsets_are_as_exact_whatever_the_header_says(tmp_path: Path, header: str) -> None:
    """Long control cycles, odd ones, and rates that are not said, or not in figures."""
    orchestra = tmp_path / "click.csd"
    text = Path(exactness.CLICK).read_text(encoding="utf-8")
    usual = "sr = 48000\nksmps = 32"
    assert usual in text
    orchestra.write_text(text.replace(usual, header), encoding="utf-8")
    asked = exactness.plan("pulse", {"tempo": 640, "division": 4}, seconds=2.0)
    heard = exactness.hear(replace(asked, choice=replace(asked.choice, csd=str(orchestra))))
    assert heard.expected == 86
    assert heard.accounted
    assert heard.stray <= heard.late


def test_tempo_steered_live_keeps_every_onset_exact(module: str) -> None:
    """Ten changes a second; the same commands, replayed, give the onsets that were heard."""
    asked = exactness.plan("pulse", {"division": 4}, seconds=3.0, module=module)
    heard = exactness.hear(asked, steer=True)
    assert heard.expected > 30
    assert heard.accounted


def test_live_equals_rendered(module: str, tmp_path: Path) -> None:
    """Bit for bit and in length, in 32-bit float, with tail."""
    choice, extent = Choice("lattice", seed=7), Extent(duration_seconds=4.0)
    rendered = tmp_path / "rendered.wav"
    render(choice, extent, RenderOptions(rendered, quiet=True))
    for attempt in range(TRIES):
        live = tmp_path / f"live{attempt}.wav"
        plan = Plan(choice, extent, AudioSettings(module), recording=str(live))
        front = Front(plan)
        while not front.over:
            front.poll(0.1)
        front.stop()
        status = front.status()
        if status.late + status.dropped == 0:
            break
    else:
        pytest.fail(f"late notes in each of {TRIES} tries: the machine is overloaded")
    ours, theirs = (soundfile.read(path, dtype="float32")[0] for path in (live, rendered))
    assert np.abs(ours).max() > 0.01
    assert np.array_equal(ours, theirs)
