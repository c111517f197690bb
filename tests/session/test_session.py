"""Sessions on an engine that remembers: commands, endings, replays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition import Live, Note, Piece, Rest
from generator.control.commands import Action, Applied, At, Command, Over
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import channel_values, settled
from generator.timing.clock import VirtualClock

RATE = 48_000
BUNDLED = orchestra.load()


def two_parts(notes: int | None = None) -> Piece:
    """Return a piece at 60 BPM: a pulse in beats and a wanderer in uneven steps."""
    piece = Piece("two", tempo_bpm=60.0)
    piece.parameter("reach", 0.0, 12.0, default=5.0)

    @piece.part("pulse", instrument="Pluck")
    def pulse(live: Live) -> Iterator[Note]:
        played = 0
        while notes is None or played < notes:
            yield Note(60, 1.0)
            played += 1

    @piece.part("wander", instrument="Bell", reverb=0.5)
    def wander(live: Live) -> Iterator[Note | Rest]:
        while notes is None or live.beat < notes:
            if live.random.random() < 0.3:
                yield Rest(0.5)
            yield Note(60 + live.random.random() * live["reach"], live.random.choice([0.3, 0.7]))

    return piece


def session_of(piece: Piece, seed: int = 1, **extent: float | None) -> Session:
    """Return a session of a piece on a RecordingEngine."""
    setup = settled(piece, BUNDLED)
    setup.parameters.set("seed", seed)
    return Session(setup, RecordingEngine(RATE), VirtualClock(), Extent(**extent))  # type: ignore[arg-type]


def onsets(session: Session, part: str) -> list[int]:
    """Return the onsets of a part in samples."""
    return [event.onset_sample for event in recorded(session).events if event.part == part]


def recorded(session: Session) -> RecordingEngine:
    """Return the engine of a session of these tests."""
    assert isinstance(session.stage.gate.engine, RecordingEngine)
    return session.stage.gate.engine


def test_a_command_takes_effect_at_the_commit_horizon() -> None:
    """What was committed stays; the channel changes at the horizon's sample."""
    session = session_of(two_parts())
    session.advance(RATE + 100)
    session.submit(Command(Action.SET, "pulse.level", -6.0))
    session.advance(2 * RATE)
    assert recorded(session).channels == [(RATE + 100, "part.1.level_db", -6.0)]
    assert list(session.applied) == [
        Applied(RATE + 100, 1.0 + 100 / RATE, Command(Action.SET, "pulse.level", -6.0))
    ]


