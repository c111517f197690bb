"""Every parameter of every bundled piece acts, and from the next event on."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from generator.composition import Event, Live, Note, Piece
from generator.composition.standard import MODES, ROOTS
from generator.control.commands import Command
from generator.parameters import Parameter, Warp
from generator.pieces import load
from generator.session.setup import declarations
from generator.theory import Scale
from generator.timing.shaping import MIDDLE_AMPLITUDE
from tests.pieces.performing import BUNDLED, CLASSIC, PERCUSSION, Performance, perform, setting

SEED = 4
CHANGE_SECONDS = 30.0
QUICK = {"hold": 1.0, "glide": 1.0}
LATE = {  # what is heard only later: the seconds that it takes, and what makes it come sooner
    ("lattice", "sections"): (240.0, {}),
    ("phase", "movements"): (240.0, QUICK),
}
SWITCHES = (".mute", ".solo")


def declared(name: str) -> list[Parameter]:
    return declarations(load(name), BUNDLED)


EVERY = [(name, parameter) for name in CLASSIC for parameter in declared(name)]
GENERATIVE = [
    pytest.param(name, each, id=f"{name}-{each.id}")
    for name, each in EVERY
    if each.channel is None and not each.id.endswith(SWITCHES) and not each.id.startswith("macro.")
]
SOUNDING = [
    pytest.param(name, each, id=f"{name}-{each.id}") for name, each in EVERY if each.channel
]


@pytest.mark.parametrize(("name", "parameter"), GENERATIVE)
def test_a_parameter_is_heard(name: str, parameter: Parameter) -> None:
    """At its two ends a piece does not play the same."""
    seconds, others = LATE.get((name, parameter.id), (90.0, {}))
    low, high = (
        perform(name, seconds=seconds, **{"seed": SEED, **others, parameter.id: value}).events
        for value in (parameter.minimum, parameter.maximum)
    )
    assert low != high


@pytest.mark.parametrize(("name", "parameter"), SOUNDING)
def test_a_channel_is_set(name: str, parameter: Parameter) -> None:
    """From the sample on at which the command is taken up."""
    value = parameter.value_at(0.3)
    played = perform(name, SEED, 2.0, asked=[(1.0, setting(parameter.id, value))])
    assert (48_000, parameter.channel, value) in played.channels


@pytest.mark.parametrize("name", CLASSIC)
def test_mute_and_solo_are_heard(name: str) -> None:
    parts = [part for part in load(name).parts if part.sounding]
    muted = perform(name, SEED, 2.0, asked=[(1.0, setting(f"{parts[0].name}.mute", 1.0))])
    assert muted.channels == [(48_000, f"part.{parts[0].number}.audible", 0.0)]
    alone = perform(name, SEED, 2.0, asked=[(1.0, setting(f"{parts[0].name}.solo", 1.0))])
    assert alone.channels == [(48_000, f"part.{each.number}.audible", 0.0) for each in parts[1:]]


def changed(name: str, *commands: Command) -> tuple[list[Event], list[Event]]:
    """Return what is played without and with a change: what was committed after its time."""
    asked = [(CHANGE_SECONDS, command) for command in commands]
    plain, steered = (
        perform(name, SEED, 90.0, asked=asked if is_asked else ()).events
        for is_asked in (False, True)
    )
    committed = len(perform(name, SEED, CHANGE_SECONDS).events)
    assert steered[:committed] == plain[:committed]
    return plain[committed:], steered[committed:]


def beat_of(name: str) -> float:
    """Return the beat at the time of the change."""
    return CHANGE_SECONDS * load(name).tempo_bpm / 60.0


@pytest.mark.parametrize("name", CLASSIC)
@pytest.mark.parametrize(
    ("key", "value"),
    [("register", 1.0), ("register", -2.0), ("dynamics", 0.0), ("dynamics", 2.0), ("legato", 0.3)],
)
def test_what_shapes_notes_acts_from_the_next_one_on(name: str, key: str, value: float) -> None:
    """On all of them but percussion; and it leaves their rhythm as it is."""
    plain, steered = changed(name, setting(key, value))
    after = [
        (was, now)
        for was, now in zip(plain, steered, strict=True)
        if was.beat >= beat_of(name) and not (key == "register" and was.instrument in PERCUSSION)
    ]
    assert len(after) > 10
    for was, now in after:
        assert (was.onset_sample, was.part) == (now.onset_sample, now.part)
        if key == "register":
            assert now.pitch - was.pitch == 12.0 * value
        else:
            assert now != was or was.amplitude == MIDDLE_AMPLITUDE


@pytest.mark.parametrize("name", CLASSIC)
def test_energy_acts_from_the_next_note_on(name: str) -> None:
    """It is louder; in the lattice fuller too, so that other notes follow."""
    plain, steered = changed(name, setting("energy", 1.0))
    following = {event.part: event for event in reversed(plain)}
    for part, now in {event.part: event for event in reversed(steered)}.items():
        if part in following and now.beat == following[part].beat:
            assert now.amplitude > following[part].amplitude
    assert steered[0] != plain[0]


@pytest.mark.parametrize("mode", [0, *range(1, len(MODES) + 1)])
@pytest.mark.parametrize("name", CLASSIC)
def test_root_and_mode_act_from_the_next_note_on(name: str, mode: int) -> None:
    """In every part, whatever the chord."""
    root = 1 + (3 * mode + 4) % len(ROOTS)
    _, steered = changed(name, setting("root", root), setting("mode", mode))
    seeds = perform(name, SEED, CHANGE_SECONDS).state.scale
    scale = Scale.named(MODES[mode - 1] if mode else seeds.name, root - 1)
    after = [event for event in steered if event.beat >= beat_of(name)]
    assert len(after) > 10
    if mode or name != "phase":  # whose movements have a mode each
        assert all(event.pitch in scale for event in after)


@pytest.mark.parametrize("root", range(1, 13))
def test_another_root_moves_the_lattice_as_it_is(root: int) -> None:
    """By up to a tritone; rules act as they did, and percussion stays near its place."""
    plain, moved = (perform("lattice", SEED, 120.0, root=each) for each in (0.0, root))
    pairs = list(zip(plain.events, moved.events, strict=True))
    steps = {b.pitch - a.pitch for a, b in pairs if a.instrument not in PERCUSSION}
    assert len(steps) == 1
    assert -6 <= min(steps) <= 5
    for was, now in pairs:
        assert now == was._replace(pitch=now.pitch, frequency_hz=now.frequency_hz)
        if was.instrument in PERCUSSION:
            assert abs(now.pitch - was.pitch) <= 11


def test_another_root_moves_the_pattern_of_phase_as_it_is() -> None:
    plain, moved = (perform("phase", SEED, 60.0, root=each).part("second") for each in (0.0, 3.0))
    assert len({b.pitch - a.pitch for a, b in zip(plain, moved, strict=True)}) == 1


def test_another_mode_moves_the_pattern_of_phase_by_degrees() -> None:
    """The notes fall as they did, on the same degrees."""

    def degrees(mode: float) -> list[tuple[float, int]]:
        played = perform("phase", SEED, 60.0, mode=mode)
        scale = played.state.scale
        return [(event.beat, scale.degree(event.pitch)) for event in played.part("first")]

    assert degrees(0.0) == degrees(1.0 + MODES.index("hungarian minor"))


@pytest.mark.parametrize("name", CLASSIC)
def test_density_says_how_much_there_is_to_hear(name: str) -> None:
    counts = [len(perform(name, SEED, 120.0, density=each).events) for each in (0.0, 0.3, 1.0)]
    assert counts == sorted(counts)
    assert counts[2] > 1.5 * counts[0] > 0.0


@pytest.mark.parametrize("name", CLASSIC)
def test_density_acts_within_two_bars(name: str) -> None:
    """Of loops, whose tones are far apart, within three rounds."""
    beats = {"loops": 90.0}.get(name, 8.0)
    plain, steered = changed(name, setting("density", 0.0))
    first = next(was for was, now in zip(plain, steered, strict=False) if was != now)
    assert first.beat <= beat_of(name) + beats


def test_density_thins_the_pattern_of_phase_always_in_the_same_places() -> None:
    """So that the process is still heard: two notes of the pattern are always left."""
    for density in (0.0, 0.5, 0.9):
        whole, thin = (perform("phase", SEED, 60.0, density=each) for each in (1.0, density))
        length = len(whole.state.pattern)
        for name in ("first", "second"):
            assert set(thin.part(name)) <= set(whole.part(name))
        places = {round(event.beat / 0.25) % length for event in thin.part("first")}
        assert len(places) == 2 + int(density * (length - 2))


def test_variation_changes_the_pattern_of_phase() -> None:
    """Up to the middle only the chords change, and at 0 not even they; at 1 a note each time."""

    def patterns(variation: float) -> set[tuple[int, ...]]:
        """Return what the first movement is made of, looked at every two seconds."""
        return {
            tuple(perform("phase", SEED, seconds, variation=variation, **QUICK).state.pattern)
            for seconds in range(2, 24, 2)
        }

    assert len(patterns(0.0)) == len(patterns(0.5)) == 1
    assert len(patterns(1.0)) > 4
    for pattern in patterns(1.0):
        turned = {pattern[turn:] + pattern[:turn] for turn in range(len(pattern))}
        assert len(turned) == len(pattern)
    still = perform("phase", SEED, 24.0, variation=0.0, **QUICK)
    tonic = still.state.tonic
    assert {(event.pitch - tonic) % 12 for event in still.part("pad")} <= {0, 3, 4, 7}


@pytest.mark.parametrize("name", CLASSIC)
def test_the_density_of_a_part_leaves_out_its_notes_and_no_others(name: str) -> None:
    whole = perform(name, SEED, 90.0)
    for part in {event.part for event in whole.events}:
        thin = perform(name, SEED, 90.0, **{f"{part}.density": 0.5})
        assert [e for e in thin.events if e.part != part] == [
            e for e in whole.events if e.part != part
        ]
        assert set(thin.part(part)) <= set(whole.part(part))
        assert perform(name, SEED, 90.0, **{f"{part}.density": 0.0}).part(part) == []


@pytest.mark.parametrize("name", CLASSIC)
def test_a_macro_moves_what_is_heard(name: str) -> None:
    """Each at once: channels, or the notes that follow."""
    for macro in load(name).macros:
        key, where = macro.parameter.id, 1.0 - round(macro.parameter.default - 0.01)
        played = perform(name, SEED, 60.0, asked=[(CHANGE_SECONDS, setting(key, where))])
        plain = perform(name, SEED, 60.0)
        by_id = {parameter.id: parameter for parameter in declared(name)}
        for target, value in macro.targets(where, by_id):
            assert played.session.parameters[target] == value
        heard = [channel for channel in played.channels if channel[0] == CHANGE_SECONDS * 48_000]
        assert heard or played.events != plain.events


TEN_LINES = """\
from generator.composition import Note, Piece

