"""What a performance was, once it is over."""

from __future__ import annotations

from typing import Any, Protocol

from generator.control.status import MISHAPS
from generator.errors import ScoretimeError
from generator.session.front import Front
from generator.session.plan import Plan

TOLD = ("late", "dropped")  # even if there were none


class Performed(Protocol):
    """A performance that is over, in whatever was shown of it."""

    plan: Plan
    front: Front
    exit_reason: str
    failure: ScoretimeError | None


def summary(player: Performed) -> dict[str, Any]:
    """Return the performance as JSON can carry it.

    exit_reason: end, duration, quit, interrupt, terminated or error. smallest_margin_ms: from a
    commit to its onset. largest_gap_ms: between two commits. troubles: what is wrong with the
    piece at the end. xruns: as Csound's JACK, ALSA and PortAudio modules tell; None elsewhere.
    clipped: samples; nan: blocks.
    """
    front, choice = player.front, player.plan.choice
    status, hello, extra = front.status(), front.hello or {}, front.extra
    return {
        "piece": hello.get("piece", choice.piece),
        "seed": choice.seed,
        "exit_reason": player.exit_reason,
        "error": None if player.failure is None else str(player.failure),
        "seconds": round(status.seconds, 3),
        "events": status.events,
        **{each.word.lower(): getattr(status, each.name) for each in MISHAPS},
        "troubles": front.troubles,
        "smallest_margin_ms": status.margin_ms,
        "largest_gap_ms": status.gap_ms,
        "audio": hello.get("module"),
        "sample_rate": hello.get("sample_rate"),
        "clock_step_ms": extra.get("clock_step_ms"),
        "look_ahead_ms": extra.get("look_ahead_ms"),
        "realtime": extra.get("realtime"),
        "recorded_file": player.plan.recording,
        "recorded_seconds": (front.ended or {}).get("recorded_seconds"),
        "score_file": player.plan.score,
    }


def summary_line(facts: dict[str, Any]) -> str:
    """Return a summary in one line."""
    words = [each.word for each in MISHAPS if each.word in TOLD or facts[each.word.lower()]]
    counts = [f"{facts['events']} events", *(f"{facts[word.lower()]} {word}" for word in words)]
    line = f"played {facts['seconds']:.1f} s: {', '.join(counts)}"
    if facts["smallest_margin_ms"] is not None:
        line += f", smallest margin {facts['smallest_margin_ms']:.1f} ms"
    if facts["largest_gap_ms"] is not None:
        line += f", largest gap {facts['largest_gap_ms']:.1f} ms"
    if facts["recorded_seconds"] is not None:
        line += f"; recorded {facts['recorded_seconds']:.1f} s to {facts['recorded_file']}"
    return line
