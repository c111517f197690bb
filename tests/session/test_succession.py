"""What an engine is told that goes on where another has stopped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.composition import Live, Note, Piece
from generator.control.commands import Action, Applied, Command
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import settled
from generator.session.succession import (
    MOST_COMMANDS,
    REPEATABLE_SECONDS,
    TAKING_OVER_SECONDS,
    Bar,
    Beginning,
    Past,
)
from generator.timing.clock import VirtualClock
from tests.session.edited import PIECE, Performed, version

RATE = 48_000
LONG = round(REPEATABLE_SECONDS * RATE)
BUNDLED = orchestra.load()
BAR = Bar(beats=6.0, sample=10 * LONG, tempo_bpm=60.0, bar_beats=4.0, paused=False)
NOW = 10 * LONG + RATE
PRESENT = Beginning(10 * LONG, "counting", {"tempo": 60.0, "seed": 5.0})


def counting() -> Piece:
    """Return a piece at 60 BPM whose notes tell how far it has come, and what it was drawn from."""
    piece = Piece("counting", tempo_bpm=60.0)

    @piece.part("count", instrument="Pluck")
    def count(live: Live) -> Iterator[Note]:
        for number in range(10**6):
            yield Note(20 + number % 80, 1.0, live.random.random())

    return piece


def played(script: tuple[Applied, ...], until_sample: int) -> tuple[Session, RecordingEngine]:
    engine = RecordingEngine(RATE)
    session = Session(settled(counting(), BUNDLED), engine, VirtualClock(), Extent())
    session.replay(script)
    session.advance(until_sample)
    return session, engine


def applied(sample: int, action: Action, subject: str = "", value: float = 0.0) -> Applied:
    return Applied(sample, 0.0, Command(action, subject, value))


def past(*commands: Applied, began_sample: int = 0, **values: float) -> Past:
    """Return what is known of music that began at 0, and perhaps later once more."""
    past = Past()
    past.load("counting", "")
    past.begin(Beginning(0, "counting", {}))
    past.add(list(commands))
    past.begin(Beginning(began_sample, "counting", values))
    return past


def test_what_is_short_is_repeated_from_the_start() -> None:
    tempo = applied(RATE, Action.SET, "tempo", 90.0)
    script = past(tempo).script(5 * RATE, PRESENT, Extent(60.0), BAR, RATE)
    assert script == ((tempo,), Extent(60.0), False)


def test_before_the_music_has_begun_it_waits_on() -> None:
    waiting = applied(0, Action.REWIND)
    nothing = Past()
    nothing.add([waiting])
    assert nothing.script(LONG * 3, PRESENT, Extent(), BAR, RATE).applied == (waiting,)


def test_after_another_beginning_only_what_came_since_is_repeated_to_the_same_notes() -> None:
    """The first hours are not played through again, yet the same notes come."""
    c = 5 * LONG + 17
    slower = applied(RATE, Action.SET, "tempo", 80.0)
    seed = applied(c, Action.REROLL, "", 7.0)
    later = applied(c + 3 * RATE, Action.SET, "tempo", 120.0)
    until = c + 8 * RATE
    _, whole = played((slower, seed, later), until)
    known = past(slower, seed, later, began_sample=c, tempo=80.0, seed=7.0)
    script = known.script(until, PRESENT, Extent(20_000.0), BAR, RATE)
    session, again = played(script.applied, until)
    after = [event for event in whole.events if event.onset_sample >= c]
    assert again.events == after
    assert len(after) > 10
    assert session.parameters["tempo"] == 120.0
    assert not script.anew
    assert script.extent.duration_seconds == pytest.approx(20_000.0 - c / RATE)


@pytest.mark.parametrize("action", [Action.RESUME, Action.TOGGLE])
def test_what_waited_and_was_started_plays_on(action: Action) -> None:
    """As a window starts it, with a key that would also pause it."""
    waiting, started = applied(0, Action.REWIND), applied(3 * RATE, action)
    known = Past()
    known.add([waiting, started])
    known.begin(Beginning(3 * RATE, "counting", {"tempo": 60.0, "seed": 5.0}))
    script = known.script(5 * RATE, PRESENT, Extent(), BAR, RATE)
    _, engine = played(script.applied, 6 * RATE)
    assert [event.onset_sample for event in engine.events] == [3 * RATE, 4 * RATE, 5 * RATE]


def test_what_began_anew_after_an_edit_begins_with_that_version() -> None:
    """Also where the edit came before the very first beginning, while the music waited."""
    c, other = 7 * RATE, version(PIECE.replace("pitch_of(live, 60)", "pitch_of(live, 72)"))
    whole = Performed()
    whole.session.versions.know([other])
    edit = applied(2 * RATE, Action.EDIT, other.digest)
    resume, later = applied(c, Action.RESUME), applied(c + 3 * RATE, Action.SET, "tempo", 90.0)
    whole.session.replay([applied(0, Action.REWIND), edit, resume, later])
    whole.until(16.0)
    known = Past()
    known.load("rain", version().digest)
    known.add([edit, resume, later])
    values = {"tempo": 60.0, "seed": 0.0}
    known.begin(Beginning(c, "rain", values, other.digest))
    assert known.versions == {version().digest, other.digest}
    again = Performed()
    again.session.versions.know([other])
    again.session.replay(known.script(12 * RATE, PRESENT, Extent(), BAR, RATE).applied)
    again.until(16.0)
    assert again.engine.events == whole.engine.events
    assert len(again.engine.events) > 10


def test_what_is_long_begins_anew_at_the_next_bar_as_it_is_now() -> None:
    script = past().script(NOW, PRESENT, Extent(), BAR, RATE)
    assert script.anew
    session, engine = played(script.applied, NOW + 10 * RATE)
    first = engine.events[0]
    assert first.onset_sample == 10 * LONG + 2 * RATE, "beat 8, a second after the takeover at 7"
    assert first.onset_sample >= NOW + TAKING_OVER_SECONDS * RATE
    assert (first.pitch, first.beat) == (20, 0.0)
    assert session.parameters["seed"] == 5.0
    assert engine.events[0].amplitude != played((), RATE)[1].events[0].amplitude


def test_it_takes_the_bar_after_where_the_next_is_too_soon() -> None:
    bar = BAR._replace(beats=6.5)
    script = past().script(NOW, PRESENT, Extent(), bar, RATE)
    assert script.applied[-1].onset_sample == 10 * LONG + round(5.5 * RATE)


def test_what_is_paused_waits_at_the_beginning() -> None:
    script = past().script(NOW, PRESENT, Extent(), BAR._replace(paused=True), RATE)
    session, engine = played(script.applied, NOW + 10 * RATE)
    assert not engine.events
    session.submit(Command(Action.RESUME))
    session.advance(NOW + 12 * RATE)
    assert engine.events[0].pitch == 20


def test_what_is_left_of_an_extent_stays() -> None:
    extent = Extent(duration_seconds=10 * REPEATABLE_SECONDS + 100.0)
    script = past().script(NOW, PRESENT, extent, BAR, RATE)
    assert script.extent.duration_seconds == 98.0
    assert past().script(NOW, PRESENT, Extent(bars=9), BAR, RATE).extent.bars == 8


def test_another_piece_begins_as_itself() -> None:
    script = past().script(NOW, PRESENT._replace(piece="loops"), Extent(), BAR, RATE)
    asked = [each.command.subject for each in script.applied if each.command.action is Action.PIECE]
    assert asked == ["loops"]


def test_months_of_steering_are_not_kept() -> None:
    known = past()
    for sample in range(3 * MOST_COMMANDS):
        known.add([applied(sample, Action.SET, "tempo", 90.0)])
    assert len(known.applied) <= MOST_COMMANDS
    assert known.script(RATE, PRESENT, Extent(), BAR, RATE).anew, "what is not known whole"


def test_a_long_night_keeps_no_commands() -> None:
    """It would begin anew, as it is then; a new beginning is remembered again."""
    known = past(applied(RATE, Action.SET, "tempo", 90.0))
    known.forget(LONG, RATE)
    assert known.applied, "it could still be played through"
    known.forget(NOW, RATE)
    assert not known.applied
    assert known.script(NOW, PRESENT, Extent(), BAR, RATE).anew
    known.begin(Beginning(NOW, "counting", {}))
    known.add([applied(NOW + 1, Action.TOGGLE)])
    known.forget(NOW + RATE, RATE)
    assert len(known.applied) == 1
