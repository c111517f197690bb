"""Layouts for controllers: what is on them, and whether their programs can read them."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from itertools import combinations
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from generator.control.addresses import Endpoint, endpoints
from generator.control.layouts import open_stage_control, touchosc
from generator.control.layouts.layout import COLUMNS, Control, Kind, pages, rows, span
from generator.control.osc.arguments import checked
from generator.control.surface import Subject
from generator.parameters import Parameter
from generator.session.setup import Choice, prepare
from generator.session.subject import subject_of as subject_of_setup
from tests.control.surface import subject_of

MANY = Subject(
    "many",
    "Many & <more>",
    tuple(f"part {number}" for number in range(1, 17)),
    (),
    (
        *(Parameter(f"own {number}", "x", 0.0, 1.0, 0.5) for number in range(60)),
        *(
            Parameter(f"part {part}.{key}", "x", 0.0, 1.0, 0.5)
            for part in range(1, 17)
            for key in "ab"
        ),
        *(Parameter(f"channel_{number}", "x", 0.0, 1.0, 0.5, channel="c") for number in range(100)),
    ),
)
SUBJECTS = {
    "test": subject_of(),
    "nothing": Subject("nothing", "", (), (), ()),
    "many": MANY,
    **{name: subject_of_setup(prepare(Choice(name, 0))) for name in ("lattice", "loops", "phase")},
}


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> Subject:
    return SUBJECTS[request.param]


def controls_of(subject: Subject) -> list[Control]:
    return [each for page in pages(subject) for group in page.groups for each in group.controls]


# -- what is on them


def test_every_parameter_is_on_one_page(subject: Subject) -> None:
    found = [each.parameter.id for each in controls_of(subject) if each.parameter is not None]
    assert sorted(found) == sorted(parameter.id for parameter in subject.declared)


def test_every_control_has_an_address_that_is_there(subject: Subject) -> None:
    known = endpoints(subject)
    for control in controls_of(subject):
        assert known[control.address].writable
        if control.parameter is not None:
            assert known[control.address].parameter == control.parameter.id
            assert known[control.address].readable
        if control.native:
            assert known[control.native].readable


def test_what_belongs_together_stands_together() -> None:
    titles = {
        page.title: [group.title for group in page.groups] for page in pages(SUBJECTS["test"])
    }
    assert titles == {
        "play": ["transport", "macros", "snapshots"],
        "music": ["global", "Example"],
        "sound": ["effects"],
        "parts": ["lead", "bass line"],
    }
    by_label = {each.label: each.kind for each in controls_of(SUBJECTS["test"])}
    assert by_label["mode"] is Kind.CHOICE
    assert by_label["seed"] is Kind.NUMBER
    assert by_label["mute"] is Kind.SWITCH
    assert by_label["bright"] is Kind.FADER


def test_rows_are_full_at_most(subject: Subject) -> None:
    for page in pages(subject):
        for group in page.groups:
            found = list(rows(group))
            assert [control for row in found for _, control in row] == list(group.controls)
            for row in found:
                ends = [column + span(control) for column, control in row]
                assert [column for column, _ in row] == [0, *ends[:-1]]
                assert ends[-1] <= COLUMNS


# -- TouchOSC


VALUES = {
    kind: set(keys.split())
    for keys, kinds in {
        "x": "BUTTON FADER RADIO",
        "x y": "XY",
        "page": "PAGER",
        "text": "LABEL TEXT",
        "": "GROUP",
    }.items()
    for kind in kinds.split()
}
LETTERS = {
    key: letter
    for letter, keys in {
        "s": "name script tabLabel",
        "r": "frame",
        "c": "color textColor tabColorOn tabColorOff textColorOn textColorOff",
        "b": "interactive outline background grid tabbar tabLabels",
        "i": "tabbarSize orientation buttonType steps textAlignH textSize",
    }.items()
    for key in keys.split()
}


def tosc(subject: Subject) -> Element:
    document = ElementTree.fromstring(zlib.decompress(touchosc.layout(subject)))
    assert (document.tag, document.attrib) == ("lexml", {"version": "3"})
    (root,) = document
    return root


def text(element: Element, path: str) -> str:
    found = element.find(path)
    assert found is not None, path
    return found.text or ""


def test_a_tosc_file_holds_what_touchosc_knows(subject: Subject) -> None:
    ids = set()
    for node in tosc(subject).iter("node"):
        ids.add(node.attrib["ID"])
        keys = {text(value, "key") for value in node.findall("values/value")}
        assert keys == VALUES[node.attrib["type"]] | {"touch"}
        for found in node.findall("properties/property"):
            assert LETTERS[text(found, "key")] == found.attrib["type"]
    assert len(ids) == len(list(tosc(subject).iter("node")))


def test_its_messages_are_right(subject: Subject) -> None:
    known = endpoints(subject)
    for node in tosc(subject).iter("node"):
        for message in node.findall("messages/osc"):
            (path,) = message.findall("path/partial")
            assert (text(path, "type"), text(path, "conversion")) == ("CONSTANT", "STRING")
            endpoint = known[text(path, "value")]
            given = [argument_of(each, node) for each in message.findall("arguments/partial")]
            if text(message, "send") == "1":
                assert checked(endpoint, given) is not None
                assert message.findall("triggers/trigger")
            if text(message, "receive") == "1":
                assert len(given) == len(endpoint.types)


def argument_of(partial: Element, node: Element) -> float:
    """Return what a node sends when it stands at 1; it must be read from a value that it has."""
    if text(partial, "type") == "CONSTANT":
        assert text(partial, "conversion") == "INTEGER"
        return float(text(partial, "value"))
    assert text(partial, "value") in VALUES[node.attrib["type"]]
    assert (text(partial, "scaleMin"), text(partial, "scaleMax")) == ("0", "1")
    return 1.0


def test_every_control_of_it_follows(subject: Subject) -> None:
    """At the address where it sends: all but buttons, which show nothing."""
    told = set()
    for message in tosc(subject).iter("osc"):
        if text(message, "receive") == "1":
            told.add(text(message, "path/partial/value"))
    wanted = {each.address for each in controls_of(subject) if each.kind is not Kind.BUTTON}
    assert wanted <= told
    assert text(message, "feedback") == "0"


def test_it_subscribes_by_itself() -> None:
    properties = tosc(SUBJECTS["test"]).findall("properties/property")
    (script,) = (text(each, "value") for each in properties if text(each, "key") == "script")
    assert "sendOSC('/subscribe')" in script
    assert 'local token = ""\n' in script


@pytest.mark.parametrize("token", ["correct-horse", 'quote"and\\slash'])
def test_it_shows_its_token_by_itself(token: str) -> None:
    subject = SUBJECTS["test"]
    [script] = re.findall(
        r"local token = (.*)\n", zlib.decompress(touchosc.layout(subject, token)).decode()
    )
    assert json.loads(script) == token
    root = json.loads(open_stage_control.session(subject, token))["content"]
    assert json.loads(root["onCreate"].split("\n")[0].removeprefix("var token = ")) == token


def frame_of(node: Element) -> tuple[int, int, int, int]:
    for each in node.findall("properties/property"):
        if text(each, "key") == "frame":
            x, y, width, height = (int(text(each, f"value/{name}")) for name in "xywh")
            return x, y, width, height
    raise AssertionError("no frame")


def test_nothing_lies_outside_or_over_something_else(subject: Subject) -> None:
    for node in tosc(subject).iter("node"):
        _, _, width, height = frame_of(node)
        children = [*node.findall("children/node")]
        for child in children:
            x, y, inner_width, inner_height = frame_of(child)
            assert min(x, y, inner_width - 1, inner_height - 1) >= 0
            assert x + inner_width <= width
            assert y + inner_height <= height
        groups = [frame_of(child) for child in children if child.attrib["type"] == "GROUP"]
        if node.attrib["type"] == "GROUP":  # the pages of a pager lie over each other
            assert not any(overlap(*pair) for pair in combinations(groups, 2))


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    return ax < bx + bw and bx < ax + aw and ay < by + bh and by < ay + ah


def test_the_same_layout_is_the_same_file() -> None:
    subject = SUBJECTS["lattice"]
    assert touchosc.layout(subject) == touchosc.layout(subject)
    assert open_stage_control.session(subject) == open_stage_control.session(subject)


def test_another_reader_of_tosc_files_finds_nothing_wrong(subject: Subject, tmp_path: Any) -> None:
    py2tosc = pytest.importorskip("py2tosc")
    path = tmp_path / "layout.tosc"
    path.write_bytes(touchosc.layout(subject))
    assert py2tosc.load(path).validate() == []


# -- Open Stage Control


COMMON = {
    *("type", "id", "interaction", "width", "height", "expand", "colorWidget", "alphaStroke"),
    *("css", "value", "address", "preArgs", "typeTags", "decimals", "bypass", "onCreate"),
}
PANEL = {"layout", "gridTemplate", "contain", "scroll", "innerPadding", "widgets"}
PROPERTIES = {
    "root": {"tabs"},
    "tab": PANEL | {"label"},
    "panel": PANEL,
    "text": {"align"},
    "fader": {"design", "horizontal", "range", "logScale"},
    "button": {"label", "mode"},
    "switch": {"values", "layout", "wrap"},
    "input": {"numeric", "validation"},
    "xy": {"snap"},
}


def widgets_of(subject: Subject) -> list[dict[str, Any]]:
    document = json.loads(open_stage_control.session(subject))
    assert document["type"] == "session"
    return list(inside(document["content"]))


def inside(widget: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield widget
    for child in (*widget.get("tabs", ()), *widget.get("widgets", ())):
        yield from inside(child)


def test_a_session_file_holds_what_open_stage_control_knows(subject: Subject) -> None:
    found = widgets_of(subject)
    for widget in found:
        assert set(widget) <= COMMON | PROPERTIES[widget["type"]], widget["type"]
    ids = [widget["id"] for widget in found]
    assert len(set(ids)) == len(ids)
    assert found[0]["type"] == "root"
    assert "send('/subscribe')" in found[0]["onCreate"]


def test_its_widgets_send_what_is_understood(subject: Subject) -> None:
    known = endpoints(subject)
    found = [widget for widget in widgets_of(subject) if "address" in widget]
    for widget in found:
        endpoint = known[widget["address"]]
        assert all(checked(endpoint, sent) is not None for sent in sent_by(widget))
        check_range(widget, endpoint, subject)
    wanted = {each.native or each.address for each in controls_of(subject)}
    assert {widget["address"] for widget in found} == wanted


def sent_by(widget: dict[str, Any]) -> list[list[float]]:
    """Return the arguments that a widget sends, at its ends."""
    ends = widget.get("range", {"min": 0.0, "max": 1.0})
    return {
        "fader": [[ends["min"]], [ends["max"]]],
        "button": [[1.0], [0.0]] if widget.get("mode") == "toggle" else [widget.get("preArgs", [])],
        "switch": [[value] for value in widget.get("values", {}).get("values", [])],
        "input": [[0.0]],
        "xy": [[0.0, 0.0], [1.0, 1.0]],
    }[widget["type"]]


def check_range(widget: dict[str, Any], endpoint: Endpoint, subject: Subject) -> None:
    parameter = subject.by_id.get(endpoint.parameter)
    if parameter is None or widget["type"] not in ("fader", "switch"):
        return
    for (sent,) in sent_by(widget):
        value = (
            parameter.value_at(sent) if "range" not in widget and "values" not in widget else sent
        )
        assert parameter.check(value) == value


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_a_logarithmic_fader_has_the_warp_of_its_parameter(place: float) -> None:
    """By the formula of Open Stage Control for a scale of a given base."""
    cutoff = SUBJECTS["test"].by_id["cutoff"]
    fader = next(
        each
        for each in widgets_of(SUBJECTS["test"])
        if each.get("address") == "/param/cutoff/native"
    )
    base, ends = fader["logScale"], fader["range"]
    bent = base**place / (base - 1.0) - 1.0 / (base - 1.0)
    value = ends["min"] + bent * (ends["max"] - ends["min"])
    assert value == pytest.approx(cutoff.value_at(place), rel=1e-9)
