"""What the figures say of this machine, in words, and what to change."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from generator.lab.conditions import BASELINE, OURS, Condition
from generator.lab.experiment import Measured
from generator.lab.report import Report
from generator.lab.search import PROBE_BPM, LookAhead
from generator.session.live import usual_look_ahead_seconds

FINE_STEP_MS = 6.0  # 256 frames at 44.1 kHz
STEADY_MS = 1.0
PRIORITY = (
    "grant real-time priority: echo '@audio - rtprio 95' | sudo tee "
    "/etc/security/limits.d/95-audio.conf; sudo usermod -aG audio $USER; then log in again"
)


def verdict(report: Report) -> list[str]:
    """Return sentences: what it was played on, what held, and what misleads."""
    if report.audio is None:
        return ["nothing was measured"]
    return [*_facts(report), *_kept(report), *_look_aheads(report), *_misleading(report)]


def remedies(report: Report) -> list[str]:
    """Return what to change on this machine, each with how to; empty for nothing."""
    if report.audio is None:
        return []
    return [*_audio_remedies(report), *_buffer_remedy(report), *_priority_remedy(report),
            *_look_ahead_remedy(report)]  # fmt: skip


def _facts(report: Report) -> Iterator[str]:
    audio = report.audio
    assert audio is not None
    device = f" on {audio.device}" if audio.device else ""
    silent = " (no sound card takes part)" if audio.module == "null" else ""
    yield f"audio: {audio.module}{device}{silent}, {audio.sample_rate} Hz"
    steps = ", ".join(
        f"{report.clock_step_ms(frames):.1f} ms with buffers of {frames} frames"
        for frames in dict.fromkeys(each.run.buffer_frames for each in report.measured)
    )
    yield f"its clock goes on in steps of {steps}"
    xruns = _xruns(report)
    if xruns:
        yield f"xruns: the device was not served in time {xruns} times"
    yield f"real-time priority: {'granted' if audio.realtime else 'not granted'}"


def _xruns(report: Report) -> int:
    return sum(each.xruns for each in report.measured)


def _kept(report: Report) -> Iterator[str]:
    """Say in how many conditions ours was exact, and how it failed where it was not."""
    ours = report.ours
    if not ours:
        return
    held = sum(each.held for each in ours)
    yield f"{OURS}: every click on its sample in {held} of {len(ours)} conditions"
    for each in ours:
        if not each.held:
            yield f"{OURS}, {place_of(each.run.condition)}: {_failing(each)}"


def _failing(measured: Measured) -> str:
    figures = measured.figures
    lost = f", {figures.lost} lost" if figures.lost else ""
    largest = f", largest error {figures.largest_ms:+.2f} ms" if figures.largest_ms else ""
    counts = f"{measured.late} notes late, {measured.dropped} dropped"
    return f"{counts} of {measured.notes}{lost}{largest}"


def _look_aheads(report: Report) -> Iterator[str]:
    for each in report.look_aheads:
        where = f"beside {each.load} with buffers of {each.buffer_frames} frames"
        if each.smallest_ms is None:
            yield f"no look-ahead held {where}: at {each.largest_ms:g} ms, {_missed(each)}"
        else:
            less = f" (with less, {_missed(each)})" if each.notes else ""
            yield f"the smallest look-ahead that held {where}: {each.smallest_ms:g} ms{less}"


def _missed(found: LookAhead) -> str:
    return f"{found.late} of {found.notes} notes late at {PROBE_BPM:g} BPM"


def _misleading(report: Report) -> Iterator[str]:
    """Name the steadiest clock that runs at the wrong tempo: spread alone would crown it."""
    steady = [each for each in _others(report.measured) if _is_steady_and_wrong(each)]
    if steady:
        worst = max(steady, key=lambda each: abs(each.figures.mean_error_ms or 0.0))
        figures = worst.figures
        yield (
            f"spread alone misleads: {worst.run.strategy} is steady to {figures.spread_ms:.2f} ms "
            f"but plays {figures.tempo_bpm:.2f} BPM for {worst.run.tempo_bpm:g} "
            f"({place_of(worst.run.condition)})"
        )


def _is_steady_and_wrong(measured: Measured) -> bool:
    figures = measured.figures
    if figures.mean_error_ms is None or figures.spread_ms is None or figures.lost:
        return False
    return figures.spread_ms < STEADY_MS < abs(figures.mean_error_ms)


def _others(measured: Sequence[Measured]) -> list[Measured]:
    return [each for each in measured if each.run.strategy not in (OURS, BASELINE)]


def _audio_remedies(report: Report) -> Iterator[str]:
    audio = report.audio
    assert audio is not None
    if audio.module == "null":
        yield (
            "measure what you play on: scoretime timing --audio jack (or pulse, alsa, portaudio; "
            "scoretime devices lists what there is)"
        )
    elif audio.module != "jack":
        yield (
            f"{audio.module} is not JACK, whose clock is steadier: start a server "
            "(jackd -d alsa -p 128; with PipeWire, pw-jack before the command) and "
            "play with --audio jack"
        )
    if _xruns(report):
        yield (
            "against xruns: larger buffers (for JACK jackd -p 256 or 512; else page Audio of the "
            "window), and fewer programs beside it"
        )


def _buffer_remedy(report: Report) -> Iterator[str]:
    steps = {
        each.run.buffer_frames: report.clock_step_ms(each.run.buffer_frames)
        for each in report.measured
    }
    finest = min(steps, key=lambda frames: (steps[frames], frames))
    coarse = [frames for frames, step in steps.items() if step > max(FINE_STEP_MS, steps[finest])]
    if coarse:
        shown = " or ".join(map(str, sorted(coarse)))
        yield (
            f"buffers of {finest} frames rather than {shown}: the clock then goes on in steps of "
            f"{steps[finest]:.1f} ms (play takes 128; page Audio of the window changes it)"
        )


def _priority_remedy(report: Report) -> Iterator[str]:
    assert report.audio is not None
    if not report.audio.realtime and sys.platform.startswith("linux"):
        yield PRIORITY


def _look_ahead_remedy(report: Report) -> Iterator[str]:
    """Name the look-ahead that held wherever one did, where the usual one is less than that."""
    found = [each for each in report.look_aheads if each.smallest_ms is not None]
    short = [each for each in found if (each.smallest_ms or 0.0) > usual_ms(report, each)]
    if short:
        most = max(short, key=lambda each: each.smallest_ms or 0.0)
        yield (
            f"a look-ahead of {most.smallest_ms:g} ms beside {most.load}: "
            f"scoretime play --look-ahead {most.smallest_ms:g} "
            f"(the usual one is {usual_ms(report, most):.1f} ms)"
        )


def usual_ms(report: Report, found: LookAhead) -> float:
    """Return the look-ahead that is taken where none is asked for."""
    step_seconds = report.clock_step_ms(found.buffer_frames) / 1000.0
    realtime = report.audio is not None and report.audio.realtime
    return 1000.0 * usual_look_ahead_seconds(step_seconds, realtime=realtime)


def place_of(condition: Condition) -> str:
    """Return a condition in words."""
    beside = "idle" if condition.load == "idle" else f"beside {condition.load}"
    return f"{beside}, buffers of {condition.buffer_frames} frames, {condition.tempo_bpm:g} BPM"
