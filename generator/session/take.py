"""What is heard of a performance while it plays: its level, its recording and its end."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

from generator.engine.ring import Frames
from generator.errors import ScoretimeError
from generator.render.tail import Tail
from generator.render.wav import WavWriter, recording
from generator.session.ending import Ending
from generator.session.recorder import Recorder
from generator.session.scope import Scope
from generator.session.wire import drained


class Take:
    """Hears the output; records it, where asked, to a file that is valid at any moment.

    A recording that fails is reported and given up: the music goes on. scope: what shows the sound
    to another process, where one looks. clipped: how many samples were beyond full scale.
    """

    def __init__(
        self,
        ending: Ending,
        sample_rate: int,
        channels: int,
        ksmps: int,
        origin_sample: int,
        scope: Scope | None = None,
    ) -> None:
        self.reports: deque[str] = deque()
        self._ending = ending
        self._tail = Tail(sample_rate, ksmps)
        self._tail.frames = origin_sample
        self._origin_sample = origin_sample
        self._form = sample_rate, channels
        self._scope = scope
        self._start_sample = 0
        self._asked: deque[str | None] = deque()
        self._recorder: Recorder | None = None
        self._peak = 0.0
        self.clipped = 0

    def record(self, path: Path, *, force: bool, start_sample: int = 0) -> None:
        """Start a recording, or go on with the one of an engine that died; raises OutputError.

        start_sample: where in the session it begins.
        """
        self._start_sample = start_sample
        if self._origin_sample:
            writer = WavWriter.resume(path)
            writer.continue_at(max(0, self._origin_sample - start_sample))
        else:
            writer = recording(path, *self._form, force=force)
        self._begin(writer)

    def ask(self, path: str | None) -> None:
        """Ask for a recording from now on, or for its end; from any thread."""
        self._asked.append(path)

    @property
    def recorded_seconds(self) -> float | None:
        """The length of the recording; None where there is none."""
        return self._recorder.seconds if self._recorder else None

    def recording(self) -> dict[str, Any] | None:
        """Return the path of the recording under way, its seconds and where it began, if any."""
        recorder = self._recorder
        if recorder is None or not recorder.open:
            return None
        path, seconds = str(recorder.path), recorder.seconds
        return {"path": path, "seconds": seconds, "start_sample": self._start_sample}

    def hear(self, frames: Frames) -> bool:
        """Take the next frames; return whether the performance is over."""
        self._hear_of_it()
        while self._asked:
            self._turn(self._asked.popleft())
        kept = self._tail.trim(frames, self._ending)
        if len(kept):
            peak = float(abs(kept).max())
            self._peak = max(self._peak, peak)
            if peak > 1.0:
                self.clipped += int((abs(kept) > 1.0).sum())
            if self._recorder is not None:
                self._recorder.write(kept)
            if self._scope is not None:
                self._scope.write(kept)
        return self._tail.finished

    def peak(self) -> float:
        """Return the highest sample since the last call."""
        peak, self._peak = self._peak, 0.0
        return peak

    def close(self) -> None:
        """Finish the recording."""
        if self._recorder is not None:
            self._recorder.close()
            self._hear_of_it()

    def _turn(self, path: str | None) -> None:
        """Start a recording, or end the one there is."""
        if path is not None and not (self._recorder and self._recorder.open):
            try:
                writer = recording(Path(path), *self._form, force=False)
                self._start_sample = self._tail.frames
                self._begin(writer)
                self.reports.append(f"recording to {path}")
            except ScoretimeError as error:
                self.reports.append(str(error))
        elif path is not None:
            self.reports.append("a recording is under way: end it before another")
        elif self._recorder is not None:
            self.close()
            self.reports.append(f"recorded {self.recorded_seconds:.1f} s")
            self._recorder = None

    def _begin(self, writer: WavWriter) -> None:
        self._recorder = Recorder(writer)
        self._recorder.start()

    def _hear_of_it(self) -> None:
        """Pass on what the recording has to report."""
        if self._recorder is not None:
            self.reports += drained(self._recorder.reports)
