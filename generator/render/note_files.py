"""The notes of a render for other programs: as MIDI, and as notation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.render.about import About
from generator.render.log import Log
from generator.render.notation import check_notation, write_notation
from generator.render.notebook import Notebook
from generator.render.options import RenderOptions
from generator.render.targets import Targets
from generator.timing.tempo import TempoMap

USUAL_BPM = 120.0


class NoteFiles:
    """The files of notes that the options ask for: claimed at once, written when all is heard.

    tempo_map: is asked for the tempo map in force; until it is set, the tempo is 120 BPM.
    """

    def __init__(self, options: RenderOptions, about: About, targets: Targets) -> None:
        self.notices: list[str] = []
        steady = TempoMap(USUAL_BPM)
        self.tempo_map: Callable[[], TempoMap] = lambda: steady
        self._about = about
        self._notebook: Notebook | None = None
        self._midi: Path | None = None
        self._notation: Path | None = None
        if options.midi:
            self._midi = targets.add(options.midi)
        if options.musicxml:
            check_notation(options.musicxml)
            self._notation = targets.add(options.musicxml)

    def open(self, sample_rate: int) -> list[Log]:
        """Return the log that has to hear of the notes, if any."""
        if not (self._midi or self._notation):
            return []
        self._notebook = Notebook(self._about.bar_beats, sample_rate, lambda: self.tempo_map())
        return [self._notebook]

    def write(self, frames: int) -> None:
        """Write what a run of so many frames has played; raises OutputError."""
        if self._notebook is None:
            return
        if self._midi:
            from generator.render.midi import write_midi

            write_midi(self._midi, self._about, self._notebook, frames)
        if self._notation:
            self.notices += write_notation(self._notation, self._about, self._notebook)
