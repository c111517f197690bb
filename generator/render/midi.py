"""A run as a MIDI file: the tempo map, the sections, and one track a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from generator.composition.midi_bytes import Timed, encode
from generator.control.midi.notes import LARGEST, velocity
from generator.render.about import About
from generator.render.general_midi import drum_key, program
from generator.render.keyboard import DRUMS, Keyboard, Pressed
from generator.render.notebook import Kept, Notebook
from generator.render.targets import writing
from generator.render.timeline import Ticks

PPQ = 960
CHANNELS = 16
WHEEL_STEPS = 4096  # a semitone, in the usual range of two
FULL_WHEEL = 8191
VOLUME = 7
VOLUME_AT_0_DB = 100
OCTAVE = 12


def write_midi(path: Path, about: About, notebook: Notebook, frames: int) -> None:
    """Write what a notebook holds of a run of so many frames; raises OutputError.

    Format 1, 960 ticks a beat. A tick is where a note sounds, swing and delay included, on the
    tempo map. Velocity is 127 times the root of the amplitude, pan that of strip and note. Pitches
    between the keys bend their channel: each part has one, on which the newest note has its way,
    and parts with such pitches share those that are left over. Percussion is on channel 10, on the
    keys of General MIDI. A key that is pressed again on its channel is let go first.
    """
    ticks = Ticks(notebook.timeline, PPQ)
    parts = [*about.parts, *(part for part in notebook.parts if part not in about.parts)]
    rows = {part: notebook.notes(part) for part in parts}
    bent = [part for part in parts if part not in about.unpitched and _is_bent(rows[part])]
    channels = channels_of(parts, about.unpitched, bent)
    tracks = [_track(part, rows[part], channels[part], about, notebook, ticks) for part in parts]
    end_tick = ticks.at(frames / notebook.sample_rate)
    with writing(path), path.open("wb") as file:
        encode(file, PPQ, [_conductor(about, notebook, ticks, end_tick), *tracks])


def channels_of(
    parts: Sequence[str], unpitched: Sequence[str], bent: Sequence[str]
) -> dict[str, list[int]]:
    """Return the channels of each part, from 0; a sixteenth pitched part shares one."""
    free = [channel for channel in range(CHANNELS) if channel != DRUMS]
    pitched = [part for part in parts if part not in unpitched]
    found = {part: [DRUMS] for part in parts if part in unpitched}
    found |= {part: [free[place % len(free)]] for place, part in enumerate(pitched)}
    for place, channel in enumerate(free[len(pitched) :] if bent else ()):
        found[bent[place % len(bent)]].append(channel)
    return found


def _is_bent(rows: np.ndarray) -> bool:
    pitches = rows[:, Kept._fields.index("pitch")]
    return bool(np.any(np.abs(pitches - np.rint(pitches)) * WHEEL_STEPS >= 0.5))


def _ticks(beats: float) -> int:
    return max(1, round(beats * PPQ))


# -- the first track


def _conductor(about: About, notebook: Notebook, ticks: Ticks, end_tick: int) -> list[Timed]:
    """Return what stands over all tracks; each new beginning of the piece is a new bar."""
    meter = {"numerator": about.meter[0], "denominator": about.meter[1]}
    bars = [0, *(ticks.at(seconds) for seconds in ticks.beginnings)]
    rate = notebook.sample_rate
    found: list[Timed] = [
        (0, "track_name", {"name": about.title}),
        (0, "text", {"text": about.line}),
    ]
    found += [(tick, "time_signature", meter) for tick in dict.fromkeys(bars)]
    found += [(tick, "set_tempo", {"tempo": tempo}) for tick, tempo in ticks.tempos(end_tick)]
    found += [
        (ticks.at(section.onset_sample / rate), "marker", {"text": section.name})
        for section in notebook.sections
    ]
    found.append((end_tick, "end_of_track", {}))
    return sorted(found, key=lambda message: message[0])


# -- a part's track


def _track(
    part: str,
    rows: np.ndarray,
    channels: Sequence[int],
    about: About,
    notebook: Notebook,
    ticks: Ticks,
) -> Iterator[Timed]:
    volume = _volume(about.parameters.get(f"{part}.level", 0.0))
    yield 0, "track_name", {"name": part}
    for channel in channels:
        if channel != DRUMS:
            yield 0, "control_change", {"channel": channel, "control": VOLUME, "value": volume}
    strip_pan = about.parameters.get(f"{part}.pan", 0.5)
    pressed = (
        _pressed(Kept(*row.tolist()), strip_pan, part in about.unpitched, notebook, ticks)
        for row in rows
    )
    yield from Keyboard(channels).play(pressed)


def _volume(level_db: float) -> int:
    """Return controller 7 for a level, whose dB are 40 times the logarithm of its share (GM 1)."""
    return int(min(LARGEST, round(VOLUME_AT_0_DB * 10.0 ** (level_db / 40.0))))


def _pressed(
    kept: Kept, strip_pan: float, is_drum: bool, notebook: Notebook, ticks: Ticks
) -> Pressed:
    instrument = notebook.instruments[int(kept.instrument)]
    key, wheel = drum_key(instrument, kept.pitch), 0
    if not is_drum:
        key, wheel = key_of(kept.pitch)
    pan = min(1.0, max(0.0, strip_pan + kept.pan - 0.5))
    return Pressed(
        ticks.at(kept.onset_sample / notebook.sample_rate),
        _ticks(kept.duration_beats),
        key,
        wheel,
        velocity(kept.amplitude),
        0 if is_drum else program(instrument),
        min(LARGEST, round(128 * pan)),
    )


def key_of(pitch: float) -> tuple[int, int]:
    """Return the nearest key to a pitch and the way from it; above the last key, octaves lower."""
    while round(pitch) > LARGEST:
        pitch -= OCTAVE
    key = round(pitch)
    return key, min(FULL_WHEEL, round((pitch - key) * WHEEL_STEPS))
