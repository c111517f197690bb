"""The journal of a live performance, kept from what the engine tells."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from generator import __version__
from generator.control.chore import Chore
from generator.control.commands import Applied
from generator.control.journal import Header, JournalWriter
from generator.session.hashes import orchestra_hash, piece_hash
from generator.session.kept import folder_of, keep
from generator.session.plan import Plan
from generator.session.version import Version
from generator.session.wire import Message, drained

HEARTBEAT_SECONDS = 1.0


class Logbook:
    """Writes the journal; raises OutputError where it cannot be begun."""

    def __init__(self, path: Path, plan: Plan) -> None:
        if not plan.force:
            JournalWriter.refuse_existing(path)
        self._path = path
        self._plan = plan
        self._writer: JournalWriter | None = None
        self._versions: deque[Version] = deque()
        self._kept: set[str] = set()
        self._notices: deque[str] = deque()
        self._chore = Chore("versions", self._keep)
        self._sample = 0
        self._written_seconds = 0.0

    def news(self) -> list[str]:
        """Return what to tell the player since the last call: that it was given up, say."""
        written = drained(self._writer.reports) if self._writer is not None else []
        return [*written, *drained(self._notices)]

    def take(self, message: Message) -> None:
        """Write down what belongs into a journal."""
        if "hello" in message:
            self._begin(message["hello"])
        elif self._writer is None:
            return
        elif "applied" in message:
            self._writer.applied(map(Applied.from_message, message["applied"]))
        elif "late" in message:
            self._writer.late(message["late"])
        elif "status" in message:
            self._beat(message["status"]["sample"])

    def keep(self, versions: Collection[Version]) -> None:
        """Write down versions of the piece, in a folder beside the journal, soon."""
        self._versions += [each for each in versions if each.digest not in self._kept]
        self._kept |= {each.digest for each in versions}
        self._chore.ask()

    def _keep(self) -> None:
        while self._versions:
            try:
                keep(folder_of(self._path), self._versions.popleft())
            except OSError as error:
                self._notices.append(
                    f"the journal cannot be rendered: {folder_of(self._path)} cannot be written "
                    f"({error.strerror or error})"
                )

    def _begin(self, hello: Message) -> None:
        if self._writer is not None:
            self._writer.restarted(self._sample)
            return
        choice, extent = self._plan.choice, self._plan.extent
        header = Header(
            scoretime=__version__,
            versions=hello["versions"],
            started=datetime.now().astimezone().isoformat(timespec="seconds"),
            piece=choice.piece,
            piece_hash=hello["version"] or piece_hash(choice.piece),
            csd=choice.csd,
            orchestra_hash=orchestra_hash(choice.csd),
            seed=choice.seed,
            sample_rate=hello["sample_rate"],
            ksmps=hello["ksmps"],
            extent={
                "duration_seconds": extent.duration_seconds,
                "bars": extent.bars,
                "tail_seconds": extent.tail_seconds,
            },
            values=hello["values"],
        )
        self._writer = JournalWriter(self._path, header, force=self._plan.force)

    def _beat(self, sample: int) -> None:
        self._sample = sample
        now = time.monotonic()
        if self._writer is not None and now - self._written_seconds > HEARTBEAT_SECONDS:
            self._written_seconds = now
            self._writer.played(sample)

    def close(self, *, ended: bool) -> None:
        """Finish the journal."""
        self._chore.wait()
        if self._writer is not None:
            self._writer.close(self._sample, ended=ended)
