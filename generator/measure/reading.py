"""Scores read for measuring: what `render --explain` and `--score` write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.control.strict import mapping, number, several, text
from generator.errors import UsageError
from generator.measure.material import Material, Sounded
from generator.units import pitch_of

LOWEST_HZ = 1e-3
LARGEST_BYTES = 256_000_000
NUMBER = r"[-+\d.eE]+"
I_LINE = re.compile(
    rf'i "[^"]*" +({NUMBER}) +({NUMBER}) +({NUMBER}) +({NUMBER}) .*'
    rf"; bar (\d+) beat ({NUMBER})  (.+)"
)
BAR = re.compile(rf", ({NUMBER}) beats a bar")
SECTION = re.compile(rf"; ---- .*: bar (\d+) beat ({NUMBER}), {NUMBER} s ----")


def read_score(path: Path) -> Material:
    """Return the notes of an explained performance (.jsonl) or of a score of ours (.sco).

    Raises UsageError, with file and line, for what is neither.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UsageError(f"{path}: is larger than {LARGEST_BYTES // 1_000_000} MB")
        with path.open(encoding="utf-8", errors="replace") as lines:
            return (
                _explained(path, lines) if path.suffix.lower() == ".jsonl" else _scored(path, lines)
            )
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def _explained(path: Path, lines: Iterator[str]) -> Material:
    notes: list[Sounded] = []
    sections: list[float] = []
    rate, bar_beats, unpitched = 0.0, 4.0, frozenset[str]()
    for count, line in enumerate(lines, start=1):
        try:
            fact = mapping(json.loads(line), "line")
            if count == 1:
                rate = number(fact.get("sample_rate"), "sample_rate", 1.0, 1e9)
                bar_beats = number(fact.get("bar_beats"), "bar_beats", 0.01, 1e6)
                drums = several(fact.get("unpitched", ()), "unpitched")
                unpitched = frozenset(text(each, "unpitched") for each in drums)
            elif "pitch" in fact:
                notes.append(_note(fact, rate))
            elif "section" in fact:
                sections.append(number(fact.get("beat"), "beat", 0.0, 1e12))
        except (ValueError, RecursionError, UsageError) as error:
            raise UsageError(
                f"{path}:{count}: is no line that `render --explain` writes: {error}"
            ) from None
    if not rate:
        raise UsageError(f"{path}: is empty")
    return Material(tuple(sorted(notes)), tuple(sections), bar_beats, unpitched)


def _note(fact: Mapping[Any, Any], rate: float) -> Sounded:
    return Sounded(
        number(fact.get("sample"), "sample", 0.0, 1e15) / rate,
        number(fact.get("samples"), "samples", 0.0, 1e15) / rate,
        number(fact.get("beat"), "beat", 0.0, 1e12),
        number(fact.get("duration_beats"), "duration_beats", 0.0, 1e6),
        text(fact.get("part"), "part"),
        number(fact.get("pitch"), "pitch", 0.0, 135.0),
        number(fact.get("amplitude"), "amplitude", 0.0, 1.0),
    )


def _scored(path: Path, lines: Iterator[str]) -> Material:
    notes: list[Sounded] = []
    sections: list[float] = []
    bar_beats = 4.0
    for line in lines:
        if found := BAR.search(line):
            bar_beats = float(found[1])
        elif found := SECTION.match(line):
            sections.append(_beat(found[1], found[2], bar_beats))
        elif found := I_LINE.match(line):
            seconds, length, amplitude, frequency_hz = map(float, found.groups()[:4])
            beat, part = _beat(found[5], found[6], bar_beats), found[7].strip()
            pitch = round(pitch_of(max(frequency_hz, LOWEST_HZ)), 3)
            notes.append(Sounded(seconds, length, beat, 0.0, part, pitch, amplitude))
    if not notes:
        raise UsageError(f"{path}: has no note that `--score` writes")
    beats_a_second = _tempo(notes)
    timed = (note._replace(length_beats=note.length_seconds * beats_a_second) for note in notes)
    return Material(tuple(sorted(timed)), tuple(sections), bar_beats)


def _tempo(notes: Sequence[Sounded]) -> float:
    """Return the mean tempo in beats a second; 1 for notes that are all at once."""
    first, last = min(notes), max(notes)
    passed = last.seconds - first.seconds
    return (last.beat - first.beat) / passed if passed > 0.0 else 1.0


def _beat(bar: str, beat: str, bar_beats: float) -> float:
    return (int(bar) - 1) * bar_beats + float(beat) - 1.0
