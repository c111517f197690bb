"""Parts that do not come back, and those that are innocent."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from generator.composition import Live, Note, Rest
from generator.timing.step_watch import PATIENT_LOOKS, STUCK_LOOKS
from tests.performing import RATE, scheduler_of

PATIENCE_SECONDS = 20.0


def pulse(live: Live) -> Iterator[Note]:
    while True:
        yield Note(60, 1.0)


def for_ever(live: Live) -> Iterator[Note]:
    yield Note(62, 1.0)
    yield Note(64, 1.0)
    while True:
        live.beat += 0.0  # here it hangs


def for_ever_whatever_comes(live: Live) -> Iterator[Rest]:
    yield Rest(2.0)
    while True:
        try:
            live.beat += 0.0
        except Exception:
            live.beat += 0.0


def line_of(text: str) -> int:
    lines = Path(__file__).read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.endswith(text))


def test_a_step_that_does_not_end_is_cut_with_its_line_and_the_others_go_on() -> None:
    scheduler, sink = scheduler_of(pulse, for_ever)
    with scheduler.watch.watching(patient_looks=3):
        scheduler.advance(4 * RATE)
    name, onset_sample, place = sink.cuts[0]
    assert (name, onset_sample, len(sink.cuts)) == ("b", 2 * RATE, 1)
    assert place in (f"{__file__}:{line_of('# here it hangs') - back}" for back in (0, 1))
    onsets = [event.onset_sample for event in sink.events if event.part == "a"]
    assert onsets == [beat * RATE for beat in range(4)]
    assert scheduler.watch.at is None


def test_a_part_that_catches_every_exception_is_cut_too() -> None:
    scheduler, sink = scheduler_of(pulse, for_ever_whatever_comes)
    with scheduler.watch.watching(patient_looks=3):
        scheduler.advance(4 * RATE)
    assert [(name, sample) for name, sample, _ in sink.cuts] == [("b", 2 * RATE)]


def test_a_part_that_sleeps_is_cut_when_it_wakes() -> None:
    def sleeper(live: Live) -> Iterator[Note]:
        yield Note(60, 1.0)
        time.sleep(0.1)
        yield Note(62, 1.0)

    scheduler, sink = scheduler_of(sleeper, pulse)
    with scheduler.watch.watching(patient_looks=3):
        scheduler.advance(4 * RATE)
    assert [(name, sample) for name, sample, _ in sink.cuts] == [("a", RATE)]
    assert len([event for event in sink.events if event.part == "b"]) == 4


def test_looks_at_different_steps_do_not_add_up() -> None:
    """However many are seen at their work: each is another one."""
    scheduler, sink = scheduler_of(pulse)
    for _ in range(3 * PATIENT_LOOKS):
        scheduler.watch.line = next(iter(scheduler._steps))[2]
        scheduler.watch.steps += 1
        assert scheduler.watch.look() is None
        assert scheduler.watch.look() is None
    assert not sink.cuts


def test_who_does_not_come_back_at_all_is_named_once() -> None:
    """A part in a call that cannot be interrupted."""
    released = threading.Event()
    entered = threading.Event()

    def stuck(live: Live) -> Iterator[Note]:
        entered.set()
        released.wait(PATIENCE_SECONDS)
        yield Note(60, 1.0)

    scheduler, sink = scheduler_of(stuck)
    thread = threading.Thread(target=scheduler.advance, args=(1,))
    thread.start()
    assert entered.wait(PATIENCE_SECONDS)
    said = [scheduler.watch.look() for _ in range(PATIENT_LOOKS + 2 * STUCK_LOOKS)]
    assert scheduler.watch.at is not None
    released.set()
    thread.join()
    told = [text for text in said if text is not None]
    assert len(told) == 1
    assert re.match(rf"part 'a' does not come back at {re.escape(__file__)}:\d+", told[0])
    assert [name for name, _, _ in sink.cuts] == ["a"]


def test_a_cut_part_does_not_step_again() -> None:
    scheduler, sink = scheduler_of(pulse, pulse)
    scheduler.advance(RATE + 1)
    assert scheduler.cut("a")
    assert not scheduler.cut("a")
    scheduler.advance(3 * RATE)
    assert [event.part for event in sink.events] == ["a", "b", "a", "b", "b"]
    assert scheduler.cut("b")
    assert scheduler.finished
