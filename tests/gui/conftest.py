"""A piano roll, for the tests of what it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)
