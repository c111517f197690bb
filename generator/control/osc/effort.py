"""How much one packet may ask for, counted in what one plain message costs."""

from __future__ import annotations

from generator.control.osc.codec import OscError

MOST_EFFORT = 600
OF_A_PATTERN = 40
OF_A_REFUSAL = 50
OF_HEAVY = 100
LETTERS_AT_ONCE = 25  # that a pattern reads


class Effort:
    """What is left of it."""

    def __init__(self) -> None:
        self.left = MOST_EFFORT

    def spend(self, effort: int = 0) -> None:
        """Count what a packet asks for; raises OscError `too-much`."""
        if self.left <= 0:
            raise OscError("too-much", "one packet asks for too much: send several")
        self.left -= effort
