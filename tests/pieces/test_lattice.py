"""Lattice: its rules, its form, its registers, its end."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import mean, median
from typing import Any

import pytest

from generator.composition import standard
from generator.pieces.lattice.playing import BAR_STEPS, STEP_BEATS
from generator.pieces.lattice.rules import CODA_STEPS, RULES
from generator.pieces.lattice.voices import VOICES
from generator.pieces.lattice.world import MODES
from tests.pieces.performing import PERCUSSION, RATE, Performance, perform

MELODIC = [voice.name for voice in VOICES if voice.instrument not in PERCUSSION]


class RuleBook:
    """Watches what the rules do, and at which count."""

    def __init__(self) -> None:
        self.acted: list[tuple[int, str]] = []
        self.tries = 0
        self.lengths: set[int] = set()

    def __call__(self, world: Any) -> None:
        apply = world.rules.apply

        def noted(live: Any, count: int) -> list[str]:
            names: list[str] = apply(live, count)
            self.tries += 1
            self.acted += [(count, name) for name in names]
            self.lengths |= {len(line) for line in world.lines}
            return names

        world.rules.apply = noted

    def times(self, name: str) -> int:
        return sum(acted == name for _, acted in self.acted)


def watched(seed: int = 1, seconds: float = 300.0, **parameters: float) -> RuleBook:
    book = RuleBook()
    perform("lattice", seed, seconds, watch=book, **parameters)
    return book


@pytest.mark.parametrize("seed", range(20))
def test_every_pitch_is_in_the_mode_in_force(seed: int) -> None:
    played = perform("lattice", seed)
    assert all(e.pitch in scale for e, scale in zip(played.events, played.scales, strict=True))
    assert played.session.end_sample is None


@pytest.mark.parametrize("seed", range(20))
def test_registers_lie_five_semitones_apart_or_more(seed: int) -> None:
    played = perform("lattice", seed)
    centres = [median(event.pitch for event in played.part(name)) for name in MELODIC]
    assert all(higher - lower >= 5 for higher, lower in pairwise(centres))


@pytest.mark.parametrize("seed", range(20))
def test_density_rises_and_falls_at_least_twofold(seed: int) -> None:
    """By ten seconds; and the music never stops for five."""
    onsets = perform("lattice", seed).onsets_seconds()
    counts = Counter(int(onset // 10.0) for onset in onsets)
    assert max(counts.values()) >= 2 * min(counts[place] for place in range(30))
    assert max(later - earlier for earlier, later in pairwise(sorted(onsets))) < 5.0


@pytest.mark.parametrize("seed", range(8))
def test_sections_last_8_to_63_steps(seed: int) -> None:
    beats = [beat for _, beat, _ in perform("lattice", seed).sections]
    lengths = {round((later - earlier) / STEP_BEATS) for earlier, later in pairwise(beats)}
    assert beats[0] == 0.0
    assert lengths <= set(range(8, 64))
    assert len(lengths) > 5


def test_lines_grow_and_shrink_between_8_and_32_steps() -> None:
    assert watched(movement=1.0).lengths == {8, 16, 24, 32}


def test_modes_come_from_the_seed() -> None:
    modes = {perform("lattice", seed, 1.0).state.scale.name for seed in range(60)}
    assert modes == set(MODES)


def test_the_mode_can_be_chosen() -> None:
    for index, mode in enumerate(standard.MODES, start=1):
        played = perform("lattice", 4, 20.0, mode=index)
        assert {scale.name for scale in played.scales} == {mode}


def test_rules_act_as_likely_as_their_parameters_say() -> None:
    """Within four standard deviations; at 0 never."""
    for parameter, rule in [("chords", "chord"), ("variation", "evolve"), ("mimicry", "mimic")]:
        for chance in (0.0, 0.25, 1.0):
            book = watched(seed=2, **{parameter: chance})
            spread = (book.tries * chance * (1.0 - chance)) ** 0.5
            assert abs(book.times(rule) - book.tries * chance) <= 4.0 * spread


def test_earlier_material_comes_back_only_if_asked_for() -> None:
    assert watched(recall=0.0).times("recall") == 0
    assert watched(recall=1.0, renewal=1.0).times("recall") > 10
    names = [name.split()[0] for name, _, _ in perform("lattice", 2, recall=0.5).sections]
    returns = [name for place, name in enumerate(names) if name in names[:place]]
    assert any(name != names[names.index(name) + 1] for name in returns)


def test_new_material_comes_as_often_as_asked_for() -> None:
    """Its letter names each section; after Z comes A2."""

    def letters(renewal: float, seconds: float = 300.0) -> set[str]:
        played = perform("lattice", 3, seconds, renewal=renewal, recall=0.0)
        return {name.split()[0] for name, _, _ in played.sections}

    assert letters(0.0) == {"A"}
    assert len(letters(1.0)) > 20
    assert {"A", "Z", "A2", "B2"} <= letters(1.0, seconds=600.0)


def test_without_movement_and_change_the_lines_stay() -> None:
    """With every rule's chance at nothing, eight lines go round as the seed made them."""
    still = dict.fromkeys(["movement", "chords", "variation", "mimicry", "renewal", "recall"], 0.0)
    book = watched(**still)
    assert book.tries > 30
    assert book.acted == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.opposite], ids=lambda r: r.name)
