from __future__ import annotations

import pytest

from generator.control.commands import Action, Applied, At, Command, Over
from generator.parameters import Parameter, Warp
from generator.render.picture import Section
from generator.render.steering import Lane, Mark, Steering, steering_of

RATE = 48_000
DENSITY = Parameter("density", "Density", 0.0, 1.0, 0.5)
CUTOFF = Parameter("cutoff", "Cutoff", 100.0, 10_000.0, 1000.0, "Hz", Warp.EXPONENTIAL)
MODE = Parameter("mode", "Mode", 0.0, 2.0, 0.0, warp=Warp.CHOICE, choices=("a", "b", "c"))
TEMPO = Parameter("tempo", "Tempo", 20.0, 220.0, 120.0, "BPM")
SEED = Parameter("seed", "Seed", 0.0, 1e6, 7.0, warp=Warp.INTEGER)
DECLARED = (DENSITY, CUTOFF, MODE, TEMPO, SEED)
START = {each.id: each.default for each in DECLARED}


def at(seconds: float, command: Command, beat: float | None = None) -> Applied:
    return Applied(round(seconds * RATE), 2.0 * seconds if beat is None else beat, command)


def steered(*applied: Applied, sections: tuple[Section, ...] = ()) -> Steering:
    return steering_of(DECLARED, START, applied, RATE, sections)


def corners_of(*applied: Applied) -> list[tuple[float, float]]:
    (lane,) = steered(*applied).lanes
    return [(round(seconds, 6), round(place, 6)) for seconds, place in lane.corners]


def set_to(key: str, value: float, ramp: float = 0.0) -> Command:
    return Command(Action.SET, key, value, ramp=ramp)


def test_a_change_is_a_step_and_a_ramp_a_slope() -> None:
    assert corners_of(at(1.0, set_to("density", 0.75)), at(3.0, set_to("density", 0.0, 2.0))) == [
        (0.0, 0.5),
        (1.0, 0.5),
        (1.0, 0.75),
        (3.0, 0.75),
        (5.0, 0.0),
    ]


def test_positions_follow_the_warp_and_values_are_clipped() -> None:
    assert corners_of(at(1.0, set_to("cutoff", 10_000.0)), at(2.0, set_to("cutoff", 1.0))) == [
        (0.0, 0.5),
        (1.0, 0.5),
        (1.0, 1.0),
        (2.0, 1.0),
        (2.0, 0.0),
    ]


def test_a_ramp_that_is_overtaken_is_cut_where_it_was() -> None:
    assert corners_of(at(1.0, set_to("density", 1.0, 2.0)), at(2.0, set_to("density", 0.25))) == [
        (0.0, 0.5),
        (1.0, 0.5),
        (2.0, 0.75),
        (2.0, 0.25),
    ]


def test_a_ramp_over_beats_is_as_long_as_the_tempo_makes_it() -> None:
    slow = at(1.0, set_to("tempo", 60.0))
    ramp = at(2.0, Command(Action.SET, "density", 1.0, ramp=4.0, over=Over.BEATS))
    fast = at(9.0, set_to("tempo", 220.0))
    density, _ = steered(slow, ramp, fast).lanes
    assert density.corners[-1] == (6.0, 1.0)


def test_a_choice_switches_half_way() -> None:
    assert corners_of(at(1.0, set_to("mode", 2.0, 3.0))) == [(0.0, 0.0), (2.5, 0.0), (2.5, 1.0)]


def test_only_what_moved_has_a_lane_and_the_seed_has_none() -> None:
    recall = Command(
        Action.RECALL, values=(("density", 0.5), ("cutoff", 200.0), ("gone", 1.0)), ramp=1.0
    )
    steering = steered(at(1.0, recall), at(2.0, set_to("seed", 9.0)), at(3.0, set_to("gone", 1.0)))
    assert [lane.parameter.id for lane in steering.lanes] == ["cutoff"]


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        (set_to("density", 1.0)._replace(at=At.BEAT), 1.5),
        (set_to("density", 1.0)._replace(at=At.BAR), 2.0),
        (set_to("density", 1.0)._replace(at=At.SECTION), 3.0),
        (set_to("density", 1.0)._replace(due_sample=5 * RATE), 5.0),
        (set_to("density", 1.0)._replace(due_sample=7), 1.25),
    ],
)
def test_what_waited_is_shown_where_it_acted(command: Command, seconds: float) -> None:
    sections = (Section("a", 0.0, 0), Section("b", 6.0, 3 * RATE))
    (lane,) = steered(at(1.25, command), sections=sections).lanes
    assert lane.corners[1][0] == pytest.approx(seconds)


def test_what_waits_lets_others_go_first() -> None:
    later = at(1.0, set_to("density", 1.0)._replace(due_sample=4 * RATE))
    sooner = at(2.0, set_to("density", 0.0))
    assert corners_of(later, sooner)[-1] == (4.0, 1.0)


def test_the_rest_is_marked() -> None:
    steering = steered(
        at(1.0, Command(Action.PAUSE)),
        at(2.0, Command(Action.RESUME)),
        at(3.0, Command(Action.REROLL, "bass", 5.0)),
        at(4.0, Command(Action.REROLL, value=5.0)),
        at(5.0, Command(Action.PIECE, "loops")),
        at(6.0, Command(Action.RECALL, values=(("density", 0.1),))),
        at(7.0, Command(Action.RECORD, "x.wav", 1.0)),
        at(8.0, Command(Action.NOTE, "bass")),
        at(9.0, Command(Action.ALIGN, values=(("beat", 1.0), ("sample", 1.0)))),
    )
    assert steering.marks == [
        Mark(1.0, "pause"),
        Mark(2.0, "play"),
        Mark(3.0, "bass anew"),
        Mark(4.0, "anew"),
        Mark(5.0, "→ loops"),
        Mark(6.0, "snapshot"),
        Mark(7.0, "record"),
    ]


def test_a_lane_counts_its_corners() -> None:
    lane = Lane(DENSITY, 0.5)
    lane.go(1.0, 0.5)
    lane.go(2.0, 0.5, 3.0)
    assert lane.moved == 0
    lane.go(3.0, 0.6)
    assert lane.moved == 2
