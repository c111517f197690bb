"""Scoretime: an instrument that composes while it plays."""

from __future__ import annotations

__version__ = "0.1.0"
