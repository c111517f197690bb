from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from generator.composition.event import Event
from generator.errors import EngineError, OutputError, UsageError
from generator.render.about import About
from generator.render.normalise import Normalisation
from generator.render.offline import Render, block_frames
from generator.render.options import RenderOptions
from generator.render.report import RenderReport
from generator.render.tail import Tail

RATE = 48_000
END = 2 * RATE


@pytest.fixture
def events(event: Callable[..., Event]) -> list[Event]:
    onsets = range(100, END, 7001)
    return [
        event(onset, ("lead", "bass")[index % 2], frequency_hz=220.0 * (index % 5 + 1))
        for index, onset in enumerate(onsets)
    ]


@pytest.fixture
def rendered(
    about: About,
    events: list[Event],
    engine_of: Callable[..., Any],
    performance_of: Callable[..., Any],
    ending: Callable[..., Any],
) -> Callable[..., RenderReport]:
    def run(options: RenderOptions, stems: Sequence[str] = (), until_silence: bool = True) -> Any:
        engine = engine_of(stems=stems)
        with Render(replace(options, quiet=True), about) as render:
            known = ending(END, END + 3 * RATE, until_silence)
            performance = performance_of(events, render.attach(engine), known)
            render.log.section("dawn", 0.0, 0)
            report = render.run(performance)
        assert engine.asked == [24_000] * len(engine.asked)
        assert performance.horizons == [24_000 * (n + 1) for n in range(len(engine.asked))]
        return report

    return run


def test_the_file_holds_exactly_what_was_performed(
    tmp_path: Path,
    rendered: Callable[..., RenderReport],
    events: list[Event],
    engine_of: Callable[..., Any],
    ending: Callable[..., Any],
) -> None:
    report = rendered(RenderOptions(tmp_path / "a.wav"))
    engine = engine_of()
    for event in events:
        engine.note(event)
    engine.perform(END + 3 * RATE)  # in one piece, where the render took half a second at a time
    want = Tail(RATE, 32).trim(engine.read(), ending(END, END + 3 * RATE))
    read, rate = soundfile.read(tmp_path / "a.wav", dtype="float32")
    assert rate == RATE
    assert np.array_equal(read, want.astype(np.float32))
    assert report.frames == len(read) == pytest.approx(END + 1.1 * RATE, abs=4800)
    assert report.events == len(events)


def test_a_fixed_tail_is_exact(tmp_path: Path, rendered: Callable[..., RenderReport]) -> None:
    report = rendered(RenderOptions(tmp_path / "a.wav"), until_silence=False)
    assert report.frames == soundfile.info(tmp_path / "a.wav").frames == END + 3 * RATE


def test_two_renders_are_the_same_file(
    tmp_path: Path, rendered: Callable[..., RenderReport]
) -> None:
    first = rendered(RenderOptions(tmp_path / "a.flac", bits="16"))
    second = rendered(RenderOptions(tmp_path / "b.flac", bits="16"))
    assert first.sha256 == second.sha256


def test_the_report_and_the_sidecar_say_what_is_in_the_file(
    tmp_path: Path, rendered: Callable[..., RenderReport], about: About
) -> None:
    path = tmp_path / "a.wav"
    report = rendered(RenderOptions(path))
    read, _ = soundfile.read(path)
    sidecar = json.loads((tmp_path / "a.wav.json").read_text(encoding="utf-8"))
    assert report.peak_db == pytest.approx(20 * np.log10(np.abs(read).max()), abs=1e-4)
    assert report.true_peak_db >= report.peak_db
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == sidecar["sha256"]
    assert report.seconds * RATE == report.frames == sidecar["frames"]
    assert report.speed == pytest.approx(report.seconds / report.elapsed_seconds)
    assert sidecar["parameters"] == {"tempo": 120.0}
    assert (sidecar["title"], sidecar["piece"], sidecar["seed"]) == ("Night Loops", "loops", 7)
    assert sidecar["loudness_lufs"] == round(report.loudness_lufs, 2)
    assert sidecar["versions"]["csound"] == "6.18.1"
    assert {"scoretime", "python", "numpy", "ctcsound"} <= set(sidecar["versions"])
    assert json.dumps(report.as_json())
    assert report.files == (path, tmp_path / "a.wav.json")


