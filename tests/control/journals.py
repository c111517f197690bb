"""A journal's header, for the tests of several rooms."""

from __future__ import annotations

from generator.control.journal import Header

HEADER = Header(
    scoretime="0.1",
    versions={"csound": "6.18"},
    started="2026-01-02T03:04:05+00:00",
    piece="lattice",
    piece_hash="a",
    csd=None,
    orchestra_hash="b",
    seed=7,
    sample_rate=48_000,
    ksmps=32,
    extent={"duration_seconds": None, "bars": None, "tail_seconds": None},
    values={"tempo": 108.0},
)
