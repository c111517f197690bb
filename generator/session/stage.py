"""The stage: what the scheduler and the controls commit goes from here to the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping

from generator.composition.event import Event
from generator.composition.piece import Piece
from generator.engine.gate import Gate
from generator.engine.protocol import Engine
from generator.errors import NoteError, ScoretimeError, UsageError
from generator.render.log import Log, LoggedEngine
from generator.timing.clock import Clock
from generator.timing.late import LatePolicy
from generator.timing.line import Line

REPORTS_PER_PART = 3
NEVER = -(10**9)
NO_YIELD = "its step does not end: yield a Note or a Rest in every loop, and never sleep"


class Stage:
    """Passes on what is committed, under the late policy, and counts it.

    log: is told of all of it. on_section: is called with the sample at which a section begins.
    reports: what went wrong, in words. troubles: what is still wrong, by part. latest: each part's
    last onset in samples. on_cut: is called with a part whose step did not come back, and its
    sample. shed_voices: how many notes were ended because the machine could not keep up.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        log: Log | None,
        known_late: Mapping[int, int | None] | None,
        on_section: Callable[[int], None],
        on_cut: Callable[[Line, int], None],
    ) -> None:
        self.reports: deque[str] = deque()
        self.troubles: Mapping[str, str] = {}
        self.latest: dict[str, int] = {}
        self.last_sample = 0
        self.section_name = ""
        self.section_sample = 0
        self.events = self.refused = self.faults = 0
        self.late = LatePolicy(clock, engine.sample_rate, known_late)
        self.shed_voices = 0
        self._complaints: dict[str, int] = {}
        self._log = log
        self._on_section = on_section
        self._on_cut = on_cut
        self.gate = Gate(engine)
        self.attach(engine, clock)

    def attach(self, engine: Engine, clock: Clock) -> None:
        """Play on this engine, by this clock, from now on; margins count anew."""
        self.gate.engine = engine if self._log is None else LoggedEngine(engine, self._log)
        self.clock = clock
        self.late.follow(clock)

    def enter(self, piece: Piece) -> None:
        """Begin with a piece: none of its parts has sounded yet."""
        self.latest = {part.name: NEVER for part in piece.parts if part.sounding}
        self.section_name = ""

    def go_on(self, piece: Piece, begins: Collection[str]) -> None:
        """Go on with another version of the piece; some of its parts begin, or begin anew."""
        sounding = [part.name for part in piece.parts if part.sounding]
        self.latest = {name: self.latest.get(name, NEVER) for name in sounding}
        names = {part.name for part in piece.parts}.difference(begins)
        self.troubles = {name: text for name, text in self.troubles.items() if name in names}

    # -- what the scheduler commits

    def note(self, event: Event) -> None:
        """Play a note, unless it comes too late."""
        onset_sample = self.late.admit(event.onset_sample)
        if onset_sample is None:
            return
        if onset_sample != event.onset_sample:
            event = event._replace(onset_sample=onset_sample)
        try:
            self.gate.note(event)
        except NoteError as error:
            self._complain(event.part, str(error))
            return
        self.late.sent(onset_sample)
        self.events += 1
        self.latest[event.part] = onset_sample
        off_sample = onset_sample + event.duration_samples
        if off_sample > self.last_sample:
            self.last_sample = off_sample

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Show the section that begins."""
        self.section_name, self.section_sample = name, onset_sample
        if self._log is not None:
            self._log.section(name, beat, onset_sample)
        self._on_section(onset_sample)

    def refuse(self, line: Line, error: NoteError) -> None:
        """Count and report a note that cannot be played."""
        self._complain(line.part.name, f"{line.place(error)}: {error}")

    def fault(self, line: Line, error: Exception) -> None:
        """Count and report a part that failed."""
        said = (
            str(error) if isinstance(error, ScoretimeError) else f"{type(error).__name__}: {error}"
        )
        self._stopped(line.part.name, f" at {line.place(error)}: {said}")

    def cut(self, line: Line, onset_sample: int, place: str) -> None:
        """Count and report a part whose step did not come back."""
        self._stopped(line.part.name, f" at {place}: {NO_YIELD}")
        self._on_cut(line, onset_sample)

    def left_out(self, part_name: str) -> None:
        """Report a part that had been cut in the performance that this one repeats."""
        self._stopped(part_name, f": {NO_YIELD}")

    def _stopped(self, part_name: str, how: str) -> None:
        self.faults += 1
        self._trouble(part_name, f"part {part_name!r} stopped{how}")
        self.reports.append(self.troubles[part_name])

    def _complain(self, part_name: str, text: str) -> None:
        self.refused += 1
        count = self._complaints[part_name] = self._complaints.get(part_name, 0) + 1
        said = f"part {part_name!r}: note refused: {text}"
        self._trouble(part_name, said)
        if count <= REPORTS_PER_PART:
            self.reports.append(said)

    def _trouble(self, part_name: str, text: str) -> None:
        """Replace the troubles whole: another thread may be reading them."""
        self.troubles = {**self.troubles, part_name: text}

    def mend(self, part_name: str) -> None:
        """Forget what was wrong with a part: it has begun anew."""
        self.troubles = {name: text for name, text in self.troubles.items() if name != part_name}

    # -- what the session asks for

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set a channel of the orchestra."""
        try:
            self.gate.set_channel(self.late.delay(onset_sample), channel, value)
        except UsageError as error:
            self.refused += 1
            self.reports.append(str(error))

    def silence(self, onset_sample: int) -> None:
        """Stop every sounding note and empty the effects."""
        self.gate.silence(self.late.delay(onset_sample))

    def release(self, onset_sample: int) -> None:
        """Let go of every sounding note."""
        self.gate.release(self.late.delay(onset_sample))

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Fade everything to silence, for good."""
        self.gate.fade(self.late.delay(onset_sample), seconds)

    def shed(self, onset_sample: int, count: int) -> None:
        """End so many sounding notes, the quietest and oldest first."""
        self.shed_voices += self.gate.shed(self.late.delay(onset_sample), count)
