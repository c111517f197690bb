"""Rendering: offline runs, audio files, exports and pictures."""
