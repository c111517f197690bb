"""Commands in words, as they stand in the list of a performance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from generator.control.commands import Action, At, Command
from generator.control.worth import rounded, worth
from generator.parameters import Parameter

Parameters = Mapping[str, Parameter]

PLAIN = {
    Action.PAUSE: "pause",
    Action.RESUME: "play on",
    Action.TOGGLE: "pause, or play on",
    Action.REWIND: "stop, and go back to the beginning",
    Action.STOP: "fade out, and end",
    Action.PANIC: "panic: silence everything",
    Action.RELEASE: "let go of every note",
    Action.RECORD: "end the recording",
    Action.TICK: "a tick of another clock",
}


def words(command: Command, parameters: Parameters) -> str:
    """Return what a command asks for; parameters: those that are known, by id."""
    return f"{_deed(command, parameters)}{_ramp(command)}{_moment(command)}"


def minutes(seconds: float) -> str:
    """Return seconds as minutes:seconds with milliseconds, and hours where there are any."""
    whole, thousandths = divmod(round(seconds * 1000.0), 1000)
    whole_minutes, rest = divmod(whole, 60)
    hours, left = divmod(whole_minutes, 60)
    ahead = f"{hours}:{left:02d}" if hours else f"{left}"
    return f"{ahead}:{rest:02d}.{thousandths:03d}"


def _deed(command: Command, parameters: Parameters) -> str:
    action, subject = command.action, command.subject
    if action is Action.SET:
        return f"{subject} → {worth(parameters.get(subject), command.value)}"
    if action is Action.RECALL:
        count = len(command.values)
        return f"snapshot of {count} parameter{'' if count == 1 else 's'}"
    if action is Action.REROLL:
        what = f"{subject} drawn anew" if subject else "begin anew"
        return f"{what} from seed {command.value:.0f}"
    if action is Action.NOTE:
        return _note(command)
    if action is Action.ALIGN:
        return f"meet beat {rounded(dict(command.values).get('beat', 0.0))}"
    if action is Action.RECORD and command.value:
        return f"recording → {PurePath(subject).name}"
    if action is Action.EDIT:
        return f"version {subject[:12]} of the piece"
    return PLAIN.get(action) or f"{action} → {subject}"


def _note(command: Command) -> str:
    values = dict(command.values)
    pitch, amplitude, beats = (
        rounded(values.get(key, 0.0)) for key in ("pitch", "amplitude", "beats")
    )
    return f"note {command.subject} {pitch}, amplitude {amplitude}, beats {beats}"


def _ramp(command: Command) -> str:
    return f" over {rounded(command.ramp)} {_unit(command)}" if command.ramp > 0.0 else ""


def _unit(command: Command) -> str:
    return "s" if command.over == "seconds" else "beats"


def _moment(command: Command) -> str:
    return "" if command.at is At.NOW else f" at the next {command.at}"
