"""What Csound is told at the start."""

from __future__ import annotations

import pytest

from generator.engine.orchestra import load
from generator.engine.startup import MOST_CHANNELS, startup_score
from generator.errors import OrchestraError


def test_more_channels_than_csound_bears_are_refused() -> None:
    channels = {f"dial{index}": 0.0 for index in range(MOST_CHANNELS)}
    assert len(startup_score(load(), channels)) > 2 * MOST_CHANNELS
    with pytest.raises(OrchestraError, match="4,097 channels can be moved, 4,096 is the most"):
        startup_score(load(), channels | {"dial": 0.0})
