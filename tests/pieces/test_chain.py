"""The Markov chain of the invention: what it quotes, and how its phrases close."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from generator.composition import Event, midi_file
from generator.patterns.player import Alone
from generator.pieces.chain import TRIADS, Loom
from tests.pieces.performing import Performance, perform

Figure = tuple[tuple[float, float], ...]
SIZE = 3
LEADS = ("flute", "violin")
UP = {"flute": 12, "violin": 0}


def figures(row: list[tuple[float, float]], size: int = SIZE) -> set[Figure]:
    """Return what comes one after the other in a row of pitches and steps."""
    return {tuple(row[at : at + size]) for at in range(len(row) - size + 1)}


def known(size: int = SIZE) -> set[Figure]:
    """Return the figures of both hands of the tune, the left an octave higher."""
    tune = midi_file("invention")
    found: set[Figure] = set()
    for hand in range(2):
        pitches = [pitch + 12 * hand for pitch in tune.melody(hand)]
        steps = [min(step, 1 + step % 1) for step in tune.rhythm(hand)]
        found |= figures(list(zip(pitches, steps, strict=True)), size)
    return found


def drawn(order: float) -> list[tuple[float, float]]:
    """Return 300 words of the chain at an order."""
    player = Alone(3, {"order": order, "variation": 0.0})
    words = Loom(Random(1)).ways[0].stream(player=player)
    return [next(words)[:2] for _ in range(300)]


def line(played: Performance) -> list[Event]:
    """Return the notes of the line, moved to where the violin plays."""
    return [event for event in played.events if event.part in LEADS]


def test_every_two_notes_are_those_of_the_tune() -> None:
    assert figures(drawn(1.0), 2) <= known(2)


def test_a_high_order_quotes_and_a_low_one_wanders() -> None:
    """Only where the tune is cut off must it go on by fewer notes than the order says."""
    triples = figures(drawn(2.0))
    assert len(triples & known()) > 0.95 * len(triples)
    high, low = figures(drawn(6.0), 7), figures(drawn(1.0), 7)
    assert len(high & known(7)) > 0.95 * len(high)
    assert len(low & known(7)) < 0.2 * len(low)


@pytest.mark.parametrize("seed", [1, 2])
def test_phrases_close_on_a_chord_that_holds_their_last_note(seed: int) -> None:
    played = perform("chain", seed, 90.0)
    held = [event for event in line(played) if event.duration_beats > 1.5]
    assert len(held) >= 8
    for event in held:
        together = {round(e.pitch) % 12 for e in played.events if e.beat == event.beat}
        assert any(together <= set(triad) for triad in TRIADS)


def test_sections_end_at_home() -> None:
    """On the tonic of the key that is asked for."""
    played = perform("chain", 5, 60.0, root=3.0)
    starts = [beat for _, beat, _ in played.sections]
    first = [event for event in line(played) if event.beat < starts[1]]
    assert first[-1].pitch % 12 == 2
    assert first[-1].duration_beats > 3.0


def test_voices_move_little() -> None:
    """The organ's voices go to the nearest tones of the next chord."""
    organ = perform("chain", 1, 120.0).part("organ")
    chords = [
        sorted(event.pitch for event in organ if event.beat == beat)
        for beat in sorted({event.beat for event in organ})
    ]
    moves = [
        abs(after - before)
        for earlier, later in pairwise(chords)
        for before, after in zip(earlier, later, strict=True)
    ]
    assert len(moves) > 60
    assert sum(moves) / len(moves) < 2.0
