"""Following a MIDI clock, by the tempo and the phase of its ticks."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from generator.control.commands import Action, Command
from generator.control.desk import Desk
from generator.control.midi.ticks import TICKS_PER_BEAT, Ticks
from generator.control.status import Status
from generator.control.surface import Surface

SOURCE = "midi clock"
TICKS_PER_SIXTEENTH = 6
TEMPO_TOLERANCE = 0.0003
TEMPO_SECONDS = 0.1
PHASE_TOLERANCE_SECONDS = 0.001
ALIGNING_SECONDS = 0.5
SHORTEST_SECONDS = 0.2
STEEPEST = 0.25
SETTLING_SECONDS = 0.1
LOCKED_MS = 2.0
LOST_MS = 20.0


class Frame(NamedTuple):
    """How the performance stood at a time of the monotonic clock. beats: since it began."""

    seconds: float
    beats: float
    tempo_bpm: float
    paused: bool


def frame_of(surface: Surface, status: Status, now_seconds: float) -> Frame | None:
    """Return how a status says that the performance stood; None before it plays."""
    seconds = monotonic_of(surface, status.sample, now_seconds)
    if seconds is None or status.tempo_bpm <= 0.0:
        return None
    return Frame(seconds, status.beats, status.tempo_bpm, status.paused)


def monotonic_of(surface: Surface, sample: int, now_seconds: float) -> float | None:
    """Return the monotonic time at which a sample plays; None before anything does."""
    here, later = surface.sample_at(now_seconds), surface.sample_at(now_seconds + 1.0)
    if here is None or later is None or later <= here:
        return None
    return now_seconds + (sample - here) / (later - here)


class ClockIn:
    """Lets the performance follow a MIDI clock; for one thread only.

    Start begins the piece anew with the first tick after it; stop pauses; continue plays on. The
    tempo follows from the ticks whether or not they run; the phase, once a start or continue has
    told which tick is a beat. A generative piece cannot be played from any place: song position 0
    rewinds it, another one only places the beat within the bar.

    Small errors of phase are worn off within half a second, large ones by a tempo that is at most
    a quarter faster or slower. phase_error_ms: how far the performance is behind the clock, None
    while that cannot be told. notices: told when the clock is caught, lost, silent or back.
    """

    def __init__(self, desk: Desk, notices: deque[str]) -> None:
        self.phase_error_ms: float | None = None
        self._desk = desk
        self._notices = notices
        self._ticks = Ticks()
        self._running = False
        self._waiting = False
        self._locked = False
        self._lost = False
        self._aligning = False
        self._origin = 0
        self._next_position: int | None = None
        self._tempo_seconds = 0.0
        self._playing_seconds = 0.0
        self._aligned_seconds = 0.0

    def hear(self, word: str, seconds: float, sixteenths: int = 0) -> None:
        """Take a message: clock, start, stop, continue, or songpos with its sixteenths."""
        if word == "clock":
            self._tick(seconds)
        elif word == "start":
            self._next_position = 0
            self._act(Action.REWIND)
            self._go(seconds)
        elif word == "continue":
            self._go(seconds)
        elif word == "stop":
            self._stop()
        elif word == "songpos":
            self._next_position = sixteenths * TICKS_PER_SIXTEENTH
            if sixteenths == 0 and not self._running:
                self._act(Action.REWIND)

    def _tick(self, seconds: float) -> None:
        self._ticks.hear(seconds)
        if self._running and self._next_position is not None:
            self._origin = self._ticks.count - self._next_position
            self._next_position = None
        if self._waiting:
            self._play(seconds, None)

    def _go(self, seconds: float) -> None:
        """Play from the next tick on: at its time if that can be foreseen, else when it comes."""
        self._running, self._waiting = True, False
        if self._ticks.steady and self._ticks.alive(seconds):
            next_seconds = self._ticks.seconds_of(self._ticks.count + 1)
            self._play(seconds, self._desk.surface.sample_at(next_seconds))
        else:
            self._waiting = True

    def _play(self, seconds: float, due_sample: int | None) -> None:
        self._waiting = False
        self._playing_seconds = seconds + SETTLING_SECONDS
        self._aligning = False
        self._desk.act(Action.RESUME, SOURCE, due_sample=due_sample)

    def _stop(self) -> None:
        if self._running and self._next_position is None:
            self._next_position = self._ticks.count + 1 - self._origin
        self._running = self._waiting = self._locked = False
        self.phase_error_ms = None
        self._act(Action.PAUSE)

    def _act(self, action: Action) -> None:
        self._desk.act(action, SOURCE)

    # -- what the performance tells

    def tell(self, frame: Frame, now_seconds: float) -> None:
        """Compare the performance with the clock, and steer it; called about 30 times a second."""
        alive = self._ticks.alive(now_seconds)
        known = self._running and self._next_position is None
        if known and alive is self._lost:
            self._lost = not alive
            tail = "is there again" if alive else "has fallen silent: the tempo stays as it is"
            self._notices.append(f"the MIDI clock {tail}")
        if not (alive and self._ticks.steady):
            self.phase_error_ms = None
            return
        self._follow_tempo(now_seconds)
        if known and not frame.paused and frame.seconds >= self._playing_seconds:
            self._follow_phase(frame, now_seconds)

    def _follow_tempo(self, now_seconds: float) -> None:
        present_bpm = self._desk.surface.values["tempo"]
        tempo_bpm = self._desk.parameter("tempo").clip(self._ticks.tempo_bpm)
        tolerance = max(TEMPO_TOLERANCE, self._ticks.doubt)
        differs = abs(tempo_bpm / present_bpm - 1.0) > tolerance
        if differs and now_seconds >= self._tempo_seconds:
            self._tempo_seconds = now_seconds + TEMPO_SECONDS
            self._aligning = False  # a tempo that is set ends an alignment
            self._desk.set("tempo", tempo_bpm, SOURCE)

    def _follow_phase(self, frame: Frame, now_seconds: float) -> None:
        bar_beats = self._desk.surface.subject.bar_beats
        behind = self._beats_at(frame.seconds) - frame.beats
        whole_bars = bar_beats * round(behind / bar_beats)
        error_seconds = (behind - whole_bars) * TICKS_PER_BEAT * self._ticks.period_seconds
        self.phase_error_ms = 1000.0 * error_seconds
        self._say_phase()
        due = not self._aligning or now_seconds >= self._aligned_seconds + SETTLING_SECONDS
        if due and abs(error_seconds) > PHASE_TOLERANCE_SECONDS:
            shortest = now_seconds + max(SHORTEST_SECONDS, abs(error_seconds) / STEEPEST)
            if self._aligned_seconds < shortest:
                self._aligned_seconds = max(shortest, now_seconds + ALIGNING_SECONDS)
            self._align(whole_bars)

    def _align(self, whole_bars: float) -> None:
        """Ask to be in phase when `_aligned_seconds` comes."""
        sample = self._desk.surface.sample_at(self._aligned_seconds)
        if sample is not None:
            self._aligning = True
            beat = self._beats_at(self._aligned_seconds) - whole_bars
            values = (("beat", beat), ("sample", float(sample)))
            self._desk.surface.submit(Command(Action.ALIGN, values=values, source=SOURCE))

    def _beats_at(self, seconds: float) -> float:
        """Return the clock's beat at a time."""
        return (self._ticks.at(seconds) - self._origin) / TICKS_PER_BEAT

    def _say_phase(self) -> None:
        error_ms = self.phase_error_ms or 0.0
        if not self._locked and abs(error_ms) <= LOCKED_MS:
            self._locked = True
            tempo_bpm = self._ticks.tempo_bpm
            self._notices.append(
                f"follows the MIDI clock at {tempo_bpm:.2f} BPM, phase error {error_ms:+.1f} ms"
            )
        elif self._locked and abs(error_ms) > LOST_MS:
            self._locked = False
            self._notices.append(f"the MIDI clock is {error_ms:+.1f} ms off: catching up")
