"""Named scales: steps in semitones above the tonic, and their synonyms.

Most names are those of the list of modes that comes with Scala (Op de Coul and others) or of
SuperCollider's Scale (McCartney and others, 2009). CHURCH_MODES after Glarean, Dodekachordon
(1547), with the locrian of later theory. HEPTATONIC: harmonic minor, melodic minor, harmonic major
and double harmonic with their modes, named in the manner of jazz teaching by the degrees that
differ, and single scales, of which `enigmatic` is Verdi's (1889). SYMMETRIC: modes of limited
transposition after Messiaen, Technique de mon langage musical (1944); `petrushka`, the two triads
of Stravinsky's chord (1911); `tcherepnin`, the nine steps of his Basic Elements of My Musical
Language (1962). HEXATONIC: the modes of the hexachord ut to la (Guido, Epistola de ignoto cantu,
about 1030) as SuperCollider names them, Scriabin's chord as in Perle, Scriabin's Self-Analyses
(1984), and the two blues scales. PENTATONIC: the five Chinese modes; Japanese scales, whose names
differ from book to book: hirajoshi as in Kostka and Payne, Tonal Harmony (1984), kumoi, which is
also the koto tuning akebono, as in SuperCollider, as are `chinese`, `indian` and a pelog rounded to
semitones. OCTATONIC: the bebop scales of Baker, How to Play Bebop (1985), and the Spanish one of
eight. The ragas stand in raga_table.
"""

from __future__ import annotations

from generator.theory.raga_table import RAGA_SYNONYMS, RAGAS

