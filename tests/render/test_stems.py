from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.errors import OutputError
from generator.render.stems import Stems, file_name
from generator.render.targets import Targets


def test_each_stem_is_a_file_of_its_own(tmp_path: Path, noise: Callable[..., np.ndarray]) -> None:
    targets = Targets()
    stems = Stems(tmp_path / "s", ["lead", "dry"], targets, 44_100, {"title": "Night"})
    lead, dry = noise(1000), noise(1000, seed=2)
    for start in range(0, 1000, 300):
        stems.write([lead[start : start + 300], dry[start : start + 300]])
    stems.close()
    targets.finish()
    for name, frames in (("lead", lead), ("dry", dry)):
        read, rate = soundfile.read(tmp_path / "s" / f"{name}.wav", dtype="float32")
        assert rate == 44_100
        assert np.array_equal(read, frames.astype(np.float32))
        with soundfile.SoundFile(tmp_path / "s" / f"{name}.wav") as file:
            assert file.title == f"Night: {name}"


def test_a_stem_that_exists_is_kept(tmp_path: Path) -> None:
    (tmp_path / "lead.wav").write_text("precious")
    with pytest.raises(OutputError, match="exists: give --force"):
        Stems(tmp_path, ["lead"], Targets(), 48_000, {})


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="create it first"):
        Stems(tmp_path / "no" / "stems", ["lead"], Targets(), 48_000, {})


@pytest.mark.parametrize(
    ("name", "file"), [("lead", "lead"), ("a/b", "a-b"), ("..", "stem"), ("hi hat", "hi hat")]
)
def test_names_become_file_names(name: str, file: str) -> None:
    assert file_name(name) == file
