"""The address space as OSCQuery describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.control.addresses import Form, endpoints
from generator.control.osc.codec import decode, encode
from generator.control.osc.space import present
from generator.control.oscquery.tree import Tree
from generator.control.status import Status
from tests.control.surface import KeepingSurface, subject_of

JSON_TYPES = {"f": (float, int), "i": (int,), "s": (str,), "T": (bool,)}


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


def described(surface: KeepingSurface, path: str = "/") -> dict[str, Any]:
    tree = Tree(surface.subject)
    node = tree.find(path)
    assert node is not None
    return tree.describe(node, surface)


def leaves(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "TYPE" in node:
        yield node
    for each in node.get("CONTENTS", {}).values():
        yield from leaves(each)


def test_every_address_is_in_the_tree_once(surface: KeepingSurface) -> None:
    found = [node["FULL_PATH"] for node in leaves(described(surface))]
    assert sorted(found) == sorted(endpoints(surface.subject))


def test_what_is_there_can_be_found_by_its_path(surface: KeepingSurface) -> None:
    tree = Tree(surface.subject)
    for address in endpoints(surface.subject):
        node = tree.find(address)
        assert node is not None
        assert node.attributes["FULL_PATH"] == address
    assert tree.find("/param/") is tree.find("/param")
    assert tree.find("//") is tree.find("/") is tree.find("")
    assert tree.find("/parm") is None
    assert tree.find("/param//cutoff") is None


def test_types_and_access_follow_from_the_address_space(surface: KeepingSurface) -> None:
    by_path = {node["FULL_PATH"]: node for node in leaves(described(surface))}
    for address, endpoint in endpoints(surface.subject).items():
        node = by_path[address]
        assert node["ACCESS"] == endpoint.readable + 2 * endpoint.writable
        assert node["DESCRIPTION"].startswith(endpoint.description)
        if address != "/status/meter":
            assert node["TYPE"] == (endpoint.types.replace("x", "s") or "I")


def test_everything_about_arguments_has_an_entry_for_each(surface: KeepingSurface) -> None:
    for node in leaves(described(surface)):
        for name in {"RANGE", "UNIT", "CLIPMODE", "VALUE"} & set(node):
            assert len(node[name]) == len(node["TYPE"]), node
        for letter, value in zip(node["TYPE"], node.get("VALUE", []), strict=False):
            assert isinstance(value, JSON_TYPES[letter]), node


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/param/cutoff", [{"MIN": 0.0, "MAX": 1.0}]),
        ("/param/cutoff/native", [{"MIN": 20.0, "MAX": 20_000.0}]),
        ("/param/cutoff/ramp", [{"MIN": 0.0, "MAX": 1.0}, {"MIN": 0.0, "MAX": 3600.0}]),
        ("/param/mode/native", [{"MIN": 0.0, "MAX": 2.0, "VALS": [0.0, 1.0, 2.0]}]),
        ("/param/hold", None),
        ("/param/hold/native", [{"MIN": 0.0, "MAX": 1.0, "VALS": [0.0, 1.0]}]),
        ("/tempo", [{"MIN": 20.0, "MAX": 400.0}]),
        ("/tempo/ramp", [{"MIN": 20.0, "MAX": 400.0}, {"MIN": 0.0, "MAX": 3600.0}]),
        ("/seed", [{"MIN": 0, "MAX": 2**31 - 1}]),
        ("/macro/bright", [{"MIN": 0.0, "MAX": 1.0}]),
        ("/track/lead/mute", None),
        ("/track/bass_line/level", [{"MIN": 0.0, "MAX": 1.0}]),
        ("/piece", [{"VALS": ["example", "other"]}]),
        ("/morph", [{"MIN": 0.0, "MAX": 1.0}, {"MIN": 0.0, "MAX": 1.0}]),
        ("/note", [{"VALS": ["lead", "bass line"]}, None, {"MIN": 0.0, "MAX": 1.0}, None]),
        ("/status/beat", [{"MIN": 1}, {"MIN": 1}, {"MIN": 0.0, "MAX": 1.0}]),
        ("/status/nan", [{"MIN": 0}]),
        ("/status/xrun", [{"MIN": 0}]),
        ("/status/gap", [{"MIN": 0.0}]),
        ("/status/margin", None),
        ("/ping", None),
    ],
)
def test_ranges(path: str, said: list[Any] | None, surface: KeepingSurface) -> None:
    assert described(surface, path).get("RANGE") == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/param/cutoff", None),
        ("/param/cutoff/native", ["time.hz"]),
        ("/param/cutoff/ramp", [None, "time.second"]),
        ("/param/lead.level/native", ["gain.db"]),
        ("/tempo/ramp", ["time.bpm", "time.second"]),
    ],
)
def test_units(path: str, said: list[Any] | None, surface: KeepingSurface) -> None:
    assert described(surface, path).get("UNIT") == said


def test_a_choice_names_its_numbers(surface: KeepingSurface) -> None:
    said = described(surface, "/param/mode/native")["DESCRIPTION"]
    assert said.endswith(": 0 major, 1 minor, 2 blues")


def test_what_may_be_left_out_is_said(surface: KeepingSurface) -> None:
    assert described(surface, "/snapshot/recall")["OVERLOADS"] == [
        {"TYPE": "sf"},
        {"TYPE": "i"},
        {"TYPE": "if"},
    ]
    assert described(surface, "/reroll")["OVERLOADS"] == [{"TYPE": "s"}]
    assert "OVERLOADS" not in described(surface, "/tempo")


def test_values_are_those_of_the_moment(surface: KeepingSurface) -> None:
    assert described(surface, "/param/cutoff/native")["VALUE"] == [2_000.0]
    surface.values["cutoff"] = 20_000.0
    assert described(surface, "/param/cutoff/native")["VALUE"] == [20_000.0]
    assert described(surface, "/param/cutoff")["VALUE"] == [1.0]
    surface.values["lead.mute"] = 1.0
    assert described(surface, "/track/01/mute")["VALUE"] == [True]
    assert described(surface, "/seed")["VALUE"] == [7]


def test_values_are_what_osc_tells(surface: KeepingSurface) -> None:
    """And what is sent back as OSC is the same message."""
    surface.told = Status(
        bar=3, beat=2.25, meters=[0.5] * 4, cpu_percent=12.5, xruns=1, late=2,
        margin_ms=9.5, gap_ms=2.5,
    )  # fmt: skip
    tree = Tree(surface.subject)
    for target in tree.space.readable:
        node = described(surface, target.address)
        messages = list(present([target], surface))
        if not messages:
            assert target.address == "/error"
            assert "VALUE" not in node
            continue
        assert encode(target.address, node["TYPE"], *node["VALUE"]) == messages[0]
        assert len(decode(messages[0])[1]) == len(node["TYPE"])


def test_what_is_only_asked_for_has_no_value(surface: KeepingSurface) -> None:
    for address, endpoint in endpoints(surface.subject).items():
        if endpoint.form in (Form.ACTION, Form.RAMP, Form.NATIVE_RAMP):
            assert "VALUE" not in described(surface, address)


def test_values_that_do_not_fit_the_tree_are_left_out(surface: KeepingSurface) -> None:
    """As while one piece gives way to another."""
    surface.told = Status(meters=[0.5])
    assert "VALUE" not in described(surface, "/status/meter")
    del surface.values["cutoff"]
    assert "VALUE" not in described(surface, "/param/cutoff")
    surface.values["lead.level"] = 1000.0
    assert described(surface, "/param/lead.level")["VALUE"] == [1.0]


def test_a_container_has_contents_and_no_type(surface: KeepingSurface) -> None:
    node = described(surface, "/track")
    assert (node["ACCESS"], "TYPE" in node) == (0, False)
    assert sorted(node["CONTENTS"]) == ["01", "02", "bass_line", "lead"]
    assert described(surface, "/tempo")["CONTENTS"].keys() == {"tap", "ramp"}


def test_the_root_names_what_is_played() -> None:
    surface = KeepingSurface(subject_of("other"))
    assert described(surface)["DESCRIPTION"] == "Scoretime plays Other"
