"""What a message to a learnt address stands for: one of the addresses that everybody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.control.osc.arguments import number
from generator.control.osc.codec import Argument, OscError
from generator.control.osc.space import AddressSpace, Method
from generator.control.targets import RECORD, SNAPSHOT

PRESSED = {
    "play": "/transport/play",
    "stop": "/transport/stop",
    "pause": "/transport/pause",
    "toggle": "/transport/toggle",
    "panic": "/panic",
    "tap": "/tempo/tap",
    "reroll": "/reroll",
}


class Meaning(NamedTuple):
    """What does something, and what is sent to it. sent_to: the learnt address, if it was one."""

    method: Method
    arguments: list[Argument]
    sent_to: str = ""


def meaning(
    target: str, arguments: Sequence[Argument], space: AddressSpace, *, recording: bool
) -> Meaning | None:
    """Return what a message stands for; None for a button let go.

    A parameter goes to the position of the first number. Anything else is done unless that is 0; a
    recording begins, or ends where there is one. Raises OscError.
    """
    numbers = [number(each) for each in arguments if not isinstance(each, str)][:1]
    if target in space.placed:
        return Meaning(space.placed[target], [*numbers])
    if numbers == [0.0]:
        return None
    if target.startswith(SNAPSHOT):
        name = target.removeprefix(SNAPSHOT)
        return Meaning(space.methods["/snapshot/recall"], [name])
    if target == RECORD:
        return Meaning(space.methods["/transport/record"], [float(not recording)])
    if target in PRESSED:
        return Meaning(space.methods[PRESSED[target]], [])
    raise OscError("unknown-name", f"{target!r:.80} is not in this piece")
