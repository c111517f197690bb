from __future__ import annotations

import pytest
from mido import Message

from generator.control.midi.controls import Control, Kind, Reader, Touch, touch_at
from generator.control.midi.messages import heard, messages

PAIR = Control(Kind.CC14, 1, 7)


def cc(number: int, value: int, channel: int = 1) -> Touch:
    return Touch(Control(Kind.CC, channel, number), value)


def test_a_pair_that_is_bound_makes_one_value_of_14_bits() -> None:
    reader = Reader({PAIR})
    assert reader.read(cc(7, 0)) == Touch(PAIR, 0)
    assert reader.read(cc(39, 1)) == Touch(PAIR, 1)
    assert reader.read(cc(7, 127)) == Touch(PAIR, 16_383)
    assert reader.read(cc(39, 0)) == Touch(PAIR, 127 << 7)
    assert reader.read(cc(39, 0, channel=2)) == cc(39, 0, channel=2)


def test_other_ccs_are_left_alone() -> None:
    reader = Reader(())
    assert [reader.read(cc(number, 5)) for number in (7, 39, 64, 119)] == [
        cc(number, 5) for number in (7, 39, 64, 119)
    ]


def test_an_nrpn_is_one_control_of_14_bits() -> None:
    reader = Reader(())
    assert reader.read(cc(99, 2)) is None
    assert reader.read(cc(98, 3)) is None
    control = Control(Kind.NRPN, 1, 2 * 128 + 3)
    coarse, fine = reader.read(cc(6, 64)), reader.read(cc(38, 5))
    assert coarse == Touch(control, 64 << 7 | 64)
    assert fine == Touch(control, 64 << 7 | 5)
    assert reader.read(cc(6, 1, channel=2)) == cc(6, 1, channel=2)


@pytest.mark.parametrize("ending", [[(101, 0), (100, 0)], [(99, 127), (98, 127)]])
def test_after_an_rpn_or_none_the_data_entry_is_a_cc(ending: list[tuple[int, int]]) -> None:
    reader = Reader(())
    for number, value in [(99, 0), (98, 1), *ending]:
        assert reader.read(cc(number, value)) is None
    assert reader.read(cc(6, 9)) == cc(6, 9)


def test_channel_modes_are_no_controls() -> None:
    assert [Reader(()).read(cc(number, 0)) for number in range(120, 128)] == [None] * 8


@pytest.mark.parametrize(
    "control",
    [
        Control(Kind.CC, 16, 119),
        Control(Kind.CC14, 3, 31),
        Control(Kind.NRPN, 2, 1000),
        Control(Kind.NOTE, 10, 36),
        Control(Kind.BEND, 9, 0),
    ],
)
@pytest.mark.parametrize("position", [0.0, 0.25, 1.0])
def test_what_is_sent_back_reads_as_the_same_touch(control: Control, position: float) -> None:
    touch, reader = touch_at(control, position), Reader({control})
    assert touch.position == pytest.approx(position, abs=0.005)
    read: Touch | None = None
    for word, fields in messages(touch):
        said = heard(Message.from_bytes(Message(word, **fields).bytes()))
        assert isinstance(said, Touch)
        read = reader.read(said)
    assert read == touch


def test_messages_are_understood() -> None:
    bend = heard(Message("pitchwheel", channel=3, pitch=-8192))
    assert bend == Touch(Control(Kind.BEND, 4, 0), 0)
    assert heard(Message("note_off", note=60, velocity=64)) == Touch(Control(Kind.NOTE, 1, 60), 0)
    program = heard(Message("program_change", program=5))
    assert program == Touch(Control(Kind.PROGRAM, 1, 5), 127)
    assert heard(Message("songpos", pos=12)) == ("songpos", {"pos": 12})
    assert heard(Message("clock")) == ("clock", {})
    for word in ("sysex", "active_sensing", "reset", "aftertouch", "polytouch", "quarter_frame"):
        assert heard(Message(word)) is None
    assert messages(Touch(Control(Kind.PROGRAM, 1, 5), 127)) == []
