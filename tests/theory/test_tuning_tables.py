"""The named tunings: known values, from the literature and from how they are made."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec
from itertools import pairwise
from math import log2
from pathlib import Path

import pytest

from generator.errors import RangeError, UnknownNameError
from generator.theory.scala import load_scl
from generator.theory.tuning import Tuning, cents_of
from generator.theory.tunings import (
    TUNINGS,
    edo,
    harmonics,
    meantone,
    pythagorean,
    subharmonics,
    tuning_named,
)
from generator.theory.tunings.fifths import CIRCLE, PYTHAGOREAN_COMMA, WELLS
from generator.theory.tunings.modes import AJNAS, MAKAMS, MAQAMAT, degrees_of

# As printed, to a thousandth of a cent or to a cent, in Barbour (1951) and by their authors.
PRINTED = {
    "werckmeister iii": "90.225 192.18 294.135 390.225 498.045 588.27 696.09 792.18 888.27 996.09 "
    "1092.18",
    "kirnberger iii": "90.225 193.157 294.135 386.314 498.045 590.224 696.578 792.18 889.735 "
    "996.09 1088.269",
    "vallotti": "94.135 196.09 298.045 392.18 501.955 592.18 698.045 796.09 894.135 1000 1090.225",
    "young ii": "90.225 196.09 294.135 392.18 498.045 588.27 698.045 792.18 894.135 996.09 "
    "1090.225",
    "kellner": "90.225 194.526 294.135 389.052 498.045 588.27 697.263 792.18 891.789 996.09 "
    "1091.007",
    "neidhardt iii": "96 196 298 394 498 596 698 796 894 998 1096",
    "lehman": "98 196 298 392 502 596 698 798 894 998 1094",
    "pythagorean": "113.685 203.91 294.135 407.82 498.045 611.73 701.955 815.64 905.865 996.09 "
    "1109.775",
    # the example of the .scl specification: Aron's temperament
    "quarter comma meantone": "76.049 193.15686 310.26471 386.31371 503.42157 579.47057 696.57843 "
    "772.62743 889.73529 1006.84314 1082.89214",
}
# Files of Scala's archive (Op de Coul), which music21 brings along: the same numbers from others.
ARCHIVE = {
    "ptolemy": "ptolemy", "just": "duodene", "seven limit": "grady7", "bohlen pierce": "bohlen-p",
    "well tuned piano": "young-lm_piano", "shruti": "indian", "partch": "partch_43",
    "slendro": "slendro", "pelog": "pelog_he", "harmonics": "harm8", "subharmonics": "sub8",
    "werckmeister iii": "werck3", "werckmeister iv": "werck4", "werckmeister v": "werck5",
    "kirnberger ii": "kirnberger1", "kirnberger iii": "kirnberger", "vallotti": "vallotti",
    "young ii": "young", "bendeler iii": "bendeler3", "neidhardt iii": "neidhardt3",
    "kellner": "kellner", "barnes": "barnes", "lehman": "lehman-bach", "pythagorean": "pyth_12",
    "third comma meantone": "meanthird", "two seventh comma meantone": "mean2sev",
    "quarter comma meantone": "meanquar", "fifth comma meantone": "meanfifth",
    "sixth comma meantone": "meansixth", "safi al din": "safi_arabic",
    "arel ezgi uzdilek": "turkish_aeu", "bohlen pierce equal": "bohlen-p_et",
}  # fmt: skip


def cents(tuning: Tuning) -> list[float]:
    return [(tuning.pitch(degree) - tuning.tonic) * 100 for degree in range(len(tuning) + 1)]


@pytest.mark.parametrize("name", PRINTED)
def test_printed_values(name: str) -> None:
    for found, text in zip(cents(tuning_named(name))[1:], PRINTED[name].split(), strict=False):
        assert found == pytest.approx(float(text), abs=0.6 if "." not in text else 0.0006)


@pytest.mark.parametrize(("name", "file"), ARCHIVE.items())
def test_the_same_as_in_the_archive_of_scala(name: str, file: str) -> None:
    music21 = find_spec("music21")
    assert music21 is not None
    assert music21.origin is not None
    theirs = load_scl(Path(music21.origin).parent / f"scale/scala/scl/{file}.scl")
    assert sorted(cents(tuning_named(name))) == pytest.approx(sorted(cents(theirs)), abs=0.0006)


@pytest.mark.parametrize("name", TUNINGS)
def test_named_tunings_rise_to_their_period(name: str) -> None:
    tuning = tuning_named(name)
    row = cents(tuning)
    assert row[0] == 0
    if name != "well tuned piano":  # whose G# lies below its G, as Young has it
        assert all(low < high for low, high in pairwise(row))
    assert row[-1] == pytest.approx(tuning.period_cents)
    assert tuning.name.split()[0] == name.split()[0]


@pytest.mark.parametrize("name", WELLS)
def test_the_circle_of_a_well_temperament_closes(name: str) -> None:
    """Its twelve fifths lose one Pythagorean comma, none more than half a comma."""
    row = cents(tuning_named(name))
    keys = [7 * place % 12 for place in range(13)]
    fifths = [(row[high] - row[low]) % 1200 for low, high in pairwise(keys)]
    lost = [cents_of(Fraction(3, 2)) - fifth for fifth in fifths]
    assert sum(lost) == pytest.approx(PYTHAGOREAN_COMMA)
    assert max(map(abs, lost)) < PYTHAGOREAN_COMMA / 2
    assert {note for notes, _ in WELLS[name] for note in notes.split()} <= set(CIRCLE)


@pytest.mark.parametrize("flats", range(12))
def test_the_wolf_lies_where_it_is_put(flats: int) -> None:
    """Between the last sharp and the first flat: all other fifths are pure."""
    tuning = pythagorean(flats)
    keys = [7 * place % 12 for place in range(-flats, 13 - flats)]
    ratios = [
        Fraction(tuning.interval(high + 12)) / Fraction(tuning.interval(low))
        for low, high in pairwise(keys)
    ]
    reduced = [ratio / 2 if ratio > 2 else ratio for ratio in ratios]
    assert reduced == [Fraction(3, 2)] * 11 + [Fraction(262144, 177147)]


@pytest.mark.parametrize(
    ("comma", "degree", "pure"),
    [
        (Fraction(1, 4), 4, Fraction(5, 4)),
        (Fraction(1, 3), 9, Fraction(5, 3)),
        (Fraction(2, 7), 1, Fraction(25, 24)),
        (Fraction(1, 5), 11, Fraction(15, 8)),
        (Fraction(1, 6), 6, Fraction(45, 32)),
        (Fraction(0), 7, Fraction(3, 2)),
    ],
)
def test_each_meantone_has_its_pure_interval(comma: Fraction, degree: int, pure: Fraction) -> None:
    assert cents(meantone(comma))[degree] == pytest.approx(cents_of(pure), abs=1e-9)


@pytest.mark.parametrize(("comma", "divisions"), [(Fraction(1, 4), 31), (Fraction(1, 3), 19)])
def test_meantones_are_almost_equal_divisions(comma: Fraction, divisions: int) -> None:
    """Huygens (1691) for 31, Salinas (1577) for 19."""
    row, steps = cents(meantone(comma, notes=divisions)), cents(edo(divisions))
    assert max(abs(a - b) for a, b in zip(row, steps, strict=True)) < 6.1


def test_equal_divisions_are_exact() -> None:
    assert cents(edo(31))[18] == pytest.approx(1200 * 18 / 31, abs=1e-11)
    assert tuning_named("31 EDO") == tuning_named("31-edo") == tuning_named("31tet") == edo(31)
    bp = cents(tuning_named("bohlen-pierce equal"))
    assert bp[6] == pytest.approx(1200 * log2(3) * 6 / 13, abs=1e-11)


def test_steps_of_wendy_carlos() -> None:
    """78.0, 63.8 and 35.1 cents in her article; 77.965, 63.833 and 35.099 to three places."""
    steps = [cents(tuning_named(f"carlos {name}"))[1] for name in ("alpha", "beta", "gamma")]
    assert steps == pytest.approx([77.965, 63.833, 35.099], abs=0.0005)


def test_partch_has_forty_three_and_mirrors_itself() -> None:
    tuning = tuning_named("partch")
    ratios = [Fraction(tuning.interval(degree)) for degree in range(44)]
    assert all(ratios[n] * ratios[43 - n] == 2 for n in range(44))
    diamond = {
        Fraction(a, b) for a in (1, 3, 5, 7, 9, 11) for b in (1, 3, 5, 7, 9, 11)
    }  # of the odd numbers to eleven, in one octave
    octave = {ratio * Fraction(2) ** power for ratio in diamond for power in range(-4, 5)}
    assert {ratio for ratio in octave if 1 <= ratio < 2} <= set(ratios)


def test_bohlen_pierce_is_just_in_odd_numbers() -> None:
    just, equal = tuning_named("bohlen-pierce"), tuning_named("bohlen-pierce equal")
    assert max(abs(a - b) for a, b in zip(cents(just), cents(equal), strict=True)) < 15
    assert [just.interval(degree) for degree in (6, 10)] == [Fraction(5, 3), Fraction(7, 3)]


def test_chains_of_the_east() -> None:
    """Safi al-Din's seventeen, in limmas and commas; the twenty-four of Arel, Ezgi, Uzdilek."""
    limma, comma = cents_of(Fraction(256, 243)), PYTHAGOREAN_COMMA
    row = cents(tuning_named("safi al-din"))
    steps = [high - low for low, high in pairwise(row)]
    assert steps == pytest.approx([{"L": limma, "C": comma}[each] for each in "LLCLLCLLLCLLCLLLC"])
    turkish = tuning_named("arel ezgi uzdilek")
    fifty_three = cents(edo(53))
    assert all(min(abs(a - b) for b in fifty_three) < 1 for a in cents(turkish))


