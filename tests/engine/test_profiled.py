from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from generator.engine.orchestra import load
from generator.engine.profiled import ProfiledCsound, Timings, with_clocks
from generator.errors import EngineError, OrchestraError

CYCLE = 0.001
LOOK, TIMING = 50e-9, 120e-9

HEADER = "sr = 48000\nksmps = 32\nnchnls = 2\n0dbfs = 1\n"


class Machine:
    """Processor, wall and an orchestra of two instruments, all by arithmetic.

    Each call performs ten cycles of 1 ms, in which a voice of the first instrument works for
    20 us and two of the second for 5 us each.
    """

    def __init__(self) -> None:
        self.table = np.zeros((5, 4))
        self.cpu_seconds = self.wall_seconds = 0.0
        self.timings = Timings(self.table, self._cpu, self._wall)

    def _cpu(self) -> int:
        return round(self.cpu_seconds * 1e9)

    def _wall(self) -> int:
        return round(self.wall_seconds * 1e9)

    def call(self, others_seconds: float = 0.0) -> None:
        """Perform; meanwhile others have the processor while the second instrument is at work."""
        self.timings.perform(lambda frames: self._perform(others_seconds), 480)

    def _perform(self, others_seconds: float) -> None:
        work = np.array([TIMING, 0.0, 20e-6, 10e-6, 0.0]) * 10
        cycles = np.array([10, 10, 10, 20, 0])
        self.table[:, 0] += work + cycles * LOOK
        self.table[3, 0] += others_seconds
        self.table[:, 1] += cycles
        self.cpu_seconds += 400e-6
        self.wall_seconds += 400e-6 + others_seconds

    def seconds(self) -> tuple[float, ...]:
        times = self.timings.times(["Pad", "3", "30007"], CYCLE)
        return tuple(each.seconds for each in times.instruments)


def test_the_clocks_are_taken_off() -> None:
    machine = Machine()
    for _ in range(10):
        machine.call()
    machine.timings.settle()
    times = machine.timings.times(["Pad", "3", "30007"], CYCLE)
    pad, three, tap = times.instruments
    assert (pad.name, pad.host, three.name, three.host, tap.name, tap.host) == (
        *("Pad", False, "3", False),
        *("Tap", True),
    )
    assert machine.seconds() == pytest.approx((100 * 20e-6, 100 * 10e-6, 0.0))
    assert (pad.voice_seconds, three.voice_seconds) == pytest.approx((0.1, 0.2))
    assert times.audio_seconds == pytest.approx(0.1)
    assert times.performing == pytest.approx(10 * 400e-6)
    assert times.clocks == pytest.approx(100 * (TIMING + LOOK) + 300 * TIMING)


def test_what_others_took_is_no_instruments() -> None:
    """Half of the calls take eleven times as long: the others stand for all."""
    machine = Machine()
    for call in range(10):
        machine.call(others_seconds=4e-3 * (call % 2))
    machine.timings.settle()
    assert machine.seconds() == pytest.approx((100 * 20e-6, 100 * 10e-6, 0.0), rel=1e-6)
    assert machine.timings.seconds == pytest.approx(10 * 400e-6)


def test_where_others_are_never_away_all_is_scaled() -> None:
    machine = Machine()
    for _ in range(10):
        machine.call(others_seconds=4e-3)
    machine.timings.settle()
    pad, three, _ = machine.seconds()
    assert 0.0 < pad < 100 * 20e-6
    assert pad + three < 10 * 400e-6


def test_initialising_counts_without_the_clock() -> None:
    machine = Machine()
    machine.call()
    before = machine.seconds()[0]
    machine.timings.perform(lambda frames: machine.table.__setitem__((2, 2), 5e-3 + 3 * LOOK), 480)
    machine.table[2, 3] += 3
    machine.cpu_seconds += 0.0
    machine.timings.settle()
    assert before == 0.0  # the block is not over
    assert machine.timings.times(["Pad", "3", "4"], CYCLE).instruments[0].notes == 3


def test_nothing_performed_is_nothing_spent() -> None:
    machine = Machine()
    machine.timings.settle()
    times = machine.timings.times(["Pad", "3", "4"], CYCLE)
    assert (times.performing, times.clocks) == (0.0, 0.0)
    assert machine.seconds() == (0.0, 0.0, 0.0)


def test_clocks_stand_inside_of_every_instrument() -> None:
    text = "; instr 9\ninstr +Reverb ; one\n  /* endin\ninstr 8 */\n endin\ninstr 1, 2\nendin"
    lines, names = with_clocks(text)
    assert names == ["Reverb", "1, 2"]
    body = lines.split("\n")
    assert body[body.index("; instr 9") :] == [
        *("; instr 9", "instr +Reverb ; one", "$ProfileIn(2)", "  /* endin", "instr 8 */"),
        *("$ProfileOut(2)", " endin", "instr 1, 2", "$ProfileIn(3)", "$ProfileOut(3)", "endin"),
    ]


# -- with Csound


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ProfiledCsound]:
    """Instruments that Csound must be asked to work on for a known part of the time."""
    path = tmp_path / "own.csd"
    work = "  kLoop = 0\n  while kLoop < {} do\n    kLoop += 1\n  od\n"
    instruments = "".join(
        f"instr {name}\n{work.format(loops)}endin\n"
        for name, loops in (("10", 100), ("Hard", 2000), ("30, 31", 100))
    )
    path.write_text(
        f"<CsoundSynthesizer>\n<CsInstruments>\n{HEADER}{instruments}</CsInstruments>\n"
        "</CsoundSynthesizer>\n"
    )
    engine = ProfiledCsound(load(path), {})
    yield engine
    engine.close()


def test_times_are_those_of_the_work(own: ProfiledCsound) -> None:
    for number in (10.0, float(own._numbers["Hard"]), 30.0, 31.0):
        own._send(number, 0.0, 1.0)
    for _ in range(2):
        own.perform(24_000)
    times = {each.name: each for each in own.times.instruments}
    ten, hard, shared = times["10"], times["Hard"], times["30, 31"]
    assert (ten.notes, hard.notes, shared.notes) == (1, 1, 2)
    assert (ten.voice_seconds, shared.voice_seconds) == pytest.approx((1.0, 2.0), abs=0.01)
    assert hard.seconds > 3.0 * ten.seconds, "it has twenty times the work"
    assert own.times.audio_seconds == pytest.approx(1.0)
    spent = sum(each.seconds for each in own.times.instruments) + own.times.clocks
    assert 0.3 < spent / own.times.performing < 2.0


def test_a_mistake_is_told_as_without_clocks(tmp_path: Path) -> None:
    path = tmp_path / "bad.csd"
    body = f"{HEADER}instr 1\nendin\ninstr 2\n  out nothing(1)\nendin\n"
    path.write_text(
        f"<CsoundSynthesizer>\n<CsInstruments>\n{body}</CsInstruments>\n</CsoundSynthesizer>\n"
    )
    line = path.read_text().splitlines().index("  out nothing(1)") + 1
    with pytest.raises(OrchestraError, match=rf"bad\.csd:{line}: "):
        ProfiledCsound(load(path), {})


def test_an_orchestra_that_clocks_do_not_go_into_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.csd"
    body = f"{HEADER}instr 1, \\\n2\nendin\n"
    path.write_text(
        f"<CsoundSynthesizer>\n<CsInstruments>\n{body}</CsInstruments>\n</CsoundSynthesizer>\n"
    )
    with pytest.raises(EngineError, match="leave out --profile"):
        ProfiledCsound(load(path), {})
