"""Following a shared beat, and leading it: what Ableton Link needs, without the network."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import inf
from statistics import median
from typing import NamedTuple

from generator.control.commands import Action, Command
from generator.control.desk import Desk
from generator.control.link.timeline import Shared, Timeline, neat_tempo, same_tempo
from generator.control.status import Status
from generator.control.surface import Change

SOURCE = "link"
TEMPO = "tempo"
TOLERATED_MS = 0.3
GENTLE_SECONDS = 1.0  # how long it takes to mend a small error
BEND = 0.1  # how far the tempo may be bent for that; a larger error takes longer, up to a bar
FRAMES = 9  # how many readings of the phase make one that can be trusted
START_AHEAD_SECONDS = (0.2, 0.35)
QUIET_SECONDS = 0.5  # how long a pause or a start that was asked for may take to show


class Frame(NamedTuple):
    """A status beside the session.

    seconds: the moment of its sample. error_beats: how many beats the performance was behind then.
    """

    status: Status
    line: Timeline
    seconds: float
    error_beats: float


class Follower:
    """Keeps a performance and a shared session in one tempo, in phase, and both playing or paused.

    What one side changes, the other takes over; what came from there is not sent back. With others
    in the session the performance bends its tempo until its bars begin with theirs; alone, the
    session's beat is put where the performance is. quantum_beats: None is the piece's bar.
    """

    def __init__(self, desk: Desk, shared: Shared, quantum_beats: float | None = None) -> None:
        self.peers = 0
        self.phase_error_ms: float | None = None
        self._desk = desk
        self._shared = shared
        self._quantum_beats = quantum_beats
        self._subject = desk.surface.subject
        self._tempo_bpm = desk.surface.values[TEMPO]
        self._shared_plays: bool | None = None  # as last seen
        self._we_play: bool | None = None
        self._starting = False
        self._held_beats = -1.0
        self._quiet_until = -inf
        self._started_seconds = -inf
        self._errors: deque[float] = deque(maxlen=FRAMES)
        self._read_sample = -1
        self._settled_sample = 0

    @property
    def quantum_beats(self) -> float:
        """How many beats the phase counts."""
        return self._quantum_beats or self._desk.surface.subject.bar_beats

    def changed(self, changes: Iterable[Change]) -> None:
        """Take changes of the performance; the session gets its tempo."""
        for change in changes:
            if change.parameter == TEMPO and change.source != SOURCE:
                self._lead(change.value)

    def tell(self, status: Status) -> None:
        """Take the status of a frame, and do what has to be done."""
        line = self._shared.timeline(self.quantum_beats)
        self.peers = line.peers
        frame = self._frame(status, line)
        if frame is not None:
            self._share_playing(frame)
            if not self._share_tempo(frame):
                self._share_phase(frame)

    def _frame(self, status: Status, line: Timeline) -> Frame | None:
        now_sample = self._desk.surface.sample_at(line.seconds)
        later_sample = self._desk.surface.sample_at(line.seconds + 1.0)
        if now_sample is None or later_sample is None:
            return None
        seconds = line.seconds + (status.sample - now_sample) / (later_sample - now_sample)
        half = self.quantum_beats / 2.0
        ahead = line.beat_at(seconds) - status.beats + half
        return Frame(status, line, seconds, ahead % self.quantum_beats - half)

    # -- tempo

    def _lead(self, tempo_bpm: float) -> None:
        self._errors.clear()
        if not same_tempo(tempo_bpm, self._tempo_bpm):
            self._tempo_bpm = tempo_bpm
            self._shared.set_tempo(tempo_bpm)

    def _share_tempo(self, frame: Frame) -> bool:
        """Settle a new tempo; return whether there was one."""
        surface, line = self._desk.surface, frame.line
        another_piece = surface.subject is not self._subject  # it began in a tempo of its own
        self._subject = surface.subject
        if another_piece and not line.peers:
            self._lead(surface.values[TEMPO])
        elif another_piece or not same_tempo(line.tempo_bpm, self._tempo_bpm):
            self._take_tempo(frame)
        else:
            return False
        return True

    def _take_tempo(self, frame: Frame) -> None:
        """Take over the tempo of the session, and aim at its beat at once."""
        self._errors.clear()
        self._tempo_bpm = frame.line.tempo_bpm
        tempo_bpm = neat_tempo(self._tempo_bpm)
        taken_bpm = self._desk.set(TEMPO, tempo_bpm, SOURCE)
        if taken_bpm == tempo_bpm and frame.line.peers and not frame.status.paused:
            self._align(frame, frame.error_beats)

    # -- phase

    def _share_phase(self, frame: Frame) -> None:
        """Read the phase, and mend it when enough readings agree that it is off."""
        status, line = frame.status, frame.line
        if status.paused or not same_tempo(status.tempo_bpm, line.tempo_bpm):
            self._errors.clear()
            self.phase_error_ms = None
        elif status.sample != self._read_sample:
            self._read_sample = status.sample
            self._errors.append(frame.error_beats)
            typical = median(self._errors)
            self.phase_error_ms = 60_000.0 / line.tempo_bpm * typical
            if status.sample < self._settled_sample:
                self._errors.clear()
            elif len(self._errors) == FRAMES and abs(self.phase_error_ms) > TOLERATED_MS:
                self._mend(frame, typical)

    def _mend(self, frame: Frame, error_beats: float) -> None:
        self._errors.clear()
        line = frame.line
        if line.peers:
            self._align(frame, error_beats)
        else:
            self._shared.place(line.beat - error_beats, line.seconds, self.quantum_beats)

    def _align(self, frame: Frame, error_beats: float) -> None:
        """Ask the performance to meet the session's beat a little later."""
        beat_seconds = 60.0 / frame.line.tempo_bpm
        longest = max(GENTLE_SECONDS, self.quantum_beats * beat_seconds)
        by_seconds = frame.line.seconds + min(
            max(GENTLE_SECONDS, abs(error_beats) * beat_seconds / BEND), longest
        )
        sample = self._desk.surface.sample_at(by_seconds)
        if sample is not None:
            beat = frame.status.beats + error_beats + (by_seconds - frame.seconds) / beat_seconds
            values = (("beat", beat), ("sample", float(sample)))
            self._desk.surface.submit(Command(Action.ALIGN, values=values, source=SOURCE))
            self._settled_sample = sample

    # -- start and stop

    def _share_playing(self, frame: Frame) -> None:
        line, we_play = frame.line, not frame.status.paused
        if self._shared_plays is None:  # who joins disturbs nobody
            self._shared_plays, self._we_play = line.playing, we_play
        elif line.playing != self._shared_plays:
            self._obey(line)
        elif self._starting:
            self._start_in_time(frame)
        elif line.seconds > self._quiet_until and we_play != self._we_play:
            self._we_play = we_play
            if we_play != line.playing:
                self._shared_plays = we_play
                self._shared.set_playing(we_play)

    def _obey(self, line: Timeline) -> None:
        """Start or pause as the session does."""
        self._shared_plays = self._we_play = self._starting = line.playing
        self._quiet_until = line.seconds + QUIET_SECONDS
        if not line.playing:
            due_seconds = max(line.playing_since, self._started_seconds)
            ahead = due_seconds > line.seconds
            due_sample = self._desk.surface.sample_at(due_seconds) if ahead else None
            self._desk.act(Action.PAUSE, SOURCE, due_sample=due_sample)

    def _start_in_time(self, frame: Frame) -> None:
        """Resume at the moment at which the session is in the phase in which we paused."""
        line, status = frame.line, frame.status
        self._quiet_until = line.seconds + QUIET_SECONDS
        nearest, furthest = START_AHEAD_SECONDS
        earliest = max(line.playing_since, line.seconds + nearest)
        wait_beats = (status.beats - line.beat_at(earliest)) % self.quantum_beats
        seconds = earliest + wait_beats * 60.0 / line.tempo_bpm
        held = status.beats == self._held_beats  # a pause shows a little before the beat stands
        self._held_beats = status.beats
        if not status.paused:
            self._starting = False
        elif held and seconds < line.seconds + furthest:
            self._starting = False
            self._started_seconds = seconds
            self._quiet_until = seconds + QUIET_SECONDS
            self._settled_sample = self._desk.surface.sample_at(seconds) or 0
            self._desk.act(Action.RESUME, SOURCE, due_sample=self._settled_sample)
