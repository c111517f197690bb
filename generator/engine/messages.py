"""What Csound prints, read for the one line that a user needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.engine.orchestra import Orchestra
from generator.errors import (
    AudioDeviceError,
    OrchestraError,
    SampleRateError,
    SmallBufferError,
)

_LINE = re.compile(r"\bline:? (\d+)", re.IGNORECASE)
_COMPLAINT = re.compile(
    r"error|cannot|invalid|unable|not found|undefined|unterminated", re.IGNORECASE
)
_CLUTTER = re.compile(r"^(error:\s*)+| (found )?on line \d+", re.IGNORECASE)
_NAMED = re.compile(r"'(\w+)'")
_LINES_AWAY = 3  # how far before an expression Csound may place what is wrong with it
_SYSTEM_RATE = re.compile(r"^system sr: (\d+)")
_NOISE = re.compile(r"^(\s*>>>.*|\s*line \d+:?.*|Parsing failed.*|Stopping on.*|\s*)$")


def compile_error(orchestra: Orchestra, messages: Sequence[str]) -> OrchestraError:
    """Return Csound's own complaint with the file and the line that it names."""
    told = [text.strip() for text in messages if not _NOISE.match(text)]
    place = next((at for at, text in enumerate(told) if _COMPLAINT.search(text)), None)
    said = "it does not compile" if place is None else _CLUTTER.sub("", told[place])
    if place is not None and said.endswith(":"):
        said = " ".join([said, *told[place + 1 : place + 2]])
    line = next((int(found.group(1)) for text in messages if (found := _LINE.search(text))), 1)
    return OrchestraError(f"{orchestra.origin(_line_of(said, line, orchestra))}: {said}")


def _line_of(said: str, line: int, orchestra: Orchestra) -> int:
    """Return the line, or the next one that has the name which is complained about."""
    named = _NAMED.search(said)
    lines = orchestra.text.splitlines()[line - 1 : line + _LINES_AWAY]
    near = (number for number, text in enumerate(lines, line) if named and named[1] in text)
    return next(near, line)


def system_rate(messages: Sequence[str]) -> int | None:
    """Return the rate of the audio server in Hz, where Csound tells of it.

    With a rate of our own asked for, Csound opens a JACK server that runs at another all the same.
    """
    rates = (_SYSTEM_RATE.search(text) for text in messages)
    return next((int(found.group(1)) for found in rates if found), None)


def device_error(module: str, messages: Sequence[str]) -> AudioDeviceError:
    """Return why an audio module did not open, as the kind of error that says what it wants."""
    text = "\n".join(messages)
    rate = re.search(r"does not match JACK sample rate (\d+)", text)
    marked = re.findall(r"^\s*\*\*\*\s*(.+?)(?:Failed to initialise.*)?$", text, re.MULTILINE)
    errors = marked or re.findall(r"^(.*error.*)$", text, re.MULTILINE | re.IGNORECASE)
    said = f"audio module {module} cannot be opened: {errors[-1] if errors else 'no reason given'}"
    if rate is not None:
        return SampleRateError(said, int(rate.group(1)))
    return (SmallBufferError if "(-B) is too small" in text else AudioDeviceError)(said)
