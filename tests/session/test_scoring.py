from __future__ import annotations

from pathlib import Path

import pytest

from generator.composition import Note, Piece
from generator.control.commands import Action, Command
from generator.engine import orchestra
from generator.engine.null import NullEngine, RecordingEngine
from generator.errors import OutputError
from generator.session.ending import Extent
from generator.session.scoring import LiveScore, Relay
from generator.session.session import Session
from generator.session.setup import Setup, settled
from generator.timing.clock import VirtualClock

RATE = 48_000


@pytest.fixture
def setup() -> Setup:
    piece = Piece("rain", tempo_bpm=60)

    @piece.part("drops", instrument="Pluck")
    def drops(live):  # type: ignore[no-untyped-def]
        live.begin_section("first")
        for pitch in (60, 62, 64, 65):
            yield Note(pitch)

    sound = orchestra.load()
    setup = settled(piece, sound)
    setup.parameters.set("seed", 7)
    return setup


def test_the_score_follows_the_session_from_engine_to_engine(setup: Setup, tmp_path: Path) -> None:
    path, relay = tmp_path / "rain.sco", Relay()
    session = Session(setup, NullEngine(RATE), VirtualClock(), Extent(), relay)
    session.advance(2 * RATE)
    engine = RecordingEngine(RATE)
    session.attach(engine, VirtualClock())
    score = LiveScore(path, setup, RATE, relay, force=False)
    session.submit(Command(Action.SET, "master.level", -6.0))
    session.advance(9 * RATE)
    score.close()
    text = path.read_text()
    assert text.count("\ni ") == 4
    assert text.count("---- first") == 1
    assert "master.level_db = -6" in text
    assert text.endswith("e\n")
    assert len(engine.events) == 2
    assert not score.reports


def test_an_existing_score_is_kept_unless_forced(setup: Setup, tmp_path: Path) -> None:
    path = tmp_path / "rain.sco"
    path.write_text("mine")
    with pytest.raises(OutputError, match="exists: give --force"):
        LiveScore(path, setup, RATE, Relay(), force=False)
    assert path.read_text() == "mine"
    LiveScore(path, setup, RATE, Relay(), force=True).close()
    assert path.read_text().startswith("; rain: piece rain, seed 7")


def written(score: LiveScore) -> None:
    """Have what has been committed written, and wait for the disk."""
    score.write()
    score._chore.wait()


def test_a_score_that_is_gone_is_reported_once_and_at_once(setup: Setup, tmp_path: Path) -> None:
    path, relay = tmp_path / "rain.sco", Relay()
    score = LiveScore(path, setup, RATE, relay, force=False)
    written(score)
    assert path.read_text().startswith("; ")
    path.unlink()
    for _ in range(3):
        relay.section("later", 0.0, 0)
        written(score)
    (report,) = score.reports
    assert report.startswith("the score is not complete: cannot write")
    score.close()
    assert len(score.reports) == 1


def test_a_score_with_another_name_goes_on(setup: Setup, tmp_path: Path) -> None:
    score = LiveScore(tmp_path / "a.sco", setup, RATE, Relay(), force=False)
    moved = (tmp_path / "a.sco").rename(tmp_path / "b.sco")
    for _ in range(3):
        written(score)
    score.close()
    assert moved.read_text().endswith("e\n")
    (report,) = score.reports
    assert report.endswith("was moved or replaced; it goes on in the file that it began with")
