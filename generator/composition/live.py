"""What a part sees while it plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, TypeVar

from generator.composition.heard import HeardNotes
from generator.patterns.pattern import Pattern, Stream
from generator.patterns.streams import stream

T = TypeVar("T")


class Live:
    """The live state that a part reads at each of its steps.

    part: its name. random: the part's own stream. beat: where the step lies. state: what the
    piece's parts share (see Piece). heard: what all parts have played. `live["density"]` reads a
    parameter's present value. asked_section: what a player asked to go on to, until it is taken
    (see Piece.sections). bar_beats: the length of a bar, by the metre that the piece had when the
    part began.
    """

    __slots__ = (
        *("_parameters", "_streams", "asked_section", "bar_beats", "beat", "ended", "heard"),
        *("part", "random", "section", "seed", "state"),
    )

    def __init__(
        self,
        parameters: Mapping[str, float],
        random: Random,
        seed: int,
        state: Any,
        part: str = "",
        heard: HeardNotes | None = None,
        bar_beats: float = 4.0,
    ) -> None:
        self._parameters = parameters
        self._streams = 0
        self.random = random
        self.seed = seed
        self.state = state
        self.part = part
        self.heard = HeardNotes() if heard is None else heard
        self.bar_beats = bar_beats
        self.beat = 0.0
        self.section: str | None = None
        self.asked_section: str | None = None
        self.ended = False

    def __getitem__(self, parameter_id: str) -> float:
        return self._parameters[parameter_id]

    def follow(self, parameters: Mapping[str, float]) -> None:
        """Read these parameters from now on: the piece has been edited."""
        self._parameters = parameters

    def draws(self, name: str) -> Random:
        """Return a stream of random numbers of its own for something in the part."""
        return stream(self.seed, f"{self.part}/{name}")

    def stream(self, pattern: Pattern[T]) -> Stream[T]:
        """Return what plays a pattern for this part: by its seed, beat and parameters.

        The part's first pattern, its second and so on each have draws of their own.
        """
        self._streams += 1
        return pattern.stream(player=self, name=str(self._streams))

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


def given(value: T | Callable[[Live], T], live: Live) -> T:
    """Return what is given as such or as a function of the live state.

    >>> live = Live({"root": 62.0}, Random(1), 1, None)
    >>> given(60.0, live), given(lambda live: live["root"], live)
    (60.0, 62.0)
    """
    return value(live) if callable(value) else value
