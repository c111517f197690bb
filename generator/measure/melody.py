"""Measures of lines: phrases, recurrence, surprise, steps, registers, silence."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Sequence
from math import log2
from statistics import mean, median, pstdev

from generator.measure.material import Material, Sounded, intervals

PHRASE_GAP = 2.0
SHORTEST_GAP_SECONDS = 0.25
RECALLED_NOTES = 256
FIGURE_NOTES = 4
LARGEST_STEP = 2.0
BLOCK_NOTES = 16
EVER_SILENT = 0.25


def phrases(line: Sequence[Sounded]) -> list[float]:
    """Return the lengths in seconds of a line's phrases.

    One ends where the next note comes twice as late as is usual in the line, and a quarter of a
    second of silence or more lies between (after the gap rules of Tenney and Polansky 1980).

    >>> at = [0.0, 0.5, 1.0, 4.0, 4.5]
    >>> phrases([Sounded(s, 0.4, s, 0.4, "a", 60.0, 0.5) for s in at])
    [1.4, 0.9]
    """
    if len(line) < 2:
        return [note.length_seconds for note in line]
    steps = [after.seconds - before.seconds for before, after in itertools.pairwise(line)]
    usual = median(steps)
    lengths, start = [], line[0].seconds
    for before, after, step in zip(line, line[1:], steps, strict=False):
        gap = after.seconds - before.end_seconds
        if step >= PHRASE_GAP * usual and gap >= SHORTEST_GAP_SECONDS:
            lengths.append(round(before.end_seconds - start, 6))
            start = after.seconds
    return [*lengths, round(line[-1].end_seconds - start, 6)]


def recurrence(line: Sequence[Sounded]) -> float | None:
    """Return the share of four-note figures that were heard within the 256 notes before.

    A figure is its three intervals, so that it is known again when transposed.
    """
    steps = intervals(line)
    figures = list(zip(*(steps[start:] for start in range(FIGURE_NOTES - 1)), strict=False))
    if len(figures) < 2:
        return None
    recent: deque[tuple[float, ...]] = deque(maxlen=RECALLED_NOTES)
    known: Counter[tuple[float, ...]] = Counter()
    found = 0
    for figure in figures:
        found += known[figure] > 0
        if len(recent) == RECALLED_NOTES:
            known[recent[0]] -= 1
        recent.append(figure)
        known[figure] += 1
    return found / (len(figures) - 1)


def surprise(line: Sequence[Sounded]) -> list[float]:
    """Return the information content of each interval, in bits, given the one before.

    A model that learns as it listens, with escape to what is known without context: a small
    relative of Pearce's (The Construction and Evaluation of Statistical Models of Melodic
    Structure, 2005).
    """
    pairs: dict[float, Counter[float]] = {}
    alone: Counter[float] = Counter()
    contexts: Counter[float] = Counter()
    before, contents = 0.0, []
    for heard, step in enumerate(intervals(line)):
        seen = pairs.setdefault(before, Counter())
        total, kinds = contexts[before], len(seen)
        base = (alone[step] + 1.0) / (heard + 25.0)
        share = seen[step] / total if total else 0.0
        trust = total / (total + kinds) if total else 0.0
        contents.append(-log2(trust * share + (1.0 - trust) * base))
        seen[step] += 1
        alone[step] += 1
        contexts[before] += 1
        before = step
    return contents


def waves(contents: Sequence[float]) -> float | None:
    """Return how far surprise comes in waves: the variance of blocks of 16 against chance.

    1 is what the same surprises give in any order, more is waves, less is evenness. The first
    block, in which everything is new, is left out.
    """
    blocks = [
        mean(contents[start : start + BLOCK_NOTES])
        for start in range(BLOCK_NOTES, len(contents) - BLOCK_NOTES + 1, BLOCK_NOTES)
    ]
    spread = pstdev(contents[BLOCK_NOTES:]) if len(contents) > BLOCK_NOTES else 0.0
    if len(blocks) < 4 or spread == 0.0:
        return None
    return BLOCK_NOTES * pstdev(blocks) ** 2 / spread**2


def stepwise(line: Sequence[Sounded]) -> float | None:
    """Return the share of moves that are steps: two semitones or fewer (Huron 2001)."""
    moves = [abs(step) for step in intervals(line) if step]
    return mean(move <= LARGEST_STEP for move in moves) if moves else None


def registers(material: Material) -> list[float]:
    """Return how far apart neighbouring melodies lie, in semitones between their medians."""
    centres = sorted(median(note.pitch for note in line) for line in material.melodies.values())
    return [high - low for low, high in itertools.pairwise(centres)]


def silence(notes: Sequence[Sounded], start: float, end: float) -> float:
    """Return the share of the time from start to end, in seconds, in which no note sounds."""
    heard, reached = 0.0, start
    for note in sorted(notes):
        stop = min(note.end_seconds, end)
        heard += max(0.0, stop - max(note.seconds, reached))
        reached = max(reached, stop)
    return 1.0 - heard / (end - start) if end > start else 0.0
