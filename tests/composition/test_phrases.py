"""Phrases: what is done to a whole line, note by note and beat by beat."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from itertools import count, islice, pairwise
from random import Random
from statistics import correlation, pstdev

import pytest

from generator.composition import (
    Live,
    Note,
    PartFunction,
    Rest,
    Step,
    layers,
    notes,
    phrases,
    touch,
)
from generator.composition.layers import KEPT_STEPS, notes_of, step_beats
from generator.composition.origin import origin_of
from generator.composition.phrases import canon, off, phase, stut, tempo_canon
from generator.composition.touch import augmented, humanised, ratcheted
from generator.errors import NoteError, PatternError
from generator.patterns import cycle, param, seq
from tests.performing import scheduler_of

Played = list[tuple[float, float]]


def live(parameters: dict[str, float] | None = None) -> Live:
    return Live(parameters or {}, Random(1), 0, None, "a")


def line(*steps: Step) -> PartFunction:
    return lambda live: iter(steps)


def played(function: PartFunction, beats: float = 1e9, of: Live | None = None) -> Played:
    """Return beat and pitch of every note that begins within so many beats."""
    found, beat = [], 0.0
    for step in function(of or live()):
        found += [(beat, note.pitch) for note in notes_of(step)]
        beat += step_beats(step)
        if beat >= beats:
            break
    return sorted(found)


SONG = (Note(60, 1), Rest(0.5), [Note(64, 0.5), Note(67, 0.5)], Note(62, 2, step_beats=1))


def shifted(notes: Played, by: float, up: float = 0.0) -> Played:
    return [(beat + by, pitch + up) for beat, pitch in notes]


@pytest.mark.parametrize("module", [layers, phrases, touch])
def test_examples_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


def test_a_canon_is_its_line_and_the_line_again() -> None:
    song = played(line(*SONG))
    followed = played(canon(line(*SONG), 1.5, transpose=7, voices=3))
    assert followed == sorted(song + shifted(song, 1.5, 7) + shifted(song, 3, 14))


def test_a_follower_plays_what_was_drawn_not_draws_anew() -> None:
    def drawn(live: Live) -> Iterator[Step]:
        while True:
            yield Note(live.random.uniform(40, 80), 0.5)

    found = played(canon(drawn, 2), 50)
    leader = {beat: pitch for beat, pitch in found if beat < 2}
    for beat, pitch in leader.items():
        assert found.count((beat + 2, pitch)) == 1


def test_a_canon_ends_after_its_last_voice() -> None:
    steps = list(canon(line(Note(60, 1), Note(62, 1)), 8)(live()))
    assert sum(map(step_beats, steps)) == 10.0


def test_transposition_is_live_and_stays_in_range() -> None:
    parameters = {"up": 12.0}
    state = live(parameters)
    steps = canon(line(*[Note(60, 1)] * 8), 0, param("up"))(state)
    assert [note.pitch for note in notes_of(next(steps))] == [60, 72]
    parameters["up"] = 5.0
    assert [note.pitch for note in notes_of(next(steps))] == [60, 65]
    parameters["up"] = 9999.0
    for up in (9999.0, -9999.0):
        parameters["up"] = up
        pitch = notes_of(next(steps))[1].pitch
        assert 0 <= pitch <= 135
        assert (pitch - 60 - up) % 12 == 0


def test_a_faster_follower_overtakes() -> None:
    found = played(canon(line(*[Note(60 + place, 1) for place in range(12)]), 4, 0, 2))
    assert found == sorted(
        [(place, 60 + place) for place in range(12)]
        + [(4 + place / 2, 60 + place) for place in range(12)]
    )


def test_voices_far_apart_skip_rather_than_keep_all() -> None:
    def counted(live: Live) -> Iterator[Step]:
        for place in count():
            yield Note(60, 1, controls=(place,))

    steps = canon(counted, 0, 0, 10)(live())
    heard = [note.controls[0] for step in islice(steps, 12_000) for note in notes_of(step)]
    apart = [max(heard[at : at + 40]) - min(heard[at : at + 40]) for at in range(0, 12_000, 40)]
    assert max(heard) > 10_000
    assert apart[10] < apart[50] < apart[-1]
    assert KEPT_STEPS - 50 < apart[-1] < KEPT_STEPS + 50


def test_a_tempo_canon_meets_where_it_is_told() -> None:
    """At its own beat 12 every voice is at the same beat of the performance (Nancarrow)."""
    ratios = (1, 1.5, 2)
    found = played(tempo_canon(line(*[Note(40 + place, 1) for place in range(20)]), ratios, 12))
    assert [beat for beat, pitch in found if pitch == 52] == pytest.approx([12, 12, 12])
    before = [beat for beat, pitch in found if pitch == 50]
    assert before == pytest.approx([10, 12 - 2 / 1.5, 11])
    assert min(found)[0] == 0.0
    assert len(found) == 60


def test_phase_draws_apart_and_comes_round() -> None:
    """At 5/4 the second voice is a whole pattern ahead after sixteen of its notes."""
    found = played(phase(line(*[Note(60 + place % 4, 1) for place in range(40)]), 1.25))
    assert found[:2] == [(0, 60), (0, 60)]
    together = [beat for beat, after in pairwise(found) if beat == after]
    assert [beat for beat, pitch in together] == [0, 16]


def test_echoes_are_softer_and_later() -> None:
    steps = list(stut(line(Note(60, 1, 0.8), Rest(3)), 3, 0.25, 0.5)(live()))
    found = [(note.amplitude, step_beats(step)) for step in steps for note in notes_of(step)]
    assert found == [(0.8, 0.25), (0.4, 0.25), (0.2, 0.5)]


def test_off_adds_a_changed_copy() -> None:
    song = played(line(*SONG))
    found = played(off(line(*SONG), 0.5, lambda note: note._replace(pitch=note.pitch + 12)))
    assert found == sorted(song + shifted(song, 0.5, 12))


def test_augmentation_takes_notes_and_rests() -> None:
    steps = list(augmented(line(*SONG), 2)(live()))
    assert [step_beats(step) for step in steps] == [2, 1, 1, 2]
    assert [note.duration_beats for step in steps for note in notes_of(step)] == [2, 1, 1, 4]
    assert len(list(augmented(line(*SONG), seq(2, 2))(live()))) == 2


def test_ratchets_fill_the_step() -> None:
    steps = list(ratcheted(line(*SONG), 4, decay=0.5)(live()))
    assert len(steps) == 13
    assert sum(map(step_beats, steps)) == pytest.approx(3.0)
    assert [note.amplitude for step in steps[:4] for note in notes_of(step)] == [
        *(0.5, 0.25, 0.125, 0.0625)
    ]
    assert [note.duration_beats for note in notes_of(steps[-1])] == [0.5]
    assert len(notes_of(steps[6])) == 2


def test_ratchets_come_by_chance() -> None:
    steps = list(ratcheted(line(*[Note(60, 1)] * 2000), 2, 0.25)(live()))
    assert 420 < len(steps) - 2000 < 580


def test_humanised_notes_stray_together_but_keep_their_steps() -> None:
    chord = [Note(60, 0.5), Note(64, 0.5)]
    steps = list(humanised(line(*[chord] * 8000), 0.01)(live()))
    late = [notes_of(step)[0].delay_seconds for step in steps]
    assert {step_beats(step) for step in steps} == {0.5}
    assert all(len({note.delay_seconds for note in notes_of(step)}) == 1 for step in steps[:50])
    assert 0.008 < pstdev(late) < 0.012
    assert min(late) >= 0.0
    assert max(late) < 0.06
    assert correlation(late[1:], late[:-1]) > 0.6  # white noise has 0


def test_phrases_combine_and_say_where_they_come_from() -> None:
    part = canon(humanised(stut(notes(cycle(60, 62)), 2)), 4)
    assert len(played(part, 16)) > 40
    origin = origin_of(part)
    assert origin.name.startswith("canon(humanised(stut(notes(cycle(60, 62))))")
    assert origin.path == __file__


def test_a_canon_in_performance() -> None:
    scheduler, sink = scheduler_of(canon(notes(cycle(60, 62, 64), step=0.1), 0.3, 12))
    scheduler.advance(48_000 * 10)
    assert not sink.faults
    assert not sink.refused
    leader = [event.onset_sample for event in sink.events if event.pitch < 70]
    follower = [event.onset_sample for event in sink.events if event.pitch > 70]
    assert len(leader) > 95
    assert follower == [onset + 14_400 for onset in leader[: len(follower)]]


@pytest.mark.parametrize("broken", [[], ["x"], "x", None])
def test_what_is_no_step_is_named(broken: object) -> None:
    for change in (canon, stut, augmented, ratcheted, humanised):
        with pytest.raises(NoteError, match="is no step: yield a Note"):
            list(change(line(broken))(live()))  # type: ignore[arg-type]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="canon: voices = 1 is out of range: give 2 to 16"):
        canon(line(), voices=1)
    with pytest.raises(PatternError, match="canon: tempo_ratio = 0 "):
        canon(line(), tempo_ratio=0)
    with pytest.raises(PatternError, match="tempo_canon: number of ratios = 0"):
        tempo_canon(line(), ())
    with pytest.raises(PatternError, match="stut: decay = 2 is out of range"):
        stut(line(), decay=2)
    with pytest.raises(PatternError, match="ratcheted: times = 65"):
        ratcheted(line(), 65)
