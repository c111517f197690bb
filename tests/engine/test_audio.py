"""Buffers that grow until an audio server takes them."""

from __future__ import annotations

import pytest

from generator.engine.audio import LARGEST_HARDWARE_FRAMES, AudioSettings, with_room
from generator.engine.messages import device_error
from generator.errors import AudioDeviceError, SmallBufferError

TOO_SMALL = [" *** rtjack: buffer size (-B) is too small"]


@pytest.mark.parametrize(("least_frames", "opened"), [(1, 512), (513, 1024), (9000, 16_384)])
def test_the_hardware_buffer_is_doubled_until_it_is_large_enough(
    least_frames: int, opened: int
) -> None:
    def open_engine(audio: AudioSettings) -> AudioSettings:
        if audio.hardware_frames < least_frames:
            raise SmallBufferError
        return audio

    found = with_room(open_engine, AudioSettings("jack", "system"))
    assert found == AudioSettings("jack", "system", hardware_frames=opened)


@pytest.mark.parametrize("messages", [TOO_SMALL, [" *** rtjack: no"]])
def test_what_does_not_open_is_said(messages: list[str]) -> None:
    """Where the largest buffer is too small, or something else is wrong."""
    tried = list[int]()

    def open_engine(audio: AudioSettings) -> AudioSettings:
        tried.append(audio.hardware_frames)
        raise device_error("jack", messages)

    with pytest.raises(AudioDeviceError, match="audio module jack cannot be opened: rtjack: "):
        with_room(open_engine, AudioSettings("jack"))
    assert tried[-1] == (LARGEST_HARDWARE_FRAMES if messages is TOO_SMALL else 512)
