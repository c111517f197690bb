"""Phase: the drift closes exactly, and what happens round it."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import pytest

from generator.composition import Event
from generator.pieces.phase.process import SOLO_REPETITIONS, STEP_BEATS
from tests.pieces.performing import RATE, Performance, perform

SHORTEST_PATTERN = 8


def between(events: list[Event], start_beat: float, end_beat: float) -> list[Event]:
    return [event for event in events if start_beat <= event.beat < end_beat]


def holds(played: Performance) -> list[tuple[int, float]]:
    """Return by how many notes the second player is ahead, and from which beat."""
    return [
        (int(name.split()[-1]), beat) for name, beat, _ in played.sections if "ahead by" in name
    ]


@pytest.mark.parametrize("seed", range(6))
def test_players_in_step_fall_on_the_same_samples(seed: int) -> None:
    """Exactly, in beats and in samples, after every glide, for ten minutes."""
    played = perform("phase", seed, 600.0, hold=4.0, glide=3.0)
    notes = 4 * SHORTEST_PATTERN
    for _, start in holds(played)[:-1]:
        a, b = (
            between(played.part(name), start, start + notes * STEP_BEATS)
            for name in ("first", "second")
        )
        assert [(e.beat, e.onset_sample) for e in a] == [(e.beat, e.onset_sample) for e in b]
        assert len(a) == notes


@pytest.mark.parametrize("glide", [1, 4, 7])
def test_in_a_glide_the_second_plays_one_note_more(glide: int) -> None:
    played = perform("phase", 3, 45.0, hold=4.0, glide=float(glide))
    length = len(played.state.pattern)
    start = holds(played)[1][1] + 4 * length * STEP_BEATS
    end = start + glide * length * STEP_BEATS
    first, second = (between(played.part(name), start, end) for name in ("first", "second"))
    assert (len(first), len(second)) == (glide * length, glide * length + 1)
    ratio = glide * length / (glide * length + 1)
    steps = [later.beat - earlier.beat for earlier, later in pairwise(second)]
    assert all(abs(step - STEP_BEATS * ratio) < 1e-9 for step in steps)


def test_while_they_hold_the_second_is_ahead_by_whole_notes() -> None:
    played = perform("phase", 2, 40.0, hold=2.0, glide=1.0)
    state = played.state
    pattern = [state.pitch(place) for place in range(len(state.pattern))]
    assert len(holds(played)) > 4
    for ahead, start in holds(played)[:-1]:
        end = start + len(pattern) * STEP_BEATS
        first, second = (between(played.part(name), start, end) for name in ("first", "second"))
        assert [event.pitch for event in first] == pattern
        assert [event.pitch for event in second] == pattern[ahead:] + pattern[:ahead]


def test_the_first_player_begins_alone_and_keeps_one_tempo() -> None:
    played = perform("phase", 1, 120.0)
    first = played.part("first")
    assert {later.beat - earlier.beat for earlier, later in pairwise(first)} == {STEP_BEATS}
    alone = SOLO_REPETITIONS * len(played.state.pattern) * STEP_BEATS
    assert played.part("second")[0].beat == alone


@pytest.mark.parametrize("seed", range(20))
def test_every_pitch_is_in_the_mode_in_force(seed: int) -> None:
    played = perform("phase", seed, hold=2.0, glide=1.0)
    assert all(e.pitch in scale for e, scale in zip(played.events, played.scales, strict=True))
    assert len({str(scale) for scale in played.scales}) > 1


@pytest.mark.parametrize("seed", range(20))
def test_bells_and_pad_keep_clear_of_the_players(seed: int) -> None:
    played = perform("phase", seed)
    low, middle, high = (
        median(event.pitch for event in played.part(name)) for name in ("pad", "first", "bells")
    )
    assert middle - low >= 5
    assert high - middle >= 5


def test_patterns_differ_from_themselves_in_every_rotation() -> None:
    """Otherwise a shift could not be heard."""
    for seed in range(60):
        pattern = perform("phase", seed, 0.5).state.pattern
        assert len({tuple(pattern[turn:] + pattern[:turn]) for turn in range(len(pattern))}) == len(
            pattern
        )


def test_it_ends_after_its_movements_in_step() -> None:
    played = perform("phase", 4, 600.0, movements=2.0, hold=1.0, glide=1.0)
    assert played.session.end_sample is not None
    assert played.sections[-1][0] == "2 together"
    last = [played.part(name)[-1].onset_sample for name in ("first", "second")]
    assert last[0] == last[1]
    tonic = played.state.tonic
    final = [event.pitch for event in played.part("pad")[-4:]]
    assert (min(final) - tonic) % 12 in {0, 3, 4, 7}
    assert {(pitch - tonic) % 12 for pitch in final} >= {0, 7}


def test_by_default_it_lasts_ten_minutes_or_more() -> None:
    for seed in range(4):
        end_sample = perform("phase", seed, 3000.0).session.end_sample
        assert end_sample is not None
        assert end_sample > 600 * RATE


def test_swell_and_melody_are_heard() -> None:
    level = [event.amplitude for event in perform("phase", 1, 60.0, swell=0.0).part("first")]
    assert max(level) < 1.1 * min(level)
    swelling = [event.amplitude for event in perform("phase", 1, 60.0, swell=1.0).part("first")]
    assert max(swelling) > 3.0 * min(swelling)
    assert perform("phase", 1, 60.0, melody=0.0).part("bells") == []
    assert perform("phase", 1, 60.0, melody=1.0).part("bells")


def test_density_rises_twofold_when_the_second_comes_in() -> None:
    onsets = perform("phase", 1, 60.0).onsets_seconds()
    counts = [sum(start <= onset < start + 5.0 for onset in onsets) for start in range(0, 60, 5)]
    assert max(counts) >= 2 * min(counts)
