"""The address space: every OSC address of a performance, derived from what is declared.

OSC, OSCQuery, layouts for controllers and the printed maps all read it; none has a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.control.status import MISHAPS
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

MACRO = "macro."
TEMPO, SEED = "tempo", "seed"
TOKEN = "/token"
RESERVED = frozenset(" #*,/?[]{}")
STRIP = ("level", "pan", "mute", "solo", "density")


class Form(StrEnum):
    """What a message to an address says, and what is told there."""

    POSITION = "position"  # a parameter by its place on the control, 0 to 1
    NATIVE = "native"  # a parameter in its own unit
    RAMP = "ramp"  # a position, and the seconds until it is reached
    NATIVE_RAMP = "native ramp"  # a value in its own unit, and the seconds until it is reached
    ACTION = "action"  # something to do
    STATUS = "status"  # something that is only told


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address.

    types: a letter for each argument: f number, i whole number, s text, T on or off, x text or
    whole number. optional: the same for arguments that may be left out. parameter: the id of the
    parameter it is about. guarded: another machine has to show the token first.
    """

    address: str
    form: Form
    types: str
    description: str
    optional: str = ""
    parameter: str = ""
    guarded: bool = False

    @property
    def writable(self) -> bool:
        """Whether messages may be sent to it."""
        return self.form is not Form.STATUS

    @property
    def readable(self) -> bool:
        """Whether it has a value to ask for."""
        return self.form in (Form.POSITION, Form.NATIVE, Form.STATUS)


def endpoints(subject: Subject) -> dict[str, Endpoint]:
    """Return the whole address space of what is being played, by address, in order."""
    parameters = [endpoint for each in subject.declared for endpoint in _of(each)]
    found: dict[str, Endpoint] = {}
    for each in (*ACTIONS, *_tempo(subject), *parameters, *_tracks(subject), *STATUSES):
        found.setdefault(each.address, each)
    return found


def segment(name: str) -> str:
    """Return a name as a part of an address: what OSC forbids there becomes `_`."""
    return "".join(
        letter if "!" <= letter <= "~" and letter not in RESERVED else "_" for letter in name
    )


def _of(parameter: Parameter) -> Iterator[Endpoint]:
    """Yield the addresses that every parameter has, and the one it may have beside them."""
    key, says = segment(parameter.id), parameter.description or parameter.name
    if key.startswith(MACRO):
        address = f"/macro/{key.removeprefix(MACRO)}"
        yield Endpoint(address, Form.POSITION, "f", says, parameter=parameter.id)
        return
    if key == SEED:
        return
    kind = "T" if parameter.warp is Warp.TOGGLE else "f"
    yield Endpoint(f"/param/{key}", Form.POSITION, kind, says, parameter=parameter.id)
    unit = f" ({parameter.unit})" if parameter.unit else ""
    yield Endpoint(f"/param/{key}/native", Form.NATIVE, "f", says + unit, parameter=parameter.id)
    moving = f"{says}; over so many seconds"
    yield Endpoint(f"/param/{key}/ramp", Form.RAMP, "ff", moving, parameter=parameter.id)


def _tempo(subject: Subject) -> Iterator[Endpoint]:
    if TEMPO in subject.by_id:
        yield Endpoint("/tempo", Form.NATIVE, "f", "beats a minute", parameter=TEMPO)
        says = "beats a minute; over so many seconds"
        yield Endpoint("/tempo/ramp", Form.NATIVE_RAMP, "ff", says, parameter=TEMPO)
    if SEED in subject.by_id:
        says = "begin anew from this seed, at the next bar"
        yield Endpoint("/seed", Form.NATIVE, "i", says, parameter=SEED)


