from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.errors import OutputError
from generator.lab.saving import CLICK_PEAK, SavedClicks, audible
from tests.lab.measuring import RATE, grid, report, wanted


def test_a_click_begins_on_its_exact_sample() -> None:
    sound = audible(np.array([0, 5000, 5001, 44_100]), RATE)
    assert np.abs(sound).max() <= CLICK_PEAK
    assert sound[0] == sound[44_100] == CLICK_PEAK
    assert not sound[4000:5000].any()
    assert not sound[44_000:44_100].any()
    assert sound[5000] == CLICK_PEAK


def test_of_no_clicks_there_is_silence() -> None:
    assert not audible(np.array([], dtype=np.int64), RATE).any()


def test_each_run_becomes_a_file_with_a_telling_name(tmp_path: Path) -> None:
    made = report(wanted(buffers=(128, 1024)))
    clicks = SavedClicks(tmp_path / "clicks", made.wanted, force=False)
    assert list((tmp_path / "clicks").iterdir()) == []
    paths = clicks.write(made.measured)
    assert sorted(path.name for path in (tmp_path / "clicks").iterdir()) == [
        "idle-1024-120bpm-scheduled.wav",
        "idle-1024-120bpm-score-time.wav",
        "idle-128-120bpm-scheduled.wav",
        "idle-128-120bpm-score-time.wav",
    ]
    sound, rate = soundfile.read(paths[1])
    assert (paths[1].name, rate, sound.ndim) == ("idle-128-120bpm-scheduled.wav", RATE, 1)
    starts = np.flatnonzero(np.diff((np.abs(sound) > 0.6).astype(int)) == 1) + 1
    assert set(grid(120.0)[1:]) <= set(starts.tolist())


def test_what_exists_is_only_replaced_by_force(tmp_path: Path) -> None:
    (tmp_path / "idle-128-120bpm-scheduled.wav").write_text("mine")
    with pytest.raises(OutputError, match="exists: give --force"):
        SavedClicks(tmp_path, wanted(), force=False)
    assert [path.name for path in tmp_path.iterdir()] == ["idle-128-120bpm-scheduled.wav"]
    made = report(wanted())
    SavedClicks(tmp_path, made.wanted, force=True).write(made.measured)
    assert soundfile.info(tmp_path / "idle-128-120bpm-scheduled.wav").samplerate == RATE


def test_what_is_not_written_leaves_nothing_behind(tmp_path: Path) -> None:
    SavedClicks(tmp_path / "clicks", wanted(), force=False).discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*create it first"):
        SavedClicks(tmp_path / "no" / "clicks", wanted(), force=False)
