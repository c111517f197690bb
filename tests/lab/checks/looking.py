"""Surroundings that are not there, for tests of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.engine.devices import Module
from generator.errors import EngineError
from generator.lab.checks.finding import Finding


def refusing(text: str) -> Any:
    def probe(what: str) -> Mapping[str, Any]:
        raise EngineError(text)

    return probe


def only(findings: Iterator[Finding]) -> Finding:
    (finding,) = findings
    return finding


def modules(**steps: float | str) -> Any:
    """Return what looks at modules: those with a step open, others say why not."""

    def look(names: Sequence[str]) -> list[Module]:
        (name,) = names
        step = steps.get(name, "not here")
        if isinstance(step, str):
            return [Module(name, refusal=f"audio module {name} cannot be opened: {step}")]
        return [Module(name, clock_step_ms=step)]

    return look
