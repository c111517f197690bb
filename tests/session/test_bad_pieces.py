"""Pieces that misbehave while they play: their part is stopped, and the others play on."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.control.journal_reading import read
from generator.engine.audio import AudioSettings
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.rendering import render_journal
from generator.session.setup import Choice
from tests.terminal.running import COMMAND

pytestmark = pytest.mark.live

GOOD = """\
import time
from generator.composition import Note, Piece, Rest

piece = Piece("bad", tempo_bpm=240)


@piece.part("good", instrument="Pluck")
def good(live):
    while True:
        yield Note(live.random.randrange(50, 70), 0.5, amplitude=0.4)


@piece.part("bad", instrument="Bell")
def bad(live):
    yield Note(72, 4, amplitude=0.3)
"""
BADNESS = {
    "loops": "    while True:\n        time.monotonic()  # bad",
    "raises": "    raise ValueError('no')  # bad",
    "takes all memory": "    kept = [0] * 10**12  # bad",
    "takes ever more": "    kept = []\n    while True:\n        kept += [0] * 1000  # bad",
    "keeps ever more": "    kept = []\n    while True:\n        yield Note(60, 0.5)\n"
    "        kept.append(bytes(1 << 30))  # bad",
    "sleeps": "    time.sleep(0.4)  # bad\n    yield Note(60)",
    "waits for ever": "    __import__('threading').Event().wait()  # bad",
}


PATIENCE_SECONDS = 30.0
SECONDS = 2.5
STUCK = "waits for ever"
CUT = ("loops", "sleeps", "takes ever more")


class Performed:
    """A performance of a piece that is bad in one way, and what was said meanwhile."""

    def __init__(self, folder: Path, badness: str) -> None:
        self.folder = folder
        self.seconds = SECONDS + 2.0 * (badness == STUCK)
        self.reports: list[str] = []
        piece = folder / "bad.py"
        piece.write_text(GOOD + BADNESS[badness] + "\n")
        self.front = Front(
            Plan(
                Choice(str(piece), 3),
                Extent(self.seconds, tail_seconds=0.0),
                AudioSettings("null"),
                recording=str(folder / "live.wav"),
                journal=str(folder / "live.jsonl"),
            )
        )

    def poll(self) -> None:
        self.reports += [each["report"] for each in self.front.poll(0.01) if "report" in each]

    def names_the_line(self, said: str) -> bool:
        """Whether a text names the bad line, or that of the loop around it."""
        piece = self.folder / "bad.py"
        lines = piece.read_text().splitlines()
        number = next(n for n, line in enumerate(lines, start=1) if line.endswith("# bad"))
        return any(f"{piece}:{number - back}" in said for back in (0, 1, 2))


@pytest.fixture(scope="module")
def performed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Performed]:
    """All of them, played at the same time."""
    played = {name: Performed(tmp_path_factory.mktemp("bad"), name) for name in BADNESS}
    rendering = rendered(played["loops"].folder)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(each.front.over for each in played.values()) and time.monotonic() < deadline:
        for each in played.values():
            if not each.front.over:
                each.poll()
    for each in played.values():
        each.front.stop()
    rendering.communicate(timeout=PATIENCE_SECONDS)
    return played


def rendered(folder: Path) -> subprocess.Popen[str]:
    """Start to render the bad piece of a folder; what it complains of is in `render.txt`."""
    asked = ["--duration", "1.5", "--tail", "0", "-o", str(folder / "render.wav")]
    with (folder / "render.txt").open("w") as complaints:
        return subprocess.Popen(
            [*COMMAND, "render", str(folder / "bad.py"), *asked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            text=True,
        )


def seconds_of(path: Path) -> float:
    return float(soundfile.info(path).duration)


@pytest.mark.parametrize("badness", [name for name in BADNESS if name != STUCK])
def test_the_part_is_stopped_with_its_line_and_the_rest_plays_on(
    performed: dict[str, Performed], badness: str
) -> None:
    played = performed[badness]
    stopped = [report for report in played.reports if "part 'bad' stopped at" in report]
    assert len(stopped) == 1, played.reports
    assert played.names_the_line(stopped[0])
    assert played.front.restarts == 0
    status = played.front.status()
    assert status.events + status.dropped >= 20, "eight a second, and the bell"
    assert status.dropped <= 12, "those whose time came while the part was not yet cut"
    assert seconds_of(played.folder / "live.wav") == pytest.approx(SECONDS, abs=0.01)


@pytest.mark.parametrize("badness", CUT)
def test_what_was_heard_is_rendered_from_the_journal(
    performed: dict[str, Performed], badness: str
) -> None:
    """The cut is in the journal, and the render does not hang where the performance did."""
    folder = performed[badness].folder
    again = folder / "again.wav"
    render_journal(read(folder / "live.jsonl"), RenderOptions(again, bits="32f", quiet=True))
    heard, _ = soundfile.read(folder / "live.wav")
    rendered, _ = soundfile.read(again)
    assert np.array_equal(heard, rendered)


def test_a_part_that_cannot_be_interrupted_is_left_out_by_the_next_engine(
    performed: dict[str, Performed],
) -> None:
    played = performed[STUCK]
    front, reports = played.front, played.reports
    assert front.restarts == 1, reports
    stuck = [each for each in reports if "part 'bad' does not come back at" in each]
    assert played.names_the_line(stuck[0])
    assert any("part 'bad' stopped" in each for each in front.troubles)
    assert front.status().events > 8
    taken_over = seconds_of(played.folder / "live.wav") - played.seconds
    assert -0.02 < taken_over < 1.0, "nothing is missing; taking over may take a moment"


def test_a_render_of_a_part_that_loops_for_ever_ends(performed: dict[str, Performed]) -> None:
    played = performed["loops"]
    said = (played.folder / "render.txt").read_text()
    assert "part 'bad' stopped at" in said
    assert played.names_the_line(said)
    assert seconds_of(played.folder / "render.wav") == pytest.approx(1.5, abs=0.01)
