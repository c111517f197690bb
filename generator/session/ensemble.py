"""The ensemble: the parts of a piece in performance, and the scheduler that steps them."""

from __future__ import annotations

from typing import Any

from generator.composition.heard import HeardNotes
from generator.composition.live import Live
from generator.composition.piece import Part
from generator.composition.provenance import TracedLive
from generator.control.strict import brief
from generator.engine.mixer import SEED
from generator.errors import PieceError, UnknownNameError, UsageError
from generator.patterns.streams import stream
from generator.session.editing import unchanged
from generator.session.setup import Setup
from generator.timing.line import Line
from generator.timing.scheduler import Scheduler, Sink
from generator.timing.tempo import TempoMap


class Ensemble:
    """Plays what is set up, from its beginning; raises UsageError for what it cannot be asked."""

    def __init__(
        self,
        setup: Setup,
        tempo_map: TempoMap,
        sample_rate: int,
        sink: Sink,
        *,
        explains: bool = False,
    ) -> None:
        self.setup = setup
        self._explains = explains
        self._state: Any = None
        self._lines = self._new_lines()
        self.scheduler = Scheduler(
            self._lines,
            tempo_map,
            setup.parameters.present,
            sample_rate,
            sink=sink,
            own=setup.own_ids,
            explains=explains,
        )

    def begin(self, tempo_map: TempoMap) -> None:
        """Play from the beginning, at beat 0 of a tempo map."""
        self._play(self._new_lines(), tempo_map)

    def wait(self, tempo_map: TempoMap) -> None:
        """Play nothing."""
        self._play([], tempo_map)

    def _play(self, lines: list[Line], tempo_map: TempoMap) -> None:
        self._lines = lines
        setup = self.setup
        self.scheduler.restart(lines, tempo_map, setup.parameters.present, setup.own_ids)

    def edit(self, setup: Setup, beat: float) -> list[str]:
        """Go on with another version of the piece; return the parts that begin at a beat.

        One that has not changed goes on as it is. One that begins has the draws of its seed from
        the start; what the parts share is kept unless what makes it has changed. Raises PieceError.
        """
        former = {line.part.name: line for line in self._lines}
        same = unchanged(self.setup, setup) & former.keys()
        before = self.setup, self._state
        self.setup = setup
        try:
            if setup.prints.state != before[0].prints.state:
                self._state = self._new_state()
            lines = [
                former[part.name]
                if part.name in same
                else self._anew(part, order, former.get(part.name), beat)
                for order, part in enumerate(setup.piece.parts)
            ]
        except Exception as error:  # whatever a piece may raise
            self.setup, self._state = before
            raise PieceError(f"the new version cannot begin: {brief(error)}") from error
        self._go_on(lines, same)
        return [line.part.name for line in lines if line.part.name not in same]

    def _anew(self, part: Part, order: int, former: Line | None, beat: float) -> Line:
        """Return a line that begins at a beat, or when its part does."""
        seed = self.setup.seed if former is None else former.live.seed
        line = self._new_line(part, order, seed)
        if part.start_beat < beat:
            line.beat = beat + part.start_beat % self.setup.piece.meter.bar_beats
        return line

    def _go_on(self, lines: list[Line], same: set[str]) -> None:
        setup, values = self.setup, self.setup.parameters.present
        kept = [line for line in lines if line.part.name in same]
        fresh = [line for line in lines if line.part.name not in same]
        for order, (line, part) in enumerate(zip(lines, setup.piece.parts, strict=True)):
            line.follow(part, order, values)
        self._lines = lines
        self.scheduler.exchange(kept, fresh, values, setup.own_ids)

    def renew(self, part_name: str, seed: float) -> bool:
        """Draw anew what follows in one part; return whether it still plays."""
        part = self.part(part_name)
        order = self.setup.piece.parts.index(part)
        line = self._new_line(part, order, int(SEED.check(seed)))
        renewed = self.scheduler.renew(line)
        if renewed:
            self._lines[order] = line
        return renewed

    def ask_section(self, name: str) -> None:
        """Ask the parts to go on to a section."""
        piece = self.setup.piece
        if not piece.sections:
            raise UsageError(f"piece {piece.name!r} has no sections to ask for")
        for line in self._lines:
            line.live.asked_section = name

    def part(self, name: str) -> Part:
        """Return a part that sounds."""
        parts = {part.name: part for part in self.setup.piece.parts if part.sounding}
        if name not in parts:
            raise UnknownNameError("part", name, parts)
        return parts[name]

    def _new_lines(self) -> list[Line]:
        piece, seed = self.setup.piece, self.setup.seed
        self._state = self._new_state()
        self._heard = HeardNotes()
        return [self._new_line(part, order, seed) for order, part in enumerate(piece.parts)]

    def _new_state(self) -> Any:
        piece = self.setup.piece
        return piece.state(stream(self.setup.seed, "")) if piece.state else None

    def _new_line(self, part: Part, order: int, seed: int) -> Line:
        values = self.setup.parameters.present
        random = stream(seed, part.name)
        shared = self._heard, self.setup.piece.meter.bar_beats
        live = Live(values, random, seed, self._state, part.name, *shared)
        return Line(part, TracedLive(live) if self._explains else live, order)
