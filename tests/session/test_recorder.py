"""Recordings on disks that are slow, hang, are full or gone: whoever hears never waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest
import soundfile

from generator.render.wav import WavWriter, recording
from generator.session import recorder as module
from generator.session.recorder import Recorder

RATE = 48_000
SECOND = np.full((RATE, 2), 0.25)
PATIENCE_SECONDS = 10.0


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[WavWriter]:
    (tmp_path / "folder").mkdir()
    writer = recording(tmp_path / "folder" / "a.wav", RATE, 2)
    yield writer
    writer.close()


class Hanging:
    """Makes a writer's disk hang: at the next frames, and until it is told to answer."""

    def __init__(self, writer: WavWriter, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hangs, self.answer = threading.Event(), threading.Event()
        self.recorder = Recorder(writer)
        self._write = writer.write
        monkeypatch.setattr(writer, "write", self.write)

    def write(self, frames: np.ndarray) -> None:
        self.hangs.set()
        assert self.answer.wait(PATIENCE_SECONDS)
        self._write(frames)

    def record(self) -> Recorder:
        """Return the recorder, whose disk hangs with the first second."""
        self.recorder.start()
        self.recorder.write(SECOND)
        assert self.hangs.wait(PATIENCE_SECONDS)
        return self.recorder

    def end(self) -> None:
        """Let the disk answer, and wait for the end of the file."""
        self.answer.set()
        self.recorder._ending.set()
        self.recorder._thread.join(PATIENCE_SECONDS)


@pytest.fixture
def hanging(writer: WavWriter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    monkeypatch.setattr(module, "CLOSING_SECONDS", 0.01)
    hanging = Hanging(writer, monkeypatch)
    yield hanging
    hanging.end()


def test_what_is_heard_is_written_soon_and_the_header_says_so(writer: WavWriter) -> None:
    recorder = Recorder(writer)
    for count in range(1, 4):
        recorder.write(SECOND)
        recorder.write(SECOND[:100])
        assert recorder.frames == count * (RATE + 100)
        recorder.tend()
        assert soundfile.info(writer.path).frames == recorder.frames
    assert not recorder.reports


def test_a_disk_that_answers_late_costs_nothing(writer: WavWriter, hanging: Hanging) -> None:
    recorder = hanging.record()
    for _ in range(5):
        recorder.write(SECOND)
    assert list(recorder.reports) == [
        f"the disk with {writer.path} is slow: the recording waits for it"
    ]
    hanging.end()
    assert soundfile.info(writer.path).frames == 6 * RATE
    assert recorder.seconds == 6.0


def test_a_disk_that_does_not_answer_is_given_up(writer: WavWriter, hanging: Hanging) -> None:
    recorder = hanging.record()
    for _ in range(40):
        recorder.write(SECOND)
    assert not recorder.open
    assert recorder.seconds == 0.0
    assert "has not answered for 30 s (0.0 s are written)" in recorder.reports[-1]
    assert len(recorder.reports) == 2
    recorder.close()
    hanging.end()
    assert soundfile.info(writer.path).frames == RATE  # what hung, and came through in the end


def test_an_end_waits_for_no_disk(writer: WavWriter, hanging: Hanging) -> None:
    recorder = hanging.record()
    recorder.close()
    assert list(recorder.reports) == [
        f"the disk does not answer: {writer.path} lacks its last 1.0 s"
    ]


def test_a_folder_that_is_gone_is_reported_once(writer: WavWriter) -> None:
    recorder = Recorder(writer)
    recorder.write(SECOND)
    recorder.tend()
    rmtree(writer.path.parent)
    for _ in range(3):
        recorder.write(SECOND)
        recorder.tend()
    assert not recorder.open
    (report,) = recorder.reports
    assert report.startswith(f"recording stopped: cannot write {writer.path} any further")
    assert "the file was removed while it was being written" in report


def test_a_file_with_another_name_is_reported_once_and_goes_on(writer: WavWriter) -> None:
    recorder = Recorder(writer)
    moved = writer.path.parent.rename(writer.path.parent.with_name("elsewhere"))
    for _ in range(3):
        recorder.write(SECOND)
        recorder.tend()
    assert recorder.open
    assert soundfile.info(moved / "a.wav").frames == 3 * RATE
    (report,) = recorder.reports
    assert report.endswith("was moved or replaced; it goes on in the file that it began with")
