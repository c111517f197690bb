"""Sections that are asked for: each piece goes there at the bar at which the request acts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.control.commands import Action, At, Command
from generator.pieces import load
from generator.pieces.lattice.voices import VOICES
from generator.pieces.lattice.world import MOODS
from tests.pieces.performing import CLASSIC, Performance, perform

ASKED_SECONDS = 42.0


def asking(name: str, section: str, seconds: float = 60.0, **parameters: float) -> Performance:
    """Return a piece that was asked for a section after 42 seconds, at the next bar."""
    command = Command(Action.SECTION, section, at=At.BAR)
    asked = [(ASKED_SECONDS, command)]
    return perform(name, 3, seconds, asked=asked, **parameters)


def bar_beat(name: str) -> float:
    """Return the bar at which the request acts."""
    return -(-ASKED_SECONDS * load(name).tempo_bpm / 60.0 // 4.0) * 4.0


def begun(name: str, played: Performance, within_beats: float = 0.0) -> str:
    """Return the name of the section that began there, or so many beats later."""
    start = bar_beat(name)
    (found,) = [said for said, beat, _ in played.sections if start <= beat <= start + within_beats]
    return found


@pytest.mark.parametrize("name", CLASSIC)
def test_a_piece_says_what_can_be_asked_for(name: str) -> None:
    assert "next" in load(name).sections


@pytest.mark.parametrize("section", ["next", "7", "something else", "🎵", "A" * 9999, "9" * 9999])
@pytest.mark.parametrize("name", CLASSIC)
def test_whatever_is_asked_for_another_section_begins(name: str, section: str) -> None:
    """Until then all is as it was."""
    played, plain = asking(name, section), perform(name, 3, 60.0)
    assert begun(name, played)
    early = [event for event in plain.events if event.beat < bar_beat(name)]
    assert [event for event in played.events if event.beat < bar_beat(name)] == early
    assert played.events != plain.events


@pytest.mark.parametrize("mood", MOODS)
def test_lattice_goes_to_a_mood(mood: str) -> None:
    """With the voices that like it, whose energy it has from the first step on."""
    played = asking("lattice", mood, 43.0)
    assert begun("lattice", played).endswith(mood)
    world = played.state
    assert world.energy == world.target == (MOODS.index(mood) + 0.5) / 4.0
    assert world.sounding == {
        index for index, voice in enumerate(VOICES) if voice.entry <= world.target
    }
    world.tide += 1.0 / world.tide_sections
    world.raise_tide()
    assert world.target >= world.energy


def test_moods_differ_in_what_is_heard() -> None:
    def heard(mood: str) -> list[float]:
        start = bar_beat("lattice")
        events = [e for e in asking("lattice", mood).events if start <= e.beat < start + 16.0]
        return [len(events), sum(event.amplitude for event in events) / len(events)]

    still, full = heard("still"), heard("full")
    assert full[0] > 2.0 * still[0]
    assert full[1] > still[1]


def test_lattice_recalls_material_by_its_letter() -> None:
    """Its lines come back as they were put away, whatever was in force."""
    earlier = perform("lattice", 3, 20.0, renewal=0.0, recall=0.0, variation=0.0, movement=0.0)
    lines = earlier.state.lines
    others = {"renewal": 1.0, "recall": 0.0, "variation": 0.0, "movement": 0.0}
    away = perform("lattice", 3, ASKED_SECONDS, **others)
    assert away.state.material != "A"
    back = asking("lattice", "a still", 43.0, **others)
    assert begun("lattice", back) == "A still"
    assert back.state.material == "A"
    assert back.state.lines == lines


def test_lattice_goes_on_by_itself_afterwards() -> None:
    played = asking("lattice", "full", 300.0)
    after = [beat for _, beat, _ in played.sections if beat >= bar_beat("lattice")]
    assert len(after) > 5
    assert {later - earlier for earlier, later in pairwise(after)} <= {n / 2 for n in range(8, 64)}


def test_the_coda_of_lattice_is_not_left() -> None:
    """Who asks for more then has asked too late."""
    played = perform("lattice", 3, 600.0, sections=1.0)
    coda_seconds = played.sections[-1][2] // 24_000 / 2.0 + 1.0
    asked = [(coda_seconds, Command(Action.SECTION, "full"))]
    again = perform("lattice", 3, 600.0, asked=asked, sections=1.0)
    assert again.events == played.events


def test_loops_ebb_at_once() -> None:
    """With another chord; the tide is out, and rises again."""
    plain = perform("loops", 3, 44.5)
    played = asking("loops", "next", 44.5)
    assert begun("loops", played, within_beats=2.0) == "ebb 1"
    assert played.state.root != plain.state.root
    assert played.state.tide == pytest.approx(0.0, abs=0.01)
    assert plain.state.tide > 0.5


@pytest.mark.parametrize(
    ("asked", "section"),
    [
        ("3", "3 alone"),
        ("ahead 5", "1 ahead by 5"),
        ("Together", "1 together"),
        ("alone", "1 alone"),
        ("1 ahead by 2", "1 ahead by 2"),
        ("2 together", "2 together"),
        ("ahead 99", "1 together"),
        ("next", "1 ahead by 4"),
    ],
)
def test_phase_goes_to_a_section(asked: str, section: str) -> None:
    assert begun("phase", asking("phase", asked)) == section


def test_phase_begins_a_movement_anew() -> None:
    plain, played = perform("phase", 3, ASKED_SECONDS), asking("phase", "1")
    assert begun("phase", played) == "1 alone"
    assert played.state.pattern != plain.state.pattern


def test_phase_may_end_sooner() -> None:
    """After the last movement comes the farewell."""
    played = asking("phase", "5 together", 120.0, hold=2.0)
    assert played.session.end_sample is not None
    repetition = len(played.state.pattern) * 0.25
    assert played.part("pad")[-1].beat == bar_beat("phase") + 2 * repetition


@pytest.mark.parametrize("asked_seconds", [20.0 + 0.5 * n for n in range(24)])
def test_the_players_of_phase_are_in_step_wherever_they_are_called_away(
    asked_seconds: float,
) -> None:
    """Also out of a glide: from the bar on both are on one grid, as far apart as asked for."""
    command = Command(Action.SECTION, "ahead 3", at=At.BAR)
    asked = [(asked_seconds, command)]
    played = perform("phase", 3, 60.0, asked=asked, hold=6.0, glide=6.0)
    start = next(beat for said, beat, _ in played.sections if said == "1 ahead by 3")
    assert start == -(-asked_seconds * 100.0 / 60.0 // 4.0) * 4.0
    length = len(played.state.pattern)
    heard = []
    for name in ("first", "second"):
        events = [e for e in played.part(name) if start <= e.beat < start + 0.25 * length]
        assert [event.beat for event in events] == [start + 0.25 * n for n in range(length)]
        heard.append(events)
    first, second = ([event.pitch for event in events] for events in heard)
    assert second == first[3:] + first[:3]
    assert [e.onset_sample for e in heard[0]] == [e.onset_sample for e in heard[1]]


def test_a_player_of_phase_that_is_drawn_anew_keeps_its_place() -> None:
    """In a hold and in a glide: its notes fall as they did, only its touch is another."""
    plain = perform("phase", 3, 90.0)
    for seconds in (22.0, 26.5, 31.0, 40.0):
        for name in ("first", "second", "bells", "pad"):
            command = Command(Action.REROLL, name, value=99.0)
            again = perform("phase", 3, 90.0, asked=[(seconds, command)])
            for player in ("first", "second", "pad"):
                assert [(e.onset_sample, e.pitch) for e in again.part(player)] == [
                    (e.onset_sample, e.pitch) for e in plain.part(player)
                ]
            if name in ("first", "second"):
                assert again.part(name) != plain.part(name)
