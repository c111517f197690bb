from __future__ import annotations

from pathlib import Path

from generator.engine.guard import Faults, muted
from generator.engine.orchestra import Orchestra
from generator.session.console import MAXIMUM_REPORTS, Console

OWN = Orchestra(
    path=Path("own.csd"),
    text="instr 1\nendin",
    origins=((Path("own.csd"), 7), (Path("own.csd"), 8)),
    setup=(),
    options=(),
    dropped=(),
)

XRUNS = [
    "WARNING: rtjack: xrun in real time audio",
    "WARNING: Buffer underrun in real-time audio output",
]


def test_xruns_are_counted_where_the_module_tells_of_them() -> None:
    console = Console("jack", OWN)
    console.take(XRUNS)
    console.take([*XRUNS, "SECTION 1:", "ftable 101:"])
    assert console.xruns == 4
    assert not console.reports


def test_a_module_that_tells_of_none_has_no_count() -> None:
    console = Console("pulse", OWN)
    console.take(XRUNS)
    assert console.xruns is None


def test_errors_are_passed_on_the_first_few() -> None:
    console = Console("null", OWN)
    console.take([f"INIT ERROR in instr {n}: file not found" for n in range(100)])
    assert len(console.reports) == MAXIMUM_REPORTS
    assert console.reports[0] == "Csound: INIT ERROR in instr 0: file not found"


def test_an_error_is_told_once_with_file_and_line() -> None:
    console = Console("null", OWN)
    for _ in range(2):
        console.take(["INIT ERROR in instr 1 (opcode diskin2) line 2: no such file"])
    assert list(console.reports) == [
        "own.csd:8: Csound: INIT ERROR in instr 1 (opcode diskin2) line 2: no such file"
    ]


def test_errors_stay_troubles_with_their_place() -> None:
    console = Console("null", OWN)
    console.take(["INIT ERROR in instr 1 line 2: no such file", "SECTION 1:"])
    console.reports.clear()
    assert console.troubles == ["own.csd:8: Csound: INIT ERROR in instr 1 line 2: no such file"]


def test_what_csound_says_at_every_note_is_shown_once() -> None:
    console = Console("jack", OWN)
    every_note = "WARNING: instr Pluck uses 7 p-fields but is given 8"
    assert console.take([every_note, "SECTION 1:", every_note]) == [every_note, "SECTION 1:"]
    assert console.take(["SECTION 1:", every_note, XRUNS[0]]) == ["SECTION 1:", XRUNS[0]]


def test_a_muted_instrument_is_told_of_once_and_stays_a_trouble() -> None:
    console = Console("null", OWN)
    for faults in (Faults(), Faults(2, ("Bad",)), Faults(2, ("Bad",)), Faults(5, ("Bad", "9"))):
        console.hear(faults)
    assert list(console.reports) == console.troubles == [muted("Bad"), muted("9")]
