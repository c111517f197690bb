"""The core of patterns: arithmetic, joining, indexing, nesting, streams of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import add, floordiv, mod, mul, sub, truediv
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.choice import choice, urn
from generator.patterns.distributions import uniform
from generator.patterns.live_values import param
from generator.patterns.pattern import LONGEST_ROW, Pattern, fixed, whole_row
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, seq
from generator.patterns.walks import walk

DENSITY = Parameter("density", "Density", 0.0, 1.0, 0.5)
NUMBERS = st.lists(st.integers(-100, 100), min_size=1, max_size=8)


def first(pattern: Pattern[Any], count: int, seed: int = 0) -> list[Any]:
    return list(islice(pattern.stream(seed), count))


class TestArithmetic:
    @pytest.mark.parametrize("operation", [add, sub, mul, truediv, floordiv, mod])
    def test_it_works_value_by_value_from_both_sides(self, operation: Any) -> None:
        row = [7, -3, 0.25, 12, -0.5]
        for number in (3, -2, 0.75):
            assert list(operation(seq(*row), number)) == [operation(v, number) for v in row]
            assert list(operation(number, seq(*row))) == [operation(number, v) for v in row]

    def test_powers_and_signs(self) -> None:
        assert list(seq(1, 2, 3) ** 2) == [1, 4, 9]
        assert list(2 ** seq(1, 2, 3)) == [2, 4, 8]
        assert list(-seq(1, -2)) == [-1, 2]

    def test_two_patterns_end_with_the_shorter(self) -> None:
        assert list(seq(1, 2, 3) + cycle(10, 20)) == [11, 22, 13]
        assert list(seq(1, 2, 3) + seq(10)) == [11]

    def test_a_rest_stays_a_rest(self) -> None:
        assert list(seq(1, None, 3) + 1) == [2, None, 4]
        assert list(seq(1, 2) * seq(None, 2)) == [None, 4]

    def test_every_note_of_a_chord_counts(self) -> None:
        assert list(seq((60, 64), 67) + 12) == [(72, 76), 79]
        assert list(10 - seq((1, 2))) == [(9, 8)]
        assert list(seq((1, 2)) * seq((3, 4))) == [(3, 8)]

    def test_a_parameter_is_read_each_time(self) -> None:
        player = Alone(parameters={"density": 0.25})
        assert list(islice((seq(1, 2) * DENSITY).stream(player=player), 2)) == [0.25, 0.5]
        assert list((seq(4) + param("density")).stream(player=player)) == [4.25]

    def test_what_cannot_be_is_named(self) -> None:
        with pytest.raises(PatternError, match=r"seq\(1, 'x'\) \+ 1: 'x' with 1"):
            list(seq(1, "x") + 1)
        with pytest.raises(PatternError, match="division by zero"):
            list(seq(1) / 0)
        with pytest.raises(PatternError, match="zero"):
            list(seq((1, 2)) % seq(0))


class TestJoining:
    def test_one_after_the_other(self) -> None:
        assert list(seq(1, 2) | seq(3) | 4) == [1, 2, 3, 4]
        assert list(None | seq(1)) == [None, 1]
        assert list((1, 2) | seq(3)) == [(1, 2), 3]

    def test_what_follows_a_pattern_without_an_end_never_comes(self) -> None:
        assert first(cycle(1, 2) | seq(3), 4) == [1, 2, 1, 2]

    def test_repeated_and_for_ever(self) -> None:
        assert list(seq(1, 2).repeat(2)) == [1, 2, 1, 2]
        assert list(seq(1).repeat(0)) == []
        assert first(seq(1, 2).forever(), 5) == [1, 2, 1, 2, 1]
        with pytest.raises(PatternError, match="-1 times: give 0 or more"):
            seq(1).repeat(-1)
        with pytest.raises(PatternError, match="no value to repeat"):
            first(seq(1)[:0].forever(), 1)

    def test_each_repeat_draws_anew(self) -> None:
        once = list(uniform()[:4].repeat(3))
        assert len(set(once)) == 12


class TestIndexing:
    @settings(max_examples=30)
    @given(NUMBERS, st.integers(0, 9), st.integers(0, 9), st.integers(1, 3))
    def test_a_stretch_is_that_of_a_list(self, row: list[int], a: int, b: int, step: int) -> None:
        assert list(seq(*row)[a:b:step]) == row[a:b:step]
        assert list(seq(*row)[a:]) == row[a:]

    def test_one_value(self) -> None:
        assert (seq(5, 6, 7)[1], seq(5, 6, 7)[-1], cycle(1, 2)[101]) == (6, 7, 2)
        with pytest.raises(PatternError, match="no value number 3"):
            seq(5, 6, 7)[3]

    def test_a_stretch_counts_from_the_start(self) -> None:
        with pytest.raises(PatternError, match="count from 0"):
            seq(1, 2)[-2:]

    def test_a_pattern_picks_by_its_values_round_and_round(self) -> None:
        assert list(seq(60, 62, 64)[seq(0, 2, 3, -1, 1.9)]) == [60, 64, 60, 64, 62]

    def test_a_stretch_of_what_never_ends_ends(self) -> None:
        assert len(list(walk(0, 1)[:1000])) == 1000


class TestNesting:
    def test_a_pattern_inside_gives_one_value_a_time(self) -> None:
        assert first(cycle(1, cycle(2, 3)), 6) == [1, 2, 1, 3, 1, 2]
        assert list(seq(1, seq(2, 3), 4)) == [1, 2, 4]

    def test_where_it_ends_the_outer_one_ends(self) -> None:
        assert list(cycle(1, seq(2, 3))) == [1, 2, 1, 3, 1]

    def test_three_deep(self) -> None:
        assert first(cycle(0, cycle(1, cycle(2, 3))), 8) == [0, 1, 0, 2, 0, 1, 0, 3]

    def test_thirty_deep(self) -> None:
        nested: Pattern[Any] = cycle(0)
        for _ in range(30):
            nested = nested + cycle(1)
        assert first(nested, 3) == [30, 30, 30]


class TestStreams:
    def test_streams_are_independent_and_alike(self) -> None:
        one, other = walk(0, 10).stream(3), walk(0, 10).stream(3)
        ahead = [next(one) for _ in range(50)]
        assert [next(other) for _ in range(50)] == ahead

    def test_reset_begins_anew_with_the_same_draws(self) -> None:
        stream = (urn(1, 2, 3, 4) + choice(0, 12)).stream(9)
        before = [next(stream) for _ in range(20)]
        stream.reset()
        assert [next(stream) for _ in range(20)] == before

    def test_seeds_and_names_differ(self) -> None:
        found = {tuple(first(uniform(), 3, seed)) for seed in range(20)}
        named = {next(uniform().stream(0, name=name)) for name in ("a", "b")}
        assert (len(found), len(named)) == (20, 2)

    def test_the_same_pattern_twice_draws_twice(self) -> None:
        draw = uniform()
        assert 0.0 not in first(draw - draw, 50)

    def test_editing_one_branch_leaves_the_draws_of_the_others(self) -> None:
        """Each branch has the random stream of its place."""

        def right(left: Pattern[Any]) -> list[Any]:
            return [value % 1000 for value in first(left * 1000 + choice(*range(1000)), 40)]

        assert right(uniform(0, 0) * 0) == right(seq(*[0] * 100)) == right(choice(1, 2, 3))

    def test_a_stand_alone_pattern_counts_its_values_as_beats(self) -> None:
        player = Alone()
        stream = cycle(5).stream(player=player)
        beats = [(next(stream), player.beat)[1] for _ in range(3)]
        assert beats == [0.0, 1.0, 2.0]
        stream.reset()
        assert (next(stream), player.beat) == (5, 0.0)

    def test_a_stream_goes_on_after_patterns_that_read_it(self) -> None:
        """Each of them is no longer played when the next one is, and is closed."""
        tune = cycle(1, 2, 3).stream()
        wraps = [Pattern(lambda run: tune, "tune")[:2] + 10 for _ in range(3)]
        assert [wrap.values() for wrap in wraps] == [[11, 12], [13, 11], [12, 13]]

        def two() -> Iterator[int]:
            yield from tune

        assert [list(islice(two(), 2)) for _ in range(2)] == [[1, 2], [3, 1]]

    def test_patterns_without_an_end_do_not_run_out(self) -> None:
        stream = (cycle(1, 2) + uniform(0, 0)).stream()
        assert sum(islice(stream, 20_000)) == 30_000


def test_a_pattern_tells_what_it_is() -> None:
    assert repr(cycle(60, (64, 67), None)) == "cycle(60, (64, 67), None)"
    assert repr(walk(0, DENSITY, step=2)) == "walk(0, density, step=2)"
    assert len(repr(seq(*range(1000)))) == 80


def test_a_row_has_an_end() -> None:
    assert len(whole_row("x", range(LONGEST_ROW))) == LONGEST_ROW
    with pytest.raises(
        PatternError, match="x: a row without an end, or of more than 16,384 values"
    ):
        whole_row("x", range(LONGEST_ROW + 1))
    for endless in (cycle(1).values, cycle(1)[cycle(0)].values):
        with pytest.raises(PatternError, match=r"cycle\(1\): .* more than 1,000,000 values: give"):
            endless()


def test_only_numbers_are_fixed() -> None:
    assert (fixed(3), fixed(0.5), fixed(DENSITY), fixed(cycle(1)), fixed("3")) == (
        3,
        0.5,
        None,
        None,
        None,
    )