def test_shruti_differ_by_the_three_known_steps() -> None:
    row = [Fraction(tuning_named("shruti").interval(degree)) for degree in range(23)]
    assert {high / low for low, high in pairwise(row)} == {
        Fraction(256, 243),
        Fraction(25, 24),
        Fraction(81, 80),
    }


def test_the_harmonic_series_and_its_mirror() -> None:
    up, down = harmonics(8, 16), subharmonics(16, 8)
    assert [Fraction(up.interval(n)) for n in range(9)] == [Fraction(n, 8) for n in range(8, 17)]
    assert all(Fraction(up.interval(n)) * Fraction(down.interval(8 - n)) == 2 for n in range(9))


@pytest.mark.parametrize(("rows", "octave"), [(MAQAMAT, 24), (MAKAMS, 53)])
def test_modes_fill_their_octave(rows: dict[str, tuple[int, ...]], octave: int) -> None:
    assert {name: sum(steps) for name, steps in rows.items()} == dict.fromkeys(rows, octave)
    assert all(len(steps) == 7 and min(steps) >= 2 for steps in rows.values())


@pytest.mark.parametrize(
    ("name", "degrees"),  # as SuperCollider's Scale and maqamworld.com both have them
    [
        ("huzam", (0, 3, 7, 9, 15, 17, 21)),
        ("iraq", (0, 3, 7, 10, 13, 17, 21)),
        ("jiharkah", (0, 4, 8, 10, 14, 18, 21)),
        ("rast", (0, 4, 7, 10, 14, 18, 21)),
        ("sikah", (0, 3, 7, 11, 14, 17, 21)),
    ],
)
def test_known_maqamat(name: str, degrees: tuple[int, ...]) -> None:
    assert degrees_of(MAQAMAT[f"maqam {name}"]) == degrees


@pytest.mark.parametrize("name", AJNAS)
def test_every_jins_begins_a_maqam_of_its_name(name: str) -> None:
    assert MAQAMAT[f"maqam {name}"][: len(AJNAS[name])] == AJNAS[name]


def test_an_unknown_tuning_is_named_with_its_neighbours() -> None:
    with pytest.raises(UnknownNameError, match="did you mean werckmeister"):
        tuning_named("werkmeister 3")
    assert tuning_named("Werckmeister") == tuning_named("werckmeister_III")


def test_numbers_out_of_range() -> None:
    for wrong in (
        lambda: edo(0),
        lambda: tuning_named("99999-edo"),
        lambda: pythagorean(12),
        lambda: pythagorean(notes=54),
        lambda: meantone(2),
        lambda: harmonics(8, 8),
        lambda: harmonics(0, 3),
    ):
        with pytest.raises(RangeError, match="give"):
            wrong()
