"""16. Form: parts share a state, one of them conducts, and sections can be asked for by name."""

from generator.composition import Note, Piece, Rest

piece = Piece("form", tempo_bpm=104, state=lambda random: {"chord": 0}, sections="next")
ROOTS = (45, 41, 48, 43)


@piece.part("conductor", "", sounding=False)
def conductor(live):
    bars = 0
    while True:
        if bars % 4 == 0 or live.take_section():  # every four bars, or when it is asked for
            live.state["chord"] = live.random.randrange(len(ROOTS))
            live.begin_section(f"chord {live.state['chord'] + 1}")
        bars += 1
        yield Rest(4.0)


@piece.part("pad", "Pad", reverb=0.4)
def pad(live):
    while True:
        root = ROOTS[live.state["chord"]]
        yield [Note(root + each, 4.0, 0.35) for each in (0, 7, 12, 16)]


@piece.part("keys", "Keys")
def keys(live):
    while True:
        root = ROOTS[live.state["chord"]] + 12
        yield Note(root + live.random.choice([0, 4, 7, 11, 14]), 0.5, 0.45)
