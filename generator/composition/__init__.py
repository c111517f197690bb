"""What a composer writes with: notes, rests, parts and pieces."""

from __future__ import annotations

from generator.composition.event import Event
from generator.composition.faders import declare
from generator.composition.follower import follow
from generator.composition.freeze import freezable
from generator.composition.heard import HeardNote, HeardNotes
from generator.composition.layers import Layer, layered
from generator.composition.live import Live
from generator.composition.macro import Macro
from generator.composition.midi_files import MidiFile, midi_file
from generator.composition.midi_reading import MidiNote, MidiTrack
from generator.composition.mutation import mutating, repeating
from generator.composition.note import Note, Rest
from generator.composition.notes import notes
from generator.composition.phrases import canon, off, phase, stut, tempo_canon
from generator.composition.piece import Meter, Part, PartFunction, Piece, Step
from generator.composition.rules import Rule, Rules
from generator.composition.standard import Key
from generator.composition.sway import Sway
from generator.composition.touch import augmented, humanised, ratcheted
from generator.composition.track import track

__all__ = [
    "Event",
    "HeardNote",
    "HeardNotes",
    "Key",
    "Layer",
    "Live",
    "Macro",
    "Meter",
    "MidiFile",
    "MidiNote",
    "MidiTrack",
    "Note",
    "Part",
    "PartFunction",
    "Piece",
    "Rest",
    "Rule",
    "Rules",
    "Step",
    "Sway",
    "augmented",
    "canon",
    "declare",
    "follow",
    "freezable",
    "humanised",
    "layered",
    "midi_file",
    "mutating",
    "notes",
    "off",
    "phase",
    "ratcheted",
    "repeating",
    "stut",
    "tempo_canon",
    "track",
]
