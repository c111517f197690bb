from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.control.status import Status
from generator.control.surface import Subject
from generator.errors import UsageError
from generator.session.forms import FormField
from generator.session.setup import Choice, Setup, prepare
from generator.session.subject import subject_of
from generator.terminal.forms import form_fields
from generator.terminal.options import parser
from gui.form import ON, SOUNDING, Form
from gui.frame import Frame
from tests.terminal.running import PIECE

FIELDS = form_fields("render")
BY_LABEL = {each.label: each for each in (*FIELDS, SOUNDING)}


@pytest.fixture(scope="module")
def setup() -> Setup:
    return prepare(Choice("lattice", seed=42))


def frame_of(subject: Subject, values: dict[str, float]) -> Frame:
    return Frame(0.0, subject, values, Status())


@pytest.fixture
def frame(setup: Setup) -> Frame:
    return frame_of(subject_of(setup), dict(setup.parameters))


@pytest.fixture
def form_of(tmp_path: Path, frame: Frame) -> Callable[..., Form]:
    def make(frame: Frame = frame, **chosen: str) -> Form:
        form = Form(FIELDS, folder=lambda: tmp_path, **chosen)
        form.see(frame)
        return form

    return make


def field(label: str) -> FormField:
    return BY_LABEL[label]


def asked(form: Form) -> Namespace:
    """Return what `render` makes of a form; raises UsageError as it does."""
    return parser({"render": lambda _: 0}).parse_args(["render", *form.arguments()])


def parameters_of(arguments: Namespace) -> dict[str, float]:
    """Return the parameters with which a render starts."""
    choice = Choice(
        arguments.piece, arguments.seed, arguments.tempo, tuple(arguments.set), arguments.csd
    )
    return dict(prepare(choice).parameters)


def test_what_is_left_empty_is_what_plays_now(form_of: Callable[..., Form], tmp_path: Path) -> None:
    form = form_of()
    arguments = asked(form)
    assert (arguments.piece, arguments.seed, arguments.csd) == ("lattice", 42, None)
    assert arguments.output == str(tmp_path / "lattice-42.wav")
    assert (arguments.duration, arguments.bits, arguments.force) == (None, None, False)
    assert [form.text(field(each)) for each in ("piece", "seed")] == ["lattice", "42"]
    assert [form.typed(field(each)) for each in ("piece", "seed")] == ["", ""]


def test_it_sounds_as_it_does_now(form_of: Callable[..., Form], frame: Frame) -> None:
    macros = [key for key in frame.values if key.startswith("macro.")]
    moved = {
        key: each.value_at((each.position(frame.values[key]) + 0.37) % 1.0)
        for key, each in frame.subject.by_id.items()
        if key != "seed"
    }
    assert macros
    values = {**frame.values, **moved, "seed": float(2**53 - 1), "tempo": 97.12345678901234}
    form = form_of(replace(frame, values=values))
    assert parameters_of(asked(form)) == values


def test_unticked_it_starts_as_the_piece_does(form_of: Callable[..., Form], frame: Frame) -> None:
    values = {**frame.values, "tempo": 77.0, "reverb.size": 0.123, "seed": 5.0}
    form = form_of(replace(frame, values=values))
    form.enter(SOUNDING, "")
    arguments = asked(form)
    assert (arguments.set, arguments.tempo, arguments.seed) == ([], None, 5)
    form.enter(SOUNDING, ON)
    assert asked(form).tempo == 77.0


def test_what_is_filled_in_counts(form_of: Callable[..., Form], frame: Frame) -> None:
    form = form_of()
    typed = {
        "seed": "7", "tempo": "90", "set": "swing=0.1, master.level=-3", "duration": "12.5",
        "bits": "24", "normalize": "peak:-1", "sr": "44100", "force": ON, "score": "a b.sco",
    }  # fmt: skip
    for label, text in typed.items():
        form.enter(field(label), text)
    arguments = asked(form)
    assert (arguments.seed, arguments.tempo, arguments.duration) == (7, 90.0, 12.5)
    assert (arguments.bits, arguments.sr, arguments.force) == ("24", 44100, True)
    assert (arguments.normalize, arguments.score) == ("peak:-1", "a b.sco")
    started = parameters_of(arguments)
    assert (started["swing"], started["master.level"], started["tempo"]) == (0.1, -3.0, 90.0)


