from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import OutputError, UsageError
from generator.render.samples import Quantiser
from generator.render.wav import WavWriter, completed_seconds, recording
from generator.render.wavheader import WavHeader, parse, tag_list

Noise = Callable[..., np.ndarray]

TAKE = """
import sys
from pathlib import Path
import numpy as np
from generator.render.wav import WavWriter
writer = WavWriter.create(Path(sys.argv[1]), 48000, 2)
ramp = np.arange(96000).reshape(-1, 2) / 96000
while True:
    writer.write(ramp)
    writer.refresh()
    writer.write(ramp[:777])
    print("refreshed", flush=True)
    sys.stdin.readline()
"""


def test_samples_come_back_bit_for_bit(tmp_path: Path, noise: Noise) -> None:
    frames = noise(10_000)
    writer = WavWriter.create(tmp_path / "a.wav", 44_100, 2)
    for block in np.array_split(frames, 13):
        writer.write(block)
    writer.close()
    read, rate = soundfile.read(tmp_path / "a.wav", dtype="float32")
    assert rate == 44_100
    assert np.array_equal(read, frames.astype(np.float32))


def test_the_file_is_valid_after_every_refresh(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "a.wav", noise(1000)
    writer = WavWriter.create(path, 48_000, 2)
    assert soundfile.info(path).frames == 0
    for count in range(1, 4):
        writer.write(frames)
        assert soundfile.info(path).frames == 1000 * (count - 1)
        writer.refresh()
        assert soundfile.info(path).frames == 1000 * count
    writer.close()


def test_half_a_second_is_the_most_that_a_header_does_not_know(
    tmp_path: Path, noise: Noise
) -> None:
    path, told = tmp_path / "a.wav", []
    with closing(WavWriter.create(path, 48_000, 2)) as writer:
        for _ in range(100):
            writer.write(noise(1000))
            told.append(writer.frames - soundfile.info(path).frames)
    assert max(told) < 24_000


def test_a_killed_take_can_be_opened_and_continued(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    take = subprocess.Popen(
        [sys.executable, "-c", TAKE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert take.stdout is not None
    assert take.stdout.readline() == "refreshed\n"
    take.send_signal(signal.SIGKILL)
    take.communicate()
    assert soundfile.info(path).frames == 48_000
    with closing(WavWriter.resume(path)) as resumed:
        assert resumed.frames == 48_777  # also what was written since the refresh
    assert soundfile.info(path).frames == 48_777


def test_a_killed_take_is_completed(tmp_path: Path, noise: Noise) -> None:
    path = tmp_path / "take.wav"
    writer = WavWriter.create(path, 48_000, 2)
    writer.write(noise(4800))
    assert completed_seconds(path) == 0.1  # as it grows, and nobody lays a hand on it
    assert soundfile.info(path).frames == 0
    writer._file.close()  # as a kill leaves it
    assert completed_seconds(path) == 0.1
    assert soundfile.info(path).frames == 4800
    assert completed_seconds(tmp_path / "none.wav") is None
    path.write_bytes(b"RIFF")
    assert completed_seconds(path) is None


def test_a_file_has_one_writer(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "a.wav", noise(100)
    with closing(recording(path, 48_000, 2)) as writer:
        writer.write(frames)
        with pytest.raises(OutputError, match="being written by another"):
            recording(path, 48_000, 2, force=True)
        with pytest.raises(OutputError, match="being written by another"):
            WavWriter.resume(path)
    assert soundfile.info(path).frames == 100
    recording(path, 48_000, 2, force=True).close()
    assert soundfile.info(path).frames == 0


def test_a_gap_becomes_silence(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "a.wav", noise(1000)
    writer = WavWriter.create(path, 48_000, 2, tags={"title": "Gap"})
    writer.write(frames)
    writer.close()
    with closing(WavWriter.resume(path)) as resumed:
        resumed.continue_at(2500)
        resumed.write(frames)
    read, _ = soundfile.read(path, dtype="float32")
    want = np.concatenate((frames, np.zeros((1500, 2)), frames)).astype(np.float32)
    assert np.array_equal(read, want)
    with soundfile.SoundFile(path) as file:
        assert file.title == "Gap"


def test_what_was_heard_too_far_is_written_over(tmp_path: Path, noise: Noise) -> None:
    """As of an engine that played on while another was made ready."""
    path, frames = tmp_path / "a.wav", noise(1000)
    with closing(WavWriter.create(path, 48_000, 2)) as writer:
        writer.write(frames)
    with closing(WavWriter.resume(path)) as resumed:
        resumed.continue_at(400)
        assert soundfile.info(path).frames == 400
        resumed.write(frames)
    read, _ = soundfile.read(path, dtype="float32")
    assert np.array_equal(read, np.concatenate((frames[:400], frames)).astype(np.float32))


def test_past_4_gib_the_file_becomes_rf64(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "long.wav", noise(100)
    start = 2**32 // 8 + 1000
    writer = WavWriter.create(path, 48_000, 2)
    writer.continue_at(start)  # a hole: it takes no room on the disk
    writer.write(frames)
    writer.close()
    with soundfile.SoundFile(path) as file:
        assert (file.format, file.frames) == ("RF64", start + 100)
        file.seek(start)
        assert np.array_equal(file.read(dtype="float32"), frames.astype(np.float32))
    with closing(WavWriter.resume(path)) as resumed:
        assert resumed.frames == start + 100


def test_it_grows_past_4_gib_without_a_moment_in_between(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "long.wav", noise(100)
    writer = WavWriter.create(path, 48_000, 2)
    writer.continue_at(2**32 // 8 - 150)  # the header and a hundred frames still fit
    for form in ("WAV", "RF64", "RF64"):
        writer.write(frames)
        writer.refresh()
        with soundfile.SoundFile(path) as file:
            assert file.format == form
            assert file.frames == writer.frames
            file.seek(-100, 2)
            assert np.array_equal(file.read(dtype="float32"), frames.astype(np.float32))
    writer._file.close()  # as a kill leaves it
    assert completed_seconds(path) == writer.frames / 48_000


def test_below_4_gib_it_is_plain_riff(tmp_path: Path) -> None:
    WavWriter.create(tmp_path / "a.wav", 48_000, 2).close()
    assert (tmp_path / "a.wav").read_bytes()[:4] == b"RIFF"


@pytest.mark.parametrize("bits", ["16", "24"])
@pytest.mark.parametrize("channels", [1, 2])
def test_integers_come_back_as_they_were_rounded(
    tmp_path: Path, bits: str, channels: int, noise: Noise
) -> None:
    frames = noise(1001, channels)
    writer = WavWriter.create(tmp_path / "a.wav", 48_000, channels, bits=bits)
    writer.write(frames)
    writer.close()
    data, _ = soundfile.read(tmp_path / "a.wav", dtype="int32", always_2d=True)
    assert np.array_equal(data >> (32 - int(bits)), Quantiser(int(bits), channels)(frames))
    size = int.from_bytes((tmp_path / "a.wav").read_bytes()[4:8], "little")
    assert size + 8 == (tmp_path / "a.wav").stat().st_size
    assert size % 2 == 0


def test_tags_are_read_by_others(tmp_path: Path) -> None:
    tags = {"title": "Nächte", "artist": "A", "album": "B", "software": "S", "comment": "seed 7"}
    WavWriter.create(tmp_path / "a.wav", 48_000, 2, tags=tags).close()
    with soundfile.SoundFile(tmp_path / "a.wav") as file:
        assert {name: getattr(file, name) for name in tags} == tags


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="--force"):
        recording(path, 48_000, 2)
    assert path.read_bytes() == b"precious"
    recording(path, 48_000, 2, force=True).close()
    assert soundfile.info(path).frames == 0


def test_a_recording_is_a_wav(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.wav"):
        recording(tmp_path / "a.flac", 48_000, 2)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create it first"):
        recording(tmp_path / "no" / "a.wav", 48_000, 2)


def test_a_foreign_file_is_not_continued(tmp_path: Path, noise: Noise) -> None:
    soundfile.write(tmp_path / "a.wav", noise(10), 48_000)
    with pytest.raises(OutputError, match="not recorded by Scoretime"):
        WavWriter.resume(tmp_path / "a.wav")


def test_a_full_disk_is_told_once_and_leaves_whole_frames(
    tmp_path: Path, noise: Noise, file_limit: Callable[[int], AbstractContextManager[None]]
) -> None:
    path, frames = tmp_path / "a.wav", noise(1000)
    writer = WavWriter.create(path, 48_000, 2)
    with file_limit(20_003):
        writer.write(frames)
        writer.write(frames)
        with pytest.raises(
            OutputError, match=r"larger than the system allows \(0\.1 s are written\)"
        ):
            writer.write(frames)
        writer.write(frames)
        writer.refresh()
        writer.close()
    assert not writer.open
    read, _ = soundfile.read(path, dtype="float32")
    want = np.concatenate([frames] * 3).astype(np.float32)
    assert len(read) == writer.frames == (20_003 - 94) // 8
    assert np.array_equal(read, want[: len(read)])


def test_a_removed_folder_is_noticed(tmp_path: Path, noise: Noise) -> None:
    folder = tmp_path / "takes"
    folder.mkdir()
    writer = WavWriter.create(folder / "a.wav", 48_000, 2)
    writer.write(noise(10))
    rmtree(folder)
    with pytest.raises(OutputError, match="was removed"):
        writer.refresh()
    writer.write(noise(10))


def test_a_file_with_another_name_is_written_on(tmp_path: Path, noise: Noise) -> None:
    path, frames = tmp_path / "a.wav", noise(1000)
    writer = WavWriter.create(path, 48_000, 2)
    writer.write(frames)
    writer.refresh()
    assert not writer.moved
    path.rename(tmp_path / "b.wav")
    path.write_bytes(b"another")
    writer.write(frames)
    writer.refresh()
    assert writer.moved
    writer.close()
    assert soundfile.info(tmp_path / "b.wav").frames == 2000
    assert path.read_bytes() == b"another"


def test_room_that_comes_back_changes_nothing(
    tmp_path: Path, noise: Noise, file_limit: Callable[[int], AbstractContextManager[None]]
) -> None:
    path, frames = tmp_path / "a.wav", noise(1000)
    writer = WavWriter.create(path, 48_000, 2)
    with file_limit(20_003):
        for _ in range(2):
            writer.write(frames)
        with pytest.raises(OutputError):
            writer.write(frames)
    before = path.read_bytes()
    writer.write(frames)
    writer.refresh()
    writer.continue_at(10_000)
    writer.close()
    assert path.read_bytes() == before
    whole = soundfile.read(path, dtype="float32")[0]
    assert np.array_equal(whole, np.concatenate([frames] * 3)[: len(whole)].astype(np.float32))


def test_a_disk_that_refuses_at_the_very_end_is_told_of(
    tmp_path: Path, noise: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = WavWriter.create(tmp_path / "a.wav", 48_000, 2)
    writer.write(noise(10))
    file = writer._file

    class Late:
        """The file, whose disk owns up to being full when it is closed."""

        def close(self) -> None:
            file.close()
            raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> object:
            return getattr(file, name)

    monkeypatch.setattr(writer, "_file", Late())
    with pytest.raises(OutputError, match="the disk is full"):
        writer.close()


HEADERS = [WavHeader(48_000, 2, "32f", tag_list({"title": "A"})).pack(n) for n in (10, 2**30)]


@given(
    header=st.sampled_from(HEADERS),
    changes=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 200),
)
def test_a_damaged_header_is_none_or_one(
    header: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(header)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    found = parse(bytes(damaged[: len(damaged) - cut % len(damaged)]))
    if found is not None:
        assert found[0].frame_bytes > 0
        assert found[0].sample_rate > 0


@given(
    rate=st.integers(8000, 192_000),
    channels=st.integers(1, 16),
    bits=st.sampled_from(["16", "24", "32f"]),
    frames=st.integers(0, 2**34),
    title=st.text(max_size=20),
)
def test_a_header_is_read_back(
    rate: int, channels: int, bits: str, frames: int, title: str
) -> None:
    header = WavHeader(rate, channels, bits, tag_list({"title": title}))
    packed = header.pack(frames)
    assert len(packed) == len(header.pack(0))
    assert parse(packed) == (header, len(packed))
