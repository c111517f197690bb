"""Indian parent scales, in semitones of equal temperament.

Sources: the ten thaats of North India after Bhatkhande, Hindustani Sangeet Paddhati (1909 to 1932);
the 72 melakartas of South India as Venkatamakhin, Chaturdandi Prakashika (about 1650), reckoned
them, with the names of Govindacharya's Samgraha Chudamani (eighteenth century), spelled as today.
"""

from __future__ import annotations

from itertools import combinations, product

THAATS = {
    "bilaval": (0, 2, 4, 5, 7, 9, 11),
    "khamaj": (0, 2, 4, 5, 7, 9, 10),
    "kafi": (0, 2, 3, 5, 7, 9, 10),
    "asavari": (0, 2, 3, 5, 7, 8, 10),
    "bhairavi": (0, 1, 3, 5, 7, 8, 10),
    "bhairav": (0, 1, 4, 5, 7, 8, 11),
    "kalyan": (0, 2, 4, 6, 7, 9, 11),
    "marva": (0, 1, 4, 6, 7, 9, 11),
    "purvi": (0, 1, 4, 6, 7, 8, 11),
    "todi": (0, 1, 3, 6, 7, 8, 11),
}
MELAKARTA_NAMES = (  # six to a line: a chakra
    *("kanakangi", "ratnangi", "ganamurti", "vanaspati", "manavati", "tanarupi"),
    *("senavati", "hanumatodi", "dhenuka", "natakapriya", "kokilapriya", "rupavati"),
    *("gayakapriya", "vakulabharanam", "mayamalavagowla"),
    *("chakravakam", "suryakantam", "hatakambari"),
    *("jhankaradhwani", "natabhairavi", "keeravani"),
    *("kharaharapriya", "gourimanohari", "varunapriya"),
    *("mararanjani", "charukesi", "sarasangi"),
    *("harikambhoji", "dheerasankarabharanam", "naganandini"),
    *("yagapriya", "ragavardhini", "gangeyabhushani", "vagadheeswari", "shulini", "chalanata"),
    *("salagam", "jalarnavam", "jhalavarali", "navaneetam", "pavani", "raghupriya"),
    *("gavambhodi", "bhavapriya", "shubhapantuvarali"),
    *("shadvidamargini", "suvarnangi", "divyamani"),
    *("dhavalambari", "namanarayani", "kamavardhini", "ramapriya", "gamanashrama", "vishwambari"),
    *("shamalangi", "shanmukhapriya", "simhendramadhyamam"),
    *("hemavati", "dharmavati", "neetimati"),
    *("kantamani", "rishabhapriya", "latangi", "vachaspati", "mechakalyani", "chitrambari"),
    *("sucharitra", "jyotiswarupini", "dhatuvardani", "nasikabhushani", "kosalam", "rasikapriya"),
)
# The fourth is natural, then raised; second and third, sixth and seventh are all pairs of four.
MELAKARTAS = {
    name: (0, *lower, fourth, 7, *upper)
    for name, (fourth, lower, upper) in zip(
        MELAKARTA_NAMES,
        product((5, 6), combinations(range(1, 5), 2), combinations(range(8, 12), 2)),
        strict=True,
    )
}
RAGAS = THAATS | MELAKARTAS
RAGA_SYNONYMS = {
    "ahir bhairav": "chakravakam",
    "bilawal": "bilaval",
    "hanumatthodi": "hanumatodi",
    "kalyani": "mechakalyani",
    "kirwani": "keeravani",
    "marwa": "marva",
    "mayamalavagaula": "mayamalavagowla",
    "mayamalavagowlai": "mayamalavagowla",
    "pantuvarali": "kamavardhini",
    "poorvi": "purvi",
    "sankarabharanam": "dheerasankarabharanam",
    "shankarabharanam": "dheerasankarabharanam",
    "yaman": "kalyan",
}
