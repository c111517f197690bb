"""What is wrong with a piece now, and when it is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.composition import Live, Note, Piece, Step
from generator.control.commands import Action, Command
from generator.session.session import Session
from tests.session.test_session import RATE, session_of


def failing() -> Piece:
    """Return a piece at 60 BPM of which one part fails at beat 1, where another errs."""
    piece = Piece("failing", tempo_bpm=60.0)

    @piece.part("wrong", instrument="Pluck")
    def wrong(live: Live) -> Iterator[Step]:
        yield Note(60, 1.0)
        raise ValueError("no")

    @piece.part("odd", instrument="Pluck")
    def odd(live: Live) -> Iterator[Step]:
        while True:
            yield Note(999 if live.beat == 1.0 else 60, 1.0)

    return piece


@pytest.fixture
def session() -> Session:
    session = session_of(failing())
    session.advance(3 * RATE // 2)
    return session


def ask(session: Session, *commands: Command) -> None:
    for command in commands:
        session.submit(command)
    session.advance(session.status().sample + 3 * RATE // 2 + 1)


def test_failed_parts_and_refused_notes_are_told_with_their_place(session: Session) -> None:
    wrong, odd = session.stage.troubles["wrong"], session.stage.troubles["odd"]
    assert wrong.startswith("part 'wrong' stopped at ")
    assert wrong.endswith("test_troubles.py:22: ValueError: no")
    assert "part 'odd': note refused: " in odd
    assert "test_troubles.py:27: pitch 999" in odd


@pytest.mark.parametrize(
    "command",
    [
        Command(Action.REWIND),
        Command(Action.REROLL, value=5.0),
        Command(Action.PIECE, "loops"),
    ],
)
def test_a_new_beginning_clears_them(session: Session, command: Command) -> None:
    ask(session, command)
    assert session.stage.troubles == {}


def test_they_come_back_if_they_are_still_there(session: Session) -> None:
    ask(session, Command(Action.REROLL, value=5.0))
    session.advance(4 * RATE)
    assert set(session.stage.troubles) == {"wrong", "odd"}


def test_a_part_that_is_drawn_anew_clears_its_own_if_it_still_plays(session: Session) -> None:
    session.submit(Command(Action.REROLL, "odd", value=5.0))
    session.submit(Command(Action.REROLL, "wrong", value=5.0))
    session.advance(3 * RATE // 2 + 1)
    assert set(session.stage.troubles) == {"wrong"}


def test_what_goes_on_clears_nothing(session: Session) -> None:
    ask(session, Command(Action.PANIC), Command(Action.SET, "tempo", 90.0))
    assert set(session.stage.troubles) == {"wrong", "odd"}
