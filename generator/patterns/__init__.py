"""Patterns: rows of values that composers know by name, to combine freely and steer live."""

from __future__ import annotations

from generator.patterns.boids import boids
from generator.patterns.cellular import cellular, cellular_chords, cellular_column
from generator.patterns.chaos import henon, logistic, lorenz, rossler, tent
from generator.patterns.choice import choice, shuffle, urn
from generator.patterns.curves import envelope, expon, line
from generator.patterns.distributions import (
    beta,
    cauchy,
    dice,
    exponential,
    gaussian,
    poisson,
    triangular,
    uniform,
    weibull,
)
from generator.patterns.drum_map import drum_map
from generator.patterns.feel import humanise, swing
from generator.patterns.gates import coin, gate, mask
from generator.patterns.harmony import harmony
from generator.patterns.lanes import lane, two_loops
from generator.patterns.life import life
from generator.patterns.live_values import param
from generator.patterns.lock import lock
from generator.patterns.lsystem import lsystem, parametric_lsystem, turtle
from generator.patterns.markov import markov
from generator.patterns.memory import memory
from generator.patterns.meters import (
    metre_steps,
    polymeter,
    polyrhythm,
    polyrhythm_layers,
    tala,
    timeline,
    timeline_steps,
)
from generator.patterns.metric_gate import metric_gate
from generator.patterns.noise import perlin, pink
from generator.patterns.numbers import (
    collatz,
    de_bruijn,
    fibonacci,
    norgard,
    primes,
    remainders,
    residues,
    thue_morse,
)
from generator.patterns.orbits import orbit, phasing, stations
from generator.patterns.orders import arpeggio, gray, gray_chords, permutations
from generator.patterns.pattern import CATALOGUE, Pattern, Stream, Value, Values, fixed, pattern
from generator.patterns.phrase_grammar import divided, grammar
from generator.patterns.rhythm import euclidean, euclidean_filled, euclidean_steps, gaps, on_hits
from generator.patterns.ringing import changes, plain_changes
from generator.patterns.run import Run
from generator.patterns.sequences import cycle, interleave, loop, pingpong, rotate, seq, stutter
from generator.patterns.sieves import sieve_hits, sieve_points, sieve_steps
from generator.patterns.spread import jitter, spread, steps
from generator.patterns.transform import contour, invert, linlin, register, transpose
from generator.patterns.transform_chord import quantise, voice_led
from generator.patterns.transform_order import (
    degrade,
    every,
    retrograde,
    sometimes,
    swap,
    thin,
    when,
)
from generator.patterns.transform_time import augment, diminish, ratchet
from generator.patterns.walks import brownian, drunk, walk
from generator.patterns.waves import saw, sine, square, triangle

__all__ = [
    "CATALOGUE",
    "Pattern",
    "Run",
    "Stream",
    "Value",
    "Values",
    "arpeggio",
    "augment",
    "beta",
    "boids",
    "brownian",
    "cauchy",
    "cellular",
    "cellular_chords",
    "cellular_column",
    "changes",
    "choice",
    "coin",
    "collatz",
    "contour",
    "cycle",
    "de_bruijn",
    "degrade",
    "dice",
    "diminish",
    "divided",
    "drum_map",
    "drunk",
    "envelope",
    "euclidean",
    "euclidean_filled",
    "euclidean_steps",
    "every",
    "expon",
    "exponential",
    "fibonacci",
    "fixed",
    "gaps",
    "gate",
    "gaussian",
    "grammar",
    "gray",
    "gray_chords",
    "harmony",
    "henon",
    "humanise",
    "interleave",
    "invert",
    "jitter",
    "lane",
    "life",
    "line",
    "linlin",
    "lock",
    "logistic",
    "loop",
    "lorenz",
    "lsystem",
    "markov",
    "mask",
    "memory",
    "metre_steps",
    "metric_gate",
    "norgard",
    "on_hits",
    "orbit",
    "param",
    "parametric_lsystem",
    "pattern",
    "perlin",
    "permutations",
    "phasing",
    "pingpong",
    "pink",
    "plain_changes",
    "poisson",
    "polymeter",
    "polyrhythm",
    "polyrhythm_layers",
    "primes",
    "quantise",
    "ratchet",
    "register",
    "remainders",
    "residues",
    "retrograde",
    "rossler",
    "rotate",
    "saw",
    "seq",
    "shuffle",
    "sieve_hits",
    "sieve_points",
    "sieve_steps",
    "sine",
    "sometimes",
    "spread",
    "square",
    "stations",
    "steps",
    "stutter",
    "swap",
    "swing",
    "tala",
    "tent",
    "thin",
    "thue_morse",
    "timeline",
    "timeline_steps",
    "transpose",
    "triangle",
    "triangular",
    "turtle",
    "two_loops",
    "uniform",
    "urn",
    "voice_led",
    "walk",
    "weibull",
    "when",
]
