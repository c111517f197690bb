"""host.orc on strange orchestras: tap, fade, silence, relay, channels, end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

FRAMES = 2**17
Samples = npt.NDArray[np.float64]
Perform = Callable[..., Samples]
Placed = Callable[[int, float], str]

STRANGE = """
instr 1, Named
  aTone oscili p4 * 0dbfs, p5
  kChannel = 0
  while kChannel < nchnls do
    outch kChannel + 1, aTone * (kChannel + 1) / nchnls
    kChannel += 1
  od
endin
instr +Last
  outch 1, oscili:a(0.1 * 0dbfs, 77)
endin
instr 999
  outch 1, oscili:a(0.1 * 0dbfs, 333)
endin
"""
DUMP = """
instr 30100
  iDone ftaudio chnget:i("tap.table"), "ring.raw", 0
  fprints "tap.txt", "%d %d %d", \\
    chnget:i("tap.frames"), chnget:i("tap.channels"), chnget:i("tap.written")
endin
"""
HELD = "i 30006 0 -1\ni 30007 0 -1\n"
TONES = 'i 1 0 9 0.3 440\ni "Last" 0 9\ni 999 0 9\n'
KINDS = {
    "as ours": {},
    "mono, 16 bit scale": {"channels": 1, "full_scale": 32768, "ksmps": 10, "rate": 44_100},
    "sample by sample": {"channels": 2, "ksmps": 1},
    "six channels": {"channels": 6, "ksmps": 64},
    "odd block": {"channels": 3, "ksmps": 480, "full_scale": 2},
}


def ring(folder: Path) -> tuple[Samples, int]:
    """The ring as frames by channels, and how many frames have been written."""
    frames, channels, written = map(int, (folder / "tap.txt").read_text().split())
    samples = np.fromfile(folder / "ring.raw", dtype=np.float32).reshape(-1, channels)
    assert len(samples) == frames
    return samples.astype(np.float64), written


@pytest.mark.parametrize("kind", KINDS)
def test_the_tap_holds_the_output_to_the_sample(
    perform: Perform, host: str, tmp_path: Path, kind: str
) -> None:
    fade = "i 30004 0.5 0.2 1\ni 30004 1 0.2 0\ni 30100 3.4 0\n"
    samples = perform(
        STRANGE + host + DUMP, HELD + TONES + fade + "e 3.5", sample="float", **KINDS[kind]
    )
    tapped, written = ring(tmp_path)
    wanted = samples[written - len(tapped) : written]
    place = np.arange(written - len(tapped), written) % len(tapped)
    assert FRAMES <= len(tapped) < FRAMES + KINDS[kind].get("ksmps", 32)
    assert np.abs(wanted).max() > 0.2
    assert np.array_equal(tapped[place], wanted)


def test_the_tap_is_exact_after_three_hours(perform: Perform, host: str, tmp_path: Path) -> None:
    count = """
instr 1
  kCount init 0
  aIndex init 0
  kSample = 0
  kEnd = ksmps
  while kSample < kEnd do
    vaset (kCount + kSample) % 4096, kSample, aIndex
    kSample += 1
  od
  kCount += ksmps
  out aIndex
