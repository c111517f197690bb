"""A canvas that keeps its items in a list, as Tk's keeps its own."""

from __future__ import annotations

from typing import Any


class KeepingCanvas:
    """Keeps what is on it, lowest first; calls counts what it was asked to do."""

    def __init__(self) -> None:
        self.items: dict[int, tuple[str, list[float], dict[str, Any]]] = {}
        self.order: list[int] = []
        self.calls = 0
        self._count = 0

    def _create(self, kind: str, numbers: tuple[float, ...], options: dict[str, Any]) -> int:
        self.calls += 1
        self._count += 1
        self.items[self._count] = (kind, list(numbers), dict(options))
        self.order.append(self._count)
        return self._count

    def create_rectangle(self, *numbers: float, **options: Any) -> int:
        return self._create("rectangle", numbers, options)

    def create_oval(self, *numbers: float, **options: Any) -> int:
        return self._create("oval", numbers, options)

    def create_arc(self, *numbers: float, **options: Any) -> int:
        return self._create("arc", numbers, options)

    def create_line(self, *numbers: float, **options: Any) -> int:
        return self._create("line", numbers, options)

    def create_polygon(self, *numbers: float, **options: Any) -> int:
        return self._create("polygon", numbers, options)

    def create_text(self, *numbers: float, **options: Any) -> int:
        return self._create("text", numbers, options)

    def coords(self, item: int, /, *numbers: float) -> None:
        self.calls += 1
        self.items[item][1][:] = numbers

    def itemconfigure(self, item: int, /, **options: Any) -> None:
        self.calls += 1
        self.items[item][2].update(options)

    def delete(self, *items: Any) -> None:
        self.calls += 1
        for item in list(self.items) if items == ("all",) else items:
            del self.items[item]
            self.order.remove(item)

    def move(self, item: str, /, dx: float, dy: float) -> None:
        self.calls += 1
        for _, numbers, options in self.items.values():
            if options.get("tags") == item:
                numbers[::2] = [x + dx for x in numbers[::2]]
                numbers[1::2] = [y + dy for y in numbers[1::2]]

    def tag_lower(self, item: int, below: int, /) -> None:
        self.calls += 1
        self.order.remove(item)
        self.order.insert(self.order.index(below), item)

    @property
    def shown(self) -> list[tuple[str, list[float]]]:
        """The items from the lowest up, as kind and numbers."""
        return [self.items[item][:2] for item in self.order]
