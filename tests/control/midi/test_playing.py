"""Notes and clock through a JACK server, read by its own tool and sent by rtmidi's own ports."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean, median, stdev

import pytest

from generator.control.commands import Action
from generator.control.midi.messages import Sent
from generator.control.midi.notes import NoteOut
from generator.control.midi.service import Midi, MidiSettings
from generator.control.midi.ticks import Ticks
from generator.control.status import Status
from tests.control.midi.scene import Controller, connect, hurry, playing, until
from tests.control.midi.test_clock import PlayedSurface
from tests.control.surface import RATE, KeepingSurface
from tests.trying import in_three_tries

FRAME_SECONDS = 1.0 / 30.0
CLOCK, START, STOP = 0xF8, 0xFA, 0xFC
pytestmark = [pytest.mark.live, pytest.mark.usefixtures("server")]


@contextmanager
def dump() -> Iterator[Callable[[], list[tuple[int, str]]]]:
    """Run jack_midi_dump on our output; yields what returns (frame, bytes) of what came."""
    with subprocess.Popen(
        ["jack_midi_dump", "-a", "dump"], stdout=subprocess.PIPE, text=True
    ) as process:
        connect("Scoretime out:Scoretime", "dump:input")
        hurry(process.pid)

        def ended() -> list[tuple[int, str]]:
            process.terminate()
            assert process.stdout
            lines = re.findall(r"^\s*(\d+): ((?:[0-9a-f]{2} ?)+)", process.stdout.read(), re.M)
            return [(int(frame), data.strip()) for frame, data in lines]

        try:
            yield ended
        finally:
            process.kill()


def kept(midi: Midi) -> list[tuple[float, Sent]]:
    """Keep what is sent from now on, with its times."""
    sent: list[tuple[float, Sent]] = []
    send = midi._ports.outlets[0].send

    def sending(messages: Sequence[Sent]) -> None:
        sent.extend((time.monotonic(), message) for message in messages)
        send(messages)

    midi._ports.outlets[0].send = sending  # type: ignore[method-assign]
    return sent


def described(errors_ms: Sequence[float]) -> str:
    largest = max(map(abs, errors_ms))
    return (
        f"mean {fmean(errors_ms):+.3f} ms, sd {stdev(errors_ms):.3f} ms, largest {largest:.2f} ms"
    )


@in_three_tries
def test_notes_go_out_at_their_samples(surface: KeepingSurface, tmp_path: Path) -> None:
    with playing(surface, tmp_path, MidiSettings(outputs=("virtual",))) as midi, dump() as ended:
        sent = kept(midi)
        first_sample = (surface.sample_at(time.monotonic()) or 0) + RATE // 10
        onsets = [first_sample + 2400 * index for index in range(40)]
        notes = [NoteOut(onset, 1200, 1, 60.0 + index, 0.25) for index, onset in enumerate(onsets)]
        midi.play([NoteOut(first_sample, 10 * RATE, 17, 30.0, 1.0), *notes])
        until(lambda: len(sent) == 81, lambda: len(sent))
        midi.close()  # ends the long one
        time.sleep(0.05)
        came = [data for _, data in ended()]
    begun = [seconds for seconds, (word, fields) in sent[1:] if word == "note_on"]
    due = [(surface.epoch_seconds or 0.0) + onset / RATE for onset in onsets]
    errors_ms = [1000.0 * (seconds - wanted) for seconds, wanted in zip(begun, due, strict=True)]
    print(f"notes sent: {described(errors_ms)}")
    assert min(errors_ms) > -0.05
    assert median(errors_ms) < 1.0
    assert came[0] == "91 1e 7f"
    assert came[-2:] == ["81 1e 00", "b1 7b 00"]
    assert came[1:-2] == [
        f"{status} {pitch:02x} {velocity}"
        for pitch in range(60, 100)
        for status, velocity in (("91", "40"), ("81", "00"))
    ]


@in_three_tries
def test_a_clock_goes_out_evenly(surface: KeepingSurface, tmp_path: Path) -> None:
    settings = MidiSettings(outputs=("virtual",), clock="out")
    with playing(surface, tmp_path, settings) as midi, dump() as ended:
        sent = kept(midi)
        begin = time.monotonic()
        while time.monotonic() < begin + 4.0:
            now = time.monotonic()
            sample = surface.sample_at(now) or 0
            midi.tell(Status(sample=sample, beats=(now - begin) * 2.0, tempo_bpm=120.0))
            time.sleep(FRAME_SECONDS)
        sample = surface.sample_at(time.monotonic()) or 0
        midi.tell(Status(sample=sample, beats=8.0, tempo_bpm=120.0, paused=True))
        until(lambda: sent[-1][1][0] == "stop")
        time.sleep(0.05)
        came = ended()
    assert [data for _, data in came if data != "f8"] == ["fa", "fc"]
    sent_seconds = [seconds for seconds, (word, _) in sent if word == "clock"]
    received_seconds = [frame / RATE for frame, data in came if data == "f8"]
    assert len(received_seconds) == len(sent_seconds) == pytest.approx(4 * 48, abs=3)
    for name, times in (("sent", sent_seconds), ("received", received_seconds)):
        errors_ms = [1000.0 * (later - earlier - 1 / 48.0) for earlier, later in pairwise(times)][
            2:
        ]
        print(f"clock {name}: {described(errors_ms)}")
        assert median(map(abs, errors_ms)) < 3.0  # JACK's period
    ticks = Ticks()
    for seconds in sent_seconds:
        ticks.hear(seconds)
    assert ticks.tempo_bpm == pytest.approx(120.0, rel=0.005)


@in_three_tries
def test_a_clock_is_followed(controller: Controller, tmp_path: Path) -> None:
    surface = PlayedSurface()
    surface.epoch_seconds = time.monotonic()
    random = Random(1)
    tempo_bpm, begin, number, errors_ms = 131.0, time.monotonic() + 0.2, 0, []
    settings = MidiSettings(inputs=("virtual",), outputs=("virtual",), clock="in")
    with playing(surface, tmp_path, settings) as midi:
        controller.plug_in(midi)
        frame_seconds, started = 0.0, 0.0
        while number < 24 * 16:
            now = time.monotonic()
            if now >= begin + number * 60.0 / tempo_bpm / 24.0 + random.uniform(0.0, 0.001):
                if number == 24 * 4 - 1:
                    started = begin + (number + 1) * 60.0 / tempo_bpm / 24.0
                controller.send(CLOCK)
                if started and number == 24 * 4 - 1:
                    controller.send(START)
                number += 1
            if now >= frame_seconds:
                frame_seconds = now + FRAME_SECONDS
                midi.tell(surface.frame(now))
            if started and now > started + 2.0:
                truly = (now - started) * tempo_bpm / 60.0
                errors_ms.append((surface.beat_at(now) - truly) * 60_000.0 / tempo_bpm)
            time.sleep(0.0005)
        assert abs(midi.phase_error_ms or 99.0) < 3.0
        controller.send(STOP)
        until(lambda: surface.commands[-1].action is Action.PAUSE)
        assert any("follows the MIDI clock at 13" in each for each in midi.notices)
    print(
        f"clock in: {surface.values['tempo']:.3f} BPM of {tempo_bpm}, phase mean "
        f"{fmean(errors_ms):+.2f} ms, from {min(errors_ms):.2f} to {max(errors_ms):.2f} ms"
    )
    assert surface.values["tempo"] == pytest.approx(tempo_bpm, rel=0.002)
    assert max(map(abs, errors_ms)) < 8.0
    assert [each.action for each in surface.commands if each.action is not Action.SET][:2] == [
        Action.REWIND,
        Action.RESUME,
    ]
