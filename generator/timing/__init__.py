"""Clocks, tempo and the scheduler that turns beats into samples."""
