"""Performances that wait at the beginning until a player starts them."""

from __future__ import annotations

import json

import pytest

from generator.control.commands import Action, Applied, Command
from generator.session.ending import Extent
from generator.session.plan import WAITING, Plan
from generator.session.session import Session
from generator.session.setup import Choice
from generator.session.succession import Script
from tests.session.test_session import RATE, onsets, recorded, session_of, two_parts

STARTED = 3 * RATE + 17


def waiting(**extent: float | None) -> Session:
    session = session_of(two_parts(notes=4), **extent)
    session.replay(Plan(Choice("two", 1), waits=True).script)
    return session


def started(action: Action = Action.RESUME, **extent: float | None) -> Session:
    """Return a session that waited three seconds."""
    session = waiting(**extent)
    session.advance(STARTED)
    session.submit(Command(action))
    session.advance(STARTED + 1)
    return session


def test_nothing_is_heard_and_nothing_ends_before_the_start() -> None:
    session = waiting()
    session.advance(60 * RATE)
    assert not recorded(session).events
    assert session.end_sample is None
    status = session.status()
    assert (status.paused, status.ending, status.beats, status.bar) == (True, False, 0.0, 1)
    assert list(session.applied) == [WAITING]
    assert session.taken == 0  # nobody had submitted it


@pytest.mark.parametrize("action", [Action.RESUME, Action.TOGGLE])
def test_the_first_start_is_the_beginning(action: Action) -> None:
    session = started(action)
    session.advance(STARTED + 10 * RATE)
    assert onsets(session, "pulse") == [STARTED + beat * RATE for beat in range(4)]
    assert session.end_sample is not None


def test_it_is_the_same_music_as_without_waiting() -> None:
    at_once = session_of(two_parts(notes=4))
    at_once.advance(10 * RATE)
    later = started()
    later.advance(STARTED + 10 * RATE)
    moved = [
        event._replace(onset_sample=event.onset_sample - STARTED)
        for event in recorded(later).events
    ]
    assert moved == recorded(at_once).events


def test_what_was_applied_repeats_it_to_the_sample() -> None:
    """By way of JSON, as journals and other engines have it."""
    first = started(duration_seconds=2.5)
    first.advance(20 * RATE)
    messages = json.loads(json.dumps([each.to_message() for each in first.applied]))
    again = session_of(two_parts(notes=4), duration_seconds=2.5)
    again.replay([Applied.from_message(each) for each in messages])
    again.advance(20 * RATE)
    assert recorded(again).events == recorded(first).events
    assert recorded(again).fades == recorded(first).fades
    assert (again.end_sample, again.final_sample) == (first.end_sample, first.final_sample)


def test_a_duration_counts_from_the_start_of_the_music() -> None:
    session = waiting(duration_seconds=2.5, tail_seconds=1.0)
    session.advance(30 * RATE)
    assert session.end_sample is None
    session.submit(Command(Action.RESUME))
    session.advance(30 * RATE + 1)
    assert session.end_sample == 30 * RATE + 5 * RATE // 2
    session.advance(60 * RATE)
    assert len(onsets(session, "pulse")) == 3


def test_a_second_beginning_puts_no_end_off() -> None:
    session = started(duration_seconds=5.0)
    for action in (Action.REWIND, Action.RESUME):
        session.submit(Command(action))
        session.advance(STARTED + RATE)
    assert session.end_sample == STARTED + 5 * RATE


def test_a_performance_that_waits_can_be_ended() -> None:
    session = waiting(duration_seconds=5.0)
    session.advance(RATE)
    session.submit(Command(Action.STOP))
    session.advance(RATE + 1)
    end_sample = session.end_sample
    assert end_sample == RATE
    session.submit(Command(Action.RESUME))
    session.advance(2 * RATE)
    assert session.end_sample == end_sample


def test_a_seed_and_a_piece_can_be_chosen_while_it_waits() -> None:
    session = waiting()
    session.advance(RATE)
    session.submit(Command(Action.REROLL, value=9.0))
    session.advance(2 * RATE)
    assert session.status().paused
    assert session.parameters["seed"] == 9.0
    session.submit(Command(Action.PIECE, "loops"))
    session.advance(3 * RATE)
    assert (session.status().paused, session.setup.piece.name) == (True, "loops")
    session.submit(Command(Action.RESUME))
    session.advance(30 * RATE)
    assert recorded(session).events


def test_an_engine_that_takes_over_waits_only_if_the_music_does() -> None:
    plan = Plan(Choice("two", 1), Extent(), waits=True)
    applied = [WAITING, Applied(STARTED, 0.0, Command(Action.RESUME))]
    assert plan.resumed(0.0, Script(tuple(applied), Extent()), RATE).script == tuple(applied)
    assert Plan(Choice("two", 1)).script == ()
