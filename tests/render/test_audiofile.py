from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.errors import OutputError, UsageError
from generator.render.audiofile import open_audio
from generator.render.samples import Quantiser

Noise = Callable[..., np.ndarray]
TAGS = {"title": "Nächte", "software": "Scoretime", "comment": "piece loops, seed 7"}


def write(path: Path, frames: np.ndarray, bits: str | None = None) -> None:
    file = open_audio(path, 48_000, frames.shape[1], bits=bits, tags=TAGS)
    for block in np.array_split(frames, 3):
        file.write(block)
    file.close()


@pytest.mark.parametrize("ending", ["wav", "w64", "aiff"])
def test_32_bit_float_is_bit_exact(tmp_path: Path, ending: str, noise: Noise) -> None:
    frames = noise(60_000, peak=2.0)
    write(tmp_path / f"a.{ending}", frames)
    read, _ = soundfile.read(tmp_path / f"a.{ending}", dtype="float32")
    assert np.array_equal(read, frames.astype(np.float32))


@pytest.mark.parametrize("bits", ["16", "24"])
@pytest.mark.parametrize("ending", ["wav", "w64", "flac", "aiff", "aif"])
def test_integers_are_the_same_in_every_format(
    tmp_path: Path, ending: str, bits: str, noise: Noise
) -> None:
    frames = noise(20_000)
    write(tmp_path / f"a.{ending}", frames, bits)
    assert soundfile.info(tmp_path / f"a.{ending}").subtype == f"PCM_{bits}"
    data, _ = soundfile.read(tmp_path / f"a.{ending}", dtype="int32")
    assert np.array_equal(data >> (32 - int(bits)), Quantiser(int(bits), 2)(frames))


@pytest.mark.parametrize(("ending", "error_db"), [("ogg", -30), ("opus", -25), ("mp3", -30)])
def test_compressed_formats_keep_length_and_sound(
    tmp_path: Path, ending: str, error_db: float
) -> None:
    seconds = np.arange(48_000) / 48_000
    wave = 0.5 * np.sin(2 * np.pi * 440 * seconds) * np.sin(np.pi * seconds)
    frames = np.stack((wave, 0.5 * wave), axis=1)
    write(tmp_path / f"a.{ending}", frames)
    read, rate = soundfile.read(tmp_path / f"a.{ending}")
    assert (rate, read.shape) == (48_000, frames.shape)
    error = np.sqrt(np.mean((read - frames) ** 2) / np.mean(frames**2))
    assert 20 * np.log10(error) < error_db


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "opus", "mp3"])
def test_tags_are_written(tmp_path: Path, ending: str, noise: Noise) -> None:
    write(tmp_path / f"a.{ending}", noise(5000))
    with soundfile.SoundFile(tmp_path / f"a.{ending}") as file:
        assert (file.title, file.comment) == (TAGS["title"], TAGS["comment"])


@pytest.mark.parametrize("ending", ["wav", "w64", "flac", "aiff"])
def test_a_full_disk_is_one_clear_error(
    tmp_path: Path,
    ending: str,
    noise: Noise,
    file_limit: Callable[[int], AbstractContextManager[None]],
) -> None:
    frames = noise(48_000)
    with file_limit(50_000), pytest.raises(OutputError, match=f"cannot write .*{ending}"):
        write(tmp_path / f"a.{ending}", frames)


def test_a_vorbis_block_may_be_long(tmp_path: Path, noise: Noise) -> None:
    file = open_audio(tmp_path / "a.ogg", 48_000, 2)
    file.write(noise(480_000))
    file.close()
    assert soundfile.info(tmp_path / "a.ogg").frames == 480_000


def test_the_rate_is_checked_before_the_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Opus cannot hold 44100"):
        open_audio(tmp_path / "a.opus", 44_100, 2)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        open_audio(tmp_path / "no" / "a.flac", 48_000, 2)
