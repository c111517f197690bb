"""Where the time of a render goes: what each instrument, each part and all the rest take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import process_time_ns, thread_time_ns
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from generator.composition.piece import Step
from generator.render.worker import Job, Worker
from generator.timing.line import Line
from generator.timing.step_watch import PATIENT_LOOKS, StepWatch

if TYPE_CHECKING:
    from generator.engine.profiled import InstrumentTime, Times

STARTING = "compiling, starting Csound"
EVENTS = "events, room for notes"
PERFORMING = "performing"
COMMITTING = "scheduling, committing notes"
WRITING = "encoding, writing files"
WATCHING = "watching over the steps"
LOOKS = 1001  # at the clock, to see how long that takes
HELD = 0.99

Given = ParamSpec("Given")
Result = TypeVar("Result")
Nanoseconds = Callable[[], int]


@dataclass(frozen=True, slots=True)
class InstrumentCost:
    """What an instrument takes.

    kind: notes, held (it sounds from the start to the end), or host (Scoretime's own). speed: audio
    seconds in a second of its work. seconds_per_voice_second: of work, for each note that sounds.
    share: of the whole, 0 to 1.
    """

    name: str
    kind: str
    notes: int
    voice_seconds: float
    seconds: float
    share: float
    speed: float | None
    seconds_per_voice_second: float | None


@dataclass(frozen=True, slots=True)
class PartCost:
    """What the steps of a part take, in Python."""

    name: str
    steps: int
    seconds: float
    share: float
    microseconds_per_step: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What anything else takes."""

    name: str
    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Where the processor's time went, each list from the dearest on.

    seconds: what the process took by the system's account, without clock_seconds, which went into
    taking the times. sum_seconds: what is explained of it.
    """

    audio_seconds: float
    seconds: float
    sum_seconds: float
    clock_seconds: float
    instruments: tuple[InstrumentCost, ...]
    parts: tuple[PartCost, ...]
    rest: tuple[Cost, ...]


class DirectWorker(Worker[Job]):
    """Does each job at once, so that nothing runs beside what is timed."""

    def __init__(self, work: Callable[[Job], None]) -> None:
        self._work = work

    def put(self, job: Job) -> None:
        """Do a job."""
        self._work(job)

    def close(self) -> None:
        """Do nothing: all is done."""


class TimedWatch(StepWatch):
    """Watches over steps and takes their times.

    spent: steps and nanoseconds, by part. looking: nanoseconds of the thread that looks.
    """

    __slots__ = ("_cpu", "looking", "spent")

    def __init__(self, cpu: Nanoseconds) -> None:
        super().__init__()
        self.spent: dict[str, tuple[int, int]] = {}
        self.looking = 0
        self._cpu = cpu

    def step(self, line: Line, onset_sample: int) -> Step:
        """Return a part's step; raises what any StepWatch raises."""
        start = self._cpu()
        try:
            return super().step(line, onset_sample)
        finally:
            steps, spent = self.spent.get(line.part.name, (0, 0))
            self.spent[line.part.name] = steps + 1, spent + self._cpu() - start

    def look(self, patient_looks: int = PATIENT_LOOKS) -> str | None:
        """Look as any StepWatch does: in a thread that does nothing else."""
        self.looking = self._cpu()
        return super().look(patient_looks)


def untimed(_: str, function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return the function itself."""
    return function


class Profiler:
    """Takes times while a render goes on, all of it in one thread; the whole is from now on."""

    def __init__(
        self, cpu: Nanoseconds = thread_time_ns, process: Nanoseconds = process_time_ns
    ) -> None:
        self._cpu, self._process = cpu, process
        self._start = process()
        looks = [cpu() for _ in range(LOOKS)]
        self._look = median(after - before for before, after in pairwise(looks))
        self._spent: dict[str, int] = dict.fromkeys((STARTING, PERFORMING, COMMITTING, WRITING), 0)
        self.watch = TimedWatch(cpu)

    def timed(self, name: str, function: Callable[Given, Result]) -> Callable[Given, Result]:
        """Return a function whose time counts for a name."""

        def run(*given: Given.args, **named: Given.kwargs) -> Result:
            start = self._cpu()
            try:
                return function(*given, **named)
            finally:
                self._spent[name] += self._cpu() - start

        return run

    def profile(self, times: Times) -> Profile:
        """Return where the time went until now. times: those of the engine."""
        clocks = self._clock_seconds(times)
        whole = max((self._process() - self._start) / 1e9 - clocks, 1e-9)
        parts = [self._part(name, whole) for name in self.watch.spent]
        instruments = [_instrument(each, times, whole) for each in times.instruments if each.notes]
        rest = [Cost(name, seconds, seconds / whole) for name, seconds in self._rest(times)]
        lists = instruments, parts, rest
        return Profile(
            audio_seconds=times.audio_seconds,
            seconds=whole,
            sum_seconds=sum(cost.seconds for costs in lists for cost in costs),
            clock_seconds=clocks,
            instruments=tuple(sorted(instruments, key=_dearest)),
            parts=tuple(sorted(parts, key=_dearest)),
            rest=tuple(sorted(rest, key=_dearest)),
        )

    def _part(self, name: str, whole: float) -> PartCost:
        steps, spent = self.watch.spent[name]
        seconds = max(0.0, spent - steps * self._look) / 1e9
        return PartCost(name, steps, seconds, seconds / whole, seconds / steps * 1e6)

    @property
    def _steps(self) -> tuple[int, int]:
        """How many steps were taken, and their nanoseconds."""
        spent = self.watch.spent.values()
        return sum(steps for steps, _ in spent), sum(nanoseconds for _, nanoseconds in spent)

    def _clock_seconds(self, times: Times) -> float:
        """Return what all clocks took; at each step there are two looks at one."""
        steps, _ = self._steps
        around = self._spent[PERFORMING] / 1e9 - times.performing
        return times.clocks + around + 2e-9 * steps * self._look

    def _rest(self, times: Times) -> Iterator[tuple[str, float]]:
        """Yield what is no instrument and no part."""
        steps, nanoseconds = self._steps
        instruments = sum(each.seconds for each in times.instruments)
        committing = self._spent[COMMITTING] - nanoseconds - steps * self._look
        yield STARTING, self._spent[STARTING] / 1e9
        yield COMMITTING, committing / 1e9
        yield EVENTS, times.performing - times.clocks - instruments
        yield WRITING, self._spent[WRITING] / 1e9
        yield WATCHING, self.watch.looking / 1e9


def _instrument(time: InstrumentTime, times: Times, whole: float) -> InstrumentCost:
    held = time.voice_seconds >= HELD * time.notes * times.audio_seconds
    return InstrumentCost(
        name=time.name,
        kind="host" if time.host else "held" if held else "notes",
        notes=time.notes,
        voice_seconds=time.voice_seconds,
        seconds=time.seconds,
        share=time.seconds / whole,
        speed=times.audio_seconds / time.seconds if time.seconds else None,
        seconds_per_voice_second=time.seconds / time.voice_seconds if time.voice_seconds else None,
    )


def _dearest(cost: InstrumentCost | PartCost | Cost) -> float:
    return -cost.seconds
