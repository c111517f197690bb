"""The formats of audio files and what each of them can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import OutputError, UsageError
from generator.render.samples import Bits

FOUR_GIB = 2**32
MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
ALL_BITS: tuple[Bits, ...] = ("32f", "24", "16")


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """One format as libsndfile writes it.

    bits: the widths it can hold, the best first; none for a compressed format, whose `subtype`
    is then given. sample_rates: those it can hold; none means all. compression: libsndfile's
    level, 0 (best quality) to 1. maximum_bytes: the largest file.
    """

    name: str
    container: str
    bits: tuple[Bits, ...] = ()
    subtype: str = ""
    sample_rates: tuple[int, ...] = ()
    maximum_channels: int = 255
    compression: float | None = None
    maximum_bytes: int = 2**62
    tagged: bool = True
    subtypes: Mapping[str, str] = field(
        default_factory=lambda: {"16": "PCM_16", "24": "PCM_24", "32f": "FLOAT"}
    )


_AIFF = AudioFormat("AIFF", "AIFF", bits=ALL_BITS, maximum_bytes=FOUR_GIB)

FORMATS = {
    ".wav": AudioFormat("WAV", "WAV", bits=ALL_BITS),
    ".w64": AudioFormat("W64", "W64", bits=ALL_BITS, tagged=False),
    ".flac": AudioFormat("FLAC", "FLAC", bits=("24", "16"), maximum_channels=8),
    ".ogg": AudioFormat("Ogg Vorbis", "OGG", subtype="VORBIS", compression=0.2),
    ".opus": AudioFormat("Opus", "OGG", subtype="OPUS", sample_rates=OPUS_RATES, compression=0.5),
    ".mp3": AudioFormat(
        "MP3",
        "MP3",
        subtype="MPEG_LAYER_III",
        sample_rates=MP3_RATES,
        maximum_channels=2,
        compression=0.0,
    ),
    ".aiff": _AIFF,
    ".aif": _AIFF,
}


def format_of(path: Path) -> AudioFormat:
    """Return the format that a file's extension asks for; raises UsageError."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = " ".join(FORMATS)
        raise UsageError(f"{path.name}: no audio format has that ending; give {known}") from None


def bits_of(path: Path, wanted: str | None) -> Bits | None:
    """Return the width of samples in a file: as wanted, or the best its format can hold.

    None for a compressed format. Raises UsageError for a width that the format cannot hold.
    """
    form = format_of(path)
    if wanted is None:
        return form.bits[0] if form.bits else None
    for bits in form.bits:
        if bits == wanted:
            return bits
    if not form.bits:
        raise UsageError(f"{form.name} is compressed and has no --bits: leave them out")
    raise UsageError(f"{form.name} cannot hold --bits {wanted}: give {' or '.join(form.bits)}")


def check_fit(path: Path, sample_rate: int, channels: int) -> None:
    """Raise UsageError where a format cannot hold this rate or number of channels."""
    form = format_of(path)
    if form.sample_rates and sample_rate not in form.sample_rates:
        rates = ", ".join(map(str, form.sample_rates))
        raise UsageError(f"{form.name} cannot hold {sample_rate} Hz: give --sr one of {rates}")
    if channels > form.maximum_channels:
        most = form.maximum_channels
        raise UsageError(f"{form.name} cannot hold {channels} channels, at most {most}")


def check_size(path: Path, audio_bytes: int) -> None:
    """Raise OutputError where a file would become larger than its format can say."""
    if audio_bytes > format_of(path).maximum_bytes - 65_536:
        raise OutputError(f"{path}: an AIFF file holds at most 4 GiB; use .wav, .w64 or .flac")
