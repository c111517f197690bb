"""The painter: keeps the items of one canvas equal to the shapes that widgets ask for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gui.shapes import Arc, Drift, Font, Line, Oval, Polygon, Rectangle, Shape, Text


class Canvas(Protocol):
    """What the painter needs of a canvas; Tk's has it."""

    def coords(self, item: Any, /, *numbers: float) -> Any:
        """Move an item."""
        ...

    def itemconfigure(self, item: Any, /, **options: Any) -> Any:
        """Change the look of an item."""
        ...

    def delete(self, *items: Any) -> None:
        """Remove items."""
        ...

    def move(self, item: Any, /, dx: float, dy: float) -> None:
        """Shift items by their tag."""
        ...

    def tag_lower(self, item: Any, below: Any, /) -> Any:
        """Put an item below another."""
        ...

    def create_rectangle(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102
    def create_oval(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102
    def create_arc(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102
    def create_line(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102
    def create_polygon(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102
    def create_text(self, *numbers: float, **options: Any) -> int: ...  # noqa: D102


class Painter:
    """Draws layers of shapes on a canvas, touching only what has changed.

    Layers drawn first lie below, and stay there. Within a layer that is shown, shapes are matched
    by their place in the sequence; within one that drifts, by their key.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._layers: dict[Hashable, _Layer] = {}

    def show(self, name: Hashable, shapes: Sequence[Shape]) -> None:
        """Let a layer consist of these shapes."""
        layer = self._layer(name)
        items, same = layer.items, 0
        for before, after, item in zip(layer.shapes, shapes, items, strict=False):
            if before is not after and before != after and not self._alter(item, before, after):
                break
            same += 1
        if same < len(items):
            self._canvas.delete(*items[same:])
        layer.shapes = list(shapes)
        layer.items = items[:same] + [create(self._canvas, shape) for shape in shapes[same:]]
        self._sink(layer, layer.items[same:])

    def drift(self, name: Hashable, drift: Drift) -> None:
        """Let a layer consist of these shapes, drawn that far to the left."""
        layer = self._layer(name)
        if layer.drifting and drift.offset != layer.offset:
            self._canvas.move(layer.tag, layer.offset - drift.offset, 0.0)
        layer.offset = drift.offset
        keys: Iterable[Hashable] | None = drift.changed if layer.drifting else drift.shapes
        if keys is None:
            keys = [*(layer.drifting.keys() - drift.shapes.keys()), *drift.shapes]
        added = []
        for key in keys:
            item = self._renew(layer, key, drift.shapes.get(key))
            if item is not None:
                added.append(item)
        self._sink(layer, added)

    def _renew(self, layer: _Layer, key: Hashable, shape: Shape | None) -> int | None:
        """Let a shape that drifts be another, or none; return its item if that is new."""
        before, item = layer.drifting.get(key, (None, 0))
        if before is shape:
            return None
        if before is not None:
            if shape is not None and self._alter(item, before, shape, layer.offset):
                layer.drifting[key] = shape, item
                return None
            self._canvas.delete(item)
            del layer.drifting[key]
        if shape is None:
            return None
        item = create(self._canvas, shape, layer.tag, layer.offset)
        layer.drifting[key] = shape, item
        return item

    def forget(self) -> None:
        """Remove everything."""
        self._canvas.delete("all")
        self._layers.clear()

    def _layer(self, name: Hashable) -> _Layer:
        if name not in self._layers:
            self._layers[name] = _Layer(f"layer{len(self._layers)}")
        return self._layers[name]

    def _sink(self, layer: _Layer, added: Sequence[int]) -> None:
        """Put new items, which the canvas has put on top, below the layers that follow."""
        if not added:
            return
        layers = list(self._layers.values())
        feet = (each.foot for each in layers[layers.index(layer) + 1 :])
        above = next((foot for foot in feet if foot is not None), None)
        if above is not None:
            for item in added:
                self._canvas.tag_lower(item, above)

    def _alter(self, item: int, before: Shape, after: Shape, offset: float = 0.0) -> bool:
        """Turn one shape into another; return False where only a new one will do."""
        if type(before) is not type(after):
            return False
        if (points := numbers(after)) != numbers(before):
            self._canvas.coords(item, *shifted(points, offset))
        if look(before) != look(after):
            known = options(before)
            wanted = {name: each for name, each in options(after).items() if each != known[name]}
            self._canvas.itemconfigure(item, **wanted)
        return True


@dataclass(slots=True, eq=False)
class _Layer:
    """What one layer has on the canvas."""

    tag: str
    shapes: list[Shape] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    drifting: dict[Hashable, tuple[Shape, int]] = field(default_factory=dict)
    offset: float = 0.0

    @property
    def foot(self) -> int | None:
        """The lowest item."""
        if self.items:
            return self.items[0]
        return next(iter(self.drifting.values()))[1] if self.drifting else None


def create(canvas: Canvas, shape: Shape, tags: str = "", offset: float = 0.0) -> int:
    """Put a shape on a canvas, so far to the left of its place, and return its item."""
    make = {
        Rectangle: canvas.create_rectangle,
        Oval: canvas.create_oval,
        Arc: canvas.create_arc,
        Line: canvas.create_line,
        Polygon: canvas.create_polygon,
        Text: canvas.create_text,
    }[type(shape)]
    more = {"tags": tags} if tags else {}
    return make(*shifted(numbers(shape), offset), **options(shape), **more)


def shifted(points: tuple[float, ...], offset: float) -> tuple[float, ...]:
    """Return coordinates so far to the left."""
    if not offset:
        return points
    return tuple(n if index % 2 else n - offset for index, n in enumerate(points))


def numbers(shape: Shape) -> tuple[float, ...]:
    """Return a shape's coordinates."""
    if isinstance(shape, Line | Polygon):
        return shape.points
    return shape[:2] if isinstance(shape, Text) else shape[:4]


def look(shape: Shape) -> tuple[object, ...]:
    """Return all of a shape but its coordinates."""
    if isinstance(shape, Line | Polygon):
        return shape[1:]
    return shape[2:] if isinstance(shape, Text) else shape[4:]


def options(shape: Shape) -> dict[str, Any]:
    """Return a shape's look, in the canvas's words."""
    if isinstance(shape, Text):
        _, _, text, fill, font, anchor = shape
        return {"text": text, "fill": fill, "font": named(font), "anchor": anchor}
    if isinstance(shape, Line):
        return {"fill": shape.fill, "width": shape.width}
    if isinstance(shape, Arc):
        return {
            "start": shape.start,
            "extent": shape.extent,
            "outline": shape.outline,
            "width": shape.width,
            "style": "arc",
        }
    return {
        "fill": shape.fill,
        "outline": shape.outline,
        "width": shape.width if shape.outline else 0,
    }


def named(font: Font) -> tuple[str, int, str]:
    """Return a typeface as Tk describes it: a negative size is one in pixels."""
    return font.family, -font.size, "bold" if font.bold else "normal"
