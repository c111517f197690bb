"""Writes layouts for controllers to files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.control.layouts import open_stage_control, touchosc
from generator.control.surface import Subject
from generator.render.targets import Targets, writing

PROGRAMS = {"TouchOSC": touchosc.layout, "Open Stage Control": open_stage_control.session}


def write_layouts(
    subject: Subject, wanted: dict[str, str], force: bool, token: str = ""
) -> Iterator[str]:
    """Write a layout to each path, by the name of its program; yield what was done.

    token: what the layouts show by themselves; "" for nothing. Raises OutputError, and then leaves
    no file.
    """
    targets = Targets(force)
    try:
        for program, path in wanted.items():
            partial = targets.add(Path(path))
            with writing(Path(path)):
                partial.write_bytes(PROGRAMS[program](subject, token))
        targets.finish()
    finally:
        targets.discard()
    count = len(subject.declared)
    for program, path in wanted.items():
        yield f"{path}: a layout for {program} with {count} parameters of {subject.piece}"