def test_another_piece_starts_as_it_does(form_of: Callable[..., Form], tmp_path: Path) -> None:
    form = form_of()
    form.enter(field("piece"), "phase")
    arguments = asked(form)
    assert (arguments.piece, arguments.seed, arguments.set) == ("phase", 42, [])
    assert arguments.output == str(tmp_path / "phase-42.wav")


def test_a_piece_of_ones_own_is_rendered_from_its_file(
    form_of: Callable[..., Form], frame: Frame, tmp_path: Path
) -> None:
    path = tmp_path / "my rain.py"
    path.write_text(PIECE)
    own = prepare(Choice(str(path), seed=3))
    playing = frame_of(subject_of(own), dict(own.parameters))
    form = form_of(playing, piece=str(path), csd="my.csd")
    arguments = asked(form)
    assert (arguments.piece, arguments.csd) == (str(path), "my.csd")
    assert Path(arguments.output).name == "my rain-3.wav"
    form.see(frame)  # a bundled one follows it
    assert asked(form).piece == "lattice"
    form.see(playing)
    assert asked(form).piece == str(path)


def test_a_journal_settles_what_is_played(form_of: Callable[..., Form], tmp_path: Path) -> None:
    form = form_of()
    form.enter(field("journal"), "~/of the evening.jsonl")
    arguments = asked(form)
    assert arguments.journal == str(Path.home() / "of the evening.jsonl")
    settled = (arguments.piece, arguments.seed, arguments.tempo, arguments.csd, arguments.set)
    assert settled == (None, None, None, None, [])
    assert arguments.output == str(tmp_path / "of the evening.wav")


def test_the_proposed_file_is_not_there_yet(
    form_of: Callable[..., Form], frame: Frame, tmp_path: Path
) -> None:
    form = form_of()
    output = field("output")
    (tmp_path / "lattice-42.wav").write_text("")
    form.see(frame)
    assert form.text(output) == str(tmp_path / "lattice-42.wav")  # looked up once
    form.propose_anew()
    form.see(frame)
    assert form.text(output) == str(tmp_path / "lattice-42 2.wav")
    form.enter(output, "mine.flac")
    form.see(frame)
    assert asked(form).output == "mine.flac"
    form.enter(output, "")
    assert form.text(output) == str(tmp_path / "lattice-42 2.wav")


def test_it_follows_what_plays(form_of: Callable[..., Form], frame: Frame, tmp_path: Path) -> None:
    form = form_of()
    form.see(replace(frame, values={**frame.values, "seed": 1234.0, "tempo": 99.5}))
    assert form.text(field("seed")) == "1234"
    assert form.text(field("tempo")) == "99.5"
    assert form.text(field("output")) == str(tmp_path / "lattice-1234.wav")


def test_what_is_presumed_anyway_is_not_filled_in(
    form_of: Callable[..., Form], frame: Frame
) -> None:
    form = form_of()
    form.enter(field("seed"), " 42 ")
    form.see(replace(frame, values={**frame.values, "seed": 43.0}))
    assert form.text(field("seed")) == "43"


@pytest.mark.parametrize(
    ("label", "text"), [("seed", "many"), ("tempo", "1"), ("duration", "-1"), ("set", "x")]
)
def test_what_it_cannot_be_is_refused_and_changes_nothing(
    form_of: Callable[..., Form], label: str, text: str
) -> None:
    form = form_of()
    before = form.arguments()
    with pytest.raises(UsageError):
        form.enter(field(label), text)
    assert form.arguments() == before


@pytest.mark.parametrize("odd", ["-x.wav", "--force", "=", "a b", "ünï.wav", "$HOME", "'"])
def test_odd_names_stay_what_they_are(form_of: Callable[..., Form], odd: str) -> None:
    form = form_of()
    for label in ("output", "stems", "csd", "piece"):
        form.enter(field(label), odd)
    arguments = asked(form)
    found: list[Any] = [arguments.output, arguments.stems, arguments.csd, arguments.piece]
    assert found == [odd] * 4
    assert arguments.force is False


def test_before_anything_plays_nothing_is_presumed() -> None:
    form = Form(FIELDS)
    assert form.arguments() == ["--"]
    assert form.presumed == {}
