"""Shaping: what register, dynamics, legato and density do to notes, and what they leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition import Event, Live, Note, Part, Rest
from generator.composition.piece import PartFunction
from generator.composition.standard import DYNAMICS, LEGATO, REGISTER
from generator.patterns.streams import stream
from generator.timing.line import Line
from generator.timing.scheduler import Scheduler
from generator.timing.shaping import MIDDLE_AMPLITUDE, Shaping, contrasted, folded
from generator.timing.tempo import TempoMap
from tests.performing import RATE, KeepingSink

NEUTRAL = {"swing": 0.0, "register": 0.0, "dynamics": 1.0, "legato": 1.0, "a.density": 1.0}


def wander(live: Live) -> Iterator[Note | Rest | list[Note]]:
    """Notes, rests and chords at random."""
    random = live.random
    while True:
        kind = random.random()
        note = Note(
            random.uniform(30, 100), random.uniform(0.1, 2), random.random(), step_beats=0.5
        )
        if kind < 0.2:
            yield Rest(0.25)
        elif kind < 0.4:
            yield [note._replace(pitch=note.pitch + 4), note]
        else:
            yield note._replace(delay_seconds=0.02) if kind < 0.6 else note


def started(
    values: dict[str, float],
    function: PartFunction = wander,
    own: tuple[str, ...] = (),
    *,
    pitched: bool = True,
) -> tuple[Scheduler, KeepingSink]:
    """Return a scheduler of a part named a, at one beat a second."""
    sink = KeepingSink()
    part = Part("a", function, "Pluck", 1, pitched=pitched)
    line = Line(part, Live(values, stream(1, "a"), 1, None), 0)
    return Scheduler([line], TempoMap(60.0), values, RATE, sink, own), sink


def played(
    function: PartFunction = wander,
    own: tuple[str, ...] = (),
    *,
    pitched: bool = True,
    **values: float,
) -> list[Event]:
    """Return what a part named a plays in a hundred beats."""
    ids = {key.replace("__", "."): value for key, value in values.items()}
    scheduler, sink = started(NEUTRAL | ids, function, own, pitched=pitched)
    scheduler.advance(100 * RATE)
    assert not sink.refused
    assert not sink.faults
    return sink.events


AS_COMPOSED = played()


def test_without_the_parameters_notes_are_the_same() -> None:
    """At their neutral values, to the bit."""
    scheduler, sink = started({"swing": 0.0})
    scheduler.advance(100 * RATE)
    assert sink.events == AS_COMPOSED
    assert len(AS_COMPOSED) > 150


@pytest.mark.parametrize("octaves", [-3, -1, 1, 3])
def test_register_moves_by_octaves_and_nothing_else(octaves: int) -> None:
    for event, composed in zip(played(register=octaves), AS_COMPOSED, strict=True):
        assert event.pitch == folded(composed.pitch + 12 * octaves)
        assert 0.0 <= event.pitch <= 135.0
        assert event.frequency_hz / composed.frequency_hz == pytest.approx(
            2.0 ** ((event.pitch - composed.pitch) / 12.0)
        )
        assert event._replace(pitch=composed.pitch, frequency_hz=0.0) == composed._replace(
            frequency_hz=0.0
        )


def test_register_leaves_percussion_where_it_is() -> None:
    assert played(pitched=False, register=2) == AS_COMPOSED


@given(st.floats(0.0, 135.0), st.integers(-3, 3))
def test_a_folded_pitch_keeps_its_class(pitch: float, octaves: int) -> None:
    moved = folded(pitch + 12.0 * octaves)
    assert 0.0 <= moved <= 135.0
    assert (moved - pitch) / 12.0 == pytest.approx(round((moved - pitch) / 12.0), abs=1e-9)
    if 0.0 <= pitch + 12.0 * octaves <= 135.0:
        assert moved == pitch + 12.0 * octaves


@given(st.floats(0.001, 1.0), st.floats(0.0, 2.0))
def test_dynamics_stretch_the_distance_from_the_middle(amplitude: float, contrast: float) -> None:
    """In dB; the middle stays, nothing passes full scale, and louder never becomes softer."""
    loud = contrasted(amplitude, contrast)
    assert 0.0 < loud <= 1.0
    assert contrasted(MIDDLE_AMPLITUDE, contrast) == pytest.approx(MIDDLE_AMPLITUDE)
    assert contrasted(amplitude, 0.0) == MIDDLE_AMPLITUDE
    assert contrasted(amplitude, 1.0) == amplitude
    assert contrasted(amplitude, 2.0) == pytest.approx(min(1.0, amplitude**2 / MIDDLE_AMPLITUDE))
    assert contrasted(min(1.0, amplitude * 1.1), contrast) >= loud
    assert contrasted(0.0, contrast) == 0.0


def test_dynamics_act_on_loudness_alone() -> None:
    for event, composed in zip(played(dynamics=0.0), AS_COMPOSED, strict=True):
        assert event.amplitude == MIDDLE_AMPLITUDE
        assert event._replace(amplitude=composed.amplitude) == composed
    spread = {
        each: [event.amplitude for event in played(dynamics=each)] for each in (0.5, 1.0, 2.0)
    }
    widths = [max(values) - min(values) for values in spread.values()]
    assert widths == sorted(widths)


@pytest.mark.parametrize("legato", [0.1, 0.5, 2.0, 4.0])
def test_legato_is_a_factor_of_length_and_not_of_the_step(legato: float) -> None:
    for event, composed in zip(played(legato=legato), AS_COMPOSED, strict=True):
        assert event.duration_beats == pytest.approx(composed.duration_beats * legato)
        assert event.duration_samples == round(event.duration_beats * RATE)
        assert (event.onset_sample, event.pitch) == (composed.onset_sample, composed.pitch)


def test_a_step_that_is_as_long_as_its_note_stays_as_long() -> None:
    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(60, 0.5)

    assert [event.beat for event in played(part, legato=4.0)] == [0.5 * n for n in range(200)]


@pytest.mark.parametrize("legato", [0.1, 4.0])
def test_the_longest_and_shortest_notes_stay_playable(legato: float) -> None:
    def part(live: Live) -> Iterator[Note]:
        yield Note(60, 1e-6, step_beats=1.0)
        yield Note(60, 100_000.0, step_beats=1.0)

    assert [1e-6 <= each.duration_beats <= 100_000.0 for each in played(part, legato=legato)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("density", [0.0, 0.25, 0.75])
def test_density_lets_a_share_of_the_steps_sound_as_they_were(density: float) -> None:
    """The notes that sound are those that were composed; a chord sounds whole or not at all."""
    heard = played(a__density=density)
    assert [event for event in AS_COMPOSED if event in heard] == heard
    steps = {event.beat for event in AS_COMPOSED}
    assert {event.beat for event in AS_COMPOSED if event not in heard}.isdisjoint(
        event.beat for event in heard
    )
    share = len({event.beat for event in heard}) / len(steps)
    assert abs(share - density) <= 4.0 * (density * (1.0 - density) / len(steps)) ** 0.5


def test_what_sounds_at_a_low_density_depends_on_the_seed_and_part_alone() -> None:
    sieve, steps = stream(1, "a/density"), sorted({event.beat for event in AS_COMPOSED})
    heard = {event.beat for event in played(a__density=0.5)}
    assert [step in heard for step in steps[:50]] == [sieve.random() < 0.5 for _ in range(50)]


def test_an_id_with_a_meaning_of_its_own_shapes_nothing() -> None:
    changes = {"register": 2.0, "dynamics": 0.0, "legato": 3.0, "a__density": 0.0}
    own = ("register", "dynamics", "legato", "a.density")
    assert played(own=own, **changes) == AS_COMPOSED
    assert played(own=own[1:], **changes)[0].pitch == AS_COMPOSED[0].pitch + 24


@pytest.mark.parametrize(
    ("key", "value"), [("register", 1.0), ("dynamics", 0.0), ("legato", 2.0), ("a.density", 0.0)]
)
def test_a_change_acts_from_the_next_step_on(key: str, value: float) -> None:
    """What was committed before, delayed notes too, stays."""
    values = dict(NEUTRAL)
    scheduler, sink = started(values)
    scheduler.advance(50 * RATE)
    values[key] = value
    scheduler.advance(100 * RATE)
    before = [event for event in AS_COMPOSED if event.beat < 50.0]
    assert sink.events[: len(before)] == before
    ids = {key.replace(".", "__"): value}
    if key == "a.density":
        assert len(sink.events) == len(before)
    else:
        assert sink.events[len(before) :] == [e for e in played(**ids) if e.beat >= 50.0]


def test_the_order_of_what_sounds_never_changes() -> None:
    for random in (Random(seed) for seed in range(10)):
        values = {
            "register": float(random.randint(-3, 3)),
            "dynamics": random.uniform(0.0, 2.0),
            "legato": random.uniform(0.1, 4.0),
            "a__density": random.random(),
        }
        onsets = [event.onset_sample for event in played(**values)]
        assert all(later >= earlier for earlier, later in pairwise(onsets))


def test_the_declared_defaults_are_the_neutral_ones() -> None:
    for parameter in (REGISTER, DYNAMICS, LEGATO):
        assert NEUTRAL[parameter.id] == parameter.default


def test_parts_that_do_not_step_cost_nothing() -> None:
    """However many there are: the scheduler reads the values a thousand times a second."""

    class Counting(dict[str, float]):
        reads = 0

        def __getitem__(self, key: str) -> float:
            self.reads += 1
            return super().__getitem__(key)

    parts = [f"part{index}" for index in range(1000)]
    values = Counting(NEUTRAL | {f"{part}.density": 1.0 for part in parts})
    shaping = Shaping(values, parts)
    values.reads = 0
    assert shaping.read()
    assert values.reads == 3
