"""What a musician reads on the page: keys, clefs, dynamics, drums, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.composition.event import Event
from generator.render.about import About
from generator.render.notation import write_notation
from generator.render.notation_page import Page
from generator.render.notebook import Notebook
from generator.timing.tempo import TempoMap

BEAT = 24_000
G_MAJOR = (67, 69, 71, 72, 74, 76, 78, 79)

MakeEvent = Callable[..., Event]
Keep = Callable[..., Notebook]


@pytest.fixture
def keep(event: MakeEvent) -> Keep:
    """Return what keeps rows of a part, a beat, a length and more of an event."""

    def kept(*rows: tuple[str, float, float, dict[str, object]]) -> Notebook:
        tempo_map = TempoMap(120.0)
        notebook = Notebook(4.0, 2 * BEAT, lambda: tempo_map)
        for part, beat, beats, more in rows:
            at = round(beat * BEAT)
            notebook.note(event(at, part, beat=beat, duration_beats=beats, **more))
        return notebook

    return kept


def line(part: str, pitches: Iterable[float], start_beat: float = 0.0) -> list[tuple[object, ...]]:
    return [
        (part, start_beat + place, 1.0, {"pitch": pitch}) for place, pitch in enumerate(pitches)
    ]


def about(*parts: str, unpitched: tuple[str, ...] = ()) -> About:
    return About("Night Loops", "loops", 7, parts=parts, unpitched=unpitched)


def texts(root: ElementTree.Element, path: str) -> list[str | None]:
    return [each.text for each in root.findall(path)]


def test_a_page_is_engraved_as_it_is_read(tmp_path: Path, keep: Keep) -> None:
    thirds = [
        ("low_bells", 16 + place / 3, length / 3, {"pitch": 79.0})
        for place, length in ((0, 2), (2, 1), (3, 1), (4, 2))
    ]
    book = keep(
        *line("low_bells", (*G_MAJOR * 2,)),
        *thirds,
        *(("kick", n, 0.1, {"instrument": "Kick"}) for n in (0.0, 1.0)),
        *(("hat", n, 0.1, {"instrument": "Hat"}) for n in (0.5, 0.75)),
    )
    path = tmp_path / "a.musicxml"
    write_notation(path, about("low_bells", "kick", "hat", unpitched=("kick", "hat")), book)
    root = ElementTree.parse(path).getroot()
    assert texts(root, ".//score-part/part-name") == ["low bells", "kick", "hat"]
    assert texts(root, ".//score-part/part-abbreviation") == ["low bells", "kick", "hat"]
    bells, kick, hat = root.findall("part")
    assert texts(bells, ".//key/fifths") == ["1"]
    assert texts(kick, ".//key/fifths") == []
    assert texts(bells, ".//accidental") == []
    assert texts(root, ".//midi-channel")[1:] == ["10", "10"]
    assert texts(root, ".//midi-unpitched") == ["37", "43"]
    assert texts(kick, ".//note[unpitched]/type") == ["quarter", "quarter"]
    assert texts(kick, ".//notehead") == []
    assert texts(hat, ".//notehead") == ["x", "x"]
    brackets = [each.get("type") for each in bells.findall(".//tuplet")]
    assert brackets == ["start", "stop"] * 2
    for part in (bells, kick, hat):
        assert texts(part.findall("measure")[-1], ".//bar-style") == ["light-heavy"]


def test_a_note_held_into_a_new_key_keeps_its_name(tmp_path: Path, keep: Keep) -> None:
    flats = [61.0, 63.0, 65.0, 66.0, 68.0, 70.0, 72.0, 73.0]
    sharps = [64.0, 66.0, 68.0, 69.0, 71.0, 73.0, 75.0, 76.0]
    lines = [*line("low", flats * 8), *line("low", sharps * 8, 68.0)]
    book = keep(*lines, ("high", 62.0, 4.0, {"pitch": 73.0}))
    assert Page(about("low", "high"), book).signatures == [-5] * 16 + [4] * 17
    path = tmp_path / "a.musicxml"
    write_notation(path, about("low", "high"), book)
    high = ElementTree.parse(path).getroot().findall("part")[1]
    assert texts(high, ".//step") == ["D", "D"]
    strange = keep(*lines, ("high", 62.0, 4.0, {"pitch": 77.0}))
    assert Page(about("low", "high"), strange).signatures == [-5] * 17 + [4] * 16


@pytest.mark.parametrize(
    ("pitches", "clef"),
    [
        *(((60, 72), "G"), ((48, 60), "F"), ((57, 62), "F"), ((76, 85), "G")),
        *(((88, 96), "G 1"), ((28, 40), "F -1"), ((40, 41), "F")),
    ],
)
def test_a_clef_keeps_the_notes_near_the_staff(
    tmp_path: Path, keep: Keep, pitches: tuple[int, ...], clef: str
) -> None:
    path = tmp_path / "a.musicxml"
    write_notation(path, about("lead"), keep(*line("lead", pitches)))
    found = ElementTree.parse(path).getroot().find(".//clef")
    assert found is not None
    shift = found.findtext("clef-octave-change")
    assert f"{found.findtext('sign')} {shift or ''}".strip() == clef


def test_dynamics_are_told_where_they_change(keep: Keep) -> None:
    loud = [0.4, 0.4, 0.45, 0.38, 0.1, 0.12, 0.9, 1.0]
    rows = [("lead", 4.0 * bar + 1.5, 1.0, {"amplitude": each}) for bar, each in enumerate(loud)]
    page = Page(about("lead", "bass"), keep(*rows))
    told = {0: (1.5, "mf"), 4: (1.5, "p"), 6: (1.5, "ff")}
    assert page.dynamics("lead") == told
    assert page.dynamics("bass") == {}


def test_nothing_is_written_of_a_bar_in_which_nothing_is_left(keep: Keep) -> None:
    assert Page(about("lead"), keep(("lead", 2.0, 2.1, {}))).bars == 1
    page = Page(about("lead"), keep(("lead", 2.0, 3.0, {})))
    assert page.bars == len(page.figures["lead"]) == len(page.signatures) == 2
    assert Page(about("lead"), keep()).bars == 1


def test_sixteen_parts_have_their_channels(
    tmp_path: Path, keep: Keep, capfd: pytest.CaptureFixture[str]
) -> None:
    names = tuple(f"part_{number}" for number in range(16))
    path = tmp_path / "a.musicxml"
    write_notation(path, about(*names), keep(*((name, 0.0, 1.0, {}) for name in names)))
    channels = texts(ElementTree.parse(path).getroot(), ".//midi-channel")
    assert channels == [str(n) for n in (*range(1, 10), *range(11, 17), 1)]
    assert capfd.readouterr() == ("", "")
