"""Groove: Euclidean rhythms that keep their beat, are steered, and never stand still for long."""

from __future__ import annotations

from statistics import fmean

import pytest

from generator.control.commands import Action, Command
from generator.pieces.groove import BEAT
from generator.theory import euclid, indispensability, onsets
from tests.pieces.performing import RATE, Performance, perform

SECONDS = 26.0
BAR_STEPS = 16
PLAIN = {"density": 1.0, "weight": 0.5, "feel": 0.0, "variation": 0.0}


def bars(played: Performance, *parts: str) -> dict[int, tuple[int, ...]]:
    """Return the sixteenths that some parts hit, by bar."""
    rows: dict[int, list[int]] = {}
    for event in played.events:
        if event.part in parts:
            bar, step = divmod(round(4.0 * event.beat), BAR_STEPS)
            rows.setdefault(bar, []).append(step)
    return {bar: tuple(row) for bar, row in rows.items()}


def test_the_beat_is_euclidean() -> None:
    played = perform("groove", 1, SECONDS, **PLAIN)
    beat = next(beat for name, beat, _ in played.sections if name == "groove")
    bar = round(beat / 4.0)
    kicks, snares = ([row for n, row in bars(played, part).items() if n >= bar] for part in BEAT)
    assert onsets(euclid(4, 16)) in kicks
    assert (4, 12) in snares
    assert all(step % 4 == 0 for row in kicks for step in row)


def test_hits_are_added_to_rhythms_but_not_to_the_beat() -> None:
    few, many = (perform("groove", 1, SECONDS, hits=hits) for hits in (-3, 3))
    assert few.part("kick") == many.part("kick")
    assert len(few.part("mallet")) < 0.8 * len(many.part("mallet"))


def test_rotation_turns_the_others_against_the_beat() -> None:
    plain, turned = (perform("groove", 1, SECONDS, rotation=turn, **PLAIN) for turn in (0, 1))
    before, after = bars(plain, "hat"), bars(turned, "hat")
    common = [bar for bar in before if bar in after]
    assert any(
        after[bar] == tuple(sorted((step - 1) % BAR_STEPS for step in before[bar]))
        for bar in common
    )
    assert bars(plain, "kick") == bars(turned, "kick")


def test_weight_moves_hits_onto_the_beat() -> None:
    ranks = indispensability((2, 2, 2, 2))
    means = []
    for weight in (0.0, 1.0):
        rows = bars(perform("groove", 2, SECONDS, weight=weight), "wood", "hat", "bass")
        means.append(fmean(ranks[step] for row in rows.values() for step in row))
    assert means[0] < means[1] - 2.0


def test_no_bar_comes_again_at_once() -> None:
    rows = bars(perform("groove", 3, 2.0 * SECONDS), "bass", "wood", "mallet", "keys", "kick")
    same = sum(rows[bar] == rows.get(bar + 1) for bar in rows)
    assert same < len(rows) / 3


def test_timing_strays_only_as_far_as_it_is_asked_to() -> None:
    strict = perform("groove", 1, 15.0, feel=0.0)
    sixteenth = RATE * 60.0 / 112.0 / 4.0
    offsets = [event.onset_sample / sixteenth for event in strict.events]
    assert all(abs(offset - round(offset)) < 1e-3 for offset in offsets)
    loose = perform("groove", 1, 15.0, feel=1.0)
    late = sorted({round(event.beat * 4.0 % 1.0, 4) % 1.0 for event in loose.events})
    assert late == pytest.approx([0.0, 1.0 / 3.0], abs=1e-3)


def test_next_goes_on_to_another_section() -> None:
    asked = [(3.0, Command(Action.SECTION, "next"))]
    played = perform("groove", 1, 10.0, asked=asked)
    assert [name for name, _, _ in played.sections] == ["opening", "groove"]
