"""The bench of peers: its arithmetic, its tables, and that every peer is there or says why not."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bench.peers.figures import Figures, figures
from tests.bench.peers.runs import CONDITIONS, PEERS, Condition, Peer, heard
from tests.bench.peers.table import BEGIN, END, Cell, markdown, placed, terminal
from tests.bench.peers.track import Track

TRACK = Track(480.0, 8.0)
RECORD = {
    "seconds": 8.0,
    "tempi": [480.0],
    "machine": "a machine",
    "date": "2026-01-02",
    "command": "make bench-peers",
    "loads": [0.5, 1.5],
}
PERFECT = Figures(480.0, 600.0, 0.0, 0.0, 0.0, 0.0, 0, 0)


def test_the_track_is_a_quarter_faster_from_a_whole_beat_in_the_middle_on() -> None:
    assert TRACK.change_beat == 32
    assert TRACK.onset_seconds(TRACK.change_click) == 4.0
    assert TRACK.onset_seconds(TRACK.change_click + 1) == 4.025
    assert len(TRACK.due) == 4 * 32 + 4 * 40
    assert Track.from_text(TRACK.to_text()) == TRACK


def test_clicks_on_the_grid_have_no_error() -> None:
    found = figures(TRACK, [100.0 + onset for onset in TRACK.due])
    assert (found.tempo_bpm, found.then_bpm) == pytest.approx((480.0, 600.0))
    assert (found.lost, found.extra) == (0, 0)
    errors = found.mean_error_ms, found.deviation_ms, found.largest_error_ms, found.drift_ms
    assert errors == pytest.approx((0.0,) * 4, abs=1e-6)


def test_one_late_click_is_two_wrong_intervals_and_no_drift() -> None:
    onsets = TRACK.due
    onsets[50] += 0.010
    found = figures(TRACK, onsets)
    assert found.largest_error_ms == pytest.approx(10.0)
    assert found.mean_error_ms == pytest.approx(0.0, abs=1e-6)
    assert found.deviation_ms == pytest.approx((200.0 / 287) ** 0.5)
    assert found.drift_ms == pytest.approx(0.0, abs=1e-6)
    assert (found.lost, found.extra) == (0, 0)


def test_a_slow_clock_shows_in_mean_error_tempo_and_drift() -> None:
    """Spread alone would crown it."""
    found = figures(TRACK, [1.02 * onset for onset in TRACK.grid(400)])
    assert found.tempo_bpm == pytest.approx(480.0 / 1.02)
    assert found.mean_error_ms == pytest.approx(0.02 * 28.0, abs=0.05)
    assert found.deviation_ms < 0.1
    assert found.drift_ms == pytest.approx(0.02 * 7800.0, rel=0.03)


def test_a_clock_that_is_set_forward_bursts() -> None:
    """What is due within four seconds comes at once."""
    onsets = [onset if onset < 2.0 else max(2.0, onset - 4.0) for onset in TRACK.grid(600)]
    found = figures(TRACK, onsets)
    assert found.drift_ms == pytest.approx(-4000.0)
    assert found.lost == 0
    assert found.extra == pytest.approx(4 * 40, abs=2)


def test_a_clock_that_is_set_back_stops() -> None:
    """And the beats of four seconds never come."""
    found = figures(TRACK, [onset if onset < 2.0 else onset + 4.0 for onset in TRACK.grid(600)])
    assert found.largest_error_ms == pytest.approx(4000.0)
    assert found.drift_ms == pytest.approx(4000.0)
    assert found.lost == pytest.approx(4 * 40, abs=2)
    assert found.extra == 0


def test_lost_and_extra_clicks_are_counted_once() -> None:
    lacking, doubled = TRACK.due, TRACK.due
    del lacking[100]
    doubled.insert(100, doubled[100])
    assert (figures(TRACK, lacking).lost, figures(TRACK, lacking).extra) == (1, 0)
    assert figures(TRACK, sorted([*TRACK.due, *(2.0,) * 20])).extra == pytest.approx(20, abs=2)
    with pytest.raises(ValueError, match="1 clicks came"):
        figures(TRACK, [0.0])


def test_the_tables_have_every_run_and_every_reason() -> None:
    late = replace(PERFECT, largest_error_ms=12.5, drift_ms=4000.0, lost=3)
    cells = [
        *(
            Cell("Scoretime", 480.0, each.name, "audio", "Scoretime 1", PERFECT)
            for each in CONDITIONS
        ),
        Cell("isobar", 480.0, "idle", "callback", "isobar 2", late),
        Cell("supriya", 480.0, "idle", why="ModuleNotFoundError: No module named 'none'"),
    ]
    text = terminal(cells, 8.0)
    assert text.count("480.00, 600.00") == 6
    assert "ModuleNotFoundError: No module named 'none'" in text
    table = markdown(cells, RECORD)
    assert "| Scoretime | audio | 0.00 / 0.00 | 0.00 / 0.00 |" in table
    assert "| isobar | callback | 12.5 / 0.00, 3 lost, drift 4,000 |" in table
    assert "| supriya |  | ModuleNotFoundError: No module named 'none' |" in table
    for word in ("8 s", "make bench-peers", "a machine", "2026-01-02", "isobar 2", "0.5 to 1.5"):
        assert word in table


def test_the_table_goes_between_its_marks() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert placed(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="no place"):
        placed("a page", "new")


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_peer_is_a_module(peer: Peer) -> None:
    source = Path(__file__).parent / "peers" / f"{peer.module}.py"
    compile(source.read_text(encoding="utf-8"), source, "exec")


@pytest.mark.live
@pytest.mark.parametrize("name", ["csoundengine", "isobar", "supriya", "clockblocks"])
def test_a_peer_without_its_library_says_so(name: str) -> None:
    if find_spec(name):
        pytest.skip(f"{name} is installed here")
    (peer,) = (replace(peer, ours=True) for peer in PEERS if peer.name == name)
    said = heard(peer, TRACK, CONDITIONS[0])
    assert said == {"lacks": f"ModuleNotFoundError: No module named '{name}'"}


@pytest.mark.live
@pytest.mark.skipif(not (sys.platform == "linux" and shutil.which("cc")), reason="no C compiler")
def test_a_wall_clock_is_set_while_a_peer_plays() -> None:
    """The deadline loop goes by another clock, and does not notice."""
    (peer,) = (replace(peer, ours=True) for peer in PEERS if peer.name == "asyncio")
    track = Track(480.0, 1.0)
    said = heard(peer, track, Condition("set back", threads=0, step_seconds=-4))
    assert said["wall_step"] == pytest.approx(-4.0, abs=0.1)
    assert said["measured"] == "callback"
    assert len(said["onsets"]) >= len(track.due) - 4
