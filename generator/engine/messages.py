"""What Csound prints, read for the one line that a user needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.engine.orchestra import Orchestra
from generator.errors import OrchestraError

_LINE = re.compile(r"\bline (\d+)")
_NOISE = re.compile(r"^(\s*>>>.*|\s*line \d+:?.*|Parsing failed.*|Stopping on.*|\s*)$")


def compile_error(orchestra: Orchestra, messages: Sequence[str]) -> OrchestraError:
    """Return Csound's own complaint with the file and the line that it names."""
    complaints = [
        text.strip()
        for text in messages
        if re.search(r"error|cannot|invalid|unable|not found", text, re.IGNORECASE)
        and not _NOISE.match(text)
    ]
    line = next((int(found.group(1)) for text in messages if (found := _LINE.search(text))), 1)
    said = complaints[0] if complaints else "it does not compile"
    return OrchestraError(f"{orchestra.origin(line)}: {said}")
