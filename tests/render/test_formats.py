from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import OutputError, ScoretimeError, UsageError
from generator.render.formats import FORMATS, bits_of, check_fit, check_size, format_of


def test_the_ending_chooses_the_format() -> None:
    assert format_of(Path("a.b.FLAC")).name == "FLAC"
    assert set(FORMATS) == {
        *(".wav", ".w64", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif"),
    }


@pytest.mark.parametrize(
    ("name", "wanted", "bits"),
    [
        *(("a.wav", None, "32f"), ("a.wav", "16", "16"), ("a.aiff", "24", "24")),
        *(("a.flac", None, "24"), ("a.ogg", None, None), ("a.w64", "32f", "32f")),
    ],
)
def test_without_a_wish_the_best_is_taken(name: str, wanted: str | None, bits: str | None) -> None:
    assert bits_of(Path(name), wanted) == bits


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("a.flac", "32f", "FLAC cannot hold --bits 32f: give 24 or 16"),
        ("a.wav", "20", "WAV cannot hold --bits 20: give 32f or 24 or 16"),
        ("a.mp3", "16", "MP3 is compressed and has no --bits: leave them out"),
        ("a.xyz", None, "a.xyz: no audio format has that ending; give .wav"),
        ("audio", None, "no audio format has that ending"),
    ],
)
def test_what_a_format_cannot_hold_is_said(name: str, wanted: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        bits_of(Path(name), wanted)


@pytest.mark.parametrize(
    ("name", "sample_rate", "channels", "said"),
    [
        ("a.opus", 44_100, 2, "Opus cannot hold 44100 Hz: give --sr one of 8000, .* 48000"),
        ("a.mp3", 96_000, 2, "MP3 cannot hold 96000 Hz"),
        ("a.mp3", 48_000, 4, "MP3 cannot hold 4 channels, at most 2"),
        ("a.flac", 48_000, 9, "FLAC cannot hold 9 channels"),
    ],
)
def test_rates_and_channels_are_checked(
    name: str, sample_rate: int, channels: int, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        check_fit(Path(name), sample_rate, channels)


@pytest.mark.parametrize("name", FORMATS)
def test_48_khz_stereo_fits_everywhere(name: str) -> None:
    check_fit(Path(f"a{name}"), 48_000, 2)


def test_only_aiff_ends_at_4_gib() -> None:
    check_size(Path("a.w64"), 2**40)
    check_size(Path("a.aiff"), 2**31)
    with pytest.raises(OutputError, match="at most 4 GiB"):
        check_size(Path("a.aiff"), 2**32)
    assert issubclass(OutputError, ScoretimeError)
