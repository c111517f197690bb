"""Parameters: ranges, warps and what users type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RangeError, UnknownNameError, UsageError
from generator.parameters import Parameter, ParameterSet, Warp

CUTOFF = Parameter("cutoff", "cutoff", 100.0, 8000.0, 1000.0, "Hz", Warp.EXPONENTIAL)
LEVEL = Parameter("level", "level", -60.0, 12.0, 0.0, "dB", Warp.DECIBEL)
MODE = Parameter("mode", "mode", 0, 2, 0, warp=Warp.CHOICE, choices=("ionian", "dorian", "lydian"))
COUNT = Parameter("count", "count", 1, 9, 3, warp=Warp.INTEGER)
MUTE = Parameter("mute", "mute", 0, 1, 0, warp=Warp.TOGGLE)


@pytest.mark.parametrize("value", [99.9, 8000.1, float("nan"), float("inf"), -float("inf")])
def test_a_value_out_of_range_is_named_with_bounds_and_unit(value: float) -> None:
    """The text says what to give instead."""
    with pytest.raises(RangeError, match=r"cutoff = .* is out of range: give 100 to 8000 Hz"):
        CUTOFF.check(value)


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (CUTOFF, " 440 ", 440.0),
        (LEVEL, "-6e0", -6.0),
        (MODE, "Dorian", 1.0),
        (MODE, "2", 2.0),
        (MUTE, "on", 1.0),
        (MUTE, "False", 0.0),
        (COUNT, "4", 4.0),
    ],
)
def test_what_users_type(parameter: Parameter, text: str, value: float) -> None:
    """Numbers, names of choices, on and off."""
    assert parameter.parse(text) == value


@pytest.mark.parametrize(
    ("parameter", "text"), [(CUTOFF, "high"), (CUTOFF, ""), (MODE, "phrygian"), (CUTOFF, "nan")]
)
def test_what_is_no_value_is_refused(parameter: Parameter, text: str) -> None:
    """With what would be one."""
    with pytest.raises(UsageError, match="give"):
        parameter.parse(text)


@given(st.floats(0.0, 1.0), st.sampled_from([CUTOFF, LEVEL]))
def test_position_and_value_are_each_others_inverse(position: float, parameter: Parameter) -> None:
    """Along the whole fader."""
    assert parameter.position(parameter.value_at(position)) == pytest.approx(position, abs=1e-9)


def test_the_middle_of_an_exponential_fader_is_the_geometric_mean() -> None:
    """Octaves take equal room."""
    assert CUTOFF.value_at(0.5) == pytest.approx((100.0 * 8000.0) ** 0.5)


@given(st.floats(allow_nan=False))
def test_a_position_beyond_the_ends_is_clipped(position: float) -> None:
    """A fader cannot leave its slot."""
    assert 1 <= COUNT.value_at(position) <= 9
    assert COUNT.value_at(position) == round(COUNT.value_at(position))


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum": 1.0, "maximum": 1.0},
        {"default": 9.0},
        {"minimum": 0.0, "warp": Warp.EXPONENTIAL},
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    """At once, where it is written."""
    numbers: dict[str, object] = {"minimum": 0.5, "maximum": 2.0, "default": 1.0}
    with pytest.raises(UsageError):
        Parameter("x", "x", **(numbers | wrong))  # type: ignore[arg-type]


def test_a_set_keeps_order_values_and_declarations() -> None:
    """It reads like a mapping."""
    parameters = ParameterSet([LEVEL, COUNT])
    assert dict(parameters) == {"level": 0.0, "count": 3.0}
    assert parameters.set("count", 4.2) == 4.0
    assert parameters["count"] == 4.0
    assert [parameter.id for parameter in parameters.declared] == ["level", "count"]


def test_an_unknown_id_suggests_the_nearest() -> None:
    """A slip of the finger is mended at a glance."""
    with pytest.raises(UnknownNameError, match=r"no parameter named 'levle': did you mean level"):
        ParameterSet([LEVEL, COUNT]).set("levle", 1.0)


def test_two_of_one_id_are_refused() -> None:
    """A piece's parameter may not hide the session's."""
    with pytest.raises(UsageError, match="declared twice"):
        ParameterSet([LEVEL, LEVEL])
