"""A piano roll, for the tests of what it is made of; a real window, for those of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.display import display
from tests.gui.opened import Opened, opened
from tests.gui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture(scope="module")
def screen() -> Iterator[None]:
    with display():
        yield


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a user's files be in the test's own folder."""
    monkeypatch.setenv("SCORETIME_HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def window(screen: None, folders: None, tmp_path: Path) -> Iterator[Opened]:
    with opened(tmp_path) as opened_window:
        yield opened_window
