"""One frame: all that the window shows of a performance at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from generator.control.status import Status
from generator.control.surface import Subject
from generator.session.panel import Links

if TYPE_CHECKING:
    from generator.control.monitor import Binding, Seen
    from generator.session.heard import Heard
    from generator.session.listening import Sound

Signal = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Audio:
    """The audio that plays, or that is asked for.

    module `""` and sample_rate 0: nothing plays yet. device: as asked for, "" is the usual one.
    buffer_frames and hardware_frames: -b and -B of Csound. look_ahead_by_clock: whether the
    look-ahead is left to the clock's step. gone: the module that has failed and can be returned
    to, "" for none.
    """

    module: str = ""
    device: str = ""
    buffer_frames: int = 128
    hardware_frames: int = 512
    sample_rate: int = 0
    ksmps: int = 0
    realtime: bool = False
    clock_step_ms: float = 0.0
    look_ahead_ms: float = 0.0
    look_ahead_by_clock: bool = False
    gone: str = ""

    @property
    def latency_ms(self) -> float:
        """How long a sample waits in the buffers, at most."""
        frames = max(self.hardware_frames, self.buffer_frames)
        return 1000.0 * frames / self.sample_rate if self.sample_rate else 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording under way: its file and how long it is."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A performance at one moment.

    now_seconds: of the monotonic clock. sample: the session's sample that is performed now.
    values: parameters by id. notes: those committed since the last frame, in order. log: what
    Csound has printed, seen: what controllers have sent, since the last frame. bindings: what
    controllers are bound to. margins: how many notes were committed how far ahead, a count for
    each millisecond, the last for all beyond. troubles: what is wrong now, in words, the piece's
    errors with file and line. news: what to tell the player once.
    """

    now_seconds: float
    subject: Subject
    values: Mapping[str, float]
    status: Status
    sample: float = 0.0
    playing: bool = False
    audio: Audio = field(default_factory=Audio)
    links: Links = field(default_factory=Links)
    sound: Sound | None = None
    notes: Sequence[Heard] = ()
    log: Sequence[str] = ()
    seen: Sequence[Seen] = ()
    bindings: Sequence[Binding] = ()
    margins: Sequence[int] = ()
    recording: Recording | None = None
    troubles: Sequence[str] = ()
    news: Sequence[str] = ()
    snapshots: Sequence[str] = ()
