from __future__ import annotations

from gui.painter import Painter
from gui.shapes import Arc, Drift, Font, Line, Oval, Polygon, Rectangle, Text
from tests.gui.canvas import KeepingCanvas

FONT = Font("Sans", 12)
ALL = [
    Rectangle(0, 0, 10, 10, "#111111"),
    Oval(0, 0, 10, 10, "", "#222222", 2),
    Arc(0, 0, 10, 10, 90, 180, "#333333", 3),
    Line((0, 0, 5, 5), "#444444"),
    Polygon((0, 0, 5, 5, 0, 5), "#555555"),
    Text(1, 2, "word", "#666666", FONT),
]


def test_every_shape_becomes_an_item_with_its_look() -> None:
    canvas = KeepingCanvas()
    Painter(canvas).show("all", ALL)
    assert [kind for kind, _ in canvas.shown] == [
        "rectangle", "oval", "arc", "line", "polygon", "text",
    ]  # fmt: skip
    looks = [canvas.items[item][2] for item in canvas.order]
    assert looks[1]["width"] == 2
    assert looks[0]["width"] == 0, "no outline, no width"
    assert looks[5] == {
        "text": "word",
        "fill": "#666666",
        "font": ("Sans", -12, "normal"),
        "anchor": "w",
    }


def test_what_stays_the_same_is_not_touched() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("all", ALL)
    before = canvas.calls
    painter.show("all", [shape._replace() for shape in ALL])
    assert canvas.calls == before


def test_what_moves_is_moved_and_what_changes_colour_is_coloured() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("one", [Rectangle(0, 0, 1, 1, "#111111")])
    (item,) = canvas.order
    painter.show("one", [Rectangle(5, 5, 6, 6, "#222222")])
    assert canvas.order == [item]
    assert canvas.items[item][1] == [5, 5, 6, 6]
    assert canvas.items[item][2]["fill"] == "#222222"


def test_another_kind_of_shape_replaces_it_and_what_follows() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("one", ALL)
    painter.show("one", [Line((0, 0, 1, 1), "#111111"), *ALL[1:]])
    assert [kind for kind, _ in canvas.shown] == ["line", "oval", "arc", "line", "polygon", "text"]


def test_fewer_shapes_leave_nothing_behind() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("one", ALL)
    painter.show("one", ALL[:2])
    assert len(canvas.items) == 2


def test_a_lower_layer_stays_below_whatever_is_added_to_it() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("low", [])
    painter.drift("middle", Drift(0.0, {}))
    painter.show("high", [Oval(0, 0, 1, 1)])
    painter.drift("middle", Drift(0.0, {"a": Rectangle(0, 0, 1, 1)}))
    painter.show("low", [Line((0, 0, 1, 1), "#111111")])
    assert [kind for kind, _ in canvas.shown] == ["line", "rectangle", "oval"]


def test_drifting_shapes_move_together_with_one_call() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    notes = {n: Rectangle(10 * n, 0, 10 * n + 5, 1) for n in range(20)}
    painter.drift("notes", Drift(0.0, notes))
    before = canvas.calls
    painter.drift("notes", Drift(3.0, notes))
    assert canvas.calls == before + 1
    assert [numbers[0] for _, numbers in canvas.shown] == [10 * n - 3 for n in range(20)]


def test_a_shape_that_joins_the_drift_is_where_the_others_are() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(0.0, {"a": Rectangle(10, 0, 20, 1)}))
    painter.drift(
        "notes",
        Drift(
            4.0,
            {
                "a": Rectangle(10, 0, 20, 1),
                "b": Line((10, 1, 20, 1), "#111111"),
                "c": Text(10, 0, "C", "#111111", FONT),
            },
        ),
    )
    assert [numbers[0] for _, numbers in canvas.shown] == [6, 6, 6]


def test_a_drifting_shape_that_has_changed_is_drawn_anew_and_one_that_left_is_gone() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(0.0, {"a": Rectangle(0, 0, 1, 1), "b": Rectangle(2, 0, 3, 1)}))
    painter.drift("notes", Drift(0.0, {"a": Rectangle(0, 0, 9, 1)}))
    assert canvas.shown == [("rectangle", [0, 0, 9, 1])]


def test_all_can_be_forgotten_and_drawn_again() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.show("one", ALL)
    painter.drift("two", Drift(0.0, {"a": Rectangle(0, 0, 1, 1)}))
    painter.forget()
    assert canvas.items == {}
    painter.show("one", ALL)
    assert len(canvas.items) == len(ALL)
