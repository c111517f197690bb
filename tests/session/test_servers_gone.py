"""Audio servers that die or stand still while music plays, and too many voices: all in real time.

`make soak` does the same ten times over.
"""

from __future__ import annotations

from shutil import which

import pytest

from tests.servers import Jack, Pulse
from tests.soak.overload import MANY, told
from tests.soak.servers import BACK_SECONDS, Fate, suffered
from tests.trying import in_three_tries

pytestmark = pytest.mark.live

PLAYED_SECONDS = 0.4


def is_well(fate: Fate) -> None:
    assert max(fate.back_seconds) < BACK_SECONDS
    assert fate.written == fate.asked
    assert fate.strays == 0
    assert fate.longest_seconds < BACK_SECONDS / 4.0


@in_three_tries
def test_a_server_that_dies_or_stands_still_is_replaced_and_returned_to() -> None:
    fate = suffered(Jack, ["killed", "stopped"], PLAYED_SECONDS)
    is_well(fate)
    assert fate.modules == ["jack", "null", "jack", "null", "jack"]
    again, gone = "playing on JACK again", "return to JACK when it is back"
    assert fate.reports == [
        f"JACK has gone (it ended by itself): playing on null audio; {gone}",
        again,
        f"JACK has gone (it stands still): playing on null audio; {gone}",
        again,
    ]


@pytest.mark.skipif(
    which("pulseaudio") is None and which("pipewire") is not None,
    reason="PulseAudio's package would oust the PipeWire that runs here",
)
@in_three_tries
def test_a_server_that_lets_csound_run_ahead_is_found_too() -> None:
    fate = suffered(Pulse, ["killed"], PLAYED_SECONDS)
    is_well(fate)
    assert fate.modules == ["pulse", "null", "pulse"]
    assert fate.reports[0].startswith("PulseAudio has gone (it runs ahead of time): ")


@in_three_tries
def test_too_many_voices_are_ended_until_the_rest_plays_in_time() -> None:
    line = told("", MANY, "null", usual=1.0, seconds=2.5)
    assert line.holds, line
