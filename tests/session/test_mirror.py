"""The front's picture of what plays, through restarts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.control.surface import Subject
from generator.session.mirror import Mirror
from generator.session.wire import Message, message_of
from tests.control.surface import subject_of

SUBJECT = replace(subject_of(), macros={"macro.bright": ["cutoff"]})


def greeting(subject: Subject, **values: Any) -> Message:
    return {"hello": {"sample_rate": 48_000, "values": values, "subject": message_of(subject)}}


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
    mirror.take({"subject": message_of(SUBJECT), "values": {}})
    assert mirror.subject is not before
