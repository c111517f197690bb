"""A layout for TouchOSC."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

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
from generator.control.layouts.tosc import Frame, Node, Setting, osc, packed, partial
from generator.control.surface import Subject

WIDTH, HEIGHT, TAB = 1280, 800, 40
GAP, TITLE, LABEL = 6, 24, 18
TALLEST = 88
NORTH, EAST = 0, 1
TOGGLE_ON_PRESS = 2
LEFT, MIDDLE, RIGHT = 1, 2, 3
CLEAR, DARK, GREY = (0.0, 0.0, 0.0, 0.0), (0.08, 0.08, 0.1, 1.0), (0.25, 0.25, 0.28, 1.0)
BLUE, GREEN, ORANGE = (0.2, 0.55, 0.8, 1.0), (0.3, 0.65, 0.35, 1.0), (0.85, 0.5, 0.15, 1.0)
WHITE = (1.0, 1.0, 1.0, 1.0)
FOLLOW = """\
local token = TOKEN
local last = -60000
function update()
  if getMillis() - last > 30000 then
    last = getMillis()
    if token ~= '' then
      sendOSC('/token', token)
    end
    sendOSC('/subscribe')
  end
end
"""


def layout(subject: Subject, token: str = "") -> bytes:
    """Return a .tosc file with every parameter of what is played.

    It subscribes to changes by itself, every 30 seconds, and shows the token where there is one: it
    may be opened before the music begins.
    """
    shown = tuple(_page(page) for page in pages(subject))
    pager = Node(
        "PAGER",
        "pages",
        Frame(0, 0, WIDTH, HEIGHT),
        {"color": DARK, "tabLabels": True, "tabbar": True, "tabbarSize": TAB},
        (("page", "0"),),
        children=shown,
    )
    script = FOLLOW.replace("TOKEN", json.dumps(token))
    settings: dict[str, Setting] = {"color": DARK, "interactive": False, "script": script}
    return packed(
        Node("GROUP", f"Scoretime {subject.piece}", pager.frame, settings, children=(pager,))
    )


# -- where things are


def _page(page: Page) -> Node:
    strips = page.groups[0].strip
    arrange = _beside if strips else _below
    settings: dict[str, Setting] = {
        "color": DARK,
        "interactive": False,
        "tabLabel": page.title,
        "tabColorOff": GREY,
        "tabColorOn": BLUE,
        "textColorOff": WHITE,
        "textColorOn": WHITE,
    }
    frame = Frame(0, TAB, WIDTH, HEIGHT - TAB)
    children = tuple(arrange(page.groups, frame))
    return Node("GROUP", page.title, frame, settings, children=children)


def _below(groups: Iterable[Group], page: Frame) -> Iterator[Node]:
    """Yield groups below each other, each in rows of cells."""
    groups = list(groups)
    units = sum(height(row) for group in groups for row in rows(group))
    unit = min(TALLEST, (page.height - len(groups) * TITLE) // units)
    width, y = page.width // COLUMNS, 0
    for group in groups:
        yield _label(group.title, Frame(GAP, y, page.width - GAP, TITLE), LEFT)
        y += TITLE
        for row in rows(group):
            for column, control in row:
                frame = Frame(column * width, y, span(control) * width, unit * height(row))
                yield _cell(control, frame, EAST)
            y += unit * height(row)


def _beside(groups: Iterable[Group], page: Frame) -> Iterator[Node]:
    """Yield groups beside each other, each a column of cells; the first is four times as high."""
    groups = list(groups)
    width = min(page.width // len(groups), page.width // COLUMNS)
    for number, group in enumerate(groups):
        x, y = number * width, TITLE
        yield _label(group.title, Frame(x, 0, width, TITLE), MIDDLE)
        unit = (page.height - TITLE) // (len(group.controls) + 3)
        for index, control in enumerate(group.controls):
            frame = Frame(x, y, width, unit if index else 4 * unit)
            yield _cell(control, frame, EAST if index else NORTH)
            y += frame.height


def _cell(control: Control, frame: Frame, orientation: int) -> Node:
    """Return a control under its name and, where it has one, its value in its own unit."""
    inner = frame.width - 2 * GAP
    if control.kind in (Kind.BUTTON, Kind.SWITCH):
        room = Frame(GAP, GAP, inner, frame.height - 2 * GAP)
        name = _label(control.label, room, MIDDLE)
        children: tuple[Node, ...] = (_control(control, room, orientation), name)
    else:
        half = inner // 2
        room = Frame(GAP, LABEL, inner, frame.height - LABEL - GAP)
        children = (
            _label(control.label, Frame(GAP, 0, half, LABEL), LEFT),
            *_reading(control, Frame(GAP + half, 0, half, LABEL)),
            *_controls(control, room, orientation),
        )
    settings: dict[str, Setting] = {"color": CLEAR, "interactive": False, "outline": False}
    return Node("GROUP", control.label, frame, settings, children=children)


# -- what things are


def _controls(control: Control, frame: Frame, orientation: int) -> Iterator[Node]:
    """Yield a control and what is written on it; a number can only be read."""
    if control.kind is not Kind.NUMBER:
        yield _control(control, frame, orientation)
    choices = control.choices
    for number, name in enumerate(choices):
        start, end = (frame.width * each // len(choices) for each in (number, number + 1))
        room = frame._replace(x=frame.x + start, width=end - start)
        yield _label(name, room, MIDDLE)._replace(kind="TEXT")  # which may take several lines


def _control(control: Control, frame: Frame, orientation: int) -> Node:
    steps = len(control.choices)
    looks: dict[Kind, tuple[str, dict[str, Setting]]] = {
        Kind.FADER: ("FADER", {"color": BLUE, "orientation": orientation, "grid": False}),
        Kind.SWITCH: ("BUTTON", {"color": ORANGE, "buttonType": TOGGLE_ON_PRESS}),
        Kind.CHOICE: ("RADIO", {"color": GREEN, "orientation": EAST, "steps": steps}),
        Kind.BUTTON: ("BUTTON", {"color": GREY}),
        Kind.PAD: ("XY", {"color": GREEN}),
    }
    kind, settings = looks[control.kind]
    keys = "xy" if control.kind is Kind.PAD else "x"
    held = tuple((key, "0") for key in keys)
    return Node(kind, control.label, frame, settings, held, (_message(control, keys),))


def _label(text: str, frame: Frame, align: int) -> Node:
    settings: dict[str, Setting] = {
        "background": False,
        "color": CLEAR,
        "interactive": False,
        "outline": False,
        "textAlignH": align,
        "textColor": WHITE,
        "textSize": 12,
    }
    return Node("LABEL", text, frame, settings, (("text", text),))


def _reading(control: Control, frame: Frame) -> Iterator[Node]:
    """Yield a label that shows what is told of a parameter in its own unit."""
    if control.native and control.kind in (Kind.FADER, Kind.NUMBER):
        message = osc(control.native, [partial("VALUE", "STRING", "text")], sends=False)
        name = f"{control.label} value"
        yield _label("", frame, RIGHT)._replace(name=name, messages=(message,))


def _message(control: Control, keys: str) -> Element:
    """Return the message that a control sends and, unless it is a button, follows."""
    if control.kind is Kind.BUTTON:
        numbers = [] if control.argument is None else [str(control.argument)]
        given = [partial("CONSTANT", "INTEGER", number) for number in numbers]
        return osc(control.address, given, "x", receives=False, condition="RISE")
    conversion = "INTEGER" if control.kind is Kind.CHOICE else "FLOAT"
    return osc(control.address, [partial("VALUE", conversion, key) for key in keys], keys)
