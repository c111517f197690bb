"""Every example in the docstrings of composition holds."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import generator.composition

MODULES = [module.name for module in pkgutil.iter_modules(generator.composition.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"generator.composition.{name}"))
    assert results.failed == 0
