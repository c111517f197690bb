"""Csound as an engine: what all of it shares, and live on its own thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from ctypes import POINTER, PyDLL, c_char, c_double, c_int, c_void_p
from importlib.metadata import version
from warnings import catch_warnings

import numpy as np
import numpy.ctypeslib  # else ctcsound imports it while the music plays

try:
    with catch_warnings(action="ignore"):  # of how its docstrings are written
        import ctcsound
except (ImportError, OSError) as failure:  # pragma: no cover - depends on the machine
    from generator.engine.installing import missing_csound

    raise missing_csound(failure) from None

from generator.composition.event import Event
from generator.engine.audio import AudioSettings
from generator.engine.floats import FloatMode
from generator.engine.guard import Faults
from generator.engine.messages import compile_error, device_error
from generator.engine.orchestra import Orchestra
from generator.engine.placement import placed
from generator.engine.protocol import DeclaredChannel, Voice
from generator.engine.realtime import raise_priority, thread_ids, used_seconds
from generator.engine.ring import Frames, Ring
from generator.engine.startup import (
    FOREVER_SECONDS,
    Host,
    orchestra_text,
    startup_score,
)
from generator.engine.voices import voice_fraction
from generator.errors import ScoretimeError
from generator.timing.clock import SAFE_SECONDS

MAXIMUM_P_FIELDS = 16
PANIC_FADE_SECONDS = 0.03
MESSAGES_AT_ONCE = 2000
NOTICE_CYCLES = 2  # one until events are taken in, one by which half of them are aimed earlier

PYTHONS_FLOATS = FloatMode()

# The two calls that the committing thread makes all the time take microseconds. Through PyDLL they
# keep the interpreter; else each would have to win it back from whatever other thread is busy.
_score_time = PyDLL("", handle=ctcsound.libcsound._handle).csoundGetScoreTime
_score_time.argtypes, _score_time.restype = [c_void_p], c_double
_score_event = PyDLL("", handle=ctcsound.libcspt._handle).CsoundPTscoreEvent
_score_event.argtypes = [c_void_p, c_int, c_char, c_int, POINTER(c_double)]

CommitLog = Callable[[Sequence[float]], None]

ctcsound.csoundInitialize(ctcsound.CSOUNDINIT_NO_SIGNAL_HANDLER | ctcsound.CSOUNDINIT_NO_ATEXIT)


def versions() -> dict[str, str]:
    """Return the versions of Csound and of its binding."""
    number = ctcsound.libcsound.csoundGetVersion()
    return {"csound": f"{number // 1000}.{number // 10 % 100}", "ctcsound": version("ctcsound")}


class CsoundEngine:
    """What the live and the offline engine share: one compiled orchestra and one way in.

    channels: the control channels that may be set, with their values at the start. origin_sample:
    the session's sample at which Csound's own count starts. log: is given the p-fields of every
    raw event, in order. text and score: what Csound was started with.
    """

    def __init__(
        self,
        orchestra: Orchestra,
        channels: Mapping[str, float],
        options: Sequence[str],
        *,
        stems: Sequence[int] = (),
        origin_sample: int = 0,
        log: CommitLog | None = None,
    ) -> None:
        self.orchestra = orchestra
        self.text = orchestra_text(orchestra)
        self.score = startup_score(orchestra, channels, stems)
        self.origin_sample = origin_sample
        self._log = log
        self._indices = {name: index for index, name in enumerate(channels)}
        self._played: set[int] = set()
        self._pfields = (c_double * MAXIMUM_P_FIELDS)()
        self._csound = ctcsound.Csound()
        self._csound.createMessageBuffer(False)
        for option in ["-d", "-m0", "--sample-accurate", *orchestra.options, *options]:
            self._csound.setOption(option)
        self._csound.setOption(f"--env:SSDIR+={orchestra.path.parent}")
        instruments = orchestra.instruments
        names = [name for name in instruments if not name.isdigit()]
        self._csound.setStringChannel("host.instruments", "".join(f"{n} " for n in names))
        try:
            self._compile(self.score)
        except ScoretimeError:
            self.close()
            raise
        self._numbers = {
            name: int(self.channel(f"number.{name}")) if name in names else int(name)
            for name in instruments
        }
        self.sample_rate = int(self._csound.sr() + 0.5)
        self.ksmps = int(self._csound.ksmps())
        self.channels = int(self._csound.nchnls())
        self._full_scale = float(self._csound.get0dBFS())
        self._faults = Faults()

    def _compile(self, score: Sequence[str]) -> None:
        if self._csound.compileOrc(self.text) != 0:
            raise compile_error(self.orchestra, self.messages())
        self._csound.readScore("\n".join([*score, f"f 0 {FOREVER_SECONDS:.0f}"]))
        if self._csound.start() != 0:
            raise self._start_error(self.messages())

    def _start_error(self, messages: list[str]) -> Exception:
        return compile_error(self.orchestra, messages)

    def close(self) -> None:
        """End the performance; without this Csound prints a farewell when it is freed."""
        self._csound.cleanup()
        PYTHONS_FLOATS.restore()

    def messages(self) -> list[str]:
        """Return the lines that Csound has printed since the last call.

        So many at once that one which prints at every block, its device being gone, ends it too.
        """
        text: list[str] = []
        while self._csound.messageCnt() > 0 and len(text) < MESSAGES_AT_ONCE:
            text.append(self._csound.firstMessage() or "")
            self._csound.popFirstMessage()
        return [line for line in "".join(text).splitlines() if line.strip()]

    def plays(self, instrument: str) -> bool:
        """Whether the orchestra has an instrument of this name or number."""
        return instrument in self._numbers

    def channel(self, name: str) -> float:
        """Return the value of a control channel."""
        return float(self._csound.controlChannel(name)[0])

    def put(self, channel: str, value: float) -> None:
        """Set a control channel that the orchestra declares, at once."""
        self._csound.setControlChannel(channel, value)

    def faults(self) -> Faults:
        """Return what has been left out so far; of many muted instruments the first 16."""
        self._faults = self._faults.read(self.channel, self._numbers)
        return self._faults

    def declared_channels(self) -> list[DeclaredChannel]:
        """Return the input channels that the orchestra declares with chn_k."""
        listed, _ = self._csound.listChannels()
        wanted = ctcsound.CSOUND_CONTROL_CHANNEL | ctcsound.CSOUND_INPUT_CHANNEL
        channels = [
            DeclaredChannel(entry.name.decode(), entry.hints.dflt, entry.hints.min, entry.hints.max)
            for entry in listed
            if entry.type & (ctcsound.CSOUND_CHANNEL_TYPE_MASK | wanted) == wanted
        ]
        self._csound.deleteChannelList(listed)
        return channels

    def sets(self, channel: str) -> bool:
        """Whether a channel of this name may be set."""
        return channel in self._indices

    def note(self, event: Event, voice: int = 0) -> None:
        """Play a note at its onset sample; `end_voices` knows it by its voice, 0 to 1023."""
        number = self._numbers[event.instrument]
        self._played.add(number)
        p2, p3 = placed(
            event.onset_sample - self.origin_sample,
            event.duration_samples,
            self.sample_rate,
            self.ksmps,
        )
        self._send(
            number + voice_fraction(voice),
            p2,
            p3,
            event.amplitude * self._full_scale,
            event.frequency_hz,
            event.pan,
            event.part_number,
            *event.controls,
        )

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set a channel of the orchestra at a sample."""
        self._host(Host.SET_CHANNEL, onset_sample, 0, self._indices[channel], value)

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Fade everything that sounds to silence, from a sample on, and stay silent."""
        self._host(Host.FADE, onset_sample, seconds, 1)

    def silence(self, onset_sample: int) -> None:
        """Stop every sounding note and empty the effects: fade out, cut, fade in again.

        Only instruments that have played notes are cut: mixers and effects sound on.
        """
        faded = onset_sample + round(PANIC_FADE_SECONDS * self.sample_rate) + self.ksmps
        self._host(Host.FADE, onset_sample, PANIC_FADE_SECONDS, 1)
        self._end_notes(Host.SILENCE, faded)
        self._host(Host.FADE, faded + self.ksmps, PANIC_FADE_SECONDS, 0)

    def release(self, onset_sample: int) -> None:
        """Let go of every sounding note, from a sample on; effects ring out."""
        self._end_notes(Host.RELEASE, onset_sample)

    def end_voices(self, onset_sample: int, voices: Sequence[Voice]) -> None:
        """End these notes at a sample, without their releases."""
        numbers = [self._numbers[name] + voice_fraction(voice) for name, voice in voices]
        self._list_to(Host.SHED, onset_sample, numbers)

    def _end_notes(self, way: Host, onset_sample: int) -> None:
        self._list_to(way, onset_sample, sorted(self._played))

    def _list_to(self, way: Host, onset_sample: int, numbers: Sequence[float]) -> None:
        room = MAXIMUM_P_FIELDS - 3
        for start in range(0, len(numbers), room):
            self._host(way, onset_sample, 0, *numbers[start : start + room])

    def _host(self, instrument: Host, onset_sample: int, seconds: float, *rest: float) -> None:
        p2, _ = placed(onset_sample - self.origin_sample, 1, self.sample_rate, self.ksmps)
        self._send(instrument, p2, seconds, *rest)

    def _send(self, *pfields: float) -> None:
        if self._log is not None:
            self._log(pfields)
        self._pfields[: len(pfields)] = [*pfields]
        self._transmit(len(pfields))

    def _transmit(self, count: int) -> None:
        """Hand the first p-fields of the buffer to Csound, at an absolute time."""
        ctcsound.libcsound.csoundScoreEventAbsolute(
            self._csound.cs, b"i", self._pfields, count, c_double(0.0)
        )

    def _ring(self, prefix: str) -> Ring:
        """Return a reader of the ring table that a tap publishes; needs one performed cycle."""
        written, _ = self._csound.channelPtr(
            f"{prefix}.written",
            ctcsound.CSOUND_CONTROL_CHANNEL | ctcsound.CSOUND_OUTPUT_CHANNEL,
        )
        table = self._csound.table(int(self.channel(f"{prefix}.table")))
        width = self.channels if prefix == "tap" else 2
        return Ring(table, width, lambda: int(written[0]))


class LiveCsound(CsoundEngine):
    """Csound on its own native thread, with an audio device.

    Events sent before `start` are in place when the first sample is performed. notice_samples: how
    far ahead of the clock others must be sent. opening_messages: what Csound printed until then.
    """

    def __init__(
        self,
        orchestra: Orchestra,
        channels: Mapping[str, float],
        audio: AudioSettings,
        *,
        origin_sample: int = 0,
    ) -> None:
        self.audio = audio
        self._thread: ctcsound.CsoundPerformanceThread | None = None
        self._threads: tuple[int, ...] = ()
        self._tap: Ring | None = None
        super().__init__(orchestra, channels, audio.options, origin_sample=origin_sample)
        safe_samples = round(SAFE_SECONDS * self.sample_rate)
        self.notice_samples = max(safe_samples, NOTICE_CYCLES * self.ksmps)
        self.opening_messages = self.messages()

    def _start_error(self, messages: list[str]) -> Exception:
        if any("INIT ERROR" in line for line in messages):
            return compile_error(self.orchestra, messages)
        return device_error(self.audio.module, messages)

    def start(self) -> bool:
        """Start the performance thread; return whether it has real-time priority."""
        before = thread_ids()
        thread = ctcsound.CsoundPerformanceThread(self._csound.csound())
        self._threads = tuple(thread_ids() - before)
        realtime = [raise_priority(number) for number in self._threads]
        self._pointer = thread.cpt
        thread.play()
        self._thread = thread
        return any(realtime)

    def stop(self) -> None:
        """Stop the performance thread and free the device."""
        if self._thread is not None:
            self._tap = None
            self._thread.stop()
            self._thread.join()
            self._thread = None

    def used_seconds(self) -> float | None:
        """Return the processor time that performing has taken; None where the system hides it."""
        times = [used_seconds(number) for number in self._threads]
        known = [seconds for seconds in times if seconds is not None]
        return sum(known) if known else None

    @property
    def running(self) -> bool:
        """Whether Csound is performing."""
        return self._thread is not None and self._thread.status() == 0

    def now_sample(self) -> int:
        """Return the session's sample that Csound has reached."""
        return self.origin_sample + int(_score_time(self._csound.cs) * self.sample_rate + 0.5)

    def earliest_sample(self) -> int:
        """Return the earliest sample for which an event may still be sent."""
        now = self.now_sample()
        return now if self._thread is None else now + self.notice_samples

    def may_miss(self, onset_sample: int) -> bool:
        """Return whether an event that was sent just now may have come too late for its sample."""
        if self._thread is None:
            return False
        return self.now_sample() + NOTICE_CYCLES * self.ksmps > onset_sample

    def read(self) -> Frames:
        """Return the frames performed since the last read, shape (frames, channels)."""
        if self._tap is None:
            if not self.channel("tap.written"):
                return np.empty((0, self.channels))
            self._tap = self._ring("tap")
        return self._tap.read()

    def _transmit(self, count: int) -> None:
        if self._thread is None:
            super()._transmit(count)
        else:
            _score_event(self._pointer, 1, b"i", count, self._pfields)
