"""As many held sines as asked for, on hum.csd."""

from __future__ import annotations

from tests.bench.pieces.choir import choir

piece = choir("hum", ["Hum"])
