"""What reaches an engine, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import pytest

from generator.composition import Event
from generator.engine.gate import BURST_EVENTS, BURST_SAMPLES, Gate
from generator.engine.null import RecordingEngine
from generator.engine.voices import MAXIMUM_VOICES
from generator.errors import NoteError, ScoretimeError, UnknownNameError

RATE = 48_000
FIT = Event(100, 4800, "Pluck", 0.5, 440.0, 0.5, 1, (), "part", 0.0, 69.0, 0.1)
BAD_NUMBERS = (nan, inf, -inf, -1.0, 1e300, "1", None, [1.0], 1j)
NUMBERS = ("onset_sample", "duration_samples", "amplitude", "frequency_hz", "pan", "part_number")


class Choosy(RecordingEngine):
    """Has one instrument and one channel."""

    def plays(self, instrument: str) -> bool:
        return instrument == "Pluck"

    def sets(self, channel: str) -> bool:
        return channel == "cutoff"


@pytest.fixture
def engine() -> Choosy:
    return Choosy(RATE)


@pytest.fixture
def gate(engine: Choosy) -> Gate:
    gate = Gate(engine)
    gate.horizon_sample = RATE
    return gate


def given(engine: Choosy) -> tuple[int, ...]:
    return tuple(map(len, (engine.events, engine.channels, engine.releases, engine.silences)))


def test_what_is_fit_passes(gate: Gate, engine: Choosy) -> None:
    gate.note(FIT)
    gate.note(FIT._replace(controls=(1.0,) * 9))
    gate.set_channel(10, "cutoff", -3.0)
    gate.release(10)
    gate.silence(10)
    gate.fade(10, 1.0)
    assert given(engine) == (2, 1, 1, 1)
    assert engine.fades == [(10, 1.0)]


@pytest.mark.parametrize("value", BAD_NUMBERS)
@pytest.mark.parametrize("name", NUMBERS)
def test_no_event_with_a_bad_number_passes(
    gate: Gate, engine: Choosy, name: str, value: Any
) -> None:
    with pytest.raises(NoteError, match=rf"{name} .* is not playable: give"):
        gate.note(FIT._replace(**{name: value}))
    assert not engine.events


@pytest.mark.parametrize("controls", [(nan,), (inf,), (1e11,), ("a",), (None,), (1.0,) * 10])
def test_no_bad_p_fields_pass(gate: Gate, engine: Choosy, controls: Any) -> None:
    with pytest.raises(NoteError, match="at most 9 finite numbers"):
        gate.note(FIT._replace(controls=controls))
    assert not engine.events


@pytest.mark.parametrize("name", ["Bell", "", "x" * 65_536, 'Pluck"\n', "\0"])
def test_an_unknown_instrument_is_refused(gate: Gate, engine: Choosy, name: str) -> None:
    with pytest.raises(NoteError, match="no instrument named"):
        gate.note(FIT._replace(instrument=name))
    assert not engine.events


@pytest.mark.parametrize(
    "ask",
    [
        lambda gate: gate.note(FIT._replace(onset_sample=3 * RATE)),
        lambda gate: gate.set_channel(3 * RATE, "cutoff", 1.0),
        lambda gate: gate.release(3 * RATE),
        lambda gate: gate.silence(-1),
        lambda gate: gate.shed(3 * RATE, 1),
        lambda gate: gate.set_channel(0, "cutoff", nan),
        lambda gate: gate.set_channel(0, "cutoff", 1e12),
        lambda gate: gate.set_channel(0, "cutoff", "1"),
    ],
)
def test_nothing_is_queued_far_ahead_or_set_to_no_number(
    gate: Gate, engine: Choosy, ask: Callable[[Gate], None]
) -> None:
    with pytest.raises(ScoretimeError):
        ask(gate)
    assert given(engine) == (0, 0, 0, 0)


def test_an_unknown_channel_is_refused(gate: Gate, engine: Choosy) -> None:
    with pytest.raises(UnknownNameError):
        gate.set_channel(0, "volume", 1.0)
    assert not engine.channels


def test_a_burst_is_cut_short_and_the_next_moment_is_free(gate: Gate, engine: Choosy) -> None:
    for _ in range(BURST_EVENTS):
        gate.note(FIT)
    with pytest.raises(NoteError, match=f"more than {BURST_EVENTS} notes"):
        gate.note(FIT)
    gate.note(FIT._replace(onset_sample=BURST_SAMPLES))
    assert len(engine.events) == BURST_EVENTS + 1


def test_too_many_voices_end_the_oldest(gate: Gate, engine: Choosy) -> None:
    for index in range(MAXIMUM_VOICES + 2):
        gate.note(FIT._replace(onset_sample=index, duration_samples=10**9))
    assert engine.shed == [(MAXIMUM_VOICES, [("Pluck", 0)]), (MAXIMUM_VOICES + 1, [("Pluck", 1)])]
    assert gate.stolen == 2
    assert len(engine.events) == MAXIMUM_VOICES + 2


def test_the_quietest_and_then_the_oldest_are_shed(gate: Gate, engine: Choosy) -> None:
    amplitudes = (0.5, 0.2, 0.9, 0.2, 0.1)
    for index, amplitude in enumerate(amplitudes):
        gate.note(FIT._replace(onset_sample=index, amplitude=amplitude))
    gate.note(FIT._replace(onset_sample=5, amplitude=0.0, duration_samples=5))  # ends before
    assert gate.shed(1000, 3) == 3
    assert engine.shed == [(1000, [("Pluck", 4), ("Pluck", 1), ("Pluck", 3)])]
    assert gate.shed(1000, 10) == 2
    assert gate.shed(1000, 10) == 0


def test_what_was_silenced_is_not_shed(gate: Gate, engine: Choosy) -> None:
    gate.note(FIT)
    gate.silence(200)
    assert gate.shed(300, 5) == 0
    assert not engine.shed
