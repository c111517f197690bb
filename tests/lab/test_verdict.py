from __future__ import annotations

from dataclasses import replace

import pytest

from generator.lab import verdict as words
from generator.lab.loads import Load
from generator.lab.report import Report
from generator.lab.search import LookAhead
from generator.lab.verdict import remedies, verdict
from tests.lab.measuring import MACHINE, report, wanted

BUSY = Load("threads:4", {"threads": "4"})


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words.sys, "platform", "linux")


def played_on(asked: Report, **audio: object) -> Report:
    asked.measured = [
        replace(each, audio=replace(each.audio, **audio))  # type: ignore[arg-type]
        for each in asked.measured
    ]
    return asked


def test_it_says_what_was_played_on_and_that_all_held() -> None:
    said = verdict(report(wanted(buffers=(128, 1024))))
    assert said[0] == "audio: null (no sound card takes part), 44100 Hz"
    assert "2.9 ms with buffers of 128 frames, 23.2 ms with buffers of 1024 frames" in said[1]
    assert said[2] == "real-time priority: granted"
    assert said[3] == "scheduled: every click on its sample in 2 of 2 conditions"


def test_the_steadiest_clock_at_the_wrong_tempo_is_named() -> None:
    said = verdict(report(wanted(buffers=(128, 1024))))
    assert "spread alone misleads: score-time is steady to 0.00 ms but plays 117.45 BPM" in said[-1]
    assert not any("misleads" in text for text in verdict(report(wanted("scheduled"))))


def test_notes_that_were_late_are_counted_where_ours_did_not_hold() -> None:
    made = report(wanted("scheduled"))
    made.measured = [replace(each, late=3, dropped=1) for each in made.measured]
    said = verdict(made)
    assert "in 0 of 1 conditions" in said[3]
    assert said[4].endswith("120 BPM: 3 notes late, 1 dropped of 12")


def test_the_smallest_look_ahead_is_told_beside_each_load() -> None:
    made = report(wanted("scheduled", loads=(Load("idle"), BUSY)))
    made.look_aheads = [
        LookAhead("idle", 128, 10.0, 300.0, 4, 48),
        LookAhead("threads:4", 128, None, 300.0, 9, 48),
    ]
    said = "\n".join(verdict(made))
    assert (
        "held beside idle with buffers of 128 frames: 10 ms (with less, 4 of 48 notes late" in said
    )
    assert "no look-ahead held beside threads:4 with buffers of 128 frames: at 300 ms, 9" in said


def test_where_all_is_well_there_is_nothing_to_change() -> None:
    made = played_on(report(wanted()), module="jack", device="system:playback_")
    made.look_aheads = [LookAhead("idle", 128, 10.0, 300.0, 0, 0)]
    assert remedies(made) == []
    assert verdict(made)[0] == "audio: jack on system:playback_, 44100 Hz"


def test_what_to_change_comes_with_the_command() -> None:
    made = played_on(report(wanted(buffers=(128, 1024))), realtime=False)
    made.look_aheads = [LookAhead("threads:4", 128, 75.0, 300.0, 9, 48)]
    audio, buffers, priority, look_ahead = remedies(made)
    assert "scoretime timing --audio jack" in audio
    assert buffers.startswith("buffers of 128 frames rather than 1024")
    assert "rtprio 95" in priority
    assert "usermod -aG audio" in priority
    assert "scoretime play --look-ahead 75 (the usual one is 52.9 ms)" in look_ahead


def test_with_priority_less_is_usual() -> None:
    made = played_on(report(wanted()), module="jack", realtime=True)
    made.look_aheads = [LookAhead("threads:4", 128, 50.0, 300.0, 9, 48)]
    (look_ahead,) = remedies(made)
    assert "scoretime play --look-ahead 50 (the usual one is 12.9 ms)" in look_ahead


def test_elsewhere_than_on_linux_no_command_of_linux_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words.sys, "platform", "darwin")
    made = played_on(report(wanted()), module="jack", realtime=False)
    assert remedies(made) == []


def test_a_server_other_than_jack_is_told_of_jack() -> None:
    (said,) = remedies(played_on(report(wanted()), module="pulse"))
    assert "--audio jack" in said


def test_xruns_are_counted_and_larger_buffers_advised() -> None:
    made = played_on(report(wanted()), module="jack")
    made.measured = [replace(each, xruns=20) for each in made.measured]
    assert "xruns: the device was not served in time 40 times" in verdict(made)
    assert remedies(made)[0].startswith("against xruns: larger buffers")


def test_of_nothing_there_is_no_verdict() -> None:
    nothing = Report(wanted(), MACHINE)
    assert (verdict(nothing), remedies(nothing)) == (["nothing was measured"], [])


def test_a_lost_beat_is_told() -> None:
    made = report(wanted("scheduled"))
    (each,) = made.measured
    figures = replace(each.figures, lost=1, largest_ms=500.0, largest_samples=22_050)
    made.measured = [replace(each, figures=figures)]
    assert "0 dropped of 12, 1 lost, largest error +500.00 ms" in verdict(made)[4]
