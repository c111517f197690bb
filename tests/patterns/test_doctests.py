"""Every example in the docstrings of patterns holds, and every pattern has one."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import generator.patterns

MODULES = [module.name for module in pkgutil.iter_modules(generator.patterns.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"generator.patterns.{name}"))
    assert results.failed == 0


@pytest.mark.parametrize("name", generator.patterns.CATALOGUE)
def test_every_pattern_shows_an_example(name: str) -> None:
    described = generator.patterns.CATALOGUE[name].__doc__ or ""
    assert ">>>" in described
    assert doctest.DocTestParser().get_examples(described)