def test_a_tempo_command_keeps_the_phase() -> None:
    """60 to 120 BPM half way through a beat: the other half takes a quarter second."""
    session = session_of(two_parts())
    session.advance(3 * RATE // 2)
    session.submit(Command(Action.SET, "tempo", 120.0))
    session.advance(3 * RATE)
    assert onsets(session, "pulse") == [0, 48_000, 84_000, 108_000, 132_000]


def test_a_pause_stops_the_beat_and_a_tempo_set_meanwhile_holds_afterwards() -> None:
    """Half a second passes between two beats; the second half of the beat is played at 120."""
    session = session_of(two_parts())
    session.advance(RATE // 2)
    session.submit(Command(Action.PAUSE))
    session.submit(Command(Action.PAUSE))
    session.advance(RATE)
    assert session.status().paused
    session.submit(Command(Action.SET, "tempo", 120.0))
    session.submit(Command(Action.RESUME))
    session.advance(2 * RATE)
    assert onsets(session, "pulse") == [0, RATE + RATE // 4, RATE + 3 * RATE // 4]


def test_mute_and_solo_amount_to_audible_channels() -> None:
    """A muted part goes on; a solo silences the others; only changes are sent."""
    session = session_of(two_parts())
    for parameter, value in [("wander.mute", 1), ("pulse.solo", 1), ("pulse.mute", 1)]:
        session.submit(Command(Action.SET, parameter, value))
    session.advance(RATE)
    assert [(name, value) for _, name, value in recorded(session).channels] == [
        ("part.2.audible", 0.0),
        ("part.1.audible", 0.0),
    ]
    assert session.status().muted == ["pulse", "wander"]
    assert onsets(session, "wander")


def test_muting_a_part_leaves_the_notes_of_all_as_they_were() -> None:
    """Each part has a random stream of its own."""
    plain, muted = session_of(two_parts()), session_of(two_parts())
    muted.submit(Command(Action.SET, "pulse.mute", 1.0))
    for session in (plain, muted):
        session.advance(20 * RATE)
    assert recorded(plain).events == recorded(muted).events


def test_a_generative_parameter_is_read_at_the_next_step() -> None:
    """From the command on, the wanderer keeps to its root."""
    session = session_of(two_parts())
    session.advance(5 * RATE)
    before = len(recorded(session).events)
    session.submit(Command(Action.SET, "reach", 0.0))
    session.advance(10 * RATE)
    assert {event.pitch for event in recorded(session).events[before:]} == {60}


def test_panic_reaches_the_engine_and_the_music_goes_on() -> None:
    """Later notes sound again."""
    session = session_of(two_parts())
    session.advance(RATE // 2)
    session.submit(Command(Action.PANIC))
    session.advance(2 * RATE)
    assert recorded(session).silences == [RATE // 2]
    assert onsets(session, "pulse") == [0, RATE]


def test_a_duration_ends_the_notes_and_fades_at_the_end_of_the_tail() -> None:
    """No note from the end on; a fade of 50 ms just before the final sample."""
    session = session_of(two_parts(), duration_seconds=2.0, tail_seconds=1.0)
    for second in range(1, 6):
        session.advance(second * RATE)
    assert onsets(session, "pulse") == [0, RATE]
    assert (session.end_sample, session.final_sample) == (2 * RATE, 3 * RATE)
    assert recorded(session).fades == [(3 * RATE - RATE // 20, 0.05)]


def test_without_a_tail_the_fade_ends_at_the_duration() -> None:
    """The file is exactly as long as was asked for."""
    session = session_of(two_parts(), duration_seconds=2.0, tail_seconds=0.0)
    session.advance(4 * RATE)
    assert session.final_sample == 2 * RATE
    assert recorded(session).fades == [(2 * RATE - RATE // 20, 0.05)]


def test_bars_end_where_the_tempo_takes_them() -> None:
    """Two bars of four beats, the second at double tempo, last six seconds."""
    session = session_of(two_parts(), bars=2)
    session.advance(4 * RATE)
    session.submit(Command(Action.SET, "tempo", 120.0))
    session.advance(20 * RATE)
    assert session.end_sample == 6 * RATE
    assert onsets(session, "pulse")[-1] == 6 * RATE - RATE // 2


def test_a_piece_that_ends_lets_its_last_note_sound() -> None:
    """The end is the last note's, the tail comes after it."""
    session = session_of(two_parts(notes=2), tail_seconds=0.5)
    session.advance(30 * RATE)
    last = max(e.onset_sample + e.duration_samples for e in recorded(session).events)
    assert session.end_sample == last
    assert session.final_sample == last + RATE // 2


def test_stop_fades_at_once() -> None:
    """No note after the command, silence 50 ms later, no waiting for the tail."""
    session = session_of(two_parts())
    session.advance(RATE // 2)
    session.submit(Command(Action.STOP))
    session.advance(3 * RATE)
    assert onsets(session, "pulse") == [0]
    assert session.final_sample == RATE // 2 + RATE // 20
    assert recorded(session).fades == [(RATE // 2, 0.05)]


def test_an_instrument_that_does_not_exist_is_refused() -> None:
    """It is named; the part goes on."""

    class Picky(RecordingEngine):
        def plays(self, instrument: str) -> bool:
            return instrument != "Bell"

    session = session_of(two_parts())
    session.attach(Picky(RATE), VirtualClock())
    session.advance(5 * RATE)
    assert {event.part for event in recorded(session).events} == {"pulse"}
    assert session.status().refused > 0
    assert "no instrument named 'Bell'" in session.reports[0]


def test_a_part_that_raises_is_named_and_the_others_go_on() -> None:
    """The status counts it."""
    piece = two_parts()

    @piece.part("fragile", instrument="Bass")
    def fragile(live: Live) -> Iterator[Note]:
        yield Note(40, 1.0)
        raise ZeroDivisionError("division by zero")

    session = session_of(piece)
    session.advance(5 * RATE)
    line = fragile.function.__code__.co_firstlineno + 3
    assert session.reports[0].startswith(f"part 'fragile' stopped at {__file__}:{line}: ZeroDiv")
    assert session.status().faults == 1
    assert len(onsets(session, "pulse")) == 5


def test_the_channels_of_the_start_are_the_parameters() -> None:
    """Every strip's channels are set before the first sample."""
    piece = two_parts()
    values = channel_values(settled(piece, BUNDLED))
    assert values["part.2.reverb"] == 0.5
    assert values["part.1.audible"] == 1.0
    assert values["master.level_db"] == 0.0


def test_a_command_after_the_end_starts_no_note() -> None:
    """Steering goes on while the effects ring out; the piece does not."""
    session = session_of(two_parts(), duration_seconds=1.0)
    clock = VirtualClock()
    session.attach(recorded(session), clock)
    session.advance(2 * RATE)
    clock.move_to(2 * RATE)
    session.submit(Command(Action.SET, "tempo", 240.0))
    session.submit(Command(Action.SET, "wander.level", -10.0))
    session.advance(3 * RATE)
    assert onsets(session, "pulse") == [0]
    assert recorded(session).channels == [(2 * RATE, "part.2.level_db", -10.0)]


RANGES = {
    "tempo": (20.0, 999.0),
    "swing": (0.0, 1.0),
    "reach": (0.0, 12.0),
    "wander.pan": (0.0, 1.0),
}
TRANSPORT = [
    Action.PAUSE,
    Action.RESUME,
    Action.TOGGLE,
    Action.REWIND,
    Action.PANIC,
    Action.RELEASE,
]
WAYS = {
    "at": st.sampled_from(At),
    "ramp": st.just(0.0) | st.floats(0.01, 3.0),
    "over": st.sampled_from(Over),
    "due_sample": st.none() | st.integers(0, 300_000),
}


def command_of(*fields: Any, **named: Any) -> Command:
    """Return a command; of the class itself Hypothesis would fill in what is left out."""
    return Command(*fields, **named)


SETS = [
    st.builds(command_of, st.just(Action.SET), st.just(key), st.floats(*bounds), **WAYS)
    for key, bounds in RANGES.items()
]
RECALLS = st.fixed_dictionaries({}, optional={key: st.floats(*b) for key, b in RANGES.items()})
COMMANDS = st.one_of(
    *SETS,
    st.builds(
        command_of,
        st.just(Action.RECALL),
        values=RECALLS.map(lambda values: tuple(values.items())),
        ramp=WAYS["ramp"],
    ),
    st.builds(command_of, st.sampled_from(TRANSPORT), at=WAYS["at"]),
    st.builds(
        command_of,
        st.just(Action.REROLL),
        st.sampled_from(["", "wander", "pulse"]),
        st.integers(0, 99).map(float),
        at=WAYS["at"],
    ),
    st.builds(
        command_of,
        st.just(Action.NOTE),
        st.just("wander"),
        values=st.just((("pitch", 60.5), ("amplitude", 0.3), ("beats", 0.7))),
    ),
    st.builds(
        lambda beat, sample: Command(
            Action.ALIGN, values=(("beat", beat), ("sample", float(sample)))
        ),
        st.floats(0.0, 20.0),
        st.integers(0, 400_000),
    ),
)


@given(st.lists(st.tuples(st.integers(1, 30_000), COMMANDS), max_size=40), st.integers(1, 9))
def test_a_replay_gives_the_same_events(steered: Sequence[tuple[int, Command]], seed: int) -> None:
    """Whatever was asked and when: replayed in one go, all that reached the engine is the same."""
    live, replayed = session_of(two_parts(), seed), session_of(two_parts(), seed)
    horizon = 0
    for step, command in steered:
        horizon += step
        live.advance(horizon)
        live.submit(command)
    live.advance(horizon + RATE)
    replayed.replay([_through_json(applied) for applied in live.applied])
    replayed.advance(horizon + RATE)
    first, second = recorded(live), recorded(replayed)
    assert first.events == second.events
    assert first.channels == second.channels
    assert (first.silences, first.releases) == (second.silences, second.releases)
    assert list(live.controls.changes) == list(replayed.controls.changes)


def _through_json(applied: Applied) -> Applied:
    """As a journal has it."""
    return Applied.from_message(json.loads(json.dumps(applied.to_message())))


def test_status_counts_bars_and_beats_from_one() -> None:
    """At 60 BPM, five seconds in, the second beat of the second bar begins."""
    session = session_of(two_parts())
    clock = VirtualClock()
    session.attach(recorded(session), clock)
    session.advance(6 * RATE)
    clock.move_to(5 * RATE)
    status = session.status()
    assert (status.bar, status.beat, status.tempo_bpm) == (2, 2.0, 60.0)


@pytest.mark.parametrize(
    ("parameter", "value", "said"),
    [
        ("nothing", 1.0, "no parameter named 'nothing'"),
        ("tempo", 5000.0, "give 20 to 999 BPM"),
        ("tempo", float("nan"), "give 20 to 999 BPM"),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_reported(
    parameter: str, value: float, said: str
) -> None:
    """The music goes on as it was, and nothing is written down as applied."""
    session = session_of(two_parts())
    session.submit(Command(Action.SET, parameter, value))
    session.advance(2 * RATE)
    assert said in session.reports[0]
    assert not session.applied
    assert onsets(session, "pulse") == [0, RATE]
