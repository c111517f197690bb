"""What a window hears of a performance, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.composition.event import Event
from generator.control.status import MISHAPS, Status
from generator.control.surface import Subject
from generator.session.heard import Heard
from gui.frame import Audio, Frame
from tests.control.surface import subject_of

RATE = 48_000
SUBJECT = subject_of()


def note(seconds: float, length: float = 0.5, pitch: float = 60.0, **differing: Any) -> Heard:
    """Return a note of part `lead` at a time, at 120 BPM."""
    rule = differing.pop("rule", "a rule")
    event = Event(
        round(seconds * RATE),
        round(length * RATE),
        "Pluck",
        0.5,
        440.0 * 2.0 ** ((pitch - 69.0) / 12.0),
        0.5,
        1,
        (),
        "lead",
        2.0 * seconds,
        pitch,
        2.0 * length,
    )
    return Heard(event._replace(**differing), rule)


def frame_at(
    seconds: float,
    notes: Sequence[Heard] = (),
    subject: Subject | None = None,
    beats: float | None = None,
    **differing: Any,
) -> Frame:
    """Return a frame at a time of the session, at 120 BPM unless another beat is given."""
    status = Status(
        sample=round(seconds * RATE),
        beats=2.0 * seconds if beats is None else beats,
        tempo_bpm=differing.pop("tempo_bpm", 120.0),
        section=differing.pop("section", ""),
        section_sample=round(RATE * differing.pop("section_seconds", 0.0)),
        paused=differing.pop("paused", False),
    )
    for name in ("events", "margin_ms", "gap_ms", *(mishap.name for mishap in MISHAPS)):
        if name in differing:
            setattr(status, name, differing.pop(name))
    told: dict[str, Any] = {
        "values": {},
        "sample": seconds * RATE,
        "playing": True,
        "audio": Audio("null", sample_rate=RATE, ksmps=32, look_ahead_ms=12.0, clock_step_ms=2.7),
    }
    return Frame(seconds, subject or SUBJECT, status=status, notes=notes, **(told | differing))
