"""Files of every kind, damaged at random: read, or refused in a line; never anything else."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.control.commands import Action, Applied, At, Command, Over
from generator.control.journal import JournalWriter
from generator.control.journal_reading import read
from generator.control.midi.store import Store
from generator.control.osc.bindings import OscBindings
from generator.control.snapshots import Bank
from generator.control.targets import Targets
from generator.errors import ScoretimeError, UsageError
from generator.files import DAMAGE
from gui.settings import Settings
from tests.control.journals import HEADER
from tests.control.surface import KeepingSurface, desk_of

ODD = [None, True, -1, 0, 1.5, 1e308, 2**63, 10**30, "", "x" * 300, [], {}, [[]], {"a": {}}, "\0"]
FEW = [None, True, -1, 1e308, 2**63, "x", [[]], {"a": {}}]
NAMES = [
    *(
        "journal",
        "applied",
        "late",
        "played",
        "action",
        "subject",
        "value",
        "values",
        "set",
        "note",
    ),
    *("format", "pieces", "labels", "bindings", "address", "target", "kind", "channel", "number"),
    *("mode", "place", "size", "scale", "page", "piece", "extent", "bars", "seed", "ramp", "at"),
]
leaves = st.sampled_from(ODD) | st.floats() | st.integers() | st.text(max_size=20)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)
texts = st.binary(max_size=300) | trees.map(lambda tree: json.dumps(tree).encode())
APPLIED = [
    Applied(0, 0.0, Command(Action.SET, "density", 0.5, source="key")),
    Applied(480, 0.5, Command(Action.RECALL, values=(("tempo", 90.0),), ramp=2.0, over=Over.BEATS)),
    Applied(960, 1.0, Command(Action.PIECE, "loops", at=At.BAR, due_sample=9600)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damage")


@pytest.fixture(scope="module")
def journal(folder: Path) -> list[Any]:
    """The entries of a journal."""
    path = folder / "whole.jsonl"
    writer = JournalWriter(path, HEADER)
    writer.applied(APPLIED)
    writer.late([(3, None), (4, 100)])
    writer.close(4800, ended=True)
    return [json.loads(line) for line in path.read_text().splitlines()]


def replaced(tree: Any, place: int, value: Any) -> Any:
    """Return a tree with the leaf or container of this number replaced."""
    count = -1

    def walk(each: Any) -> Any:
        nonlocal count
        count += 1
        if count == place:
            return value
        if isinstance(each, dict):
            return {key: walk(inner) for key, inner in each.items()}
        return [walk(inner) for inner in each] if isinstance(each, list) else each

    return walk(tree)


def refused(act: Callable[[], object]) -> None:
    """Do something that may be refused in one short line."""
    said = ""
    try:
        act()
    except ScoretimeError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 600


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_journal_with_anything_in_any_place(
    folder: Path, journal: list[Any], data: st.DataObject
) -> None:
    path = folder / "odd.jsonl"
    entries = [*journal]
    at = data.draw(st.integers(0, len(entries) - 1))
    entries[at] = replaced(entries[at], data.draw(st.integers(0, 25)), data.draw(trees))
    lines = [json.dumps(entry).encode() for entry in entries]
    lines.insert(data.draw(st.integers(0, len(lines))), data.draw(texts))
    path.write_bytes(b"\n".join(lines)[: data.draw(st.integers(0, 5000))])
    refused(lambda: read(path))


def test_every_value_of_a_journal_is_of_its_kind(folder: Path, journal: list[Any]) -> None:
    path = folder / "kinds.jsonl"
    read_anyway = 0
    for at, place, value in (
        (at, place, value) for at in range(len(journal)) for place in range(26) for value in FEW
    ):
        entries = [*journal]
        entries[at] = replaced(entries[at], place, value)
        path.write_text("\n".join(map(json.dumps, entries)) + "\n")
        try:
            found = read(path)
        except UsageError:
            continue
        read_anyway += 1
        header = found.header
        assert (type(header.seed), type(header.sample_rate), type(header.ksmps)) == (int, int, int)
        assert {type(each) for each in header.values.values()} <= {float}
        for applied in found.applied:
            assert applied == Applied(applied[0], applied[1], applied[2].checked())
            assert type(applied.onset_sample) is int
    assert read_anyway > 20, "a value of the right kind is as good as another"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=texts)
def test_snapshots_of_anything(folder: Path, data: bytes) -> None:
    path = folder / "snapshots.json"
    path.write_bytes(data)
    bank = Bank(path)
    for piece in ("lattice", ""):
        for name in bank.names(piece):
            assert {type(each) for each in bank.recall(piece, name).values()} <= {float}
    bank.close()
    path.unlink(missing_ok=True)
    for each in folder.glob("snapshots.json.bad*"):
        each.unlink()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=texts)
def test_bindings_of_anything(folder: Path, data: bytes) -> None:
    notices: deque[str] = deque()
    store = Store(folder / "midi", notices)
    store.path("a").parent.mkdir(exist_ok=True)
    store.path("a").write_bytes(data)
    store.load("a")
    (folder / "osc.json").write_bytes(data)
    bound = OscBindings(Targets(desk_of(KeepingSurface(), folder)), folder / "osc.json")
    assert all(each.control.startswith("/") for each in bound.bindings())
    bound.close()
    for each in (*folder.glob("osc.json.bad*"), *folder.glob("midi/*.bad*")):
        each.unlink()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=texts)
def test_what_the_window_remembers_of_anything(folder: Path, data: bytes) -> None:
    path = folder / "window.json"
    path.write_bytes(data)
    found = Settings.read(path)
    assert found.scale is None or 0.5 <= found.scale <= 4.0


@given(trees)
def test_any_message_is_a_command_or_none(tree: Any) -> None:
    refused(lambda: Command.from_message(tree))
    refused(lambda: Applied.from_message([1, 0.0, tree]))
    refused(lambda: Applied.from_message(tree))


def test_damage_is_all_that_can_be_raised_by_content() -> None:
    assert RecursionError not in DAMAGE, "which is a RuntimeError, and not let through"