def test_a_render_of_silence_has_a_sidecar_without_levels(
    tmp_path: Path, rendered: Callable[..., RenderReport], events: list[Event]
) -> None:
    events.clear()
    report = rendered(RenderOptions(tmp_path / "a.wav", normalise=Normalisation("lufs", -16.0)))
    sidecar = json.loads((tmp_path / "a.wav.json").read_text(encoding="utf-8"))
    assert sidecar["loudness_lufs"] is None
    assert report.as_json()["peak_db"] is None
    assert report.notices == ("silent or too short to measure: not normalised",)


def test_stems_are_as_long_as_the_mix_and_add_up_to_it(
    tmp_path: Path, rendered: Callable[..., RenderReport]
) -> None:
    options = RenderOptions(tmp_path / "a.wav", stems=tmp_path / "stems", score=tmp_path / "a.sco")
    report = rendered(options, stems=("lead", "bass"))
    mix, _ = soundfile.read(tmp_path / "a.wav")
    stems = [soundfile.read(tmp_path / "stems" / f"{n}.wav")[0] for n in ("lead", "bass")]
    difference = np.abs(mix - stems[0] - stems[1]).max()
    assert 20 * np.log10(difference / np.abs(mix).max()) < -120
    assert len(report.files) == 5
    assert all(path.exists() for path in report.files)


@pytest.mark.parametrize("bits", ["16", "24", "32f"])
def test_a_peak_is_normalised(
    tmp_path: Path, rendered: Callable[..., RenderReport], bits: str
) -> None:
    options = RenderOptions(tmp_path / "a.wav", bits=bits, normalise=Normalisation("peak", -3.0))
    report = rendered(options)
    read, _ = soundfile.read(tmp_path / "a.wav")
    step_db = 0.001 if bits == "16" else 0.00001
    assert 20 * np.log10(np.abs(read).max()) == pytest.approx(-3.0, abs=step_db)
    assert report.peak_db == pytest.approx(-3.0, abs=1e-5)


def test_a_loudness_is_normalised(tmp_path: Path, rendered: Callable[..., RenderReport]) -> None:
    report = rendered(RenderOptions(tmp_path / "a.wav", normalise=Normalisation("lufs", -30.0)))
    assert report.loudness_lufs == pytest.approx(-30.0, abs=0.01)
    assert list(tmp_path.glob("*partial*")) == []


@pytest.mark.parametrize(("bits", "said"), [("32f", "keeps them"), ("24", "were clipped")])
def test_nothing_is_clipped_silently(
    tmp_path: Path,
    rendered: Callable[..., RenderReport],
    events: list[Event],
    bits: str,
    said: str,
) -> None:
    events[:] = [event._replace(amplitude=1.5) for event in events]
    report = rendered(RenderOptions(tmp_path / "a.wav", bits=bits))
    read, _ = soundfile.read(tmp_path / "a.wav")
    assert said in report.notices[0]
    assert (np.abs(read).max() > 1.0) == (bits == "32f")


