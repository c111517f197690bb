"""Pitch, scale, chord and rhythm: pure functions and values."""

from __future__ import annotations

from generator.theory.any_scale import AnyScale
from generator.theory.chord import NO_CHORD, Chord, classes_of, stacked
from generator.theory.chord_symbol import chord_named, chords_named
from generator.theory.degree_chord import chord_in, chords_in
from generator.theory.functional import FUNCTIONAL_MAJOR, FUNCTIONAL_MINOR, FunctionalGrammar
from generator.theory.interval import interval_name, interval_named
from generator.theory.kbm import kbm_text, load_kbm, read_kbm, save_kbm
from generator.theory.key_detection import KeyFit, keys_of
from generator.theory.keyboard_map import KeyboardMap
from generator.theory.metre import indispensability, metric_weights
from generator.theory.pitch import class_named, name_of, pitch_named
from generator.theory.progression import Progression
from generator.theory.residues import Sieve
from generator.theory.rhythm import durations, euclid, hits_of, onsets
from generator.theory.rhythm_table import METRES, TIMELINES, metre_named, timeline_named
from generator.theory.scala import load_scl, read_scl, save_scl, scl_text
from generator.theory.scale import CHURCH_MODES, STEPS, SYNONYMS, Scale
from generator.theory.sieve_text import sieve
from generator.theory.tala import TALAS, Tala, sapta_tala, tala_named
from generator.theory.tuned_scale import TunedScale, generated, moment_sizes
from generator.theory.tuning import Interval, Tuning, cents_of
from generator.theory.tunings import (
    AJNAS,
    MAKAMS,
    MAQAMAT,
    TUNINGS,
    carlos,
    edo,
    equal,
    harmonics,
    just,
    meantone,
    pythagorean,
    subharmonics,
    tuning_named,
    well,
)
from generator.theory.voice_leading import led, smoothest
from generator.theory.voicing import VOICINGS, close, drop_two, spread, voiced

__all__ = [
    "AJNAS",
    "CHURCH_MODES",
    "FUNCTIONAL_MAJOR",
    "FUNCTIONAL_MINOR",
    "MAKAMS",
    "MAQAMAT",
    "METRES",
    "NO_CHORD",
    "STEPS",
    "SYNONYMS",
    "TALAS",
    "TIMELINES",
    "TUNINGS",
    "VOICINGS",
    "AnyScale",
    "Chord",
    "FunctionalGrammar",
    "Interval",
    "KeyFit",
    "KeyboardMap",
    "Progression",
    "Scale",
    "Sieve",
    "Tala",
    "TunedScale",
    "Tuning",
    "carlos",
    "cents_of",
    "chord_in",
    "chord_named",
    "chords_in",
    "chords_named",
    "class_named",
    "classes_of",
    "close",
    "drop_two",
    "durations",
    "edo",
    "equal",
    "euclid",
    "generated",
    "harmonics",
    "hits_of",
    "indispensability",
    "interval_name",
    "interval_named",
    "just",
    "kbm_text",
    "keys_of",
    "led",
    "load_kbm",
    "load_scl",
    "meantone",
    "metre_named",
    "metric_weights",
    "moment_sizes",
    "name_of",
    "onsets",
    "pitch_named",
    "pythagorean",
    "read_kbm",
    "read_scl",
    "sapta_tala",
    "save_kbm",
    "save_scl",
    "scl_text",
    "sieve",
    "smoothest",
    "spread",
    "stacked",
    "subharmonics",
    "tala_named",
    "timeline_named",
    "tuning_named",
    "voiced",
    "well",
]
