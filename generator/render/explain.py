"""What made every note of a performance, as lines of JSON."""

from __future__ import annotations

import json

from generator import __version__
from generator.composition.event import Event
from generator.render.about import About
from generator.render.targets import TextFile


class ExplainFile:
    """A log that writes a line for each note: where it is, what it is, and what made it.

    The first line says of what piece and seed. A note's `rule` is the function and line that
    yielded it or the pattern it is drawn from; `draws` are what its part drew at random in that
    step, by stream; `parameters` are those that the part read, with their values.
    """

    def __init__(self, file: TextFile, about: About, sample_rate: int) -> None:
        self._file = file
        self._about = about
        self._write(
            {"piece": about.piece, "seed": about.seed, "sample_rate": sample_rate}
            | {"bar_beats": about.bar_beats, "unpitched": about.unpitched}
            | {"scoretime": __version__}
        )

    def note(self, event: Event) -> None:
        """Write a note."""
        self._write(
            {
                "sample": event.onset_sample,
                "samples": event.duration_samples,
                "place": self._about.place(event.beat),
                "beat": event.beat,
                "part": event.part,
                "instrument": event.instrument,
                "pitch": event.pitch,
                "frequency_hz": event.frequency_hz,
                "duration_beats": event.duration_beats,
                "amplitude": event.amplitude,
                "rule": event.rule,
                "draws": event.draws,
                "parameters": dict(event.readings),
            }
        )

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Write the beginning of a section."""
        self._write({"sample": onset_sample, "beat": beat, "section": name})

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Write the change of a channel."""
        self._write({"sample": onset_sample, "channel": channel, "value": value})

    def close(self) -> None:
        """Finish the file; raises OutputError if any of it could not be written."""
        self._file.close()

    def _write(self, fact: dict[str, object]) -> None:
        self._file.write(f"{json.dumps(fact, ensure_ascii=False)}\n")
