from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from generator.render.samples import Quantiser, floats, pack


def test_24_bits_are_rounded_to_the_nearest_step(noise: Callable[..., np.ndarray]) -> None:
    frames = noise(10_000)
    assert np.abs(Quantiser(24, 2)(frames) / 2**23 - frames).max() <= 0.5 / 2**23


def test_dither_keeps_what_lies_between_two_steps() -> None:
    level = 0.3 / 2**15
    frames = np.full((200_000, 2), level)
    integers = Quantiser(16, 2)(frames)
    assert set(np.unique(integers)) == {-1, 0, 1}
    assert np.allclose(integers.mean(axis=0), 0.3, atol=0.005)


def test_dither_noise_has_the_power_of_a_triangle_and_does_not_follow_the_signal() -> None:
    for level in (0.0, 0.25, 0.5):
        error = Quantiser(16, 1)(np.full((100_000, 1), level / 2**15)) - level
        assert np.var(error) == pytest.approx(1 / 6 + 1 / 12, rel=0.03)


@pytest.mark.parametrize("bits", [16, 24])
def test_blocks_play_no_role(bits: int, noise: Callable[..., np.ndarray]) -> None:
    frames, pieces = noise(5000), Quantiser(bits, 2)
    joined = np.concatenate([pieces(block) for block in np.array_split(frames, 7)])
    assert np.array_equal(joined, Quantiser(bits, 2)(frames))


@pytest.mark.parametrize("bits", [16, 24])
def test_full_scale_is_clipped_not_wrapped(bits: int) -> None:
    frames = np.array([[2.0], [-2.0], [1e300], [np.nan], [np.inf]])
    integers = Quantiser(bits, 1)(frames)[:, 0]
    top = 2 ** (bits - 1)
    assert list(integers[[0, 1, 2, 4]]) == [top - 1, -top, top - 1, top - 1]
    assert abs(integers[3]) <= 1


def test_packing_is_little_endian() -> None:
    integers = np.array([[1, -2]], dtype=np.int32)
    assert pack(integers, 16) == b"\x01\x00\xfe\xff"
    assert pack(integers, 24) == b"\x01\x00\x00\xfe\xff\xff"


def test_floats_hold_any_value() -> None:
    assert floats(np.array([[1e300, np.nan, 0.1]])).dtype == np.dtype("<f4")
