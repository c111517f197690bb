"""The named scales: synonyms, spelling, modes, and the same names in five other projects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import UnknownNameError
from generator.theory import STEPS, SYNONYMS, Scale
from generator.theory.names import plain
from generator.theory.raga_table import MELAKARTAS
from generator.theory.scale import SCALES

OTHERS = json.loads(Path(__file__).with_name("others.json").read_text(encoding="utf-8"))
SHARED = [
    (project, name) for project, row in OTHERS.items() for name in row["scales"] if name in SCALES
]
EXCEPTIONS = {
    ("Sonic Pi", "octatonic"): "whole tone first; ours, as Tidal's, is Messiaen's second mode",
    ("Sonic Pi", "prometheus"): "Scriabin's chord is C D E F# A Bb; theirs has B, lacks A and Bb",
    ("Tidal", "prometheus"): "the same five notes as in Sonic Pi",
    ("FoxDot", "prometheus"): "the same five notes as in Sonic Pi",
    ("FoxDot", "bebopDorian"): "theirs lacks the fifth; a bebop scale adds a note to seven",
    ("FoxDot", "melodicMajor"): "theirs is the harmonic major scale, which it has a second time",
    ("pyo", "majorBlues"): "theirs is the pentatonic zhi, without a blue third",
    ("pyo", "minorBlues"): "theirs is the pentatonic jiao, without a blue fifth",
}
MODES = {  # each the next rotation of the one before it
    "harmonic minor": "locrian #6,ionian #5,dorian #4,phrygian dominant,lydian #2,ultralocrian",
    "melodic minor": "dorian b2,lydian augmented,lydian dominant,melodic major,locrian #2,altered",
    "harmonic major": "dorian b5,phrygian b4,lydian b3,mixolydian b2,lydian augmented #2,"
    "locrian bb7",
    "double harmonic": "lydian #2 #6,ultraphrygian,hungarian minor,oriental,ionian #2 #5,"
    "locrian bb3 bb7",
    "major pentatonic": "shang,jiao,zhi,minor pentatonic",
    "hex major 6": "hex dorian,hex phrygian,hex major 7,hex sus,hex aeolian",
}


def rotated(steps: tuple[int, ...], turns: int) -> tuple[int, ...]:
    return tuple(sorted((step - steps[turns]) % 12 for step in steps))


def test_there_are_a_hundred_and_more() -> None:
    assert len(set(STEPS.values())) >= 100


def test_names_are_lower_case_and_differ_however_they_are_written() -> None:
    names = [*STEPS, *SYNONYMS]
    assert all(name == name.lower() and "_" not in name for name in names)
    assert len({plain(name) for name in names}) == len(names)
    assert set(SYNONYMS.values()) <= STEPS.keys()


@pytest.mark.parametrize("parent", MODES)
def test_modes_are_rotations(parent: str) -> None:
    for turns, name in enumerate(MODES[parent].split(","), 1):
        assert STEPS[name] == rotated(STEPS[parent], turns), name


def test_akebono_is_hirajoshi_with_its_sixth_raised() -> None:
    """Akebono I in Scala's list of modes, a tuning of the koto."""
    assert Scale.named("hirajoshi").steps == (0, 2, 3, 7, 8)
    assert Scale.named("akebono").steps == (0, 2, 3, 7, 9)


@pytest.mark.parametrize(
    ("name", "rotations"),
    [("messiaen 1", 2), ("messiaen 2", 3), ("messiaen 3", 4)]
    + [(f"messiaen {mode}", 6) for mode in (4, 5, 6, 7)],
)
def test_messiaens_modes_have_their_few_transpositions(name: str, rotations: int) -> None:
    steps = Scale.named(name).steps
    assert len({frozenset((step + up) % 12 for step in steps) for up in range(12)}) == rotations


@pytest.mark.parametrize(
    ("number", "name", "same"),
    [
        *((8, "hanumatodi", "phrygian"), (15, "mayamalavagowla", "double harmonic")),
        *((20, "natabhairavi", "aeolian"), (21, "keeravani", "harmonic minor")),
        *((22, "kharaharapriya", "dorian"), (28, "harikambhoji", "mixolydian")),
        *((29, "dheerasankarabharanam", "ionian"), (57, "simhendramadhyamam", "hungarian minor")),
        *((64, "vachaspati", "lydian dominant"), (65, "mechakalyani", "lydian")),
    ],
)
def test_melakartas_have_their_numbers(number: int, name: str, same: str) -> None:
    assert list(MELAKARTAS)[number - 1] == name
    assert MELAKARTAS[name] == STEPS[same]


def test_all_melakartas_differ() -> None:
    assert len(set(MELAKARTAS.values())) == 72


@pytest.mark.parametrize(
    "text", ["Harmonic_Minor", "harmonic-minor", "harmonicMinor", "HARMONICMINOR"]
)
def test_spelling_does_not_matter(text: str) -> None:
    assert Scale.named(text, "A4") == Scale.named("harmonic minor", "A4")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("dorain", "dorian"),
        ("zhy", "zhi"),
        ("Yoo", "yo"),
        ("HARMONIC_MINRO", "harmonic minor"),
        ("whole tones", "whole tone"),
        ("vachaspathi", "vachaspati"),
    ],
)
def test_an_unknown_scale_is_named_with_its_three_nearest(text: str, nearest: str) -> None:
    """Among all of them, not only the first hundred."""
    with pytest.raises(UnknownNameError) as caught:
        Scale.named(text)
    suggested = str(caught.value).split("did you mean ")[1].rstrip("?").split(" or ")
    assert nearest in suggested
    assert len(suggested) <= 3


def test_a_name_like_no_other_is_refused_too() -> None:
    with pytest.raises(UnknownNameError, match="there are"):
        Scale.named("9" * 100_000)


def test_enough_is_shared_with_each_of_the_five() -> None:
    counts = {project: sum(other == project for other, _ in SHARED) for project in OTHERS}
    assert counts.keys() == {"Sonic Pi", "Tidal", "FoxDot", "isobar", "pyo"}
    assert min(counts.values()) >= 15
    assert all(row["commit"] and row["repository"] for row in OTHERS.values())


@pytest.mark.parametrize(("project", "name"), SHARED)
def test_a_shared_name_means_the_same(project: str, name: str) -> None:
    same = list(SCALES[name]) == OTHERS[project]["scales"][name]
    assert same is ((project, name) not in EXCEPTIONS)
