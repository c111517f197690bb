"""Audio modules: how Csound is asked for a device, and which to try."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.errors import SmallBufferError

MODULES = ("jack", "pulse", "alsa", "portaudio", "null")
CSOUND_NAMES = {"portaudio": "pa_cb"}
DEFAULT_DEVICES = {"jack": "system:playback_"}  # without a name Csound connects to no port
WARNINGS = "-m4"  # audio modules tell of an xrun, JACK of a wrong name, in warnings
LARGEST_HARDWARE_FRAMES = 32_768  # JACK's periods have 8192 frames at the most
PULSE_LATENCY_MS = "10"  # without it PulseAudio's clock steps by 100 ms and more

Opened = TypeVar("Opened")


@dataclass(frozen=True, slots=True)
class AudioSettings:
    """An audio module, a device of it and the buffers in frames."""

    module: str = "null"
    device: str = ""
    buffer_frames: int = 128
    hardware_frames: int = 512
    sample_rate: int | None = None

    @property
    def options(self) -> list[str]:
        """Csound's options for them."""
        device = self.device or DEFAULT_DEVICES.get(self.module, "")
        separator = "" if device.isdigit() else ":"  # PortAudio numbers its devices
        target = f"-odac{separator}{device}" if device else "-odac"
        options = [
            f"-+rtaudio={CSOUND_NAMES.get(self.module, self.module)}",
            target,
            f"-b{self.buffer_frames}",
            f"-B{self.hardware_frames}",
            WARNINGS,
        ]
        if self.sample_rate:
            options.append(f"--sample-rate={self.sample_rate}")
        return options


def with_room(open_engine: Callable[[AudioSettings], Opened], audio: AudioSettings) -> Opened:
    """Open an engine, with larger hardware buffers where those of the audio server are larger.

    open_engine: raises SmallBufferError for them, and what else it likes.
    """
    while True:
        try:
            return open_engine(audio)
        except SmallBufferError:
            if audio.hardware_frames >= LARGEST_HARDWARE_FRAMES:
                raise
            audio = replace(audio, hardware_frames=2 * audio.hardware_frames)


def prepare_environment(module: str) -> None:
    """Tell an audio library, before it is opened, what it takes from the environment alone."""
    if module == "pulse":
        os.environ.setdefault("PULSE_LATENCY_MSEC", PULSE_LATENCY_MS)


def candidates(wanted: str) -> list[str]:
    """Return the modules to try for a user's wish, best first; 'auto' ends with null."""
    if wanted != "auto":
        return [wanted]
    present = {"jack": _jack_runs(), "pulse": _pulse_runs(), "alsa": _has_cards()}
    return [module for module, there in present.items() if there] + ["null"]


def _jack_runs() -> bool:
    server = os.environ.get("JACK_DEFAULT_SERVER", "default")
    return Path("/dev/shm", f"jack_{server}_{os.getuid()}_0").exists()


def _pulse_runs() -> bool:
    runtime = os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    return "PULSE_SERVER" in os.environ or Path(runtime, "pulse/native").exists()


def _has_cards() -> bool:
    cards = Path("/proc/asound/cards")
    return cards.exists() and "no soundcards" not in cards.read_text(errors="replace")
