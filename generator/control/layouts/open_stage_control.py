"""A session file for Open Stage Control (version 1)."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from generator.control.layouts.layout import (
    COLUMNS,
    Control,
    Group,
    Kind,
    Page,
    height,
    pages,
    rows,
    span,
)
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

VERSION = "1.27.0"  # of the program whose properties these are
UNIT, TITLE, STRIP_WIDTH = 76, 24, 150
BLUE, GREEN, ORANGE, GREY = "#3390cc", "#4da659", "#d98026", "#666a70"
FOLLOW = """\
var token = TOKEN
function follow() {
  if (token) { send('/token', token) }
  send('/subscribe')
}
follow()
setInterval(follow, 30000)
"""

Widget = dict[str, Any]


def session(subject: Subject, token: str = "") -> bytes:
    """Return a session file (.json) with every parameter of what is played.

    It subscribes to changes by itself, every 30 seconds, and shows the token where there is one.
    Start the program with `--send 127.0.0.1:9000`.
    """
    draw = _Drawing()
    root = {
        "type": "root",
        "id": "root",
        "onCreate": FOLLOW.replace("TOKEN", json.dumps(token)),
        "tabs": [draw.page(page) for page in pages(subject)],
    }
    document = {
        "createdWith": "Open Stage Control",
        "version": VERSION,
        "type": "session",
        "content": root,
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


class _Drawing:
    """Makes widgets, each with an id of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def page(self, page: Page) -> Widget:
        strips = page.groups[0].strip
        return self._widget(
            "tab",
            label=page.title,
            layout="horizontal" if strips else "vertical",
            contain=False,
            widgets=[
                each
                for group in page.groups
                for each in (self._strip if strips else self._grid)(group)
            ],
        )

    def _grid(self, group: Group) -> list[Widget]:
        """Return a title and a grid of cells."""
        units = sum(height(row) for row in rows(group))
        cells = self._panel(
            layout="grid",
            gridTemplate=f"repeat({units}, 1fr) / repeat({COLUMNS}, 1fr)",
            height=units * UNIT,
            widgets=[
                self._cell(control, f"grid-area: span {height(row)} / span {span(control)}")
                for row in rows(group)
                for _, control in row
            ],
        )
        return [self._title(group.title, "left"), cells]

    def _strip(self, group: Group) -> list[Widget]:
        """Return a column of cells; the first takes what room the others leave."""
        first, *others = group.controls
        cells = [self._cell(first, horizontal=False, expand=True)]
        cells += [self._cell(control, height=UNIT) for control in others]
        widgets = [self._title(group.title, "center"), *cells]
        return [self._panel(layout="vertical", width=STRIP_WIDTH, widgets=widgets)]

    def _cell(
        self, control: Control, css: str = "", *, horizontal: bool = True, **properties: Any
    ) -> Widget:
        """Return a control, under its name and value unless that is written on it."""
        shown = self._control(control, horizontal)
        if control.kind in (Kind.BUTTON, Kind.SWITCH):
            return shown | {"css": css} | properties
        name = self._title(_heading(control, shown["id"]), "left")
        return self._panel(
            layout="vertical", css=css, widgets=[name, shown | {"expand": True}], **properties
        )

    def _control(self, control: Control, horizontal: bool) -> Widget:
        kind, properties = {
            Kind.FADER: ("fader", _fader(control, horizontal)),
            Kind.SWITCH: ("button", {"mode": "toggle", "label": control.label}),
            Kind.CHOICE: ("switch", _switch(control)),
            Kind.NUMBER: ("input", {"numeric": True, "typeTags": "i", "validation": "^[0-9]+$"}),
            Kind.BUTTON: ("button", {"mode": "momentary", "label": control.label}),
            Kind.PAD: ("xy", {"snap": True, "decimals": 4}),
        }[control.kind]
        if control.argument is not None:
            properties |= {"preArgs": [control.argument], "typeTags": "i"}
        colour = {Kind.SWITCH: ORANGE, Kind.BUTTON: GREY, Kind.FADER: BLUE}.get(control.kind, GREEN)
        address = control.native or control.address
        return self._widget(kind, address=address, colorWidget=colour, **properties)

    def _title(self, text: str, align: str) -> Widget:
        return self._widget(
            "text", value=text, align=align, height=TITLE, interaction=False, bypass=True
        )

    def _panel(self, **properties: Any) -> Widget:
        return self._widget("panel", scroll=False, alphaStroke=0, innerPadding=False, **properties)

    def _widget(self, kind: str, **properties: Any) -> Widget:
        return {"type": kind, "id": f"{kind}_{next(self._numbers)}", **properties}


def _fader(control: Control, horizontal: bool) -> Widget:
    """Return what makes a fader follow a parameter's warp, in its own unit."""
    found: Widget = {"horizontal": horizontal, "design": "compact", "decimals": 4}
    parameter = control.parameter
    if parameter is None or not control.native:
        return found
    low, high = parameter.minimum, parameter.maximum
    found |= {"range": {"min": low, "max": high}, "decimals": _decimals(parameter)}
    if parameter.warp is Warp.EXPONENTIAL:
        found["logScale"] = high / low  # the base that makes both curves one
    return found


def _decimals(parameter: Parameter) -> int:
    if parameter.warp is Warp.INTEGER:
        return 0
    return 4 if parameter.maximum - parameter.minimum <= 10.0 else 2


def _switch(control: Control) -> Widget:
    labels = list(control.choices)
    values = {"labels": labels, "values": list(range(len(labels)))}
    return {"values": values, "layout": "horizontal", "wrap": "soft", "decimals": 0}


def _heading(control: Control, shown: str) -> str:
    """Return a control's name and, of a fader, the value that it shows."""
    if control.kind is not Kind.FADER or control.parameter is None:
        return control.label
    return f"{control.label}  @{{{shown}}} {control.parameter.unit}".rstrip()
