"""Places of samples and beats: through tempo changes, pauses, rewinds and other engines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from gui.frame import Audio, Frame
from gui.timeline import KEPT_SECONDS, Timeline
from tests.control.surface import subject_of
from tests.gui.heard import RATE, frame_at

FRAME = 1.0 / 30.0


def played(timeline: Timeline, start: float, end: float, **differing: object) -> float:
    """Let a timeline see thirty frames a second at 120 BPM; return the time of the last."""
    seconds = start
    while seconds < end:
        timeline.see(frame_at(seconds, **differing))  # type: ignore[arg-type]
        seconds += FRAME
    return seconds - FRAME


def timeline_at(frame: Frame) -> Timeline:
    timeline = Timeline(frame.audio.sample_rate, frame.sample)
    timeline.see(frame)
    return timeline


def test_beats_lie_where_they_were_passed() -> None:
    timeline = Timeline(RATE)
    played(timeline, 0.0, 3.0)
    assert [beat.place for beat in timeline.beats] == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    assert [beat.bar for beat in timeline.beats] == [1, 0, 0, 0, 2, 0]


def test_beats_that_were_passed_stay_when_the_tempo_changes() -> None:
    timeline = Timeline(RATE)
    played(timeline, 0.0, 2.01)
    before = [*timeline.beats]
    for index in range(1, 61):
        seconds = 2.0 + index * FRAME
        timeline.see(frame_at(seconds, beats=4.0 + 4.0 * (seconds - 2.0), tempo_bpm=240.0))
    assert [*timeline.beats][: len(before)] == before
    later = [beat.place for beat in timeline.beats][len(before) :]
    assert later == pytest.approx([2.0 + 0.25 * index for index in range(1, len(later) + 1)])


def test_beats_to_come_lie_where_the_present_tempo_puts_them() -> None:
    timeline = Timeline(RATE)
    played(timeline, 0.0, 1.05)
    coming = list(timeline.coming(3.0))
    assert [beat.place for beat in coming] == pytest.approx([1.5, 2.0, 2.5])
    assert [beat.bar for beat in coming] == [0, 2, 0]
    passed = {beat.key for beat in timeline.beats}
    assert passed.isdisjoint(beat.key for beat in coming)


def test_a_beat_keeps_its_key_when_it_is_passed() -> None:
    timeline = Timeline(RATE)
    played(timeline, 0.0, 0.9)
    keys = [beat.key for beat in timeline.coming(2.1)]
    played(timeline, 0.9, 2.1)
    assert [beat.key for beat in timeline.beats][-len(keys) :] == keys


def test_the_first_beat_lies_where_the_music_began_not_where_the_frame_before_was() -> None:
    timeline = Timeline(RATE)
    timeline.see(frame_at(0.0, beats=0.0, paused=True))
    timeline.see(frame_at(1.0, beats=0.0, paused=True))
    timeline.see(frame_at(1.02, beats=0.0))
    timeline.see(frame_at(1.1, beats=0.1))  # it began at 1.05
    assert timeline.beats[0].place == pytest.approx(0.05), "the pause of a second takes no room"


def test_bars_of_seven_eighths_begin_between_beats() -> None:
    subject = replace(subject_of(), bar_beats=3.5)
    timeline = Timeline(RATE)
    played(timeline, 0.0, 4.0, subject=subject)
    bars = [(beat.bar, beat.place) for beat in timeline.beats if beat.bar]
    assert [bar for bar, _ in bars] == [1, 2, 3]
    assert [place for _, place in bars] == pytest.approx([0.0, 1.75, 3.5])


def test_a_pause_takes_no_room() -> None:
    timeline = Timeline(RATE)
    last = played(timeline, 0.0, 1.0)
    now = timeline.now
    for index in range(1, 100):
        timeline.see(frame_at(last + index * FRAME, beats=2.0 * last, paused=True))
    assert timeline.now == pytest.approx(now)
    resumed = last + 99 * FRAME
    for index in range(1, 31):
        timeline.see(frame_at(resumed + index * FRAME, beats=2.0 * (last + index * FRAME)))
    assert timeline.now == pytest.approx(now + 1.0)
    steps = [b.place - a.place for a, b in pairwise(timeline.beats)]
    assert steps == pytest.approx([0.5] * len(steps))


def test_a_rewind_another_rate_and_another_count_are_new_beginnings() -> None:
    timeline = Timeline(RATE)
    played(timeline, 5.0, 8.0)
    assert timeline.fits(frame_at(8.1))
    assert not timeline.fits(frame_at(8.1, beats=0.0, paused=True)), "rewound"
    assert timeline.fits(frame_at(8.1, beats=0.0)), "rerolled: what was heard stays"
    assert not timeline.fits(frame_at(1.0)), "another count"
    other = frame_at(8.1, audio=Audio("null", sample_rate=44_100))
    assert not timeline.fits(other)


def test_an_engine_that_is_not_there_yet_changes_nothing() -> None:
    timeline = Timeline(RATE)
    played(timeline, 0.0, 2.0)
    now = timeline.now
    for absent in (frame_at(0.0), frame_at(2.0, audio=Audio())):
        assert timeline.fits(absent)
        timeline.see(absent)
    assert timeline.now == now
    timeline.see(frame_at(2.5))
    assert timeline.now == pytest.approx(2.5)


@pytest.mark.parametrize("passed_beats", [0.0, 0.07])
def test_a_reroll_counts_beats_anew_and_leaves_the_old_ones(passed_beats: float) -> None:
    """Though it is told of a little after it was."""
    timeline = Timeline(RATE)
    played(timeline, 0.0, 2.1)
    for index in range(60):
        beats = passed_beats + 2.0 * index * FRAME
        timeline.see(frame_at(2.1 + index * FRAME, beats=beats))
    assert [beat.bar for beat in timeline.beats][:9] == [1, 0, 0, 0, 2, 1, 0, 0, 0]
    assert len({beat.key for beat in timeline.beats}) == len(timeline.beats)


def test_sections_begin_at_their_first_sample() -> None:
    timeline = timeline_at(frame_at(0.0, section="calm"))
    timeline.see(frame_at(1.23, section="calm"))
    timeline.see(frame_at(1.26, section="full", section_seconds=1.25))
    timeline.see(frame_at(2.3, section="full", section_seconds=2.25))
    assert [(each.name, each.place) for each in timeline.sections] == [
        ("calm", 0.0),
        ("full", pytest.approx(1.25)),
        ("full", pytest.approx(2.25)),
    ]


def test_little_is_kept_however_long_it_plays() -> None:
    timeline = Timeline(RATE)
    for index in range(3000):
        begun = 5.0 * (index // 10)
        timeline.see(frame_at(0.5 * index, section=f"at {begun}", section_seconds=begun))
    assert len(timeline.beats) <= 2 * KEPT_SECONDS + 1
    assert len(timeline.sections) <= KEPT_SECONDS / 5 + 2
