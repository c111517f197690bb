"""What made a note: the same draws, told."""

from __future__ import annotations

from random import Random

from generator.composition import Live
from generator.composition.provenance import KEPT_DRAWS, Trace, TracedLive, TracedRandom
from generator.patterns import Pattern, cycle, param


def drawn(random: Random) -> list[object]:
    names = list("abcdefg")
    random.shuffle(names)
    return [
        *(random.random(), random.randrange(1000), random.choice(names), random.gauss(0.0, 1.0)),
        *(random.uniform(2.0, 3.0), random.choices(names, k=3), random.sample(names, 3)),
        *(random.betavariate(2.0, 3.0), random.expovariate(0.5), names),
    ]


def test_a_traced_stream_draws_the_same() -> None:
    trace = Trace()
    assert drawn(TracedRandom(Random(5), "dice", trace)) == drawn(Random(5))
    assert {name for name, _ in trace.draws} == {"dice"}


def test_a_trace_keeps_the_last_draws_of_a_step() -> None:
    trace = Trace()
    for number in range(3 * KEPT_DRAWS):
        trace.draw("a", number)
    assert [value for _, value in trace.draws] == list(range(2 * KEPT_DRAWS, 3 * KEPT_DRAWS))
    trace.begin()
    assert trace.draws == ()


def test_draws_and_parameters_are_told_by_name() -> None:
    live = TracedLive(Live({"rise": 2.0, "fall": 1.0}, Random(1), 1, None, "lead"))
    dice = Pattern(lambda run: iter(run.random.random, None), "dice")
    next(live.stream(cycle(60, 72) + dice + param("rise")))
    ((name, value),) = live.trace.draws
    assert name.endswith(".dice")
    assert 0.0 <= value < 1.0
    assert live.trace.readings == (("rise", 2.0),)


def test_a_part_that_is_explained_plays_the_same() -> None:
    plain = Live({"rise": 2.0}, Random(1), 1, None, "lead")
    traced = TracedLive(Live({"rise": 2.0}, Random(1), 1, None, "lead"))
    assert drawn(plain.random) == drawn(traced.random)
    assert drawn(plain.draws("a")) == drawn(traced.draws("a"))
    assert drawn(plain.draws("a")) != drawn(plain.draws("b"))
