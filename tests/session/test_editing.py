"""A piece that is edited while it plays: what goes on, what begins anew, and when."""

from __future__ import annotations

import pytest

from generator.control.commands import Action, At, Command
from generator.session.editing import numbered
from generator.session.setup import settled
from tests.session.edited import BUNDLED, PATH, PIECE, Performed, version

OTHER = PIECE.replace("Note(pitch_of(live, 60), 0.25)", "Note(pitch_of(live, 72), 0.5)")
BELL = """

@piece.part("bell", instrument="Bell")
def bell(live):
    while True:
        yield Note(84, 2)
"""
UNTIL = 16.0


@pytest.fixture
def performed() -> Performed:
    return Performed().until(5.3)


def untouched() -> Performed:
    return Performed().until(UNTIL)


def test_a_part_that_changed_begins_anew_at_the_next_bar_and_the_others_go_on(
    performed: Performed,
) -> None:
    performed.edit(OTHER).until(UNTIL)
    assert performed.of("low") == untouched().of("low")
    assert performed.of("drops", until=8.0) == untouched().of("drops", until=8.0)
    after = performed.of("drops", since=8.0)
    assert [each.beat for each in after] == [8.0 + 0.5 * index for index in range(16)]
    first = [each.pitch for each in untouched().of("drops")][: len(after)]
    assert [each.pitch - 12 for each in after] == first, "the draws of its seed, from the start"
    assert list(performed.session.edits) == ["rain.py: new version from bar 3 (drops anew)"]


@pytest.mark.parametrize(("at", "beat"), [(At.BAR, 8.0), (At.BEAT, 6.0), (At.NOW, 6.0)])
def test_it_takes_over_when_it_was_to(performed: Performed, at: At, beat: float) -> None:
    performed.edit(OTHER, at).until(UNTIL)
    changed = [each.beat for each in performed.of("drops") if each.duration_beats == 0.5]
    assert changed[0] == beat


def test_it_takes_over_with_a_section() -> None:
    text = PIECE.replace(
        "        yield Note(LOW",
        '        if live.beat == 10:\n            live.begin_section("b")\n        yield Note(LOW',
    )
    performed = Performed(version(text)).until(5.3)
    performed.edit(text.replace("60), 0.25", "72), 0.5"), At.SECTION).until(UNTIL)
    changed = [each.beat for each in performed.of("drops") if each.duration_beats == 0.5]
    assert changed[0] == 10.0


@pytest.mark.parametrize(
    "text",
    [
        f"# a comment\n\n{PIECE}",
        PIECE.replace("0, 1, 0.5", "0, 2, 0.7"),
        PIECE + BELL,
        PIECE.replace("tempo_bpm=60", 'title="Rain", tempo_bpm=60'),
        PIECE.replace("def pitch_of", "def unused():\n    return 3\n\n\ndef pitch_of"),
    ],
    ids=["comment", "parameter", "part", "title", "function"],
)
def test_what_no_part_can_tell_leaves_all_as_it_was(performed: Performed, text: str) -> None:
    performed.edit(text).until(UNTIL)
    for part in ("drops", "low"):
        assert performed.of(part) == untouched().of(part)
    assert performed.session.setup.version == version(text).digest


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("LOW = 40", "LOW = 41", "low"),
        ("return base + live", "return base - live", "drops"),
        ("randrange(12)", "randrange(11)", "drops"),
        ("% 12, 1)", "% 12, 2)", "low"),
        ('{"steps": 0}', '{"steps": 7}', "low"),
    ],
)
def test_what_a_part_reaches_counts(performed: Performed, old: str, new: str, part: str) -> None:
    performed.edit(PIECE.replace(old, new)).until(UNTIL)
    other = {"low": "drops", "drops": "low"}[part]
    assert performed.of(other) == untouched().of(other)
    assert performed.of(part) != untouched().of(part)


