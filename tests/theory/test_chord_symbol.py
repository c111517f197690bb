"""Chords by symbol and by degree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory import NO_CHORD, Scale, chord_in, chord_named, chords_in, class_named

SYMBOLS = {  # symbol: the names of its classes
    "C": "C E G", "Cm": "C Eb G", "C-": "C Eb G", "Cdim": "C Eb Gb", "C°": "C Eb Gb",
    "Caug": "C E G#", "C+": "C E G#", "C7": "C E G Bb", "Cmaj7": "C E G B", "CM7": "C E G B",
    "CΔ": "C E G B", "Cm7": "C Eb G Bb", "C-7": "C Eb G Bb", "Cmin7": "C Eb G Bb",
    "Dm(maj7)": "D F A C#", "CmM7": "C Eb G B", "Cdim7": "C Eb Gb A", "Co7": "C Eb Gb A",
    "Cø": "C Eb Gb Bb", "Cm7b5": "C Eb Gb Bb", "F#m7b5": "F# A C E", "C6": "C E G A",
    "Cm6": "C Eb G A", "C6/9": "C E G A D", "C69": "C E G A D", "C9": "C E G Bb D",
    "Cmaj9": "C E G B D", "C11": "C E G Bb D F", "C13": "C E G Bb D A", "Cm13": "C Eb G Bb D F A",
    "Csus": "C F G", "Csus2": "C D G", "C7sus4": "C F G Bb", "Bb13sus4": "Bb Eb F Ab C G",
    "G7alt": "G B D# F A#", "C7b5": "C E Gb Bb", "C7#5": "C E G# Bb", "C+7": "C E G# Bb",
    "C7(b9,#11)": "C E G Bb Db F#", "C7b9#9": "C E G Bb Db D#", "C13b9": "C E G Bb Db A",
    "C7-9": "C E G Bb Db", "Cmaj7#11/E": "C E G B F#", "Cmaj7#5": "C E G# B", "Cadd9": "C E G D",
    "Cmadd9": "C Eb G D", "C5": "C G", "C2": "C D E G", "C7no5": "C E Bb", "C7omit3": "C G Bb",
    "Eb♭7": "Ebb Gb Bbb Dbb", "B#": "B# D## F##", "Cb5": "Cb Gb", "C♯m": "C# E G#",
    "C9#5": "C E G# Bb D", "Cm/maj7": "C Eb G B", "Cdom7": "C E G Bb", "Cdom": "C E G Bb",
    "Cm11": "C Eb G Bb D F",
    "C13#11": "C E G Bb D F# A", "C7sus2": "C D G Bb", "Cmaj13": "C E G B D A",
}  # fmt: skip
IN_C_MAJOR = {
    "I": "C E G", "ii": "D F A", "ii7": "D F A C", "V7": "G B D F", "Imaj7": "C E G B",
    "I7": "C E G B", "IV7": "F A C E", "bVII": "Bb D F", "bVII7": "Bb D F Ab", "viio7": "B D F Ab",
    "viio": "B D F", "viiø7": "B D F A", "V7/V": "D F# A C", "V7/ii": "A C# E G",
    "V7/V/V": "A C# E G", "viio7/V": "F# A C Eb", "iiø7/ii": "E G Bb D", "V9": "G B D F A",
    "iii9": "E G B D F", "V7b9": "G B D F Ab", "Vsus4": "G C D", "III+": "E G# B#", "iv": "F Ab C",
    "bII6": "Db F Ab", "#ivo7": "F# A C Eb", "V13": "G B D F A E", "IV11": "F A C E G B",
}  # fmt: skip
IN_C_MINOR = {
    "i": "C Eb G", "VII": "Bb D F", "bVII": "Bb D F", "V7": "G B D F", "viio7": "B D F Ab",
    "iiø7": "D F Ab C", "i7": "C Eb G Bb", "VI": "Ab C Eb", "V9": "G B D F Ab", "v": "G Bb D",
}  # fmt: skip


def classes(names: str) -> tuple[int, ...]:
    return tuple(map(class_named, names.split()))


@pytest.mark.parametrize(("symbol", "names"), SYMBOLS.items())
def test_symbols(symbol: str, names: str) -> None:
    chord = chord_named(symbol)
    assert chord.classes == classes(names)
    assert chord.root == chord.classes[0]
    assert str(chord) == symbol


@pytest.mark.parametrize(
    ("symbol", "bass"), [("C", 0), ("C/E", 4), ("Cmaj7#11/E", 4), ("C6/9/E", 4), ("C/F#", 6)]
)
def test_a_letter_after_a_slash_is_the_bass(symbol: str, bass: int) -> None:
    assert chord_named(symbol).bass == bass


@pytest.mark.parametrize("symbol", ["N.C.", "NC"])
def test_no_chord(symbol: str) -> None:
    assert chord_named(symbol) is NO_CHORD
    assert not chord_named(symbol)


@pytest.mark.parametrize(
    ("symbol", "part"),
    [
        ("Cfoo", "'foo'"),
        ("H7", "root A to G"),
        ("", "root"),
        ("Cmaj7#12", "'#12'"),
        ("C/H", "'/H'"),
        ("Cm5", "'m5'"),
        ("C" * 5000, "root"),
        ("Cmaj7#", "'#'"),
    ],
)
def test_a_wrong_symbol_is_refused_with_its_part(symbol: str, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        chord_named(symbol)


@given(st.text("ABCGmaj7#b(/59su-+o i/VIv", max_size=20))
def test_any_text_is_a_chord_or_a_usage_error(text: str) -> None:
    for named in (chord_named, lambda each: chord_in(each, Scale.named("minor"))):
        try:
            chord = named(text)
        except UsageError:
            continue
        assert len(set(chord.classes)) == len(chord.classes)


@pytest.mark.parametrize(("symbol", "names"), IN_C_MAJOR.items())
def test_degrees_of_c_major(symbol: str, names: str) -> None:
    assert chord_in(symbol, Scale.named("major", "C4")).classes == classes(names)


@pytest.mark.parametrize(("symbol", "names"), IN_C_MINOR.items())
def test_degrees_of_c_minor(symbol: str, names: str) -> None:
    assert chord_in(symbol, Scale.named("minor", "C4")).classes == classes(names)


@given(st.sampled_from(sorted(IN_C_MAJOR)), st.integers(0, 11))
def test_degrees_move_with_their_key(symbol: str, up: int) -> None:
    here = chord_in(symbol, Scale.named("major", 60))
    there = chord_in(symbol, Scale.named("major", 60 + up))
    assert here.transposed(up).classes == there.classes
    assert here.transposed(up).bass == there.bass


@pytest.mark.parametrize(
    ("symbol", "bass"),
    [("I6", "E"), ("I64", "G"), ("V65", "B"), ("V43", "D"), ("V42", "F"), ("V2", "F"), ("V7", "G")],
)
def test_inversions(symbol: str, bass: str) -> None:
    assert chord_in(symbol, Scale.named("major", "C4")).bass == class_named(bass)


def test_a_row_of_degrees() -> None:
    assert [chord.root for chord in chords_in("ii7 V7 | I", Scale.named("major", "G4"))] == [
        9,
        2,
        7,
    ]


@pytest.mark.parametrize("symbol", ["VIII", "X", "", "V7/", "V7/X", "I6-4", "V/" * 40 + "V"])
def test_what_is_no_degree_is_refused(symbol: str) -> None:
    with pytest.raises(UsageError):
        chord_in(symbol, Scale.named("major"))


def test_a_key_has_seven_steps() -> None:
    with pytest.raises(UsageError, match="seven steps, not 5"):
        chord_in("I", Scale.named("yo"))
