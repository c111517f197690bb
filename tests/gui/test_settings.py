from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.control.folders import music_folder, window_file
from gui.settings import Settings

KEPT = {"place": [10, 20], "size": [1280, 800], "scale": 1.5, "page": "Mixer"}


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings((10, 20), (1280, 800), 1.5, "Mixer"),
        Settings((-300, 0), (1100, 680), None, "Csound log"),
    ],
)
def test_what_is_written_is_read_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "new folder" / "window.json"
    settings.write(path)
    assert Settings.read(path) == settings
    assert [each.name for each in path.parent.iterdir()] == ["window.json"]


def test_a_first_time_remembers_nothing(tmp_path: Path) -> None:
    assert Settings.read(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize(
    "odd",
    [
        {"place": [1]},
        {"place": [1, 2, 3]},
        {"place": "12"},
        {"place": [1e9, 0]},
        {"place": [True, False]},
        {"size": [0, 0]},
        {"size": [1280, None]},
        {"size": [float("nan"), 800]},
        {"size": [10**400, 800]},
        {"scale": 0},
        {"scale": "2"},
        {"scale": float("inf")},
        {"page": 3},
        {"page": "x" * 1000},
        {"page": "two\nlines"},
    ],
)
def test_anything_odd_means_that_nothing_is_remembered(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps(KEPT))
    assert Settings.read(path) == Settings((10, 20), (1280, 800), 1.5, "Mixer")
    path.write_text(json.dumps(KEPT | odd))
    assert Settings.read(path) == Settings()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "7", '{"place": null}', "[" * 9_000, '"' + "a" * 20_000, "\udcff"],
)
def test_a_damaged_file_is_no_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, errors="surrogateescape")
    assert Settings.read(path) == Settings()
    Settings(page="Audio").write(path)
    assert Settings.read(path).page == "Audio"


def test_what_cannot_be_written_is_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Settings().write(tmp_path / "file" / "window.json")
    assert Settings.read(tmp_path) == Settings()
    Settings().write(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]


@pytest.mark.parametrize(
    ("place", "screen", "there"),
    [
        ((0, 0), (1920, 1080), True),
        ((640, 280), (1920, 1080), True),
        ((1800, 500), (1920, 1080), True),
        ((1850, 500), (1920, 1080), False),
        ((-1180, 500), (1920, 1080), True),
        ((-1250, 500), (1920, 1080), False),
        ((100, -5), (1920, 1080), False),
        ((100, 1000), (1920, 1080), False),
        ((2000, 100), (1920, 1080), False),
        ((2000, 100), (3840, 1080), True),
    ],
)
def test_the_window_comes_back_where_it_can_be_taken_hold_of(
    place: tuple[int, int], screen: tuple[int, int], there: bool
) -> None:
    settings = Settings(place, (1280, 800))
    assert settings.place_on(*screen) == (place if there else None)


def test_without_a_place_there_is_none() -> None:
    assert Settings(size=(1280, 800)).place_on(1920, 1080) is None


def test_it_is_kept_where_the_user_keeps_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert window_file() == tmp_path / "scoretime" / "window.json"


def test_music_goes_where_the_user_keeps_music(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_MUSIC_DIR", str(tmp_path / "Music"))
    monkeypatch.chdir(tmp_path)
    assert music_folder() == tmp_path
    (tmp_path / "Music").mkdir()
    assert music_folder() == tmp_path / "Music"