def test_score_and_picture_are_made_in_the_same_pass(
    tmp_path: Path, rendered: Callable[..., RenderReport], events: list[Event]
) -> None:
    options = RenderOptions(
        tmp_path / "a.flac", score=tmp_path / "a.sco", picture=tmp_path / "a.png"
    )
    rendered(options)
    lines = (tmp_path / "a.sco").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('i "Sine"') for line in lines) == len(events)
    assert any("---- dawn" in line for line in lines)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_an_existing_file_is_refused_before_the_work(
    tmp_path: Path, rendered: Callable[..., RenderReport]
) -> None:
    (tmp_path / "a.sco").write_text("precious")
    with pytest.raises(OutputError, match=r"a\.sco exists: give --force"):
        rendered(RenderOptions(tmp_path / "a.wav", score=tmp_path / "a.sco"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.sco"]
    rendered(RenderOptions(tmp_path / "a.wav", score=tmp_path / "a.sco", force=True))
    assert (tmp_path / "a.sco").read_text(encoding="utf-8").startswith("; Night Loops")


@pytest.mark.parametrize("name", ["a.xyz", "a.mp3"])
def test_an_impossible_format_is_refused_before_the_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Render(RenderOptions(tmp_path / name, bits="16"), About("t", "p", 1))
    assert list(tmp_path.iterdir()) == []


def test_a_rate_that_does_not_fit_leaves_nothing(
    tmp_path: Path, about: About, engine_of: Callable[..., Any]
) -> None:
    options = RenderOptions(tmp_path / "a.opus", score=tmp_path / "a.sco")
    with pytest.raises(UsageError, match="44100"), Render(options, about) as render:
        render.attach(engine_of(sample_rate=44_100))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending_of_file", ["wav", "flac"])
def test_a_full_disk_stops_the_render_and_leaves_nothing(
    tmp_path: Path,
    rendered: Callable[..., RenderReport],
    file_limit: Callable[[int], AbstractContextManager[None]],
    ending_of_file: str,
) -> None:
    path = tmp_path / f"a.{ending_of_file}"
    with file_limit(60_000), pytest.raises(OutputError) as raised:
        rendered(RenderOptions(path, stems=tmp_path / "stems"), stems=("lead",))
    assert f"cannot write {tmp_path}" in str(raised.value)
    assert "partial" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


class Interrupted:
    """A performance during which Ctrl-C is pressed."""

    def __init__(self, performance: Any, error: BaseException) -> None:
        self._performance = performance
        self._error = error

    @property
    def ending(self) -> Any:
        return self._performance.ending

    def advance(self, horizon_sample: int) -> None:
        if horizon_sample > RATE:
            raise self._error
        self._performance.advance(horizon_sample)


@pytest.fixture
def interrupted(
    about: About,
    events: list[Event],
    engine_of: Callable[..., Any],
    performance_of: Callable[..., Any],
    ending: Callable[..., Any],
) -> Callable[..., None]:
    def run(options: RenderOptions, error: BaseException) -> None:
        with Render(options, about) as render:
            engine = render.attach(engine_of())
            performance = performance_of(events, engine, ending(END, END))
            render.run(Interrupted(performance, error))

    return run


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3"])
@pytest.mark.parametrize("normalise", [None, Normalisation("peak", -6.0)])
def test_ctrl_c_keeps_what_was_rendered_under_a_partial_name(
    tmp_path: Path, interrupted: Callable[..., None], name: str, normalise: Normalisation | None
) -> None:
    (tmp_path / name).write_bytes(b"old")
    options = RenderOptions(tmp_path / name, normalise=normalise, force=True)
    with pytest.raises(KeyboardInterrupt, match=r"the first 1\.0 s are in .*a\.partial\."):
        interrupted(options, KeyboardInterrupt())
    assert (tmp_path / name).read_bytes() == b"old"
    assert soundfile.info(tmp_path / name.replace(".", ".partial.")).frames == RATE


def test_ctrl_c_leaves_no_picture_of_a_part(
    tmp_path: Path, interrupted: Callable[..., None]
) -> None:
    options = RenderOptions(tmp_path / "a.wav", picture=tmp_path / "a.png")
    with pytest.raises(KeyboardInterrupt):
        interrupted(options, KeyboardInterrupt())
    assert [path.name for path in tmp_path.iterdir()] == ["a.partial.wav"]


def test_an_error_of_the_engine_leaves_nothing(
    tmp_path: Path, interrupted: Callable[..., None]
) -> None:
    options = RenderOptions(
        tmp_path / "a.wav",
        normalise=Normalisation("peak", -1.0),
        score=tmp_path / "a.sco",
        csd=tmp_path / "a.csd",
        picture=tmp_path / "a.png",
        stems=tmp_path / "stems",
    )
    threads = threading.active_count()
    with pytest.raises(EngineError, match="broke"):
        interrupted(options, EngineError("broke"))
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == threads


def test_an_engine_that_stops_by_itself_is_an_error(
    tmp_path: Path,
    about: About,
    engine_of: Callable[..., Any],
    performance_of: Callable[..., Any],
    ending: Callable[..., Any],
) -> None:
    engine = engine_of()
    engine.read = lambda: np.zeros((0, 2))
    with (
        pytest.raises(EngineError, match="stopped before the end"),
        Render(RenderOptions(tmp_path / "a.wav"), about) as render,
    ):
        render.run(performance_of([], render.attach(engine), ending(END, END)))


@pytest.mark.parametrize(
    ("rate", "ksmps", "frames"),
    [(48_000, 32, 24_000), (44_100, 32, 22_048), (192_000, 64, 32_768), (8000, 10_000, 10_000)],
)
def test_blocks_are_whole_control_cycles(rate: int, ksmps: int, frames: int) -> None:
    assert block_frames(rate, ksmps) == frames
