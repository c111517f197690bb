"""The front's picture of the session in the engine process, kept from what the engine tells."""

from __future__ import annotations

from collections import deque
from dataclasses import fields
from typing import Any

from generator.control.commands import Applied
from generator.control.status import Status
from generator.control.surface import Change, Subject
from generator.session.ending import Extent
from generator.session.succession import Bar, Beginning, Past, Script
from generator.session.wire import Message, subject_from

COUNTS = ("events", "late", "dropped", "refused", "faults", "xruns", "clipped", "broken", "shed")
STATUS_FIELDS = [field.name for field in fields(Status)]
EPOCHS_KEPT = 64  # two seconds of statuses
NOTES_KEPT, LINES_KEPT = 8192, 4000
UNKNOWN = Subject("", "", (), (), ())


class Mirror:
    """What is played, its values, its status and its clock; counts run on through restarts.

    Where another engine, or another version of a piece, goes on with the same, the subject stays
    the same object. version: the digest of a piece of one's own that plays, "" for another.

    past: what another engine may have to repeat. latest: the last status as it came. taken: how
    many commands the present engine is done with. restarts: how many engines have died. troubles:
    what the engine finds wrong now. notes and lines: what was committed and what Csound printed,
    the latest that nobody has taken yet. Others may read it while one thread feeds it.
    """

    def __init__(self) -> None:
        self.hello: Message | None = None
        self.ended: Message | None = None
        self.subject = UNKNOWN
        self.version = ""
        self.values: dict[str, float] = {}
        self.past = Past()
        self.latest: Message = {}
        self.status = Status()
        self.taken = 0
        self.restarts = 0
        self.troubles: list[str] = []
        self.notes: deque[list[Any]] = deque(maxlen=NOTES_KEPT)
        self.lines: deque[str] = deque(maxlen=LINES_KEPT)
        self._margins_before: list[int] = []
        self._before = dict.fromkeys(COUNTS, 0)
        self._smallest_margin_ms: float | None = None
        self._longest_gap_ms: float | None = None
        self._epochs: deque[float] = deque(maxlen=EPOCHS_KEPT)
        self._former_epoch: float | None = None

    def take(self, message: Message) -> None:
        """Take one message in."""
        if "status" in message:
            self._see(message["status"])
        elif "changes" in message:
            changes = [Change(*each) for each in message["changes"]]
            self.values = self.values | {each.parameter: each.value for each in changes}
        elif "heard" in message:
            self.notes += message["heard"]
        elif "log" in message:
            self.lines += message["log"]
        elif "troubles" in message:
            self.troubles = message["troubles"]
        elif "applied" in message:
            self.past.add([Applied.from_message(each) for each in message["applied"]])
        elif "subject" in message:
            subject = subject_from(message["subject"])
            edited = message["version"] not in ("", self.version)
            same = edited and subject == self.subject
            self._show(message, self.subject if same else subject)
        elif "hello" in message:
            if self.hello is None:
                self.past.load(message["hello"]["subject"]["piece"], message["hello"]["version"])
            self.hello = message["hello"]
            subject = subject_from(self.hello["subject"])
            self._show(self.hello, self.subject if subject == self.subject else subject)
        elif "ended" in message:
            self.ended = message["ended"]

    def forget_engine(self) -> None:
        """Prepare for another engine: its counts will be added to what has been counted."""
        self._before = {name: self.latest.get(name) or 0 for name in COUNTS}
        self._margins_before = self.latest.get("margins", [])
        self._smallest_margin_ms = self.status.margin_ms
        self._longest_gap_ms = self.status.gap_ms
        self._former_epoch = self.epoch_seconds  # in case the next one dies before it tells
        self._epochs.clear()
        self.ended = None
        self.taken = 0
        self.troubles = []

    @property
    def epoch_seconds(self) -> float | None:
        """The monotonic time of the session's first sample.

        The clock moves in steps, so a reading is late by up to one; the earliest is the truest.
        """
        return min(self._epochs, default=self._former_epoch)

    def script(self, extent: Extent, now_seconds: float) -> Script:
        """Return what an engine that takes over now has to be told; one has played."""
        assert self.hello is not None
        now_sample = self.sample_at(now_seconds) or 0
        present = self._beginning(self.status.sample)
        bar = Bar.of(self.status, self.subject.bar_beats)
        return self.past.script(now_sample, present, extent, bar, self.hello["sample_rate"])

    def sample_at(self, monotonic_seconds: float) -> int | None:
        """Return the session's sample at a monotonic time; None before it plays."""
        epoch_seconds = self.epoch_seconds
        if epoch_seconds is None or self.hello is None:
            return None
        return round((monotonic_seconds - epoch_seconds) * int(self.hello["sample_rate"]))

    def monotonic_at(self, sample: int) -> float | None:
        """Return the monotonic time of a sample of the session; None before it plays."""
        epoch_seconds = self.epoch_seconds
        if epoch_seconds is None or self.hello is None:
            return None
        return epoch_seconds + sample / float(self.hello["sample_rate"])

    def _show(self, message: Message, subject: Subject) -> None:
        self.values, self.subject = dict(message["values"]), subject
        self.version = message["version"]

    def _beginning(self, sample: int) -> Beginning:
        return Beginning(sample, self.subject.piece, self.values, self.version)

    def _see(self, status: Message) -> None:
        assert self.hello is not None
        self._epochs.append(status["monotonic"] - status["sample"] / self.hello["sample_rate"])
        for name, before in self._before.items():
            if status[name] is not None:
                status[name] += before
        if self._margins_before:
            counts = zip(self._margins_before, status["margins"], strict=True)
            status["margins"] = [before + now for before, now in counts]
        margins = [status["margin_ms"], self._smallest_margin_ms]
        status["margin_ms"] = min((ms for ms in margins if ms is not None), default=None)
        gaps = [status["gap_ms"], self._longest_gap_ms]
        status["gap_ms"] = max((ms for ms in gaps if ms is not None), default=None)
        status["restarts"] = self.restarts
        self.taken = status["taken"]
        self.latest = status
        for name in STATUS_FIELDS:
            setattr(self.status, name, status[name])
        if not status["paused"]:
            self.past.begin(self._beginning(status["began_sample"]))
        self.past.forget(status["sample"], self.hello["sample_rate"])
