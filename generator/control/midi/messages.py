"""What MIDI messages mean, named as mido names them; both ways."""

from __future__ import annotations

from typing import Any

from generator.control.midi.controls import (
    ENTRY,
    ENTRY_FINE,
    FINE_OFFSET,
    NRPN_COARSE,
    NRPN_FINE,
    Control,
    Kind,
    Touch,
)

BEND_CENTRE = 8192
PRESS = 127
CLOCK_WORDS = frozenset({"clock", "start", "stop", "continue", "songpos"})

Sent = tuple[str, dict[str, int]]
"""A message: its type and its fields."""

Heard = Touch | Sent
"""A control that moved, or a message of a clock."""


def heard(message: Any) -> Heard | None:
    """Return what a message says; None for one that is neither a control's nor a clock's."""
    word = message.type
    if word in CLOCK_WORDS:
        return word, {"pos": message.pos} if word == "songpos" else {}
    if word == "control_change":
        return _touch(message, Kind.CC, message.control, message.value)
    if word == "note_on":
        return _touch(message, Kind.NOTE, message.note, message.velocity)
    if word == "note_off":
        return _touch(message, Kind.NOTE, message.note, 0)
    if word == "pitchwheel":
        return _touch(message, Kind.BEND, 0, message.pitch + BEND_CENTRE)
    if word == "program_change":
        return _touch(message, Kind.PROGRAM, message.program, PRESS)
    return None


def _touch(message: Any, kind: Kind, number: int, value: int) -> Touch:
    return Touch(Control(kind, message.channel + 1, number), value)


def messages(touch: Touch) -> list[Sent]:
    """Return the messages by which a device itself would say this, for its faders and lamps."""
    (kind, channel, number), value = touch
    coarse, fine = value >> 7, value & 0x7F
    fields: list[Sent] = []
    if kind is Kind.CC:
        fields = [_cc(number, value)]
    elif kind is Kind.CC14:
        fields = [_cc(number, coarse), _cc(number + FINE_OFFSET, fine)]
    elif kind is Kind.NRPN:
        select = [_cc(NRPN_COARSE, number >> 7), _cc(NRPN_FINE, number & 0x7F)]
        fields = [*select, _cc(ENTRY, coarse), _cc(ENTRY_FINE, fine)]
    elif kind is Kind.NOTE:
        fields = [("note_on", {"note": number, "velocity": value})]
    elif kind is Kind.BEND:
        fields = [("pitchwheel", {"pitch": value - BEND_CENTRE})]
    return [(word, {"channel": channel - 1, **rest}) for word, rest in fields]


def _cc(number: int, value: int) -> Sent:
    return "control_change", {"control": number, "value": value}
