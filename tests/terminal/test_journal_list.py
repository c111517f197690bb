from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.control.commands import Action, Applied, At, Command, Over
from generator.control.journal import Journal
from generator.control.surface import Subject
from generator.terminal.command_words import minutes, words
from generator.terminal.journal_list import journal_facts, journal_lines, lookup_with
from tests.control import journals
from tests.control.surface import subject_of

RATE = 48_000
SUBJECT = subject_of()
WALTZ = replace(subject_of("other"), bar_beats=3.0)
HEADER = replace(
    journals.HEADER,
    scoretime="0.3.0",
    versions={"csound": "6.18", "python": "3.11.7"},
    started="2026-11-21T10:00:00",
    piece="example",
    values={"tempo": 120.0},
)


def known(piece: str) -> Subject | None:
    return {"example": SUBJECT, "other": WALTZ}.get(piece)


def at(seconds: float, command: Command, beat: float | None = None) -> Applied:
    place = 2.0 * seconds if beat is None else beat
    return Applied(round(seconds * RATE), place, command._replace(source=command.source or "osc"))


def set_to(key: str, value: float, source: str = "osc") -> Command:
    return Command(Action.SET, key, value, source=source)


def rows_of(*applied: Applied, every: bool = False) -> list[str]:
    journal = Journal(HEADER, applied, {}, RATE, ended=True)
    return list(journal_lines(journal, known, every=every))[2:-1]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (set_to("density", 0.7)._replace(ramp=2.0), "density → 0.7 over 2 s"),
        (
            set_to("cutoff", 2345.678)._replace(ramp=1.5, over=Over.BEATS),
            "cutoff → 2346 Hz over 1.5 beats",
        ),
        (set_to("mode", 1.0)._replace(at=At.BAR), "mode → minor at the next bar"),
        (set_to("mode", 9.0), "mode → 9"),
        (set_to("hold", 1.0), "hold → on"),
        (set_to("lead.mute", 0.0), "lead.mute → off"),
        (set_to("seed", 123_456_789.0), "seed → 123456789"),
        (set_to("gone", 0.123456), "gone → 0.1235"),
        (
            Command(Action.RECALL, values=(("a", 1.0), ("b", 2.0)), ramp=3.0),
            "snapshot of 2 parameters over 3 s",
        ),
        (Command(Action.RECALL, values=(("a", 1.0),)), "snapshot of 1 parameter"),
        (Command(Action.PAUSE), "pause"),
        (Command(Action.RESUME), "play on"),
        (Command(Action.REWIND), "stop, and go back to the beginning"),
        (Command(Action.STOP), "fade out, and end"),
        (Command(Action.PANIC), "panic: silence everything"),
        (Command(Action.RELEASE), "let go of every note"),
        (Command(Action.REROLL, value=12.0, at=At.BAR), "begin anew from seed 12 at the next bar"),
        (Command(Action.REROLL, "lead", 12.0), "lead drawn anew from seed 12"),
        (Command(Action.PIECE, "other"), "piece → other"),
        (Command(Action.SECTION, "B", at=At.SECTION), "section → B at the next section"),
        (
            Command(
                Action.NOTE, "lead", values=(("pitch", 60.5), ("amplitude", 0.5), ("beats", 2.0))
            ),
            "note lead 60.5, amplitude 0.5, beats 2",
        ),
        (
            Command(Action.ALIGN, values=(("beat", 12.25), ("sample", 48_000.0))),
            "meet beat 12.25",
        ),
        (Command(Action.RECORD, "/home/me/recordings/take.wav", 1.0), "recording → take.wav"),
        (Command(Action.RECORD), "end the recording"),
    ],
)
def test_every_command_has_its_words(command: Command, said: str) -> None:
    assert words(command, SUBJECT.by_id) == said


def test_every_action_has_words_of_its_own() -> None:
    said = {words(Command(action, "x", 1.0), {}) for action in Action}
    assert len(said) == len(Action)


def test_times() -> None:
    assert [minutes(seconds) for seconds in (0.0, 59.9996, 61.25, 3661.001)] == [
        "0:00.000",
        "1:00.000",
        "1:01.250",
        "1:01:01.001",
    ]


def test_the_list_says_what_was_played_and_what_was_done() -> None:
    applied = (
        at(1.0, set_to("density", 0.7)._replace(ramp=2.0)),
        at(3.125, Command(Action.PAUSE, source="keys")),
        at(4.0, Command(Action.PANIC, due_sample=5 * RATE)),
    )
    journal = Journal(
        HEADER,
        applied,
        {3: 100, 4: None, 5: None},
        90 * RATE,
        ended=False,
        notices=("it breaks off before the end of the performance",),
    )
    assert list(journal_lines(journal, known)) == [
        "example  seed 7, 2026-11-21 10:00:00, 1:30.000 played",
        "  Scoretime 0.3.0, csound 6.18, python 3.11.7, 48000 Hz, ksmps 32, orchestra main.csd",
        "  note: it breaks off before the end of the performance",
        "  0:01.000  1.3.00  density → 0.7 over 2 s                 osc",
        "  0:03.125  2.3.25  pause                                  keys",
        "  0:04.000  3.1.00  panic: silence everything at 0:05.000  osc",
        "commands: 3 (2 osc, 1 keys); events: 1 late, 2 dropped",
    ]


