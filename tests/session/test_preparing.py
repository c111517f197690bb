"""Versions loaded beside the music, as an engine process does."""

from __future__ import annotations

import queue
import time
from pathlib import Path
from typing import Any

import pytest

from generator.session import preparing
from generator.session.editing import Versions
from generator.session.edits import OFF, Edits
from generator.session.mending import Fit
from generator.session.preparing import Preparing, message_of
from generator.session.version import Version
from tests.session.edited import PATH, PIECE, version

PATIENCE_SECONDS = 10.0
DIGEST = version().digest


class Prepared:
    """What prepares versions, and its answers."""

    def __init__(self) -> None:
        self.versions = Versions()
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._preparing = Preparing(self.versions, self._answers.put)

    def of(self, text: str) -> dict[str, Any]:
        """Return the answer to a text."""
        asked = version(text)
        self._preparing.ask(message_of(asked, asked.compiled()))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._answers.empty():
            self._preparing.look()
            assert time.monotonic() < deadline
            time.sleep(0.001)
        return self._answers.get()


def test_what_can_be_loaded_is_ready_to_be_taken() -> None:
    prepared = Prepared()
    assert prepared.of(PIECE) == {"prepared": DIGEST}
    piece, prints = prepared.versions.take(DIGEST)
    assert set(prints.parts) == {part.name for part in piece.parts} == {"drops", "low"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1 / 0", f"{PATH}:1: ZeroDivisionError: division by zero"),
        ("raise KeyboardInterrupt", f"{PATH}:1: KeyboardInterrupt: "),
        ("piece = 3", f"{PATH}:1: `piece` is a int: write `piece = Piece(...)`"),
    ],
)
def test_what_cannot_is_answered_with_its_line(line: str, why: str) -> None:
    answer = Prepared().of(line)
    assert answer == {"unprepared": version(line).digest, "why": why}


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(Versions, "_collect", lambda versions: None)  # others' callbacks are called
    answer = Prepared().of("while True:\n    pass")
    assert answer["why"] == f"{PATH}:1: it takes more than 0.05 s"


class Wire:
    """Keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: dict[str, Any]) -> None:
        self.sent.append(Version.from_message(message["edit"]["version"]).digest)


def fit(text: str) -> Fit:
    found = Version.of(Path(PATH), {PATH.name: text.encode()})
    return Fit(found, found.compiled())


def test_versions_are_passed_on_one_at_a_time_and_the_latest_counts() -> None:
    wire, edits = Wire(), Edits(version(), "beat")
    texts = [f"{PIECE}\n# {number}\n" for number in range(3)]
    for text in texts:
        edits.offer(fit(text))
        edits.pass_on(wire)  # type: ignore[arg-type]
    assert wire.sent == [version(texts[0]).digest]
    command = edits.prepared(wire.sent[0], {DIGEST})
    assert (command.action, command.subject, command.at) == ("edit", wire.sent[0], "beat")
    edits.pass_on(wire)  # type: ignore[arg-type]
    assert wire.sent[1:] == [version(texts[2]).digest]
    edits.again()
    edits.pass_on(wire)  # type: ignore[arg-type]
    assert wire.sent[2:] == [version(texts[2]).digest], "another engine has to prepare it too"
    edits.moment = OFF
    assert edits.prepared(wire.sent[2], {DIGEST}).at == "bar", "it was asked for by hand"
    assert edits.known.keys() == {DIGEST, wire.sent[2]}
