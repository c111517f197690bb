from __future__ import annotations

from generator.session.load import Load


class Busy:
    """Something that has taken so much processor time by now."""

    def __init__(self) -> None:
        self.now = 0.0
        self.used: float | None = 0.0

    def pass_by(self, seconds: float, used: float) -> None:
        self.now += seconds
        assert self.used is not None
        self.used += used


def test_the_load_is_the_share_of_a_core_of_late() -> None:
    busy = Busy()
    load = Load(lambda: busy.used, lambda: busy.now)
    assert load.percent() is None
    busy.pass_by(1.0, 0.25)
    assert load.percent() == 25.0
    busy.pass_by(0.4, 0.4)
    assert load.percent() == 25.0, "twice a second is enough"
    busy.pass_by(0.6, 0.1)
    assert load.percent() == 50.0


def test_what_the_system_hides_is_not_known() -> None:
    busy = Busy()
    load = Load(lambda: busy.used, lambda: busy.now)
    busy.now, busy.used = 1.0, None
    assert load.percent() is None
    busy.now, busy.used = 2.0, 0.5
    assert load.percent() is None
    busy.pass_by(1.0, 0.5)
    assert load.percent() == 50.0
