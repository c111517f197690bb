"""Which audio the player chooses, beside that which plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gui.frame import Audio
from gui.survey import Survey

MODULES = {
    "auto": "the first of JACK, PulseAudio and ALSA that is there; else no sound",
    "jack": "JACK, or PipeWire in its place",
    "pulse": "PulseAudio, or PipeWire in its place",
    "alsa": "ALSA: a sound card, directly",
    "portaudio": "PortAudio: whatever it finds",
    "null": "no sound, in time",
}
BUFFERS = (64, 128, 256, 512, 1024, 2048)
HARDWARE = (*BUFFERS, 4096, 8192)
USUAL, ANOTHER = "the usual one", "another…"


class AudioChoice:
    """What plays, and what has been chosen since; the device by a name that says more than its own.

    now: what plays. wanted: what the player has chosen, None where that is nothing else.
    """

    def __init__(self, survey: Survey) -> None:
        self.now = Audio()
        self.wanted: Audio | None = None
        self._survey = survey

    @property
    def chosen(self) -> Audio:
        """What the player has chosen, else what plays."""
        return self.wanted or self.now

    @property
    def differs(self) -> bool:
        """Whether something else is chosen than what plays."""
        return _essence(self.chosen) != _essence(self.now)

    def choose_module(self, name: str) -> None:
        """Choose a module, and its usual device."""
        self.wanted = replace(self.chosen, module=name, device="")

    def choose_buffer(self, frames: int) -> None:
        """Choose how much Csound makes at a time; the device keeps no less."""
        hardware_frames = max(frames, self.chosen.hardware_frames)
        self.wanted = replace(self.chosen, buffer_frames=frames, hardware_frames=hardware_frames)

    def choose_hardware(self, frames: int) -> None:
        """Choose how much the device keeps; Csound makes no more at a time."""
        buffer_frames = min(frames, self.chosen.buffer_frames)
        self.wanted = replace(self.chosen, buffer_frames=buffer_frames, hardware_frames=frames)

    def name_device(self, name: str) -> None:
        """Choose a device by its own name; "" is the usual one."""
        self.wanted = replace(self.chosen, device=name.strip())

    def choose_device(self, shown: str) -> None:
        """Choose a device as it is listed."""
        found = self._survey.devices(self.chosen.module)
        self.name_device({_shown(*each): each[0] for each in found}.get(shown, ""))

    @property
    def device(self) -> str:
        """The device, as it is listed."""
        name = self.chosen.device
        found = dict(self._survey.devices(self.chosen.module))
        return _shown(name, found.get(name, "")) if name else USUAL

    @property
    def devices(self) -> Sequence[str]:
        """All devices that there are to choose from."""
        found = self._survey.devices(self.chosen.module)
        return [USUAL, *(_shown(*each) for each in found), ANOTHER]


def state(audio: Audio) -> str:
    """Return what plays, in words."""
    if not audio.module:
        return "nothing is open yet"
    facts = [
        f"open now: {audio.module} {audio.device}".strip(),
        f"{audio.sample_rate / 1000.0:g} kHz",
        f"{audio.buffer_frames} / {audio.hardware_frames} frames",
        f"latency {audio.latency_ms:.1f} ms",
        f"clock step {audio.clock_step_ms:.1f} ms",
        "real-time priority" if audio.realtime else "",
    ]
    return " · ".join(filter(None, facts))


def _essence(audio: Audio) -> tuple[str, str, int, int]:
    return audio.module, audio.device, audio.buffer_frames, audio.hardware_frames


def _shown(name: str, description: str) -> str:
    """Return a device as it is listed."""
    return name if description in (name, "") else f"{name}   {description}"
