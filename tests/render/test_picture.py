from __future__ import annotations

import re
from collections.abc import Callable
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from generator.composition.event import Event
from generator.errors import OutputError, UsageError
from generator.render.about import About
from generator.render.overview import Overview
from generator.render.picture import (
    GROUND,
    PALETTE,
    Script,
    check_picture,
    clock,
    colours,
    draw_picture,
    note_name,
    runs_of,
    time_marks,
)

RATE = 48_000


def drawn(path: Path, about: About, script: Script, seconds: int = 4) -> np.ndarray:
    from matplotlib.image import imread

    overview = Overview(RATE, 2)
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(seconds * RATE) / RATE)
    overview.add(np.stack((wave, wave), axis=1))
    overview.add_hops(np.full(10 * seconds, 0.01))
    overview.close()
    draw_picture(path, about, script, overview)
    return np.asarray(imread(path))


def colour(text: str) -> np.ndarray:
    return np.array([int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def test_notes_appear_in_the_colours_of_their_parts(
    tmp_path: Path, about: About, event: Callable[..., Event]
) -> None:
    script = Script()
    script.section("dawn", 0.0, 0)
    script.note(event(0, "lead", amplitude=1.0, pitch=72.0, duration_samples=96_000))
    script.note(event(96_000, "bass", amplitude=1.0, pitch=48.0, duration_samples=96_000))
    picture = drawn(tmp_path / "a.png", about, script)
    assert picture.shape == (1500, 2400, 4)
    assert np.allclose(picture[5, 5, :3], colour(GROUND), atol=0.01)
    roll = picture[190:880, 150:, :3]
    for hue in PALETTE[:2]:
        near = np.abs(roll - colour(hue)).max(axis=2) < 0.08
        assert near.sum() > 1000
    lead, bass = (np.abs(roll - colour(hue)).max(axis=2) < 0.08 for hue in PALETTE[:2])
    assert np.argwhere(lead)[:, 0].mean() < np.argwhere(bass)[:, 0].mean()  # higher pitch, higher
    assert np.argwhere(lead)[:, 1].mean() < np.argwhere(bass)[:, 1].mean()  # earlier, further left


def test_a_run_without_notes_has_a_picture_too(tmp_path: Path, about: About) -> None:
    assert drawn(tmp_path / "a.png", about, Script()).shape == (1500, 2400, 4)


def test_a_picture_that_cannot_be_written_is_an_output_error(tmp_path: Path, about: About) -> None:
    with pytest.raises(OutputError, match="create it first"):
        drawn(tmp_path / "no" / "a.png", about, Script(), seconds=1)


def test_without_matplotlib_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    check_picture()
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    monkeypatch.setattr("generator.render.picture.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=re.escape("pip install 'scoretime[picture]'")):
        check_picture()


def test_parts_keep_their_colours_whoever_plays(about: About, event: Callable[..., Event]) -> None:
    assert colours(about, [event(0, "bass")]) == {"bass": PALETTE[1]}
    assert colours(about, [event(0, "bell"), event(0, "lead")]) == {
        "lead": PALETTE[0],
        "bell": PALETTE[2],
    }


def test_bars_are_counted_anew_where_the_beats_begin_anew(event: Callable[..., Event]) -> None:
    beats = (0.0, 8.0, 7.5, 9.0, 0.5, 4.0)  # a delayed note is no new beginning
    notes = [event(0, beat=beat) for beat in beats]
    assert [[note.beat for note in run] for run in runs_of(notes)] == [
        [0.0, 8.0, 7.5, 9.0],
        [0.5, 4.0],
    ]


def test_labels() -> None:
    assert [note_name(pitch) for pitch in (0, 60, 69)] == ["C-1", "C4", "A4"]
    assert time_marks(4.2) == [0, 1, 2, 3, 4]
    assert time_marks(300.0) == list(range(0, 301, 30))
    assert len(time_marks(86_400.0)) <= 14
    assert [clock(seconds) for seconds in (0.4, 59.6, 3661.0)] == ["0:00", "1:00", "1:01:01"]