piece = Piece("rain", tempo_bpm=60)
piece.use("density", energy=0.3)

@piece.part("drops", "Bell")
def drops(live):
    while True:
        pitch, loudness = live.random.choice([62, 65, 69]), 0.2 + 0.5 * live.random.random()
        yield Note(pitch, 0.5, loudness * live["energy"])
"""


@pytest.fixture
def own(tmp_path: Path) -> Piece:
    """A piece of one's own."""
    path = tmp_path / "rain.py"
    path.write_text(TEN_LINES, encoding="utf-8")
    return load(str(path))


def test_a_piece_of_ones_own_has_them_for_nothing(own: Piece) -> None:
    """Ten lines, and register, dynamics, legato and the part's density act."""

    def played(**values: float) -> Performance:
        return perform(own, 1, 60.0, **values)

    plain = played().events
    assert len(plain) == 120
    assert [e.pitch for e in played(register=2).events] == [e.pitch + 24 for e in plain]
    assert {event.amplitude for event in played(dynamics=0.0).events} == {0.4}
    assert {event.duration_beats for event in played(legato=3.0).events} == {1.5}
    thin = played(**{"drops.density": 0.5}).events
    assert 40 < len(thin) < 80
    assert set(thin) <= set(plain)
    assert played(energy=0.6).events[0].amplitude == pytest.approx(2.0 * plain[0].amplitude)


def test_a_parameter_of_ones_own_is_left_to_the_piece(own: Piece) -> None:
    """One called as what shapes notes shapes none."""
    plain = perform(own, 1, 30.0).events
    own.parameter("register", -3, 3, 0, warp=Warp.INTEGER)
    own.parameter("drops.density", 0.0, 1.0, 0.5)
    assert perform(own, 1, 30.0, register=2.0).events == plain


def test_a_note_on_the_edge_stays_playable() -> None:
    """Whatever is asked for at once, none is refused."""

    def edge(live: Live) -> Iterator[Note]:
        for pitch in (0.0, 0.5, 127.0, 135.0) * 20:
            for amplitude in (0.0, 1e-9, 1.0):
                yield Note(pitch, 50_000.0, amplitude, step_beats=0.25)

    piece = Piece("edge")
    piece.add("edge", edge, "Bell")
    for register in range(-3, 4):
        values = {"register": float(register), "dynamics": 2.0, "legato": 4.0}
        played = perform(piece, 1, 60.0, **values)
        assert len(played.events) == 240
        assert all(-inf < event.frequency_hz < 20_000.0 for event in played.events)
