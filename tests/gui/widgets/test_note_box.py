"""The box of a note: what it tells, and that it never leaves its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.notes import Placed
from gui.painter import numbers
from gui.shapes import Box, Text
from gui.theme import Style
from gui.widgets.note_box import beside, facts, note_box, place_of
from tests.gui.heard import RATE, note

LONG = note(1.0, controls=tuple(0.123456789 * index for index in range(40)), rule="r" * 200)


@given(
    st.floats(0.0, 752.0), st.floats(0.0, 282.0), st.sampled_from([1.0, 1.5, 2.0]), st.booleans()
)
def test_the_box_never_leaves_its_room(x: float, y: float, scale: float, is_long: bool) -> None:
    style = Style(scale)
    room = Box(34.0 * scale, 30.0 * scale, 640.0 * scale, 252.0 * scale)
    heard = LONG if is_long else note(1.0)
    look = "#56b4e9", 3, 4.0, RATE
    shapes = note_box(style, room, (x * scale, y * scale), Placed(heard, 1.0, 1.5, True), look)
    for shape in shapes:
        points = numbers(shape)
        xs, ys = points[::2], points[1::2]
        right = max(xs) + (style.width_of(shape.text, shape.font) if isinstance(shape, Text) else 0)
        assert min(xs) >= room.x
        assert right <= room.right + 1.0
        if not is_long:
            assert room.y <= min(ys) <= max(ys) <= room.bottom


def test_a_score_line_of_any_length_is_told_whole() -> None:
    room = Box(0.0, 0.0, 600.0, 2000.0)
    shapes = note_box(Style(), room, (0.0, 0.0), Placed(LONG, 1.0, 1.5), ("#ffffff", 1, 4.0, RATE))
    said = " ".join(shape.text for shape in shapes if isinstance(shape, Text))
    assert " ".join(LONG.line(RATE).split()) in said


@pytest.mark.parametrize(
    ("at", "placed"), [(10.0, 24.0), (150.0, 86.0), (190.0, 126.0), (-50.0, 0.0), (60.0, 74.0)]
)
def test_it_lies_after_the_mouse_or_before_it(at: float, placed: float) -> None:
    assert beside(at, 50.0, 14.0, 0.0, 200.0) == placed


def test_a_muted_note_says_so_and_many_notes_in_one_bar_are_counted() -> None:
    told = dict(facts(Placed(note(1.0), 1.0, 1.5, True), 4, 4.0))
    assert "muted" in told["heard"]
    assert told["here"].startswith("4 notes")
    assert "heard" not in dict(facts(Placed(note(1.0), 1.0, 1.5), 1, 4.0))


def test_silence_and_a_note_without_a_rule_are_told_too() -> None:
    told = dict(facts(Placed(note(1.0, amplitude=0.0, rule=""), 1.0, 1.5), 1, 4.0))
    assert "silent" in told["level"]
    assert told["rule"] == "—"


@pytest.mark.parametrize(
    ("beat", "bar_beats", "place"),
    [(0.0, 4.0, "1 · 1"), (66.25, 4.0, "17 · 3.25"), (3.5, 3.5, "2 · 1"), (7.0, 4.0, "2 · 4")],
)
def test_beats_are_counted_from_one(beat: float, bar_beats: float, place: str) -> None:
    assert place_of(beat, bar_beats) == place


def test_what_was_drawn_and_read_for_it_is_told() -> None:
    made = {"draws": (("1.walk", 0.25), ("random", 7.0)), "readings": (("density", 0.5),)}
    heard = note(1.0)
    told = dict(facts(Placed(heard._replace(event=heard.event._replace(**made)), 1.0, 1.5), 1, 4.0))
    assert told["drew"] == "1.walk 0.25 · random 7"
    assert told["read"] == "density 0.5"
