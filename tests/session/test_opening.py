"""How audio modules are chosen and opened, with a JACK server without a sound card."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine import audio
from generator.engine.audio import AudioSettings
from generator.errors import AudioDeviceError
from generator.session.opening import modules_for
from tests.jack import jack_server
from tests.terminal.running import Running, run, written


def test_null_audio_has_no_devices() -> None:
    assert modules_for(AudioSettings("null")) == ["null"]
    with pytest.raises(AudioDeviceError, match="no audio module is there to open device 'x'"):
        modules_for(AudioSettings("null", device="x"))


def test_a_named_device_is_not_replaced_by_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "_jack_runs", lambda: True)
    monkeypatch.setattr(audio, "_pulse_runs", lambda: False)
    monkeypatch.setattr(audio, "_has_cards", lambda: True)
    assert modules_for(AudioSettings("auto")) == ["jack", "alsa", "null"]
    assert modules_for(AudioSettings("auto", device="x")) == ["jack", "alsa"]


@pytest.fixture
def piece(tmp_path: Path) -> str:
    return written(tmp_path / "rain.py")


@pytest.fixture(params=[48_000, 44_100])
def rate(request: pytest.FixtureRequest) -> Iterator[int]:
    with jack_server(rate=request.param):
        yield request.param


@pytest.mark.live
def test_jack_plays_at_its_own_rate(piece: str, tmp_path: Path, rate: int) -> None:
    take, score = tmp_path / "take.wav", tmp_path / "rain.sco"
    files = ["--record", str(take), "--score", str(score)]
    played = Running(piece, "--audio", "jack", "--duration", "0.5", *files)
    assert played.end()[0] == 0
    assert played.summary["audio"] == "jack"
    assert played.summary["sample_rate"] == rate
    assert played.summary["events"] == 20
    assert score.read_text().count("\ni ") == 20
    done = run("play", piece, "--audio", "jack", "--record", str(take))
    assert done.returncode == 1
    assert "exists: give --force" in done.stderr


@pytest.mark.live
def test_jack_tells_of_xruns_and_of_wrong_names(piece: str) -> None:
    with jack_server():
        played = Running(piece, "--audio", "jack", "--duration", "1.3")
        time.sleep(0.6)
        os.kill(played.engine, signal.SIGSTOP)
        time.sleep(0.3)
        os.kill(played.engine, signal.SIGCONT)
        assert played.end()[0] == 0
        assert played.summary["xruns"] > 0
        done = run("play", piece, "--audio", "jack", "--device", "nobody:playback_")
    assert done.returncode == 4
    assert "audio module jack has no device 'nobody:playback_'" in done.stderr


@pytest.mark.live
def test_a_module_that_does_not_open_is_named(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "there-is-none")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    done = run("play", piece, "--audio", "jack")
    assert done.returncode == 4
    assert "audio module jack cannot be opened: " in done.stderr
    assert "`scoretime devices` lists what there is" in done.stderr
