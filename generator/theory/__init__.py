"""Pitch, scale, chord and rhythm: pure functions and values."""

from __future__ import annotations

from generator.theory.chord import Progression, classes_of, led, stacked, voiced
from generator.theory.pitch import class_named, name_of, pitch_named
from generator.theory.rhythm import euclid, metric_weights
from generator.theory.scale import CHURCH_MODES, STEPS, Scale

__all__ = [
    "CHURCH_MODES",
    "STEPS",
    "Progression",
    "Scale",
    "class_named",
    "classes_of",
    "euclid",
    "led",
    "metric_weights",
    "name_of",
    "pitch_named",
    "stacked",
    "voiced",
]
