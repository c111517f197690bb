"""Every way in from outside, opened beside a live performance: OSC, OSCQuery, MIDI, Link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from generator.control.commands import Action, Applied
from generator.control.desk import Desk
from generator.control.folders import bindings_folder, recordings_folder, snapshots_file
from generator.control.midi.notes import NoteOut
from generator.control.snapshots import Bank
from generator.control.status import Status
from generator.control.surface import Change
from generator.errors import ControlError, ScoretimeError
from generator.session.front import Front
from generator.session.wire import Message

if TYPE_CHECKING:
    from generator.control.midi.service import Midi
    from generator.control.oscquery.server import OscQuery

SILENCING = (Action.PANIC, Action.RELEASE, Action.REWIND)
OSC_PORT, OSCQUERY_PORT = 9000, 9001
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways in to open.

    osc_port: None for no OSC; 0 for any free one. Where `osc_asked` is False it is only the usual
    one, and playing goes on without it if it is taken. osc_targets: who is told of changes
    without having asked, as host and port. oscquery_port: None for none. midi_clock: "in" or "out".
    snapshots: the file they are kept in; None for the user's own. snapshot: the one to start with.
    """

    osc_port: int | None = OSC_PORT
    osc_asked: bool = False
    osc_host: str = LOOPBACK
    osc_tcp_port: int | None = None
    osc_targets: tuple[tuple[str, int], ...] = ()
    oscquery_port: int | None = OSCQUERY_PORT
    midi_inputs: tuple[str, ...] = ()
    midi_outputs: tuple[str, ...] = ()
    midi_clock: Literal["in", "out"] | None = None
    link: bool = False
    snapshots: Path | None = None
    snapshot: str | None = None

    @property
    def midi(self) -> bool:
        """Whether MIDI is wanted."""
        return bool(self.midi_inputs or self.midi_outputs)


class Way(Protocol):
    """One way in."""

    def start(self) -> None:
        """Begin to listen."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


@runtime_checkable
class Follower(Protocol):
    """A way in that is also told what happens."""

    def changed(self, changes: Sequence[Change]) -> None:
        """Take what has changed since the last frame."""
        ...

    def tell(self, status: Status) -> None:
        """Take the status of a frame."""
        ...


class Panel:
    """The ways in of one performance; raises ControlError where one that was asked for cannot."""

    def __init__(self, front: Front, ways: Ways) -> None:
        self._notices: list[str] = []
        self._told = ""
        self._front = front
        self._wanted = ways
        bank = Bank(ways.snapshots or snapshots_file())
        if bank.notice:
            self._notices.append(bank.notice)
        self.desk = Desk(front, bank, recordings_folder())
        self._ways: list[Way] = []
        self._followers: list[Follower] = []
        self._midi: Midi | None = None
        self._query: OscQuery | None = None
        self._started = False
        try:
            for way in self._opened():
                self._ways.append(way)
        except ScoretimeError:
            self.close()
            raise
        self._followers = [way for way in self._ways if isinstance(way, Follower)]

    def _opened(self) -> Iterator[Way]:
        """Open what is wanted; each import is paid for only where it is."""
        if self._wanted.osc_port is not None:
            yield from self._open_osc(self._wanted.osc_port)
        if self._wanted.midi:
            yield self._open_midi()
        if self._wanted.link:
            from generator.control.link.peer import Link

            yield Link(self.desk)

    def _open_osc(self, port: int) -> Iterator[Way]:
        from generator.control.osc.server import OscServer, OscSettings

        wanted = self._wanted
        settings = OscSettings(port, wanted.osc_host, wanted.osc_tcp_port, wanted.osc_targets)
        try:
            server = OscServer(self.desk, settings)
        except ControlError as error:
            if wanted.osc_asked:
                raise
            self._notices.append(f"{error}; playing without OSC")
            return
        self._notices.append(f"OSC on {server.address}")
        yield server
        if wanted.oscquery_port is not None:
            yield from self._open_oscquery(server.port, wanted.oscquery_port)

    def _open_oscquery(self, osc_port: int, port: int) -> Iterator[Way]:
        from generator.control.oscquery.server import OscQuery

        try:
            query = OscQuery(self.desk, osc_port, self._wanted.osc_host, port)
        except ControlError as error:
            self._notices.append(f"{error}; playing without OSCQuery")
            return
        self._notices.append(f"OSCQuery on {query.address}")
        self._query = query
        yield query

    def _open_midi(self) -> Way:
        from generator.control.midi.service import Midi, MidiSettings

        wanted = self._wanted
        settings = MidiSettings(wanted.midi_inputs, wanted.midi_outputs, wanted.midi_clock)
        midi = Midi(self.desk, settings, bindings_folder())
        self._midi = self.desk.learner = midi
        return midi

    def take(self, message: Message) -> None:
        """Pass on what the engine says."""
        if "hello" in message and not self._started:
            self._start()
        elif "hello" in message and self._midi is not None:
            self._midi.silence()  # another engine knows nothing of what the last one had sent
        elif "changes" in message:
            changes = [Change(*each) for each in message["changes"]]
            for follower in self._followers:
                follower.changed(changes)
        elif "status" in message:
            for follower in self._followers:
                follower.tell(self._front.status())
        elif "notes" in message:
            self._send(message["notes"])
        elif "applied" in message:
            self._silence(message["applied"])

    def news(self) -> list[str]:
        """Return what to tell the player since the last call, in words."""
        told, self._notices = self._notices, []
        if self._midi is not None:
            told += [self._midi.notices.popleft() for _ in range(len(self._midi.notices))]
        unannounced = (self._query and self._query.notice) or ""
        if unannounced != self._told:
            self._told = unannounced
            told += [unannounced] if unannounced else []
        return told

    def _send(self, notes: list[list[Any]]) -> None:
        if self._midi is not None:
            self._midi.play([NoteOut(*each) for each in notes])

    def _silence(self, applied: list[list[Any]]) -> None:
        """Let MIDI fall silent where the engine does."""
        if self._midi is None:
            return
        for _, _, command in map(Applied.from_message, applied):
            if command.action in SILENCING:
                self._midi.silence(at_once=command.action is Action.PANIC)

    def _start(self) -> None:
        self._started = True
        if self._wanted.snapshot is not None:
            self.desk.recall(self._wanted.snapshot, "start")
        for way in self._ways:
            way.start()

    def close(self) -> None:
        """Close every way in."""
        self._followers = []
        while self._ways:
            self._ways.pop().close()
        self._midi = self._query = None
