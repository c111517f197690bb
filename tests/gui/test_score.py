"""The score: what is heard on a canvas, and how it is zoomed, moved and pointed at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.session.heard import Heard
from gui.notes import PAST
from gui.score import LONGEST, MANY_BARS, SHORTEST, USUAL, Score, silenced
from gui.shapes import Box
from gui.timeline import KEPT_SECONDS
from tests.gui.heard import frame_at, note

FRAME = 1.0 / 30.0
BOX = Box(34.0, 30.0, 800.0, 300.0)


@pytest.fixture
def score() -> Score:
    score = Score(1.0)
    score.play("example", ("lead", "bass line", "kick"), ("kick",))
    score.resize(BOX)
    score.see(frame_at(0.0))
    return score


def play(score: Score, start: float, end: float, notes: Sequence[Heard] = ()) -> None:
    """Let a score see thirty frames a second; every note 12 ms ahead."""
    waiting, seconds = list(notes), start
    while seconds < end:
        due = [n for n in waiting if n.event.onset_sample / 48_000 < seconds + 0.012]
        waiting = waiting[len(due) :]
        score.see(frame_at(seconds, due))
        seconds += FRAME


def test_the_present_lies_at_the_playhead(score: Score) -> None:
    play(score, 0.0, 3.0)
    place = score.place
    assert place.playhead == BOX.x + 0.82 * BOX.width
    assert score.x(score.timeline.now) - score.offset == pytest.approx(place.playhead, abs=1)
    assert score.x(score.left) - score.offset == pytest.approx(BOX.x, abs=1)
    assert score.x(score.right) - score.offset == pytest.approx(BOX.right, abs=1)


def test_a_note_drifts_to_the_left_as_time_goes_by(score: Score) -> None:
    play(score, 0.0, 1.0, [note(0.5)])
    (bar,) = score.bars.shown.values()
    before = score.x(bar.start) - score.offset
    play(score, 1.0, 2.0)
    after = score.x(bar.start) - score.offset
    assert before - after == pytest.approx(score.place.pixels_per_second, abs=3)


def test_what_has_left_the_canvas_is_shown_no_more_but_kept_for_a_longer_view(score: Score) -> None:
    play(score, 0.0, 20.0, [note(0.5)])
    assert not score.bars.shown
    score.zoom_time(-5.0)
    score.see(frame_at(20.0))
    assert score.seconds > 20.0
    (bar,) = score.bars.shown.values()
    assert bar.state == PAST


def test_time_is_zoomed_between_bounds_and_the_grain_is_a_pixel(score: Score) -> None:
    for steps, seconds in ((100.0, SHORTEST), (-100.0, LONGEST)):
        score.zoom_time(steps)
        score.see(frame_at(0.1))
        assert score.seconds == seconds
        assert score.bars.grain * score.place.pixels_per_second == pytest.approx(1.0)
    score.reset()
    score.see(frame_at(0.2))
    assert score.seconds == USUAL
    assert KEPT_SECONDS >= LONGEST


def test_the_lanes_follow_the_notes_and_drums_do_not_count(score: Score) -> None:
    play(score, 0.0, 2.0, [note(0.5, pitch=100.0), note(0.6, pitch=5.0, part="kick")])
    low, high = score.reach.shown
    assert high > 100.0
    assert low > 5.0


def test_the_pitches_are_zoomed_and_moved_by_hand_until_reset(score: Score) -> None:
    play(score, 0.0, 0.5)
    y = 100.0
    pitch = score.place.lanes.pitch_at(y)
    score.zoom_pitch(4.0, y)
    assert score.place.lanes.pitch_at(y) == pytest.approx(pitch)
    shown = score.reach.shown
    score.move_pitch(5.0)
    assert score.reach.shown.low == pytest.approx(shown.low + 5.0)
    by_hand = score.reach.shown
    play(score, 0.5, 2.0, [note(0.6, pitch=110.0)])
    assert score.reach.shown == by_hand
    score.reset()
    play(score, 2.0, 4.0)
    assert score.reach.shown.high > 110.0


def test_very_many_bars_are_not_moved_smoothly(score: Score) -> None:
    notes = [note(0.2 + 0.03 * (i // 30), 9.0, 50.0 + i % 30) for i in range(MANY_BARS + 100)]
    play(score, 0.0, 0.2)
    score.see(frame_at(0.2, notes))
    before = score.place
    score.see(frame_at(0.23, [note(0.25, pitch=115.0)]))
    after = score.place
    score.see(frame_at(0.26))
    assert before != after
    assert score.place is after, "in one step"


def test_a_note_can_be_pointed_at_and_stays_pointed_at(score: Score) -> None:
    play(score, 0.0, 2.0, [note(0.5, pitch=60.0), note(0.5, pitch=62.0, part="bass line")])
    bars = {bar.note.heard.event.part: bar for bar in score.bars.shown.values()}
    bar = bars["lead"]
    x = score.x(bar.start) - score.offset + 2.0
    y = score.place.lanes.y("lead", 60.0)
    assert y is not None
    score.point(x, y)
    assert score.pointed is bar
    play(score, 2.0, 3.0)
    assert score.pointed is bar, "it has drifted on, the mouse has not moved"
    score.point(x, y)
    assert score.pointed is None, "where the mouse is there is nothing now"
    score.point(x + 100.0, BOX.y)
    assert score.pointed is None


def test_who_is_pointed_at_leaves_with_the_note(score: Score) -> None:
    play(score, 0.0, 1.0, [note(0.5)])
    (score.pointed,) = score.bars.shown.values()
    play(score, 1.0, 20.0)
    assert score.pointed is None


def test_a_pause_stands_still_and_a_rewind_begins_anew(score: Score) -> None:
    play(score, 0.0, 2.0, [note(1.0), note(1.9, 3.0)])
    offset = score.offset
    for index in range(60):
        score.see(frame_at(2.0 + index * FRAME, beats=4.0, paused=True))
    assert score.offset == offset
    assert len(score.bars.shown) == 2
    score.see(frame_at(4.0, beats=0.0, paused=True))
    assert not score.bars.shown
    assert not score.timeline.beats


def test_another_piece_begins_anew_and_the_same_one_goes_on(score: Score) -> None:
    play(score, 0.0, 2.0, [note(1.0)])
    score.play("example", score.parts, score.drums)
    assert score.bars.shown
    score.play("other", score.parts, score.drums)
    assert not score.bars.shown
    assert score.piece == "other"


def test_names_lie_beside_the_notes_of_their_parts(score: Score) -> None:
    notes = [note(0.1 * i, pitch=50.0) for i in range(20)]
    notes += [note(0.1 * i, pitch=80.0, part="bass line") for i in range(20)]
    play(score, 0.0, 3.0, sorted(notes, key=lambda each: each.event.onset_sample))
    heights = {name.part: name.height for name in score.names}
    lanes = score.place.lanes
    assert heights["bass line"] < heights["lead"] < heights["kick"]
    assert heights["lead"] == pytest.approx(lanes.y("lead", 50.0), abs=1)
    assert heights["kick"] == pytest.approx(lanes.y("kick", 0.0), abs=1)


def test_muted_parts_and_all_but_the_soloed_are_silent() -> None:
    parts = ("a", "b", "c")
    assert silenced({}, parts) == frozenset()
    assert silenced({"a.mute": 1.0}, parts) == {"a"}
    assert silenced({"b.solo": 1.0}, parts) == {"a", "c"}
    assert silenced({"b.solo": 1.0, "b.mute": 1.0}, parts) == {"a", "b", "c"}


def test_notes_of_silent_parts_are_marked_as_they_come(score: Score) -> None:
    score.see(frame_at(0.5, [note(0.5)], values={"lead.mute": 1.0}))
    score.see(frame_at(0.6, [note(0.6)]))
    assert [bar.note.silent for bar in score.bars.shown.values()] == [True, False]
