"""Every way in from outside, opened beside a live performance: OSC, OSCQuery, MIDI, Link."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from generator.control.commands import Action, Applied
from generator.control.desk import Desk
from generator.control.folders import (
    bindings_folder,
    osc_bindings_file,
    recordings_folder,
    snapshots_file,
)
from generator.control.link.switch import LinkSwitch
from generator.control.midi.notes import NoteOut
from generator.control.monitor import Monitor
from generator.control.snapshots import Bank
from generator.control.status import Status
from generator.control.surface import Change
from generator.errors import ControlError, ScoretimeError
from generator.session.front import Front
from generator.session.wire import Message

if TYPE_CHECKING:
    from generator.control.midi.service import Midi
    from generator.control.osc.server import OscServer
    from generator.control.oscquery.server import OscQuery

SILENCING = (Action.PANIC, Action.RELEASE, Action.REWIND)
OSC_PORT, OSCQUERY_PORT = 9000, 9001
LOOPBACK = "127.0.0.1"
COUNT_SECONDS = 1.0
BEYOND = "warning: every machine that reaches {address} can steer the music; {guarded}"
GUARDED = "to record, store, learn or change the piece it has to send the token (/token TEXT)"
SHUT = "it cannot record, store, learn or change the piece: give --osc-token for that"


@dataclass(frozen=True, slots=True)
class Ways:
    """Which ways in to open.

    osc_port: None for no OSC; 0 for any free one. Where `osc_asked` is False it is only the usual
    one, and playing goes on without it if it is taken. osc_token: what another machine has to show
    to record, store, learn or change the piece; "" where none may. osc_targets: who is told of
    changes without having asked, as host and port. oscquery_port: None for none. midi_clock: "in"
    or "out". snapshots: the file they are kept in; None for the user's own. snapshot: the one to
    start with.
    """

    osc_port: int | None = OSC_PORT
    osc_asked: bool = False
    osc_host: str = LOOPBACK
    osc_token: str = field(default="", repr=False)
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


class Links(NamedTuple):
    """Who is connected. osc: the address that listens, "" where none does; oscquery: its address.

    clients: how many are told of changes over OSC, are connected, or sent something within a
    minute. link: whether the Ableton Link session is joined, None where it cannot be; peers: how
    many others are in it. midi: the devices of the inputs that are open.
    """

    osc: str = ""
    oscquery: str = ""
    clients: int = 0
    link: bool | None = None
    peers: int = 0
    midi: tuple[str, ...] = ()


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
    """The ways in of one performance; raises ControlError where one that was asked for cannot.

    Use it from one thread. desk: what all of them act upon.
    """

    def __init__(self, front: Front, ways: Ways) -> None:
        self._front = front
        self._wanted = ways
        self._notices: deque[str] = deque()
        self._said = ""
        self._bank = Bank(ways.snapshots or snapshots_file())
        self.desk = Desk(front, self._bank, recordings_folder())
        self._link = LinkSwitch(self.desk)
        self._telling = [self._notices, self._bank.notices, self._link.notices]
        self._ways: list[Way] = []
        self._followers: list[Follower] = []
        self._osc: OscServer | None = None
        self._midi: Midi | None = None
        self._query: OscQuery | None = None
        self._clients, self._counted_seconds = 0, 0.0
        self._started = False
        try:
            for way in self._opened():
                self._ways.append(way)
        except ScoretimeError:
            self.close()
            raise
        self._followers = [self._link, *(way for way in self._ways if isinstance(way, Follower))]

    def _opened(self) -> Iterator[Way]:
        """Open what is wanted; each import is paid for only where it is."""
        if self._wanted.osc_port is not None:
            yield from self._open_osc(self._wanted.osc_port)
        if self._wanted.midi:
            yield self._open_midi()
        if self._wanted.link:
            self._link.check()

    def _open_osc(self, port: int) -> Iterator[Way]:
        from generator.control.osc.server import OscServer, OscSettings

        wanted = self._wanted
        bindings = osc_bindings_file()
        settings = OscSettings(
            port,
            wanted.osc_host,
            wanted.osc_tcp_port,
            wanted.osc_targets,
            bindings,
            wanted.osc_token,
        )
        try:
            server = OscServer(self.desk, settings)
        except ControlError as error:
            if wanted.osc_asked:
                raise
            self._notices.append(f"{error}; playing without OSC")
            return
        self._notices.append(f"OSC on {server.address}")
        if not server.near:
            guarded = GUARDED if wanted.osc_token else SHUT
            self._notices.append(BEYOND.format(address=server.address, guarded=guarded))
        self._osc = server
        self.desk.learners["osc"] = server.learnt
        self._telling.append(server.learnt.notices)
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
        self._midi = self.desk.learners["midi"] = midi
        self._telling.append(midi.notices)
        return midi

    # -- while it plays

    @property
    def monitor(self) -> Monitor:
        """What controllers send, while somebody watches."""
        return self.desk.monitor

    @property
    def linked(self) -> bool | None:
        """Whether the Ableton Link session is joined; None where Link is not installed."""
        return self._link.on

    @property
    def peers(self) -> int:
        """How many others are in the Link session."""
        return self._link.peers

    def link(self, on: bool) -> None:
        """Join the Link session or leave it, soon; raises ControlError where it is not there."""
        self._link.turn(on)

    def links(self) -> Links:
        """Return who is connected."""
        return Links(
            osc=self._osc.address if self._osc is not None else "",
            oscquery=self._query.address if self._query is not None else "",
            clients=self._count_clients(),
            link=self.linked,
            peers=self.peers,
            midi=self._midi.inputs if self._midi is not None else (),
        )

    def _count_clients(self) -> int:
        """Return how many OSC clients there are, counted once a second."""
        now = time.monotonic()
        if self._osc is not None and now >= self._counted_seconds:
            self._counted_seconds = now + COUNT_SECONDS
            self._clients = len(self._osc.clients)
        return self._clients

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
        told = [each.popleft() for each in self._telling for _ in range(len(each))]
        unannounced = (self._query and self._query.notice) or ""
        if unannounced != self._said:
            self._said = unannounced
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
        if self._wanted.link:
            self._link.turn(True)

    def close(self) -> None:
        """Close every way in, and see to it that what was stored is in its files."""
        self._followers = []
        self._link.close()
        while self._ways:
            self._ways.pop().close()
        self._osc = self._midi = self._query = None
        self._clients = 0
        self.desk.learners.clear()
        self._bank.close()