def _tracks(subject: Subject) -> Iterator[Endpoint]:
    """Yield each part's strip, under its name and under its number in two digits."""
    for number, part in enumerate(subject.parts, start=1):
        for control in STRIP:
            parameter = subject.by_id.get(f"{part}.{control}")
            if parameter is None:
                continue
            kind = "T" if parameter.warp is Warp.TOGGLE else "f"
            for track in (segment(part), f"{number:02d}"):
                yield Endpoint(
                    f"/track/{track}/{control}",
                    Form.POSITION,
                    kind,
                    parameter.description,
                    parameter=parameter.id,
                )


def _action(address: str, types: str, description: str, optional: str = "") -> Endpoint:
    return Endpoint(address, Form.ACTION, types, description, optional)


def _guarded(address: str, types: str, description: str, optional: str = "") -> Endpoint:
    """Return what writes a file, or puts another piece or engine in the place of one that plays."""
    return Endpoint(address, Form.ACTION, types, description, optional, guarded=True)


def _status(address: str, types: str, description: str) -> Endpoint:
    return Endpoint(address, Form.STATUS, types, description)


COUNTED = {
    "/status/xrun" if each.name == "xruns" else f"/status/{each.word.lower()}": each
    for each in MISHAPS
}
ACTIONS = (
    _action("/transport/play", "", "play on, or from the beginning after a stop"),
    _action("/transport/stop", "", "stop, and go back to the beginning"),
    _action("/transport/pause", "", "hold the beat; what sounds rings out"),
    _action("/transport/toggle", "", "pause, or play on"),
    _guarded("/transport/record", "T", "start or end a recording of this name", "s"),
    _action("/tempo/tap", "", "tap the tempo: it follows from the second tap on"),
    _action("/panic", "", "silence everything at once, effects too"),
    _action("/allnotesoff", "", "let go of every note that sounds"),
    _guarded("/audio/return", "", "play on with the audio device that had gone, if it is back"),
    _guarded("/piece", "s", "play another bundled piece, from the next bar on"),
    _action("/reroll", "", "draw anew what follows, for one part or for all", "s"),
    _action("/section", "x", "go on to a section, by its name or number, at the next bar"),
    _guarded("/snapshot/store", "x", "keep all parameters as they are, under a name or number"),
    _action("/snapshot/recall", "x", "bring a snapshot back, over so many seconds", "f"),
    _action("/morph", "ff", "mix snapshots 1 to 4, the corners of a pad, by x and y"),
    _guarded("/midi/learn", "s", "let the MIDI control that moves next steer this"),
    _guarded("/midi/forget", "s", "free the MIDI controls that steer this"),
    _guarded("/osc/learn", "s", "let the unknown address that gets a number next steer this"),
    _guarded("/osc/forget", "s", "free the learnt addresses that steer this"),
    _action("/note", "sfff", "play a note: part, pitch, amplitude 0 to 1, beats"),
    _action("/csound/channel", "sf", "set a control channel of the orchestra"),
    _action(
        "/subscribe", "", "be told what changes: port, prefix of addresses, times a second", "isf"
    ),
    _action("/unsubscribe", "", "be told no more, at this port", "i"),
    _action(TOKEN, "s", "show the token of --osc-token, and be trusted for ten minutes"),
    _action("/ping", "", "answered by /pong"),
    _action("/version", "", "answered by the version"),
)
STATUSES = (
    _status("/status/beat", "iif", "bar, beat, and how much of the beat has passed, 0 to 1"),
    _status("/status/meter", "f", "peaks, 0 to 1: left, right, then every part"),
    _status("/status/cpu", "f", "how much of one core the engine takes, in percent"),
    *(_status(address, "i", f"how many {says}") for address, (_, _, says) in COUNTED.items()),
    _status("/status/gap", "f", "the longest between two commits, in milliseconds"),
    _status("/status/margin", "f", "the smallest between a commit and its onset, in milliseconds"),
    _status("/status/trouble", "s", "what is wrong with the piece now, with its line, or nothing"),
    _status("/error", "sss", "what could not be done: address, code, reason"),
)
