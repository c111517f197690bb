"""Which key known tunes are in."""

from __future__ import annotations

import pytest

from generator.theory import keys_of, pitch_named

TUNES = {  # name, key: notes with beats; all in the public domain
    ("Ode to Joy (Beethoven 1824)", "D major"):
        "F#4 F#4 G4 A4 A4 G4 F#4 E4 D4 D4 E4 F#4 F#4:1.5 E4:.5 E4:2 "
        "F#4 F#4 G4 A4 A4 G4 F#4 E4 D4 D4 E4 F#4 E4:1.5 D4:.5 D4:2",
    ("Ah, vous dirai-je, maman (1761)", "C major"):
        "C4 C4 G4 G4 A4 A4 G4:2 F4 F4 E4 E4 D4 D4 C4:2",
    ("Frère Jacques", "F major"):
        "F4 G4 A4 F4 F4 G4 A4 F4 A4 Bb4 C5:2 A4 Bb4 C5:2 C5:.5 D5:.5 C5:.5 Bb4:.5 A4 F4 "
        "C5:.5 D5:.5 C5:.5 Bb4:.5 A4 F4 F4 C4 F4:2 F4 C4 F4:2",
    ("God Save the King (1744)", "G major"):
        "G4 G4 A4 F#4:1.5 G4:.5 A4 B4 B4 C5 B4:1.5 A4:.5 G4 A4 G4 F#4 G4:3",
    ("Greensleeves (1580)", "A minor"):
        "A4 C5:2 D5 E5:1.5 F5:.5 E5 D5:2 B4 G4:1.5 A4:.5 B4 C5:2 A4 A4:1.5 G#4:.5 A4 B4:2 G#4 "
        "E4:2 A4 C5:2 D5 E5:1.5 F5:.5 E5 D5:2 B4 G4:1.5 A4:.5 B4 C5:1.5 B4:.5 A4 G#4:1.5 F#4:.5 "
        "G#4 A4:3",
    ("Bach, fugue in C minor BWV 847 (1722)", "C minor"):
        "C5:.25 B4:.25 C5:.5 G4:.5 Ab4:.5 C5:.25 B4:.25 C5:.5 D5:.5 G4:.5 C5:.25 B4:.25 C5:.5 "
        "D5:.5 F4:.25 G4:.25 Ab4 G4:.25 F4:.25 Eb4",
    ("Bach, fugue in G minor BWV 578 (1707)", "G minor"):
        "G4 D5 Bb4:1.5 A4:.5 G4:.5 Bb4:.5 A4:.5 G4:.5 F#4:.5 A4:.5 D4",
}  # fmt: skip


def notes(tune: str) -> list[tuple[float, float]]:
    pairs = (note.partition(":") for note in tune.split())
    return [(pitch_named(name), float(beats or 1)) for name, _, beats in pairs]


@pytest.mark.parametrize(("title", "tune"), TUNES.items(), ids=lambda row: str(row)[:30])
def test_known_tunes(title: tuple[str, str], tune: str) -> None:
    best = keys_of(notes(tune))[0]
    assert str(best.key) == title[1]
    assert 0.6 < best.correlation <= 1.0


@pytest.mark.parametrize("up", range(12))
def test_the_key_moves_with_the_tune(up: int) -> None:
    tune = notes(TUNES["God Save the King (1744)", "G major"])
    fits = keys_of([(pitch + up, beats) for pitch, beats in tune])
    assert fits[0].key.tonic % 12 == (7 + up) % 12
    assert fits[0].correlation == pytest.approx(keys_of(tune)[0].correlation, abs=1e-12)


def test_fits_are_ranked_and_all_there() -> None:
    fits = keys_of(notes("C4 E4 G4 C5"))
    assert len({(fit.key.name, fit.key.tonic % 12) for fit in fits}) == 24
    assert [fit.correlation for fit in fits] == sorted((f.correlation for f in fits), reverse=True)


def test_nothing_and_everything_tell_no_key() -> None:
    for tune in ([], [(pitch, 1.0) for pitch in range(60, 72)]):
        assert {fit.correlation for fit in keys_of(tune)} == {0.0}
