"""The options of the timing lab."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar

from generator.terminal.numbers import number, whole
from generator.timing.strategies import STRATEGIES

T = TypeVar("T")

AUDIO_MODULES = ("auto", "jack", "pulse", "alsa", "portaudio", "null")
SHORTEST_SECONDS, LONGEST_SECONDS = 1, 3600
TIMING = """\
Every run is played, recorded, and read from the recording: what counts is the sample on
which each click falls, never the time at which Python meant it to. The first second of a
run is left out, for all alike.

Clocks:
{clocks}

Loads:
  idle             nothing
  threads:N        N threads that never rest, in the engine process
  gc               three million objects there, and garbage is collected again and again
  osc:N            N OSC messages a second, from another process
  window           the window is open
  drag             and a fader is dragged in it all the time

mean error: the mean interval less the one asked for, and spread: the standard deviation
about that mean. Only both together say how good a clock is. lost: clicks missing from
gaps of nearly 2, 3… usual intervals; doubled: clicks that came within half of one. late:
notes that the engine had to move or drop. CPU: the engine process, of one core."""


def add_timing(sub: argparse.ArgumentParser) -> None:
    """Add the options of `scoretime timing`."""
    width = max(map(len, STRATEGIES))
    clocks = (f"  {name:{width}}  {what}" for name, what in STRATEGIES.items())
    sub.epilog = TIMING.format(clocks="\n".join(clocks))
    what = sub.add_argument_group("what is measured (several with commas)")
    _add_list(what, "--strategy", "NAMES", str, "clocks (default: all)", ())
    _add_list(what, "--bpm", "BPM", number(20, 999, "BPM"), "tempos (default: 120,400)", "120,400")
    _add_list(what, "--load", "LOADS", str, "what goes on beside (default: idle)", "idle")
    frames = whole(16, 8192, "frames, a power of two")
    _add_list(what, "--buffer", "FRAMES", frames, "buffers (default: 128,1024)", "128,1024")
    what.add_argument(
        "--seconds",
        metavar="S",
        type=number(SHORTEST_SECONDS, LONGEST_SECONDS, "seconds"),
        help="length of a run (default: 6, or more where the tempo is slow)",
    )
    audio = sub.add_argument_group("audio")
    audio.add_argument("--audio", choices=AUDIO_MODULES, default="auto", help="audio module")
    audio.add_argument(
        "--sr",
        metavar="HZ",
        type=whole(8_000, 384_000, "Hz"),
        default=44_100,
        help="sample rate (default: 44100; JACK keeps its own)",
    )
    output = sub.add_argument_group("output")
    output.add_argument("--picture", metavar="FILE", help="draw histograms of the errors (.png)")
    output.add_argument("--save-audio", metavar="DIR", help="write the clicks of each run (.wav)")
    output.add_argument("--force", action="store_true", help="overwrite files that exist")
    output.add_argument("--json", action="store_true", help="print everything as JSON")


def _add_list(
    group: argparse._ArgumentGroup,
    name: str,
    metavar: str,
    read: Callable[[str], T],
    what: str,
    default: str | tuple[str, ...],
) -> None:
    group.add_argument(name, metavar=metavar, type=several(read), default=default, help=what)


def several(read: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Return what reads values with commas between them, each once, in their order."""

    def read_all(text: str) -> tuple[T, ...]:
        words = [word.strip() for word in text.split(",")]
        if not all(words):
            raise argparse.ArgumentTypeError(
                f"{text!r} lacks a value: give one, or with commas more"
            )
        return tuple(dict.fromkeys(map(read, words)))

    return read_all


def add_doctor(sub: argparse.ArgumentParser) -> None:
    """Add the options of `scoretime doctor`."""
    sub.add_argument(
        "--audio", choices=AUDIO_MODULES, default="auto", help="audio module (default: all)"
    )
    sub.add_argument(
        "--quick",
        action="store_true",
        help="play once for two seconds, and nothing to compare with",
    )
    sub.add_argument("--json", action="store_true", help="print it as JSON")
