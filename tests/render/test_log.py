from __future__ import annotations

from collections.abc import Callable

from generator.composition.event import Event
from generator.engine.null import RecordingEngine
from generator.render.log import LoggedEngine, Logs


class Memory:
    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def note(self, event: Event) -> None:
        self.told.append(("note", event.onset_sample))

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        self.told.append(("section", name, beat, onset_sample))

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        self.told.append(("channel", onset_sample, channel, value))


def test_every_log_is_told_and_the_engine_still_plays(event: Callable[..., Event]) -> None:
    first, second, engine = Memory(), Memory(), RecordingEngine(44_100)
    logs = Logs([first, second])
    logged = LoggedEngine(engine, logs)
    logs.section("dawn", 0.0, 0)
    logged.note(event(10))
    logged.set_channel(20, "reverb.size", 0.5)
    logged.fade(30, 0.05)
    logged.silence(40)
    assert first.told == second.told
    assert first.told == [
        ("section", "dawn", 0.0, 0),
        ("note", 10),
        ("channel", 20, "reverb.size", 0.5),
    ]
    assert logs.events == 1
    assert [note.onset_sample for note in engine.events] == [10]
    assert engine.channels == [(20, "reverb.size", 0.5)]
    assert (engine.fades, engine.silences) == ([(30, 0.05)], [40])
    assert logged.sample_rate == 44_100
    assert logged.plays("Sine") == engine.plays("Sine")
