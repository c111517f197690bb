"""Every example in the docstrings of theory holds, and what is public has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import generator.theory

MODULES = sorted(module.name for module in pkgutil.iter_modules(generator.theory.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"generator.theory.{name}")).failed == 0


@pytest.mark.parametrize("name", sorted(generator.theory.__all__))
def test_what_can_be_called_shows_an_example(name: str) -> None:
    public = getattr(generator.theory, name)
    if inspect.isfunction(public) or inspect.isclass(public):
        assert ">>>" in (public.__doc__ or "") or name == "KeyFit"
