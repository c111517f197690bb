"""Parts that are cut off and voices that are shed: a replay does the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Event, Live, Note, Piece
from generator.control.commands import Action, Command
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import settled
from generator.timing.clock import VirtualClock

RATE = 48_000
BUNDLED = orchestra.load()


def hanging(*, hangs: bool) -> Piece:
    """Return a piece of two parts at 60 BPM; where it hangs, the first does at beat 3."""
    piece = Piece("hanging", tempo_bpm=60.0)

    @piece.part("lead", instrument="Pluck")
    def lead(live: Live) -> Iterator[Note]:
        for beat in range(100):
            while hangs and beat == 3:
                live.beat += 0.0
            yield Note(60 + live.random.randrange(12), 1.0)

    @piece.part("bass", instrument="Bass")
    def bass(live: Live) -> Iterator[Note]:
        while True:
            yield Note(36 + live.random.randrange(12), 4.0, 0.2, step_beats=0.5)

    return piece


def session_of(piece: Piece) -> tuple[Session, RecordingEngine]:
    engine = RecordingEngine(RATE)
    return Session(settled(piece, BUNDLED), engine, VirtualClock(), Extent()), engine


def parts_of(events: list[Event]) -> dict[str, list[int]]:
    return {
        name: [event.onset_sample for event in events if event.part == name]
        for name in ("lead", "bass")
    }


def test_a_cut_is_written_down_and_a_replay_leaves_the_same_out() -> None:
    live, heard = session_of(hanging(hangs=True))
    with live.step_watch.watching(patient_looks=3):
        live.advance(6 * RATE)
    assert parts_of(heard.events)["lead"] == [0, RATE, 2 * RATE]
    assert len(parts_of(heard.events)["bass"]) == 12
    (applied,) = live.applied
    assert (applied.onset_sample, applied.beat) == (3 * RATE, 3.0)
    assert (applied.command.action, applied.command.subject) == (Action.CUT, "lead")
    assert live.status().faults == 1
    assert "part 'lead' stopped at" in live.reports[0]

    again, repeated = session_of(hanging(hangs=True))
    again.replay([applied])
    again.advance(6 * RATE)  # nobody watches: it would hang
    assert repeated.events == heard.events
    assert again.status().faults == 1


def test_who_does_not_come_back_can_be_written_down_from_outside() -> None:
    session, _ = session_of(hanging(hangs=False))
    session.advance(RATE)
    session.cut_stuck()
    assert not session.applied, "nobody steps now"


def test_shed_voices_are_counted_and_shed_again_in_a_replay() -> None:
    live, heard = session_of(hanging(hangs=False))
    live.advance(5 * RATE)
    live.submit(Command(Action.SHED, value=3.0))
    live.advance(6 * RATE)
    assert live.status().shed == 3
    ((onset_sample, voices),) = heard.shed
    assert [name for name, _ in voices] == ["Bass"] * 3, "the quieter ones"

    again, repeated = session_of(hanging(hangs=False))
    again.replay(live.applied)
    again.advance(6 * RATE)
    assert repeated.shed == [(onset_sample, voices)]
    assert repeated.events == heard.events


def test_what_the_gate_refuses_is_counted_and_said_and_the_music_goes_on() -> None:
    session, heard = session_of(hanging(hangs=False))
    session.stage.set_channel(0, "part.1.level_db", float("nan"))
    session.advance(RATE)
    session.stage.note(heard.events[0]._replace(amplitude=float("inf")))
    session.advance(2 * RATE)
    assert session.status().refused == 2
    assert "part.1.level_db cannot be nan" in session.reports[0]
    assert "amplitude inf is not playable: give 0 to 1" in session.reports[1]
    assert not heard.channels
    assert parts_of(heard.events)["lead"] == [0, RATE]