CHURCH_MODES = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
}
HEPTATONIC = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "locrian #6": (0, 1, 3, 5, 6, 9, 10),
    "ionian #5": (0, 2, 4, 5, 8, 9, 11),
    "dorian #4": (0, 2, 3, 6, 7, 9, 10),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
    "lydian #2": (0, 3, 4, 6, 7, 9, 11),
    "ultralocrian": (0, 1, 3, 4, 6, 8, 9),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
    "dorian b2": (0, 1, 3, 5, 7, 9, 10),
    "lydian augmented": (0, 2, 4, 6, 8, 9, 11),
    "lydian dominant": (0, 2, 4, 6, 7, 9, 10),
    "melodic major": (0, 2, 4, 5, 7, 8, 10),
    "locrian #2": (0, 2, 3, 5, 6, 8, 10),
    "altered": (0, 1, 3, 4, 6, 8, 10),
    "harmonic major": (0, 2, 4, 5, 7, 8, 11),
    "dorian b5": (0, 2, 3, 5, 6, 9, 10),
    "phrygian b4": (0, 1, 3, 4, 7, 8, 10),
    "lydian b3": (0, 2, 3, 6, 7, 9, 11),
    "mixolydian b2": (0, 1, 4, 5, 7, 9, 10),
    "lydian augmented #2": (0, 3, 4, 6, 8, 9, 11),
    "locrian bb7": (0, 1, 3, 5, 6, 8, 9),
    "double harmonic": (0, 1, 4, 5, 7, 8, 11),
    "lydian #2 #6": (0, 3, 4, 6, 7, 10, 11),
    "ultraphrygian": (0, 1, 3, 4, 7, 8, 9),
    "hungarian minor": (0, 2, 3, 6, 7, 8, 11),
    "oriental": (0, 1, 4, 5, 6, 9, 10),
    "ionian #2 #5": (0, 3, 4, 5, 8, 9, 11),
    "locrian bb3 bb7": (0, 1, 2, 5, 6, 8, 9),
    "enigmatic": (0, 1, 4, 6, 8, 10, 11),
    "hungarian major": (0, 3, 4, 6, 7, 9, 10),
    "leading whole tone": (0, 2, 4, 6, 8, 10, 11),
    "locrian major": (0, 2, 4, 5, 6, 8, 10),
    "lydian minor": (0, 2, 4, 6, 7, 8, 10),
    "neapolitan major": (0, 1, 3, 5, 7, 9, 11),
    "neapolitan minor": (0, 1, 3, 5, 7, 8, 11),
    "persian": (0, 1, 4, 5, 6, 8, 11),
}
SYMMETRIC = {
    "whole tone": (0, 2, 4, 6, 8, 10),
    "octatonic": (0, 1, 3, 4, 6, 7, 9, 10),
    "octatonic 2": (0, 2, 3, 5, 6, 8, 9, 11),
    "messiaen 3": (0, 2, 3, 4, 6, 7, 8, 10, 11),
    "messiaen 4": (0, 1, 2, 5, 6, 7, 8, 11),
    "messiaen 5": (0, 1, 5, 6, 7, 11),
    "messiaen 6": (0, 2, 4, 5, 6, 8, 10, 11),
    "messiaen 7": (0, 1, 2, 3, 5, 6, 7, 8, 9, 11),
    "augmented": (0, 3, 4, 7, 8, 11),
    "augmented 2": (0, 1, 4, 5, 8, 9),
    "petrushka": (0, 1, 4, 6, 7, 10),
    "tcherepnin": (0, 1, 3, 4, 5, 7, 8, 9, 11),
    "chromatic": tuple(range(12)),
}
HEXATONIC = {
    "hex major 6": (0, 2, 4, 5, 7, 9),
    "hex dorian": (0, 2, 3, 5, 7, 10),
    "hex phrygian": (0, 1, 3, 5, 8, 10),
    "hex major 7": (0, 2, 4, 7, 9, 11),
    "hex sus": (0, 2, 5, 7, 9, 10),
    "hex aeolian": (0, 3, 5, 7, 8, 10),
    "prometheus": (0, 2, 4, 6, 9, 10),
    "prometheus neapolitan": (0, 1, 4, 6, 9, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "major blues": (0, 2, 3, 4, 7, 9),
}
PENTATONIC = {
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "dominant pentatonic": (0, 2, 4, 7, 10),
    "shang": (0, 2, 5, 7, 10),
    "jiao": (0, 3, 5, 8, 10),
    "zhi": (0, 2, 5, 7, 9),
    "hirajoshi": (0, 2, 3, 7, 8),
    "in": (0, 1, 5, 7, 8),
    "insen": (0, 1, 5, 7, 10),
    "iwato": (0, 1, 5, 6, 10),
    "kumoi": (0, 2, 3, 7, 9),
    "ryukyu": (0, 4, 5, 7, 11),
    "yo": (0, 2, 5, 7, 9),
    "chinese": (0, 4, 6, 7, 11),
    "indian": (0, 4, 5, 7, 10),
    "pelog": (0, 1, 3, 7, 8),
}
OCTATONIC = {
    "bebop dominant": (0, 2, 4, 5, 7, 9, 10, 11),
    "bebop major": (0, 2, 4, 5, 7, 8, 9, 11),
    "bebop dorian": (0, 2, 3, 4, 5, 7, 9, 10),
    "bebop melodic minor": (0, 2, 3, 5, 7, 8, 9, 11),
    "spanish eight tone": (0, 1, 3, 4, 5, 6, 8, 10),
}
STEPS = CHURCH_MODES | HEPTATONIC | SYMMETRIC | HEXATONIC | PENTATONIC | OCTATONIC | RAGAS
SYNONYMS = RAGA_SYNONYMS | {
    "acoustic": "lydian dominant",
    "aeolian dominant": "melodic major",
    "ahava raba": "phrygian dominant",
    "akebono": "kumoi",
    "altered dominant": "altered",
    "arabian": "locrian major",
    "bebop dom": "bebop dominant",
    "bebop maj": "bebop major",
    "bebop mel min": "bebop melodic minor",
    "blues major": "major blues",
    "blues minor": "blues",
    "byzantine": "double harmonic",
    "diatonic": "major",
    "diminished": "octatonic",
    "diminished 2": "octatonic 2",
    "dominant diminished": "octatonic",
    "egyptian": "shang",
    "gong": "major pentatonic",
    "gypsy minor": "hungarian minor",
    "half dim": "locrian #2",
    "half diminished": "locrian #2",
    "half whole": "octatonic",
    "hindu": "melodic major",
    "leading whole": "leading whole tone",
    "lydian aug": "lydian augmented",
    "lydian dom": "lydian dominant",
    "maj pent": "major pentatonic",
    "major penta": "major pentatonic",
    "melodic minor asc": "melodic minor",
    "melodic minor desc": "minor",
    "messiaen 1": "whole tone",
    "messiaen 2": "octatonic",
    "mi sheberach": "dorian #4",
    "min maj": "melodic minor",
    "min pent": "minor pentatonic",
    "minor blues": "blues",
    "minor hungarian": "hungarian minor",
    "minor penta": "minor pentatonic",
    "mixolydian b6": "melodic major",
    "miyako bushi": "in",
    "mystic": "prometheus",
    "natural minor": "minor",
    "overtone": "lydian dominant",
    "phrygian major": "phrygian dominant",
    "ritsu": "yo",
    "ritusen": "zhi",
    "romanian minor": "dorian #4",
    "ryo": "major pentatonic",
    "spanish": "phrygian dominant",
    "super locrian": "altered",
    "susb9": "dorian b2",
    "ukrainian dorian": "dorian #4",
    "whole": "whole tone",
    "whole half": "octatonic 2",
    "yu": "minor pentatonic",
}
