"""What is on a controller's layout, whatever program shows it: pages of groups of controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.control.addresses import MACRO, SEED, Form, endpoints
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

COLUMNS = 8
FEW_CHOICES = 6
SNAPSHOTS = 8
GLOBAL = frozenset(
    {"tempo", "swing", SEED, "root", "mode", "density", "energy", "register", "dynamics"}
    | {"legato", "variation"}
)


class Kind(StrEnum):
    """What a control looks like."""

    FADER = "fader"
    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    BUTTON = "button"
    PAD = "pad"


@dataclass(frozen=True, slots=True)
class Control:
    """One control.

    address: where it sends, and where it is told what it should show. native: where a parameter is
    told in its own unit, if it is. argument: what a button sends, if it sends anything.
    """

    kind: Kind
    label: str
    address: str
    parameter: Parameter | None = None
    native: str = ""
    argument: int | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The names between which it chooses, if it does."""
        return () if self.parameter is None else self.parameter.choices


Row = list[tuple[int, Control]]


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that belong together. strip: whether it is one part's, to stand beside others."""

    title: str
    controls: tuple[Control, ...]
    strip: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What is seen at once."""

    title: str
    groups: tuple[Group, ...]


def pages(subject: Subject) -> list[Page]:
    """Return the pages for what is played, with every parameter on one of them."""
    controls = _controls(subject)
    macros = [each for each in controls if each.startswith(MACRO)]
    strips = {part: [key for key in controls if _in_strip(key, part)] for part in subject.parts}
    placed = {*macros, *GLOBAL, *(key for keys in strips.values() for key in keys)}
    rest = [each for each in subject.declared if each.id not in placed]
    generative = [each.id for each in rest if each.channel is None]
    sounding = [each.id for each in rest if each.channel is not None]

    def group(title: str, keys: Iterable[str], strip: bool = False) -> Group:
        return Group(title, tuple(controls[key] for key in keys), strip)

    shared = [key for key in controls if key in GLOBAL]
    found = [
        Page("play", (TRANSPORT, group("macros", macros), SNAPSHOT)),
        Page("music", (group("global", shared), group(subject.title, generative))),
        Page("sound", (group("effects", sounding),)),
        Page("parts", tuple(group(part, keys, True) for part, keys in strips.items())),
    ]
    filled = (Page(page.title, tuple(filter(_holds, page.groups))) for page in found)
    return [page for page in filled if page.groups]


def _holds(group: Group) -> bool:
    return bool(group.controls)


def _in_strip(key: str, part: str) -> bool:
    return key.startswith(f"{part}.")


def _controls(subject: Subject) -> dict[str, Control]:
    """Return a control for each parameter, by id."""
    by_form: dict[tuple[str, Form], str] = {}
    for endpoint in endpoints(subject).values():
        by_form.setdefault((endpoint.parameter, endpoint.form), endpoint.address)
    return {
        each.id: _control(
            each,
            by_form.get((each.id, Form.POSITION), ""),
            by_form.get((each.id, Form.NATIVE), ""),
            subject.parts,
        )
        for each in subject.declared
    }


def _control(parameter: Parameter, address: str, native: str, parts: Iterable[str]) -> Control:
    kind = _kind(parameter)
    label = parameter.id.removeprefix(MACRO)
    for part in parts:
        label = label.removeprefix(f"{part}.")
    if kind in (Kind.CHOICE, Kind.NUMBER):
        address = native
    return Control(kind, label.replace("_", " "), address, parameter, native)


def _kind(parameter: Parameter) -> Kind:
    if parameter.id == SEED:
        return Kind.NUMBER
    if parameter.choices:
        return Kind.CHOICE
    return Kind.SWITCH if parameter.warp is Warp.TOGGLE else Kind.FADER


# -- how much room it takes


def rows(group: Group) -> Iterator[Row]:
    """Yield the rows of a group on a page of 8 columns: controls with their first columns."""
    row: Row = []
    column = 0
    for control in group.controls:
        if column + span(control) > COLUMNS:
            yield row
            row, column = [], 0
        row.append((column, control))
        column += span(control)
    yield row


def span(control: Control) -> int:
    """Return how many columns a control takes."""
    if control.kind is Kind.CHOICE:
        return COLUMNS // 2 if len(control.choices) <= FEW_CHOICES else COLUMNS
    return SPANS.get(control.kind, 2)


def height(row: Row) -> int:
    """Return how high a row is, that of a fader being 1."""
    return max(HEIGHTS.get(control.kind, 1) for _, control in row)


SPANS = {Kind.BUTTON: 1, Kind.SWITCH: 1, Kind.PAD: 3}
HEIGHTS = {Kind.PAD: 3}


# -- what every performance has


TRANSPORT = Group(
    "transport",
    (
        Control(Kind.BUTTON, "play", "/transport/play"),
        Control(Kind.BUTTON, "pause", "/transport/pause"),
        Control(Kind.BUTTON, "stop", "/transport/stop"),
        Control(Kind.BUTTON, "tap tempo", "/tempo/tap"),
        Control(Kind.SWITCH, "record", "/transport/record"),
        Control(Kind.BUTTON, "reroll", "/reroll"),
        Control(Kind.BUTTON, "all notes off", "/allnotesoff"),
        Control(Kind.BUTTON, "panic", "/panic"),
    ),
)
SNAPSHOT = Group(
    "snapshots",
    (
        *(
            Control(Kind.BUTTON, f"{verb} {number}", f"/snapshot/{verb}", argument=number)
            for verb in ("store", "recall")
            for number in range(1, SNAPSHOTS + 1)
        ),
        Control(Kind.PAD, "morph 1 to 4", "/morph"),
    ),
)
