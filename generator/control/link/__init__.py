"""Ableton Link: tempo, beat, start and stop shared with others."""
