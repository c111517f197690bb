from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_bundle_builder import OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder
from pythonosc.osc_packet import OscPacket

from generator.control.osc.codec import (
    ACCEPTED_TYPES,
    DEEPEST_BUNDLE,
    IMMEDIATELY,
    LARGEST_MESSAGE_BYTES,
    LARGEST_REPLY_BYTES,
    MOST_ARGUMENTS,
    MOST_MESSAGES,
    OscError,
    ahead_seconds,
    bundles,
    decode,
    encode,
    slip_packed,
    slip_unpacked,
    split,
)

UNIX_SECONDS = 1_700_000_000.25
NTP = 2_208_988_800


def bundle(time_tag: int, *elements: bytes) -> bytes:
    sized = b"".join(struct.pack(">i", len(each)) + each for each in elements)
    return b"#bundle\0" + struct.pack(">Q", time_tag) + sized


def built(address: str, *arguments: object) -> bytes:
    builder = OscMessageBuilder(address)
    for each in arguments:
        builder.add_arg(each)
    return builder.build().dgram


def test_what_python_osc_builds_is_decoded():
    packet = built("/note", "lead", 60, 0.5, True, False, 2**40)

    assert decode(packet) == ("/note", ["lead", 60, 0.5, 1.0, 0.0, 2**40])


def test_a_double_is_a_number_too():
    assert decode(b"/a\0\0,d\0\0" + struct.pack(">d", 0.1)) == ("/a", [0.1])


@pytest.mark.parametrize("content", [b"/a\0\0", b"/a\0\0,\0\0\0", b"/ab\0"])
def test_a_message_without_types_has_no_arguments(content: bytes):
    assert decode(content)[1] == []


def test_what_is_encoded_python_osc_decodes():
    packet = encode("/status", "fisTT", 0.5, 7, "seven", True, False)

    message = OscMessage(packet)
    assert message.address == "/status"
    assert message.params == [0.5, 7, "seven", True, False]


def test_a_whole_number_takes_as_many_bits_as_it_needs():
    assert decode(encode("/seed", "i", 2**53 - 1)) == ("/seed", [2**53 - 1])
    assert b",i" in encode("/seed", "i", -(2**31))
    assert b",h" in encode("/seed", "i", 2**31)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"/a\0\0,f\0", "bad-packet"),  # no end of types
        (b"/a\0\0,i\0\0\0", "bad-packet"),  # no room for the number
        (b"/a\0\0,s\0\0abc", "bad-packet"),  # no end of text
        (b"/\xff\xfe\0,f\0\0\0\0\0\0", "bad-packet"),  # no UTF-8
        (b"/a\0\0,s\0\0\xc3\x28\0\0", "bad-packet"),
        (b"/a\0\0,b\0\0\0\0\0\4abcd", "wrong-type"),
        (b"/a\0\0,c\0\0", "wrong-type"),
        (b"/a\0\0,[f]\0\0\0\0\0\0\0\0\0", "wrong-type"),
        (b"/a\0\0,q\0\0", "wrong-type"),
        (b"/" + b"a" * LARGEST_MESSAGE_BYTES, "bad-packet"),
        (b"/a\0\0," + b"T" * (MOST_ARGUMENTS + 1) + b"\0\0", "bad-packet"),
    ],
)
def test_what_is_no_message_is_refused(content: bytes, code: str):
    with pytest.raises(OscError) as refused:
        decode(content)
    assert refused.value.code == code


@given(st.binary(max_size=200))
def test_whatever_comes_decodes_or_is_refused(packet: bytes):
    for start in (b"", b"/", b"#bundle\0", b"/a\0\0,"):
        with suppress(OscError):
            for piece in split(start + packet):
                decode(piece.content)


def test_python_osc_logs_nothing(caplog: pytest.LogCaptureFixture):
    """It would warn of types that it does not know; all that are let through it does know."""
    for letter in map(chr, range(0x21, 0x7F)):
        try:
            decode(b"/a\0\0," + letter.encode() + bytes(18))
        except OscError:
            assert letter.encode() not in ACCEPTED_TYPES
    assert not caplog.records


def test_a_message_alone_is_for_now():
    packet = built("/ping")

    assert split(packet) == [(IMMEDIATELY, packet)]


