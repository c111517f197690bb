"""The performance as the window knows it: one snapshot a frame, and what can be done to it."""

from __future__ import annotations

from typing import Protocol

from generator.control.desk import Desk
from gui.frame import Audio, Frame


class Performance(Protocol):
    """What the window plays. No method waits for anything; refusals become news of the frame.

    `desk` does what controllers can do; the rest is what only the player at this machine can.
    """

    @property
    def desk(self) -> Desk:
        """What everything that can be steered is asked of."""
        ...

    def frame(self) -> Frame:
        """Hear what the engine has said and return how it stands."""
        ...

    def panic(self) -> None:
        """Silence everything, from whatever thread, at once."""
        ...

    def record(self, on: bool) -> None:
        """Start a recording with a name of its own, or end the one there is."""
        ...

    def link(self, on: bool) -> None:
        """Join the Link session, or leave it."""
        ...

    def open_audio(self, wanted: Audio) -> None:
        """Play on with other audio; it falls back, with news, where that does not open."""
        ...

    def return_to_audio(self) -> None:
        """Play on with the audio that has failed, if it is back; raises UsageError for none."""
        ...

    def look_ahead(self, milliseconds: float | None) -> None:
        """Commit so far ahead from now on; None leaves it to the clock's step."""
        ...

    @property
    def moment(self) -> str:
        """When a piece that is saved takes over, "" where it is a bundled one."""
        ...

    def reload_at(self, moment: str) -> None:
        """Have a piece that is saved take over at the next `bar`, `beat`, `section`, or `off`."""
        ...

    def reload(self) -> None:
        """Play the piece as its file is now; raises UsageError for a bundled one."""
        ...

    def reset_counts(self) -> None:
        """Count all mishaps from 0."""
        ...
