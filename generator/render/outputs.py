"""Every file of one render, from the claim on its name to the moment it gets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.engine.ring import Frames
from generator.errors import ScoretimeError
from generator.render.about import About
from generator.render.audiofile import open_audio
from generator.render.csd import CsdFile, Start
from generator.render.explain import ExplainFile
from generator.render.formats import bits_of, check_fit
from generator.render.log import Log, Logs
from generator.render.loudness import Levels
from generator.render.mix import MeteredMix, Mix, NormalisedMix
from generator.render.note_files import NoteFiles
from generator.render.options import RenderOptions
from generator.render.overview import Overview
from generator.render.picture import Script, check_picture, draw_picture
from generator.render.score import ScoreFile
from generator.render.stems import Stems
from generator.render.targets import Target, Targets, TextFile


class Block(NamedTuple):
    """Frames of the mix and of each stem."""

    mix: Frames
    stems: tuple[Frames, ...] = ()


class Sound(NamedTuple):
    """What an engine makes: its rates and widths, and the names of its stems."""

    sample_rate: int
    ksmps: int
    channels: int
    stem_names: tuple[str, ...] = ()


class Outputs:
    """The files that the options ask for: claimed, opened, fed, closed, finished.

    Raises UsageError or OutputError at once for what cannot be written later.
    """

    def __init__(self, options: RenderOptions, about: About) -> None:
        self.options = options
        self.about = about
        self.bits = bits_of(options.path, options.bits)
        self.frames = 0
        self.log = Logs()
        self._targets = Targets(options.force)
        self._picture: Target | None = None
        self._overview: Overview | None = None
        self._script = Script()
        self._closers: list[Callable[[], None]] = []
        self._stems: Stems | None = None
        self._score: ScoreFile | None = None
        self._explain: ExplainFile | None = None
        self._csd: CsdFile | None = None
        try:
            self._claim()
        except ScoretimeError:
            self.discard()
            raise

    def _claim(self) -> None:
        options = self.options
        self.mix_path = self._targets.add(options.path)
        self._score_path = self._targets.add(options.score) if options.score else None
        self._explain_path = self._targets.add(options.explain) if options.explain else None
        self._csd_path = self._targets.add(options.csd) if options.csd else None
        self._csd = CsdFile(self.about) if options.csd else None
        self.note_files = NoteFiles(options, self.about, self._targets)
        if options.picture:
            check_picture()
            self._picture = Target(options.picture, options.force)

    @property
    def commit_log(self) -> Callable[[Sequence[float]], None] | None:
        """What the engine must tell of every raw event, if a .csd was asked for."""
        return self._csd.commit if self._csd else None

    @property
    def notices(self) -> list[str]:
        """What a user should know of the mix and the notation."""
        return [*self._mix.notices, *self.note_files.notices]

    def open(self, sound: Sound, start: Start) -> None:
        """Open the files; raises UsageError where a format cannot hold the sound."""
        check_fit(self.options.path, sound.sample_rate, sound.channels)
        if self._picture:
            self._overview = Overview(sound.sample_rate, sound.channels)
        if self._score_path:
            text = self._open_text(self._score_path)
            self._score = ScoreFile(text, self.about, sound.sample_rate)
        if self._csd and self._csd_path and self.options.csd:
            text, name = self._open_text(self._csd_path), self.options.csd.name
            self._csd.begin(text, start, sound.sample_rate, sound.ksmps, name)
        self._mix = self._open_mix(sound)
        self._closers.append(self._mix.abandon)
        if self.options.stems:
            rate, names, tags = sound.sample_rate, sound.stem_names, self.about.tags
            self._stems = Stems(self.options.stems, names, self._targets, rate, tags)
            self._closers.append(self._stems.close)
        script = self._script if self._picture else None
        logs: list[Log] = [log for log in (self._score, script) if log is not None]
        logs += self.note_files.open(sound.sample_rate)
        if self._explain_path:
            text = self._open_text(self._explain_path)
            self._explain = ExplainFile(text, self.about, sound.sample_rate)
            logs.append(self._explain)
        self.log = Logs(logs)

    def _open_text(self, path: Path) -> TextFile:
        text = TextFile(path)
        self._closers.append(text.close)
        return text

    def _open_mix(self, sound: Sound) -> Mix:
        rate, channels, options = sound.sample_rate, sound.channels, self.options
        file = open_audio(
            self.mix_path,
            rate,
            channels,
            bits=options.bits,
            tags=self.about.tags,
            shown=options.path,
        )
        mix: Mix = MeteredMix(file, rate, channels, self._overview)
        if options.normalise:
            mix = NormalisedMix(mix, options.normalise, self.mix_path, rate, channels)
        return mix

    def take(self, block: Block) -> None:
        """Encode and measure a block."""
        self._mix.write(block.mix)
        if self._stems is not None:
            self._stems.write(block.stems)
        self.frames += len(block.mix)

    def close(self) -> Levels:
        """Make all files whole, still under their partial names; raises OutputError."""
        levels = self._mix.close()
        if self._stems is not None:
            self._stems.close()
        if self._score is not None:
            self._score.close()
        if self._explain is not None:
            self._explain.close()
        if self._csd is not None:
            self._csd.close(self.frames)
        self.note_files.write(self.frames)
        return levels

    def finish(self) -> None:
        """Give all files their names, then draw the picture."""
        self._targets.finish()
        if self._picture is not None and self._overview is not None:
            draw_picture(self._picture.partial, self.about, self._script, self._overview)
            self._picture.finish()

    @property
    def paths(self) -> list[Path]:
        """The final names of all files."""
        return [*self._targets.paths, *([self._picture.path] if self._picture else [])]

    def discard(self) -> None:
        """Close everything and remove what has not been given its name."""
        for close in self._closers:
            with suppress(Exception):  # what went wrong is known; nobody wants these files
                close()
        self._targets.discard()
        if self._picture is not None:
            self._picture.discard()
