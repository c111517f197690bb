"""Journals: written as the music plays, read whole or broken off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.control.commands import Action, Applied, At, Command, Over
from generator.control.journal import JournalWriter
from generator.control.journal_reading import read
from generator.errors import OutputError, UsageError
from tests.control.journals import HEADER

COMMANDS = [
    Applied(480, 0.5, Command(Action.SET, "tempo", 90.0, ramp=2.0, over=Over.BEATS, source="key")),
    Applied(960, 1.0, Command(Action.RECALL, values=(("density", 0.5), ("energy", 0.25)))),
    Applied(960, 1.0, Command(Action.REROLL, value=12.0, at=At.BAR)),
    Applied(9600, 2.0, Command(Action.ALIGN, values=(("beat", 4.0), ("sample", 24_000.0)))),
    Applied(9700, 2.0, Command(Action.PANIC, due_sample=12_000)),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of five commands, two notes late, that came to its end."""
    path = tmp_path / "take.jsonl"
    writer = JournalWriter(path, HEADER)
    writer.applied(COMMANDS[:3])
    writer.late([(17, 1234), (18, None)])
    writer.applied(COMMANDS[3:])
    writer.played(48_000)
    writer.close(96_000, ended=True)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    journal = read(path)
    assert journal.header == HEADER
    assert list(journal.applied) == COMMANDS
    assert journal.late == {17: 1234, 18: None}
    assert (journal.played_sample, journal.ended, journal.notices) == (96_000, True, ())


def test_at_another_rate_every_sample_is_counted_anew(path: Path) -> None:
    journal = read(path).at_rate(96_000)
    assert [each.onset_sample for each in journal.applied] == [960, 1920, 1920, 19_200, 19_400]
    assert journal.applied[3].command.number("sample") == 48_000.0
    assert journal.applied[3].command.number("beat") == 4.0
    assert journal.applied[4].command.due_sample == 24_000
    assert journal.late == {17: 2468, 18: None}


@pytest.mark.parametrize("cut", range(1, 36))
def test_a_journal_broken_off_anywhere_is_read_up_to_there(path: Path, cut: int) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    journal = read(path)
    assert list(journal.applied) == COMMANDS
    assert journal.ended == (cut <= 1)
    assert journal.played_sample in (9700, 48_000, 96_000)


def test_a_restart_is_told(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", HEADER)
    writer.restarted(4800)
    writer.close(9600, ended=False)
    journal = read(tmp_path / "a.jsonl")
    assert journal.restarts == (4800,)
    assert any("another engine" in notice for notice in journal.notices)
    assert any("breaks off" in notice for notice in journal.notices)


def test_an_existing_journal_is_kept_unless_forced(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(OutputError, match="exists"):
        JournalWriter(path, HEADER)
    assert path.read_bytes() == before
    JournalWriter(path, HEADER, force=True).close(0, ended=False)
    assert len(path.read_bytes()) < len(before)


def test_a_full_disk_is_told_once_and_the_rest_is_let_go() -> None:
    writer = JournalWriter(Path("/dev/full"), HEADER, force=True)
    assert "No space left" in (writer.failure or "")
    writer.applied(COMMANDS)
    writer.close(1, ended=True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"applied": [1, 2]}', "is no applied command"),
        ('{"applied": [1, 2, {"action": "explode"}]}', "is no command"),
        ('{"applied": [1, 2, {"action": "set", "colour": 1}]}', "is no command"),
        ('{"late": 3}', ":2: "),
        ("[1, 2]", "no entry"),
        ("{", "is no JSON"),
    ],
)
def test_what_is_no_entry_is_named_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "odd.jsonl"
    JournalWriter(path, HEADER).close(5, ended=True)
    first, rest = path.read_text().split("\n", 1)
    path.write_text("\n".join([first, line, rest]))
    with pytest.raises(UsageError, match=said) as caught:
        read(path)
    assert f"{path}:2" in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n", "{}", '{"journal": 2}', "RIFF....", '{"journal": 1}'])
def test_what_is_no_journal_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "not.jsonl"
    path.write_text(text)
    with pytest.raises(UsageError, match="header"):
        read(path)


def test_a_missing_journal_and_a_binary_one_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "sound.wav").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UsageError, match="no header"):
        read(tmp_path / "sound.wav")


def test_a_command_through_json_is_the_same() -> None:
    for applied in COMMANDS:
        assert Applied.from_message(json.loads(json.dumps(applied.to_message()))) == applied


def test_a_journal_that_is_gone_is_reported_once(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", HEADER)
    (tmp_path / "a.jsonl").unlink()
    for sample in range(3):
        writer.played(sample)
        writer._chore.wait()
    writer.close(3, ended=True)
    (report,) = writer.reports
    assert report.startswith("the journal stopped: ")
    assert report.endswith("a.jsonl: the file was removed while it was being written")


def test_a_journal_with_another_name_goes_on(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.jsonl", HEADER)
    moved = (tmp_path / "a.jsonl").rename(tmp_path / "b.jsonl")
    writer.applied(COMMANDS)
    writer.close(3, ended=True)
    assert list(read(moved).applied) == COMMANDS
    (report,) = writer.reports
    assert report.endswith("was moved or replaced; it goes on in the file that it began with")


def test_a_letter_that_was_torn_apart_is_left_out(path: Path) -> None:
    entry = '{"applied": [1, 2.0, {"action": "set", "subject": "Größe"}]}'.encode()
    with path.open("ab") as file:
        file.write(entry[: entry.index("ö".encode()) + 1])
    assert list(read(path).applied) == COMMANDS
