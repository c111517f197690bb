from __future__ import annotations

import json

import pytest

from gui.audio_choice import ANOTHER, USUAL, AudioChoice, state
from gui.frame import Audio
from gui.survey import Found, Survey

PLAYING = Audio("jack", "", 128, 512, 48_000, 32, True, 2.7, 12.7)
TOLD = [
    {
        "name": "alsa",
        "devices": [
            {"name": "hw:0,0", "description": "HDA Intel"},
            {"name": "default", "description": "default"},
        ],
        "clock_step_ms": 5.333,
        "refusal": None,
    },
    {
        "name": "pulse",
        "devices": [],
        "clock_step_ms": None,
        "refusal": "audio module pulse cannot be opened: Connection refused",
    },
    {"name": "null", "devices": [], "clock_step_ms": None, "refusal": None},
]


def surveyed(printed: str, exit_code: int = 0) -> Survey:
    survey = Survey()
    survey.printed = printed.encode()
    survey.ended(exit_code)
    return survey


@pytest.fixture
def choice() -> AudioChoice:
    made = AudioChoice(surveyed(json.dumps(TOLD)))
    made.now = PLAYING
    return made


def test_what_was_found_is_put_into_words() -> None:
    alsa, pulse, null = surveyed(json.dumps(TOLD)).modules
    assert alsa.says == "2 devices, clock step 5.3 ms"
    assert pulse.says == "Connection refused"
    assert null.says == "0 devices"
    assert Found("jack", (("a", "a"),), None, "broken").says == "broken"


@pytest.mark.parametrize("printed", ["", "[", "{}", '[{"name": "alsa"}]', "[3]", "7"])
def test_without_a_list_it_says_why(printed: str) -> None:
    survey = surveyed(printed, 1)
    assert list(survey.modules) == []
    if printed != "{}":
        assert survey.error == "no devices can be listed: exit code 1"


def test_what_plays_is_chosen_until_something_else_is(choice: AudioChoice) -> None:
    assert (choice.chosen, choice.differs) == (PLAYING, False)
    choice.choose_buffer(256)
    assert (choice.chosen.buffer_frames, choice.differs) == (256, True)
    choice.choose_buffer(128)
    assert choice.differs is False


def test_another_module_has_devices_of_its_own(choice: AudioChoice) -> None:
    choice.choose_module("alsa")
    assert choice.devices == [USUAL, "hw:0,0   HDA Intel", "default", ANOTHER]
    choice.choose_device("hw:0,0   HDA Intel")
    assert (choice.chosen.device, choice.device) == ("hw:0,0", "hw:0,0   HDA Intel")
    choice.choose_module("pulse")
    assert (choice.chosen.device, choice.device, choice.devices) == ("", USUAL, [USUAL, ANOTHER])


def test_a_device_may_be_one_that_was_not_found(choice: AudioChoice) -> None:
    choice.name_device(" hw:7 ")
    assert (choice.chosen.device, choice.device) == ("hw:7", "hw:7")
    choice.choose_device(USUAL)
    assert choice.chosen.device == ""


@pytest.mark.parametrize(
    ("buffer", "hardware", "found"),
    [
        (64, None, (64, 512)),
        (1024, None, (1024, 1024)),
        (None, 2048, (128, 2048)),
        (None, 64, (64, 64)),
    ],
)
def test_the_device_keeps_no_less_than_csound_makes(
    choice: AudioChoice, buffer: int | None, hardware: int | None, found: tuple[int, int]
) -> None:
    if buffer is not None:
        choice.choose_buffer(buffer)
    if hardware is not None:
        choice.choose_hardware(hardware)
    assert (choice.chosen.buffer_frames, choice.chosen.hardware_frames) == found


def test_what_plays_is_said() -> None:
    assert state(Audio()) == "nothing is open yet"
    assert state(PLAYING) == (
        "open now: jack · 48 kHz · 128 / 512 frames · latency 10.7 ms · clock step 2.7 ms"
        " · real-time priority"
    )
