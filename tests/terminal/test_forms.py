from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.session.forms import FormField
from generator.terminal.forms import form_fields
from generator.terminal.options import parser

FIELDS = {each.label: each for each in form_fields("render")}


def test_a_form_has_every_option_that_says_what_is_rendered() -> None:
    assert list(FIELDS) == [
        "piece", "output", "seed", "tempo", "set", "csd", "journal", "duration", "tail", "bars",
        "sr", "ksmps", "bits", "normalize", "stems", "score", "export-csd", "midi", "musicxml",
        "picture", "explain", "force",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("piece", "text"),
        ("output", "file"),
        ("seed", "number"),
        ("tempo", "number"),
        ("set", "text"),
        ("journal", "file"),
        ("duration", "number"),
        ("bits", "choice"),
        ("normalize", "text"),
        ("stems", "folder"),
        ("force", "switch"),
    ],
)
def test_its_kind_follows_from_how_it_is_declared(label: str, kind: str) -> None:
    assert FIELDS[label].kind == kind


def test_a_default_is_told_apart_from_the_help() -> None:
    duration, tail = FIELDS["duration"], FIELDS["tail"]
    assert (duration.help, duration.default) == ("length in seconds", "until the piece ends")
    assert tail.default == "until silence, at most 10 s"
    assert FIELDS["piece"].default == "lattice"
    assert [FIELDS[each].default for each in ("csd", "set", "force")] == ["", "", ""]


def test_a_field_says_what_the_help_says() -> None:
    bits = FIELDS["bits"]
    assert bits == FormField(
        flag="--bits",
        kind="choice",
        label="bits",
        help="width of a sample",
        default="the format's best",
        choices=("16", "24", "32f"),
        group="form",
        check=bits.check,
    )
    assert (FIELDS["duration"].unit, FIELDS["duration"].group) == ("S", "")
    assert (FIELDS["piece"].flag, FIELDS["score"].group) == ("", "output")


@pytest.mark.parametrize(
    ("label", "text", "complaint"),
    [
        ("tempo", "1000", "1000 is out of range: give 20 to 999 BPM"),
        ("seed", "-1", "give 0 to"),
        ("duration", "long", "'long' is no number"),
        ("set", "tempo", "'tempo' is no setting"),
    ],
)
def test_what_the_command_would_refuse_is_refused_at_once(
    label: str, text: str, complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        FIELDS[label].check(text)


@pytest.mark.parametrize("label", [label for label in FIELDS if label != "force"])
def test_what_the_command_takes_is_taken(label: str) -> None:
    field = FIELDS[label]
    numbers = {"sr": "48000"}
    text = {"number": numbers.get(label, "24"), "text": "density=0.5"}.get(field.kind, "32f")
    field.check(text)
    arguments = parser({"render": lambda _: 0}).parse_args(
        ["render", "--output=x", *field.arguments(text)]
    )
    found = getattr(arguments, label.replace("-", "_"))
    assert found == [("density", "0.5")] if label == "set" else str(found).startswith(text)


def test_several_settings_are_options_of_their_own() -> None:
    field = FIELDS["set"]
    field.check("density=0.3, mode=harmonic minor  hold=on")
    assert field.arguments("density=0.3, mode=harmonic minor  hold=on") == [
        "--set=density=0.3",
        "--set=mode=harmonic minor",
        "--set=hold=on",
    ]


def test_what_is_left_empty_asks_for_nothing() -> None:
    assert [each.arguments("") for each in FIELDS.values()] == [[]] * len(FIELDS)
    assert FIELDS["force"].arguments("on") == ["--force"]
    assert FIELDS["piece"].arguments("phase") == ["phase"]


@pytest.mark.parametrize("command", ["play", "journal", "devices", "list"])
def test_every_subcommand_has_a_form(command: str) -> None:
    labels = [each.label for each in form_fields(command)]
    assert ("file" in labels) == (command == "journal")
    assert ("look-ahead" in labels) == (command == "play")
