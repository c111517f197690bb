"""A piece with an instrument that computes NaN: live, rendered, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from generator.engine.audio import AudioSettings
from generator.engine.guard import muted
from generator.engine.orchestra import BUNDLED
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.rendering import render
from generator.session.setup import Choice
from generator.session.wire import Message

pytestmark = pytest.mark.live
TRIES = 3
RATE = 48_000
EXTENT = Extent(duration_seconds=2.0, tail_seconds=0.2)
BROKEN_BEAT = 1.0
PIECE = """
from generator.composition import Note, Piece, Rest

piece = Piece("half", tempo_bpm=60.0)


@piece.part("good", instrument="Good")
def good(live):
    while True:
        yield Note(60 + live.random.randrange(12), 0.125, amplitude=0.3)


@piece.part("bad", instrument="Bad")
def bad(live):
    yield Note(48, 1.0, amplitude=0.3)
    while True:
        yield Note(72, 0.25, amplitude=0.3)
"""
STRANGE = """<CsoundSynthesizer>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
instr Good
  aTone oscili p4 * linseg:k(0, 0.01, 1, p3 - 0.02, 1, 0.01, 0), p5
  outs aTone, aTone * 0.5
endin
instr Bad
  aTone = oscili:a(p4, p5) + 0 * log(200 - p5)
  outs aTone * 0.5, aTone
endin
</CsInstruments>
</CsoundSynthesizer>
"""
MIXED = """chnset 0, "part.2.reverb"
instr Good
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  PlaceInPart oscili:a(iAmp, iFreq) * linseg:a(0, 0.01, 1, p3 - 0.02, 1, 0.01, 0), 0.5, iPan, iPart
endin
instr Bad
  PlaceInPart oscili:a(p4, p5) + 0 * log(200 - p5), 0.5, p6, p7
endin
"""


def strange(folder: Path) -> Path:
    """Return an orchestra whose instruments write to the output."""
    path = folder / "strange.csd"
    path.write_text(STRANGE)
    return path


def mixed(folder: Path) -> Path:
    """Return an orchestra with the bundled mixer."""
    text = BUNDLED.read_text().replace('#include "', f'#include "{BUNDLED.parent}/')
    path = folder / "mixed.csd"
    path.write_text(text.replace("</CsInstruments>", f"{MIXED}</CsInstruments>"))
    return path


@pytest.fixture(params=[strange, mixed], ids=lambda make: make.__name__)
def choice(request: pytest.FixtureRequest, tmp_path: Path) -> Choice:
    """A piece whose second part breaks at its second note."""
    (tmp_path / "half.py").write_text(PIECE)
    make: Callable[[Path], Path] = request.param
    return Choice(str(tmp_path / "half.py"), 7, csd=str(make(tmp_path)))


def heard(path: Path) -> NDArray[np.float32]:
    frames, _ = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(frames)


def played(choice: Choice, recording: Path) -> tuple[Front, list[Message]]:
    """Play to the end; return the front and all that it was told, once no note came late."""
    for _ in range(TRIES):
        plan = Plan(choice, EXTENT, AudioSettings("null"), recording=str(recording), force=True)
        front, messages = Front(plan), []
        while not front.over:
            messages += front.poll(0.05)
        messages += front.stop()
        if front.status().late + front.status().dropped == 0:
            return front, messages
    pytest.fail(f"late notes in each of {TRIES} tries: the machine is overloaded")


def test_the_rest_sounds_on_live_as_rendered_and_the_instrument_is_named(
    choice: Choice, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.wav" for name in ("one", "two", "live")]
    for path in paths[:2]:
        _, reports = render(choice, EXTENT, RenderOptions(path, quiet=True))
        assert reports == [muted("Bad")]
    front, messages = played(choice, paths[2])
    one, two, live = map(heard, paths)
    assert np.array_equal(one, two)
    assert np.array_equal(one, live)

    assert [message["report"] for message in messages if "report" in message] == [muted("Bad")]
    assert front.troubles == [muted("Bad")]
    assert 1 <= front.status().broken <= 4

    (tmp_path / "half.py").write_text(PIECE.split('@piece.part("bad"')[0])
    render(choice, EXTENT, RenderOptions(paths[0], quiet=True, force=True))
    alone = heard(paths[0])
    assert np.isfinite(live).all()
    broken = round(BROKEN_BEAT * RATE)
    assert np.abs(live - alone)[broken // 2 : broken].max() > 0.05
    rest = slice(broken + RATE // 10, 2 * RATE)
    assert np.abs(alone[rest]).max() > 0.1
    assert np.abs(live - alone)[rest].max() < 0.001
