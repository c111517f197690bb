from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.composition.live import Live
from generator.composition.note import Note
from generator.composition.piece import Part
from generator.control.commands import Action, Applied, Command
from generator.control.journal import Header, JournalWriter
from generator.engine.profiled import InstrumentTime, Times
from generator.patterns.streams import stream
from generator.render.options import RenderOptions
from generator.render.profile import (
    COMMITTING,
    EVENTS,
    PERFORMING,
    STARTING,
    WATCHING,
    WRITING,
    DirectWorker,
    Profile,
    Profiler,
)
from generator.session.ending import Extent
from generator.session.hashes import orchestra_hash, piece_hash
from generator.session.rendering import render
from generator.session.setup import Choice
from generator.timing.line import Line

LOOK = 100  # nanoseconds that each look at the clock takes


class Processor:
    """Its time goes on when somebody works, and by a look at the clock."""

    def __init__(self) -> None:
        self.nanoseconds = 0

    def look(self) -> int:
        self.nanoseconds += LOOK
        return self.nanoseconds - LOOK

    def work(self, milliseconds: float) -> None:
        self.nanoseconds += round(milliseconds * 1e6)


@pytest.fixture
def processor() -> Processor:
    return Processor()


@pytest.fixture
def profiler(processor: Processor) -> Profiler:
    return Profiler(processor.look, lambda: processor.nanoseconds)


def line_of(name: str, processor: Processor, milliseconds: float) -> Line:
    def part(live: Live) -> object:
        while True:
            processor.work(milliseconds)
            yield Note(60, 1.0)

    return Line(Part(name, part, "Pad", number=1), Live({}, stream(1, name), 1, None), 0)


def test_everything_is_found_where_it_was_spent(processor: Processor, profiler: Profiler) -> None:
    slow, fast = line_of("slow", processor, 3.0), line_of("fast", processor, 1.0)

    def advance() -> None:
        processor.work(2.0)
        for _ in range(10):
            profiler.watch.step(slow, 0)
        for _ in range(5):
            profiler.watch.step(fast, 0)

    profiler.timed(STARTING, processor.work)(40.0)
    profiler.timed(COMMITTING, advance)()
    profiler.timed(PERFORMING, processor.work)(101.0)
    profiler.timed(WRITING, processor.work)(7.0)
    processor.work(5.0)  # nobody knows what for
    profile = profiler.profile(Times(2.0, performing=0.100, clocks=0.010, instruments=INSTRUMENTS))
    assert {each.name: each.seconds for each in profile.rest} == pytest.approx(
        {STARTING: 0.040, COMMITTING: 0.002, WRITING: 0.007, EVENTS: 0.020, WATCHING: 0.0},
        abs=1e-5,
    )
    parts = {each.name: each for each in profile.parts}
    assert [*parts] == ["slow", "fast"]
    assert (parts["slow"].steps, parts["fast"].steps) == (10, 5)
    assert parts["slow"].seconds == pytest.approx(0.030)
    assert parts["fast"].microseconds_per_step == pytest.approx(1000.0)
    assert profile.clock_seconds == pytest.approx(0.011, abs=1e-5)
    assert profile.seconds - profile.sum_seconds == pytest.approx(0.005, abs=2e-4)
    costs = [*profile.instruments, *profile.parts, *profile.rest]
    assert sum(each.seconds for each in costs) == pytest.approx(profile.sum_seconds)
    assert sum(each.share for each in costs) == pytest.approx(profile.sum_seconds / profile.seconds)


INSTRUMENTS = (
    InstrumentTime("Pad", 0.020, 4.0, 3, False),
    InstrumentTime("Reverb", 0.040, 2.0, 1, False),
    InstrumentTime("Tap", 0.010, 2.0, 1, True),
    InstrumentTime("Bell", 0.0, 0.0, 0, False),
    InstrumentTime("SetChannel", 0.0, 0.0, 20, True),
)


def test_instruments_are_told_from_the_dearest_on(profiler: Profiler) -> None:
    told = profiler.profile(Times(2.0, 0.1, 0.01, INSTRUMENTS)).instruments
    assert [(each.name, each.kind) for each in told] == [
        *(("Reverb", "held"), ("Pad", "notes"), ("Tap", "host"), ("SetChannel", "host"))
    ]
    reverb, pad, _, nothing = told
    assert (reverb.speed, reverb.seconds_per_voice_second) == pytest.approx((50.0, 0.020))
    assert (pad.speed, pad.seconds_per_voice_second) == pytest.approx((100.0, 0.005))
    assert (nothing.speed, nothing.seconds_per_voice_second) == (None, None)


def test_a_part_that_fails_has_spent_its_time(processor: Processor, profiler: Profiler) -> None:
    def part(live: Live) -> object:
        processor.work(4.0)
        yield from ()

    line = Line(Part("ends", part, "Pad", number=1), Live({}, stream(1, "a"), 1, None), 0)
    with pytest.raises(StopIteration):
        profiler.watch.step(line, 0)
    (cost,) = profiler.profile(Times(2.0, 0.0, 0.0, ())).parts
    assert (cost.name, cost.steps) == ("ends", 1)
    assert cost.seconds == pytest.approx(0.004)


def test_jobs_are_done_at_once() -> None:
    done: list[int] = []
    worker = DirectWorker(done.append)
    worker.put(1)
    assert done == [1]
    worker.close()


# -- with Csound


