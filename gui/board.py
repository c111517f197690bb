"""The board: every canvas of the window with the panel on it, drawn where something has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gui.painter import Canvas, Painter
from gui.shapes import Box
from gui.widget import Panel, View, Widget

PAGE, OVERLAY = "page", "overlay"


class Blank(Panel):
    """Nothing, where nothing lies over the window."""

    name = OVERLAY


class Region:
    """One canvas, and the panel that it shows at present."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.box = Box(0.0, 0.0, 0.0, 0.0)
        self._painter: Painter | None = None
        self._drawn: dict[int, Any] = {}

    def draw_on(self, canvas: Canvas) -> None:
        """Draw on this canvas, and nothing else on it, from now on."""
        self._painter = Painter(canvas)
        self._painter.forget()

    def put(self, panel: Panel) -> None:
        """Show another panel, or the same one with other widgets."""
        self.panel = panel
        self._drawn.clear()
        if self._painter is not None:
            self._painter.forget()
        self.resize(self.box)

    def resize(self, box: Box) -> None:
        """Take up the whole of a canvas of another size."""
        self.box = box
        if self.panel.widgets and box.width > 1.0 and box.height > 1.0:
            self.panel.arrange(box)

    def draw(self, view: View) -> None:
        """Draw what differs from the last frame."""
        if self._painter is None or self.box.width <= 1.0:
            return
        for index, widget in enumerate(self.panel.widgets):
            look = (widget.box, widget.look(view)) if widget.box.width > 0.0 else None
            if self._drawn.get(index, self) != look:
                self._drawn[index] = look
                self._painter.show((index, "still"), () if look is None else widget.draw(look[1]))
            drift = widget.drift(view) if look is not None else None
            if drift is not None:
                self._painter.drift((index, "drift"), drift)


class Board:
    """The regions by name, in the order in which Tab visits them.

    One shows the present of several pages; one lies over the others when there is need.
    """

    def __init__(
        self, before: Sequence[Panel], pages: Sequence[Panel], after: Sequence[Panel]
    ) -> None:
        self.pages = pages
        self.regions = {panel.name: Region(panel) for panel in before}
        self.regions[PAGE] = Region(pages[0])
        self.regions |= {panel.name: Region(panel) for panel in after}
        self.regions[OVERLAY] = Region(Blank(pages[0].context))
        self._subject: object = None

    def turn_to(self, page: int) -> None:
        """Show another page."""
        self.regions[PAGE].put(self.pages[page])

    def lay_over(self, panel: Panel | None, view: View, width: float, height: float) -> None:
        """Show a panel of this size over the window, or none."""
        region = self.regions[OVERLAY]
        region.box = Box(0.0, 0.0, width, height)
        if panel is not None:
            panel.renew(view)
        region.put(panel or Blank(region.panel.context))

    def show(self, view: View) -> bool:
        """Draw a frame; return whether all widgets are new because something else plays."""
        renewed = view.frame.subject is not self._subject
        if renewed:
            self._renew(view)
        for panel in self._panels():
            panel.see(view)
        for region in self.regions.values():
            region.draw(view)
        return renewed

    def at(self, region: str, x: float, y: float) -> Widget | None:
        """Return the topmost widget at a point of a region."""
        widgets = reversed(self.regions[region].panel.widgets)
        return next((each for each in widgets if each.cares(x, y)), None)

    def stops(self) -> list[Widget]:
        """Return the widgets at which Tab stops, in order."""
        return [
            widget
            for region in self.regions.values()
            for widget in region.panel.widgets
            if widget.focusable and widget.box.width > 0.0
        ]

    def region_of(self, widget: Widget) -> str | None:
        """Return the name of the region that a widget is on; None where it is gone."""
        for name, region in self.regions.items():
            if any(widget is each for each in region.panel.widgets):
                return name
        return None

    def _panels(self) -> Iterator[Panel]:
        yield from self.pages
        yield from (r.panel for name, r in self.regions.items() if name != PAGE)

    def _renew(self, view: View) -> None:
        self._subject = view.frame.subject
        for panel in self._panels():
            panel.renew(view)
        for region in self.regions.values():
            region.put(region.panel)
