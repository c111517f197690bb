"""The scheduler: a queue of future beats, committed up to a horizon."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush
from math import inf
from threading import get_ident
from typing import Protocol

from generator.composition.event import Event
from generator.composition.note import Note, Rest, check_note, check_step
from generator.composition.piece import Step
from generator.errors import NoteError
from generator.timing.line import Line
from generator.timing.shaping import Shaping
from generator.timing.step_watch import Overdue, StepWatch
from generator.timing.swing import swung
from generator.timing.tempo import TempoMap
from generator.units import frequency_hz


class Sink(Protocol):
    """What takes what the scheduler commits, in order of onset."""

    def note(self, event: Event) -> None:
        """Take a note."""
        ...

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Take the beginning of a section."""
        ...

    def refuse(self, line: Line, error: NoteError) -> None:
        """Take note of a yielded value that cannot be played; the part goes on."""
        ...

    def fault(self, line: Line, error: Exception) -> None:
        """Take note of a part that failed; it does not step again."""
        ...

    def cut(self, line: Line, onset_sample: int, place: str) -> None:
        """Take note of a part whose step at this sample did not come back; it does not step again.

        place: file:line.
        """
        ...


class Scheduler:
    """Steps every part at its beat and commits what falls before the horizon.

    Two queues: parts by the beat of their next step, and delayed notes by sample. Both are in
    seconds only when looked at, so a tempo change moves all that is not yet committed. own: ids of
    parameters that shape no notes (see Shaping). explains: whether events say what made them.
    watch: knows which part steps.
    """

    def __init__(
        self,
        lines: list[Line],
        tempo_map: TempoMap,
        parameters: Mapping[str, float],
        sample_rate: int,
        sink: Sink,
        own: Collection[str] = (),
        *,
        explains: bool = False,
    ) -> None:
        self.sample_rate = sample_rate
        self.horizon_sample = 0
        self.watch = StepWatch()
        self._sink = sink
        self._explains = explains
        self._delayed: list[tuple[int, int, Event]] = []
        self._delays = 0
        self._held = False
        self._as_composed = True
        self.restart(lines, tempo_map, parameters, own)

    def restart(
        self,
        lines: list[Line],
        tempo_map: TempoMap,
        parameters: Mapping[str, float],
        own: Collection[str] = (),
    ) -> None:
        """Play these lines, each from its own beat; notes that are delayed already still come."""
        self.tempo_map = tempo_map
        self._parameters = parameters
        self._shaping = Shaping(parameters, (line.part.name for line in lines), own)
        self._steps = [(line.beat, line.order, line) for line in lines]
        heapify(self._steps)
        self._sounding = sum(line.part.sounding for line in lines)

    def exchange(
        self,
        kept: Collection[Line],
        fresh: Collection[Line],
        parameters: Mapping[str, float],
        own: Collection[str] = (),
    ) -> None:
        """Go on with those lines that are kept, unless they have ended, and with fresh ones."""
        lines = [line for _, _, line in self._steps if line in kept]
        self.restart([*lines, *fresh], self.tempo_map, parameters, own)

    def renew(self, line: Line) -> bool:
        """Let a line take the place of the one of the same part, from that one's next step on.

        Returns False, and does nothing, where that one has ended.
        """
        index = self._index(line.part.name)
        if index is None:
            return False
        beat, order, former = self._steps[index]
        line.take_over(former)
        self._steps[index] = (beat, order, line)
        return True

    def cut(self, part_name: str) -> bool:
        """Let a part not step again; returns False where it has ended."""
        index = self._index(part_name)
        if index is None:
            return False
        _, _, line = self._steps.pop(index)
        heapify(self._steps)
        self._sounding -= line.part.sounding
        return True

    def _index(self, part_name: str) -> int | None:
        """Return where in the queue a part is; None where it has ended."""
        names = (line.part.name for _, _, line in self._steps)
        return next((index for index, name in enumerate(names) if name == part_name), None)

    @property
    def finished(self) -> bool:
        """Whether no part will sound again."""
        return self._sounding == 0 and not self._delayed

    def end(self) -> None:
        """Let no part step again."""
        self._steps.clear()
        self._sounding = 0

    def hold(self) -> None:
        """Let `advance` return after the step it is at."""
        self._held = True

    def advance(self, horizon_sample: int) -> bool:
        """Commit every event whose onset lies before the horizon; it never moves back.

        Returns whether it came all the way: where it was held, the horizon is the step's onset.
        """
        self.watch.thread_id = get_ident()
        self._as_composed = self._shaping.read()
        step_sample = self._next_step_sample()
        while True:
            delayed_sample = self._delayed[0][0] if self._delayed else inf
            if step_sample < delayed_sample and step_sample < horizon_sample:
                self._step(heappop(self._steps)[2], int(step_sample))
                if self._held:
                    self._held = False
                    self.horizon_sample = int(step_sample)
                    return False
                step_sample = self._next_step_sample()
            elif delayed_sample < horizon_sample:
                self._sink.note(heappop(self._delayed)[2])
            else:
                break
        self.horizon_sample = max(self.horizon_sample, horizon_sample)
        return True

    def _next_step_sample(self) -> float:
        if not self._steps:
            return inf
        beat, swing = self._steps[0][0], self._parameters["swing"]
        onset = self.tempo_map.seconds_at(swung(beat, swing) if swing else beat) * self.sample_rate
        if onset == inf:
            return inf
        return max(self.horizon_sample, round(onset))

    def _step(self, line: Line, onset_sample: int) -> None:
        """Take one step of a part, act on what it said, and queue its next step."""
        goes_on = self._try(line, onset_sample)
        live = line.live
        if live.section is not None:
            self._sink.section(live.section, live.beat, onset_sample)
            live.section = None
        if live.ended:
            self.end()
        elif goes_on:
            heappush(self._steps, (line.beat, line.order, line))
        else:
            self._sounding -= line.part.sounding

    def _try(self, line: Line, onset_sample: int) -> bool:
        """Play a part's step; return whether it has another."""
        try:
            step = self.watch.step(line, onset_sample)
        except StopIteration:
            return False
        except Overdue as overdue:
            self._sink.cut(line, onset_sample, line.place(overdue))
            return False
        except Exception as error:  # a piece may raise anything; the others play on
            self._sink.fault(line, error)
            return False
        try:
            self._play(line, step, onset_sample)
        except NoteError as error:
            self._sink.fault(line, error)
            return False
        return True

    def _play(self, line: Line, step: Step, onset_sample: int) -> None:
        if isinstance(step, Rest):
            line.move_on(check_step(step.beats))
            return
        sounds = self._shaping.sounds(line)
        if isinstance(step, Note):
            last = step
            if sounds:
                self._commit(line, step, onset_sample)
        else:
            last = _last_of(step)
            for note in step if sounds else ():
                self._commit(line, note, onset_sample)
        step_beats = last.step_beats
        line.move_on(check_step(last.duration_beats if step_beats is None else step_beats))

    def _commit(self, line: Line, note: Note, onset_sample: int) -> None:
        try:
            check_note(note)
        except (NoteError, TypeError, AttributeError) as error:
            self._sink.refuse(line, NoteError(str(error)))
            return
        line.played.add(line.beat, note)
        if not self._as_composed:
            note = self._shaping.shaped(note, line)
        event = self._event(line, note, onset_sample)
        if note.delay_seconds > 0.0:
            self._delays += 1
            heappush(self._delayed, (event.onset_sample, self._delays, event))
        else:
            self._sink.note(event)

    def _event(self, line: Line, note: Note, onset_sample: int) -> Event:
        pitch, duration_beats, amplitude, pan, _, delay_seconds, controls, instrument = note
        part, beat, rate = line.part, line.beat, self.sample_rate
        if delay_seconds:
            onset_sample += round(delay_seconds * rate)
        event = Event(
            onset_sample,
            round(self.tempo_map.seconds_between(beat, beat + duration_beats) * rate) or 1,
            instrument or part.instrument,
            amplitude,
            frequency_hz(pitch),
            pan,
            part.number,
            controls,
            part.name,
            beat,
            pitch,
            duration_beats,
        )
        return event._replace(**line.provenance) if self._explains else event


def _last_of(notes: list[Note]) -> Note:
    """Return the last of a list of notes, which says when the next step is."""
    if not isinstance(notes, list) or not notes or not isinstance(notes[-1], Note):
        raise NoteError(f"{notes!r:.80} is no step: yield a Note, a Rest or a list of Notes")
    return notes[-1]