def test_a_movement_blocks_its_opposite_for_a_while(rule: Any) -> None:
    opposed = 0
    for seed in range(4):
        last = -rule.cooldown
        for count, name in watched(seed, movement=1.0, recall=0.5, renewal=0.5).acted:
            last = count if name == rule.name else last
            if name == rule.opposite:
                assert count - last >= rule.cooldown or count - last == 0
                opposed += 1
    assert opposed > 0


def farewells(played: Performance) -> dict[str, Any]:
    return {name: played.part(name)[-1] for name in MELODIC}


@pytest.mark.parametrize("seed", range(6))
def test_it_ends_on_the_tonic_once_enough_sections_have_passed(seed: int) -> None:
    played = perform("lattice", seed, 600.0, sections=3)
    assert played.session.end_sample is not None
    assert len(played.sections) > 3
    tonic = played.state.tonic
    assert {(event.pitch - tonic) % 12 for event in farewells(played).values()} == {0}
    assert played.events[-1].part == "bell"
    coda_beat = played.sections[-1][1]
    last_beats = {event.part: event.beat for event in played.events}
    assert all(last_beats.get(voice, 0.0) <= coda_beat for voice in ("kick", "snare", "hat"))
    assert last_beats["bass"] == coda_beat + CODA_STEPS * STEP_BEATS


def test_by_default_it_lasts_eight_minutes_or_more() -> None:
    ends = [perform("lattice", seed, 2000.0).session.end_sample for seed in range(6)]
    assert all(end is not None and end > 480 * RATE for end in ends)


def test_melodies_stray_and_percussion_keeps_the_grid() -> None:
    def lateness_ms(name: str, looseness: float) -> list[float]:
        played = perform("lattice", 3, 60.0, looseness=looseness)
        step_seconds = STEP_BEATS * 60.0 / 108.0
        return [
            1000.0 * (event.onset_sample / RATE - event.beat / STEP_BEATS * step_seconds)
            for event in played.part(name)
        ]

    assert max(map(abs, lateness_ms("pluck", 0.0))) < 0.03
    assert max(map(abs, lateness_ms("hat", 40.0))) < 0.03
    loose = lateness_ms("pluck", 40.0)
    assert min(loose) >= -0.03
    assert 10.0 < max(loose) <= 40.1
    drift = [later - earlier for earlier, later in pairwise(loose)]
    spread = sum((value - mean(loose)) ** 2 for value in loose)
    assert sum(step * step for step in drift) < spread  # white noise would give twice as much


def test_density_and_energy_are_heard() -> None:
    def played(**parameters: float) -> Performance:
        return perform("lattice", 6, 120.0, **parameters)

    assert len(played(density=1.0).events) > 1.5 * len(played(density=0.0).events)
    quiet, loud = played(energy=0.0), played(energy=1.0)
    assert median(e.amplitude for e in loud.events) > 1.3 * median(
        e.amplitude for e in quiet.events
    )
    brightness = [median(e.controls[0] for e in p.part("pluck")) for p in (quiet, loud)]
    assert brightness[1] > brightness[0] + 0.2
    assert len(loud.events) > len(quiet.events)


def test_a_melody_breathes() -> None:
    """Its next note is three steps or more away at least twice a minute."""
    for seed in range(5):
        gaps = [b.beat - a.beat for a, b in pairwise(perform("lattice", seed).part("pluck"))]
        assert sum(gap >= 3 * STEP_BEATS for gap in gaps) >= 10


def test_a_melody_comes_back_to_what_it_sang() -> None:
    """Of its four-note figures, around half were heard before within 256 notes."""

    def recurrence(seed: int) -> float:
        pitches = [event.pitch for event in perform("lattice", seed).part("pluck")]
        figures = [tuple(pitches[i : i + 4]) for i in range(len(pitches) - 3)]
        heard = [figure in figures[max(0, i - 256) : i] for i, figure in enumerate(figures)]
        return sum(heard) / len(heard)

    assert 0.4 < mean(recurrence(seed) for seed in range(10)) < 0.8


def test_a_bar_has_eight_steps_and_rules_act_at_its_beginning() -> None:
    """Within each section, counted from its own start."""
    book = RuleBook()
    played = perform("lattice", 1, 120.0, watch=book)
    starts = [round(beat / STEP_BEATS) for _, beat, _ in played.sections]
    for count, _ in book.acted:
        start = max(start for start in starts if start <= count)
        assert (count - start) % BAR_STEPS == 0
