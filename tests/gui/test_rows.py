"""Rows: following, standing still, what waits and what is forgotten."""

from __future__ import annotations

from gui.rows import MOST_ROWS, TRIMMED, Rows


def rows_of(count: int, visible: int = 10) -> Rows[int]:
    rows: Rows[int] = Rows()
    rows.visible = visible
    rows.extend(range(count))
    return rows


def test_the_end_is_followed() -> None:
    rows = rows_of(100)
    assert list(rows.in_sight) == list(range(90, 100))
    rows.extend([100])
    assert list(rows.in_sight) == list(range(91, 101))


def test_fewer_rows_than_have_room_begin_at_the_top() -> None:
    rows = rows_of(3)
    assert (rows.top, list(rows.in_sight)) == (0, [0, 1, 2])


def test_scrolled_up_it_stands_still_and_counts_what_it_has_not_shown() -> None:
    rows = rows_of(100)
    rows.go_to(40)
    rows.extend([100, 101])
    assert (rows.follows, rows.unseen, rows.top) == (False, 2, 40)
    assert rows.in_sight[0] == 40


def test_scrolled_to_the_end_it_follows_again() -> None:
    rows = rows_of(100)
    rows.hold()
    rows.extend([100])
    assert rows.top == 90
    rows.go_to(91)
    assert (rows.follows, rows.unseen) == (True, 0)
    rows.extend([101])
    assert rows.in_sight[-1] == 101


def test_beyond_the_first_row_there_is_nothing() -> None:
    rows = rows_of(100)
    rows.go_to(-5)
    assert rows.top == 0


def test_memory_is_bounded_and_serials_go_on() -> None:
    rows = rows_of(0)
    for start in range(0, 50_000, 70):
        rows.extend(range(start, start + 70))
        assert len(rows) <= MOST_ROWS
        assert len(rows) >= min(start + 70, MOST_ROWS - TRIMMED - 70)
        assert rows.things[0] == rows.forgotten
    assert rows.in_sight[-1] == 50_049


def test_what_is_held_stays_in_sight_through_a_flood() -> None:
    rows = rows_of(MOST_ROWS)
    rows.hold()
    before = list(rows.in_sight)
    for start in range(0, 40_000, 70):
        rows.extend(range(start, start + 70))
    assert list(rows.in_sight) == before
    assert rows.unseen == 40_040
    rows.follow()
    assert rows.in_sight[-1] == 40_039
    assert len(rows) <= MOST_ROWS


def test_what_came_while_it_stood_still_can_be_scrolled_to() -> None:
    rows = rows_of(20)
    rows.hold()
    rows.extend(range(20, 60))
    rows.go_to(30)
    assert list(rows.in_sight) == list(range(30, 40))