def test_a_module_beside_it_counts_by_what_is_used_of_it() -> None:
    text = PIECE.replace("LOW = 40", "import tunes").replace("LOW", "tunes.LOW")
    begun = version(text, tunes="LOW = 40\nHIGH = 90\n")
    performed = Performed(begun).until(5.3)
    performed.edit(text, tunes="LOW = 40\nHIGH = 91\n").until(9.0)
    assert performed.session.edits.pop() == "rain.py: new version from bar 3 (all parts go on)"
    performed.edit(text, tunes="LOW = 52\nHIGH = 91\n").until(UNTIL)
    assert performed.session.edits.pop() == "rain.py: new version from bar 4 (low anew)"
    assert performed.of("low")[-1].pitch >= 52


def test_a_mistake_leaves_the_version_before(performed: Performed) -> None:
    performed.edit(PIECE + "\n1 / 0\n").until(UNTIL)
    assert performed.of("drops") == untouched().of("drops")
    (report,) = performed.session.reports
    assert report == f"{PATH}:24: ZeroDivisionError: division by zero"
    assert not performed.session.applied


def test_a_part_that_cannot_begin_leaves_the_version_before(performed: Performed) -> None:
    text = PIECE.replace(
        "def low(live):\n    while True:", "def low(live):\n    return 1 / 0\n    while True:"
    )
    broken = text.replace(
        '        live.state["steps"] += 1\n        yield Note(LOW + live.state["steps"] % 12, 1)',
        "        pass",
    )
    performed.edit(broken).until(UNTIL)
    assert performed.of("low") == untouched().of("low")
    (report,) = performed.session.reports
    assert "the new version cannot begin" in report


def test_of_edits_in_one_bar_only_the_last_takes_over(performed: Performed) -> None:
    performed.edit(PIECE + BELL).edit(OTHER).until(UNTIL)
    assert performed.of("bell") == []
    assert len(performed.session.edits) == 1
    assert performed.session.setup.version == version(OTHER).digest


def test_a_part_comes_and_goes(performed: Performed) -> None:
    performed.edit(PIECE + BELL).until(12.0).edit(PIECE).until(UNTIL)
    assert performed.beats("bell") == [8.0, 10.0]
    assert performed.of("low") == untouched().of("low")


def test_a_part_keeps_its_strip_wherever_it_stands() -> None:
    first = BELL + PIECE[PIECE.index("\n@piece") :]
    text = PIECE[: PIECE.index("\n@piece")] + first
    performed = Performed().until(5.3).edit(text).until(UNTIL)
    numbers = {part.name: part.number for part in performed.session.setup.piece.parts}
    assert numbers == {"bell": 3, "drops": 1, "low": 2}
    assert {each.part_number for each in performed.of("drops")} == {1}


def test_a_new_part_takes_a_strip_that_was_never_used() -> None:
    parts = settled_parts(PIECE + BELL)
    drops, low, bell = parts
    renamed = [drops, bell]
    assert [each.number for each in numbered(renamed, [drops, low])] == [1, 3]


def settled_parts(text: str) -> list:  # type: ignore[type-arg]
    piece, _ = version(text).run()
    return settled(piece, BUNDLED).piece.parts


def test_an_instrument_is_changed_without_a_new_beginning(performed: Performed) -> None:
    performed.edit(PIECE.replace('"Bass"', '"Pluck"')).until(UNTIL)
    assert {each.instrument for each in performed.of("low", since=8.0)} == {"Pluck"}
    pitches = [each.pitch for each in performed.of("low")]
    assert pitches == [each.pitch for each in untouched().of("low")]


