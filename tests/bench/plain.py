"""Plain Csound: the same orchestra, its events as lines of a score, played live on null audio."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.composition.event import Event
from generator.engine.audio import AudioSettings
from generator.engine.null import RecordingEngine
from generator.engine.realtime import raise_priority
from generator.engine.startup import orchestra_text, startup_score
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Choice, Setup, channel_values, prepare
from generator.timing.clock import VirtualClock

LAG_SECONDS = 0.05
PATIENCE_SECONDS = 100.0
_BLOCKS = re.compile(r"(\d+) \d+ sample blks of 64-bit floats written")
_TIME = re.compile(r"at end of (score sort|performance): real: ([\d.]+)s")


def lag(setup: Setup, lines: Iterable[str], seconds: float) -> str:
    """Play score lines with the priority that an engine has; return how slow it was, if it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plain.csd")
        path.write_text(document(setup, lines, seconds))
        lag_seconds = lag_of(path, setup.orchestra.sample_rate)
    return f"{1000.0 * lag_seconds:.0f} ms behind" if lag_seconds > LAG_SECONDS else ""


def document(setup: Setup, lines: Iterable[str], seconds: float) -> str:
    """Return a .csd of so many seconds: what an engine starts with, and these score lines."""
    start = startup_score(setup.orchestra, channel_values(setup))
    score = "\n".join([*start, *lines, f"e {seconds:g}"])
    return (
        "<CsoundSynthesizer>\n<CsOptions>\n-d -m128 --sample-accurate\n</CsOptions>\n"
        f"<CsInstruments>\n{orchestra_text(setup.orchestra)}\n</CsInstruments>\n"
        f"<CsScore>\n{score}\n</CsScore>\n</CsoundSynthesizer>\n"
    )


def lag_of(path: Path, sample_rate: int) -> float:
    """Return how many seconds longer than its sound plain `csound` plays a .csd live.

    What it takes to read the score does not count.
    """
    audio = AudioSettings("null")
    options = [option for option in audio.options if not option.startswith("-m")]
    with subprocess.Popen(
        ["csound", *options, path.name],
        cwd=path.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as playing:
        raise_priority(playing.pid)
        try:
            _, said = playing.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            playing.kill()
            return PATIENCE_SECONDS  # as good as for ever
    at = {what: float(seconds) for what, seconds in _TIME.findall(said)}
    blocks = int(_BLOCKS.findall(said)[-1])
    sound_seconds = blocks * audio.buffer_frames / sample_rate
    return at["performance"] - at["score sort"] - sound_seconds


def score(choice: Choice, seconds: float) -> list[str]:
    """Return what a session commits, as score lines; what is held ends with them."""
    engine = RecordingEngine()
    session = Session(prepare(choice), engine, VirtualClock(), Extent(duration_seconds=seconds))
    session.advance(round(seconds * engine.sample_rate))
    return [line_of(event, engine.sample_rate, seconds) for event in engine.events]


def line_of(event: Event, rate: int, end_seconds: float) -> str:
    """Return the score line of an event that lasts no longer than the run."""
    onset, duration, instrument, amplitude, frequency, pan, part_number = event[:7]
    onset_seconds = onset / rate
    seconds = min(duration / rate, end_seconds - onset_seconds)
    return (
        f'i "{instrument}" {onset_seconds:.7f} {seconds:.7f} '
        f"{amplitude:g} {frequency:g} {pan:g} {part_number}"
    )
