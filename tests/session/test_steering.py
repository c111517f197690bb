"""Performances steered over OSC while they play, and played again from their journals."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from generator.control.commands import Action, Command
from generator.control.journal_reading import read
from generator.engine.audio import AudioSettings
from generator.engine.orchestra import BUNDLED
from generator.errors import ControlError, PieceError
from generator.render.options import RenderOptions
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.panel import Panel, Ways
from generator.session.plan import Plan
from generator.session.rendering import render_journal
from generator.session.setup import Choice
from tests.bench import steering
from tests.jack import jack_server
from tests.terminal.running import Running, run, written
from tests.trying import in_three_tries

pytestmark = pytest.mark.live


def test_a_steered_performance_is_rendered_again_bit_for_bit() -> None:
    """A hundred OSC messages to parameters by chance, tempo among them, in six seconds."""
    assert steering.replayed(6.0).figure.startswith("identical, 100 commands")


@in_three_tries
def test_a_flood_loses_no_message_and_no_note() -> None:
    """The engine itself may count a late note on an overloaded machine; no message is lost."""
    result = steering.flooded(2.0)
    assert result.figure.startswith("0 of ")
    assert result.reached or ", 0 late" not in result.figure


@in_three_tries
def test_forged_packets_cost_no_note() -> None:
    """Valid, mutated, deep, huge and wide ones, stops and other pieces among them."""
    assert steering.forged(3.0).reached


def test_every_packet_is_heard_in_time_to_be_told_from_the_next() -> None:
    (result,) = steering.latency(12)
    assert "median" in result.figure


def played(plan: Plan, *commands: tuple[float, Command]) -> Front:
    """Play a plan to its end, asking for commands at their seconds."""
    front, waiting = Front(plan), list(commands)
    while not front.over:
        front.poll(0.01)
        while waiting and front.status().seconds >= waiting[0][0]:
            front.submit(waiting.pop(0)[1])
    front.stop()
    return front


def plan_of(folder: Path, piece: str, seconds: float, module: str = "null") -> Plan:
    return Plan(
        Choice(piece, 7),
        Extent(seconds, tail_seconds=0.5),
        AudioSettings(module),
        recording=str(folder / "live.wav"),
        journal=str(folder / "live.jsonl"),
    )


def same(folder: Path, **options: bool) -> bool:
    """Render the journal of a folder; return whether that is what was recorded."""
    again = folder / "again.wav"
    render_journal(read(folder / "live.jsonl"), RenderOptions(again, quiet=True, **options))
    ours, theirs = (soundfile.read(folder / name)[0] for name in ("live.wav", "again.wav"))
    return ours.shape == theirs.shape and bool((ours == theirs).all())


COMMANDS = (
    (0.6, Command(Action.SET, "tempo", 200.0, ramp=0.7)),
    (0.7, Command(Action.RECALL, values=(("density", 1.0), ("pluck.pan", 0.1)), ramp=0.5)),
    (0.9, Command(Action.PANIC)),
    (1.0, Command(Action.REWIND)),
    (1.2, Command(Action.RESUME)),
    (1.4, Command(Action.REROLL, value=99.0)),
    (1.6, Command(Action.PIECE, "loops")),
    (1.8, Command(Action.RELEASE)),
    (2.0, Command(Action.STOP)),
)


def test_whatever_was_asked_for_is_repeated(tmp_path: Path) -> None:
    """Ramps, snapshots, panic, a stop and a new start, another seed, another piece, the end."""
    front = played(plan_of(tmp_path, "lattice", 60.0), *COMMANDS)
    assert front.subject.piece == "loops"
    assert len(front.applied) == len(COMMANDS)
    assert same(tmp_path)


def test_a_performance_on_jack_is_repeated_too(tmp_path: Path) -> None:
    with jack_server():
        played(plan_of(tmp_path, "lattice", 2.0, "jack"), *COMMANDS[:3])
    assert same(tmp_path)


def test_odd_rates_are_repeated_too(tmp_path: Path) -> None:
    """44.1 kHz and 13 samples a cycle: no 32-bit number holds the control rate."""
    text = BUNDLED.read_text(encoding="utf-8").replace('#include "', f'#include "{BUNDLED.parent}/')
    text = text.replace("sr = 48000", "sr = 44100").replace("ksmps = 32", "ksmps = 13")
    orchestra = tmp_path / "odd.csd"
    orchestra.write_text(text, encoding="utf-8")
    plan = plan_of(tmp_path, "lattice", 2.0)
    played(replace(plan, choice=replace(plan.choice, csd=str(orchestra))), *COMMANDS[:3])
    assert read(tmp_path / "live.jsonl").header.ksmps == 13
    assert same(tmp_path)


def test_a_piece_that_has_changed_is_refused_unless_forced(tmp_path: Path) -> None:
    piece = tmp_path / "rain.py"
    played(plan_of(tmp_path, written(piece), 1.0))
    piece.write_text(piece.read_text().replace("60, 62", "61, 62"))
    with pytest.raises(PieceError, match=r"rain.py' has changed .* --force"):
        same(tmp_path)
    assert not same(tmp_path, force=True)


def test_a_journal_outlives_its_performance(tmp_path: Path) -> None:
    """Killed, it is rendered up to where it is known to have come."""
    journal, out = tmp_path / "a.jsonl", tmp_path / "a.wav"
    running = Running("loops", "--seed", "1", "--journal", str(journal))
    while not journal.exists() or journal.read_text().count("played") < 2:
        time.sleep(0.02)
    running.process.send_signal(signal.SIGKILL)
    running.process.communicate()
    done = run("render", "--journal", str(journal), "-o", str(out), "--quiet")
    assert done.returncode == 0
    assert "breaks off" in done.stderr
    assert soundfile.info(out).duration >= 1.0


def test_an_engine_that_died_is_told_in_the_journal(tmp_path: Path) -> None:
    front = Front(plan_of(tmp_path, "loops", 3.0))
    killed = False
    while not front.over:
        front.poll(0.02)
        if not killed and front.status().seconds > 0.7:
            os.kill(front._process.pid, signal.SIGKILL)
            killed = True
    front.stop()
    assert len(read(tmp_path / "live.jsonl").restarts) == 1


def test_a_journal_on_the_command_line(tmp_path: Path) -> None:
    """Stems, another rate and a report; what the journal settles is not asked for again."""
    journal, out = tmp_path / "a.jsonl", tmp_path / "a.wav"
    played(plan_of(tmp_path, "lattice", 1.5), (0.6, Command(Action.SET, "density", 1.0)))
    (tmp_path / "live.jsonl").rename(journal)
    words = ["render", "--journal", str(journal), "-o", str(out), "--json"]
    done = run(
        *words, "--sr", "96000", "--stems", str(tmp_path / "stems"), "--normalize", "peak:-1"
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["seed"], report["sample_rate"]) == (7, 96_000)
    assert (tmp_path / "stems" / "bass.wav").exists()
    refused = run(*words, "--seed", "3")
    assert refused.returncode == 2
    assert "leave out --seed: the journal says what was played" in refused.stderr


def test_ways_that_were_asked_for_must_open_and_usual_ones_need_not(tmp_path: Path) -> None:
    front = Front(plan_of(tmp_path, "loops", 5.0))
    try:
        first = Panel(front, Ways(osc_port=0, oscquery_port=0))
        taken = int(first.news()[0].rpartition(":")[2])
        second = Panel(front, Ways(osc_port=taken, oscquery_port=0))
        assert "playing without OSC" in second.news()[0]
        with pytest.raises(ControlError, match=f"{taken}"):
            Panel(front, Ways(osc_port=taken, osc_asked=True))
        second.close()
        first.close()
    finally:
        front.stop()
