from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.errors import OutputError
from generator.lab.picture import OTHER, OURS_COLOUR, columns_for, draw_errors, marks_ms, placed
from generator.lab.report import Report
from tests.lab.measuring import MACHINE, measured, report, wanted


def drawn(path: Path, made: Report) -> np.ndarray:
    from matplotlib.image import imread

    draw_errors(path, made)
    return np.asarray(imread(path))[:, :, :3]


def found(picture: np.ndarray, text: str) -> np.ndarray:
    """The places of a colour in a picture, as rows and columns."""
    colour = np.array([int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.argwhere(np.abs(picture - colour).max(axis=2) < 0.02)


def test_ours_stands_at_nothing_and_the_others_beside_it(tmp_path: Path) -> None:
    picture = drawn(tmp_path / "a.png", report(wanted(buffers=(1024,))))
    assert picture.shape[1] == 2400
    ours, others = found(picture[:, 400:], OURS_COLOUR), found(picture[:, 400:], OTHER)
    middle = 400 + ours[:, 1].mean()
    assert middle == pytest.approx((1.6 + (16.0 - 1.6 - 0.25) / 2) * 150, abs=15)
    assert 400 + others[:, 1].min() > middle + 100  # 10.8 ms too long
    assert others[:, 0].mean() < ours[:, 0].mean()  # in the row above


def test_every_condition_has_a_column_and_the_fifth_goes_below(tmp_path: Path) -> None:
    one = drawn(tmp_path / "a.png", report(wanted("scheduled", buffers=(1024,))))
    buffers = (64, 128, 256, 512, 1024)
    five = drawn(tmp_path / "b.png", report(wanted("scheduled", buffers=buffers)))
    assert five.shape[0] > one.shape[0] * 1.3
    places = found(five, OURS_COLOUR)
    columns = {round((place - 240) / 540) for place in places[places[:, 1] > 300][:, 1]}
    assert columns == {0, 1, 2, 3}


def test_a_run_without_a_click_has_an_empty_row(tmp_path: Path) -> None:
    made = report(wanted("channel-pulse"))
    made.measured = [measured(each.run, []) for each in made.measured]
    picture = drawn(tmp_path / "a.png", made)
    assert len(found(picture, OTHER)) == 0


def test_of_nothing_there_is_a_picture_too(tmp_path: Path) -> None:
    assert drawn(tmp_path / "a.png", Report(wanted(), MACHINE)).shape[1] == 2400


def test_a_picture_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create it first"):
        draw_errors(tmp_path / "no" / "a.png", report(wanted()))


def test_the_axis_is_even_within_a_millisecond_and_by_powers_of_ten_beyond() -> None:
    assert placed([-0.5, 0.0, 1.0, 10.0, -100.0]).tolist() == [-0.5, 0.0, 1.0, 2.0, -3.0]
    assert marks_ms(3.4) == [-100.0, -10.0, -1.0, 0.0, 1.0, 10.0, 100.0]


def test_all_tempos_of_a_load_stand_side_by_side() -> None:
    assert [columns_for(tempos) for tempos in (1, 2, 3, 4, 5)] == [4, 4, 3, 4, 4]
