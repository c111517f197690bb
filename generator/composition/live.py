"""What a part sees while it plays."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any


class Live:
    """The live state that a part reads at each of its steps.

    random: the part's own stream. beat: where the step lies. state: what the piece's parts share
    (see Piece). `live["density"]` reads a parameter's present value. asked_section: what a player
    asked to go on to, until it is taken (see Piece.sections).
    """

    __slots__ = (
        *("_parameters", "asked_section", "beat", "ended"),
        *("random", "section", "seed", "state"),
    )

    def __init__(
        self, parameters: Mapping[str, float], random: Random, seed: int, state: Any
    ) -> None:
        self._parameters = parameters
        self.random = random
        self.seed = seed
        self.state = state
        self.beat = 0.0
        self.section: str | None = None
        self.asked_section: str | None = None
        self.ended = False

    def __getitem__(self, parameter_id: str) -> float:
        return self._parameters[parameter_id]

    def begin_section(self, name: str) -> None:
        """Say that a section of the piece begins at this step."""
        self.section = name

    def take_section(self) -> str | None:
        """Return the section that was asked for since this was last called, or None."""
        asked, self.asked_section = self.asked_section, None
        return asked

    def end_piece(self) -> None:
        """Say that the piece ends with this step: no part steps again."""
        self.ended = True
