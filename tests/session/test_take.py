"""What is heard of a performance: shown, recorded, and recorded on by another engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from generator.session.ending import Ending, Extent
from generator.session.scope import Scope, shared_file
from generator.session.take import Take

RATE = 48_000


def take_of(origin_sample: int = 0, scope: Scope | None = None) -> Take:
    return Take(Ending(Extent(), 4.0, RATE), RATE, 2, 32, origin_sample, scope)


def level(value: float, frames: int) -> np.ndarray:
    return np.full((frames, 2), value)


def test_what_is_heard_is_shown() -> None:
    with shared_file() as file:
        scope = Scope(file.fileno())
        take = take_of(scope=scope)
        take.hear(level(0.25, 960))
        take.hear(level(0.5, 640))
        written, frames = scope.since(0)
    assert written == 1600
    assert np.array_equal(frames[:, 0], np.r_[np.full(960, 0.25), np.full(640, 0.5)])


def test_a_recording_tells_its_file_its_length_and_where_it_began(tmp_path: Path) -> None:
    path = str(tmp_path / "a.wav")
    take = take_of()
    take.hear(level(0.1, 4800))
    assert take.recording() is None
    take.ask(path)
    take.hear(level(0.2, 2400))
    assert take.recording() == {"path": path, "seconds": 0.05, "start_sample": 4800}
    take.ask(None)
    take.hear(level(0.3, 2400))
    assert take.recording() is None
    assert list(take.reports) == [f"recording to {path}", "recorded 0.1 s"]


def test_another_engine_goes_on_with_a_recording_from_its_own_beginning(tmp_path: Path) -> None:
    """Begun at sample 4800, broken off 2400 later, taken up at sample 9600: silence between."""
    path = tmp_path / "a.wav"
    first = take_of()
    first.hear(level(0.1, 4800))
    first.ask(str(path))
    first.hear(level(0.25, 2400))
    first.close()
    second = take_of(origin_sample=9600)
    second.record(path, force=False, start_sample=4800)
    second.hear(level(0.5, 1200))
    assert second.recording() == {"path": str(path), "seconds": 0.125, "start_sample": 4800}
    second.close()
    frames = soundfile.read(path)[0][:, 0]
    expected = np.r_[np.full(2400, 0.25), np.zeros(2400), np.full(1200, 0.5)]
    assert np.array_equal(frames, expected)


def test_a_recording_that_fails_is_reported_and_another_can_begin(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    take = take_of()
    take.record(path, force=False)
    take.hear(level(0.1, 4800))
    path.unlink()
    take.close()
    (report,) = take.reports
    assert "removed while it was being written" in report
    assert take.recording() is None
    take.ask(str(path))
    take.hear(level(0.2, 2400))
    take.close()
    assert soundfile.info(path).frames == 2400


def test_where_no_file_can_be_made_the_music_goes_on(tmp_path: Path) -> None:
    take = take_of()
    take.ask(str(tmp_path / "none" / "a.wav"))
    assert take.hear(level(0.1, 4800)) is False
    (report,) = take.reports
    assert "the folder does not exist" in report


def test_samples_beyond_full_scale_are_counted() -> None:
    take = take_of()
    for value in (0.5, 1.0, -1.0):
        take.hear(level(value, 960))
    assert take.clipped == 0
    loud = level(0.0, 960)
    loud[3, 0], loud[7:9, 1] = 1.001, -2.0
    take.hear(loud)
    take.hear(loud)
    assert take.clipped == 6
