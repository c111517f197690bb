"""Every example in the docstrings of theory holds."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["pitch", "scale", "chord", "rhythm"])
def test_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"generator.theory.{name}"))
    assert results.attempted > 0
    assert results.failed == 0
