"""The score of a performance in Csound's words, for people to read."""

from __future__ import annotations

from generator.composition.event import Event
from generator.engine.placement import LENGTH_AIM, ONSET_AIM
from generator.render.about import About
from generator.render.targets import TextFile

COLUMNS = ";  instrument    onset s   length s  amplitude        Hz    pan  part\n"


def i_line(event: Event, sample_rate: int) -> str:
    """Return a note as an i-line with a named instrument.

    Onset and length are in seconds, a quarter of a sample past the onset and the end: exact to the
    sample in six decimals.
    """
    onset = (event.onset_sample + ONSET_AIM) / sample_rate
    length = (event.duration_samples + LENGTH_AIM) / sample_rate
    name = f'"{event.instrument}"'
    controls = "".join(f" {value:.9g}" for value in event.controls)
    return (
        f"i {name:<12} {onset:10.6f} {length:10.6f} {event.amplitude:10.6g} "
        f"{event.frequency_hz:9.7g} {event.pan:6.4g} {event.part_number:3d}{controls}"
    )


class ScoreFile:
    """A log that writes notes one by one, each with its part, bar and beat as a comment."""

    def __init__(self, file: TextFile, about: About, sample_rate: int) -> None:
        self._file = file
        self._about = about
        self._rate = sample_rate
        form = f"{sample_rate} samples a second, {about.bar_beats:g} beats a bar"
        file.write(f"; {about.line}\n; {form}\n{COLUMNS}")

    def note(self, event: Event) -> None:
        """Write a note."""
        line, place = i_line(event, self._rate), self._about.place(event.beat)
        self._file.write(f"{line} ; {place}  {event.part}\n")

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Write the beginning of a section as a comment."""
        seconds = onset_sample / self._rate
        self._file.write(f"\n; ---- {name}: {self._about.place(beat)}, {seconds:.3f} s ----\n")

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Write the change of a channel as a comment."""
        self._file.write(f"; {onset_sample / self._rate:.6f} s: {channel} = {value:.9g}\n")

    def close(self) -> None:
        """Finish the score; raises OutputError if any of it could not be written."""
        self._file.write("e\n")
        self._file.close()