def test_a_journal_of_nothing_is_a_list_too() -> None:
    lines = list(journal_lines(Journal(HEADER), known))
    assert lines[-1] == "commands: 0; events: 0 late, 0 dropped"
    assert len(lines) == 3


def test_the_way_of_a_fader_is_one_line() -> None:
    steps = [at(1.0 + 0.01 * step, set_to("density", 0.2 + 0.005 * step)) for step in range(121)]
    assert rows_of(*steps) == ["  0:01.000  1.3.00  density 0.2 → 0.8 (121 changes in 1.2 s)  osc"]
    assert len(rows_of(*steps, every=True)) == 121


def test_two_faders_at_once_are_two_lines() -> None:
    moved = [
        at(1.0 + 0.1 * step, set_to(key, float(step)), beat=2.0)
        for step in range(3)
        for key in ("density", "swing")
    ]
    assert [row.split("  ")[3] for row in rows_of(*moved)] == [
        "density 0 → 2 (3 changes in 0.2 s)",
        "swing 0 → 2 (3 changes in 0.2 s)",
    ]


@pytest.mark.parametrize(
    "second",
    [
        at(1.6, set_to("density", 0.5)),
        at(1.1, set_to("density", 0.5, "midi:pad")),
        at(1.1, set_to("density", 0.5)._replace(ramp=1.0)),
        at(1.1, set_to("density", 0.5)._replace(at=At.BEAT)),
    ],
)
def test_what_is_no_stream_is_not_folded(second: Applied) -> None:
    assert len(rows_of(at(1.0, set_to("density", 0.2)), second)) == 2


def test_a_pad_and_a_shared_beat_are_folded_too() -> None:
    morphs = [
        at(1.0 + 0.1 * step, Command(Action.RECALL, values=(("density", step / 10.0),)))
        for step in range(5)
    ]
    values = (("beat", 9.0), ("sample", 1.0))
    met = [
        at(10.0 + 8.0 * step, Command(Action.ALIGN, values=values, source="link"))
        for step in range(4)
    ]
    assert rows_of(*morphs, *met) == [
        "  0:01.000  1.3.00  snapshot of 1 parameter (5 times in 0.4 s)  osc",
        "  0:10.000  6.1.00  meet a shared beat (4 times in 24.0 s)      link",
    ]


def test_another_piece_counts_its_own_bars_once_it_begins() -> None:
    lines = rows_of(
        at(6.0, Command(Action.PIECE, "other", at=At.BAR), beat=9.0),
        at(6.5, Command(Action.PAUSE), beat=11.0),
        at(7.0, Command(Action.RESUME), beat=4.0),
    )
    assert [line.split("  ")[2] for line in lines] == ["3.2.00", "3.4.00", "2.2.00"]


def test_without_the_piece_beats_are_counted() -> None:
    journal = Journal(replace(HEADER, piece="gone"), (at(1.25, set_to("tempo", 90.0)),))
    assert list(journal_lines(journal, known))[2] == "  0:01.250  beat 2.50  tempo → 90  osc"


def test_nothing_in_a_journal_steers_the_terminal() -> None:
    evil = replace(HEADER, piece="a\x1b[2J", started="b\x07")
    command = Command(Action.PIECE, "c\x1b]0;d\n", source="e\x9b")
    text = "".join(journal_lines(Journal(evil, (at(1.0, command),), notices=("f\x1b",)), known))
    assert text.isprintable()


def test_the_same_as_json() -> None:
    steps = [at(1.0 + 0.01 * step, set_to("density", 0.01 * step)) for step in range(3)]
    journal = Journal(HEADER, (*steps, at(2.0, Command(Action.PAUSE))), {1: None}, RATE, ended=True)
    facts = json.loads(json.dumps(journal_facts(journal, known)))
    assert facts["header"]["seed"] == 7
    assert facts["ended"] is True
    assert facts["played_seconds"] == 1.0
    assert facts["commands"][0] == {
        "seconds": 1.0,
        "place": "1.3.00",
        "text": "density 0 → 0.02 (3 changes in 0.0 s)",
        "source": "osc",
        "count": 3,
        "until_seconds": 1.02,
        "command": {"action": "set", "subject": "density", "source": "osc"},
    }
    assert facts["summary"] == {
        "commands": 4,
        "by_source": {"osc": 4},
        "late": 0,
        "dropped": 1,
        "restarts": 0,
    }
    assert len(journal_facts(journal, known, every=True)["commands"]) == 4


def test_pieces_are_looked_up_as_they_are_played() -> None:
    lookup = lookup_with(None)
    subject = lookup("lattice")
    assert subject is not None
    assert "density" in subject.by_id
    assert lookup("nothing of that name") is None
