from __future__ import annotations

from generator.terminal.text import clipped, columns_of, printable


def test_wide_and_combining_characters_are_measured() -> None:
    assert columns_of("abc") == 3
    assert columns_of("弦楽") == 4
    assert columns_of("e\u0301") == 1


def test_clipping_never_exceeds_the_columns() -> None:
    assert clipped("bass", 9) == "bass"
    assert clipped("bass", 2) == "ba"
    assert clipped("弦楽器", 5) == "弦楽"
    assert clipped("bass", 0) == clipped("bass", -3) == ""


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[2Jb\nc\x9b\u202e") == "a[2Jb c"
