"""The real Csound, offline: what goes in comes out on its sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from csd import __file__ as csd_package
from generator.composition import Event, Part
from generator.engine.mixer import MASTER, part_parameters
from generator.engine.offline_csound import OfflineCsound
from generator.engine.orchestra import load
from generator.errors import EngineError

CLICK = Path(csd_package).parent / "click.csd"
RATE = 48_000
PART = Part("a", lambda live: iter(()), "Pluck", number=1)
CHANNELS = {
    parameter.channel: parameter.default
    for parameter in (*MASTER, *part_parameters(PART))
    if parameter.channel
}


def event(
    onset: int, instrument: str = "Click", length: int = 480, amplitude: float = 0.5
) -> Event:
    """Return a note of part 1."""
    return Event(onset, length, instrument, amplitude, 220.0, 0.5, 1, (), "a", 0.0, 57.0, 1.0)


def heard(engine: OfflineCsound, seconds: float) -> NDArray[np.float64]:
    """Perform and return the output of these seconds."""
    blocks = []
    for _ in range(round(seconds * 4)):
        engine.perform(RATE // 4)
        blocks.append(engine.read())
    return np.concatenate(blocks)


@pytest.fixture
def clicks() -> Iterator[OfflineCsound]:
    """An engine with the click orchestra."""
    engine = OfflineCsound(load(CLICK), {})
    yield engine
    engine.close()


@pytest.fixture
def mixer() -> Iterator[OfflineCsound]:
    """An engine with the bundled orchestra."""
    engine = OfflineCsound(load(), CHANNELS)
    yield engine
    engine.close()


def test_every_offset_within_a_cycle_is_exact(clicks: OfflineCsound) -> None:
    """A thousand onsets, all places in the control cycle among them."""
    onsets = [index * 37 for index in range(1, 1000)]
    for onset in onsets:
        clicks.note(event(onset))
    assert np.flatnonzero(heard(clicks, 1.0)).tolist() == onsets


def test_an_onset_on_the_very_first_sample(clicks: OfflineCsound) -> None:
    """Sample 0 is there."""
    clicks.note(event(0))
    assert np.flatnonzero(heard(clicks, 0.25)).tolist() == [0]


def test_panic_cuts_notes_and_tails_and_lets_later_notes_sound(mixer: OfflineCsound) -> None:
    """Within 40 ms, without a click, and not for good."""
    mixer.set_channel(0, "part.1.reverb", 0.8)
    mixer.note(event(1000, "Pad", 4 * RATE))
    mixer.silence(RATE)
    mixer.note(event(3 * RATE, "Pluck", RATE))
    output = np.abs(heard(mixer, 4.0)).max(axis=1)
    assert output[RATE // 2 : RATE].max() > 0.01
    assert output[RATE + RATE // 10 : 3 * RATE].max() < 1e-4
    assert output[3 * RATE :].max() > 0.01


def test_a_fade_ends_in_silence_for_good(mixer: OfflineCsound) -> None:
    """Smoothly: no step between two samples is larger than before."""
    mixer.note(event(0, "Pad", 4 * RATE))
    mixer.fade(RATE, 0.05)
    output = heard(mixer, 2.0)
    steps = np.abs(np.diff(output[:, 0]))
    assert steps[RATE - 480 : RATE + RATE // 10].max() <= 1.5 * steps[RATE // 2 : RATE].max()
    assert np.abs(output[RATE + RATE // 10 :]).max() == 0.0


def test_a_channel_changes_at_its_sample(mixer: OfflineCsound) -> None:
    """A level of -60 dB is silence from there on."""
    mixer.note(event(0, "Pad", 4 * RATE))
    mixer.set_channel(RATE, "part.1.level_db", -60.0)
    mixer.set_channel(RATE, "reverb.level_db", -60.0)
    output = np.abs(heard(mixer, 2.0)).max(axis=1)
    assert output[RATE // 2 : RATE].max() > 0.01
    assert output[RATE + RATE // 2 :].max() < 1e-4


def test_output_that_nobody_reads_is_an_error(mixer: OfflineCsound) -> None:
    """The ring holds under three seconds."""
    mixer.perform(RATE)
    mixer.read()
    mixer.perform(4 * RATE)
    with pytest.raises(EngineError, match="unread"):
        mixer.read()
