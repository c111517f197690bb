"""Tempi: the voices meet on the exact sample, at tempi in the ratios asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.pieces.tempi import RATIOS, VOICES
from tests.pieces.performing import Performance, perform, setting

SECONDS = 50.0


def voices(played: Performance) -> dict[str, list[int]]:
    """Return the onsets in the first canon of every voice that sounds in it, from low to high."""
    ends = [*(sample for _, _, sample in played.sections[1:]), 10**9]
    onsets = {name: [event.onset_sample for event in played.part(name)] for name in VOICES}
    rows = {name: [onset for onset in row if onset < ends[0]] for name, row in onsets.items()}
    return {name: row for name, row in rows.items() if row}


def meeting_sample(played: Performance) -> int:
    """Return when the gong is struck with the chord at the first meeting."""
    gongs = [event for event in played.part("ground") if event.instrument == "Gong"]
    return gongs[1].onset_sample


@pytest.mark.parametrize("tempo_bpm", [96.0, 143.7])
@pytest.mark.parametrize("ratios", [1, 5])
def test_all_voices_meet_on_one_sample(ratios: int, tempo_bpm: float) -> None:
    played = perform("tempi", 3, SECONDS, ratios=ratios, tempo=tempo_bpm)
    rows = voices(played)
    assert len(rows) == len(RATIOS[ratios].split(":"))
    met = meeting_sample(played)
    assert all(met in row for row in rows.values())


def test_voices_at_nearly_the_same_tempo_hardly_meet_elsewhere() -> None:
    rows = voices(perform("tempi", 3, SECONDS, ratios=RATIOS.index("17:18:19:20")))
    assert len(set.intersection(*map(set, rows.values()))) <= 2


@pytest.mark.parametrize("ratios", [1, 2, 6])
def test_the_tempi_have_the_ratios_that_are_asked_for(ratios: int) -> None:
    played = perform("tempi", 5, SECONDS, ratios=ratios, convergence=0.0, density=1.0)
    met = meeting_sample(played)
    steps = []
    for row in voices(played).values():
        after = [onset for onset in row if onset >= met]
        steps.append(after[4] - after[0])
    wanted = [float(number) for number in RATIOS[ratios].split(":")]
    found = sorted(1.0 / step for step in steps)
    assert [each / found[0] for each in found] == pytest.approx(
        [each / wanted[0] for each in wanted], rel=1e-4
    )


def test_the_voices_play_one_melody() -> None:
    played = perform("tempi", 2, SECONDS, ratios=1, spread=0.0, density=1.0)
    lines = [[event.pitch for event in played.part(name)][:12] for name in voices(played)]
    assert len(lines) == 3
    assert lines[0] == lines[1] == lines[2]


def test_steered_ratios_still_lead_to_the_meeting() -> None:
    plain = perform("tempi", 3, SECONDS, ratios=1)
    steered = perform("tempi", 3, SECONDS, ratios=1, asked=[(8.0, setting("ratios", 3))])
    met = meeting_sample(plain)
    assert meeting_sample(steered) == met
    assert steered.events != plain.events
    assert all(met in row for row in voices(steered).values() if row[-1] > met)


def test_a_melody_falls_silent_between_its_phrases() -> None:
    played = perform("tempi", 4, SECONDS, density=1.0)
    row = next(iter(voices(played).values()))
    assert max(after - before for before, after in pairwise(row)) > 48_000
