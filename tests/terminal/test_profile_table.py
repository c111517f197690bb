from __future__ import annotations

from generator.render.profile import Cost, InstrumentCost, PartCost, Profile
from generator.terminal.profile_table import MOST_ROWS, profile_lines

PAD = InstrumentCost("Pad", "notes", 12, 40.0, 1.0, 0.5, 60.0, 0.025)
REVERB = InstrumentCost("Reverb", "held", 1, 60.0, 0.5, 0.25, 120.0, 1 / 120)
SET = InstrumentCost("SetChannel", "host", 40, 0.0, 0.00001, 0.000005, 6e6, None)
LEAD = PartCost("lead\x1b[31m" + "x" * 60, 400, 0.02, 0.01, 50.0)
REST = Cost("encoding, writing files", 0.4, 0.2)


def profile(*parts: PartCost) -> Profile:
    return Profile(60.0, 2.0, 1.92, 0.25, (PAD, REVERB, SET), parts, (REST,))


def test_the_dearest_stand_out() -> None:
    lines = list(profile_lines(profile(LEAD)))
    shown = {line.split("  ")[0]: line.split() for line in lines if line}
    assert shown["Pad"][1:] == ["1.0000", "50.00", "%", "#" * 18, "12", "25.00", "60"]
    assert shown["Reverb"][1:] == [*("0.5000", "25.00", "%", "#" * 9, "1", "held", "8.33", "120")]
    assert shown["(1 more)"][2:] == ["0.0000", "0.00", "%"]  # those that take next to nothing
    assert "SetChannel" not in shown
    assert shown["encoding, writing files"][3:] == ["0.4000", "20.00", "%", "#" * 7]
    assert shown["sum"][1:4] == ["1.9200", "96.00", "%"]
    assert "40 notes of Pad at once fill a processor" in lines[-1]
    assert max(map(len, lines)) <= 100
    assert len({line.index("%") for line in lines if "%" in line}) == 1


def test_a_name_steers_no_terminal() -> None:
    lines = list(profile_lines(profile(LEAD)))
    (lead,) = [line for line in lines if line.startswith("lead")]
    assert "\x1b" not in lead
    assert lead.split()[1:] == ["0.0200", "1.00", "%", "400", "50.0"]


def test_thousands_of_parts_are_summed_up() -> None:
    lines = list(profile_lines(profile(*[LEAD] * 1000)))
    (more,) = [line for line in lines if f"({1000 - MOST_ROWS} more)" in line]
    assert more.split()[2] == f"{0.02 * (1000 - MOST_ROWS):.4f}"
    assert len(lines) < 60


def test_nothing_at_all_can_be_shown() -> None:
    assert list(profile_lines(None)) == []
    assert len(list(profile_lines(Profile(0.0, 1e-9, 0.0, 0.0, (), (), ())))) > 5
