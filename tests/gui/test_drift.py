"""Drifting layers: shapes that come, go and change while they move."""

from __future__ import annotations

import random
from collections.abc import Hashable

import pytest

from gui.painter import Painter
from gui.shapes import Drift, Font, Line, Rectangle, Shape, Text
from tests.gui.canvas import KeepingCanvas

FONT = Font("Sans", 12)


def bar(x: float, fill: str = "#111111") -> Rectangle:
    return Rectangle(x, 0.0, x + 5.0, 5.0, fill)


def places(canvas: KeepingCanvas) -> list[float]:
    return [numbers[0] for _, numbers in canvas.shown]


def test_what_drifts_is_moved_by_one_call() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    shapes: dict[Hashable, Shape] = {key: bar(10.0 * key) for key in range(50)}
    painter.drift("notes", Drift(0.0, shapes))
    before = canvas.calls
    painter.drift("notes", Drift(3.0, shapes))
    assert canvas.calls == before + 1
    assert places(canvas) == [10.0 * key - 3.0 for key in range(50)]


def test_a_change_keeps_the_item_and_alters_only_what_differs() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(100.0, {1: bar(110.0), 2: bar(120.0)}))
    order, before = list(canvas.order), canvas.calls
    painter.drift("notes", Drift(100.0, {1: bar(110.0, "#222222"), 2: bar(121.0)}))
    assert canvas.order == order
    assert canvas.calls == before + 2
    assert canvas.items[order[0]][2]["fill"] == "#222222"
    assert places(canvas) == [10.0, 21.0]


def test_told_what_has_changed_it_looks_at_nothing_else() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(0.0, {1: bar(10.0), 2: bar(20.0)}))
    shapes: dict[Hashable, Shape] = {1: bar(11.0), 2: bar(21.0), 3: bar(30.0)}
    painter.drift("notes", Drift(0.0, shapes, [1, 3]))
    assert places(canvas) == [11.0, 20.0, 30.0]
    painter.drift("notes", Drift(0.0, {2: bar(21.0)}, [1, 3]))
    assert places(canvas) == [20.0]
    painter.drift("notes", Drift(0.0, {2: bar(21.0)}))
    assert places(canvas) == [21.0]


def test_a_new_canvas_is_drawn_whole_whatever_is_told() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(0.0, {1: bar(10.0), 2: bar(20.0)}, []))
    assert places(canvas) == [10.0, 20.0]
    painter.forget()
    painter.drift("notes", Drift(0.0, {1: bar(10.0), 2: bar(20.0)}, [2]))
    assert places(canvas) == [10.0, 20.0]


def test_a_shape_of_another_kind_is_a_new_item() -> None:
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    painter.drift("notes", Drift(5.0, {1: bar(10.0)}))
    painter.drift("notes", Drift(5.0, {1: Text(10.0, 1.0, "word", "#111111", FONT)}))
    assert canvas.shown == [("text", [5.0, 1.0])]


@pytest.mark.parametrize("seed", range(5))
def test_layers_stay_one_above_the_other_whatever_comes_and_goes(seed: int) -> None:
    dice, canvas = random.Random(seed), KeepingCanvas()
    painter = Painter(canvas)
    names = ["ground", "grid", "notes", "front"]
    for step in range(60):
        for name in names:
            keys = dice.sample(range(12), dice.randrange(6))
            if name in ("grid", "notes"):
                shapes: dict[Hashable, Shape] = {
                    key: dice.choice((bar(1.0, f"#{name}"), Line((0, 0, 1, step), f"#{name}")))
                    for key in keys
                }
                painter.drift(name, Drift(float(step), shapes))
            else:
                painter.show(name, [bar(float(key), f"#{name}") for key in keys])
        layers = [names.index(canvas.items[item][2]["fill"][1:]) for item in canvas.order]
        assert layers == sorted(layers)
