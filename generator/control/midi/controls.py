"""What the controls of a MIDI device say: which one moved, and to where."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum
from typing import NamedTuple

FINE_OFFSET = 32
PAIRED = 64
ENTRY, ENTRY_FINE = 6, 38
NRPN_FINE, NRPN_COARSE = 98, 99
RPN = (100, 101)
NOTHING = 0x3FFF
CHANNEL_MODES = 120


class Kind(StrEnum):
    """The kinds of controls."""

    CC = "cc"
    CC14 = "cc14"  # a pair of CCs, n and n + 32, that make one value of 14 bits
    NRPN = "nrpn"
    NOTE = "note"
    BEND = "bend"
    PROGRAM = "program"


LARGEST = dict.fromkeys((Kind.CC14, Kind.NRPN, Kind.BEND), 0x3FFF)
LARGEST_7_BIT = 127


class Control(NamedTuple):
    """One control of a device. channel: 1 to 16. number: 0 where its kind has but one."""

    kind: Kind
    channel: int
    number: int

    def __str__(self) -> str:
        """Return it as it is called in notices."""
        return f"{self.kind} {self.number} on channel {self.channel}"


class Touch(NamedTuple):
    """A control with the value that it sends: 0 to 127, or to 16,383 where its kind has 14 bits."""

    control: Control
    value: int

    @property
    def position(self) -> float:
        """The value as a position from 0 to 1."""
        return self.value / LARGEST.get(self.control.kind, LARGEST_7_BIT)


def touch_at(control: Control, position: float) -> Touch:
    """Return the touch that leaves a control at a position from 0 to 1."""
    return Touch(control, round(position * LARGEST.get(control.kind, LARGEST_7_BIT)))


class Reader:
    """Puts together what a device sends in pieces: pairs of CCs, and NRPNs.

    pairs: the controls of kind CC14 that are bound; others are taken for two CCs. A value of which
    only the coarse half is sent spans the whole range too.
    """

    def __init__(self, pairs: Container[Control]) -> None:
        self._pairs = pairs
        self._selected: dict[int, int] = {}
        self._coarse: dict[Control, int] = {}

    def read(self, touch: Touch) -> Touch | None:
        """Return what a touch amounts to; None while it only prepares another."""
        kind, channel, number = touch.control
        if kind is not Kind.CC:
            return touch
        if number >= CHANNEL_MODES:
            return None
        if NRPN_FINE <= number <= RPN[-1]:
            self._select(channel, number, touch.value)
            return None
        if number in (ENTRY, ENTRY_FINE) and self._selected.get(channel, NOTHING) != NOTHING:
            control = Control(Kind.NRPN, channel, self._selected[channel])
            return self._join(control, number == ENTRY, touch.value)
        pair = Control(Kind.CC14, channel, number % FINE_OFFSET)
        if number < PAIRED and pair in self._pairs:
            return self._join(pair, number < FINE_OFFSET, touch.value)
        return touch

    def _select(self, channel: int, number: int, value: int) -> None:
        """Note which NRPN the data entry that follows is for; an RPN is none of ours."""
        selected = self._selected.get(channel, NOTHING)
        if number == NRPN_COARSE:
            selected = value << 7 | selected & 0x7F
        elif number == NRPN_FINE:
            selected = selected & 0x3F80 | value
        else:
            selected = NOTHING
        self._selected[channel] = selected

    def _join(self, control: Control, is_coarse: bool, value: int) -> Touch:
        if is_coarse:
            self._coarse[control] = value
            return Touch(control, value << 7 | value)
        return Touch(control, self._coarse.get(control, 0) << 7 | value)
