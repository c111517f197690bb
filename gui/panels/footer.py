"""The footer: how the machine stands on the left, on the right what there is to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from generator.control.status import MISHAPS, Mishap
from gui.frame import Frame
from gui.shapes import Box
from gui.theme import BAD, GOOD, TEXT, WARNING
from gui.widget import Context, Panel, View
from gui.widgets import led
from gui.widgets.fact import Counter, Fact, Said
from gui.widgets.message import Message

MESSAGE_SHARE, MOST_MESSAGE_SHARE = 0.3, 0.85  # of the width; the most where much is to be said
CPU_SECONDS = 0.5  # between two looks at the load, so that it can be read


class Line(NamedTuple):
    """A fact of the footer: what it says of a frame, "" for nothing, and what that means.

    rank: those with the highest numbers give way first where there is no room. resets: whether a
    click counts anew.
    """

    rank: int
    tell: Callable[[Frame], Said]
    explanation: str
    resets: bool = False


def state(frame: Frame) -> Said:
    """Say whether it plays."""
    if not frame.playing:
        return Said("", "restarting" if frame.status.sample else "starting", WARNING, led.waiting)
    if frame.status.paused:
        return Said("", "paused", WARNING, led.paused)
    if frame.audio.module == "null":
        return Said("", "no sound", WARNING, led.silent)
    return Said("", "playing", GOOD, led.playing)


def module(frame: Frame) -> Said:
    """Say which audio plays."""
    return Said("", f"{frame.audio.module} {frame.audio.device}".strip())


def gone(frame: Frame) -> Said:
    """Say which audio has failed, and can be returned to."""
    return Said("", f"return to {frame.audio.gone}", WARNING) if frame.audio.gone else Said()


def rates(frame: Frame) -> Said:
    """Say the sample rate and the block size."""
    audio = frame.audio
    return Said(
        "", f"{audio.sample_rate / 1000.0:g} kHz / {audio.ksmps}" if audio.sample_rate else ""
    )


def latency(frame: Frame) -> Said:
    """Say how long the buffers are."""
    latency_ms = frame.audio.latency_ms
    return Said("latency", f"{latency_ms:.1f} ms") if latency_ms else Said()


def look_ahead(frame: Frame) -> Said:
    """Say how far ahead notes are committed."""
    ahead_ms = frame.audio.look_ahead_ms
    return Said("look-ahead", f"{ahead_ms:.1f} ms") if ahead_ms else Said()


def xruns(frame: Frame) -> Said:
    """Say how often the device was not served."""
    count = frame.status.xruns
    return Said("xruns", "?" if count is None else f"{count}", WARNING if count else TEXT)


def counted(mishap: Mishap) -> Line:
    """Return what says how often a mishap has happened, where it has."""

    def tell(frame: Frame) -> Said:
        count = getattr(frame.status, mishap.name)
        return Said(mishap.word, f"{count:,}", WARNING, led.alert) if count else Said()

    return Line(2, tell, f"{mishap.says} · click resets", resets=True)


def cpu(frame: Frame) -> Said:
    """Say the load."""
    percent, audio = frame.status.cpu_percent, frame.status.audio_percent
    colour = BAD if percent >= 90.0 else WARNING if percent >= 70.0 else TEXT
    of_it = "" if audio is None else f", audio {audio:.0f} %"
    return Said("CPU", f"{percent:.0f} %{of_it}", colour) if frame.playing else Said()


def osc(frame: Frame) -> Said:
    """Say where OSC is heard, and how many are told."""
    links = frame.links
    if not links.osc:
        return Said("", "no OSC")
    return Said("OSC", f"{links.osc}, {links.clients} client{'s' * (links.clients != 1)}")


def oscquery(frame: Frame) -> Said:
    """Say on which port OSCQuery answers."""
    port = frame.links.oscquery.rstrip("/").rpartition(":")[2]
    return Said("OSCQuery", port) if port else Said()


LINES = (
    Line(0, state, "whether it plays · Space pauses and plays on"),
    Line(6, module, "audio module and device"),
    Line(0, gone, "this audio has failed · click plays on it again, once it is back"),
    Line(9, rates, "sample rate / ksmps, the samples that Csound makes at a time"),
    Line(5, latency, "how long a sample waits in the buffers, at most"),
    Line(8, look_ahead, "how far ahead of the clock notes are committed"),
    Line(1, xruns, "how often the device ran dry · click resets", resets=True),
    *(counted(mishap) for mishap in MISHAPS if mishap.name != "xruns"),
    Line(4, cpu, "how much of one core the engine takes, and of it Csound's own thread"),
    Line(7, osc, "where OSC messages are heard · programs that are told of changes"),
    Line(10, oscquery, "where other programs can ask what there is to steer"),
)


class Footer(Panel):
    """Facts, those that there is room for; and one line of words."""

    name: ClassVar[str] = "footer"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._facts = [self._fact(line) for line in LINES]
        self._message = Message(context)
        self.widgets = [*self._facts, self._message]
        self._box = Box(0.0, 0.0, 0.0, 0.0)
        self._widths = [0.0] * len(LINES)
        self._said: list[str] = []
        self._cpu_due_seconds = 0.0

    def _fact(self, line: Line) -> Fact:
        performance = self.context.performance
        if line.resets:
            return Counter(self.context, line.explanation, performance.reset_counts)
        if line.tell is gone:
            return Counter(self.context, line.explanation, performance.return_to_audio)
        return Fact(self.context, line.explanation)

    def arrange(self, box: Box) -> None:  # noqa: D102
        self._box = box
        self._widths = [0.0] * len(LINES)
        self._place()

    def see(self, view: View) -> None:  # noqa: D102
        frame = view.frame
        self._message.see(frame)
        for line, fact in zip(LINES, self._facts, strict=True):
            if line.tell is not cpu or self._cpu_due(frame):
                fact.said = line.tell(frame)
        said = [*(fact.said.text for fact in self._facts), self._message.words]
        if said != self._said:
            self._said = said
            self._place()

    def _cpu_due(self, frame: Frame) -> bool:
        """Whether the load is to be told anew; the number would flicker otherwise."""
        due = frame.now_seconds >= self._cpu_due_seconds or not frame.playing
        if due:
            self._cpu_due_seconds = frame.now_seconds + CPU_SECONDS
        return due

    def _place(self) -> None:
        """Give the facts that fit their places, and the message what they leave."""
        box, gap = self._box, self.style.px(4)
        for index, fact in enumerate(self._facts):  # places only widen, so that nothing trembles
            wanted = fact.wanted_width() if fact.said.text else 0.0
            self._widths[index] = max(self._widths[index], wanted) if wanted else 0.0
        most = MOST_MESSAGE_SHARE * box.width
        words = max(MESSAGE_SHARE * box.width, min(self._message.wanted_width(), most))
        shown, x = self._that_fit(box.width - words - 2.0 * gap, gap), box.x + gap
        for index, fact in enumerate(self._facts):
            width = self._widths[index] if index in shown else 0.0
            fact.box = Box(x, box.y, width, box.height)
            x += width + gap if width else 0.0
        left = x + 2.0 * gap
        self._message.box = Box(left, box.y, max(box.right - gap - left, 0.0), box.height)

    def _that_fit(self, room: float, gap: float) -> set[int]:
        """Return the facts that stay, by number: the least important go first."""
        said = [index for index, width in enumerate(self._widths) if width]
        said.sort(key=lambda index: LINES[index].rank)
        while said and sum(self._widths[index] + gap for index in said) > room:
            said.pop()
        return set(said)
