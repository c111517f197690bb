"""How a performance was steered, as lines over time: what a picture shows of a journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from generator.control.commands import Action, Applied, At, Command, Over
from generator.parameters import Parameter, Warp
from generator.render.picture import Section

SWITCHES = (Warp.CHOICE, Warp.TOGGLE)
TEMPO, SEED = "tempo", "seed"
ON_THE_BEAT = 1e-6
MARKS = {
    Action.RECALL: "snapshot",
    Action.PAUSE: "pause",
    Action.RESUME: "play",
    Action.TOGGLE: "pause or play",
    Action.REWIND: "stop",
    Action.STOP: "end",
    Action.PANIC: "panic",
    Action.RELEASE: "notes off",
}


class Mark(NamedTuple):
    """Something that was done at a moment."""

    seconds: float
    text: str


class Lane:
    """One parameter's way: corners of a line, as seconds and positions from 0 to 1."""

    def __init__(self, parameter: Parameter, value: float) -> None:
        self.parameter = parameter
        self.corners = [(0.0, parameter.position(parameter.clip(value)))]

    @property
    def moved(self) -> int:
        """How many corners the line has beyond its beginning."""
        return len(self.corners) - 1

    def go(self, seconds: float, value: float, ramp_seconds: float = 0.0) -> None:
        """Go to a value from a moment on; a way that is not over by then is given up."""
        place = self.parameter.position(self.parameter.clip(value))
        before = self._cut(seconds)
        if place == before:
            return
        if ramp_seconds and self.parameter.warp in SWITCHES:
            seconds, ramp_seconds = seconds + ramp_seconds / 2.0, 0.0
        self.corners += [(seconds, before), (seconds + ramp_seconds, place)]

    def _cut(self, seconds: float) -> float:
        """Return the position at a moment, and forget the way beyond it."""
        while self.corners[-1][0] > seconds and len(self.corners) > 1:
            end, place = self.corners.pop()
            start, before = self.corners[-1]
            if start <= seconds:
                return before + (place - before) * (seconds - start) / (end - start)
        return self.corners[-1][1]


class Steering(NamedTuple):
    """Everything that was done: the parameters that were moved, and the rest as marks."""

    lanes: list[Lane]
    marks: list[Mark]


def steering_of(
    declared: Iterable[Parameter],
    values: Mapping[str, float],
    applied: Iterable[Applied],
    sample_rate: int,
    sections: Sequence[Section] = (),
    bar_beats: float = 4.0,
) -> Steering:
    """Return how a performance was steered.

    values: the parameters at the start. applied: from the journal. sections: those that began, for
    what waited for one. What waited for a beat is put where the tempo of that moment leads.
    """
    lanes = {each.id: Lane(each, values[each.id]) for each in declared if each.id in values}
    marks: list[Mark] = []
    for seconds, command, tempo_bpm in _timed(applied, values, sample_rate, sections, bar_beats):
        for key, value in _targets(command):
            if key in lanes and key != SEED:
                lanes[key].go(seconds, value, _length(command, tempo_bpm))
        if text := _mark(command):
            marks.append(Mark(seconds, text))
    return Steering([lane for lane in lanes.values() if lane.moved], marks)


def _timed(
    applied: Iterable[Applied],
    values: Mapping[str, float],
    sample_rate: int,
    sections: Sequence[Section],
    bar_beats: float,
) -> list[tuple[float, Command, float]]:
    """Return the commands with the moments at which they acted, in order, and the tempo then."""
    tempo_bpm = values.get(TEMPO, 120.0)
    timed = []
    for each in applied:
        seconds = _moment(each, tempo_bpm, sample_rate, sections, bar_beats)
        timed.append((seconds, each.command, tempo_bpm))
        tempo_bpm = dict(_targets(each.command)).get(TEMPO, tempo_bpm)
    return sorted(timed, key=lambda each: each[0])


def _targets(command: Command) -> Iterator[tuple[str, float]]:
    if command.action is Action.SET:
        yield command.subject, command.value
    elif command.action is Action.RECALL:
        yield from command.values


def _length(command: Command, tempo_bpm: float) -> float:
    return command.ramp * (60.0 / tempo_bpm if command.over is Over.BEATS else 1.0)


def _moment(
    applied: Applied,
    tempo_bpm: float,
    sample_rate: int,
    sections: Sequence[Section],
    bar_beats: float,
) -> float:
    """Return when a command acted, in seconds."""
    onset_sample, beat, command = applied
    sample = float(max(onset_sample, command.due_sample or 0))
    if command.at is At.SECTION:
        later = (each.onset_sample for each in sections if each.onset_sample >= onset_sample)
        sample = next(later, sample)
    elif command.at is not At.NOW:
        length = 1.0 if command.at is At.BEAT else bar_beats
        wait_beats = ceil(beat / length - ON_THE_BEAT) * length - beat
        sample += wait_beats * 60.0 / tempo_bpm * sample_rate
    return sample / sample_rate


def _mark(command: Command) -> str:
    """Return a word for what was done, nothing where the lanes or the notes show it."""
    action, subject = command.action, command.subject
    if action is Action.REROLL:
        return f"{subject} anew".lstrip()
    if action in (Action.PIECE, Action.SECTION):
        return f"→ {subject}"
    if action is Action.RECORD:
        return "record" if command.value else "recorded"
    if action is Action.EDIT:
        return "edit"
    return MARKS.get(action, "")
