"""The front's picture of what plays, through restarts."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from generator.control.status import Status
from generator.control.surface import Subject
from generator.session.mirror import COUNTS, Mirror
from generator.session.wire import Message, message_of
from tests.control.surface import subject_of

SUBJECT = replace(subject_of(), macros={"macro.bright": ["cutoff"]})


def greeting(subject: Subject, **values: Any) -> Message:
    told = {"values": values, "subject": message_of(subject), "version": ""}
    return {"hello": told | {"sample_rate": 48_000}}


def test_an_engine_that_goes_on_with_the_same_changes_nothing_but_values() -> None:
    """What is in the player's hand, and on the window, stays there."""
    mirror = Mirror()
    mirror.take(greeting(SUBJECT, density=0.1))
    before = mirror.subject
    mirror.forget_engine()
    mirror.take(greeting(SUBJECT, density=0.2))
    assert mirror.subject is before
    assert mirror.values == {"density": 0.2}
    mirror.take(greeting(replace(SUBJECT, parts=("one more",))))
    assert mirror.subject.parts == ("one more",)


def test_another_beginning_is_another_subject() -> None:
    mirror = Mirror()
    mirror.take(greeting(SUBJECT))
    before = mirror.subject
    mirror.take({"subject": message_of(SUBJECT), "values": {}, "version": ""})
    assert mirror.subject is not before


def test_another_version_of_a_piece_is_another_subject_only_where_it_shows() -> None:
    mirror = Mirror()
    mirror.take(greeting(SUBJECT))
    before = mirror.subject
    mirror.take({"subject": message_of(SUBJECT), "values": {}, "version": "a"})
    assert mirror.subject is before
    other = replace(SUBJECT, title="other")
    mirror.take({"subject": message_of(other), "values": {}, "version": "b"})
    assert mirror.subject == other


def test_counts_run_on_and_the_extremes_stay_when_another_engine_goes_on() -> None:
    mirror = Mirror()
    counts = dict.fromkeys(COUNTS, 2)
    told = asdict(Status()) | {"monotonic": 11.0, "taken": 0, "began_sample": 0} | counts
    mirror.take(greeting(SUBJECT))
    mirror.take({"status": told | {"gap_ms": 30.0, "margin_ms": 4.0}})
    mirror.forget_engine()
    mirror.take(greeting(SUBJECT))
    mirror.take({"status": told | {"gap_ms": None, "margin_ms": None}})
    assert (mirror.status.gap_ms, mirror.status.margin_ms) == (30.0, 4.0)
    mirror.take({"status": told | {"gap_ms": 2.0, "margin_ms": 9.0}})
    assert (mirror.status.gap_ms, mirror.status.margin_ms) == (30.0, 4.0)
    assert {getattr(mirror.status, name) for name in COUNTS} == {4}
    assert {"late", "dropped", "refused", "clipped", "broken", "xruns", "shed"} < set(COUNTS)
