"""What each OSC address does, through the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from generator import __version__
from generator.composition.note import (
    MAXIMUM_DURATION_BEATS,
    MAXIMUM_PITCH,
    MINIMUM_DURATION_BEATS,
)
from generator.control.addresses import SEED, TOKEN
from generator.control.commands import LONGEST_RAMP, Action, At
from generator.control.desk import Desk
from generator.control.names import checked_name
from generator.control.osc.arguments import checked, number, port, released, timed, wish
from generator.control.osc.codec import Argument, OscError, Plain, encode
from generator.control.osc.feedback import Feedback
from generator.control.osc.peer import Address, Peer, with_port
from generator.control.osc.space import POSITIONS, Method
from generator.control.osc.trust import Trust
from generator.errors import UsageError
from generator.parameters import Parameter

SIMPLE = {
    "/transport/play": Action.RESUME,
    "/transport/stop": Action.REWIND,
    "/transport/pause": Action.PAUSE,
    "/panic": Action.PANIC,
    "/allnotesoff": Action.RELEASE,
}
HERE = frozenset(
    {
        TOKEN,
        "/ping",
        "/version",
        "/subscribe",
        "/unsubscribe",
        "/tempo/tap",
        "/audio/return",
        "/snapshot/store",
        "/midi/learn",
        "/midi/forget",
        "/osc/learn",
        "/osc/forget",
    }
)


class Request(NamedTuple):
    """One message for one address.

    due_sample: when it acts, None as soon as it can. sent_to: the address that it came by, where
    that is a learnt one.
    """

    method: Method
    arguments: list[Argument]
    peer: Peer
    now_seconds: float
    due_sample: int | None = None
    sent_to: str = ""

    def reply(self, types: str, *arguments: Plain) -> None:
        """Answer at the same address."""
        self.peer.send(encode(self.sent_to or self.method.address, types, *arguments))


class Actions:
    """Does what messages ask for; raises OscError and what the desk raises.

    peer_at: returns who is reached at an address over UDP. trust: says who may do what.
    """

    def __init__(
        self, desk: Desk, feedback: Feedback, peer_at: Callable[[Address], Peer], trust: Trust
    ) -> None:
        self._desk = desk
        self._trust = trust
        self._feedback = feedback
        self._peer_at = peer_at
        self._by_address: dict[str, Callable[..., None]] = {
            "/transport/toggle": self._toggle,
            "/transport/record": self._record,
            "/tempo/tap": self._tap,
            "/audio/return": self._return_to_audio,
            "/piece": self._piece,
            "/reroll": self._reroll,
            "/section": self._section,
            "/snapshot/store": self._store,
            "/snapshot/recall": self._recall,
            "/morph": self._morph,
            "/midi/learn": self._learn,
            "/midi/forget": partial(self._forget, "midi"),
            "/osc/learn": self._learn_osc,
            "/osc/forget": partial(self._forget, "osc"),
            "/note": self._note,
            "/csound/channel": self._channel,
            TOKEN: self._show_token,
            "/ping": self._ping,
            "/version": self._version,
            **{address: partial(self._act, action) for address, action in SIMPLE.items()},
        }

    def do(self, request: Request) -> None:
        """Do what a message asks for."""
        method, arguments = request.method, request.arguments
        address, endpoint = method.address, method.endpoint
        self._trust.check(request.peer, endpoint)
        if method.parameter is not None:
            self._steer(request, method.parameter)
        elif address == "/subscribe":
            self._subscribe(request)
        elif address == "/unsubscribe":
            self._unsubscribe(request)
        elif endpoint.types or (arguments and isinstance(arguments[0], str)):
            values = checked(endpoint, arguments)
            self._by_address[address](request, *values)
        elif not released(arguments):
            self._by_address[address](request)

    # -- parameters

    def _steer(self, request: Request, parameter: Parameter) -> None:
        method, arguments, peer, _, due_sample, _ = request
        endpoint = method.endpoint
        given, at = timed(endpoint, arguments)
        if len(given) != len(endpoint.types):
            checked(endpoint, given)
        value, *lengths = [number(each) for each in given]
        seconds = lengths[0] if lengths else 0.0
        placed = endpoint.form in POSITIONS
        wanted = parameter.value_at(value) if placed else value
        if parameter.id == SEED:
            stored = parameter.clip(wanted)
            self._desk.begin_anew(int(stored), peer.source, at or At.BAR, due_sample)
        else:
            stored = self._desk.set(
                parameter.id,
                wanted,
                peer.source,
                ramp=seconds,
                at=at or At.NOW,
                due_sample=due_sample,
            )
        low, high = (0.0, 1.0) if placed else (parameter.minimum, parameter.maximum)
        if not (low <= value <= high and 0.0 <= seconds <= LONGEST_RAMP):
            true = parameter.position(stored) if placed else stored
            clipped = [_clipped(length, 0.0, LONGEST_RAMP) for length in lengths]
            request.reply(endpoint.types, true, *clipped)

    def _channel(self, request: Request, name: str, value: float) -> None:
        stored = self._desk.set_channel(name, value, request.peer.source, request.due_sample)
        if stored != value:
            request.reply("sf", name, stored)

    # -- the performance

    def _act(self, action: Action, request: Request) -> None:
        self._desk.act(action, request.peer.source, due_sample=request.due_sample)

    def _toggle(self, request: Request) -> None:
        self._desk.toggle(request.peer.source, request.due_sample)

    def _record(self, request: Request, on: bool, name: str = "") -> None:
        known = _name(name) if name else ""
        self._desk.record(on, request.peer.source, known, request.due_sample)

    def _tap(self, request: Request) -> None:
        self._desk.tap(request.peer.source)

    def _return_to_audio(self, request: Request) -> None:
        self._desk.return_to_audio()

    def _piece(self, request: Request, name: str) -> None:
        self._desk.change_piece(name, request.peer.source, due_sample=request.due_sample)

    def _reroll(self, request: Request, part: str = "") -> None:
        self._desk.reroll(request.peer.source, part, due_sample=request.due_sample)

    def _section(self, request: Request, name: str) -> None:
        source, due_sample = request.peer.source, request.due_sample
        self._desk.act(Action.SECTION, source, name, at=At.BAR, due_sample=due_sample)

    def _note(
        self, request: Request, part: str, pitch: float, amplitude: float, beats: float
    ) -> None:
        played = (
            _clipped(pitch, 0.0, MAXIMUM_PITCH),
            _clipped(amplitude, 0.0, 1.0),
            _clipped(beats, MINIMUM_DURATION_BEATS, MAXIMUM_DURATION_BEATS),
        )
        self._desk.note(part, *played, request.peer.source, request.due_sample)
        if played != (pitch, amplitude, beats):
            request.reply("sfff", part, *played)

    def _learn(self, request: Request, target: str) -> None:
        self._desk.learn(target)

    def _learn_osc(self, request: Request, target: str) -> None:
        self._desk.learn_osc(target)

    def _forget(self, kind: str, request: Request, target: str) -> None:
        self._desk.forget(target, kind)

    # -- snapshots

    def _store(self, request: Request, name: str) -> None:
        self._desk.store(name if self._is_stored(name) else _name(name))

    def _recall(self, request: Request, name: str, seconds: float = 0.0) -> None:
        source, due_sample = request.peer.source, request.due_sample
        if not self._is_stored(name):
            # a thousand names take long to search for one that is alike
            raise OscError("unknown-name", f"no snapshot named {name!r:.80}")
        self._desk.recall(name, source, seconds, due_sample=due_sample)

    def _is_stored(self, name: str) -> bool:
        return self._desk.bank.has(self._desk.surface.subject.piece, name)

    def _morph(self, request: Request, x: float, y: float) -> None:
        self._desk.morph(x, y, request.peer.source, request.due_sample)

    # -- who asks

    def _show_token(self, request: Request, token: str) -> None:
        self._trust.show(request.peer, token, request.now_seconds)
        request.reply("T", True)

    def _ping(self, request: Request) -> None:
        request.peer.send(encode("/pong"))

    def _version(self, request: Request) -> None:
        request.reply("s", __version__)

    def _subscribe(self, request: Request) -> None:
        asked = wish(request.arguments)
        peer, now = request.peer, request.now_seconds
        self._feedback.subscribe(self._at(peer, asked.port), peer, asked.prefix, asked.hz, now)

    def _unsubscribe(self, request: Request) -> None:
        arguments: list[Any] = checked(request.method.endpoint, request.arguments)
        self._feedback.unsubscribe(
            self._at(request.peer, port(arguments[0]) if arguments else None)
        )

    def _at(self, peer: Peer, wanted: int | None) -> Peer:
        """Return the sender, or what listens at another port of its host and of no other."""
        if wanted is None:
            return peer
        receiver = self._peer_at(with_port(peer.address, wanted))
        if peer.trusted:
            receiver.allowance = None
        return receiver


def _clipped(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


def _name(name: str) -> str:
    try:
        return checked_name(name)
    except UsageError as error:
        raise OscError("bad-name", str(error)) from None
