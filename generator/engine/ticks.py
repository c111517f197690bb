"""A metronome in Csound, for clocks that Python polls or is told of."""

from __future__ import annotations

from dataclasses import replace

from generator.engine.orchestra import BUNDLED, Orchestra

TICKS = BUNDLED.parent / "ticks.orc"
INSTRUMENT = 30012
RATE_CHANNEL = "ticks.hz"


def ticking(orchestra: Orchestra, port: int) -> Orchestra:
    """Return an orchestra with a metronome; port: where it sends messages, 0 for nowhere."""
    text = f"{orchestra.text}\n{TICKS.read_text(encoding='utf-8')}"
    return replace(orchestra, text=text, setup=(*orchestra.setup, f"i {INSTRUMENT} 0 -1 {port}"))