def test_bundles_are_taken_apart_in_order_and_inner_ones_act_no_sooner():
    one, two, three, four = (built(f"/{name}") for name in ("one", "two", "three", "four"))
    packet = bundle(500, one, bundle(400, two), bundle(600, three), four)

    assert split(packet) == [(500, one), (500, two), (600, three), (500, four)]


def test_bundles_of_python_osc_are_taken_apart():
    builder = OscBundleBuilder(UNIX_SECONDS)
    builder.add_content(OscMessageBuilder("/one").build())
    builder.add_content(OscMessageBuilder("/two").build())
    pieces = split(builder.build().dgram)

    assert [decode(piece.content)[0] for piece in pieces] == ["/one", "/two"]
    assert ahead_seconds(pieces[0].time_tag, UNIX_SECONDS) == pytest.approx(0.0, abs=1e-6)


def test_an_empty_bundle_holds_nothing():
    assert split(bundle(1)) == []


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"#bundle\0",
        b"#bundle\0\0\0\0",
        b"bundle",
        b"\0\0\0\0",
        bundle(1) + b"\0\0",
        bundle(1) + struct.pack(">i", 0),
        bundle(1) + struct.pack(">i", -4) + b"/abc",
        bundle(1) + struct.pack(">i", 400) + b"/abc",
        bundle(1, b"abcd"),
    ],
)
def test_what_is_no_packet_is_refused(packet: bytes):
    with pytest.raises(OscError) as refused:
        split(packet)
    assert refused.value.code == "bad-packet"


def test_bundles_lie_only_so_deep():
    packet = built("/ping")
    for _ in range(DEEPEST_BUNDLE):
        packet = bundle(1, packet)
    assert len(split(packet)) == 1

    with pytest.raises(OscError, match="at most 8 deep"):
        split(bundle(1, packet))


def test_a_packet_holds_only_so_many_messages():
    most = [built("/ping")] * MOST_MESSAGES
    assert len(split(bundle(1, *most))) == MOST_MESSAGES

    with pytest.raises(OscError, match=f"at most {MOST_MESSAGES} messages"):
        split(bundle(1, *most, built("/ping")))
    with pytest.raises(OscError, match=f"at most {MOST_MESSAGES} messages"):
        split(bundle(1, *[bundle(1, *most[:300])] * 3))


@given(st.floats(-1e6, 1e6))
def test_a_time_tag_says_how_far_ahead_it_is(seconds: float):
    time_tag = round((UNIX_SECONDS + seconds + NTP) * 2**32)

    assert ahead_seconds(time_tag, UNIX_SECONDS) == pytest.approx(seconds, abs=1e-6)


def test_time_tags_go_on_after_2036():
    end_of_era = 2**32 - NTP  # 7 February 2036
    time_tag = 2 << 32

    assert ahead_seconds(time_tag, end_of_era - 1.0) == pytest.approx(3.0)


def test_messages_are_sent_in_packets_below_8_kb():
    messages = [encode(f"/param/parameter.{number}", "f", 0.5) for number in range(1000)]
    packets = list(bundles(messages))

    assert max(map(len, packets)) <= LARGEST_REPLY_BYTES
    assert len(packets) == -(-sum(4 + len(each) for each in messages) // LARGEST_REPLY_BYTES)
    assert [piece.content for packet in packets for piece in split(packet)] == messages


def test_what_is_bundled_python_osc_reads():
    packet = next(bundles([encode("/one", "f", 1.0), encode("/two", "s", "x")]))

    read = [timed.message for timed in OscPacket(packet).messages]
    assert [(each.address, each.params) for each in read] == [("/one", [1.0]), ("/two", ["x"])]


def test_a_message_alone_is_not_bundled():
    assert list(bundles([encode("/one")])) == [encode("/one")]
    assert list(bundles([])) == []


@given(st.binary(min_size=1))
def test_slip_gives_back_what_it_packed(packet: bytes):
    frame = slip_packed(packet)

    assert b"\xc0" not in frame[1:-1]
    assert slip_unpacked(frame.strip(b"\xc0")) == packet


def test_a_wrong_escape_is_refused():
    with pytest.raises(OscError, match="wrong escape"):
        slip_unpacked(b"/a\xdbx")


@pytest.mark.parametrize("types", [b",I\0\0", b",N\0\0", b",IN\0"])
def test_an_impulse_says_no_more_than_its_address(types: bytes) -> None:
    assert decode(b"/panic\0\0" + types) == ("/panic", [])
