from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.control.addresses import endpoints
from generator.control.osc.codec import OscError
from generator.control.osc.pattern import Space, is_pattern
from tests.control.surface import subject_of

MANY_PARTS = tuple(f"part {number}" for number in range(16))
MOST_SECONDS = 0.01


def matched(pattern: str, *addresses: str) -> set[str]:
    return set(Space(addresses).matching(pattern))


@pytest.mark.parametrize(
    ("pattern", "matches", "others"),
    [
        ("/a?c", ["/abc", "/a.c"], ["/ac", "/abbc", "/a/c"]),
        ("/a*", ["/a", "/abc"], ["/a/b", "/b"]),
        ("/*/mute", ["/lead/mute"], ["/mute", "/a/b/mute", "/lead/muted"]),
        ("/**", ["/", "/abc"], ["/a/b"]),
        ("/*a*a*", ["/aa", "/banana"], ["/a", "/bcd"]),
        ("/[abc]x", ["/ax", "/cx"], ["/x", "/dx", "/abx"]),
        ("/[a-c]x", ["/ax", "/bx"], ["/dx", "/-x"]),
        ("/[a-c0-9]x", ["/ax", "/7x"], ["/dx"]),
        ("/[-a]x", ["/-x", "/ax"], ["/bx"]),
        ("/[!a-c]x", ["/dx", "/!x"], ["/ax", "//x"]),
        ("/[a!]x", ["/!x", "/ax"], ["/bx"]),
        ("/[]x", [], ["/x", "/ax"]),
        ("/{lead,bass}/pan", ["/lead/pan", "/bass/pan"], ["/lea/pan", "/leadbass/pan"]),
        ("/{a,}b", ["/ab", "/b"], ["/aab"]),
        ("/{a,b}{c,d}", ["/ac", "/ad", "/bc", "/bd"], ["/ab", "/cd"]),
        ("/{a}b", ["/ab"], ["/b"]),
        ("//mute", ["/mute", "/a/mute", "/a/b/mute"], ["/amute", "/a/xmute"]),
        ("/a//d", ["/a/d", "/a/b/d", "/a/b/c/d"], ["/ad", "/a/bd", "/b/d"]),
        ("//", ["/a/", "/"], ["/a"]),
        ("//*", ["/a", "/a/b"], []),
        ("///x", ["/a//x", "//x"], ["/x"]),
    ],
)
def test_a_pattern_stands_for(pattern: str, matches: list[str], others: list[str]):
    assert matched(pattern, *matches, *others) == set(matches)


@pytest.mark.parametrize(
    "pattern",
    [
        "/[abc",
        "/{abc",
        "/{a*,b}",
        "/{a,{b,c}}",
        "/" + "a" * 255,
        "/" + "{a,b}" * 7,  # 128 words
        "//" * 7,
        "/{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}" + "*?" * 50,  # 64 words, but long ones
    ],
)
def test_a_bad_pattern_is_refused(pattern: str):
    with pytest.raises(OscError) as refused:
        matched(pattern, "/a")
    assert refused.value.code == "bad-pattern"


def test_64_words_are_not_too_many():
    assert matched("/" + "{a,b}" * 6, "/ababab", "/bbbbbb", "/ababa") == {"/ababab", "/bbbbbb"}


@pytest.mark.parametrize("address", ["/a?", "/a*", "/[a]", "/{a}", "//a"])
def test_marks_make_a_pattern(address: str):
    assert is_pattern(address)
    assert not is_pattern("/param/lead.level/native")


words = st.text("ab", max_size=3)
parts = st.one_of(
    words,
    st.sampled_from(["?", "*", "[ab]", "[!a]", "[a-b]"]),
    st.lists(words, min_size=1, max_size=2).map(lambda each: "{" + ",".join(each) + "}"),
)
patterns = st.lists(parts, max_size=3).map("".join)


def expression(pattern: str) -> str:
    """Return the regular expression of a pattern without `//`; small ones only, it backtracks."""
    marks = {"?": "[^/]", "*": "[^/]*", "{": "(?:", "}": ")", ",": "|"}
    return "".join(marks.get(letter, letter) for letter in pattern).replace("[!", "[^/")


@settings(max_examples=500)
@given(st.lists(patterns, min_size=1, max_size=2), st.lists(st.text("ab/", max_size=8)))
def test_patterns_match_what_a_regular_expression_does(levels: list[str], addresses: list[str]):
    pattern = "/" + "/".join(levels)
    if "//" in pattern:
        return
    given_addresses = {f"/{address}" for address in addresses}
    wanted = re.compile(expression(pattern))

    assert matched(pattern, *given_addresses) == {
        address for address in given_addresses if wanted.fullmatch(address)
    }


@pytest.mark.parametrize(
    "pattern",
    [
        "/" + "*" * 254,
        "/" + "*a" * 127,
        "/" + "*?" * 127,
        "//*//*//*//*//*//*",
        "/" + "[!-~]" * 50,
        "/" + "[a-a]" * 50,
        "/{p,t}{a,r}{r,a}{a,c}{m,k}{/,x}" + "*?" * 15,
        "//*" + "{r,e}" * 5 + "*",
        "/{" + "," * 60 + "}*",
        "/[" + "\0-\U0010ffff" * 80 + "]",
    ],
)
def test_no_pattern_takes_longer_than_10_ms(pattern: str):
    space = Space(endpoints(subject_of(parts=MANY_PARTS)))
    taken = []
    for _ in range(3):
        began = time.thread_time()
        space.matching(pattern)
        taken.append(time.thread_time() - began)
    assert min(taken) < MOST_SECONDS
