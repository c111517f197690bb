"""The session's parameters: time, seed, and each channel of the bundled orchestra's mixer."""

from __future__ import annotations

from generator.composition.piece import Part
from generator.composition.standard import part_density
from generator.parameters import Parameter, Warp
from generator.patterns.streams import MAXIMUM_SEED

SILENT_DB = -60.0


def part_parameters(part: Part) -> list[Parameter]:
    """Return the parameters of one part: its channel strip, and its density."""
    strip = f"part.{part.number}"

    def fader(control: str, default: float, description: str) -> Parameter:
        return Parameter(
            id=f"{part.name}.{control}",
            name=f"{part.name} {control}",
            minimum=0.0,
            maximum=1.0,
            default=default,
            description=description,
            channel=f"{strip}.{control}",
        )

    return [
        Parameter(
            id=f"{part.name}.level",
            name=f"{part.name} level",
            minimum=SILENT_DB,
            maximum=12.0,
            default=part.level_db,
            unit="dB",
            warp=Warp.DECIBEL,
            description="level of the part; the lowest value is silence",
            channel=f"{strip}.level_db",
        ),
        fader("pan", part.pan, "place of the part, 0 left to 1 right"),
        _toggle(part.name, "mute", "silence the part; it goes on unheard"),
        _toggle(part.name, "solo", "hear only the parts that are soloed"),
        part_density(part.name),
        fader("reverb", part.reverb, "how much of the part goes to the reverb"),
        fader("delay", part.delay, "how much of the part goes to the delay"),
    ]


def _toggle(part_name: str, control: str, description: str) -> Parameter:
    return Parameter(
        id=f"{part_name}.{control}",
        name=f"{part_name} {control}",
        minimum=0.0,
        maximum=1.0,
        default=0.0,
        warp=Warp.TOGGLE,
        description=description,
    )


def _amount(key: str, name: str, effect: str) -> Parameter:
    description = f"{effect}; at 0 it is out of the way"
    return Parameter(key, name, 0.0, 1.0, 0.0, description=description, channel=key)


def audible_channel(part: Part) -> str:
    """Return the channel that carries what mute and solo amount to."""
    return f"part.{part.number}.audible"


TEMPO = Parameter(
    "tempo", "tempo", 20.0, 999.0, 120.0, "BPM", Warp.EXPONENTIAL, description="beats a minute"
)
SWING = Parameter(
    "swing", "swing", 0.0, 1.0, 0.0, description="how late off-beat eighths come, 1 is triplets"
)
SEED = Parameter(
    id="seed",
    name="seed",
    minimum=0.0,
    maximum=float(MAXIMUM_SEED),
    default=0.0,
    warp=Warp.INTEGER,
    description="what the music is composed from; another one begins it anew",
    recalled=False,
)
MASTER = (
    Parameter(
        id="master.level",
        name="master level",
        minimum=SILENT_DB,
        maximum=6.0,
        default=0.0,
        unit="dB",
        warp=Warp.DECIBEL,
        description="level before the limiter",
        channel="master.level_db",
    ),
    Parameter(
        id="filter.cutoff",
        name="filter cutoff",
        minimum=100.0,
        maximum=20_000.0,
        default=20_000.0,
        unit="Hz",
        warp=Warp.EXPONENTIAL,
        description="low-pass over everything; fully up it is out of the way",
        channel="filter.cutoff_hz",
    ),
    Parameter(
        id="reverb.size",
        name="reverb size",
        minimum=0.0,
        maximum=1.0,
        default=0.7,
        description="from a room to a cathedral",
        channel="reverb.size",
    ),
    Parameter(
        id="reverb.cutoff",
        name="reverb cutoff",
        minimum=200.0,
        maximum=16_000.0,
        default=7_000.0,
        unit="Hz",
        warp=Warp.EXPONENTIAL,
        description="brightness of the reverb",
        channel="reverb.cutoff_hz",
    ),
    Parameter(
        id="reverb.level",
        name="reverb level",
        minimum=SILENT_DB,
        maximum=6.0,
        default=0.0,
        unit="dB",
        warp=Warp.DECIBEL,
        description="level of the reverb's return",
        channel="reverb.level_db",
    ),
    Parameter(
        id="delay.time",
        name="delay time",
        minimum=0.01,
        maximum=2.0,
        default=0.375,
        unit="s",
        warp=Warp.EXPONENTIAL,
        description="time between two echoes",
        channel="delay.seconds",
    ),
    Parameter(
        id="delay.feedback",
        name="delay feedback",
        minimum=0.0,
        maximum=0.95,
        default=0.35,
        description="how much of an echo comes back",
        channel="delay.feedback",
    ),
    Parameter(
        id="delay.level",
        name="delay level",
        minimum=SILENT_DB,
        maximum=6.0,
        default=0.0,
        unit="dB",
        warp=Warp.DECIBEL,
        description="level of the delay's return",
        channel="delay.level_db",
    ),
    _amount("drive.amount", "drive amount", "warmth, then bite, over everything"),
    _amount("chorus.mix", "chorus mix", "everything doubled, and swaying"),
    Parameter(
        id="chorus.rate",
        name="chorus rate",
        minimum=0.05,
        maximum=5.0,
        default=0.6,
        unit="Hz",
        warp=Warp.EXPONENTIAL,
        description="how fast the chorus sways",
        channel="chorus.rate_hz",
    ),
    _amount("compressor.depth", "compressor", "loud and quiet brought together"),
)
