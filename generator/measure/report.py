"""The report: every measure with its value, what music tends to, and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median, pstdev
from typing import NamedTuple

from generator.measure import melody, tension, time
from generator.measure.material import Material, Sounded
from generator.measure.midi import read_midi
from generator.measure.reading import read_score
from generator.measure.sound import SoundMeasures, measured_sound

MIDI = (".mid", ".midi")
SCORES = (".jsonl", ".sco", *MIDI)
NO_BEAT = "keeps no beat"


class Measure(NamedTuple):
    """A measure: value in unit (None where there is too little to measure), and how to read it.

    usual: what listeners and composers tend to like, to compare with, not to aim at. missing: why
    there is no value, where it is not for want of music.
    """

    name: str
    value: float | None
    unit: str
    usual: str
    source: str
    missing: str = ""


def measured(path: Path) -> list[Measure]:
    """Measure a score (.jsonl of --explain, .sco of --score, .mid) or a render.

    Raises UsageError for what cannot be read.
    """
    kind = path.suffix.lower()
    if kind in SCORES:
        return list(of_score(read_midi(path) if kind in MIDI else read_score(path)))
    return list(of_sound(measured_sound(path)))


def untold(path: Path) -> str:
    """Return what a file of this kind does not tell, as a sentence; of a render nothing."""
    kind = path.suffix.lower()
    if kind not in SCORES:
        return ""
    what = "MIDI file" if kind in MIDI else "score"
    return f"A {what} does not tell loudness and timbre: measure a render for them."


def of_score(material: Material) -> Iterator[Measure]:
    """Yield the measures of a score."""
    yield from _of_lines(material)
    yield from _of_texture(material)
    yield from _of_time(material)


def _of_lines(material: Material) -> Iterator[Measure]:
    lines = list(material.melodies.values())
    lengths = [length for line in lines for length in melody.phrases(line)]
    uneven = pstdev(lengths) / mean(lengths) if len(lengths) > 1 else None
    tenney = "Tenney and Polansky 1980"
    yield Measure("phrase, median", _median(lengths), "s", "2 to 8", tenney)
    yield Measure("phrases, unevenness", uneven, "", "above 0.3", tenney)
    recurring = _each(melody.recurrence(line) for line in lines)
    yield Measure("figures heard before", _mean(recurring), "", "0.5 to 0.8", "Huron 2006")
    contents = [melody.surprise(line) for line in lines]
    bits = [bit for row in contents for bit in row]
    yield Measure("surprise, mean", _mean(bits), "bits", "1 to 4", "Pearce 2005")
    waves = _each(melody.waves(row) for row in contents)
    yield Measure("surprise, waves", _mean(waves), "", "above 1.5", "Pearce 2005")
    steps = _each(melody.stepwise(line) for line in lines)
    yield Measure("moves by step", _mean(steps), "", "above 0.5", "Huron 2001")
    slopes = _each(time.spectral_slope([note.pitch for note in line]) for line in lines)
    yield Measure("slope of pitch", _mean(slopes), "", "-0.5 to -1.5", "Voss and Clarke 1978")


def _of_texture(material: Material) -> Iterator[Measure]:
    apart = melody.registers(material)
    yield Measure("registers apart", _median(apart), "semitones", "5 or more", "Huron 2001")
    notes = material.notes
    start, end = _span(notes)
    silent = [melody.silence(row, start, end) for row in material.parts.values()]
    resting = mean(share >= melody.EVER_SILENT for share in silent) if silent else None
    yield Measure("parts that rest", resting, "", "1: a quarter of the time", "Huron 2001")
    levels = [value for _, value in tension.tension(material)]
    herremans = "Herremans and Chew 2016"
    yield Measure("tension, mean", _mean(levels), "", "1.5 to 3", herremans)
    yield Measure("tension, spread", pstdev(levels) if levels else None, "", "above 0.3", herremans)
    yield Measure("sections that settle", tension.settled(material), "", "above 0.5", herremans)


def _of_time(material: Material) -> Iterator[Measure]:
    density = time.density_range(material)
    yield Measure("density, high to low", density, "times", "2 or more", "")
    strayed = time.deviations(material) if material.keeps_beat else None
    hennig = "Hennig et al. 2011"
    spread = None if strayed is None else strayed.spread_ms
    alike = None if strayed is None else strayed.correlation
    enough = len(material.notes) >= time.FEWEST_NOTES
    no_beat = NO_BEAT if enough and not material.keeps_beat else ""
    yield Measure("straying from the beat", spread, "ms", "0, or 5 to 20", hennig, no_beat)
    usual = "above 0.3 where it strays"
    yield Measure("straying, correlation", alike, "", usual, hennig, no_beat)
    rows = material.parts.values() if material.keeps_beat else ()
    syncopated = _each(time.syncopation(row, material.bar_beats) for row in rows)
    witek = "Witek et al. 2014"
    yield Measure("syncopation", _mean(syncopated), "a bar", "1 to 5", witek, no_beat)


def of_sound(sound: SoundMeasures) -> Iterator[Measure]:
    """Yield the measures of a render."""
    levels = sound.levels
    yield Measure("length", sound.seconds, "s", "", "")
    yield Measure("loudness", levels.loudness_lufs, "LUFS", "-20 to -14", "ITU-R BS.1770")
    yield Measure("true peak", levels.true_peak_db, "dBTP", "-1 at most", "ITU-R BS.1770")
    yield Measure("loudness range", sound.range_lu, "LU", "5 or more", "EBU Tech 3342")
    yield Measure("timbre, spread", sound.centroid_octaves, "octaves", "above 0.3", "Grey 1977")
    yield Measure("slope of loudness", sound.slope, "", "-0.5 to -1.5", "Voss and Clarke 1978")


def _span(notes: Sequence[Sounded]) -> tuple[float, float]:
    if not notes:
        return 0.0, 0.0
    return min(note.seconds for note in notes), max(note.end_seconds for note in notes)


def _each(values: Iterator[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
