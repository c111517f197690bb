"""Every part has a random stream of its own: what one does leaves the others as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.composition import Event, Live, Note, Part, Piece
from generator.pieces import load
from tests.pieces.performing import CLASSIC, perform, with_parts

SECONDS = 60.0


def others(events: list[Event], name: str) -> list[Event]:
    return [event for event in events if event.part != name]


@pytest.mark.parametrize("name", CLASSIC)
def test_leaving_a_part_out_leaves_the_others_as_they_were(name: str) -> None:
    piece: Piece = load(name)
    whole = perform(piece, 5, SECONDS).events
    for left_out in [part for part in piece.parts if part.sounding]:
        rest = [part for part in piece.parts if part is not left_out]
        assert perform(with_parts(piece, rest), 5, SECONDS).events == others(whole, left_out.name)


@pytest.mark.parametrize("name", CLASSIC)
def test_adding_a_part_leaves_the_others_as_they_were(name: str) -> None:
    def busy(live: Live) -> Iterator[Note]:
        while True:
            yield Note(60 + 12 * live.random.random(), 0.25)

    piece = load(name)
    more = with_parts(piece, [Part("busy", busy, "Pluck", number=16), *piece.parts])
    played = perform(more, 5, SECONDS)
    assert len(played.part("busy")) > 50
    assert others(played.events, "busy") == perform(piece, 5, SECONDS).events


@pytest.mark.parametrize("name", CLASSIC)
def test_editing_a_part_leaves_the_others_as_they_were(name: str) -> None:
    """The last part draws twice as often as it did."""
    piece = load(name)
    last = piece.parts[-1]

    def edited(live: Live) -> Iterator[object]:
        for step in last.function(live):
            live.random.random()
            yield step

    other = Part(last.name, edited, last.instrument, number=last.number)  # type: ignore[arg-type]
    played = perform(with_parts(piece, [*piece.parts[:-1], other]), 5, SECONDS).events
    assert others(played, last.name) == others(perform(piece, 5, SECONDS).events, last.name)
