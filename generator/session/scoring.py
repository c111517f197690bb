"""The score of a performance, written as it plays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from generator.composition.event import Event
from generator.control.chore import Chore
from generator.control.growing import MOVED
from generator.errors import OutputError
from generator.render.log import Log
from generator.render.score import ScoreFile
from generator.render.targets import TextFile, check_free
from generator.session.setup import Setup


class Relay:
    """A log that keeps what it is told until `pass_on`: the committing thread waits for no disk."""

    def __init__(self) -> None:
        self._told: deque[Callable[[Log], None]] = deque()

    def note(self, event: Event) -> None:
        """Keep a note."""
        self._told.append(lambda log: log.note(event))

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Keep the beginning of a section."""
        self._told.append(lambda log: log.section(name, beat, onset_sample))

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Keep the change of a channel."""
        self._told.append(lambda log: log.channel(onset_sample, channel, value))

    def pass_on(self, log: Log) -> None:
        """Tell another log everything that was kept."""
        while self._told:
            self._told.popleft()(log)


class LiveScore:
    """The score file of a live performance; raises OutputError where it cannot be made.

    Another thread waits for the disk. An engine that takes over from one that died writes it anew,
    from the events it replays.
    """

    def __init__(
        self, path: Path, setup: Setup, sample_rate: int, relay: Relay, *, force: bool
    ) -> None:
        from generator.session.rendering import about  # 50 ms that few need

        check_free(path, force)
        self.reports: deque[str] = deque()
        self._relay = relay
        self._text = TextFile(path)
        self._file = ScoreFile(self._text, about(setup), sample_rate)
        self._told: set[str] = set()
        self._chore = Chore("score", self._write)

    def write(self) -> None:
        """Have what has been committed written; a report says, once, why that cannot be."""
        self._chore.ask()

    def _write(self) -> None:
        self._relay.pass_on(self._file)
        self._text.flush()
        if self._text.refusal is not None:
            self._tell(f"the score is not complete: {self._text.refusal}")
        elif self._text.moved:
            self._tell(f"the score {self._text.path} {MOVED}")

    def close(self) -> None:
        """Finish the file, or report why it is not whole."""
        self.write()
        self._chore.wait()
        try:
            self._file.close()
        except OutputError as error:
            self._tell(f"the score is not complete: {error}")

    def _tell(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self.reports.append(text)