endin
"""
    score = HELD + "i 1 0 -1\ni 30100 10800 0\ne 10800.1"
    perform(
        count + host + DUMP, score, rate=800, ksmps=100, channels=1, full_scale=4096, sample="float"
    )
    tapped, written = ring(tmp_path)
    assert written == 10_800 * 800
    place = np.arange(written - len(tapped), written)
    assert np.array_equal(tapped[place % len(tapped), 0] * 4096, place % 4096)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fade_takes_all_away_and_brings_all_back(perform: Perform, host: str, kind: str) -> None:
    settings = KINDS[kind]
    rate = int(settings.get("rate", 48_000))
    fades = "i 30004 0.5 0.2 1\ni 30004 1 0.2 0\n"
    plain = perform(STRANGE + host, TONES + "e 1.5", **settings)
    faded = perform(STRANGE + host, HELD + TONES + fades + "e 1.5", **settings)
    early, silent, late = (int(seconds * rate) for seconds in (0.49, 0.73, 1.25))
    end = int(0.99 * rate)
    assert np.array_equal(faded[:early], plain[:early])
    assert np.abs(faded[silent:end]).max() == 0
    assert np.array_equal(faded[late:], plain[late:])
    steps, plain_steps = (np.abs(np.diff(samples, axis=0)).max() for samples in (faded, plain))
    assert steps <= plain_steps * 1.0001


def test_a_fade_turns_back_in_the_middle_without_a_step(perform: Perform, host: str) -> None:
    fades = "i 30004 0.5 0.4 1\ni 30004 0.6 0.4 0\ni 30004 0.65 0.05 1\n"
    constant = "instr 1\n  out linseg:a(0.5, 1, 0.5)\nendin\n"
    left = perform(constant + host, HELD + "i 1 0 2\n" + fades + "e 1", channels=1)[:, 0]
    assert np.abs(np.diff(left)).max() < 0.001
    assert left[int(0.61 * 48_000)] > 0.25
    assert np.abs(left[int(0.75 * 48_000) :]).max() == 0


def test_silence_ends_notes_and_tails_at_once(perform: Perform, bundled: str, host: str) -> None:
    numbers = "i 30004 1 0.02 1\ni 30005 1.03 0 2 3\ni 30004 1.04 0.005 0\n"
    wet = "".join(
        f'chnset {value}, "{name}"\n'
        for name, value in [("part.1.delay", 1), ("part.1.reverb", 1), ("delay.feedback", 0.9)]
    )
    notes = 'i "Pluck" 0 9 0.8 220 0.5 1\ni "Pad" 0 9 0.8 220 0.5 1\n'
    after = 'i "Pluck" 2 0.5 0.8 220 0.5 1\n'
    names = 'giRight = (nstrnum("Pluck") == 2 && nstrnum("Pad") == 3 ? 1 : log(-1))\n'
    left = perform(bundled + wet + names + host, HELD + notes + numbers + after + "e 2.5")[:, 0]
    assert np.abs(left[48_000 - 480 : 48_000]).max() > 0.1
    assert np.abs(left[int(1.2 * 48_000) : 2 * 48_000]).max() < 1e-4
    assert np.abs(left[2 * 48_000 :]).max() > 0.1
    assert np.abs(np.diff(left[int(1.025 * 48_000) : int(1.3 * 48_000)])).max() < 0.001


def test_relayed_events_start_on_their_sample(perform: Perform, host: str, placed: Placed) -> None:
    click = "instr 5\n  out mpulse(p4, 0)\nendin\n"
    onsets = [0, 1, 15, 32, 47, 48, 63, 479, *(1000 + 997 * i for i in range(90))]
    relays = [(max(0.0, n / 48_000 - 0.01), placed(n, 0.01)) for n in onsets]
    score = "".join(f"i 30003 {at!r} 0 5 {fields} 0.5\n" for at, fields in relays)
    left = perform(click + host, score + "e 2", channels=1)[:, 0]
    assert list(np.flatnonzero(left)) == onsets
    assert set(left[onsets]) == {0.5}


def test_a_bound_channel_is_set_at_its_cycle(perform: Perform, host: str) -> None:
    show = 'instr 1\n  kValue chnget "my.channel"\n  out upsamp(kValue)\nendin\n'
    bind = 'i 30001 0 0 0 "other"\ni 30001 0 0 4095 "my.channel"\n'
    sets = f"i 30002 {3200.5 / 48_000!r} 0 4095 0.25\ni 30002 {6400.5 / 48_000!r} 0 4095 -0.5\n"
    left = perform(show + host, bind + sets + "i 1 0 1\ne 0.2", channels=1)[:, 0]
    steps = np.flatnonzero(np.diff(left)) + 1
    assert list(steps) == [3200, 6400]
    assert list(left[steps]) == [0.25, -0.5]


def test_end_ends_it_whatever_sounds(perform: Perform, host: str) -> None:
    score = f"i 1 0 100 0.3 440\ni 30008 {500.25 * 32 / 48_000!r} 0\nf 0 {500.5 * 32 / 48_000!r}\ne"
    assert len(perform(STRANGE + host, score)) == 500 * 32
