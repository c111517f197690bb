"""The composers' vocabulary: complete, described, and as the table says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import cli, composition, patterns, theory
from generator.session.vocabulary import vocabulary, word_named

TABLE = Path(__file__).resolve().parents[2] / ".github" / "vocabulary.md"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["patterns", *arguments]) == 0
    return capsys.readouterr().out


def test_every_pattern_can_be_imported_from_the_room_and_is_told_of() -> None:
    words = {(word.room, word.name) for word in vocabulary()}
    assert {("patterns", name) for name in patterns.CATALOGUE} <= words
    assert len(words) > 200


@pytest.mark.parametrize("room", [patterns, composition, theory], ids=lambda room: room.__name__)
def test_what_is_public_is_sorted_and_there(room: object) -> None:
    names: list[str] = room.__all__  # type: ignore[attr-defined]
    assert len(names) == len(set(names))
    assert all(hasattr(room, name) for name in names)


def test_what_can_be_used_shows_an_example() -> None:
    functions = [word for word in vocabulary() if word.name.islower()]
    assert [word.name for word in functions if ">>>" not in word.text] == []


def test_all_of_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "euclidean")
    assert shown.startswith("from generator.patterns import euclidean\n\neuclidean(hits, steps=8")
    assert "Toussaint" in shown
    assert ">>>" in shown
    assert word_named("spread").room == "patterns"  # theory has a voicing of that name


def test_a_name_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["patterns", "euclidian"]) == 2
    assert "did you mean euclidean" in capsys.readouterr().err


def test_the_table_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """If not: scoretime patterns --markdown > .github/vocabulary.md."""
    assert said(capsys, "--markdown") == TABLE.read_text(encoding="utf-8")


def test_it_can_be_read_by_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    words = json.loads(said(capsys, "--json"))
    assert {word["name"] for word in words} >= {"walk", "notes", "Scale"}
