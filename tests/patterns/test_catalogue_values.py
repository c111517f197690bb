"""Draws are the same in every Python process and version."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patterns.catalogue_values import PATTERNS, digest

ROOT = Path(__file__).resolve().parents[2]

KNOWN = "112521dddf80f716"  # changing it changes every piece that draws


def test_draws_are_those_of_every_version() -> None:
    assert digest() == KNOWN


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_draws_do_not_depend_on_the_process(hash_seed: str) -> None:
    output = subprocess.run(
        [sys.executable, "-m", "tests.patterns.catalogue_values"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert output.strip() == KNOWN


def test_every_pattern_differs_from_seed_to_seed_or_draws_nothing() -> None:
    drawing = [each for each in PATTERNS if list(each[:20].stream(1)) != list(each[:20].stream(2))]
    assert len(drawing) >= 25
