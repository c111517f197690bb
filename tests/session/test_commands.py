"""What can be asked of a session, and when it acts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.composition import Live, Note, Piece, Rest
from generator.control.commands import Action, At, Command, Over
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.session.agenda import MOST_WAITING
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import settled
from generator.timing.clock import VirtualClock

RATE = 48_000
BUNDLED = orchestra.load()
BAR = 4 * RATE
TOO_HIGH = (("pitch", 500.0), ("amplitude", 1.0), ("beats", 1.0))


def asking(*, sections: str = "any") -> Piece:
    """Return a piece at 60 BPM: a pulse, a part by chance, and a section every six beats."""
    piece = Piece("asking", tempo_bpm=60.0, sections=sections)
    piece.parameter("reach", 0.0, 12.0, default=5.0)
    piece.macro("wide", "both", reach=(0.0, 12.0), chance__pan=(0.0, 1.0, 2.0))

    @piece.part("form", instrument="", sounding=False)
    def form(live: Live) -> Iterator[Rest]:
        while True:
            live.begin_section(live.take_section() or "none")
            yield Rest(6.0)

    @piece.part("pulse", instrument="Pluck")
    def pulse(live: Live) -> Iterator[Note]:
        for count in range(10**6):
            yield Note(36 + count % 48, 1.0)

    @piece.part("chance", instrument="Bell")
    def chance(live: Live) -> Iterator[Note]:
        while True:
            yield Note(60 + round(live.random.random() * live["reach"]), 1.0)

    return piece


@pytest.fixture
def session() -> Session:
    """A session of that piece on an engine that remembers."""
    return session_of(asking())


def session_of(piece: Piece) -> Session:
    return Session(settled(piece, BUNDLED), RecordingEngine(RATE), VirtualClock(), Extent())


def engine_of(session: Session) -> RecordingEngine:
    assert isinstance(session.stage.gate.engine, RecordingEngine)
    return session.stage.gate.engine


def played(session: Session, part: str) -> list[tuple[int, float]]:
    """Return onset and pitch of every note of a part."""
    events = engine_of(session).events
    return [(event.onset_sample, event.pitch) for event in events if event.part == part]


def ask(session: Session, at_sample: int, *commands: Command) -> None:
    """Advance to a sample, ask, and take the commands up."""
    session.advance(at_sample)
    for command in commands:
        session.submit(command)
    session.advance(at_sample + 1)


@pytest.mark.parametrize(
    ("at", "sample"),
    [(At.NOW, RATE + 5), (At.BEAT, 2 * RATE), (At.BAR, BAR), (At.SECTION, 6 * RATE)],
)
def test_a_change_waits_for_what_it_is_asked_to(session: Session, at: At, sample: int) -> None:
    ask(session, RATE + 5, Command(Action.SET, "pulse.level", -6.0, at=at))
    assert [each.onset_sample for each in session.applied] == [RATE + 5]
    session.advance(10 * RATE)
    assert engine_of(session).channels == [(sample, "part.2.level_db", -6.0)]


def test_a_flood_of_what_waits_is_refused_at_last(session: Session) -> None:
    waiting = Command(Action.SET, "pulse.level", -6.0, at=At.SECTION)
    ask(session, 5, *[waiting] * (MOST_WAITING + 10))
    assert len(session.applied) == MOST_WAITING
    assert session.reports[-1] == f"{MOST_WAITING} commands wait already: ask for fewer at once"
    ask(session, 10, Command(Action.SET, "pulse.level", -3.0))
    assert engine_of(session).channels[-1][1:] == ("part.2.level_db", -3.0)


def test_a_beat_that_is_waited_for_moves_with_the_tempo(session: Session) -> None:
    ask(session, RATE // 2, Command(Action.SET, "pulse.level", -6.0, at=At.BAR))
    ask(session, RATE, Command(Action.SET, "tempo", 120.0))
    session.advance(10 * RATE)
    assert engine_of(session).channels == [(RATE + 3 * RATE // 2, "part.2.level_db", -6.0)]


def test_while_paused_nothing_waits_for_a_bar(session: Session) -> None:
    paused, change = Command(Action.PAUSE), Command(Action.SET, "pulse.level", -6.0, at=At.BAR)
    ask(session, RATE // 2, paused, change)
    assert engine_of(session).channels == [(RATE // 2, "part.2.level_db", -6.0)]


def test_a_command_for_a_sample_acts_there_and_a_late_one_at_once(session: Session) -> None:
    later = Command(Action.SET, "pulse.level", -6.0, due_sample=70_001)
    late = Command(Action.SET, "pulse.level", -9.0, due_sample=3)
    ask(session, RATE, later, late)
    session.advance(2 * RATE)
    assert engine_of(session).channels == [
        (RATE, "part.2.level_db", -9.0),
        (70_001, "part.2.level_db", -6.0),
    ]


def test_commands_for_one_sample_act_in_the_order_of_asking(session: Session) -> None:
    levels = [-3.0, -9.0, -6.0]
    commands = [Command(Action.SET, "pulse.level", db, due_sample=70_000) for db in levels]
    ask(session, RATE, *commands)
    session.advance(2 * RATE)
    assert [value for _, _, value in engine_of(session).channels] == levels


def test_of_plain_changes_at_one_time_only_the_last_takes_effect(session: Session) -> None:
    ask(session, 5, *(Command(Action.SET, "pulse.level", -float(db)) for db in range(1, 9)))
    assert [value for _, _, value in engine_of(session).channels] == [-8.0]
    assert session.taken == 8


@pytest.mark.parametrize(("over", "end"), [(Over.SECONDS, 2 * RATE), (Over.BEATS, RATE)])
def test_a_ramp_takes_its_time_and_ends_exactly(session: Session, over: Over, end: int) -> None:
    ask(session, 1, Command(Action.SET, "tempo", 120.0))
    ask(session, RATE, Command(Action.SET, "pulse.pan", 1.0, ramp=2.0, over=over))
    session.advance(9 * RATE)
    steps = engine_of(session).channels
    assert steps[-1] == (RATE + end, "part.2.pan", 1.0)
    middle = next(value for sample, _, value in steps if sample == RATE + end // 2)
    assert middle == pytest.approx(0.75)
    assert len(steps) == end // 480
    assert session.parameters["pulse.pan"] == 1.0


def test_a_tempo_ramp_is_exact_and_shown_on_its_way(session: Session) -> None:
    """From 60 to 120 in four seconds: six beats pass, and later ones take half a second."""
    ask(session, 0, Command(Action.SET, "tempo", 120.0, ramp=4.0))
    session.advance(2 * RATE + 1)
    assert session.parameters["tempo"] == pytest.approx(90.0)
    session.advance(6 * RATE)
    assert session.parameters["tempo"] == 120.0
    assert [onset for onset, _ in played(session, "pulse")][6:9] == [
        4 * RATE,
        4 * RATE + RATE // 2,
        5 * RATE,
    ]


def test_a_set_ends_a_ramp(session: Session) -> None:
    ask(session, 0, Command(Action.SET, "pulse.pan", 1.0, ramp=2.0))
    ask(session, RATE, Command(Action.SET, "pulse.pan", 0.2))
    session.advance(5 * RATE)
    assert engine_of(session).channels[-1] == (RATE, "part.2.pan", 0.2)


def test_a_macro_moves_what_it_is_made_of_along_its_curves(session: Session) -> None:
    ask(session, 100, Command(Action.SET, "macro.wide", 0.5))
    assert session.parameters["reach"] == 6.0
    assert session.parameters["chance.pan"] == 0.25
    assert engine_of(session).channels == [(100, "part.3.pan", 0.25)]
    assert [change.parameter for change in session.controls.changes] == [
        "macro.wide",
        "reach",
        "chance.pan",
    ]


def test_a_recall_sets_all_at_one_sample_and_macros_move_nothing(session: Session) -> None:
    values = (("macro.wide", 1.0), ("reach", 2.0), ("pulse.pan", 0.1))
    ask(session, 100, Command(Action.RECALL, values=values))
    assert session.parameters["reach"] == 2.0
    assert session.parameters["macro.wide"] == 1.0
    assert engine_of(session).channels == [(100, "part.2.pan", 0.1)]


def test_a_recall_with_one_wrong_value_changes_nothing(session: Session) -> None:
    ask(session, 100, Command(Action.RECALL, values=(("pulse.pan", 0.1), ("reach", 99.0))))
    assert not engine_of(session).channels
    assert "reach = 99 is out of range" in session.reports[0]


def test_stopped_it_waits_at_the_beginning_and_plays_the_same_again(session: Session) -> None:
    ask(session, 5 * RATE, Command(Action.REWIND))
    assert engine_of(session).releases == [5 * RATE]
    before = played(session, "pulse"), played(session, "chance")
    session.advance(20 * RATE)
    assert (played(session, "pulse"), played(session, "chance")) == before
    assert session.status().paused
    ask(session, 20 * RATE, Command(Action.RESUME))
    session.advance(25 * RATE)
    for part, first in zip(("pulse", "chance"), before, strict=True):
        again = [(onset - 20 * RATE, pitch) for onset, pitch in played(session, part)[5:]]
        assert again == first


def test_a_note_on_the_very_sample_of_a_pause_waits(session: Session) -> None:
    ask(session, RATE + 100, Command(Action.PAUSE, at=At.BEAT))
    session.advance(5 * RATE)
    assert [onset for onset, _ in played(session, "pulse")] == [0, RATE]
    ask(session, 5 * RATE, Command(Action.RESUME))
    session.advance(6 * RATE)
    assert [onset for onset, _ in played(session, "pulse")][2:] == [5 * RATE]


def test_toggling_twice_at_once_leaves_the_music_as_it_is(session: Session) -> None:
    ask(session, RATE // 2, Command(Action.TOGGLE), Command(Action.TOGGLE))
    session.advance(3 * RATE)
    assert [onset for onset, _ in played(session, "pulse")] == [0, RATE, 2 * RATE]


def test_another_seed_begins_anew_at_the_bar(session: Session) -> None:
    other = session_of(asking())
    ask(other, 0, Command(Action.SET, "seed", 5.0))
    other.advance(5 * RATE)
    ask(session, RATE, Command(Action.REROLL, value=5.0, at=At.BAR))
    session.advance(BAR + 5 * RATE)
    after = [(onset - BAR, pitch) for onset, pitch in played(session, "chance") if onset >= BAR]
    assert after == played(other, "chance")
    assert session.parameters["seed"] == 5.0


def test_one_part_alone_can_be_drawn_anew(session: Session) -> None:
    plain = session_of(asking())
    plain.advance(30 * RATE)
    ask(session, RATE, Command(Action.REROLL, "chance", 5.0, at=At.BAR))
    session.advance(30 * RATE)
    assert played(session, "pulse") == played(plain, "pulse")
    ours, theirs = played(session, "chance"), played(plain, "chance")
    assert ours[:4] == theirs[:4]
    assert ours[4:] != theirs[4:]
    assert [onset for onset, _ in ours] == [onset for onset, _ in theirs]
    assert session.parameters["seed"] == 0.0


def test_another_piece_brings_its_parts_parameters_and_channels(session: Session) -> None:
    ask(session, RATE, Command(Action.SET, "master.level", -6.0))
    ask(session, RATE + 10, Command(Action.PIECE, "loops", at=At.BAR))
    session.advance(BAR + 30 * RATE)
    assert session.setup.piece.name == "loops"
    assert "drift" in session.parameters or "variation" in session.parameters
    assert session.parameters["master.level"] == -6.0
    later = {event.part for event in engine_of(session).events if event.onset_sample >= BAR}
    assert "drone" in later
    assert "pulse" not in later
    changed = {name for onset, name, _ in engine_of(session).channels if onset == BAR}
    assert {"part.2.level_db", "reverb.size", "part.8.audible"} <= changed


def test_a_section_is_asked_for_by_name(session: Session) -> None:
    ask(session, RATE, Command(Action.SECTION, "second"))
    session.advance(7 * RATE)
    assert session.status().section == "second"
    unable = session_of(asking(sections=""))
    ask(unable, RATE, Command(Action.SECTION, "second"))
    assert "no sections" in unable.reports[0]


def test_a_note_by_hand_sounds_on_the_parts_strip(session: Session) -> None:
    values = (("pitch", 61.5), ("amplitude", 0.25), ("beats", 0.5))
    ask(session, 777, Command(Action.NOTE, "chance", values=values, due_sample=1000))
    session.advance(RATE)
    event = next(each for each in engine_of(session).events if each.onset_sample == 1000)
    assert (event.instrument, event.part_number, event.pitch) == ("Bell", 3, 61.5)
    assert event.duration_samples == RATE // 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Command(Action.NOTE, "chance", values=TOO_HIGH), "pitch 500.0 is not playable"),
        (Command(Action.NOTE, "chance"), "needs a value named 'pitch'"),
        (Command(Action.NOTE, "form", values=()), "no part named 'form'"),
        (Command(Action.REROLL, "nobody", 1.0), "no part named 'nobody'"),
        (Command(Action.REROLL, "chance", -1.0), "seed = -1 is out of range"),
        (Command(Action.PIECE, "../../etc/passwd"), "no piece named"),
        (Command(Action.ALIGN, values=(("beat", 1.0),)), "needs a value named 'sample'"),
        (Command(Action.ALIGN, values=(("beat", 1.0), ("sample", 3.0))), "has passed"),
        (Command(Action.SET, "tempo", 1.0, ramp=2.0, at=At.BAR), "tempo = 1 is out of range"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_reported_and_the_music_goes_on(
    session: Session, command: Command, said: str
) -> None:
    ask(session, RATE, command)
    session.advance(6 * RATE)
    assert said in session.reports[0]
    assert [onset for onset, _ in played(session, "pulse")] == [beat * RATE for beat in range(6)]


def test_aligned_the_beat_falls_on_the_sample(session: Session) -> None:
    values = (("beat", 2.0), ("sample", 2.0 * RATE + 1000))
    ask(session, RATE, Command(Action.ALIGN, values=values))
    session.advance(6 * RATE)
    assert [onset for onset, _ in played(session, "pulse")][2:4] == [
        2 * RATE + 1000,
        3 * RATE + 1000,
    ]


def test_only_who_asked_for_just_this_value_need_not_be_told(session: Session) -> None:
    ask(session, 10, Command(Action.SET, "pulse.pan", 0.7, source="a"))
    ask(session, 20, Command(Action.SET, "macro.wide", 0.5, source="b"))
    ask(session, 30, Command(Action.SET, "pulse.level", -6.0, ramp=0.01, source="c"))
    ask(session, 1000, Command(Action.RECALL, values=(("swing", 1.0),), source="d"))
    told = {change.parameter: change.source for change in session.controls.changes}
    assert told == {
        "pulse.pan": "a",
        "macro.wide": "b",
        "reach": "",
        "chance.pan": "",
        "pulse.level": "",
        "swing": "",
    }


def test_of_several_beginnings_at_a_bar_only_the_last_takes_place(session: Session) -> None:
    pieces = [Command(Action.PIECE, name, at=At.BAR) for name in ("phase", "lattice", "loops")]
    ask(session, RATE, *pieces, Command(Action.SET, "pulse.pan", 0.1, at=At.BAR))
    session.advance(BAR + 1)
    assert session.setup.piece.name == "loops"
    assert session.taken == 4
    assert ["no parameter named 'pulse.pan'" in said for said in session.reports] == [True]


def test_of_recalls_of_the_same_parameters_at_one_time_only_the_last_takes_effect(
    session: Session,
) -> None:
    recalls = [Command(Action.RECALL, values=(("pulse.pan", place / 10),)) for place in range(9)]
    ask(session, 10, *recalls)
    assert engine_of(session).channels == [(10, "part.2.pan", 0.8)]
