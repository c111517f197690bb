"""Csound orchestra of Scoretime: data files, no code."""