def written(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def profiled(
    tmp_path: Path, choice: Choice, extent: Extent, **options: Path
) -> tuple[Profile, list[str]]:
    """Render twice, once with a profile; the files must be the same."""
    profiles = []
    for name in ("plain", "timed"):
        folder = tmp_path / name
        folder.mkdir()
        asked = {key: folder / path for key, path in options.items()}
        wanted = RenderOptions(folder / "a.wav", quiet=True, profile=name == "timed", **asked)
        report, reports = render(choice, extent, wanted)
        profiles.append(report.profile)
    assert written(tmp_path / "plain") == written(tmp_path / "timed")
    assert profiles[0] is None
    assert profiles[1] is not None
    return profiles[1], reports


def test_the_flagship_sounds_the_same_and_is_accounted_for(tmp_path: Path) -> None:
    profile, reports = profiled(
        tmp_path,
        Choice("lattice", 1),
        Extent(2.5, tail_seconds=0.0),
        stems=Path("stems"),
        csd=Path("a.csd"),
        score=Path("a.sco"),
    )
    assert reports == []
    kinds = {each.name: each.kind for each in profile.instruments}
    assert {name for name, kind in kinds.items() if kind == "held"} >= {"Strip", "Reverb", "Master"}
    assert kinds["Tap"] == "host"
    assert "notes" in kinds.values()
    strip = next(each for each in profile.instruments if each.name == "Strip")
    assert (strip.notes, strip.voice_seconds) == (16, pytest.approx(16 * profile.audio_seconds))
    assert {each.name for each in profile.parts} >= {"pad", "pluck", "bell"}
    assert strip.seconds > 0.0
    assert 0.6 < profile.sum_seconds / profile.seconds < 1.1  # 0.98, but others may be busy


PIECE = """
from generator.composition import Note, Piece

piece = Piece("two", tempo_bpm=240.0)

def line(pitch):
    def part(live):
        while True:
            yield Note(pitch, 0.5, 0.3)
    return part

piece.add("low", line(40), "1")
piece.add("high", line(70), "2")
piece.add("lead", line(60), "Voice")
"""

ORCHESTRA = """\
<CsoundSynthesizer>
<CsOptions>
--omacro:LOUD=0.5
</CsOptions>
<CsInstruments>
ksmps = 16
nchnls = 1
0dbfs = 1
gaSend init 0
giSine ftgen 0, 0, 4096, 10, 1
seed 3
instr 1, 2 ; "instr 3"
  if (p5 > 200) kgoto High
  aOut = $LOUD * oscili:a(p4, p5, giSine)
  kgoto Done
High:
  aOut rand p4
Done:
  gaSend += aOut
endin
#ifdef NOTHERE
instr 7
endin
#end
instr Voice
  setksmps 4
  kTurn init 0
  kTurn += 1
  if kTurn == 100 then
    reinit Again
  endif
Again:
  aOut oscili p4, p5 * (1 + 0.01 * kTurn / 100), giSine
  out aOut * linsegr(0, 0.01, 1, 0.1, 0)
endin
instr 99
  /* endin */
  out gaSend + comb(gaSend, 0.5, 0.1)
  gaSend = 0
endin
</CsInstruments>
<CsScore>
i 99 0 -1
</CsScore>
</CsoundSynthesizer>
"""


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Choice]:
    def choice(piece: str = PIECE) -> Choice:
        files = tmp_path / "two.py", tmp_path / "own.csd"
        for path, text in zip(files, (piece, ORCHESTRA), strict=True):
            path.write_text(text)
        return Choice(str(files[0]), 1, csd=str(files[1]))

    return choice


def test_an_orchestra_of_ones_own(tmp_path: Path, own: Callable[..., Choice]) -> None:
    profile, reports = profiled(tmp_path, own(), Extent(2.0, tail_seconds=0.0))
    assert reports == []
    told = {each.name: each for each in profile.instruments if each.kind != "host"}
    assert set(told) == {"1, 2", "Voice", "99"}
    assert [told[name].kind for name in ("1, 2", "99")] == ["notes", "held"]
    assert told["1, 2"].notes == 2 * told["Voice"].notes == 32
    assert told["1, 2"].voice_seconds == pytest.approx(4.0, rel=0.05)


def test_an_instrument_that_is_not_there_takes_nothing(
    tmp_path: Path, own: Callable[..., Choice]
) -> None:
    choice = own(PIECE.replace("0.5, 0.3)", '0.5, 0.3, instrument="8" if pitch == 40 else "")'))
    profile, reports = profiled(tmp_path, choice, Extent(0.5, tail_seconds=0.0))
    assert "part 'low': note refused: no instrument named '8'" in reports
    told = {each.name: each.notes for each in profile.instruments if each.kind != "host"}
    assert told == {"1, 2": 4, "Voice": 4, "99": 1}
    assert {each.name: each.steps for each in profile.parts} == {"low": 4, "high": 4, "lead": 4}


def test_a_journal_with_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = Header(
        *("1", {}, "now", "loops", piece_hash("loops"), None, orchestra_hash(None), 7),
        *(48_000, 32, {"duration_seconds": 0.5, "bars": None, "tail_seconds": 0.0}, {}),
    )
    writer = JournalWriter(tmp_path / "a.jsonl", header)
    writer.applied([Applied(9600, 0.2, Command(Action.REROLL, "pad", 9.0))])
    writer.close(24_000, ended=True)
    asked = ["render", "--journal", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "a.wav")]
    assert main([*asked, "--profile", "--json"]) == 0
    profile = json.loads(capsys.readouterr().out)["profile"]
    assert {"instruments", "parts", "rest", "seconds", "sum_seconds"} < set(profile)
    assert "Reverb" in {each["name"] for each in profile["instruments"]}
    assert main([*asked, "--profile", "--force"]) == 0
    shown = capsys.readouterr().out
    assert "Reverb" in shown
    assert max(map(len, shown.splitlines()[1:])) <= 100