def test_a_value_stays_unless_the_file_now_says_another(performed: Performed) -> None:
    performed.submit(
        Command(Action.SET, "wet", 0.9),
        Command(Action.SET, "tempo", 90.0),
        Command(Action.SET, "drops.level", -6.0),
    ).until(6.0)
    text = PIECE.replace("piece.parameter", 'piece.parameter("new", 0, 9, 4)\npiece.parameter')
    performed.edit(text).until(12.0)
    values = performed.session.parameters
    assert (values["wet"], values["tempo"], values["drops.level"]) == (0.9, 90.0, -6.0)
    assert values["new"] == 4.0
    performed.edit(text.replace("0, 1, 0.5", "0, 1, 0.2").replace("tempo_bpm=60", "tempo_bpm=75"))
    performed.until(UNTIL)
    values = performed.session.parameters
    assert (values["wet"], values["tempo"], values["drops.level"]) == (0.2, 75.0, -6.0)


def test_a_value_out_of_the_new_range_starts_where_it_is_declared(performed: Performed) -> None:
    performed.submit(Command(Action.SET, "wet", 0.9)).until(6.0)
    performed.edit(PIECE.replace("0, 1, 0.5", "0, 0.6, 0.5")).until(UNTIL)
    assert performed.session.parameters["wet"] == 0.5


def test_a_ramp_under_way_goes_on(performed: Performed) -> None:
    ramp = Command(Action.SET, "wet", 1.0, ramp=8.0)
    performed.submit(ramp).until(6.0).edit(OTHER).until(UNTIL)
    assert performed.session.parameters["wet"] == 1.0


def test_a_part_that_had_failed_begins_anew_once_it_is_mended(performed: Performed) -> None:
    broken = PIECE.replace('live.state["steps"] += 1', 'live.state["steps"] += 1 / 0')
    performed.edit(broken).until(9.0)
    assert "part 'low' stopped" in performed.session.stage.troubles["low"]
    performed.edit(PIECE).until(UNTIL)
    assert performed.session.stage.troubles == {}
    assert performed.of("low", since=9.0)[0].beat == 12.0


def test_a_part_that_has_ended_stays_so(performed: Performed) -> None:
    ended = PIECE.replace("while True:\n        live", "for _ in range(3):\n        live")
    performed = Performed(version(ended)).until(5.3)
    performed.edit(ended.replace("0.25", "0.5")).until(UNTIL)
    assert performed.beats("low") == [0.0, 1.0, 2.0]


def test_it_waits_through_a_pause(performed: Performed) -> None:
    performed.submit(Command(Action.PAUSE)).until(6.0).edit(OTHER).until(20.0)
    assert not performed.session.edits
    performed.submit(Command(Action.RESUME)).until(30.0)
    changed = [each.beat for each in performed.of("drops") if each.duration_beats == 0.5]
    assert changed[0] == 8.0


def test_before_the_beginning_it_is_there_at_once() -> None:
    performed = Performed().submit(Command(Action.REWIND)).until(1.0)
    performed.edit(PIECE + BELL).until(2.0)
    assert "bell.level" in performed.session.parameters
    performed.submit(Command(Action.RESUME)).until(8.0)
    assert performed.beats("bell")[0] == 0.0


def test_a_part_comes_in_when_it_is_to_or_at_its_place_in_the_bar(performed: Performed) -> None:
    bell = BELL.replace('"Bell")', '"Bell", start_beat=14)')
    performed.edit(PIECE + bell).until(UNTIL)
    assert performed.beats("bell") == [14.0]
    late = BELL.replace('"Bell")', '"Bell", start_beat=1)')
    performed = Performed().until(5.3).edit(PIECE + late).until(UNTIL)
    assert performed.beats("bell")[0] == 9.0


def test_a_bundled_piece_cannot_be_edited(performed: Performed) -> None:
    performed.submit(Command(Action.PIECE, "phase")).until(6.0).edit(OTHER).until(UNTIL)
    assert performed.session.reports[-1] == "'phase' plays, which cannot be edited"


def test_begun_anew_it_is_the_present_version(performed: Performed) -> None:
    performed.edit(OTHER).until(9.0).submit(Command(Action.REROLL, value=7.0)).until(12.0)
    assert performed.session.edits.pop() == "rain.py: new version from bar 3 (drops anew)"
    assert {each.duration_beats for each in performed.of("drops")[-4:]} == {0.5}
